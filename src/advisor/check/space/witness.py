"""A scenario that shows a finding, written as a file ready to be kept as a test, and tried before it is shown."""

from __future__ import annotations

from advisor.check.space.probe import Probe
from advisor.recommend.advise import recommend
from advisor.recommend.result import Recommendation
from advisor.rulebase.asked import parse
from advisor.rulebase.base import RuleBase
from advisor.rulebase.terms import Condition

_MODELINE = "# yaml-language-server: $schema=../../schema/scenario.json"


def witness(base: RuleBase, trial: Probe, title: str) -> str:
    """Give the trial as a scenario file, with the answer that the program gives to it.

    Where there is no one answer, none is stated, and a comment says what comes out.
    """
    lines = [_MODELINE, f"title: {_plain(title)}"]
    if trial.day != base.editions[base.default].day:
        lines.append(f"as_of: {base.edition_of(trial.day) or trial.day}")
    if trial.decision:
        lines.append(f"decide: [{trial.decision}]")
    if trial.existing:
        lines.append(f"existing: [{', '.join(trial.existing)}]")
    if trial.needs:
        lines += ["needs:", *(f"  {term}: {said(one)}" for term, one in trial.needs.items())]
    lines += [f"{word}: [{', '.join(goals)}]" for word, goals in _goals(trial) if goals]
    text = "\n".join(lines) + "\n"
    return text + _answer(recommend(base, parse(text.encode(), base, "witness.yaml", "witness"), flips=False))


def _plain(text: str) -> str:
    return f'"{text}"' if ": " in text else text


def _goals(trial: Probe) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return ("minimise", trial.minimise), ("maximise", trial.maximise)


def said(condition: Condition) -> str:
    """Give a need as it is written in a scenario."""
    if condition.operator == "all of":
        several = ", ".join(condition.choices)
        return f"[{several}]" if len(condition.choices) > 1 else several
    return f'"{condition.text}"' if "," in condition.text else condition.text


def _answer(one: Recommendation) -> str:
    if one.status in ("decided", "provisional"):
        several = ", ".join(one.services)
        return f"answer: {several}\n" if len(one.services) == 1 else f"answer: [{several}]\n"
    if one.status == "tied":
        return f"# tied: {' / '.join(', '.join(parts) for parts in one.ties)}\n"
    return f"# {one.status.replace('-', ' ')}\n"
