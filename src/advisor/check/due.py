"""What is due for another look: old pages, ends of life near or just past, and what could not be confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from advisor.recommend.result import Reason, Recommendation
from advisor.rulebase.base import RuleBase
from advisor.source import Fields, Items, Node, Text

Kind = Literal["source", "lifecycle", "unconfirmed"]


class Due(NamedTuple):
    """One thing to look at again."""

    kind: Kind
    text: str
    """What it is, in one sentence without its full stop."""
    about: tuple[str, ...]
    """What rests on it: services with their terms, or rules."""
    url: str
    checked: str
    """The day on which somebody last read the page; empty where that is not known."""
    day: str
    """The day that counts: that of the reading, or of the end of life; empty for what is not confirmed."""
    at: str
    scenarios: tuple[str, ...]
    """The scenarios in whose answer a reason rests on it."""


class Resting(NamedTuple):
    """A statement that rests on a page."""

    about: str
    at: str
    url: str


class Page(NamedTuple):
    """A page, and when it was read."""

    checked: str
    at: str


def due(  # noqa: PLR0913 - what is looked at, and how far
    base: RuleBase,
    nodes: Mapping[str, Node],
    answers: Sequence[Recommendation],
    today: str,
    *,
    max_age: int,
    within: int,
) -> list[Due]:
    """Give all that is due, first that on which most answers hang, of those the oldest.

    Args:
        base: the rule base.
        nodes: the rule files as written, by their paths.
        answers: the answers of scenarios.
        today: the ISO day from which is counted.
        max_age: days after which a page is due.
        within: days before and after the end of a service's life in which it is due.
    """
    used = _used(answers)
    pages = _pages(nodes)
    found = [
        *_old(base, pages, used, _before(today, max_age)),
        *_ends(base, pages, used, today, within),
        *_unconfirmed(base, used, pages),
    ]
    return sorted(found, key=lambda one: (-len(one.scenarios), one.day or "~", one.at))


def days(today: str, day: str) -> int:
    """Give the days from one day to another; negative if it is still to come."""
    return (date.fromisoformat(today) - date.fromisoformat(day)).days


def _before(today: str, number: int) -> str:
    return date.fromordinal(max(date.fromisoformat(today).toordinal() - number, 1)).isoformat()


def _used(answers: Sequence[Recommendation]) -> dict[str, set[str]]:
    """Give, for each place that a reason cites, the scenarios in whose answer it does."""
    used: dict[str, set[str]] = {}
    for one in answers:
        places = [reason.at for reason in _reasons(one)]
        places += [hop.at for hop in one.hops]
        places += [fact.at for fact in one.today.changed_facts] if one.today else []
        for at in places:
            used.setdefault(at, set()).add(one.scenario)
    return used


def _reasons(one: Recommendation) -> Iterator[Reason]:
    yield from one.because
    yield from one.missing
    for out in one.ruled_out:
        yield from out.reasons
    for option in (one.options or {}).values():
        yield from option.reasons
    if one.nearest:
        yield from one.nearest.misses


def _pages(nodes: Mapping[str, Node]) -> dict[str, Page]:
    """Give when each page was last read; where several files name it, the longest ago."""
    found: dict[str, Page] = {}
    for node in nodes.values():
        for url, day in _sources(node):
            page = Page(str(day.value), day.place.at)
            found[url] = min(found.get(url, page), page)
    return found


def _sources(node: Node) -> Iterator[tuple[str, Text]]:
    if isinstance(node, Items):
        for value in node.values:
            yield from _sources(value)
    elif isinstance(node, Fields):
        url, day = node.values.get("url"), node.values.get("checked")
        if isinstance(url, Text) and isinstance(day, Text):
            yield str(url.value), day
        for value in node.values.values():
            yield from _sources(value)


def _resting(base: RuleBase) -> Iterator[Resting]:
    """Give every statement that cites a page."""
    for id_, service in base.services.items():
        for term, entries in service.facts.items():
            yield from (Resting(f"{id_}: {term}", one.at, one.url) for one in entries)
        yield from (Resting(f"{id_}: its life", one.at, one.url) for one in service.life)
        yield from (Resting(f"{id_}: note {one.id}", one.at, one.url) for one in service.notes)
    for decision in base.decisions.values():
        yield from (Resting(f"rule {one.id}", one.at, one.url) for one in decision.rules)


def _old(base: RuleBase, pages: Mapping[str, Page], used: Mapping[str, set[str]], last: str) -> Iterator[Due]:
    old = {url: page for url, page in pages.items() if page.checked < last}
    rests: dict[str, list[Resting]] = {url: [] for url in old}
    for one in _resting(base):
        if one.url in rests:
            rests[one.url].append(one)
    for url, page in old.items():
        about = tuple(dict.fromkeys(one.about for one in rests[url]))
        yield Due(
            "source",
            f"nobody has read this page since {page.checked}",
            about,
            url,
            page.checked,
            page.checked,
            page.at,
            _hang(used, [one.at for one in rests[url]]),
        )


def _hang(used: Mapping[str, set[str]], places: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(set().union(*(used.get(at, set()) for at in places))))


def _ends(
    base: RuleBase, pages: Mapping[str, Page], used: Mapping[str, set[str]], today: str, within: int
) -> Iterator[Due]:
    """Give ends of life that are near, just past, or past and not read about since."""
    first, last = _before(today, within), _before(today, -within)
    for id_, service in base.services.items():
        for one in service.life:
            if one.state == "available" or not one.since:
                continue
            page = pages.get(one.url)
            unread = page is not None and page.checked < one.since <= today
            if first <= one.since <= last or unread:
                state = {"closed-to-new": "closed to new customers", "shut": "shut down"}[one.state]
                when = f"since {one.since}" if one.since <= today else f"from {one.since} on"
                text = f"{service.name} is {state} {when}"
                text += ", and nobody has read about it since" if unread else ""
                places = [one.at, *(entry.at for entries in service.facts.values() for entry in entries)]
                day, hang = page.checked if page else "", _hang(used, places)
                yield Due("lifecycle", text, (id_,), one.url, day, one.since, one.at, hang)


def _unconfirmed(base: RuleBase, used: Mapping[str, set[str]], pages: Mapping[str, Page]) -> Iterator[Due]:
    for id_, service in base.services.items():
        some = [
            (term, entry.note or entry.why, entry.url, entry.at)
            for term, entries in service.facts.items()
            for entry in entries
            if not entry.confirmed
        ]
        some += [("its life", one.note, one.url, one.at) for one in service.life if not one.confirmed]
        some += [(f"note {one.id}", one.text, one.url, one.at) for one in service.notes if not one.confirmed]
        for part, note, url, at in some:
            text = f"{service.name}: {part} is not confirmed" + (f" ({note.rstrip('.')})" if note else "")
            day = pages[url].checked if url in pages else ""
            yield Due("unconfirmed", text, (f"{id_}: {part}",), url, day, "", at, _hang(used, [at]))
