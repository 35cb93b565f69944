"""Servers to be measured, what they spend, and who asks them: no Django here.

CPU is what all processes of a server have spent, user and system, to the nanosecond where the kernel tells it; on
PostgreSQL that of the database's own processes is read beside it. It is steadier than requests a second: what else runs
on the machine takes time, but hardly any of this.
"""

from __future__ import annotations

import os
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_APPLICATION = "tests.benchmarks.reader_server:application"
_TICK = os.sysconf("SC_CLK_TCK")


class Server:
    """A server with workers of its own, on a free port; `environment` on top of ours."""

    def __init__(self, kind: str, workers: int, **environment: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = subprocess.Popen(
            _command(kind, workers, self.port),
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        self._wait()

    def _wait(self) -> None:
        for _ in range(300):
            if self.process.poll() is not None:
                raise SystemExit((self.process.stderr.read() if self.process.stderr else b"").decode()[-2000:])
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/bare/constant/", timeout=5).close()
                return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
        raise SystemExit("The server does not answer.")

    def workers(self) -> tuple[int, ...]:
        """The processes below the first: a worker that was replaced takes what it spent with it."""
        return tuple(sorted(_children(self.process.pid)))

    def spent(self) -> float:
        """CPU seconds of the server so far."""
        return sum(map(cpu_of, (self.process.pid, *self.workers())))

    def stop(self) -> None:
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def _command(kind: str, workers: int, port: int) -> list[str]:
    if kind == "granian":
        command = ["-m", "granian", "--interface", "wsgi", "--workers", str(workers), "--port", str(port)]
        return [sys.executable, *command, "--no-ws", "--log-level", "error", _APPLICATION]
    config = str(ROOT / "newsroom" / "deploy" / "gunicorn.conf.py")
    options = ["--workers", str(workers), "--bind", f"127.0.0.1:{port}", "--max-requests", "0"]
    options += ["--max-requests-jitter", "0", "--log-level", "warning"]
    return [sys.executable, "-m", "gunicorn", "--config", config, *options, _APPLICATION]


def _children(parent: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{parent}/task").iterdir():
        found += [int(pid) for pid in (task / "children").read_text().split()]
    return found


def cpu_of(pid: int) -> float:
    """CPU seconds of a process, all its threads together; 0 for one that has ended."""
    try:
        return (
            sum(int((task / "schedstat").read_text().split()[0]) for task in Path(f"/proc/{pid}/task").iterdir()) / 1e9
        )
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return _by_ticks(pid)


def _by_ticks(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICK


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    head: bytes
    body: bytes

    def header(self, name: str) -> str:
        """A header's value, "" where there is none."""
        for line in self.head.split(b"\r\n")[1:]:
            key, _, value = line.partition(b":")
            if key.decode("latin-1").lower() == name.lower():
                return value.decode("latin-1").strip()
        return ""


def ask(port: int, address: str, *headers: str) -> Answer:
    """One GET on a connection of its own, as a proxy before a sync worker asks."""
    lines = [f"GET {address} HTTP/1.1", "Host: 127.0.0.1", "Connection: close", *headers, "", ""]
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall("\r\n".join(lines).encode())
        pieces = []
        while piece := connection.recv(1 << 16):
            pieces.append(piece)
    head, _, body = b"".join(pieces).partition(b"\r\n\r\n")
    if b"chunked" in head.lower():
        body = _joined(body)
    return Answer(int(head[9:12]), head, body)


def _joined(chunks: bytes) -> bytes:
    whole = []
    while chunks:
        size, _, chunks = chunks.partition(b"\r\n")
        whole.append(chunks[: int(size, 16)])
        chunks = chunks[int(size, 16) + 2 :]
    return b"".join(whole)


@dataclass
class Cell:
    """One kind of request: the addresses it is made to, in turn, and what each round has shown."""

    name: str
    server: Server
    addresses: list[str]
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cpu: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)
    latency: list[float] = field(default_factory=list)
    length: int = 50
    at: int = 0
    # How often each address is asked for before a round, for every worker's cache to have it.
    before: int = 0

    def ask(self, address: str = "") -> Answer:
        """That address, or the next. Anything but the status expected ends the run: a refusal is cheap."""
        if not address:
            address = self.addresses[self.at % len(self.addresses)]
            self.at += 1
        known = self.headers.get(address)
        answer = ask(self.server.port, address, *([f"If-None-Match: {known}"] if known else []))
        if answer.status != self.status:
            raise SystemExit(f"{self.name}: {address} answered {answer.status}, not {self.status}.")
        return answer

    def learn(self) -> None:
        """For 304: what a visitor has who was there before."""
        for address in self.addresses:
            self.headers[address] = ask(self.server.port, address).header("ETag")
        self.status = 304

    def warm_up(self, seconds: float) -> None:
        """Ask some, and from how long that takes settle how many a round are."""
        self.ask()
        start = time.perf_counter()
        for _ in range(8):
            self.ask()
        each = (time.perf_counter() - start) / 8
        self.length = max(12, min(400, int(seconds / each)))

    def round(self, database: Iterable[int]) -> None:
        """Ask as often as settled; note what a request took, of the server, of the database, of the clock."""
        for _ in range(self.before * len(self.addresses)):
            self.ask()
        backends, workers = list(database), self.server.workers()
        before, theirs = self.server.spent(), sum(map(cpu_of, backends))
        taken = []
        for _ in range(self.length):
            start = time.perf_counter()
            self.ask()
            taken.append(time.perf_counter() - start)
        spent, theirs = self.server.spent() - before, sum(map(cpu_of, backends)) - theirs
        if self.server.workers() != workers:
            return self.round(backends)
        self.cpu.append(spent / self.length * 1000)
        self.database.append(theirs / self.length * 1000)
        self.latency.append(statistics.median(taken) * 1000)
        return None
