"""A recommendation for programs: the keys of the contract, in a fixed order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from advisor.recommend.result import ChangedFact, Flip, Part, Reason, Recommendation

SCHEMA = 1

#: Control characters that JSON allows as they are, but a terminal would obey.
_UNSEEN = re.compile(r"[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def document(one: Recommendation) -> dict[str, Any]:
    """Give the recommendation as plain data; every key is always there."""
    today = one.today
    return {
        "schema": SCHEMA,
        "scenario": one.scenario,
        "title": one.title,
        "as_of": one.as_of,
        "edition": one.edition or None,
        "rules": one.rules,
        "status": one.status,
        "decisions": list(one.decisions),
        "solution": _parts(one.solution),
        "hops": [{"from": h.start, "to": h.end, "possible": h.possible, "at": h.at} for h in one.hops],
        "options": None
        if one.options is None
        else {
            letter: {
                "verdict": option.verdict,
                "reasons": _reasons(option.reasons),
                "edit": None if option.edit is None else flip(option.edit),
                "parts": _parts(option.parts),
                "hops": [
                    {"from": h.start, "to": h.end, "possible": h.possible, "at": h.at} for h in option.hops
                ],
            }
            for letter, option in one.options.items()
        },
        "chosen": None if one.chosen is None else list(one.chosen),
        "nearest": None
        if one.nearest is None
        else {
            "solution": list(one.nearest.solution),
            "option": one.nearest.option or None,
            "misses": _reasons(one.nearest.misses),
        },
        "because": _reasons(one.because),
        "ruled_out": [
            {
                "service": out.service,
                "decision": out.decision,
                "struck": out.struck,
                "reasons": _reasons(out.reasons),
            }
            for out in one.ruled_out
        ],
        "runner_up": None if one.runner_up is None else reason(one.runner_up),
        "ties": [list(tie) for tie in one.ties],
        "tied_options": list(one.tied_options),
        "also_raised": list(one.also_raised),
        "unused_needs": list(one.unused_needs),
        "missing": _reasons(one.missing),
        "contradictions": _reasons(one.contradictions),
        "ask_next": None
        if one.ask_next is None
        else {
            "term": one.ask_next.term,
            "asks": one.ask_next.asks,
            "splits": {value: list(ids) for value, ids in one.ask_next.splits.items()},
        },
        "flips": [flip(each) for each in one.flips],
        "today": None
        if today is None
        else {
            "as_of": today.as_of,
            "status": today.status,
            "solution": list(today.solution),
            "chosen": None if today.chosen is None else list(today.chosen),
            "changed_facts": [changed(fact) for fact in today.changed_facts],
            "differs": today.differs,
        },
    }


def changed(one: ChangedFact) -> dict[str, Any]:
    """Give a fact that is another on a later day as plain data."""
    return {
        "service": one.service,
        "term": one.term,
        "was": one.was,
        "now": one.now,
        "since": one.since or None,
        "source": one.source,
        "at": one.at,
    }


def flip(one: Flip) -> dict[str, Any]:
    """Give a change of a need as plain data."""
    return {"change": dict(one.change), "decision": one.decision or None, "solution": list(one.solution)}


def _parts(parts: Iterable[Part]) -> list[dict[str, Any]]:
    return [
        {
            "service": one.service,
            "name": one.name,
            "decisions": list(one.decisions),
            "settings": list(one.settings),
        }
        for one in parts
    ]


def _reasons(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    return [reason(one) for one in reasons]


def reason(one: Reason) -> dict[str, Any]:
    """Give a reason as plain data."""
    return {
        "kind": one.kind,
        "text": one.text,
        "rule": one.rule,
        "term": one.term,
        "source": one.source,
        "at": one.at,
        "service": one.service or None,
        "decision": one.decision or None,
        "need": one.need or None,
        "needed_by": one.by,
        "for": one.good,
        "confirmed": one.confirmed,
    }


def render(results: list[Recommendation], *, several: bool) -> str:
    """Give one document, or a list of them where several files were asked about."""
    said: Any = [document(one) for one in results] if several else document(results[0])
    return written(said)


def written(said: Any) -> str:
    """Give plain data as JSON text, in which nothing moves a terminal."""
    text = json.dumps(said, ensure_ascii=False, indent=2)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"
