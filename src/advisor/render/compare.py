"""Services side by side: where they differ first, each fact with its source."""

from __future__ import annotations

from advisor.recommend.case import Case, fact
from advisor.render.page import Page
from advisor.rulebase.base import RuleBase
from advisor.rulebase.knowledge import Offer
from advisor.rulebase.terms import Term, show


def render(  # noqa: PLR0913 - what to compare and how to show it
    base: RuleBase, services: tuple[str, ...], day: str, case: Case | None, *, width: int, colour: bool
) -> str:
    """Give the comparison.

    Args:
        base: the rule base.
        services: the ids of the services.
        day: the ISO day whose facts hold.
        case: a scenario on that day; only what it asks about is then compared, as its needs have it.
        width: columns to wrap at.
        colour: use terminal colours.
    """
    page = Page(width, colour)
    names = [base.services[id_].name for id_ in services]
    page.say(f"{' and '.join(names)}, as of {day}", style="bold")
    for id_ in services:
        page.say(f"{base.services[id_].name}: {base.services[id_].does}")
    numbers: dict[str, int] = {}
    rows = {
        term: [_offer(base, id_, term, day, case) for id_ in services]
        for term in _terms(base, services, case)
    }
    differ = {term: row for term, row in rows.items() if len({_value(one) for one in row}) > 1}
    for title, some in (
        ("They differ", differ),
        ("They are alike", {term: row for term, row in rows.items() if term not in differ}),
    ):
        if some:
            page.heading(title)
        for term, row in some.items():
            _row(page, base.terms[term], row, names, numbers)
    if not rows:
        page.gap()
        page.say("The scenario asks about no term." if case else "Nothing is known of them.")
    if numbers:
        page.heading("Sources")
        for url, number in numbers.items():
            page.say(url, indent=2, mark=f"[{number}]")
    return page.text()


def _terms(base: RuleBase, services: tuple[str, ...], case: Case | None) -> list[str]:
    if case is not None:
        asked = [one.term for board in case.boards.values() for one in board.judgement.requirements]
        return list(dict.fromkeys((*asked, *case.goals)))
    stated = {term for id_ in services for term in base.services[id_].facts}
    return [term for term in base.terms if term in stated]


def _offer(base: RuleBase, service: str, term: str, day: str, case: Case | None) -> Offer | None:
    for board in case.boards.values() if case else ():
        offer = board.judgement.offers.get((service, term))
        if offer is not None:
            return offer
    return fact(base, service, term, day)


def _value(offer: Offer | None) -> object:
    return None if offer is None else offer.value


def _row(page: Page, term: Term, row: list[Offer | None], names: list[str], numbers: dict[str, int]) -> None:
    page.say(f"{term.id}: {term.means}", indent=2, style="bold")
    differ = len({_value(one) for one in row}) > 1
    shared = _shared(row) if term.kind == "set" and differ else set()
    if shared:
        page.say(f"{'both' if len(row) == 2 else 'all'}: {', '.join(sorted(shared))}", indent=4)  # noqa: PLR2004
    for name, offer in zip(names, row, strict=True):
        said = show(term, offer.value) if offer else "not known"
        if shared and offer and isinstance(offer.value, tuple):
            own = [one for one in offer.value if one not in shared]
            said = "also " + ", ".join(own) if own else "nothing more"
        entry = offer.entry if offer else None
        cited = f" [{numbers.setdefault(entry.url, len(numbers) + 1)}]" if entry and entry.url else ""
        unsure = " (not confirmed)" if entry and not entry.confirmed else ""
        more = f" {entry.why or entry.note}" if entry and (entry.why or entry.note) else ""
        page.say(f"{name}: {said}.{more}{unsure}{cited}", indent=4)


def _shared(row: list[Offer | None]) -> set[str]:
    sets = [set(one.value) for one in row if one is not None and isinstance(one.value, tuple)]
    return set.intersection(*sets) if len(sets) == len(row) and sets else set()
