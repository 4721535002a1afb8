#!/usr/bin/env python3
"""Writes ``docs/study-guide.md``: each row of the study guide, what holds it, and what exercises it.

``docs/study-guide.yaml`` says what each row says and which keys of the rules hold it. Which scenarios
exercise a key is found out here: those whose answer cites the fact or fires the rule.

    tools/study_guide.py            write the page
    tools/study_guide.py --check    exit 1 if the page is not up to date
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from advisor.recommend.advise import recommend
from advisor.recommend.case import case
from advisor.recommend.result import Reason, Recommendation
from advisor.rulebase.asked import read as read_scenario
from advisor.rulebase.base import RuleBase, load
from advisor.source import plain
from advisor.source import read as read_yaml

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "docs/study-guide.yaml"
PAGE = ROOT / "docs/study-guide.md"
SCENARIOS = ROOT / "scenarios"

HEAD = """\
# The study guide, row by row

The study guide for AWS MLS-C01 says {count} checkable things. This table names, for each, where in `rules/` the rule base holds
it, and scenarios that exercise it. Rows that were judged wrong, incomplete or changed stand in their corrected form, with the
day of the change where there is one. What was right at exam time and changed later is held with both values: `--as-of` picks
the day.

A path such as `services/streaming/data-firehose.yaml: facts.latency` is a file under `rules/` and keys in it; `facts.source(s3)`
is one choice of a set. A scenario
exercises a row if its answer cites such a fact or fires such a rule; rows that are about no choice have none. The page is made
by `tools/study_guide.py` from `study-guide.yaml`, and `tests/test_study_guide.py` holds it to the rules and the scenarios.
"""

Key = tuple[str, str]
"""A file under ``rules/`` and a key in it, as ``facts.latency``, or one choice of a set, as ``facts.source(s3)``."""


class Row(NamedTuple):
    """A statement of the guide, in our words, and what holds it."""

    id: str
    section: str
    says: str
    held: tuple[Key, ...]
    note: str


def rows(path: Path = DATA) -> list[Row]:
    """Give the rows of the data file, in its order.

    Raises:
        SystemExit: the file is not YAML, or a row has a field that no row has.
    """
    node, problems = read_yaml(path, path.name)
    if node is None or problems:
        raise SystemExit("\n".join(str(problem) for problem in problems))
    sections = plain(node)
    if not isinstance(sections, dict):
        raise SystemExit(f"{path.name}: expected sections, each with its rows")
    return [_row(id_, name, body) for name, some in sections.items() for id_, body in some.items()]


def _row(id_: str, section: str, body: Mapping[str, object]) -> Row:
    held = body.get("held")
    if set(body) - {"says", "held", "note"} or not body.get("says") or not isinstance(held, dict):
        raise SystemExit(f"{id_}: a row has 'says', 'held' and perhaps 'note'")
    keys = tuple((file, key) for file, some in held.items() for key in some)
    return Row(id_, section, str(body["says"]), keys, str(body.get("note", "")))


def about_choosing(base: RuleBase) -> frozenset[Key]:
    """Give the keys that an answer can hang on: rules, and facts of candidates that their decisions ask about."""
    found: set[Key] = set()
    for decision in base.decisions.values():
        file = _file(decision.at)
        found.add((file, "candidates"))
        found |= {(file, f"rules.{rule.id.split('/')[1]}") for rule in decision.rules}
        for candidate in decision.candidates:
            service = base.services[candidate]
            found |= {(_file(service.at), f"facts.{term}") for term in decision.asks if term in service.facts}
    return frozenset(found)


def exercised(base: RuleBase, files: Iterable[Path]) -> dict[Key, list[str]]:
    """Give, for each key of the rules, the scenarios that exercise it, those whose answer cites it first."""
    places = dict(_places(base))
    cited: dict[Key, list[str]] = defaultdict(list)
    judged: dict[Key, list[str]] = defaultdict(list)
    for file in sorted(files):
        scenario = read_scenario(file, base)
        shown = set(_cited(recommend(base, scenario, flips=False), places))
        for key in sorted(shown):
            cited[key].append(file.stem)
        for key in sorted(set(_judged(base, file, places)) - shown):
            judged[key].append(file.stem)
    return {key: cited[key] + judged[key] for key in sorted({*cited, *judged})}


def _places(base: RuleBase) -> Iterator[tuple[str, Key]]:
    for service in base.services.values():
        file = _file(service.at)
        for term, entries in service.facts.items():
            yield from ((entry.at, (file, f"facts.{term}")) for entry in entries)
        yield from ((life.at, (file, "lifecycle")) for life in service.life)


def _file(at: str) -> str:
    return at.rsplit(":", 1)[0].split("rules/", 1)[-1]


def _rule(id_: str) -> Key:
    decision, name = id_.split("/")
    return f"decisions/{decision}.yaml", f"rules.{name}"


def _cited(answer: Recommendation, places: Mapping[str, Key]) -> Iterator[Key]:
    said: list[Reason] = [*answer.because]
    said += [reason for one in answer.ruled_out for reason in one.reasons]
    said += [reason for one in (answer.options or {}).values() for reason in one.reasons]
    for reason in said:
        if reason.rule:
            yield _rule(reason.rule)
        elif reason.at in places:
            yield places[reason.at]
    hops = {hop for one in (answer.options or {}).values() for hop in one.hops} | {*answer.hops}
    for hop in sorted(hops):
        if hop.at in places:
            file, key = places[hop.at]
            yield from ((file, key), (file, f"{key}({hop.end if key == 'facts.destination' else hop.start})"))


def _judged(base: RuleBase, file: Path, places: Mapping[str, Key]) -> Iterator[Key]:
    scenario = read_scenario(file, base)
    for id_, board in case(base, scenario, base.day(scenario.as_of)).boards.items():
        yield f"decisions/{id_}.yaml", "candidates"
        yield from (_rule(one.rule.id) for one in board.judgement.fired)
        verdicts = [one for some in board.judgement.verdicts.values() for one in some if one]
        for one in verdicts:
            file_, key = places[one.offer.behind(one.choice).at]
            yield from ((file_, key), *([(file_, f"{key}({one.choice})")] if one.choice else []))


def whole(key: Key) -> Key:
    """Give the key of the whole set where the key is about one choice of it."""
    file, name = key
    return file, name.split("(", maxsplit=1)[0]


def cover(keys: Iterable[Key], found: Mapping[Key, Sequence[str]]) -> list[str]:
    """Give few scenarios that together exercise all of these keys that can be exercised."""
    left = {key for key in keys if found.get(key)}
    chosen: list[str] = []
    while left:
        names = [name for key in sorted(left) for name in found[key]]
        best = max(dict.fromkeys(names), key=lambda name: sum(name in found[key] for key in left))
        chosen.append(best)
        left = {key for key in left if best not in found[key]}
    return chosen


def page(data: Sequence[Row], chosen: Mapping[str, Sequence[str]]) -> str:
    """Give the page, with the scenarios chosen for each row."""
    paths = {file.stem: file.relative_to(ROOT).as_posix() for file in SCENARIOS.rglob("*.yaml")}
    lines = [HEAD.format(count=len(data))]
    section = ""
    for row in data:
        if row.section != section:
            section = row.section
            lines += [
                f"## {section}",
                "",
                "| row | what the guide says, in our words | held by | exercised by | note |",
            ]
            lines += ["|---|---|---|---|---|"]
        files = list(dict.fromkeys(file for file, _ in row.held))
        held = ", ".join(f"`{it}: {', '.join(key for file, key in row.held if file == it)}`" for it in files)
        shown = ", ".join(f"[{name}](../{paths[name]})" for name in chosen[row.id])
        cells = [row.id, row.says, held, shown, row.note]
        lines.append("| " + " | ".join(cells).rstrip() + " |")
        if row is data[-1] or data[data.index(row) + 1].section != section:
            lines.append("")
    return "\n".join(lines)


def made() -> str:
    """Give the page as it should be now."""
    base = load()
    found = exercised(base, SCENARIOS.rglob("*.yaml"))
    data = rows()
    chosen = {row.id: cover(row.held, found) for row in data}
    return page(data, chosen)


def main(words: Sequence[str]) -> int:
    """Write the page, or check that it is up to date."""
    text = made()
    if "--check" in words:
        return int(PAGE.read_text(encoding="utf-8") != text)
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
