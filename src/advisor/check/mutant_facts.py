"""Mutants of facts: another amount, another level, a choice more or less, another day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import cast

from advisor.amounts import UNLIMITED
from advisor.check.mutant import Change, Mutant, Statement
from advisor.check.reads import Reads
from advisor.rulebase.knowledge import Entry, Life
from advisor.rulebase.terms import STEP, Term, show

Dated = tuple[Entry, ...] | tuple[Life, ...]
"""What holds from a day on, oldest first."""


def of_fact(reads: Reads, it: Statement) -> Iterator[Mutant]:
    """Give the mutants of one entry of a fact."""
    term = reads.base.terms[it.name]
    entry = reads.base.services[it.owner].facts[it.name][it.number]
    if term.kind == "set":
        yield from _of_set(reads, it, term, entry)
    elif entry.value is None:
        yield from _known(reads, it, term)
    elif isinstance(entry.value, int):
        yield from _moved(reads, it, term, entry.value)
    yield from _dates(reads, it, reads.base.services[it.owner].facts[it.name], f"{it.name}")


def _put(reads: Reads, it: Statement, **new: object) -> Change:
    """Give the change of this entry alone."""
    entries = reads.base.services[it.owner].facts[it.name]
    changed = entries[it.number]._replace(**new)  # type: ignore[arg-type]
    return Change("fact", it.owner, it.name, (*entries[: it.number], changed, *entries[it.number + 1 :]))


def _values(
    reads: Reads, it: Statement, term: Term, value: int
) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Give the values to try above and below, nearest first: past each bound that is stated."""
    if term.kind == "level":
        levels = [(one, show(term, one)) for one in range(0, len(term.names) * STEP, STEP)]
        return [one for one in levels if one[0] > value], [one for one in reversed(levels) if one[0] < value]
    marks = reads.marks(it.owner, it.name)
    top = UNLIMITED * STEP
    # what is "at most" keeps a bound that it equals, what is "up to" or "at least" reaches it
    over = [one for one in marks if (one >= value if term.lower_is_lighter else one > value)]
    under = [one for one in reversed(marks) if (one < value if term.lower_is_lighter else one <= value)]
    up = [(min(one + STEP, top), f"over {show(term, one)}") for one in over if one < top]
    down = [(max(one - STEP, 0), f"under {show(term, one)}") for one in under]
    if not up and value < top:
        up = [(value * 2 or STEP, "twice that" if value else "more")]
    return up, [one for one in down or [(value // 2, "half of that")] if one[0] != value]


def _moved(reads: Reads, it: Statement, term: Term, value: int) -> Iterator[Mutant]:
    up, down = _values(reads, it, term, value)
    for kind, values in (("up", up), ("down", down)):
        if values:
            text = f"{show(term, value)} → {values[0][1]}"
            yield Mutant(it, kind, "", text, tuple(_put(reads, it, value=one) for one, _ in values))


def _known(reads: Reads, it: Statement, term: Term) -> Iterator[Mutant]:
    """What is said to be not known is said to be the least, and the most."""
    marks = reads.marks(it.owner, it.name) or [STEP]
    ends = (0, (len(term.names) - 1) * STEP) if term.kind == "level" else (0, marks[-1] + STEP)
    for value, end in zip(ends, ("least", "most"), strict=True):
        text = f"not known → the {end} there is"
        yield Mutant(it, "known", end, text, (_put(reads, it, value=value),))


def _of_set(reads: Reads, it: Statement, term: Term, entry: Entry) -> Iterator[Mutant]:
    said = entry.value if isinstance(entry.value, tuple) else ()
    for choice in said:
        left = tuple(one for one in said if one != choice)
        text = f"{choice} left out"
        yield Mutant(it, "dropped", choice, text, (_put(reads, it, value=left),))
    for choice in entry.adds:
        left = tuple(one for one in entry.adds if one != choice)
        yield Mutant(it, "dropped", choice, f"{choice} not added", (_put(reads, it, adds=left),))
    for choice in entry.drops:
        left = tuple(one for one in entry.drops if one != choice)
        yield Mutant(it, "kept", choice, f"{choice} not dropped", (_put(reads, it, drops=left),))
    for choice in entry.denies:
        left = tuple(one for one in entry.denies if one != choice)
        more = {"value": _with(entry.value, choice)} if _whole(entry) else {"adds": _with(entry.adds, choice)}
        text = f"{choice} offered, though a 'not' says otherwise"
        yield Mutant(it, "turned", choice, text, (_put(reads, it, denies=left, **more),))
        if it.name in ("source", "destination"):
            text = f"no word of {choice}, though a 'not' names it"
            yield Mutant(it, "unsaid", choice, text, (_put(reads, it, denies=left),))
    if _whole(entry):
        others = sorted((_words(reads, term) - set(said)) - {*entry.denies, it.owner})
        if others:
            text = "every other choice offered too"
            value = tuple(sorted({*said, *others}))
            yield Mutant(it, "added", "", text, (_put(reads, it, value=value),))


def _whole(entry: Entry) -> bool:
    """Whether the entry states the whole set, or nothing of it, rather than a change of it."""
    return not (entry.adds or entry.drops) and (entry.value is not None or not entry.denies)


def _with(said: object, choice: str) -> tuple[str, ...]:
    return tuple(sorted({*(said if isinstance(said, tuple) else ()), choice}))


def _words(reads: Reads, term: Term) -> set[str]:
    """Give the choices of a term: those of the vocabulary, and where data flows, services that facts name."""
    key = ("words", term.id)
    if key not in reads.base.memo:
        words = set(term.names)
        for service in reads.base.services.values():
            for entry in service.facts.get(term.id, ()):
                words.update(entry.value if isinstance(entry.value, tuple) else (), entry.adds, entry.denies)
        reads.base.memo[key] = words
    return reads.base.memo[key]  # type: ignore[no-any-return]


def of_life(reads: Reads, it: Statement) -> Iterator[Mutant]:
    """Give the mutants of one state of a service's life."""
    life = reads.base.services[it.owner].life
    if it.name != "available":
        rest = (*life[: it.number], *life[it.number + 1 :])
        yield Mutant(it, "dropped", "", f"never {it.name}", (Change("life", it.owner, "", rest),))
    yield from _dates(reads, it, life, it.name)


def _dates(reads: Reads, it: Statement, entries: Dated, what: str) -> Iterator[Mutant]:
    """What came on a day came earlier, or later: on the other side of a day that a scenario is about."""
    since = entries[it.number].since
    if not since:
        return
    days = reads.days()
    earlier = [one for one in reversed(days) if one < since]
    later = [_next(one) for one in days if one >= since]
    if earlier:
        tries = tuple(_dated(it, entries, one) for one in earlier)
        yield Mutant(it, "earlier", "", f"{what} of {since} holds since {earlier[0]}", tries)
    if later:
        tries = tuple(_dated(it, entries, one) for one in later)
        yield Mutant(it, "later", "", f"{what} of {since} holds only since {later[0]}", tries)


def _next(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _dated(it: Statement, entries: Dated, since: str) -> Change:
    """Give the change that moves an entry to a day; entries stand oldest first."""
    changed = entries[it.number]._replace(since=since)
    rest = (*entries[: it.number], *entries[it.number + 1 :])
    # where two begin on one day the moved one is the later, as long as it comes from a later day
    before = tuple(one for one in rest if one.since <= since)
    after = tuple(one for one in rest if one.since > since)
    name = it.name if it.kind == "fact" else ""
    return Change(it.kind, it.owner, name, cast("tuple[Entry, ...]", (*before, changed, *after)))
