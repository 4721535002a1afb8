"""The blast radius of changed rules: which answers are others now, and which change did it.

A change did it if the old answer is given again once that change alone is taken back. Where no single
one does, the fewest found that do so together are told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from advisor.check.change import Change
from advisor.check.undo import Unit, units, without
from advisor.recommend.advise import answer, outcome
from advisor.recommend.case import case
from advisor.recommend.result import Reason, Recommendation, right
from advisor.rulebase.base import RuleBase
from advisor.rulebase.scenario import Scenario
from advisor.rulebase.terms import HOP_TERMS

#: Trials of several changes together, over all answers; beyond it all that may have done it are told.
_TRIALS = 1500


class Answer(NamedTuple):
    """What is compared: status, chosen letters and services."""

    status: str
    chosen: tuple[str, ...]
    services: tuple[str, ...]

    @property
    def said(self) -> str:
        """Give it in a line."""
        said = ", ".join(self.chosen) or ", ".join(self.services)
        return f"{said} ({self.status})" if said else self.status


class Asked(NamedTuple):
    """A scenario as the old and as the new rules understand it."""

    old: Scenario
    new: Scenario


class Turn(NamedTuple):
    """A scenario whose answer (or whose reasons) the changes have turned."""

    scenario: str
    path: str
    question: bool
    """Whether it has options."""
    was: Answer
    now: Answer
    causes: tuple[Change, ...]
    together: bool
    """Whether it takes all of the causes, rather than each alone."""
    was_right: bool | None = None
    """Whether the old answer is the one that the scenario states; None where it states none."""
    now_right: bool | None = None
    reasons: tuple[str, ...] = ()
    """Where only reasons are others: those that are new, or gone."""


def give(base: RuleBase, scenario: Scenario) -> Answer:
    """Give the bare answer to a scenario on its own day."""
    judged = case(base, scenario, base.day(scenario.as_of), look_around=False, stated_only=True)
    found = outcome(judged)
    return Answer(found.status, tuple(sorted(found.chosen or ())), tuple(sorted(set(found.services))))


def turned(
    old: RuleBase, new: RuleBase, asked: Sequence[Asked], changes: Sequence[Change]
) -> tuple[list[Turn], list[Asked]]:
    """Give the answers that are others, each with what did it; and the scenarios whose answers are the same."""
    taken = units(changes)
    remade = any(change.kind == "term" for change in changes)  # numbers in facts may mean something else
    near = [one for one in asked if remade or _may_turn(old, new, one, taken)]
    pairs = [(one, give(old, one.old), give(new, one.new)) for one in near]
    moved = [(one, was, now) for one, was, now in pairs if was != now]
    causes = _causes(old, new, [(one, was) for one, was, _ in moved], changes)
    found = [
        Turn(
            one.new.id,
            one.new.path,
            bool(one.new.options),
            was,
            now,
            behind,
            together,
            right(_full(old, one.old), one.old),
            right(_full(new, one.new), one.new),
        )
        for (one, was, now), (behind, together) in zip(moved, causes, strict=True)
    ]
    others = {id(one) for one, was, now in pairs if was != now}
    return found, [one for one in asked if id(one) not in others]


def _may_turn(old: RuleBase, new: RuleBase, one: Asked, taken: Sequence[Unit]) -> bool:
    """Whether any change can have to do with a scenario's answer; most changes have not, with most scenarios."""
    if one.old != one.new:
        return True  # its words mean something else now
    reach = _reach(old, new, one)
    return any(reach.meets(unit, new) for unit in taken)


def _full(base: RuleBase, scenario: Scenario) -> Recommendation:
    return answer(case(base, scenario, base.day(scenario.as_of)))


def _causes(
    old: RuleBase, new: RuleBase, moved: Sequence[tuple[Asked, Answer]], changes: Sequence[Change]
) -> list[tuple[tuple[Change, ...], bool]]:
    taken = units(changes)
    reaches = [_reach(old, new, one) for one, _ in moved]
    near = [[unit for unit in taken if reach.meets(unit, new)] for reach in reaches]
    alone: list[list[Unit]] = [[] for _ in moved]
    for unit in taken:
        base: RuleBase | None = None
        for number, (one, was) in enumerate(moved):
            if unit in near[number]:
                base = base or without(old, new, [unit])
                if _again(base, one, [unit]) == was:
                    alone[number].append(unit)
    trials = _Trials(old, new)
    found = []
    for number, (one, was) in enumerate(moved):
        behind = alone[number] or trials.fewest(one, was, near[number])
        named = tuple(change for change in changes if change.unit in behind and change.how != "reworded")
        found.append((named, not alone[number]))
    return found


def _again(base: RuleBase, one: Asked, taken: Iterable[Unit]) -> Answer:
    """Answer with changes taken back; a term's phrases are understood when a scenario is read."""
    return give(base, one.old if any(unit[0] == "term" for unit in taken) else one.new)


class _Trials:
    """Changes taken back together, as often as there is time for."""

    def __init__(self, old: RuleBase, new: RuleBase) -> None:
        self.old = old
        self.new = new
        self.left = _TRIALS

    def fewest(self, one: Asked, was: Answer, near: list[Unit]) -> list[Unit]:
        """Give changes that together bring the old answer back, none of which can be spared."""
        if not self.gives(one, was, near):
            return near
        kept = list(near)
        for unit in near:
            fewer = [other for other in kept if other != unit]
            if self.gives(one, was, fewer):
                kept = fewer
        return kept

    def gives(self, one: Asked, was: Answer, taken: list[Unit]) -> bool:
        self.left -= 1
        return self.left >= 0 and _again(without(self.old, self.new, taken), one, taken) == was


class _Reach(NamedTuple):
    """What a scenario's answer can have to do with."""

    named: bool
    """Whether the scenario says itself what is to be decided."""
    decisions: frozenset[str]
    services: frozenset[str]
    """Candidates, parts of options, and what is in place or asked for."""
    around: frozenset[str]
    """Those, what they are part of, and what they cannot work without."""

    def meets(self, unit: Unit, new: RuleBase) -> bool:
        """Whether a change can have to do with the answer."""
        kind, subject, part = unit
        if kind in ("edition", "term") or (kind == "decision" and not self.named):
            return True
        if kind in ("decision", "asks", "candidate", "rule"):
            return subject in self.decisions
        if kind == "fact":
            return part in HOP_TERMS or subject in self.services
        facts = new.services[subject].facts if subject in new.services else {}
        return subject in self.around or any(term in facts for term in HOP_TERMS)  # it may lie between parts


def _reach(old: RuleBase, new: RuleBase, one: Asked) -> _Reach:
    decisions = _decisions(old, one.old) | _decisions(new, one.new)
    services = {part.service for option in one.new.options for part in option.parts}
    services |= {*one.new.use, *one.new.existing}
    for base in (old, new):
        for word in decisions & set(base.decisions):
            services.update(base.decisions[word].candidates)
    around = services | {base.whole(id_) for base in (old, new) for id_ in services if id_ in base.services}
    around |= {id_ for it in around if it in new.services for id_ in new.services[it].requires}
    return _Reach(one.new.decide is not None, *map(frozenset, (decisions, services, around)))


def _decisions(base: RuleBase, scenario: Scenario) -> set[str]:
    if scenario.decide is not None:
        return set(scenario.decide)
    key = ("decisions asked", scenario.path, scenario.id)
    if key not in base.memo:
        judged = case(base, scenario, base.day(scenario.as_of), look_around=False, stated_only=True)
        base.memo[key] = set(judged.decisions)
    return base.memo[key]  # type: ignore[no-any-return]


def reworded(
    old: RuleBase, new: RuleBase, same: Iterable[Asked], changes: Sequence[Change]
) -> Iterable[Turn]:
    """Give the scenarios whose answers are the same and whose reasons are not, with the changes behind."""
    for one in same:
        before, after = _full(old, one.old), _full(new, one.new)
        was, now = _reasons(before), _reasons(after)
        gone = [reason for key, reason in was.items() if key not in now]
        come = [reason for key, reason in now.items() if key not in was]
        if gone or come:
            said = [f"no more: {reason.text}" for reason in gone] + [f"now: {reason.text}" for reason in come]
            behind = tuple(change for change in changes if _spoken_of(change, [*gone, *come]))
            given = give(new, one.new)
            options = bool(one.new.options)
            yield Turn(
                one.new.id, one.new.path, options, given, given, behind, together=False, reasons=tuple(said)
            )


def _reasons(one: Recommendation) -> dict[tuple[object, ...], Reason]:
    some = [*one.because, *(reason for out in one.ruled_out for reason in out.reasons)]
    some += [reason for option in (one.options or {}).values() for reason in option.reasons]
    return {(x.kind, x.service, x.decision, x.rule, x.term, x.need, x.good, x.text): x for x in some}


def _spoken_of(change: Change, reasons: Iterable[Reason]) -> bool:
    about: dict[str, Callable[[Reason], bool]] = {
        "fact": lambda x: (x.service, x.term) == (change.subject, change.part),
        "lifecycle": lambda x: x.kind == "lifecycle" and x.service == change.subject,
        "rule": lambda x: f"{change.subject}/{change.part}" in (x.rule, x.by),
        "candidate": lambda x: x.service == change.part and x.decision == change.subject,
        "term": lambda x: x.term == change.subject,
        "asks": lambda x: x.decision == change.subject,
    }
    test = about.get(change.kind)
    return test is not None and any(test(reason) for reason in reasons)
