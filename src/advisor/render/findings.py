"""What checks find, for people and for programs; and the manual pages of the checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from advisor.render.json import written
from advisor.render.page import Page, clean, table

if TYPE_CHECKING:
    from advisor.check.finding import Finding
    from advisor.check.registry import Check

SCHEMA = 1

_STYLES = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}


class Looked(NamedTuple):
    """What was looked at: how many of each thing, and the day that counts as today."""

    counts: dict[str, int]
    """Singular word -> how many."""
    today: str
    open: tuple[int, int] = (0, 0)
    """Candidates of which it was not decided whether they can be the answer, and all that were looked at."""


class Allowed(NamedTuple):
    """A finding that its author lets stand, and why."""

    finding: Finding
    reason: str


def text(  # noqa: PLR0913 - what was found and how to show it
    findings: Sequence[Finding],
    allowed: Sequence[Allowed],
    looked: Looked | None,
    *,
    notes: bool,
    width: int,
    colour: bool,
) -> str:
    """Give each finding with its place, its way out and its witness, then the sum.

    Args:
        findings: what was found.
        allowed: what was found and is let stand.
        looked: what was looked at; None where files could not be read, so that nothing else was.
        notes: show notes too; without them they are only counted.
        width: columns to wrap ways out at; the lines that editors read are never wrapped.
        colour: use terminal colours.
    """
    page = Page(width, colour)
    for one in findings:
        if one.weight == "note" and not notes:
            continue
        weight = page.paint(f"{one.weight}:", _STYLES[one.weight])
        page.lines.append(f"{clean(str(one.at))}: {weight} {clean(one.text)} [{one.check}]")
        for line in one.hint.splitlines():
            page.say(line, indent=2)
        if one.witness:
            page.say("a scenario that shows it:", indent=2)
            page.lines += [f"    {clean(line)}".rstrip() for line in one.witness.splitlines()]
    page.gap()
    page.say(_sum(findings, allowed, looked))
    if not notes and any(one.weight == "note" for one in findings):
        page.say("'advisor check --notes' shows notes too.")
    return page.text()


def _sum(findings: Sequence[Finding], allowed: Sequence[Allowed], looked: Looked | None) -> str:
    if looked is None:
        return f"{_count(len(findings), 'mistake')}; nothing else was checked before this can be read."
    weights = Counter(one.weight for one in findings)
    found = [_count(weights[one], one) for one in ("error", "warning", "note") if weights[one]]
    said = f"Found {' and '.join([', '.join(found[:-1]), found[-1]] if found[1:] else found)}"
    if not findings:
        said = "Nothing found"
    if allowed:
        said += f"; {len(allowed)} allowed with a reason"
    things = [_count(number, word) for word, number in looked.counts.items()]
    said += f". Looked at {', '.join(things[:-1])} and {things[-1]}, today being {looked.today}."
    undecided, every = looked.open
    if undecided:
        said += (
            f" Of {undecided} of {every} candidates it was not decided whether they can ever be the answer."
        )
    return said


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def document(
    findings: Sequence[Finding], allowed: Sequence[Allowed], looked: Looked | None, rules: str
) -> str:
    """Give the findings as JSON; every key is always there.

    Args:
        findings: what was found.
        allowed: what was found and is let stand.
        looked: what was looked at; None where files could not be read.
        rules: the hash of the rules; empty where they could not be read.
    """
    said = {
        "schema": SCHEMA,
        "rules": rules or None,
        "today": looked.today if looked else None,
        "looked_at": looked.counts if looked else None,
        "undecided": {"candidates": looked.open[0], "of": looked.open[1]} if looked else None,
        "findings": [_finding(one) for one in findings],
        "allowed": [{**_finding(one.finding), "reason": one.reason} for one in allowed],
    }
    return written(said)


def _finding(one: Finding) -> dict[str, object]:
    return {
        "check": one.check,
        "weight": one.weight,
        "path": one.at.path,
        "line": one.at.line or None,
        "column": one.at.column or None,
        "text": one.text,
        "hint": one.hint or None,
        "witness": one.witness or None,
    }


_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def github(findings: Iterable[Finding]) -> str:
    """Give the findings as workflow commands, which GitHub shows beside the lines that they are about."""
    lines = []
    for one in findings:
        where = {"file": one.at.path}
        if one.at.line:
            where |= {"line": str(one.at.line), "col": str(one.at.column)}
        where["title"] = one.check
        said = ",".join(f"{key}={_property(value)}" for key, value in where.items())
        body = "\n".join(filter(None, (one.text, one.hint, one.witness)))
        lines.append(f"::{_COMMANDS[one.weight]} {said}::{_data(body)}")
    return "".join(f"{clean(line)}\n" for line in lines)


def _data(text: str) -> str:
    """Give a text so that it ends neither the line nor itself."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def listing(checks: Sequence[Check], *, width: int, colour: bool) -> str:
    """Give every check in one line each."""
    page = Page(width, colour)
    page.lines += table([(one.name, one.summary) for one in checks], width)
    page.gap()
    page.say("'advisor check --explain NAME' shows the manual page of one.")
    return page.text()


def manual(check: Check, *, width: int, colour: bool) -> str:
    """Give the manual page of a check."""
    page = Page(width, colour)
    page.say(check.name, style="bold")
    for paragraph in check.manual.split("\n\n"):
        page.gap()
        lines = paragraph.splitlines()
        if lines[0].endswith(":"):  # a heading with an example below it, to be kept as it is
            page.say(lines[0], style="bold")
            page.lines += lines[1:]
        elif any(line.startswith(" ") for line in lines):
            page.lines += lines
        else:
            page.say(" ".join(lines))
    return page.text()
