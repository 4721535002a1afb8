"""What the rule base knows, as a cheat sheet: services and decisions with their facts and sources."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.recommend.case import fact
from advisor.render.page import Page, table
from advisor.rulebase.base import RuleBase
from advisor.rulebase.knowledge import Entry, Service
from advisor.rulebase.terms import show


def services(base: RuleBase, day: str, *, width: int, colour: bool) -> str:
    """Give every service in one line each."""
    page = Page(width, colour)
    rows = []
    for id_ in sorted(base.services):
        one = base.services[id_]
        state = one.state(day)
        mark = f" ({_life(state.state)})" if state and state.state != "available" else ""
        rows.append((id_, f"{one.name}{mark}: {one.does}"))
    page.lines += table(rows, width)
    page.gap()
    page.say(f"{len(rows)} services as of {day}; 'advisor services ID' shows what one offers.")
    return page.text()


def _life(state: str) -> str:
    return {"closed-to-new": "closed to new customers"}.get(state, state)


def service(base: RuleBase, one: Service, day: str, *, width: int, colour: bool) -> str:
    """Give what one service offers on a day, with what came later, and every source."""
    page = Page(width, colour)
    page.say(f"{one.name} ({one.id}), as of {day}", style="bold")
    page.say(one.does)
    if one.aka:
        page.say("Also known as: " + ", ".join(one.aka))
    if one.part_of:
        page.say(f"Part of: {base.services[one.part_of].name} ({one.part_of})")
    if one.requires:
        page.say("Needs: " + ", ".join(one.requires))
    numbers: dict[str, int] = {}
    if one.life:
        page.heading("Life")
        for life in one.life:
            since = f"since {life.since}" if life.since else "all along"
            cited = _cite(numbers, life.url)
            unsure = "" if life.confirmed else " (day not confirmed)"
            page.say(f"{_life(life.state)} {since}{unsure}{cited} {life.note}".rstrip(), indent=2)
    page.heading("Facts")
    _facts(page, base, one, day, numbers)
    if one.notes:
        page.heading("Notes")
        for note in one.notes:
            since = f" (since {note.since})" if note.since else ""
            unsure = "" if note.confirmed else " (not confirmed)"
            page.say(f"{note.text}{since}{unsure}{_cite(numbers, note.url)}", indent=2, mark="-")
    answers = [id_ for id_, decision in base.decisions.items() if one.id in decision.candidates]
    if answers:
        page.heading("May answer")
        for id_ in answers:
            page.say(f"{id_}: {base.decisions[id_].question}", indent=2)
    _sources(page, numbers)
    return page.text()


def _facts(page: Page, base: RuleBase, one: Service, day: str, numbers: dict[str, int]) -> None:
    for term, entries in one.facts.items():
        now = fact(base, one.id, term, day)
        said = show(base.terms[term], now.value) if now else "not known"
        told = [_entry(base, term, entry, day, replaced=_replaced(entry, entries)) for entry in entries]
        bare = "" if told[0] else _cite(numbers, entries[0].url)
        page.say(f"{term}: {said}{bare}", indent=2, style="bold")
        for entry, text in zip(entries, told, strict=True):
            if text:
                page.say(text + _cite(numbers, entry.url), indent=4)


def _replaced(entry: Entry, entries: Sequence[Entry]) -> bool:
    """Whether the entry is the first of several that each state the whole value."""
    return not entry.when and any(
        one.value is not None and one.since > entry.since and not one.when for one in entries
    )


def _entry(base: RuleBase, term: str, entry: Entry, day: str, *, replaced: bool) -> str:
    """Give what an entry says beyond the value that holds on the day; ``replaced`` if another one follows."""
    parts = []
    if entry.value is not None and (entry.since or entry.when or replaced):
        parts.append(show(base.terms[term], entry.value))
    for verb in ("adds", "drops", "denies"):
        choices = getattr(entry, verb)
        if choices:
            parts.append(f"{'not' if verb == 'denies' else verb} {', '.join(choices)}")
    said = "; ".join(parts)
    if entry.when:
        said += " where " + ", ".join(f"{one.term}: {one.text}" for one in entry.when)
    if entry.since:
        said += f" since {entry.since}"
    elif replaced:
        said += " at first"
    later = "later: " if entry.since > day else ""
    lead = f"{later}{said.strip()}." if said else ""
    unsure = "" if entry.confirmed else "(not confirmed)"
    return " ".join(one for one in (lead, entry.why, entry.note, unsure) if one)


def _cite(numbers: dict[str, int], url: str) -> str:
    if not url:
        return ""
    return f" [{numbers.setdefault(url, len(numbers) + 1)}]"


def _sources(page: Page, numbers: dict[str, int]) -> None:
    if numbers:
        page.heading("Sources")
        for url, number in numbers.items():
            page.say(url, indent=2, mark=f"[{number}]")


def decisions(base: RuleBase, *, width: int, colour: bool) -> str:
    """Give every decision in one line each."""
    page = Page(width, colour)
    page.lines += table([(id_, base.decisions[id_].question) for id_ in sorted(base.decisions)], width)
    page.gap()
    page.say("'advisor decisions ID' shows the candidates, the terms asked about and the rules of one.")
    return page.text()


def decision(base: RuleBase, id_: str, day: str, *, width: int, colour: bool) -> str:
    """Give one decision: its candidates side by side on each term, and its rules."""
    one = base.decisions[id_]
    page = Page(width, colour)
    page.say(f"{one.question} ({id_}), as of {day}", style="bold")
    if one.raised_by:
        ways = [", ".join(f"{c.term}: {c.text}" for c in way) for way in one.raised_by]
        page.say("Raised by needs: " + "; or ".join(ways))
    page.heading("Candidates")
    for candidate in one.candidates:
        service_ = base.services[candidate]
        page.say(f"{service_.name} ({candidate}): {service_.does}", indent=2)
    page.heading("Facts, term by term")
    for term in one.asks:
        about = base.terms[term]
        page.say(f"{term}: {about.means}", indent=2, style="bold")
        for candidate in one.candidates:
            now = fact(base, candidate, term, day)
            said = show(about, now.value) if now else "not known"
            page.say(f"{base.services[candidate].name}: {said}", indent=4)
    if one.rules:
        page.heading("Rules")
    numbers: dict[str, int] = {}
    for rule in one.rules:
        when = ", ".join(f"{c.term}: {c.text}" for c in rule.when)
        verbs = [
            f"{verb} {', '.join(getattr(rule, verb))}"
            for verb in ("prefer", "avoid", "exclude")
            if getattr(rule, verb)
        ]
        if rule.need:
            verbs.append("need " + ", ".join(f"{c.term}: {c.text}" for c in rule.need))
        page.say(f"{rule.id}", indent=2, style="bold")
        page.say(f"When {when}, then {'; '.join(verbs)}. {rule.because}{_cite(numbers, rule.url)}", indent=4)
    _sources(page, numbers)
    return page.text()
