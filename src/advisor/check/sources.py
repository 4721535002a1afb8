"""Checks of sources and days: what is due for another look, what cannot be, what nobody cites."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from advisor.check.finding import Finding
from advisor.check.subject import Subject
from advisor.errors import Place
from advisor.models.words import DAY
from advisor.source import Fields, Items, Node, Text


def old_source(subject: Subject) -> Iterator[Finding]:
    """A source that nobody has looked at for more than `--max-age` days (400 if not said otherwise).

    Why it matters: services change, and a fact is as good as the day on which somebody last read it. The days are
    counted up to the edition `today`, not to the clock, so the same files always give the same findings.

    How to mend it: read the page again, mend what has changed (the old value stays, the new one gets a `since`), and
    set `checked` to the day.

    Example:
        sources:
          limits: {url: https://example.org/limits, checked: 2021-05-01}
    """
    today = date.fromisoformat(subject.today)
    for said, place in _checked(subject):
        age = (today - date.fromisoformat(said)).days
        if age > subject.max_age:
            text = f"nobody has looked at this source since {said}, {age} days before {subject.today}"
            hint = "read the page again, mend what has changed, and set the day"
            yield Finding(place, "old-source", text, hint)


def future_date(subject: Subject) -> Iterator[Finding]:
    """A source checked on a day that is still to come, or a fact that holds only from such a day on.

    Why it matters: nobody has read a page tomorrow: the day is mistyped, or the edition `today` is behind. A fact
    that begins later is no mistake if it was announced, but no answer shows it until then; it is told as a note.
    (The end of a service is often announced long before, and is not told.)

    How to mend it: put the day right, or bring the edition `today` in `editions.yaml` up to date.

    Example:
        sources:
          limits: {url: https://example.org/limits, checked: 2062-05-01}      # was 2026 meant?
    """
    for said, place in _checked(subject):
        if said > subject.today:
            text = f"checked on {said}, which is after today ({subject.today})"
            hint = "put the day right, or bring the edition 'today' up to date"
            yield Finding(place, "future-date", text, hint)
    for service in subject.base.services.values():
        for term, entries in service.facts.items():
            for entry in entries:
                if entry.since > subject.today:
                    text = f"{term} is so only from {entry.since} on, which is after today ({subject.today})"
                    yield Finding(subject.place(entry.at), "future-date", text, weight="note")


def _checked(subject: Subject) -> Iterator[tuple[str, Place]]:
    """Give the day on which each source was checked, with its place; sources stand in all kinds of files."""
    for node in subject.nodes.values():
        yield from _days(node)


def _days(node: Node) -> Iterator[tuple[str, Place]]:
    if isinstance(node, Items):
        for value in node.values:
            yield from _days(value)
    elif isinstance(node, Fields):
        day = node.values.get("checked")
        if "url" in node.values and isinstance(day, Text) and DAY.fullmatch(day.value or ""):
            yield str(day.value), day.place
        for value in node.values.values():
            yield from _days(value)


def unused_source(subject: Subject) -> Iterator[Finding]:
    """A page among the `sources` of a service that nothing in the file cites.

    Why it matters: it must be read again with the others, and says nothing. Most likely a fact that should cite it
    cites another page, or was never written.

    How to mend it: cite it, write the fact that it was read for, or delete it.

    Example:
        sources:
          what-is: {url: https://example.org/what-is, checked: 2026-11-22}
          limits: {url: https://example.org/limits, checked: 2026-11-22}      # cited nowhere
        facts:
          latency: {is: 60 s, source: what-is}
    """
    for id_ in subject.base.services:
        nodes = subject.written("service", id_)
        used = {name for node in nodes for name in _cited(node)}
        for node in nodes:
            sources = node.values.get("sources") if isinstance(node, Fields) else None
            for name, place in sources.keys.items() if isinstance(sources, Fields) else ():
                if name not in used:
                    hint = "cite it, write the fact that it was read for, or delete it"
                    yield Finding(place, "unused-source", f"nothing of {id_} cites '{name}'", hint)


def _cited(node: Node) -> Iterator[str]:
    if isinstance(node, Items):
        for value in node.values:
            yield from _cited(value)
    elif isinstance(node, Fields):
        for key, value in node.values.items():
            if key == "source" and isinstance(value, Text) and value.value:
                yield value.value
            else:
                yield from _cited(value)
