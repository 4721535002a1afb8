"""What the program costs, as ratios measured in one run.

make bench                  all of it
bench/bench.py cold rivals  some parts: cold, sessions, rivals, memory, many, shape, authors
"""

from __future__ import annotations

import gc
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import authors
import grown
import rivals

from advisor.cli.main import THRESHOLD
from advisor.cli.many import Wish, answers
from advisor.engine.judge import judge
from advisor.engine.needs import Need, facts
from advisor.engine.programs import program
from advisor.recommend.advise import answer, recommend
from advisor.recommend.case import case
from advisor.rulebase.asked import parse, read
from advisor.rulebase.base import packaged
from advisor.rulebase.base import read as read_rules

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "scenarios/streaming-ingestion/clickstream-small-team.yaml"
BARE = "import click, pydantic, yaml, durable.engine"
DAY = "2023-03-31"


def seconds(run: Callable[[], object], times: int) -> float:
    """Give the median processor time of one run, which others on the machine disturb least."""
    found = []
    for _ in range(times):
        start = time.process_time()
        run()
        found.append(time.process_time() - start)
    return statistics.median(found)


def say(what: str, *values: object) -> None:
    print(f"  {what:<58}", *values, flush=True)


def folders(work: Path, times: int) -> list[Path]:
    """Give the extra rule folders that make the packaged rules so many times as large."""
    if times == 1:
        return []
    into = work / f"x{times}"
    if not into.exists():
        grown.grow(packaged(), into, times)
    return [into]


def cold(work: Path) -> None:
    """The whole process against a bare Python that imports only what it is built on."""
    print(
        "cold start: `advisor recommend` against a bare import, processor time, medians of interleaved runs"
    )
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(ROOT / "src")], check=True)
    for times in (1, 10):
        extra = [word for folder in folders(work, times) for word in ("--rules", str(folder))]
        command = [sys.executable, "-m", "advisor", "recommend", str(EXAMPLE), *extra]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # the first run fills the cache
        ours, bare = [], []
        for _ in range(21):
            ours.append(once(command))
            bare.append(once([sys.executable, "-c", BARE]))
        ratio = statistics.median(ours) / statistics.median(bare)
        bar = 1.6 if times == 1 else 2.5
        say(f"{times:>3} x the rule base", f"{ratio:.2f} x the bare import (bar: {bar})",
            f"[{statistics.median(ours) * 1000:.0f} ms / {statistics.median(bare) * 1000:.0f} ms]")  # fmt: skip


def once(command: list[str]) -> float:
    """Give the processor time of a command; on an idle machine that is the time one waits for it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def some_needs(base, rnd: random.Random) -> tuple[Need, ...]:
    """Give random needs about ingestion."""
    from advisor.amounts import condition
    from advisor.rulebase.terms import resolve

    said = {
        "latency": rnd.choice(["at most 1 s", "under 60 s", "at most 5 min", "1 h"]),
        "destination": rnd.choice(["s3", "redshift", "opensearch", "custom-code"]),
        "source": rnd.choice(["iot", "web", "logs"]),
        "replay": rnd.choice(["yes", "no"]),
        "operations": rnd.choice(["none", "low", "moderate"]),
        "consumers": str(rnd.randint(1, 6)),
        "record-size": rnd.choice(["1 KB", "900 KB", "5 MB"]),
        "ordering": rnd.choice(["none", "per-key"]),
    }
    chosen = dict(rnd.sample(sorted(said.items()), 6))
    return tuple(
        Need(resolve(base.terms[term], condition(text), base.names.find, need=True))
        for term, text in chosen.items()
    )


def sessions(work: Path) -> None:
    """Sessions a second in one process, as the rule base grows around the decision."""
    print("sessions in one process: streaming-ingestion judged, random needs")
    first = 0.0
    for times in (1, 10, 100):
        base = read_rules([packaged(), *folders(work, times)])
        rnd = random.Random(1)
        needs = [some_needs(base, rnd) for _ in range(400)]
        compiled = program(base, "streaming-ingestion", DAY)
        judge(base, compiled, needs[0])
        each = seconds(lambda b=base, c=compiled, some=needs: [judge(b, c, one) for one in some], 5) / len(
            needs
        )
        first = first or each
        scenario = read(EXAMPLE, base)
        recommend(base, scenario, flips=False)
        whole = seconds(lambda b=base, one=scenario: recommend(b, one, flips=False), 100)
        say(f"{times:>3} x the rule base ({len(base.services):,} services)",
            f"{1 / each:,.0f} sessions/s ({each / first:.2f} x the time at 1 x)",
            f"{1 / whole:,.0f} recommendations/s")  # fmt: skip


def rules_in_rivals() -> None:
    """The same grounded rules in three engines, results equal."""
    base = read_rules([packaged()])
    compiled = program(base, "streaming-ingestion", DAY)
    rules = list(compiled.rules.rules)
    print(f"the same {len(rules)} grounded rules in three engines, results equal")
    rnd = random.Random(2)
    needs = [some_needs(base, rnd) for _ in range(300)]
    told = [
        [fact for need in some for fact in facts(need, base.terms[need.term], compiled.hearing)]
        for some in needs
    ]
    number = {id(rule): n for n, rule in enumerate(rules)}
    # a table row sees one number a term: leave out needs whose own conclusions state a second one
    pairs = [(some, one) for some, one in zip(needs, told, strict=True) if not _two_numbers(compiled, one)]
    needs, told = [some for some, _ in pairs], [one for _, one in pairs]

    def ours(facts_: list) -> set[int]:
        with compiled.rules.session() as session:
            session.tell(*facts_)
        return {number[id(firing.rule)] for firing in session.firings}

    engines = {
        "advisor (durable-rules, own driver)": ours,
        "clipspy": rivals.clips(rules),
        "zen-engine": rivals.zen(rules),
    }
    expected = [ours(one) for one in told]
    for name, fire in engines.items():
        if [fire(one) for one in told] != expected:
            raise SystemExit(f"bench: {name} fires other rules")
    times: dict[str, list[float]] = {name: [] for name in engines}
    times["advisor: one recommendation, all reasons"] = []
    text = EXAMPLE.read_bytes()
    scenarios = [parse(text, base, "x", "x")._replace(needs=tuple(_stated(some))) for some in needs]
    for _ in range(7):
        for name, fire in engines.items():
            times[name].append(seconds(lambda fire=fire: [fire(one) for one in told], 1) / len(told))
        times["advisor: one recommendation, all reasons"].append(
            seconds(lambda: [answer(case(base, one, DAY)) for one in scenarios], 1) / len(scenarios)
        )
    least = statistics.median(times["advisor (durable-rules, own driver)"])
    for name, some in times.items():
        found = statistics.median(some)
        say(name, f"{found * 1e6:,.0f} us ({found / least:.1f} x)")


def _two_numbers(compiled, told: list) -> bool:
    with compiled.rules.session() as session:
        session.tell(*told)
        keys = [fact.key for fact in session.facts if fact.word is None]
    return len(keys) != len(set(keys))


def _stated(needs: tuple[Need, ...]):
    from advisor.rulebase.scenario import Stated

    return (Stated(need.condition, "x") for need in needs)


def memory() -> None:
    """100,000 sessions in one process: memory stays flat."""
    print("memory: resident size after sessions in one process")
    base = read_rules([packaged()])
    rnd = random.Random(3)
    compiled = program(base, "streaming-ingestion", DAY)
    needs = [some_needs(base, rnd) for _ in range(500)]
    done = 0
    for goal in (1_000, 100_000):
        while done < goal:
            judge(base, compiled, needs[done % len(needs)])
            done += 1
        say(f"{goal:>7,} sessions", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.1f} MiB")

    some = [read(file, base) for file in sorted((ROOT / "scenarios").rglob("*.yaml"))]
    for count, part in ((len(some) // 2, some[::2]), (len(some), some[1::2])):
        for one in part:
            recommend(base, one, flips=False)
        say(
            f"{count:>7,} different scenarios",
            f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.1f} MiB",
        )


def many() -> None:
    """10,000 scenarios in one command."""
    print("many scenarios: the packaged ones over and over, without flips")
    base = read_rules([packaged()])
    files = sorted((ROOT / "scenarios").rglob("*.yaml"))
    some = [read(file, base) for file in files]
    scenarios = [one for _ in range(10_000 // len(some) + 1) for one in some][:10_000]
    single = 0.0
    for workers in (1, 2):
        start = time.perf_counter()
        answers(base, scenarios, Wish(None, None, flips=False), workers)
        took = time.perf_counter() - start
        single = single or took
        say(f"10,000 scenarios, {workers} process{'es' if workers > 1 else ''}",
            f"{10_000 / took:,.0f} scenarios/s ({single / took:.2f} x)")  # fmt: skip


def shape(work: Path) -> None:
    """Five decisions of eight candidates each."""
    print("a scenario that raises five decisions of eight candidates each, warm")
    folder, text = grown.shaped(work / "shaped", 5, 8)
    base = read_rules([folder])
    scenario = parse(text.encode(), base, "shape", "shape")
    one = recommend(base, scenario)
    say("answer", f"{one.status}, {len(one.decisions)} decisions, {len(one.flips)} flips")
    say(
        "answered in",
        f"{seconds(lambda: recommend(base, scenario, flips=False), 20) * 1000:.1f} ms (bar: 50)",
    )
    say("flips included", f"{seconds(lambda: recommend(base, scenario), 5) * 1000:.0f} ms (bar: 500)")


def waiting(work: Path) -> None:
    """What authors wait for, as the rule base and the scenarios grow."""
    print("what authors wait for: the whole rule base and its scenarios, and ten times as much")
    for name, (one, ten) in authors.measure(work).items():
        say(f"{name}, once the size", f"{one.waited:.1f} s (bar: 5), {one.processor:.1f} s of processor time")
        say(f"{name}, ten times the size", f"{ten.waited:.1f} s, {ten.processor:.1f} s of processor time",
            f"({ten.processor / one.processor:.1f} x; bar: 12)")  # fmt: skip


def main() -> None:
    """Run the parts named, or all."""
    wanted = set(sys.argv[1:])
    gc.set_threshold(*THRESHOLD)  # as the program sets it
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        os.environ.setdefault("ADVISOR_CACHE", str(work / "cache"))
        parts = {
            "cold": lambda: cold(work),
            "rivals": rules_in_rivals,
            "memory": memory,
            "shape": lambda: shape(work),
            "many": many,
            "sessions": lambda: sessions(work),
            "authors": lambda: waiting(work),
        }
        for part, run in parts.items():
            if not wanted or part in wanted:
                run()


if __name__ == "__main__":
    main()
