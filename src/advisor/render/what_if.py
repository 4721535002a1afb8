"""The answer before and after a change of needs, and the reasons that came or went."""

from __future__ import annotations

from advisor.recommend.result import Reason, Recommendation
from advisor.render.headline import Name, day, headline, told
from advisor.render.page import Page


def render(  # noqa: PLR0913 - two answers and how to show them
    before: Recommendation,
    after: Recommendation,
    changes: tuple[str, ...],
    name: Name,
    *,
    width: int,
    colour: bool,
) -> str:
    """Give both answers, and what is said of the services that came into the answer or left it."""
    page = Page(width, colour)
    said = ", ".join(f"{one[:-1]} not needed" if one.endswith("=") else one for one in changes)
    page.say(f"As of {day(before)}, with {said}:", style="bold")
    page.say(f"before: {headline(before, name)}", indent=2)
    page.say(f"after:  {headline(after, name)}", indent=2)
    same = (before.status, _named(before), before.chosen) == (after.status, _named(after), after.chosen)
    if same:
        page.gap()
        page.say("The answer is the same.")
    came = [one for one in _named(after) if one not in _named(before)]
    left = [one for one in _named(before) if one not in _named(after)]
    if came:
        page.heading("Came in")
        for service in came:
            _about(page, name(service), [x for x in after.because if x.service == service], "+")
    if left:
        page.heading("Left")
        for service in left:
            _about(page, name(service), _against(after, service), "-")
    if after.status == "none-fits" and after.nearest:
        page.heading("Nearest")
        nearest = ", ".join(map(name, after.nearest.solution))
        _about(page, nearest, list(after.nearest.misses), "-")
    if after.ask_next:
        page.heading("To decide it, say")
        page.say(f"{after.ask_next.term}: {after.ask_next.asks}", indent=2)
    return page.text()


def _named(one: Recommendation) -> tuple[str, ...]:
    """Give the services of the answer, or of all that tie."""
    return tuple(dict.fromkeys(service for tie in one.ties for service in tie)) or one.services


def _against(one: Recommendation, service: str) -> list[Reason]:
    """Give what is said against a service, or against the options that hold it."""
    found = [x for out in one.ruled_out if out.service == service for x in out.reasons]
    for option in (one.options or {}).values():
        if option.verdict != "chosen":
            found += [x for x in option.reasons if x.service == service]
    return list(dict.fromkeys(found))


def _about(page: Page, title: str, reasons: list[Reason], mark: str) -> None:
    page.say(title, indent=2, style="bold")
    for reason in reasons:
        page.say(told(reason, title), indent=4, mark=mark, mark_style="green" if mark == "+" else "red")
