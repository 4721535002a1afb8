"""What authors wait for, on the whole rule base and at ten times its size.

At ten times the size the rule base and the scenarios have both grown: each copy of a decision has its own
copies of the scenarios that decide it alone.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import grown

from advisor.rulebase.base import packaged, scenarios

COMMANDS: dict[str, list[str]] = {
    "advisor test": ["test"],
    "advisor check": ["check"],
}
"""What is measured; the scenarios and ``--rules`` follow."""

RUNS = 2


class Took(NamedTuple):
    """The time that a command took, in seconds."""

    waited: float
    processor: float


def measure(work: Path, commands: dict[str, list[str]] | None = None) -> dict[str, tuple[Took, Took]]:
    """Give for each command the times at once and ten times the size, the best of several runs."""
    found: dict[str, list[Took]] = {}
    for times in (1, 10):
        bank, rules = scenarios(), []
        if times > 1:
            over = work / f"x{times}"
            if not over.exists():
                grown.grow(packaged(), over, times)
            bank = grown.bank(scenarios(), work / f"bank-x{times}", times)
            rules = ["--rules", str(over)]
        for name, words in (commands or COMMANDS).items():
            command = [sys.executable, "-m", "advisor", *words, str(bank), *rules]
            runs = [took(command) for _ in range(RUNS + 1)][1:]  # the first run fills the cache
            found.setdefault(name, []).append(Took(*map(min, zip(*runs, strict=True))))
    return {name: (one, ten) for name, (one, ten) in found.items()}


def took(command: list[str]) -> Took:
    """Run a command; what it finds is of no matter, as long as it could read everything."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=os.environ, check=False
    )
    waited = time.perf_counter() - start
    if done.returncode not in (0, 1):
        raise SystemExit(f"bench: {' '.join(command)}\n{done.stderr.decode()[:2000]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Took(waited, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
