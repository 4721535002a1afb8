"""Scenario files as a bank of tests: those that are named, or those at hand."""

from __future__ import annotations

from pathlib import Path

from advisor.cli import common
from advisor.errors import AdvisorError, Problem
from advisor.rulebase.base import RuleBase
from advisor.rulebase.scenario import Scenario

#: The folder of scenarios that is meant where none is named, if there is one here.
_HERE = Path("scenarios")


def home() -> Path:
    """Give the folder that is meant where none is named: ``scenarios`` here, or the program's own."""
    from advisor.rulebase.base import scenarios

    return _HERE if _HERE.is_dir() else scenarios()


def at_hand(paths: tuple[str, ...]) -> tuple[str, ...]:
    """Give the paths that are named, or the folder that is meant where none is."""
    return paths or (str(home()),)


def bank(rules: RuleBase, paths: tuple[str, ...]) -> tuple[list[Scenario], list[Problem]]:
    """Read all scenarios that can be read, and give what is wrong with the others."""
    found: list[Scenario] = []
    problems: list[Problem] = []
    for path in common.expand(at_hand(paths)):
        try:
            found.append(common.scenario(rules, path))
        except AdvisorError as error:  # noqa: PERF203 - all problems of all files
            problems += error.problems
    return found, sorted(set(problems))
