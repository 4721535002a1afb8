"""Saved recommendations held against today's rules, facts or day: which flip, and what did it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from advisor.recommend.result import Reason, Recommendation


class Turn(NamedTuple):
    """One recommendation that is another than the saved one."""

    scenario: str
    was: str
    now: str
    causes: tuple[str, ...]
    """What is said now and was not, or was and is not any more."""


def answer_of(saved: Mapping[str, Any]) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Give status, chosen letters and services of a saved recommendation."""
    chosen = tuple(saved.get("chosen") or ())
    services = tuple(sorted(part["service"] for part in saved.get("solution") or ()))
    return str(saved.get("status")), chosen, services


def answer_now(one: Recommendation) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Give the same of a recommendation."""
    return one.status, one.chosen or (), tuple(sorted(one.services))


def turns(saved: Iterable[Mapping[str, Any]], now: Mapping[str, Recommendation]) -> list[Turn]:
    """Give the recommendations that flip; those without a counterpart are passed over.

    Args:
        saved: recommendations as they were written in JSON.
        now: today's, by scenario.
    """
    found = []
    for old in saved:
        one = now.get(str(old.get("scenario")))
        if one is None or answer_of(old) == answer_now(one):
            continue
        found.append(Turn(one.scenario, _said(*answer_of(old)), _said(*answer_now(one)), _causes(old, one)))
    return found


def _said(status: str, chosen: tuple[str, ...], services: tuple[str, ...]) -> str:
    answer = ", ".join(chosen) or ", ".join(services)
    return f"{answer} ({status})" if answer else status


def _causes(old: Mapping[str, Any], one: Recommendation) -> tuple[str, ...]:
    """Give the facts and rules that speak otherwise now, about services in either answer first."""
    before = {_key(reason): reason["text"] for reason in _old_reasons(old)}
    after = {(x.kind, x.service or None, x.term, x.rule, x.text): x.text for x in _reasons(one)}
    involved = set(answer_of(old)[2]) ^ set(one.services)
    gone = [(key[1], f"no more: {text}") for key, text in before.items() if key not in after]
    new = [(key[1], f"now: {text}") for key, text in after.items() if key not in before]
    facts = [entry for entry in (*gone, *new) if entry[0] in involved] or [*gone, *new]
    return tuple(dict.fromkeys(text for _, text in facts))[:8]


def _key(reason: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(reason.get(name) for name in ("kind", "service", "term", "rule", "text"))


def _old_reasons(old: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    yield from old.get("because") or ()
    for out in old.get("ruled_out") or ():
        yield from out.get("reasons") or ()
    for option in (old.get("options") or {}).values():
        yield from option.get("reasons") or ()


def _reasons(one: Recommendation) -> Iterable[Reason]:
    yield from one.because
    for out in one.ruled_out:
        yield from out.reasons
    for option in (one.options or {}).values():
        yield from option.reasons
