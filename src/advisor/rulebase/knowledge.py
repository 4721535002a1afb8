"""What a rule base holds once every word in it is known: plain frozen data.

Days are ISO texts (``2023-03-31``), which compare as days do; an empty one means "all along".
``at`` is the place in the YAML, as ``path:line``.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from advisor.rulebase.terms import Condition


class Entry(NamedTuple):
    """What a service offers for one term from ``since`` on, where ``when`` holds."""

    value: int | tuple[str, ...] | None
    text: str
    adds: tuple[str, ...]
    drops: tuple[str, ...]
    denies: tuple[str, ...]
    since: str
    when: tuple[Condition, ...]
    url: str
    checked: str
    confirmed: bool
    why: str
    note: str
    at: str


class Life(NamedTuple):
    """A state of a service's life, from ``since`` on."""

    state: str
    since: str
    url: str
    confirmed: bool
    note: str
    at: str


class Note(NamedTuple):
    """A true statement about a service that no term holds."""

    id: str
    text: str
    since: str
    url: str
    confirmed: bool
    at: str


class Service(NamedTuple):
    """Anything that an answer may name."""

    id: str
    name: str
    aka: tuple[str, ...]
    does: str
    part_of: str
    requires: tuple[str, ...]
    life: tuple[Life, ...]
    facts: dict[str, tuple[Entry, ...]]
    notes: tuple[Note, ...]
    at: str

    def state(self, day: str) -> Life | None:
        """Give the state of life on that day; None means available all along."""
        return next((life for life in reversed(self.life) if life.since <= day), None)


class Rule(NamedTuple):
    """When / then / because; the id is ``decision/rule``."""

    id: str
    when: tuple[Condition, ...]
    need: tuple[Condition, ...]
    prefer: tuple[str, ...]
    avoid: tuple[str, ...]
    exclude: tuple[str, ...]
    because: str
    url: str
    at: str


class Decision(NamedTuple):
    """One question with its candidates, the terms it asks about, and its rules."""

    id: str
    question: str
    stage: str
    raised_by: tuple[tuple[Condition, ...], ...]
    asks: tuple[str, ...]
    candidates: tuple[str, ...]
    rules: tuple[Rule, ...]
    at: str


class Paper(NamedTuple):
    """How an exam is held."""

    questions: int
    minutes: int
    url: str
    confirmed: bool
    note: str


class Edition(NamedTuple):
    """A named day."""

    id: str
    day: str
    exam: str
    domains: tuple[tuple[str, int], ...]
    paper: Paper | None = None
    """None where nothing is stated about how it is held."""


_NONE: Mapping[str, Entry] = MappingProxyType({})


class Offer(NamedTuple):
    """What a service offers for one term on one day, in one case of the needs.

    ``value`` is None where that is not known. ``came`` and ``denied`` say, for a set, which entry
    gave or denied a choice. ``when`` is empty for the case that holds when no other does.
    """

    service: str
    term: str
    value: int | tuple[str, ...] | None
    entry: Entry
    when: tuple[Condition, ...] = ()
    came: Mapping[str, Entry] = _NONE
    denied: Mapping[str, Entry] = _NONE

    def behind(self, choice: str = "") -> Entry:
        """Give the entry that says whether the choice is offered (or the value, without one)."""
        return self.came.get(choice) or self.denied.get(choice) or self.entry


def offers(service: Service, term: str, day: str) -> tuple[Offer, ...]:
    """Give what the service offers for the term on that day: the general case last.

    Empty where it states nothing. Within one case a later entry takes the place of an earlier one,
    ``adds``, ``drops`` and ``not`` change what is there.
    """
    cases: dict[tuple[Condition, ...], Offer] = {}
    for entry in service.facts.get(term, ()):  # oldest first
        if entry.since > day:
            continue
        cases[entry.when] = _after(cases.get(entry.when), entry, service.id, term)
    general = cases.pop((), None)
    return (*cases.values(), *([general] if general else []))


def _after(before: Offer | None, entry: Entry, service: str, term: str) -> Offer:
    denied = dict.fromkeys(entry.denies, entry)
    if isinstance(entry.value, tuple):
        came = dict.fromkeys(entry.value, entry)
        return Offer(service, term, entry.value, entry, entry.when, came, denied)
    if entry.value is not None or before is None or not (entry.adds or entry.drops or entry.denies):
        value: int | tuple[str, ...] | None = entry.value
        if value is None and entry.adds:
            value = tuple(sorted(entry.adds))
        came = dict.fromkeys(entry.adds, entry)
        return Offer(service, term, value, entry, entry.when, came, denied)
    held = set(before.value) if isinstance(before.value, tuple) else set()
    held = (held | set(entry.adds)) - set(entry.drops)
    came = {**before.came, **dict.fromkeys(entry.adds, entry)}
    denied = {**before.denied, **denied, **dict.fromkeys(entry.drops, entry)}
    return Offer(
        service,
        term,
        tuple(sorted(held)),
        before.entry,  # what is in neither list is said by the entry that states the whole set
        entry.when,
        {choice: came[choice] for choice in sorted(held) if choice in came},
        {choice: behind for choice, behind in denied.items() if choice not in held},
    )
