"""Facts drawn at random: the same for the same seed, and without what the rules say unless that is asked for."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

_TOOL = Path(__file__).parent.parent / "tools/sample_facts.py"
_SPEC = importlib.util.spec_from_file_location("sample_facts", _TOOL)
sample = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(sample)


@pytest.fixture
def drawn(capsys):
    """What the tool prints for these words, as lines."""

    def printed(*words: str) -> list[str]:
        assert sample.main(words) == 0
        return capsys.readouterr().out.splitlines()

    return printed


def test_the_same_seed_draws_the_same_facts(drawn):
    """Another seed draws others, and as many as were asked for."""
    first, again, other = drawn("--seed", "3"), drawn("--seed", "3"), drawn("--seed", "4")

    assert first == again != other
    assert sum(bool(re.match(r"\d+\. ", line)) for line in first) == 40


def test_values_are_kept_back_until_they_are_asked_for(drawn):
    """What to look up is named with its page; the answer and its place only with --values."""
    blind, open_ = drawn("--count", "12", "--seed", "5"), drawn("--count", "12", "--seed", "5", "--values")

    assert not any("rules/services/" in line for line in blind)
    assert sum("(rules/services/" in line or ": rules/services/" in line for line in open_) == 12
    assert set(blind) <= set(open_)
    assert sum(line.strip().startswith("https://") for line in blind) == 12


def test_levels_that_are_judged_are_left_out(drawn):
    """A page does not say how much work something is, so such terms are drawn on request only."""
    terms = [
        line.split(": ")[1].split(",")[0] for line in drawn("--count", "200") if re.match(r"\d+\. ", line)
    ]

    assert not set(terms) & set(sample.JUDGEMENT)
    assert any(re.match(r"\d+\. .*: (operations|cost)", line) for line in drawn("--count", "200", "--judged"))
