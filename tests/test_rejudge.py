"""A decision judged again with another need: the same as judged from the start."""

from __future__ import annotations

import pytest

from advisor.recommend.case import case
from advisor.recommend.changes import every
from advisor.recommend.flips import again, changed
from generated import asked, base, scenario

WORLDS = 16


def seen(board):
    """What a board says of every candidate, but for which facts a rule matched."""
    return board.judgement.requirements, {
        name: one._replace(
            excluded=sorted(rule.rule.id for rule in one.excluded),
            preferred=sorted(rule.rule.id for rule in one.preferred),
            avoided=sorted(rule.rule.id for rule in one.avoided),
        )
        for name, one in board.standings.items()
    }


@pytest.mark.parametrize("part", range(2))
def test_what_is_judged_again_is_what_would_be_judged_from_the_start(part):
    """For every change of one need, of random scenarios over random rule bases."""
    compared = 0
    for seed in range(part, WORLDS, 2):
        rules, known = base(seed, hops=seed % 4 > 1)
        for number in range(3):
            judged = case(known, asked(scenario(seed * 100 + number, rules, most=2), known), "2023-03-31")
            for change in every(judged):
                then = changed(judged, change)
                now, anew = again(judged, then), case(known, then, judged.day)
                for decision, board in now.boards.items():
                    compared += 1
                    assert seen(board) == seen(anew.boards[decision]), f"world {seed}: {change}"

    assert compared > 500
