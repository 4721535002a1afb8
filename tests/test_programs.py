"""Compiled decisions are kept for others: no answer hangs on what was asked before, nor does memory grow."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.engine import programs
from advisor.recommend.advise import recommend
from advisor.rulebase.asked import read

FOLDER = Path(__file__).parent.parent / "scenarios" / "streaming-ingestion"
SOME = sorted(FOLDER.glob("*.yaml"))[:30]


@pytest.fixture(scope="module")
def alone(packaged):
    """Give what each scenario is answered by a rule base that was asked nothing before."""
    fresh = [packaged._replace(memo={}) for _ in SOME]
    return [recommend(base, read(file, base), flips=False) for base, file in zip(fresh, SOME, strict=True)]


def kept(base):
    return [key for key in base.memo if isinstance(key, tuple) and key[0] == "program"]


def test_one_among_many_is_answered_as_alone(packaged, alone):
    """Answers of today too, and with its own places, though others set the same in their options."""
    base = packaged._replace(memo={})

    assert [recommend(base, read(file, base), flips=False) for file in SOME] == alone


def test_what_many_ask_for_is_compiled_once(packaged, monkeypatch):
    """A decision is compiled a few times in part on a day, then whole, whoever asks."""
    asked = []
    compiled = programs.compiled
    monkeypatch.setattr(
        programs, "compiled", lambda base, *rest: asked.append(rest[0].id) or compiled(base, *rest)
    )
    base = packaged._replace(memo={})
    for number in range(1, 40):
        programs.program(
            base,
            "streaming-ingestion",
            "2026-11-24",
            (),
            frozenset(sorted(base.decisions["streaming-ingestion"].asks)[: number % 7 + 1]),
        )

    assert len(asked) < 10


def test_however_many_are_asked_few_are_kept(packaged, alone, monkeypatch):
    """What is forgotten on the way changes no answer."""
    monkeypatch.setattr(programs, "_KEPT", 2)
    monkeypatch.setattr(programs, "_KEPT_OF_ONE", 1)
    base = packaged._replace(memo={})

    assert [recommend(base, read(file, base), flips=False) for file in SOME] == alone
    assert len(kept(base)) <= 3
