"""advisor coverage: what scenarios exercise, and for the rest why not."""

from __future__ import annotations

import json

import pytest

from advisor.check.coverage import coverage
from advisor.check.reads import reads
from advisor.rulebase.asked import parse
from bank import BANK
from folders import write
from program import run


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {f"scenarios/{name}.yaml": text for name, text in BANK.items()})


def pieces(toy, *texts):
    """Give what scenarios exercise: (owner, name, part) -> the piece."""
    linked = [parse(text.encode(), toy, f"s{n}.yaml", f"s{n}") for n, text in enumerate(texts)]
    return {(one.owner, one.name, one.part, one.at): one for one in coverage(reads(toy, linked)).pieces}


def piece(toy, owner, name, part="", *, texts):
    """Give one piece, the first of that name."""
    return next(one for key, one in pieces(toy, *texts).items() if key[:3] == (owner, name, part))


@pytest.mark.parametrize("columns", [60, 80])
def test_what_is_exercised_is_told_and_the_rest_with_why_not(golden, columns):
    """In all, by decision, and everything that no scenario exercises under the reason."""
    done = run("coverage", "--list", columns=columns)

    golden(f"coverage-{columns}", done.out)
    assert (done.code, done.err) == (0, "")


def test_without_asking_for_it_nothing_is_listed():
    """The sums, the table, and how to see the rest."""
    brief, whole = run("coverage").out, run("coverage", "--list").out

    assert brief.endswith("\n--list names what no scenario exercises, and why not.\n")
    assert brief.partition("\n\n--list")[0] in whole


def test_one_decision_is_told_in_detail():
    """What belongs to it, listed without being asked."""
    out = run("coverage", "--decision", "keeping").out

    assert "100 % (2 of 2) of the conditions" in out
    assert "bicycle" not in out
    assert out.splitlines()[-1].startswith("keeping")


def test_programs_get_every_piece():
    """With the scenarios that exercise it, or why none does."""
    said = json.loads(run("coverage", "-o", "json").out)

    assert said["scenarios"] == len(BANK)
    for kind, word in (
        ("fact", "facts"),
        ("choice", "choices"),
        ("rule", "rules"),
        ("condition", "conditions"),
    ):
        some = [one for one in said["pieces"] if one["kind"] == kind]
        assert said["exercised"][word] == {
            "exercised": sum(bool(one["by"]) for one in some),
            "of": len(some),
        }
        assert all(one["why_not"] for one in some if not one["by"])
        assert all(set(one["by"]) <= set(BANK) for one in some)


HILLS = "decide: [delivery]\nneeds: {reach: hills, load: 9}\n"


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        ((), "no scenario raises delivery"),
        ((HILLS,), "no scenario of delivery states fragile: yes"),
    ],
)
def test_a_rule_that_never_fires_says_which_condition_is_never_met(toy, texts, why):
    """Or that nothing raises its decision."""
    one = piece(toy, "delivery", "delivery/glass-needs-shelter", texts=texts)

    assert (one.by, one.why, one.overruled) == ((), why, False)


def test_a_rule_whose_candidate_is_out_anyway_is_overruled(toy):
    """It fires, and the van is struck by its delay already."""
    late = "decide: [delivery]\nneeds: {arrival: at-night, delay: 1 h}\n"
    one = piece(toy, "delivery", "delivery/no-van-at-night", texts=[late])
    free = piece(toy, "delivery", "delivery/no-van-at-night", texts=[late, late.replace("1 h", "9 h")])

    assert (one.by, one.overruled) == (("s0",), True)
    assert one.why == "wherever it fires, van is ruled out already, or no option"
    assert (free.by, free.overruled, free.why) == (("s0", "s1"), False, "")


def test_rules_that_decide_nothing_are_counted(tmp_path):
    """With why, under a reason of their own."""
    write(tmp_path, {"late.yaml": "decide: [delivery]\nneeds: {arrival: at-night, delay: 1 h}\n"})
    out = " ".join(run("coverage", "late.yaml", "--list").out.split())

    assert "1 rule fires and decides nothing: all is decided already." in out
    assert (
        "Wherever it fires, van is ruled out already, or no option:"
        " rules/decisions/delivery.yaml:15: delivery/no-van-at-night"
    ) in out


def test_a_rule_that_needs_what_is_needed_already_is_overruled(toy):
    """Shelter is stated, so that glass adds nothing."""
    said = "decide: [delivery]\nneeds: {fragile: yes, shelter: yes}\n"

    assert piece(toy, "delivery", "delivery/glass-needs-shelter", texts=[said]).overruled
    alone = [said.replace(", shelter: yes", "")]
    assert not piece(toy, "delivery", "delivery/glass-needs-shelter", texts=alone).overruled


def test_entries_of_a_fact_count_by_day_and_by_case(toy):
    """Three entries of the van's delay: long ago, the new road, and in the hills."""
    said = ["decide: [delivery]\nneeds: {delay: 5 h, reach: town}\n"]
    found = [one for key, one in pieces(toy, *said).items() if key[:3] == ("van", "delay", "")]

    assert [(one.by, one.why) for one in found if one.by] == [(("s0",), "")]
    assert {one.why for one in found if not one.by} == {
        "no scenario of delivery is asked for a day from 2024-06-01 on",
        "no scenario of delivery states both reach: hills and delay",
    }


def test_choices_count_one_by_one(toy):
    """What is needed is exercised, offered or denied; a term that nobody states is not."""
    assert piece(toy, "bicycle", "reach", "not hills", texts=[HILLS]).by == ("s0",)
    assert piece(toy, "van", "reach", "hills", texts=[HILLS]).by == ("s0",)
    assert (
        piece(toy, "van", "reach", "town", texts=[HILLS]).why == "no scenario of delivery needs reach: town"
    )
    assert piece(toy, "bicycle", "shelter", texts=[HILLS]).why == "no scenario of delivery states shelter"


def test_a_fact_that_only_a_goal_reads_is_read(toy):
    """Candidates are ranked on it."""
    assert piece(toy, "van", "upkeep", texts=[HILLS]).why == "no scenario of delivery states upkeep"
    assert piece(toy, "van", "upkeep", texts=[HILLS + "minimise: [upkeep]\n"]).by == ("s0",)


def test_a_choice_by_which_data_passes_is_read(toy):
    """The bicycle hands parcels to the van, in an option that names both."""
    said = HILLS + "options: {A: [bicycle, van], B: drone}\n"

    assert piece(toy, "bicycle", "destination", "van", texts=[said]).by == ("s0",)


def test_what_no_option_names_is_not_exercised(toy):
    """A question shows nothing of other candidates."""
    said = HILLS + "options: {A: van, B: drone}\n"

    assert (
        piece(toy, "bicycle", "load", texts=[said]).why == "no scenario that asks about load looks at bicycle"
    )


def test_what_is_said_to_be_not_known_is_read_where_it_is_needed(toy):
    """Nobody says whether the drone keeps parcels dry, and a scenario needs that."""
    said = "decide: [delivery]\nneeds: {shelter: yes}\n"

    assert piece(toy, "drone", "shelter", texts=[said]).by == ("s0",)


def test_a_service_alone_goes_with_mutants():
    """Exit code 2."""
    done = run("coverage", "--service", "van")

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("advisor: --service goes with --mutants\n")
