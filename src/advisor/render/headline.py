"""What every form of an answer says in the same words: the answer in a line, and how it stands today."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from advisor.recommend.result import Flip, OptionResult, Reason, Recommendation

Name = Callable[[str], str]
"""Gives the name by which people know a service."""


def headline(one: Recommendation, name: Name) -> str:
    """Give the answer in one line."""
    if one.status == "tied" and one.tied_options:
        return "a tie between " + joined(one.tied_options)
    if one.status == "tied" and all(len(tie) == 1 for tie in one.ties):
        return "a tie between " + joined(name(x) for tie in one.ties for x in tie)
    if one.status == "tied":
        return "a tie: " + ", or ".join(joined(map(name, tie)) for tie in one.ties)
    said = _said(one.status, _lettered(one, one.chosen, one.services, name))
    return said + (" (provisional)" if one.status == "provisional" else "")


def day(one: Recommendation) -> str:
    """Give the day that the answer is for, with its edition."""
    return one.as_of + (f" ({one.edition})" if one.edition else "")


def now(one: Recommendation, name: Name) -> str:
    """Give today's answer where it differs, and how if it names the same services; else nothing."""
    today = one.today
    if today is None or not today.differs:
        return ""
    said = _said(today.status, _lettered(one, today.chosen, today.solution, name))
    if today.status == "provisional":
        return f"{said} (provisional)"
    same = (set(today.solution), today.chosen) == (set(one.services), one.chosen)
    return said + (" (no longer provisional)" if same and one.status == "provisional" else "")


def _said(status: str, answer: str) -> str:
    words = {
        "none-fits": "nothing fits",
        "not-enough-said": "not enough is said to recommend anything",
        "tied": "a tie",
    }
    return words.get(status, answer)


def _lettered(
    one: Recommendation, chosen: tuple[str, ...] | None, solution: Iterable[str], name: Name
) -> str:
    """Give the services; for a question each chosen letter with its own."""
    options = one.options or {}
    if chosen and len(chosen) > 1 and all(letter in options for letter in chosen):
        return joined(f"{letter} ({shown(options[letter])})" for letter in chosen)
    services = joined(map(name, solution))
    return f"{joined(chosen)}: {services}" if chosen else services


def shown(option: OptionResult) -> str:
    """Give the parts of an option by their names, with what it sets on them."""
    return joined(part.shown for part in option.parts)


def joined(words: Iterable[str]) -> str:
    """Give words as in a sentence."""
    said = list(words)
    return ", ".join(said[:-1]) + " and " + said[-1] if len(said) > 1 else "".join(said)


def told(reason: Reason, subject: str) -> str:
    """Give a reason below the name of the service that it speaks of, which then need not be said again."""
    lead = f"{subject}: "
    if not subject or not reason.text.startswith(lead):
        return reason.text
    text = reason.text[len(lead) :]
    return text[:1].upper() + text[1:] if reason.kind == "rule" else text


def runner_up(one: Recommendation) -> str:
    """Give the next best and what it loses by, its name said once; nothing where there is none."""
    if one.runner_up is None:
        return ""
    lead, _, rest = one.runner_up.text.partition(". ")
    subject = lead.removeprefix("Next best: ")
    once = rest.removeprefix(f"{subject}: ")
    return f"Next best is {subject}{'.' if once == rest else ':'} {once}"


def change(flip: Flip) -> str:
    """Give the change of a need that flips the answer, as one would write it."""
    ((term, said),) = flip.change.items()
    return f"{term}: {said}" + (f" (in {flip.decision})" if flip.decision else "")


def after(one: Recommendation, flip: Flip, name: Name) -> str:
    """Give the answer that a change leads to: services, or for a question its letters."""
    return joined(flip.solution if one.options else map(name, flip.solution))


def wish(flip: Flip) -> str:
    """Give the change of a need that would have made an option right, as a wish."""
    ((term, said),) = flip.change.items()
    where = f" (in {flip.decision})" if flip.decision else ""
    return f"{term} were {said}{where}" if said == "not needed" else f"the need were {term}: {said}{where}"
