"""Every scenario that comes with the program gets the answer it states, for the day it names."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.recommend.advise import recommend
from advisor.recommend.result import right
from advisor.rulebase.asked import read

SCENARIOS = Path(__file__).parent.parent / "scenarios"
FILES = sorted(SCENARIOS.rglob("*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_answer_is_the_one_stated(packaged, file):
    """The engine proves the key: exactly that answer, decided, with a reason for every other option."""
    scenario = read(file, packaged)
    one = recommend(packaged, scenario, flips=False)

    assert scenario.answer, "a scenario that states no answer tests nothing"
    assert (one.status, right(one, scenario)) == ("decided", True)
    for letter, option in (one.options or {}).items():
        assert option.reasons, f"option {letter} has no reason"
        assert (option.verdict == "chosen") == (letter in scenario.answer)


def test_names_are_used_once():
    """A scenario's id is its file's name, so no two files share one."""
    names = [file.stem for file in FILES]

    assert sorted(set(names)) == sorted(names)
