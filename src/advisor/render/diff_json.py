"""Two sides of rules compared, for programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from advisor.check.blast import Answer, Turn
from advisor.check.change import Change
from advisor.check.comparison import Comparison
from advisor.render.json import written

SCHEMA = 1


def document(one: Comparison) -> str:
    """Give the comparison; every key is always there."""
    said: dict[str, Any] = {
        "schema": SCHEMA,
        "old": {"name": one.old, "rules": one.hashes[0]},
        "new": {"name": one.new, "rules": one.hashes[1]},
        "differs": one.differs,
        "changes": [_change(change) for change in one.changes],
        "read_again": one.read_again,
        "asked": {"scenarios": one.scenarios, "questions": one.questions},
        "answers": [_turn(turn) for turn in one.turns],
        "reasons": None if one.reworded is None else [_turn(turn) for turn in one.reworded],
        "saved": None
        if one.saved is None
        else [
            {"scenario": flip.scenario, "was": flip.was, "now": flip.now, "causes": list(flip.causes)}
            for flip in one.saved
        ],
        "not_asked": [{"scenario": x.scenario, "path": x.path, "why": x.why} for x in one.unasked],
    }
    return written(said)


def _change(one: Change) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "subject": one.subject,
        "part": one.part or None,
        "how": one.how,
        "was": one.was or None,
        "now": one.now or None,
        "since": one.since or None,
        "where": one.where or None,
        "at": one.at or None,
    }


def _turn(one: Turn) -> dict[str, Any]:
    return {
        "scenario": one.scenario,
        "path": one.path,
        "question": one.question,
        "was": _answer(one.was),
        "now": _answer(one.now),
        "was_right": one.was_right,
        "now_right": one.now_right,
        "causes": _changes(one.causes),
        "together": one.together,
        "reasons": list(one.reasons),
    }


def _changes(some: Iterable[Change]) -> list[dict[str, Any]]:
    return [_change(one) for one in some]


def _answer(one: Answer) -> dict[str, Any]:
    return {"status": one.status, "chosen": list(one.chosen), "services": list(one.services)}
