"""What scenarios exercise, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from advisor.render.json import written
from advisor.render.page import Page, table

if TYPE_CHECKING:
    from advisor.check.coverage import Covered, Kind, Piece
    from advisor.check.score import Count

SCHEMA = 1

_KINDS: tuple[tuple[Kind, str], ...] = (
    ("rule", "rules"),
    ("condition", "conditions"),
    ("fact", "facts"),
    ("choice", "choices"),
)


def text(covered: Covered, scenarios: int, *, listing: bool, width: int, colour: bool) -> str:
    """Give how much is exercised in all and by decision, and if asked what is not, with why not.

    Args:
        covered: what scenarios exercise.
        scenarios: how many there are.
        listing: name what is not exercised.
        width: columns to wrap at.
        colour: use terminal colours.
    """
    page = Page(width, colour)
    idle = [one for one in covered.pieces if one.why]
    if listing:
        grouped(page, ((one.why, _line(one)) for one in idle if one.kind != "choice"))
        _choices(page, [one for one in idle if one.kind == "choice"])
    page.gap()
    who = "1 scenario exercises" if scenarios == 1 else f"{scenarios} scenarios exercise"
    page.say(f"{who}:", style="bold")
    for kind, word in _KINDS:
        if kind in covered.total:
            page.say(f"{percent(covered.total[kind])} of the {word}", indent=2)
    overruled = sum(one.overruled for one in covered.pieces)
    if overruled:
        page.say(
            f"{_rules(overruled)} and {'decides' if overruled == 1 else 'decide'} nothing: all is decided already."
        )
    page.gap()
    rows = [("decision", *(word for _, word in _KINDS))]
    for name, row in covered.by_decision.items():
        rows.append((name or "(none asks)", *(_short(row.get(kind)) for kind, _ in _KINDS)))
    page.lines += columns(rows, width)
    if idle and not listing:
        page.gap()
        page.say("--list names what no scenario exercises, and why not.")
    return page.text()


def _rules(count: int) -> str:
    return "1 rule fires" if count == 1 else f"{count} rules fire"


def grouped(page: Page, lines: Iterable[tuple[str, str]]) -> None:
    """Name things under the reason that they share; the reason of most stands first."""
    groups: dict[str, list[str]] = {}
    for why, line in lines:
        groups.setdefault(why, []).append(line)
    for why, some in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])):
        page.gap()
        page.say(f"{why[:1].upper()}{why[1:]}:", style="bold")
        for line in some:
            page.say(line, indent=2)


def _line(one: Piece) -> str:
    what = one.name if one.kind == "rule" else f"{one.owner} {one.name}"
    if one.kind == "condition":
        what = f"{one.name or 'what raises ' + one.owner}, {one.part}"
    return f"{one.at}: {what}"


def _choices(page: Page, some: list[Piece]) -> None:
    """Name the choices that no scenario needs, those of one term together."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for one in some:
        if one.decisions:
            found.setdefault((one.name, one.part), {})[one.owner] = None
    if not found:
        return
    page.gap()
    page.say("Choices that no scenario needs where they are offered or denied:", style="bold")
    for (name, part), owners in sorted(found.items()):
        page.say(f"{name}: {part} ({', '.join(owners)})", indent=2)


def columns(rows: Sequence[tuple[str, ...]], width: int) -> list[str]:
    """Give short cells as aligned columns; where they do not fit, the last one stands below."""
    sizes = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    if sum(sizes) + 2 * (len(sizes) - 1) > width:
        return table(rows, width)
    return [
        "  ".join(cell.ljust(size) for cell, size in zip(row, sizes, strict=True)).rstrip() for row in rows
    ]


def percent(count: Count) -> str:
    """Give how many of how many, with the share first."""
    if not count.of:
        return "none"
    return f"{100 * count.noticed // count.of} % ({count.noticed:,} of {count.of:,})"


def _short(count: Count | None) -> str:
    return "-" if count is None else f"{count.noticed}/{count.of}"


def document(covered: Covered, scenarios: int, rules: str) -> str:
    """Give the same as JSON, with every piece; every key is always there."""
    said = {
        "schema": SCHEMA,
        "rules": rules,
        "scenarios": scenarios,
        "exercised": {word: _count(covered.total.get(kind)) for kind, word in _KINDS},
        "decisions": {
            name: {word: _count(row.get(kind)) for kind, word in _KINDS}
            for name, row in covered.by_decision.items()
        },
        "pieces": [
            {
                "kind": one.kind,
                "of": one.owner,
                "name": one.name or None,
                "part": one.part or None,
                "at": one.at,
                "decisions": list(one.decisions),
                "by": list(one.by),
                "overruled": one.overruled,
                "why_not": one.why or None,
            }
            for one in covered.pieces
        ],
    }
    return written(said)


def _count(count: Count | None) -> dict[str, int]:
    return {"exercised": count.noticed, "of": count.of} if count else {"exercised": 0, "of": 0}
