"""Checks of candidates: each has needs from which it is the answer, and needs that tell it from the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from advisor.check.finding import Finding, Weight
from advisor.check.space.cells import space
from advisor.check.space.dominance import telling
from advisor.check.space.fate import Fate, fates, fields, ties
from advisor.check.space.probe import Probe, attempt
from advisor.check.space.quest import quest
from advisor.check.space.witness import witness
from advisor.check.subject import Subject
from advisor.errors import Place

_OPEN = "it was not decided whether"

_HINT = "state what it is better at, write a rule that prefers it, or take it off the candidates"


def unreachable_candidate(subject: Subject) -> Iterator[Finding]:
    """A candidate that no needs can ever make the answer.

    Why it matters: it is compared each time and never wins. Most often a fact or a term is missing that would say
    what it is better at, or a rule that says when to take it.

    How it is decided: another candidate is at least as good on every term that the decision asks about, on every
    edition's day, and wherever a rule speaks for the one, a rule, a limit or what it lacks puts it back. The few
    terms that such rules look at are gone through, cell by cell. It is decided for the decision by itself, over
    needs and goals: what is insisted on (`use`) or in place (`existing`) is no merit of the candidate. One that
    scenarios choose among options which leave the better ones out is told as a note; so is one that a rule speaks
    against, and not against what beats it: it stands there to be ruled out with a reason. Where it could not be
    decided, a note says so; a scenario that it wins decides it.

    How to mend it: state the fact that tells the two apart, add the term to `asks`, write a rule that prefers it
    where it is right, or take it off the `candidates`.

    Example:
        asks: [delay]
        candidates: [cart, van]     # the cart takes two hours, the van one; nothing speaks for the cart
    """
    for decision in subject.decisions:
        every = _fates(subject, decision.id)
        tied = {one for group in ties(subject.base, decision.id, every) for one in group}
        for candidate, fate in every.items():
            if fate.kind == "chosen" or candidate in tied:
                continue
            meant = (decision.id, candidate) in subject.picked
            meant = meant or _spoken_against(subject, decision.id, candidate, fate)
            weight: Weight = "note" if fate.kind == "open" or meant else "warning"
            text, hint = _told(candidate, fate)
            place = _at(subject, decision.id, candidate)
            yield Finding(place, "unreachable-candidate", text, hint, weight=weight)


def _spoken_against(subject: Subject, decision: str, candidate: str, fate: Fate) -> bool:
    """Whether rules avoid or exclude it, and not the rivals that beat it: then it stands there to be ruled out."""
    rivals = {one for _, some in fate.rivals for one in some}
    within = space(subject.base, decision)
    return bool(rivals) and all(
        any(candidate in {*rule.avoid, *rule.exclude} for rule in telling(within, candidate, one).against)
        for one in rivals
    )


def undecided(found: Iterable[Finding]) -> int:
    """Give of how many candidates, by what the check has found, it was not decided whether they can ever win."""
    return sum(one.text.startswith(_OPEN) for one in found)


def _fates(subject: Subject, decision: str) -> Mapping[str, Fate]:
    """Give the fate of every candidate; of those that scenarios choose freely none is looked for."""
    won = frozenset(one for where, one in subject.won if where == decision)
    return fates(subject.base, decision, won)


def _told(candidate: str, fate: Fate) -> tuple[str, str]:
    if fate.kind == "gone":
        text = f"'{candidate}' cannot be taken up on the day of any edition"
        return text, "take it off the candidates, or look at its lifecycle"
    rivals = dict.fromkeys(one for _, some in fate.rivals for one in some)
    names = " or ".join(f"'{one}'" for one in rivals)
    if fate.kind == "open":
        alone = f"; alone it never is, since {names} is at least as good" if rivals else ""
        beside = "beside another part " if rivals else ""
        text = f"{_OPEN} '{candidate}' can be the answer {beside}".rstrip() + alone
        return text, "a scenario that it wins decides it; else state what it is better at"
    by_day = len(rivals) > 1 and all(len(some) == 1 for _, some in fate.rivals)
    lead = "on each day " if by_day else "whatever is needed, " if len(rivals) > 1 else ""
    tail = "" if len(rivals) > 1 else " on every term asked, and no rule puts it behind"
    return f"'{candidate}' can never be the answer: {lead}{names} is at least as good{tail}", _HINT


def unbreakable_tie(subject: Subject) -> Iterator[Finding]:
    """Candidates that no needs can tell apart.

    Why it matters: wherever one of them is best the others are as good, so that the answer is a tie whatever the
    asker adds. No question can be asked that would break it.

    How it is decided: each is at least as good as the others on every term that the decision asks about, on every
    edition's day, and no rule names one of them without naming the others, or none that ever counts.

    How to mend it: state the fact or ask about the term that tells them apart, write a rule that prefers one of
    them where it is right, or make them one candidate.

    Example:
        candidates: [cart, barrow]  # the same facts for every term asked, and no rule names either
    """
    base = subject.base
    for decision in subject.decisions:
        for group in ties(base, decision.id, _fates(subject, decision.id)):
            several = ", ".join(f"'{one}'" for one in group[:-1]) + f" and '{group[-1]}'"
            ground = next(one for one in fields(base, decision.id) if group[0] in one.alive)
            trial = Probe(decision.id, ground.day, quest(ground, group[0]).strongest)
            tied = {name for one in attempt(base, trial, most=len(group)).found for name in one.answering}
            title = f"Told apart by nothing - {', '.join(group)}"
            yield Finding(
                _at(subject, decision.id, group[0]),
                "unbreakable-tie",
                f"nothing tells {several} apart: the same on every term asked, and no rule separates them",
                "ask about what tells them apart, or write a rule that prefers one of them",
                witness(base, trial, title) if tied == set(group) else "",
            )


def _at(subject: Subject, decision: str, candidate: str) -> Place:
    number = subject.base.decisions[decision].candidates.index(candidate)
    return subject.within_decision(decision, "candidates", number)
