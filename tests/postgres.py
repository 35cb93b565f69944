"""The PostgreSQL that tests run on: one named by TEST_POSTGRES_URL, or one started from PostgreSQL's programs.

One of our own lies in a folder that goes with the run.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(slots=True)
class Server:
    """A throw-away PostgreSQL server."""

    folder: Path
    programs: Path
    port: int

    @property
    def url(self) -> str:
        return f"postgres://newsroom@127.0.0.1:{self.port}/postgres"

    def run(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), *arguments]
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=True, capture_output=True, cwd=self.folder, timeout=60)

    def start(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        cluster = str(self.folder / "cluster")
        self.run("initdb", "-D", cluster, "-U", "newsroom", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
        options = (
            f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories='{self.folder}' -c fsync=off"
        )
        self.run("pg_ctl", "-D", cluster, "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        self.run("pg_ctl", "-D", str(self.folder / "cluster"), "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


def find_programs() -> Path | None:
    """Where initdb and pg_ctl are, the newest version first."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    return versions[0].parent if versions else None


def start_server() -> Server | None:
    """A server of our own, or None where PostgreSQL is not installed."""
    programs = find_programs()
    if programs is None or (os.geteuid() == 0 and shutil.which("runuser") is None):
        return None
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Server(Path(tempfile.mkdtemp(prefix="newsroom-postgres-")), programs, port)
    server.start()
    return server
