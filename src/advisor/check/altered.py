"""A rule base under a change, sharing with the one before it all that the change does not touch."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from advisor.check.mutant import Change
from advisor.rulebase.base import RuleBase
from advisor.rulebase.knowledge import Decision, Entry, Life, Rule, Service
from advisor.rulebase.terms import HOP_TERMS

Thing = TypeVar("Thing")


def changed(base: RuleBase, change: Change) -> RuleBase:
    """Give the rule base under a change, with nothing kept from before."""
    return _altered(base, change, {})


def sharing(base: RuleBase, change: Change, redone: tuple[str, ...]) -> RuleBase:
    """Give the rule base under a change, keeping what was derived before and still holds.

    Args:
        base: the rule base before the change.
        change: the change.
        redone: the decisions whose judgement the change can touch.
    """
    return _altered(base, change, _Memo(base.memo, _shares(base, change, redone)))


def only(base: RuleBase, decision: str, candidate: str) -> RuleBase:
    """Give the rule base with one candidate in a decision: it is judged alike, at less cost."""
    key = ("only", decision, candidate)
    if key not in base.memo:
        one = base.decisions[decision]._replace(candidates=(candidate,))
        base.memo[key] = base._replace(decisions=ChainMap({decision: one}, _plain(base.decisions)), memo={})
    return base.memo[key]  # type: ignore[no-any-return]


def _altered(base: RuleBase, change: Change, memo: dict[Any, Any]) -> RuleBase:
    services: Mapping[str, Service] = base.services
    decisions: Mapping[str, Decision] = base.decisions
    links = base.links
    if change.kind == "rule":
        rules = cast("tuple[Rule, ...]", change.to)
        decisions = ChainMap({change.owner: decisions[change.owner]._replace(rules=rules)}, _plain(decisions))
    elif change.kind == "life":
        life = cast("tuple[Life, ...]", change.to)
        services = ChainMap({change.owner: base.services[change.owner]._replace(life=life)}, _plain(services))
    else:
        entries = cast("tuple[Entry, ...]", change.to)
        one = base.services[change.owner]
        facts = {**one.facts, change.name: entries}
        services = ChainMap({change.owner: one._replace(facts=facts)}, _plain(services))
        if change.name in HOP_TERMS:
            links = _linked(base, change, entries)
    return base._replace(services=services, decisions=decisions, links=links, memo=memo)


def _plain(things: Mapping[str, Thing]) -> dict[str, Thing]:
    return things if isinstance(things, dict) else dict(things)


def _linked(base: RuleBase, change: Change, entries: tuple[Entry, ...]) -> Mapping[str, dict[str, list[str]]]:
    """Give the table of links with what the entries name besides; what they name no more does no harm."""
    more: dict[str, dict[str, list[str]]] = {}
    for name in named(entries) & set(base.services):
        there = dict(base.links.get(name, {}))
        if change.owner not in there.get(change.name, ()):
            there[change.name] = [*there.get(change.name, ()), change.owner]
            more[name] = there
    return ChainMap(more, dict(base.links)) if more else base.links


def named(entries: tuple[Entry, ...]) -> set[str]:
    """Give the choices that the entries of a fact name as offered."""
    return {
        name for one in entries for name in (*(one.value if isinstance(one.value, tuple) else ()), *one.adds)
    }


class _Memo(dict[Any, Any]):
    """What a changed rule base keeps, with what it shares with the one before the change."""

    def __init__(self, held: dict[Any, Any], shared: Callable[[Any], bool]) -> None:
        super().__init__()
        self.held = held
        self.shared = shared

    def get(self, key: Any, default: Any = None) -> Any:
        if key in self.keys():
            return super().__getitem__(key)
        return self.held.get(key, default) if self.shared(key) else default

    def __missing__(self, key: Any) -> Any:
        if not self.shared(key):
            raise KeyError(key)
        return self.held[key]

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) or (self.shared(key) and key in self.held)


def _shares(base: RuleBase, change: Change, redone: tuple[str, ...]) -> Callable[[Any], bool]:
    """Give which of the things kept with the rule base hold under the change as well."""
    service, term = change.owner, change.name

    def shared(key: Any) -> bool:
        kind = key[0] if isinstance(key, tuple) else key
        if kind == "program":
            return key[1] not in redone
        if kind in ("raising", "whole", "carriers", "words"):
            return True
        if change.kind != "fact":
            return kind in ("cases", "way")
        if kind == "cases":
            return bool((key[1], key[2]) != (service, term))
        if kind == "way":
            return term not in HOP_TERMS or service not in {
                *key[1:3],
                *(base.whole(one) for one in key[1:3]),
            }
        return False

    return shared
