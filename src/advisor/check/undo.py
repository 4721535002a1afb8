"""New rules with some of their changes taken back: what the old answer would take to be given again."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeVar

from advisor.check.change import Change
from advisor.rulebase.base import RuleBase, altered
from advisor.rulebase.knowledge import Decision, Service
from advisor.rulebase.terms import Term

Unit = tuple[str, str, str]
Item = TypeVar("Item")

#: Fields of a term without which the numbers in facts mean something else.
_MEASURES = ("kind", "unit", "values")


def units(changes: Iterable[Change]) -> list[Unit]:
    """Give what can be taken back one by one: each fact, rule, candidate, …, that concludes otherwise now."""
    changes = list(changes)
    remeasured = {one.subject for one in changes if one.kind == "term" and one.part in ("", *_MEASURES)}
    found = [
        one.unit
        for one in changes
        if one.how != "reworded"
        and one.kind != "note"
        and not (one.kind == "term" and one.subject in remeasured)
        and not (one.kind == "fact" and one.part in remeasured)
        and not (one.kind == "service" and not one.part)  # it counts by the decisions that it may answer
    ]
    return list(dict.fromkeys(found))


def without(old: RuleBase, new: RuleBase, taken: Collection[Unit]) -> RuleBase:
    """Give the new rules with these changes taken back."""
    services: dict[str, Service] = {}
    decisions: dict[str, Decision | None] = {}
    editions, default = dict(new.editions), new.default
    terms: dict[str, Term] = {}
    for unit in taken:
        kind, subject, part = unit
        if kind == "edition":
            if subject == "default":
                default = old.default
            elif subject in old.editions:
                editions[subject] = old.editions[subject]
        elif kind == "term":
            terms[subject] = _one_field(terms.get(subject) or new.terms[subject], old.terms[subject], part)
        elif kind in ("fact", "lifecycle", "service"):
            services[subject] = _service(old, services.get(subject) or new.services[subject], unit)
        else:
            now = decisions[subject] if subject in decisions else new.decisions.get(subject)
            decisions[subject] = _decision(old.decisions.get(subject), now, unit)
            if kind in ("candidate", "decision"):
                services.update(_gone(old, new, decisions[subject]))
    links = {"source", "destination"} & {part for kind, _, part in taken if kind == "fact"}
    return altered(
        new._replace(editions=editions, default=default),
        terms=_over(terms, new.terms),
        services=_over(services, new.services),
        decisions=_over(decisions, new.decisions),
        hops=bool(links or set(services) - set(new.services)),
    )


def _over(mended: Mapping[str, Item | None], now: Mapping[str, Item]) -> Mapping[str, Item]:
    """Lay what was taken back over what there is; None takes it away."""
    if not mended:
        return now
    found: Any = ChainMap(dict(mended), now)  # type: ignore[arg-type]
    gone = [id_ for id_, one in mended.items() if one is None]
    return {id_: one for id_, one in found.items() if id_ not in gone} if gone else found


def _one_field(now: Any, was: Any, part: str) -> Any:
    name = {"values": "names", "meanings": "tests"}.get(part, part.replace(" ", "_"))
    return now._replace(**{name: getattr(was, name)})


def _service(old: RuleBase, now: Service, unit: Unit) -> Service:
    kind, subject, part = unit
    was = old.services[subject]
    if kind == "lifecycle":
        return now._replace(life=was.life)
    if kind == "service":
        return _one_field(now, was, part)  # type: ignore[no-any-return]
    facts = {term: entries for term, entries in now.facts.items() if term != part}
    if part in was.facts:
        facts[part] = was.facts[part]
    return now._replace(facts=facts)


def _decision(was: Decision | None, now: Decision | None, unit: Unit) -> Decision | None:
    kind, _, part = unit
    if was is None or now is None or (kind == "decision" and not part):
        return was
    if kind == "decision":
        return _one_field(now, was, part)  # type: ignore[no-any-return]
    if kind == "asks":
        return now._replace(asks=was.asks)
    if kind == "candidate":
        kept = tuple(one for one in now.candidates if one != part)
        if part in was.candidates:
            kept = (*kept, part)
        return now._replace(candidates=kept)
    rules = [one for one in now.rules if not one.id.endswith(f"/{part}")]
    rules += [one for one in was.rules if one.id.endswith(f"/{part}")]
    return now._replace(rules=tuple(rules))


def _gone(old: RuleBase, new: RuleBase, decision: Decision | None) -> dict[str, Service]:
    """Give the old services that a decision names and that are no more."""
    named = decision.candidates if decision else ()
    return {one: old.services[one] for one in named if one not in new.services and one in old.services}
