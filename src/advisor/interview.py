"""The interview: asks only what still matters, and writes the scenario as it goes.

Pure: what has been said is data, each step gives the next state, and going back is keeping the states
before. The command line does the talking.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from advisor.recommend.advise import answer
from advisor.recommend.asking import next_question
from advisor.recommend.case import Case, case
from advisor.recommend.result import Ask, Reason, Recommendation
from advisor.rulebase.base import RuleBase
from advisor.rulebase.restate import with_needs
from advisor.rulebase.scenario import Option, Part, Scenario, Stated


class State(NamedTuple):
    """Where the interview stands."""

    scenario: Scenario
    unknown: frozenset[str]
    """Terms to which the answer was "don't know"."""
    judged: Case
    advice: Recommendation
    question: Ask | None
    """What to ask next; None when nothing is left to ask."""


class Move(NamedTuple):
    """What an answer did."""

    state: State
    dropped: tuple[tuple[str, tuple[Reason, ...]], ...]
    """Services that dropped out with it, and why."""
    left: tuple[str, ...]
    """Services that are still in."""


def start(base: RuleBase, scenario: Scenario, day: str) -> State:
    """Begin from a scenario, which may be empty."""
    return _state(base, scenario, frozenset(), day)


def _state(base: RuleBase, scenario: Scenario, unknown: frozenset[str], day: str) -> State:
    judged = case(base, scenario, day)
    advice = answer(judged)
    return State(scenario, unknown, judged, advice, _question(judged, advice, unknown))


def _question(judged: Case, advice: Recommendation, unknown: frozenset[str]) -> Ask | None:
    """Give the next question: none once the answer is decided or cannot be."""
    if advice.status in ("decided", "none-fits"):
        return None
    remaining = [service for tie in advice.ties for service in tie]
    if advice.status == "provisional":
        remaining = list(still_in(judged))
    return next_question(judged, remaining, unknown)


def still_in(judged: Case) -> tuple[str, ...]:
    """Give the candidates that nothing strikes, in order."""
    return tuple(
        dict.fromkeys(
            name
            for board in judged.boards.values()
            for name, one in board.standings.items()
            if not one.struck and not one.lacking
        )
    )


def reply(state: State, said: str) -> Move:
    """Answer the question of the state.

    Raises:
        AdvisorError: what was said does not fit the term.
        ValueError: nothing is asked.
    """
    if state.question is None:
        raise ValueError("nothing is asked")
    judged = state.judged
    changed = with_needs(judged.base, state.scenario, (f"{state.question.term}={said}",))
    after = _state(judged.base, changed, state.unknown, judged.day)
    return Move(after, _dropped(judged, after), still_in(after.judged))


def skip(state: State) -> State:
    """Say "don't know": the term is not asked again."""
    if state.question is None:
        return state
    unknown = state.unknown | {state.question.term}
    question = _question(state.judged, state.advice, unknown)
    return state._replace(unknown=unknown, question=question)


def _dropped(before: Case, after: State) -> tuple[tuple[str, tuple[Reason, ...]], ...]:
    now = set(still_in(after.judged))
    out = {one.service: one.reasons for one in after.advice.ruled_out}
    return tuple(
        (name, tuple(out.get(name, ()))) for name in still_in(before) if name not in now and name in out
    )


def written(base: RuleBase, state: State) -> str:
    """Give the scenario file that the interview has written; what it began with stays in it."""
    scenario = state.scenario
    lines = []
    if scenario.title:
        lines.append(f"title: {_quoted(scenario.title)}")
    if scenario.text.strip():
        lines += ["text: |", *(f"  {line}".rstrip() for line in scenario.text.strip().splitlines())]
    if scenario.domain:
        lines.append(f"domain: {scenario.domain}")
    if scenario.as_of:
        lines.append(f"as_of: {scenario.as_of}")
    if scenario.decide is not None:
        lines.append(f"decide: [{', '.join(scenario.decide)}]")
    lines += _lists(scenario, "existing", "use")
    local = {decision: some for decision, some in scenario.local.items() if some}
    if scenario.needs or local:
        lines.append("needs:")
        lines += [_need(base, one) for one in scenario.needs]
    for decision, some in local.items():
        lines.append(f"  {decision}:")
        lines += [f"    {one.condition.term}: {_quoted(one.condition.text)}" for one in some]
    lines += _words(base, scenario)
    lines += _lists(scenario, "minimise", "maximise")
    if scenario.options:
        lines.append("options:")
        lines += [f"  {one.letter}: {_option(one)}" for one in scenario.options]
    if scenario.choose > 1:
        lines.append(f"choose: {scenario.choose}")
    lines += _lists(scenario, "answer")
    return "\n".join(lines) + "\n" if lines else "{}\n"


def _lists(scenario: Scenario, *names: str) -> list[str]:
    return [f"{name}: [{', '.join(getattr(scenario, name))}]" for name in names if getattr(scenario, name)]


def _need(base: RuleBase, one: Stated) -> str:
    asks = base.terms[one.condition.term].asks
    return f"  {one.condition.term}: {_quoted(one.condition.text)}" + (f"  # {asks}" if asks else "")


def _words(base: RuleBase, scenario: Scenario) -> list[str]:
    """Give the words of the text behind the needs; a goal's phrase is written as its term."""
    phrases = {phrase.lower(): id_ for id_, term in base.terms.items() for phrase in term.goals}
    said = {phrases.get(word.lower(), word): text for word, text in scenario.words.items()}
    lines = [f"  {word}: {_quoted(text)}" for word, text in said.items()]
    return ["words:", *lines] if lines else []


def _option(one: Option) -> str:
    if one.dealt is None:
        return _parts(one.parts)
    dealt = (f"{decision}: {_parts([one.parts[n] for n in numbers])}" for decision, numbers in one.dealt)
    return "{" + ", ".join(dealt) + "}"


def _parts(parts: Sequence[Part]) -> str:
    said = [_part(one) for one in parts]
    return said[0] if len(parts) == 1 and not parts[0].settings else f"[{', '.join(said)}]"


def _part(one: Part) -> str:
    settings = ", ".join(
        f"{term}: " + (f"[{text}]" if isinstance(value, tuple) else _quoted(text))
        for term, value, text in one.settings
    )
    return f"{{{one.service}: {{{settings}}}}}" if settings else one.service


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    plain = text and text[0].isalnum() and not any(mark in text for mark in ":#{}[],&*!|>'\"%@`")
    return text if plain else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
