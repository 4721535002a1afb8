"""What is due for another look, for people and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from advisor.check.due import Due, days
from advisor.render.json import written
from advisor.render.page import Page

SCHEMA = 1

#: Of more statements that rest on one page, the rest is counted.
_MOST = 6

_KINDS = {
    "source": ("page", "page that nobody has read for long", "pages that nobody has read for long"),
    "lifecycle": ("life", "end of life", "ends of life"),
    "unconfirmed": ("unsure", "statement that is not confirmed", "statements that are not confirmed"),
}


def text(found: Sequence[Due], today: str, asked: int, limit: int, *, width: int, colour: bool) -> str:  # noqa: PLR0913
    """Give what is due, one paragraph each, then the sum.

    Args:
        found: what is due.
        today: the day from which is counted.
        asked: how many scenarios were asked.
        limit: how many are shown; 0 means all.
        width: columns to wrap at.
        colour: use terminal colours.
    """
    page = Page(width, colour)
    shown = found[:limit] if limit else found
    for one in shown:
        hang = len(one.scenarios)
        page.say(_said(one, today), mark=f"{_KINDS[one.kind][0]}:", style="bold")
        if one.kind == "source":
            page.say(_few(one.about), indent=2)
        if one.url:
            page.say(one.url, indent=2)
        answers = f"{hang} answer{'' if hang == 1 else 's'}" if hang else "no answer"
        page.say(f"{answers} of {asked} hang{'s' if hang < 2 else ''} on it  {one.at}", indent=2, style="dim")  # noqa: PLR2004
    page.gap()
    counts: Counter[str] = Counter(one.kind for one in found)
    parts = [
        f"{counts[kind]} {one if counts[kind] == 1 else more}"
        for kind, (_, one, more) in _KINDS.items()
        if counts[kind]
    ]
    page.say(f"As of {today}: {', '.join(parts) or 'nothing is due for another look'}.")
    if len(shown) < len(found):
        first = "Only the first is shown" if len(shown) == 1 else f"The first {len(shown)} are shown"
        page.say(f"{first}, by the answers that hang on them; --limit 0 shows all.")
    return page.text()


def _said(one: Due, today: str) -> str:
    if one.kind == "unconfirmed":
        return one.text
    number = days(today, one.day)
    return f"{one.text}, {number} days ago" if number >= 0 else f"{one.text}, in {-number} days"


def _few(about: Sequence[str]) -> str:
    """Give what rests on a page, terms of one service together."""
    groups: dict[str, list[str]] = {}
    for one in about:
        lead, _, rest = one.partition(": ")
        groups.setdefault(lead, []).append(rest)
    lines = [f"{lead}: {', '.join(parts)}" if parts != [""] else lead for lead, parts in groups.items()]
    more = len(lines) - _MOST
    left = [f"{more} more"] if more > 0 else []
    return "; ".join([*lines[:_MOST], *left]) if lines else "nothing rests on it"


def document(found: Sequence[Due], today: str, asked: int) -> str:
    """Give what is due for programs; all of it, every key always there."""
    said: dict[str, Any] = {
        "schema": SCHEMA,
        "today": today,
        "scenarios": asked,
        "due": [
            {
                "kind": one.kind,
                "text": one.text,
                "about": list(one.about),
                "url": one.url or None,
                "checked": one.checked or None,
                "day": one.day or None,
                "at": one.at,
                "answers": len(one.scenarios),
                "scenarios": list(one.scenarios),
            }
            for one in found
        ],
    }
    return written(said)
