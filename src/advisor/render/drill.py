"""A question for a learner, and what is told after the answer: whether it was right, then why, option by option.

In plain form every line can be read aloud: words stand where signs would, and nothing hangs on place or
colour.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from advisor.drill.difference import Difference, difference
from advisor.drill.session import LETTERS, Item
from advisor.recommend.result import Reason, Today
from advisor.render.headline import Name, joined, told, wish
from advisor.render.page import Page
from advisor.render.sources import Sources

if TYPE_CHECKING:
    from advisor.drill.question import Explanation, Ground, Question, Told
    from advisor.drill.shelf import Face
    from advisor.rulebase.base import RuleBase

COUNTS = ("no", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX")

#: Of what speaks for a right option, so much is told at once.
_FEW = 2

#: The question at the end of a story: the last sentence that asks, with what stands behind it.
_LAST = re.compile(r"(?s)(?P<story>.*[.!?])\s+(?P<asks>[^.!?]*\?.*)")


class Look(NamedTuple):
    """How a page is to look."""

    width: int = 80
    colour: bool = False
    plain: bool = False
    """Words in place of signs, for a screen reader."""

    def page(self) -> Page:
        """Give an empty page."""
        return Page(self.width, self.colour)


def question(one: Face, choose: int, item: Item, lead: str, look: Look) -> str:
    """Give the question as it is asked: the story, what is asked, the options in the order of the item.

    Args:
        one: what is shown of the question.
        choose: how many letters it wants.
        item: its place in the sitting.
        lead: the first line: which question it is.
        look: how it is to look.
    """
    page = look.page()
    page.say(lead, style="bold")
    page.gap()
    for paragraph in paragraphs(one.text):
        page.say(paragraph)
        page.gap()
    for letter, written in zip(LETTERS, item.order, strict=False):
        mark = f"Option {letter}." if look.plain else f"{letter} "
        page.say(one.texts[written], indent=0 if look.plain else 2, mark=mark, mark_style="bold")
    if choose > 1 and f"choose {count(choose)}".lower() not in one.text.lower():
        page.gap()
        page.say(f"Choose {count(choose)}.", style="bold")
    return page.text()


def count(number: int) -> str:
    """Give how many are to be chosen as exams write it: TWO."""
    return COUNTS[number] if number < len(COUNTS) else str(number)


def paragraphs(text: str) -> Iterable[str]:
    """Give the story paragraph by paragraph, what is asked last and on its own."""
    paragraphs = [" ".join(one.split()) for one in re.split(r"\n\s*\n", text.strip())]
    found = _LAST.fullmatch(paragraphs[-1])
    return [*paragraphs[:-1], found["story"], found["asks"]] if found else paragraphs


class _Show:
    """One explanation being written."""

    def __init__(self, look: Look, name: Name, *, full: bool) -> None:
        self.look = look
        self.page = look.page()
        self.name = name
        self.full = full
        self.sources = Sources()

    def mark(self, sign: str, words: str) -> str:
        return words if self.look.plain else sign

    def ground(self, one: Ground, subject: str, *, good: bool) -> None:
        reason = one.reason
        mark = self.mark("+", "For:") if good else self.mark("-", "Against:")
        text = told(reason, subject)
        if reason.kind not in ("fit", "goal"):  # those begin with a term, which is written small
            text = text[:1].upper() + text[1:]
        text += self.sources.note(reason)
        self.page.say(text, indent=3, mark=mark, mark_style="green" if good else "red")
        if one.words:
            self.page.say(joined(f'"{text}"' for text in one.words), indent=5, mark="story:", style="cyan")
        if self.full:
            for what, said in (("need", reason.need), ("rule", reason.rule), ("at", reason.at)):
                by = f" (from {reason.by})" if what == "need" and reason.by else ""
                if said:
                    self.page.say(f"{what}: {said}{by}", indent=5, style="dim")


def answered(  # noqa: PLR0913 - what was asked, what was said, and how it is shown
    one: Question,
    item: Item,
    explained: Explanation,
    name: Name,
    look: Look,
    *,
    full: bool = False,
) -> str:
    """Give what is told after an answer.

    Args:
        one: the question.
        item: its place in the sitting, with what was taken.
        explained: what the engine says of each option.
        name: gives the name of a service.
        look: how it is to look.
        full: tell every reason, with its need, its rule and its place.
    """
    show = _Show(look, name, full=full)
    page = show.page
    right = set(item.taken) == set(one.keyed)
    page.say(_verdict(one, item, right=right), style="bold green" if right else "bold red")
    page.gap()
    for letter, written in zip(LETTERS, item.order, strict=False):
        _option(show, letter, explained.options[written], one, taken=written in item.taken)
    _changes(show, explained.today, one)
    if show.sources.numbers:
        page.heading("To read")
        for url, number in show.sources.numbers.items():
            page.say(url, indent=2, mark=f"[{number}]")
    if full:
        page.gap()
        page.say(f"'advisor drill --question {one.id}' asks this again.", style="dim")
    return page.text()


def _verdict(one: Question, item: Item, *, right: bool) -> str:
    keyed = joined(item.shown(one.keyed))
    if right:
        return f"Right: {keyed}."
    few = (
        f" Choose {count(len(one.keyed))} means that both are needed." if len(one.keyed) == len("AB") else ""
    )
    part = set(item.taken) & set(one.keyed)
    return f"Wrong: you took {joined(item.shown(item.taken))}, right is {keyed}.{few if part else ''}"


def _option(show: _Show, letter: str, one: Told, asked: Question, *, taken: bool) -> None:
    page = show.page
    state = ("right" if one.right else "wrong") + (", your answer" if taken else "")
    mark = f"Option {letter}," if show.look.plain else f"{letter} "
    page.say(
        f"{state}: {asked.texts[one.letter]}",
        mark=mark,
        mark_style="bold",
        style="green" if one.right else ("red" if taken else ""),
    )
    parts = asked.recommendation.options[one.letter].parts if asked.recommendation.options else ()
    alone = show.name(parts[0].service) if len(parts) == 1 else ""
    grounds = one.grounds if show.full or not one.right else telling(one.grounds)
    for ground in grounds:
        show.ground(ground, alone, good=one.right)
    if len(grounds) < len(one.grounds):
        more = len(one.grounds) - len(grounds)
        page.say(f"{more} more: w tells all", indent=3, style="dim")
    if one.edit:
        page.say(f"It would be right if {wish(one.edit)}.", indent=3, mark=show.mark("*", "Change:"))


def telling(grounds: tuple[Ground, ...]) -> tuple[Ground, ...]:
    """Give the few grounds that say most: those that words of the story bear, each word once."""
    seen: set[str] = set()
    found = []
    for one in grounds:
        if one.words and not set(one.words) <= seen:
            seen |= set(one.words)
            found.append(one)
    return tuple((found or list(grounds))[:_FEW])


def _changes(show: _Show, today: Today, one: Question) -> None:
    if not (today.changed_facts or today.differs):
        return
    page = show.page
    page.heading(f"Since {one.judged.day}")
    for fact in today.changed_facts:
        since = f" since {fact.since}" if fact.since else ""
        text = f"{show.name(fact.service)}, {fact.term}: {fact.now}{since} (was: {fact.was}). {fact.note}".strip()
        text += show.sources.note(Reason("fit", text, source=fact.source))
        page.say(text, indent=2, mark=show.mark("*", "Changed:"))
    if not today.differs:
        page.say(f"The answer is the same on {today.as_of}.", indent=2)
    elif today.status == "decided" and today.chosen:
        now = joined(one.texts[letter] for letter in today.chosen)
        page.say(f"On {today.as_of} the answer is another: {now}.", indent=2, style="yellow")
    else:
        page.say(f"On {today.as_of} no option alone is the answer.", indent=2, style="yellow")


def remember(keys: Iterable[str], base: RuleBase, look: Look) -> str:
    """Give what is to be remembered from a wrong answer, the first few; empty where there is nothing."""
    known = list(keys)
    if not known:
        return ""
    page = look.page()
    page.say("To remember; it comes again soon", style="bold")
    for key in known[: _FEW + 1]:
        page.say(f"{separates(key, base)}.", indent=2, mark="" if look.plain else "-")
    return page.text() + "\n"


def separates(key: str, base: RuleBase) -> str:
    """Give a difference as a person would say it: ``Amazon Data Firehose against Amazon MSK on operations``."""
    found = difference(key)
    one, other = _called(base, found.one), _called(base, found.other)
    about = _about(found)
    return (
        f"{one}, set one way or another, on {about}" if one == other else f"{one} against {other} on {about}"
    )


def _called(base: RuleBase, service: str) -> str:
    return base.services[service].name if service in base.services else service


def _about(found: Difference) -> str:
    kinds = {
        "decision": "what it is for",
        "lifecycle": "whether one can still take it up",
        "idle": "whether it is needed",
        "hop": "where data can go",
    }
    if "/" in found.about:
        return f"'{found.about.partition('/')[2].replace('-', ' ')}'"
    return kinds.get(found.about, found.about.replace("-", " "))
