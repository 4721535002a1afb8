"""Questions as data: CSV with a row for each option, and JSON with everything."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from advisor.render import handout as words
from advisor.render import json
from advisor.render.page import clean

if TYPE_CHECKING:
    from advisor.drill.handout import Choice, Handout

COLUMNS = (
    "question", "title", "domain", "as_of", "decisions", "choose", "text", "letter", "option", "services",
    "right", "reasons", "story", "edit", "sources", "today_right", "rules",
)  # fmt: skip
"""The columns of the CSV; what holds several things has one a line."""

SCHEMA = 1


def rows(papers: Sequence[Handout]) -> str:
    """Give a CSV: one row for each option, in the letters of the scenario files."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")  # as RFC 4180 has it
    writer.writerow(COLUMNS)
    for one in papers:
        writer.writerows([_inert(cell) for cell in _row(one, choice)] for choice in one.choices)
    return out.getvalue()


def _row(one: Handout, choice: Choice) -> tuple[str, ...]:
    today = one.today.chosen
    return (
        one.id,
        one.title,
        one.domain,
        one.as_of,
        " ".join(one.decisions),
        str(one.choose),
        one.text,
        choice.written,
        choice.text,
        " ".join(choice.services),
        _yes(choice.right),
        "\n".join(words.sentence(ground, choice.subject) for ground in choice.grounds),
        "\n".join(dict.fromkeys(said for ground in choice.grounds for said in ground.words)),
        words.edit(choice),
        "\n".join(dict.fromkeys(g.reason.source for g in choice.grounds if g.reason.source)),
        "" if today is None else _yes(choice.written in today),
        one.rules,
    )


def _yes(said: bool) -> str:  # noqa: FBT001 - a word for it
    return "yes" if said else "no"


def _inert(cell: str) -> str:
    """Give a cell that no spreadsheet takes for a formula."""
    cell = clean(cell)
    return "'" + cell if cell[:1] in {"=", "+", "-", "@"} else cell


def document(papers: Sequence[Handout]) -> str:
    """Give JSON: every question complete, in the letters of the scenario files."""
    return json.written({"schema": SCHEMA, "questions": [_question(one) for one in papers]})


def _question(one: Handout) -> dict[str, Any]:
    today = one.today
    return {
        "id": one.id,
        "title": one.title or None,
        "text": one.text,
        "domain": one.domain or None,
        "as_of": one.as_of,
        "edition": one.edition or None,
        "choose": one.choose,
        "answer": [choice.written for choice in one.choices if choice.right],
        "decisions": list(one.decisions),
        "needs": [
            {
                "term": want.term,
                "condition": want.condition,
                "decision": want.decision or None,
                "words": want.words or None,
            }
            for want in one.wants
        ],
        "goals": list(one.goals),
        "options": {choice.written: _option(choice) for choice in one.choices},
        "today": {
            "as_of": today.as_of,
            "status": today.status,
            "chosen": None if today.chosen is None else list(today.chosen),
            "differs": today.differs,
            "changed_facts": [json.changed(fact) for fact in today.changed_facts],
        },
        "sources": list(one.sources),
        "rules": one.rules,
    }


def _option(one: Choice) -> dict[str, Any]:
    return {
        "text": one.text,
        "right": one.right,
        "services": list(one.services),
        "reasons": [{**json.reason(ground.reason), "words": list(ground.words)} for ground in one.grounds],
        "edit": None if one.edit is None else json.flip(one.edit),
    }
