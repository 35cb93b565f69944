"""How fast an archive comes in, how much memory that takes, and that a second time changes nothing.

    python -m tests.benchmarks.bench_import --stories 20000 --workers 2 [--state published]

Each import runs in a process of its own on a fresh SQLite file. Memory is the most the filing process had of its own
(RssAnon of Linux, looked at ten times a second; pages of the database that SQLite maps are not its own): flat means
that ten times the stories take no more. The processor's time of all processes is printed beside the rate: on a
machine with other work it is the steadier figure.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.make_archive import make_items

PROJECT = Path(__file__).resolve().parents[2]


def write_archive(path: Path, count: int) -> None:
    """The invented items as JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(item, ensure_ascii=False) + "\n" for item in make_items(count))


def manage(database: Path, *arguments: str) -> tuple[str, float, int]:
    """Run a command on a database; its last line, the processor's seconds, its peak memory in MB."""
    surroundings = {**os.environ, "DATABASE_URL": f"sqlite:///{database}", "SECRET_KEY": "benchmark" * 8}
    measured = [sys.executable, "-m", "tests.benchmarks.bench_import", "--measure", *arguments]
    done = subprocess.run(measured, cwd=PROJECT, env=surroundings, capture_output=True, text=True, check=True)
    seconds, peak = done.stderr.rpartition("used ")[2].split()
    return done.stdout.rstrip().rpartition("\n")[2], float(seconds), int(peak)


def measure(arguments: list[str]) -> None:
    """Run a command as a child; its time, workers included, and the most memory it had go to the standard error."""
    most = 0
    child = subprocess.Popen([sys.executable, "manage.py", *arguments], cwd=PROJECT)
    while child.poll() is None:
        most = max(most, own_memory(child.pid))
        time.sleep(0.1)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"used {used.ru_utime + used.ru_stime:.2f} {most // 1024}", file=sys.stderr)
    sys.exit(child.returncode)


def own_memory(process: int) -> int:
    """Kilobytes that are a process's own; none once it has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("RssAnon:"))


def bench(stories: int, workers: int, state: str, folder: Path) -> None:
    """Print rate and memory for a tenth of the stories and for all of them, then for all of them again."""
    options = ["--workers", str(workers), "--state", state, "--create-topics"]
    for count in (stories // 10, stories):
        archive, database = folder / f"{count}.jsonl", folder / f"{count}.sqlite3"
        write_archive(archive, count)
        manage(database, "migrate", "-v", "0")
        last, seconds, peak = manage(database, "import_stories", str(archive), *options)
        size = archive.stat().st_size / 1e6
        print(f"{count:,} stories ({size:.0f} MB), {workers} workers, {state}: {last}")
        print(f"  {seconds / count * 1000:.2f} ms of processor a story, at most {peak} MB of memory")
    last, _, _ = manage(database, "import_stories", str(archive), *options)
    print(f"again: {last}")


def main() -> None:
    """Measure, and say so."""
    if sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2:])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--state", choices=["draft", "published"], default="draft")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench(wanted.stories, wanted.workers, wanted.state, Path(folder))


if __name__ == "__main__":
    main()
