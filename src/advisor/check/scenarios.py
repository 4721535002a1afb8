"""Checks of scenarios: is the answer the stated one, is it one at all, and does every need count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from advisor.check.finding import Finding, joined
from advisor.check.subject import Subject
from advisor.recommend.life import closed
from advisor.recommend.result import Recommendation, right
from advisor.rulebase.scenario import Scenario, Stated

_FEW = 3
"""Fewer scenarios than this do not show what a decision is about: who wins, who loses, and where it turns."""


def wrong_answer(subject: Subject) -> Iterator[Finding]:
    """A scenario whose stated answer is not the one that the rules give.

    Why it matters: either the answer is wrong, and people learn something that is not so, or the rules are, and people
    get bad advice.

    How to mend it: `advisor recommend FILE --why` shows what speaks for the answer that the rules give. If you still
    believe in yours, a fact, a term or a rule is wrong or missing in general: mend that. Never write a rule for one
    scenario.

    Example:
        needs: {replay: yes}
        answer: data-firehose        # which keeps nothing that could be read again
    """
    for one, answer in _each(subject):
        if right(answer, one) is False:
            text = f"the rules give {_given(answer)}, not {joined(one.answer)}"
            hint = "'advisor recommend FILE --why' shows what speaks for it"
            yield Finding(subject.within_scenario(one, "answer"), "wrong-answer", text, hint, weight="error")


def undecided_scenario(subject: Subject) -> Iterator[Finding]:
    """A scenario that the rules do not decide: a tie, nothing that fits, a fact that is not known.

    Why it matters: its reader gets no advice, or advice that may turn.

    How to mend it: of a tie, state the need that breaks it, if the story has one; otherwise the rules do not tell the
    two apart, and a term, a fact or a rule is missing. Where a fact is not known, find it out. Where nothing fits, a
    service is missing, or the needs are too hard for all of them.

    Example:
        decide: [delivery]
        needs: {reach: town}         # which all candidates do
    """
    for one, answer in _each(subject):
        if answer.status != "decided":
            text, hint = _undecided(answer)
            place = subject.within_scenario(one, "needs", key=True)
            yield Finding(place, "undecided-scenario", text, hint)


def _undecided(answer: Recommendation) -> tuple[str, str]:
    if answer.status == "tied":
        tied = answer.tied_options or tuple(" with ".join(tie) for tie in answer.ties)
        ask = answer.ask_next
        hint = f"state what you need of '{ask.term}'" if ask else "nothing asked would tell them apart"
        return f"a tie between {joined(tied)}", hint
    if answer.status == "provisional":
        missing = [f"{one.term} of {one.service}" for one in answer.missing if one.term and one.service]
        what = joined(list(dict.fromkeys(missing))) or "a fact"
        return f"the answer hangs on {what}, which is not known", "find it out, and state it as a fact"
    if answer.status == "none-fits":
        return f"nothing fits as of {answer.as_of}", "'advisor recommend FILE' shows what comes nearest"
    known = joined([f"'{one}'" for one in answer.decisions])
    return (
        f"too little is said to decide {known or 'anything'}",
        "say under 'decide' what is to be decided, and what is needed of it",
    )


def unheard_need(subject: Subject) -> Iterator[Finding]:
    """A need that no decision of its scenario looks at.

    Why it matters: it changes nothing. Whoever reads the scenario believes that the answer meets it.

    How to mend it: if the decision should look at it, name its term among the decision's `asks`, with a fact for each
    candidate. If another decision does, decide that one too. Otherwise the need belongs to the story alone.

    Example:
        decide: [keeping]            # which asks about shelter alone
        needs: {shelter: yes, delay: at most 1 h}
    """
    for one, answer in _each(subject):
        for term in answer.unused_needs:
            ways: list[tuple[str, ...]] = [("needs", term)] if term in _terms(one.needs) else []
            ways += [("needs", name, term) for name, some in one.local.items() if term in _terms(some)]
            path = ways[0] if ways else ("needs",)
            text = f"no decision of this scenario looks at '{term}'"
            hint = f"it decides {joined(answer.decisions)}; name the term among what that asks, or delete the need"
            yield Finding(subject.within_scenario(one, *path, key=True), "unheard-need", text, hint)


def answerless_scenario(subject: Subject) -> Iterator[Finding]:
    """A scenario that states no answer.

    Why it matters: it is an example, but it tests nothing: whatever the rules come to, nobody is told.

    How to mend it: state the answer that you believe in, before you ask the engine.

    Example:
        needs: {reach: town, shelter: yes}
        answer: van
    """
    for one in subject.scenarios:
        if not one.answer:
            hint = "add 'answer': the letter of an option, or the service"
            place = subject.within_scenario(one)
            yield Finding(place, "answerless-scenario", "no answer is stated", hint, weight="note")


def ended_answer(subject: Subject) -> Iterator[Finding]:
    """A scenario whose answer nobody can take up today, and for which nothing else fits today.

    Why it matters: no answer as of today recommends a service past its end of life; this says where that leaves
    people with nothing. It may be so; then it is a note for those who look for what is missing.

    How to mend it: if another service does it today, describe it and make it a candidate of the decision. If nothing
    does, leave it.

    Example:
        as_of: mls-c01
        answer: sm-edge-manager      # shut since 2024-04-26
    """
    for one, answer in _each(subject):
        ended = [
            f"{said.service} is {said.life.state.replace('-to-new', ' to new customers')} since {said.life.since}"
            for part in answer.services
            for said in closed(subject.base, one, subject.today, part)
        ]
        if ended and answer.as_of != subject.today and subject.status_today(one) == "none-fits":
            text = f"as of {subject.today} nothing fits: {joined(list(dict.fromkeys(ended)))}"
            hint = "if another service does it today, make it a candidate"
            yield Finding(subject.within_scenario(one, "answer"), "ended-answer", text, hint, weight="note")


def few_scenarios(subject: Subject) -> Iterator[Finding]:
    """A decision that fewer than three scenarios decide.

    Why it matters: three are the least that show what a decision is about: who wins, who loses, and the need at
    which it turns. With fewer, a change of its rules goes unseen.

    How to mend it: write scenarios whose answers are different candidates.

    Example:
        decide: [delivery]
        needs: {load: 80, reach: hills}
        answer: van
    """
    counted = Counter(decision for answer in subject.answers for decision in answer.decisions)
    for decision in subject.base.decisions.values():
        if counted[decision.id] < _FEW:
            number = {0: "no scenario decides", 1: "one scenario decides", 2: "two scenarios decide"}[
                counted[decision.id]
            ]
            text = f"{number} '{decision.id}'"
            hint = f"write {_FEW} or more, with different answers"
            yield Finding(subject.place(decision.at), "few-scenarios", text, hint, weight="note")


def _each(subject: Subject) -> Iterator[tuple[Scenario, Recommendation]]:
    yield from zip(subject.scenarios, subject.answers, strict=True)


def _given(answer: Recommendation) -> str:
    if answer.status == "tied":
        return "a tie"
    return joined(answer.chosen or answer.services) or "nothing"


def _terms(stated: tuple[Stated, ...]) -> set[str]:
    return {one.condition.term for one in stated}
