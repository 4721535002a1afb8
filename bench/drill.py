"""What a drill costs: the first question, the next one, the whole bank proved, and 200 kills.

bench/drill.py                  first, next, bank
bench/drill.py first next bank kills
"""

from __future__ import annotations

import os
import pty
import resource
import select
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from advisor.drill.bank import load, packaged, proved
from advisor.rulebase.base import load as load_rules

ROOT = Path(__file__).parent.parent
BARE = "import click, pydantic, yaml, durable.engine, fsrs, platformdirs, sqlite3"


def once(command: list[str]) -> float:
    """Give the processor time of a process, in ms, which others on the machine disturb least."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def first(work: Path) -> None:
    """The first question against a bare Python that imports only what drilling is built on."""
    command = [sys.executable, "-m", "advisor", "drill", "--afresh", "--progress", str(work / "first.db")]
    subprocess.run([*command[:4], "--check"], check=True, stdout=subprocess.DEVNULL)  # fills the cache
    ours, bare = [], []
    for _ in range(21):
        ours.append(once(command))
        bare.append(once([sys.executable, "-c", BARE]))
    mine, theirs = statistics.median(ours), statistics.median(bare)
    print(
        f"first question: {mine / theirs:.2f} x the bare import (bar: 1.6) [{mine:.0f} ms / {theirs:.0f} ms]"
    )


def until(handle: int, *texts: bytes) -> bytes:
    """Read the screen up to one of the texts; gives which."""
    seen = b""
    while True:
        for text in texts:
            if text in seen:
                return text
        if not select.select([handle], [], [], 30)[0]:
            raise TimeoutError(seen.decode())
        seen += os.read(handle, 65536)


def answer(handle: int) -> float:
    """Answer, with two letters where two are wanted; gives the time from the last key to what is told, in ms."""
    start = time.perf_counter()
    os.write(handle, b"a")
    if until(handle, b"next> ", b"Picked: A.") != b"next> ":
        os.write(handle, b"b")
        until(handle, b"Enter answers.")
        start = time.perf_counter()
        os.write(handle, b"\r")
        until(handle, b"next> ")
    return 1000 * (time.perf_counter() - start)


def following(work: Path, questions: int = 60, reading: float = 0.5) -> None:
    """From the key to the next question on the screen, after a moment of reading."""
    handle, theirs = pty.openpty()
    command = [sys.executable, "-m", "advisor", "drill", "--seed", "1", "--progress", str(work / "next.db")]
    run = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    told, came = [], []
    until(handle, b"answer> ")
    for _ in range(questions):
        time.sleep(reading)
        told.append(answer(handle))
        time.sleep(reading)
        start = time.perf_counter()
        os.write(handle, b"\r")
        until(handle, b"answer> ")
        came.append(1000 * (time.perf_counter() - start))
    os.write(handle, b"q")
    run.wait(30)
    for what, times in (
        ("from the answer to what is told of it", told),
        ("from there to the next question", came),
    ):
        times.sort()
        print(f"{what}: median {times[len(times) // 2]:.0f} ms, worst {times[-1]:.0f} ms (bar: 100 ms)")


def bank() -> None:
    """All questions that come with the program, proved."""
    base = load_rules()
    start = time.perf_counter()
    found = load(base, [packaged()])
    bad = [id_ for id_ in found.signs if proved(found, id_).problems]
    spent = time.perf_counter() - start
    print(f"bank: {len(found.signs)} questions proved in {spent:.1f} s, {len(bad)} of them not fit")


def kills(count: int = 200) -> None:
    """The test of kills at random moments, with more of them."""
    test = ["-m", "pytest", "-q", "-k", "killed", str(ROOT / "tests" / "test_drill_terminal.py")]
    done = subprocess.run([sys.executable, *test], env={**os.environ, "KILLS": str(count)}, check=False)
    print(f"{count} kills: {'nothing lost' if done.returncode == 0 else 'SOMETHING WAS LOST'}")


def main() -> None:
    asked = sys.argv[1:] or ["first", "next", "bank"]
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        if "first" in asked:
            first(work)
        if "next" in asked:
            following(work)
        if "bank" in asked:
            bank()
        if "kills" in asked:
            kills()


if __name__ == "__main__":
    main()
