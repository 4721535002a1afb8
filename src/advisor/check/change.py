"""What differs between two rule bases: terms, services, facts entry by entry, decisions and rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeVar

from advisor.rulebase.base import RuleBase
from advisor.rulebase.knowledge import Decision, Entry, Life, Note, Rule, Service
from advisor.rulebase.terms import Condition, Term, show

Kind = Literal[
    "edition", "term", "service", "lifecycle", "fact", "note", "decision", "asks", "candidate", "rule"
]
Item = TypeVar("Item")


class Change(NamedTuple):
    """One difference, in plain words."""

    kind: Kind
    subject: str
    """The service, decision, term or edition that it is about."""
    part: str
    """The term of a fact, the name of a rule or of a field, the candidate; empty for the whole."""
    how: Literal["added", "removed", "changed", "reworded"]
    """*Reworded* is what concludes the same: a note, a reason, a source."""
    was: str
    now: str
    since: str = ""
    """For a fact or a state of life: the day from which it holds."""
    where: str = ""
    """For a fact: the needs under which it holds."""
    at: str = ""
    """Its place in the new rules, or in the old ones where it is gone."""

    @property
    def unit(self) -> tuple[str, str, str]:
        """What can be taken back as one: all entries of a fact are, and all states of a life."""
        return self.kind, self.subject, self.part


def changes(old: RuleBase, new: RuleBase) -> list[Change]:
    """Give all differences: editions, terms, services, then decisions, each in the order of the new rules."""
    found = [*_editions(old, new), *_terms(old, new)]
    for id_, before, after in _pairs(old.services, new.services):
        found += _service(old, new, id_, before, after)
    for id_, one, other in _pairs(old.decisions, new.decisions):
        found += _decision(id_, one, other)
    return found


def read_again(old: RuleBase, new: RuleBase) -> int:
    """Count the pages whose day of reading is a later one, and which say nothing else than before."""
    days: dict[str, str] = {}
    for service in old.services.values():
        for entry in _entries(service):
            days[entry.url] = max(days.get(entry.url, ""), entry.checked)
    later = {
        entry.url
        for service in new.services.values()
        for entry in _entries(service)
        if entry.url in days and entry.checked > days[entry.url]
    }
    return len(later)


def _entries(service: Service) -> Iterator[Entry]:
    for entries in service.facts.values():
        yield from entries


def _pairs(
    old: Mapping[str, Item], new: Mapping[str, Item]
) -> Iterator[tuple[str, Item | None, Item | None]]:
    for id_ in new:
        yield id_, old.get(id_), new[id_]
    for id_ in old:
        if id_ not in new:
            yield id_, old[id_], None


def _editions(old: RuleBase, new: RuleBase) -> Iterator[Change]:
    if old.default != new.default:
        yield Change("edition", "default", "", "changed", old.default, new.default)
    for id_, one, other in _pairs(old.editions, new.editions):
        was, now = one.day if one else "", other.day if other else ""
        if was != now:
            yield Change("edition", id_, "", _how(one, other), was, now)


def _how(one: object, other: object) -> Literal["added", "removed", "changed"]:
    return "added" if one is None else "removed" if other is None else "changed"


#: What is compared of a term: its field, the name under which it is told, and whether it only rewords.
_TERM: tuple[tuple[str, str, bool], ...] = (
    ("kind", "kind", False),
    ("unit", "unit", False),
    ("names", "values", False),
    ("fit", "fit", False),
    ("phrases", "phrases", False),
    ("goals", "goals", False),
    ("means", "means", True),
    ("asks", "asks", True),
    ("tests", "meanings", True),
)


def _terms(old: RuleBase, new: RuleBase) -> Iterator[Change]:
    for id_, one, other in _pairs(old.terms, new.terms):
        if one is None or other is None:
            there = one or other
            said = _term(there) if there else ""
            at = there.at if there else ""
            yield Change("term", id_, "", _how(one, other), *_moved(one, said), at=at)
            continue
        for name, told, words in _TERM:
            was, now = getattr(one, name), getattr(other, name)
            if was != now:
                how: Any = "reworded" if words else "changed"
                yield Change("term", id_, told, how, *_apart(was, now), at=other.at)


def _moved(one: object, said: str) -> tuple[str, str]:
    return ("", said) if one is None else (said, "")


def _term(one: Term) -> str:
    said = f"in {one.unit}" if one.kind == "quantity" else ", ".join(one.names)
    return said + (f" ({one.fit})" if one.fit else "")


def _apart(was: Any, now: Any) -> tuple[str, str]:
    """Give two values as people read them; of two lists, only what is not in both."""
    if isinstance(was, tuple) and isinstance(now, tuple):
        left, right = [x for x in was if x not in now], [x for x in now if x not in was]
        if not (left or right):
            return ", ".join(map(_plain, was)), ", ".join(map(_plain, now))
        return ", ".join(map(_plain, left)), ", ".join(map(_plain, right))
    return str(was), str(now)


def _plain(one: object) -> str:
    return ": ".join(map(str, one)) if isinstance(one, tuple) else str(one)


def _service(
    old: RuleBase, new: RuleBase, id_: str, one: Service | None, other: Service | None
) -> Iterator[Change]:
    there = other or one
    if one is None or other is None:
        if there:
            yield Change("service", id_, "", _how(one, other), *_moved(one, there.does), at=there.at)
        return
    for name in ("name", "aka", "does", "part_of", "requires"):
        was, now = getattr(one, name), getattr(other, name)
        if was != now:
            how: Any = "changed" if name in ("part_of", "requires") else "reworded"
            yield Change("service", id_, name.replace("_", " "), how, *_apart(was, now), at=other.at)
    yield from _listed("lifecycle", id_, "", one.life, other.life, lambda x: x.since, _life)
    for term, was_, now_ in _pairs(one.facts, other.facts):
        terms = {**old.terms, **new.terms} if term not in new.terms else new.terms
        yield from _fact(id_, terms[term], was_ or (), now_ or ())
    yield from _listed("note", id_, "", one.notes, other.notes, lambda x: x.id, _note)


def _life(one: Life) -> tuple[str, tuple[str, ...]]:
    said = {"closed-to-new": "closed to new customers"}.get(one.state, one.state)
    return said, (one.note, one.url, _sure(one.confirmed))


def _note(one: Note) -> tuple[str, tuple[str, ...]]:
    return one.text, (one.url, _sure(one.confirmed))


def _sure(confirmed: bool) -> str:  # noqa: FBT001 - one of several things that are told
    return "" if confirmed else "not confirmed"


def _fact(service: str, term: Term, old: Sequence[Entry], new: Sequence[Entry]) -> Iterator[Change]:
    def told(one: Entry) -> tuple[str, tuple[str, ...]]:
        return _entry(term, one), (one.why, one.note, one.url, _sure(one.confirmed))

    def key(one: Entry) -> tuple[str, str]:
        return one.since, _where(one.when)

    yield from _listed("fact", service, term.id, old, new, key, told)


def _entry(term: Term, one: Entry) -> str:
    parts = [show(term, one.value)] if one.value is not None else []
    parts += [
        f"{verb} {', '.join(some)}"
        for verb, some in (("adds", one.adds), ("drops", one.drops), ("not", one.denies))
        if some
    ]
    return "; ".join(parts) or "not known"


def _where(when: Sequence[Condition]) -> str:
    return ", ".join(f"{one.term}: {one.text}" for one in when)


def _listed(  # noqa: PLR0913, PLR0917 - two lists, and how their items are matched and told
    kind: Kind,
    subject: str,
    part: str,
    old: Sequence[Any],
    new: Sequence[Any],
    key: Callable[[Any], object],
    told: Callable[[Any], tuple[str, tuple[str, ...]]],
) -> Iterator[Change]:
    """Give the changes of a list whose items are the same where their keys are."""
    before, after = {key(one): one for one in old}, {key(one): one for one in new}
    for name in [*after, *(one for one in before if one not in after)]:
        one, other = before.get(name), after.get(name)
        there: Any = other or one
        was, said = told(one) if one else ("", ())
        now, says = told(other) if other else ("", ())
        how: Any = _how(one, other)
        if one and other:
            if was == now and said == says:
                continue
            if was == now:
                how, was, now = "reworded", *_worded(said, says)
        since, where = there.since, _where(getattr(there, "when", ()))
        yield Change(kind, subject, part or getattr(there, "id", ""), how, was, now, since, where, there.at)


def _worded(said: tuple[str, ...], says: tuple[str, ...]) -> tuple[str, str]:
    """Give only what is worded otherwise."""
    pairs = [(one, other) for one, other in zip(said, says, strict=True) if one != other]
    return " ".join(one for one, _ in pairs if one), " ".join(other for _, other in pairs if other)


def _decision(id_: str, one: Decision | None, other: Decision | None) -> Iterator[Change]:
    there = other or one
    if one is None or other is None:
        if there:
            yield Change("decision", id_, "", _how(one, other), *_moved(one, there.question), at=there.at)
        return
    if one.question != other.question:
        yield Change("decision", id_, "question", "reworded", one.question, other.question, at=other.at)
    if one.stage != other.stage:
        yield Change("decision", id_, "stage", "changed", one.stage, other.stage, at=other.at)
    was, now = (tuple(map(_where, x.raised_by)) for x in (one, other))
    if was != now:
        left, right = [x for x in was if x not in now], [x for x in now if x not in was]
        yield Change(
            "decision", id_, "raised by", "changed", " or ".join(left), " or ".join(right), at=other.at
        )
    if set(one.asks) != set(other.asks):
        yield Change("asks", id_, "", "changed", *_apart(one.asks, other.asks), at=other.at)
    for word in other.candidates:
        if word not in one.candidates:
            yield Change("candidate", id_, word, "added", "", word, at=other.at)
    for word in one.candidates:
        if word not in other.candidates:
            yield Change("candidate", id_, word, "removed", word, "", at=one.at)
    rules = [{rule.id: rule for rule in x.rules} for x in (one, other)]
    for rule_id, before, after in _pairs(*rules):
        yield from _rule(id_, rule_id.partition("/")[2], before, after)


def _rule(decision: str, name: str, one: Rule | None, other: Rule | None) -> Iterator[Change]:
    there = other or one
    was, now = rule_said(one) if one else "", rule_said(other) if other else ""
    at = there.at if there else ""
    if was != now:
        yield Change("rule", decision, name, _how(one, other), was, now, at=at)
    elif one and other and (one.because, one.url) != (other.because, other.url):
        words = _worded((one.because, one.url), (other.because, other.url))
        yield Change("rule", decision, name, "reworded", *words, at=at)


def rule_said(one: Rule) -> str:
    """Give what a rule concludes, and when."""
    verbs = [
        f"{verb} {', '.join(getattr(one, verb))}"
        for verb in ("prefer", "avoid", "exclude")
        if getattr(one, verb)
    ]
    if one.need:
        verbs.append(f"need {_where(one.need)}")
    return f"when {_where(one.when)}, then {'; '.join(verbs)}"
