"""A printable paper in Markdown: the questions first, then a key with the reasons for every option."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from advisor.render.drill import count, paragraphs, telling
from advisor.render.headline import Name, joined, told, wish
from advisor.render.markdown import escape

if TYPE_CHECKING:
    from advisor.drill.handout import Choice, Handout
    from advisor.drill.question import Ground
    from advisor.recommend.result import ChangedFact


def markdown(papers: Sequence[Handout], name: Name) -> str:
    """Give the paper.

    Args:
        papers: the questions, in order.
        name: gives the name of a service.
    """
    lines = [f"# {title(papers)}", "", f"{preface(papers)} The key begins after the last question.", ""]
    for number, one in enumerate(papers, 1):
        lines += _asked(number, one)
    lines += ["---", "", "# Key", ""]
    for number, one in enumerate(papers, 1):
        lines += _key(number, one, name)
    lines += [stamp(papers), ""]
    return "\n".join(lines)


def title(papers: Sequence[Handout]) -> str:
    """Give the paper's title."""
    return "One question" if len(papers) == 1 else f"{len(papers)} questions"


def heading(number: int, one: Handout) -> str:
    """Give the heading of a question: its title, unless its story begins with the same words."""
    title = " ".join(one.title.split())
    repeats = " ".join(one.text.split()).startswith(title.rstrip("."))
    return f"Question {number}" if repeats else f"{number}. {title}"


def preface(papers: Sequence[Handout]) -> str:
    """Give what is to be known before answering: for which days the questions are asked."""
    days = joined(sorted({f"{one.as_of} ({one.edition})" if one.edition else one.as_of for one in papers}))
    return f"Answer for what was true on {days}."


def stamp(papers: Sequence[Handout]) -> str:
    """Give what proved the paper."""
    return f"Every key is proved by the engine with rules {joined(sorted({one.rules for one in papers}))}."


def wants_letters(one: Handout) -> str:
    """Give how many letters are to be chosen, where the text does not say it; else nothing."""
    said = f"choose {count(one.choose)}".lower() in one.text.lower()
    return f"Choose {count(one.choose)}." if one.choose > 1 and not said else ""


def grounds(one: Choice) -> Sequence[Ground]:
    """Give what to tell of an option: all that speaks against a wrong one, the most telling for a right one."""
    return telling(one.grounds) if one.right else one.grounds


def sentence(one: Ground, subject: str) -> str:
    """Give a reason as a sentence below the name of what it speaks of."""
    text = told(one.reason, subject)
    if one.reason.kind not in {"fit", "goal"}:  # those begin with a term, which is written small
        text = text[:1].upper() + text[1:]
    return text + ("" if one.reason.confirmed else " (not confirmed)")


def story(one: Ground) -> str:
    """Give the words of the story that a reason hangs on, quoted; empty where it states none."""
    return joined(f"\u201c{words}\u201d" for words in one.words)


def edit(one: Choice) -> str:
    """Give the smallest change that would make a wrong option right; empty where none is known."""
    return f"It would be right if {wish(one.edit)}." if one.edit else ""


def changed(fact: ChangedFact, name: Name) -> str:
    """Give a fact that is another today."""
    since = f" since {fact.since}" if fact.since else ""
    return f"{name(fact.service)}, {fact.term}: {fact.now}{since} (was: {fact.was}). {fact.note}".strip()


def now(one: Handout) -> str:
    """Give how the answer stands today; empty where nothing that matters has changed."""
    today = one.today
    if not (today.differs or today.changed_facts):
        return ""
    if not today.differs:
        return f"The answer is the same on {today.as_of}."
    if today.status == "decided" and today.chosen:
        found = joined(
            f"{letter} ({choice.text})" for letter, choice in one.shown if choice.written in today.chosen
        )
        return f"On {today.as_of} the answer is another: {found}."
    return f"On {today.as_of} no option alone is the answer."


def _asked(number: int, one: Handout) -> Iterator[str]:
    yield f"## {escape(heading(number, one))}"
    yield ""
    for paragraph in paragraphs(one.text):
        yield escape(paragraph)
        yield ""
    for letter, choice in one.shown:
        yield f"- **{letter}** {escape(choice.text)}"
    yield ""
    if wants_letters(one):
        yield wants_letters(one)
        yield ""


def _key(number: int, one: Handout, name: Name) -> Iterator[str]:
    yield f"## {number}. {escape(joined(one.keyed))}"
    yield ""
    about = [one.domain, *one.decisions, one.id]
    yield f"{escape(', '.join(x for x in about if x))}."
    yield ""
    for letter, choice in one.shown:
        yield f"- **{letter} {'right' if choice.right else 'wrong'}**: {escape(choice.text)}"
        for ground in grounds(choice):
            said = f" Story: {escape(story(ground))}." if ground.words else ""
            url = ground.reason.source
            yield f"  - {escape(_ended(sentence(ground, choice.subject)))}{said}" + (
                f" ([source]({url}))" if url else ""
            )
        if choice.edit:
            yield f"  - *{escape(edit(choice))}*"
    yield ""
    if now(one):
        yield f"Since {one.as_of}:"
        yield ""
        for fact in one.today.changed_facts:
            yield f"- {escape(changed(fact, name))}" + (f" ([source]({fact.source}))" if fact.source else "")
        yield f"- {escape(now(one))}"
        yield ""


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", ")")) else text + "."
