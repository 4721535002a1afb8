"""The choice among options against a second opinion that tries every way to deal their parts."""

from __future__ import annotations

import pytest

from advisor.recommend.advise import recommend
from generated import asked, base, question
from naive import Asking
from naive_options import Question

PARTS, WORLDS, QUESTIONS = 8, 8, 8


@pytest.mark.parametrize("part", range(PARTS))
def test_the_choice_is_that_of_the_second_opinion(part):
    """Status, letters, ties and every verdict agree, for single parts, several, maps, settings, choose 1 and 2."""
    for seed in range(part * WORLDS, (part + 1) * WORLDS):
        rules, known = base(seed, hops=seed % 2 == 1)
        for number in range(QUESTIONS):
            said = question(seed * 100 + number, rules)
            which = f"world {seed}: {said}"
            one = recommend(known, asked(said, known), flips=False)
            second = Question(Asking(rules, said, known.day(said.get("as_of"))))

            assert (one.status, {*(one.chosen or ())}, {*one.tied_options}) == second.chosen(), which
            if one.status == "not-enough-said":
                continue
            for letter, option in one.options.items():
                found = second.proposed((letter,))
                assert (option.verdict == "ruled-out") <= (not found.fits), (letter, which)
                assert (option.verdict == "fits") <= found.fits, (letter, which)
                if option.verdict == "ruled-out":
                    told = {reason.kind for reason in option.reasons}
                    assert found.against - {"needs"} <= told, (letter, which)
                    assert told, (letter, which)
