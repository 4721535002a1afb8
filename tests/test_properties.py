"""What holds of every answer, whatever the rules say: on the toy rule base and on generated ones."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import pytest

from advisor.recommend.advise import recommend
from advisor.recommend.case import case
from advisor.recommend.compose import MAX_TIES
from advisor.recommend.result import Recommendation
from advisor.render.json import document
from advisor.rulebase.asked import parse
from generated import LIMITS, TOLD, asked, base, linked, need, question, scenario, shuffled, world

SEEDS = 20

TOY = [
    {"needs": {"arrival": "all-day", "load": "80", "reach": "hills"}},
    {"decide": ["delivery"], "needs": {"fragile": "yes", "delay": "at most 5 h"}},
    {"decide": ["delivery"], "needs": {"reach": "town"}, "minimise": ["upkeep"]},
    {"decide": ["delivery", "keeping"], "use": ["bicycle"], "needs": {"reach": "town"}},
    {"needs": {"arrival": "all-day", "load": "101"}, "maximise": ["shelter"], "existing": ["van", "depot"]},
    {
        "decide": ["delivery"],
        "needs": {"reach": "town", "delay": "5 h"},
        "options": {"A": ["bicycle", "tarpaulin"], "B": "van", "C": [{"drone": {"load": "9"}}]},
    },
]


def drawn(seed: int) -> list[dict]:
    """Scenarios for a generated rule base, every third a question."""
    rules, _ = base(seed, hops=seed % 2 == 1)
    return [(question if n % 3 == 2 else scenario)(seed * 100 + n, rules) for n in range(6)]


def said(one: Recommendation) -> dict:
    """The answer without the order of its parts, and without what one of several equals is taken for."""
    tied = one.status == "tied"
    sets = ("reach", "skill", "source", "destination")
    return {
        "status": one.status,
        "decisions": {*one.decisions, *one.also_raised},
        "solution": None if tied else {*one.services},
        "ties": {frozenset(parts) for parts in one.ties} if len(one.ties) < MAX_TIES else None,
        "chosen": (one.chosen, one.tied_options),
        "unused": {*one.unused_needs},
        "verdicts": {letter: option.verdict for letter, option in (one.options or {}).items()},
        "against": {
            (out.decision, out.service, reason.kind, reason.rule or reason.term)
            for out in one.ruled_out
            if out.struck and not tied
            for reason in out.reasons
        },
        "flips": {
            (*next(iter(flip.change.items())), frozenset(flip.solution), flip.decision)
            for flip in one.flips
            if next(iter(flip.change)) not in sets
        },
        "today": (one.today.status, one.today.status == "tied" or {*one.today.solution}, one.today.chosen),
    }


def test_the_order_of_keys_in_a_scenario_changes_nothing(toy):
    """A map is "and": needs, decisions and services may be named in any order."""
    rnd = random.Random(1)
    for text in TOY:
        one = parse(json.dumps(text).encode(), toy, "scenario.yaml", "scenario")
        for _ in range(5):
            other = json.dumps(shuffled(rnd, text)).encode()

            assert said(recommend(toy, parse(other, toy, "scenario.yaml", "scenario"))) == said(
                recommend(toy, one)
            ), other


@pytest.mark.parametrize("part", range(4))
def test_the_order_of_keys_in_rule_files_changes_nothing(part, tmp_path):
    """Facts, rules, conditions, candidates and the keys of scenarios may stand in any order."""
    for seed in range(part, 3 * SEEDS, 4):
        rnd = random.Random(seed)
        rules, known = base(seed, hops=seed % 2 == 1)
        other = linked(shuffled(rnd, rules), tmp_path / str(seed))
        for text in drawn(seed):
            mixed = shuffled(rnd, text)

            assert said(recommend(other, asked(mixed, other))) == said(
                recommend(known, asked(text, known))
            ), f"world {seed}: {text}"


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_further_need_never_brings_a_struck_candidate_back(seed):
    """Where no rule looks at the term, what is asked besides can only strike more."""
    rules, known = base(seed, hops=seed % 2 == 1)
    rnd = random.Random(seed)
    for text in drawn(seed):
        decide = text.setdefault("decide", list(rules["decisions"])[:2])
        tested = {
            term
            for one in decide
            for rule in rules["decisions"][one]["rules"].values()
            for term in rule["when"]
        }
        tested |= {
            term
            for service in rules["services"].values()
            for entries in service["facts"].values()
            for entry in entries
            for term in entry.get("when", ())
        }
        before = case(known, asked(text, known), known.day(text.get("as_of")))
        stated = {*text["needs"]}.union(*(one for one in text["needs"].values() if isinstance(one, dict)))
        for term in [one for one in TOLD if one not in tested | stated]:
            further = need(rnd, term, sets_not=False).removeprefix("any of ").split(", ")[0]
            more = {**text, "needs": {**text["needs"], term: further}}
            after = case(known, asked(more, known), before.day)
            for decision, board in before.boards.items():
                struck = {name for name, one in board.standings.items() if one.struck}
                now = {name for name, one in after.boards[decision].standings.items() if one.struck}

                assert struck <= now, f"world {seed}: {text} and {term}: {further}"


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_further_need_of_the_whole_never_makes_a_decision_ask_less(seed):
    """What a decision asks of its own parts stays asked when the whole scenario asks for it too."""
    _, known = base(seed, hops=seed % 2 == 1)
    for text in drawn(seed):
        if "decide" not in text or "options" in text:
            continue
        for term, more in (("grade", "fine"), ("shelter", "yes")):
            if term in text["needs"]:
                continue
            one = recommend(known, asked(text, known), flips=False)
            further = {**text, "needs": {**text["needs"], term: more}}
            two = recommend(known, asked(further, known), flips=False)

            if one.status == "none-fits":
                assert two.status == "none-fits", f"world {seed}: {text} and {term}: {more}"


@pytest.mark.parametrize("seed", range(SEEDS))
def test_what_is_there_already_is_never_struck_for_it(seed):
    """Adding ``existing`` may open what is closed to new customers, and strikes nothing."""
    rules, known = base(seed, hops=seed % 2 == 1)
    for text in drawn(seed):
        before = case(known, asked(text, known), known.day(text.get("as_of")))
        for name in rules["services"]:
            after = case(
                known, asked({**text, "existing": [*text.get("existing", ()), name]}, known), before.day
            )
            for decision, board in after.boards.items():
                struck = {one for one, standing in board.standings.items() if standing.struck}
                was = {one for one, standing in before.boards[decision].standings.items() if standing.struck}

                assert struck <= was, f"world {seed}: {text} and {name}"


@pytest.mark.parametrize("seed", range(SEEDS))
def test_nothing_said_is_never_an_answer(seed):
    """Without a need or a goal nothing is recommended, whatever is to be decided."""
    rules, known = base(seed)
    for text in ({}, *({"decide": [one]} for one in rules["decisions"]), {"existing": ["s0"]}):
        one = recommend(known, asked(text, known))

        assert (one.status, one.solution, one.flips) == ("not-enough-said", (), ()), text


@pytest.mark.parametrize("seed", range(SEEDS))
def test_the_answer_is_the_same_whether_flips_are_looked_for_or_not(seed):
    """A bare answer compiles less, asks the same engine and comes to the same."""
    _, known = base(seed, hops=seed % 2 == 1)
    for text in drawn(seed):
        bare = recommend(known, asked(text, known), flips=False)
        full = recommend(known, asked(text, known))._replace(flips=())
        options = full.options and {letter: one._replace(edit=None) for letter, one in full.options.items()}

        assert said(full) == said(bare), f"world {seed}: {text}"
        assert full._replace(options=options) == bare._replace(options=bare.options), f"world {seed}: {text}"


@pytest.mark.parametrize("seed", range(SEEDS))
def test_each_flip_is_one(seed):
    """Another solution than the answer, and the scenario so changed has it for its answer."""
    _, known = base(seed, hops=seed % 2 == 1)
    for text in drawn(seed):
        one = recommend(known, asked(text, known))
        for flip in one.flips:
            assert {*flip.solution} != {*(one.chosen or one.services)}, f"world {seed}: {text}"
            assert flip.solution, f"world {seed}: {text}"


@pytest.mark.parametrize("seed", range(SEEDS))
def test_rules_that_go_in_circles_come_to_an_end(seed, tmp_path):
    """Rules may conclude what they look at: the answer comes, and is the same when asked again."""
    rules = world(1000 + seed, ordered=False)
    known, again = linked(rules, tmp_path / "one"), linked(rules, tmp_path / "two")
    for number in range(6):
        text = scenario(seed * 100 + number, rules)
        one = document(recommend(known, asked(text, known)))

        assert one == document(recommend(again, asked(text, again))), f"world {1000 + seed}: {text}"


def test_the_same_input_gives_the_same_bytes_under_any_hash_seed():
    """Nothing in the JSON depends on the order of sets, and a second time gives the same."""
    code = textwrap.dedent(
        """
        import json
        from advisor.recommend.advise import recommend
        from advisor.render.json import document
        from generated import asked, base, question, scenario
        for seed in range(12):
            rules, known = base(seed, hops=seed % 2 == 1)
            for number in range(6):
                make = question if number % 3 == 2 else scenario
                one = asked(make(seed * 100 + number, rules), known)
                first = json.dumps(document(recommend(known, one)))
                assert first == json.dumps(document(recommend(known, one)))
                print(first)
        """
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=Path(__file__).parent,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }

    assert len(outputs) == 1
    assert outputs.pop().count(b"\n") == 72


def test_worlds_are_the_same_for_a_seed():
    """The generator depends on its seed alone, and what it writes is read without a problem."""
    with tempfile.TemporaryDirectory() as folder:
        rules = world(3, hops=True)

        assert rules == world(3, hops=True)
        assert len(linked(rules, Path(folder)).decisions) == len(rules["decisions"])
        assert {*LIMITS} <= {*rules["vocabulary"]}
