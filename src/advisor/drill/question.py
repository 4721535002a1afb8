"""A question: a scenario with options, answered by the engine, proved against its key, and explained.

The proof is cheap and comes first; what is told after an answer (the edits that would make a wrong
option right, what has changed since) costs more and is worked out while the person reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from advisor.recommend.advise import answer, outcome
from advisor.recommend.case import Case, case
from advisor.recommend.result import Flip, Reason, Recommendation, Today
from advisor.recommend.today import Outcome, compare
from advisor.rulebase.base import RuleBase
from advisor.rulebase.knowledge import Rule
from advisor.rulebase.scenario import Option, Part, Scenario


class Question(NamedTuple):
    """A scenario with options and the engine's answer to it."""

    scenario: Scenario
    judged: Case
    recommendation: Recommendation
    """For the question's own day, with every reason; without edits and without a look at today."""
    texts: dict[str, str]
    """Letter -> what the option proposes, as a person would read it."""
    problems: tuple[str, ...]
    """Why it is not proved and must not be shown; empty where it is proved."""

    @property
    def id(self) -> str:
        """The scenario's id, by which what was answered is remembered."""
        return self.scenario.id

    @property
    def keyed(self) -> str:
        """The letters of the right options, in order."""
        return "".join(sorted(self.scenario.answer))


class Ground(NamedTuple):
    """One reason, and the words of the story that it hangs on."""

    reason: Reason
    words: tuple[str, ...]


class Told(NamedTuple):
    """What is told of one option."""

    letter: str
    right: bool
    grounds: tuple[Ground, ...]
    edit: Flip | None
    """The smallest change of one need that would have made a wrong option right."""


class Explanation(NamedTuple):
    """What is told after an answer."""

    options: dict[str, Told]
    today: Today


def prove(base: RuleBase, scenario: Scenario) -> Question:
    """Answer a question and hold the answer against its key."""
    judged = case(base, scenario, base.day(scenario.as_of))
    found = answer(judged)
    texts = {one.letter: proposed(base, one) for one in scenario.options}
    return Question(scenario, judged, found, texts, tuple(_problems(scenario, found, texts)))


def _problems(scenario: Scenario, found: Recommendation, texts: dict[str, str]) -> Iterator[str]:
    """Give why a question is not fit to be shown: it has no proof, or no fair choice."""
    if not scenario.text.strip():
        yield "it has no text"
    chosen = found.chosen or ()
    if found.status != "decided":
        yield f"its answer is {found.status.replace('-', ' ')}, not decided"
    elif set(chosen) != set(scenario.answer):
        yield f"its key is {', '.join(scenario.answer) or 'empty'}, and the engine chooses {', '.join(chosen)}"
    for letter, one in (found.options or {}).items():
        if one.verdict != "chosen" and not one.reasons:
            yield f"nothing speaks against option {letter}"
    first: dict[str, str] = {}
    for letter, text in texts.items():
        twin = first.setdefault(text, letter)
        if twin != letter:
            yield f"options {twin} and {letter} read the same"


def explain(question: Question) -> Explanation:
    """Give everything that is told after an answer to a proved question."""
    from advisor.recommend.edits import edits  # the proof does without

    found = question.recommendation
    options = found.options or {}
    wrong = [letter for letter, one in options.items() if one.verdict != "chosen"]
    changed = edits(question.judged, wrong, found.solution)
    told = {
        letter: Told(
            letter,
            one.verdict == "chosen",
            tuple(Ground(reason, words(question, reason)) for reason in telling(question, letter)),
            changed.get(letter),
        )
        for letter, one in options.items()
    }
    return Explanation(told, _today(question))


def telling(question: Question, letter: str) -> tuple[Reason, ...]:
    """Give the reasons that tell an option apart from the right ones.

    Where several are right together none of them answers everything alone, so that a wrong one does not
    either is no reason; only where nothing else is said it is.
    """
    reasons = (question.recommendation.options or {})[letter].reasons
    if question.scenario.choose == 1:
        return reasons
    left = tuple(one for one in reasons if one.kind != "decision")
    return left if any(one.kind != "idle" for one in left) else reasons


def _today(question: Question) -> Today:
    judged, found = question.judged, question.recommendation
    day = judged.base.editions["today"].day
    if day == judged.day:
        return compare(judged, found, judged, Outcome(found.status, found.services, found.chosen))
    later = case(judged.base, question.scenario, day, stated_only=True)
    return compare(judged, found, later, outcome(later))


def words(question: Question, reason: Reason) -> tuple[str, ...]:
    """Give the words of the story that a reason hangs on, each once; empty where the story states none.

    A reason hangs on the need that it is about; where a rule concluded that need, on the needs from which
    the rule did, and so on back to what the scenario states.
    """
    base, scenario = question.judged.base, question.scenario
    phrases = {
        phrase.lower(): id_
        for id_ in (*scenario.minimise, *scenario.maximise)
        for phrase in base.terms[id_].goals
    }
    said = {phrases.get(word.lower(), word): text for word, text in scenario.words.items()}
    local = {one.condition.term for one in scenario.local.get(reason.decision, ())}
    found: dict[str, None] = {}
    for term in stated_behind(question.judged, reason):
        text = said.get(term) or (said.get(reason.decision) if term in local else None)
        if not text and reason.kind == "goal":
            text = _wished(question, term)
        if text:
            found[text] = None
    return tuple(found)


#: How a story says a wish: "with the LEAST operational overhead", "as cheap as possible".
_WISH = re.compile(
    r"\b(?:(?:the )?(?:least|lowest|fewest|smallest|minimal|most|highest|cheapest|quickest|fastest)\b[^.,;:?!]*"
    r"|as [\w-]+(?: [\w-]+)? as possible)",
    re.IGNORECASE,
)


def _wished(question: Question, term: str) -> str:
    """Give the words in which the story states a wish that ``words`` does not point out; empty if in doubt."""
    text = " ".join(question.scenario.text.split())
    for phrase in sorted(question.judged.base.terms[term].goals, key=len, reverse=True):
        found = re.search(rf"\b{re.escape(phrase)}\b", text, re.IGNORECASE)
        if found:
            return found[0]
    wishes = _WISH.findall(text)
    return wishes[0].strip() if len(wishes) == len(question.judged.goals) == 1 else ""


def stated_behind(judged: Case, reason: Reason) -> tuple[str, ...]:
    """Give the terms of the needs behind a reason, back to those that no rule concluded."""
    if reason.kind == "hop":
        return ("destination", "source")
    start = reason.rule or reason.by
    if start is None:
        return (reason.term,) if reason.term else ()
    board = judged.boards.get(reason.decision)
    concluded = {one.term: one.by for one in board.judgement.needs if one.by} if board else {}
    found: dict[str, None] = {}
    waiting, seen = [start], set[str]()
    while waiting:
        id_ = waiting.pop()
        if id_ in seen:
            continue
        seen.add(id_)
        rule = _rule(judged.base, id_)
        for one in rule.when if rule else ():
            found[one.term] = None
            if one.term in concluded:
                waiting.append(concluded[one.term])
    return tuple(found)


def _rule(base: RuleBase, id_: str) -> Rule | None:
    decision = base.decisions.get(id_.partition("/")[0])
    return next((one for one in decision.rules if one.id == id_), None) if decision else None


def asked_alike(one: Scenario) -> tuple[object, ...]:
    """Give what two questions have in common that ask the same: decisions, needs, goals and options."""
    stated = [*one.needs, *(need for some in one.local.values() for need in some)]
    needs = frozenset((need.condition.term, need.condition.text) for need in stated)
    options = frozenset(tuple(part.service for part in option.parts) for option in one.options)
    return one.decide, needs, one.minimise, one.maximise, options


def proposed(base: RuleBase, option: Option) -> str:
    """Give what an option proposes, in names: ``Amazon S3 and AWS Glue crawlers (with cadence 1 h)``."""
    if option.dealt is None:
        return _joined(_part(base, one) for one in option.parts)
    shares = [
        f"{_joined(_part(base, option.parts[n]) for n in numbers)} for {decision.replace('-', ' ')}"
        for decision, numbers in option.dealt
    ]
    return shares[0].rpartition(" for ")[0] if len(shares) == 1 else "; ".join(shares)


def _part(base: RuleBase, part: Part) -> str:
    name = base.services[part.service].name
    return f"{name} ({_joined(_setting(base, *one) for one in part.settings)})" if part.settings else name


def _setting(base: RuleBase, term: str, value: int | tuple[str, ...], text: str) -> str:
    """Give what is set, as one would say it: ``with encryption``, ``cadence 1 h``."""
    about, said = base.terms[term], term.replace("-", " ")
    if about.kind == "level" and set(about.names) == {"yes", "no"}:
        return f"{'with' if text == 'yes' else 'without'} {said}"
    shown = ", ".join(value) if isinstance(value, tuple) else text
    return f"{said}: {shown}"


def _joined(words: Iterable[str]) -> str:
    said = list(words)
    return ", ".join(said[:-1]) + " and " + said[-1] if len(said) > 1 else "".join(said)
