#!/usr/bin/env python3
"""Draws facts at random, to be looked up afresh: what is stated where, but not what is stated.

    tools/sample_facts.py --count 40 --seed 7                 what to look up
    tools/sample_facts.py --count 40 --seed 7 --values        the same facts, with what the rules say

The same seed draws the same facts as long as the rules hold the same facts.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from typing import NamedTuple

from advisor.rulebase.base import RuleBase, load
from advisor.rulebase.knowledge import Entry

JUDGEMENT = ("change", "cost", "development", "operations", "time-to-value")
"""Terms whose levels are judged by a scale rather than read on a page; left out unless asked for."""

DATA = ("analysis", "compute", "data-integration", "messaging", "orchestration", "storage", "streaming")
"""The families of services about data, which is what is drawn from unless others are named."""


class Drawn(NamedTuple):
    """One entry of one fact."""

    name: str
    term: str
    entry: Entry


def facts(base: RuleBase, families: Sequence[str], *, judged: bool) -> list[Drawn]:
    """Give every stated entry of the services of these families, in the order of their ids."""
    return [
        Drawn(service.name, term, entry)
        for id_, service in sorted(base.services.items())
        if any(f"services/{family}/" in service.at for family in families)
        for term, entries in sorted(service.facts.items())
        if judged or term not in JUDGEMENT
        for entry in entries
        if entry.value is not None or entry.adds or entry.drops
    ]


def shown(base: RuleBase, number: int, drawn: Drawn, *, values: bool) -> str:
    """Give one drawn entry as lines of text."""
    entry = drawn.entry
    when = "".join(f", where {condition.term} is {condition.text}" for condition in entry.when)
    since = f", since {entry.since}" if entry.since else ""
    lines = [f"{number}. {drawn.name}: {drawn.term}{when}{since}", f"   {base.terms[drawn.term].asks}"]
    lines.append(f"   {entry.url}")
    if values:
        said = ", ".join(entry.value) if isinstance(entry.value, tuple) else entry.text
        changed = [f"adds {', '.join(entry.adds)}"] * bool(entry.adds)
        changed += [f"drops {', '.join(entry.drops)}"] * bool(entry.drops)
        changed += [f"not {', '.join(entry.denies)}"] * bool(entry.denies)
        lines.append(f"   {'; '.join([said or '', *changed]).strip('; ')}  ({entry.at})")
        lines += [f"   {text}" for text in (entry.why, entry.note) if text]
    return "\n".join(lines)


def main(words: Sequence[str]) -> int:
    """Print the facts that are drawn."""
    parser = argparse.ArgumentParser(description="Draw facts at random, to be looked up afresh.")
    parser.add_argument("--count", type=int, default=40, help="how many (40)")
    parser.add_argument("--seed", type=int, default=1, help="which draw (1)")
    parser.add_argument(
        "--family", action="append", metavar="NAME", help="a folder of services (those about data)"
    )
    parser.add_argument(
        "--judged", action="store_true", help="also levels that are judged, such as operations"
    )
    parser.add_argument("--values", action="store_true", help="also what the rules say")
    asked = parser.parse_args(words)
    base = load()
    found = facts(base, asked.family or DATA, judged=asked.judged)
    drawn = random.Random(asked.seed).sample(found, min(asked.count, len(found)))  # noqa: S311 - a draw that can be repeated
    text = [shown(base, number, one, values=asked.values) for number, one in enumerate(drawn, 1)]
    sys.stdout.write("\n".join([*text, f"{len(drawn)} of {len(found)} stated entries.", ""]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
