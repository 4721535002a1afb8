"""Checks of facts: does each entry say something, and does it say one thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from advisor.check.finding import Finding, joined
from advisor.check.subject import Subject
from advisor.rulebase.knowledge import Entry, Offer, Service, offers
from advisor.rulebase.terms import Condition, show


def idle_entry(subject: Subject) -> Iterator[Finding]:
    """An entry of a fact that changes nothing.

    Why it matters: a dated entry says that something changed on that day, and the answer of today is held against
    it. One that repeats what was so before makes readers look for a change that there was not; most likely its
    value, or the value before it, is mistyped.

    How to mend it: put the value right, or delete the entry. What only the words changed about (a new name, a
    new page) goes into `note` or `sources`. (Two entries that hold on the same day do not get as far as this: they
    are told when the file is read.)

    Example:
        latency:
          - {is: 60 s, source: buffering}
          - {is: 60 s, since: 2023-12-14, source: buffering}     # was 5 s meant?
    """
    for service, term, entries in _all(subject):
        for entry in entries:
            text = _idle(service, term, entry, entries)
            if text:
                hint = "put the value right, or delete it; what only is called otherwise goes into 'note'"
                yield Finding(subject.place(entry.at), "idle-entry", text, hint)


def _idle(service: Service, term: str, entry: Entry, entries: tuple[Entry, ...]) -> str:
    """Give what is idle about an entry, or nothing."""
    before = _on(service, term, _day_before(entry.since), entry.when) if entry.since else None
    held = before.value if before and isinstance(before.value, tuple) else ()
    again, away = sorted(set(entry.adds) & set(held)), sorted(set(entry.drops) - set(held))
    if before and again:
        return f"it adds {_quoted(again)}, which {_is(again)} there already"
    if before and away:
        return f"it drops {_quoted(away)}, which {_is(away)} not there"
    after = _on(service, term, entry.since, entry.when)
    if not after or after.value is None:
        return ""  # what could not be found out is told, whenever it was looked for
    if before and _said(before) == _said(after) and entry.confirmed == before.entry.confirmed:
        return f"{term} is the same before {entry.since}"
    if entry.when and sum(other.when == entry.when for other in entries) == 1:
        days = {entry.since, *(other.since for other in entries if other.since > entry.since)}
        general = [_on(service, term, day, ()) for day in days]
        if all(one and _said(one) == _said(after) for one in general):
            return f"{term} is the same without its 'when'"
    return ""


def _on(service: Service, term: str, day: str, when: tuple[Condition, ...]) -> Offer | None:
    return next((one for one in offers(service, term, day) if one.when == when), None)


def _said(offer: Offer) -> tuple[object, ...]:
    return offer.value, tuple(sorted(offer.denied))


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _quoted(words: list[str]) -> str:
    return joined([f"'{word}'" for word in words])


def _is(words: list[str]) -> str:
    return "is" if len(words) == 1 else "are"


def offered_and_denied(subject: Subject) -> Iterator[Finding]:
    """A choice that one entry offers and denies at once.

    Why it matters: `not` names what people wrongly expect. A choice that is offered all the same is offered in
    answers, and denied where data is to pass from one service to another; both cannot be true.

    How to mend it: take the choice out of `is` (or `adds`) or out of `not`, as the source says.

    Example:
        destination: {is: [s3, redshift], not: [dynamodb, s3], source: destinations}    # s3: yes or no?
    """
    for _, term, entries in _all(subject):
        for entry in entries:
            given = {*(entry.value if isinstance(entry.value, tuple) else ()), *entry.adds}
            both = sorted(given & set(entry.denies))
            if both:
                text = f"{term}: {_quoted(both)} {_is(both)} offered and denied at once"
                hint = "take it out of 'is' or 'adds', or out of 'not'"
                yield Finding(subject.place(entry.at), "offered-and-denied", text, hint, weight="error")


def unexplained_level(subject: Subject) -> Iterator[Finding]:
    """A level of an `at most` term that does not say why it is this one.

    Why it matters: how much work something is, or what it costs, is judgement, and answers are ranked by it.
    Nobody can agree or disagree with a bare word.

    How to mend it: hold the service against the test that the vocabulary gives for each level, and say in `why`
    what made it this one. A `note` that says so will do.

    Example:
        operations: {is: none, source: what-is, why: Nothing to size or patch; quotas rise by themselves.}
    """
    terms = subject.base.terms
    for _, term, entries in _all(subject):
        if terms[term].kind != "level" or terms[term].fit != "at most":
            continue
        for entry in entries:
            if entry.value is not None and not (entry.why or entry.note):
                yield Finding(
                    subject.place(entry.at),
                    "unexplained-level",
                    f"it does not say why {term} is '{show(terms[term], entry.value)}'",
                    f"add 'why'; the test of the vocabulary: {_test(subject, term, entry)}",
                )


def _test(subject: Subject, term: str, entry: Entry) -> str:
    tests: Mapping[str, str] = dict(
        zip(subject.base.terms[term].names, subject.base.terms[term].tests, strict=True)
    )
    return tests[show(subject.base.terms[term], entry.value)].rstrip(".").lower()


def _all(subject: Subject) -> Iterator[tuple[Service, str, tuple[Entry, ...]]]:
    """Give each fact of each service with its entries, oldest first."""
    for service in subject.base.services.values():
        for term, entries in service.facts.items():
            yield service, term, entries
