"""advisor why-not: which conditions of a rule a scenario does not meet, and what is given instead."""

from __future__ import annotations

import json

import pytest

from advisor.check.whynot import why_not
from advisor.recommend.case import case
from advisor.rulebase.asked import parse, read
from bank import BANK
from folders import laid, write
from program import run
from test_scenarios import FILES

SAID = {
    "calm": "decide: [delivery]\nneeds: {reach: town, fragile: no}\n",
    "glass": "decide: [delivery]\nneeds: {fragile: yes}\n",
    "night": "decide: [delivery]\nneeds: {arrival: at-night, delay: at most 1 h}\n",
    "option": "decide: [delivery]\nneeds: {arrival: at-night}\noptions: {A: drone, B: bicycle}\n",
    "store": "needs: {load: 9, reach: town}\n",
    "left-out": "decide: [keeping]\nneeds: {arrival: all-day, shelter: yes}\n",
    "dry": "decide: [delivery]\nneeds: {fragile: yes, shelter: yes}\n",
}


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {f"{name}.yaml": text for name, text in SAID.items()})


def told(name, *words):
    """Ask, and give what is told."""
    done = run("why-not", f"{name}.yaml", *words)
    assert (done.code, done.err) == (0, "")
    return done.out


def test_the_condition_that_fails_is_told_with_what_is_given():
    """As it is stated, with its place; the rule by its short id."""
    assert told("calm", "glass-needs-shelter") == (
        "delivery/glass-needs-shelter did not fire: its condition fails.\n"
        "  FAILS fragile: yes; stated is no (calm.yaml:2)\n"
        "  It would conclude: need shelter: yes.\n"
        "  rules/decisions/delivery.yaml:7\n"
    )


def test_what_nothing_states_is_told():
    """A condition on a term that nobody has said anything about."""
    assert "  FAILS arrival: at-night; not stated\n" in told("calm", "delivery/no-van-at-night")


def test_a_rule_that_fired_says_what_it_matched_and_what_came_of_it():
    """Its conclusion counts."""
    out = told("glass", "glass-needs-shelter")

    assert out.startswith("delivery/glass-needs-shelter fired.\n  holds fragile: yes; stated is yes (glass")
    assert "  need shelter: yes: it counts.\n" in out


def test_a_need_that_another_rule_concluded_is_told_with_that_rule():
    """Shelter is not stated: it follows from glass."""
    out = told("glass", "shelter-wants-walls")

    assert "holds shelter: yes; concluded by delivery/glass-needs-shelter is yes" in " ".join(out.split())


@pytest.mark.parametrize(
    ("name", "rule", "why"),
    [
        (
            "night",
            "no-van-at-night",
            "exclude Van: decides nothing, since it is out already. Van: delay is 4 h, but at most 1 h is needed.",
        ),
        ("option", "no-van-at-night", "exclude Van: decides nothing, since no option names it."),
        (
            "dry",
            "glass-needs-shelter",
            "need shelter: yes: decides nothing, since yes is needed by the scenario.",
        ),
    ],
)
def test_a_rule_that_fired_without_effect_says_why(name, rule, why):
    """What it speaks of is out already, is no option, or is needed anyway."""
    assert why in " ".join(told(name, rule).split())


def test_a_decision_that_nothing_raises_says_what_would():
    """The rule does not fire since its decision is not decided; each way to raise it is told."""
    out = told("store", "delivery/no-van-at-night")

    assert "delivery is not decided here, nothing raises it; and its condition fails." in " ".join(
        out.split()
    )
    assert "  What raises delivery:\n    FAILS arrival: all-day; not stated\n" in out


def test_a_decision_that_is_left_out_says_so():
    """The needs raise it, and the scenario decides something else; the rule would fire."""
    out = " ".join(told("left-out", "shelter-wants-walls").split())

    assert "did not fire: delivery is not decided here, the scenario's 'decide' leaves it out" in out
    assert "the rule would fire if it were." in out


def test_all_rules_of_a_decision_that_did_not_fire():
    """Those that fired are left out."""
    out = told("glass", "--decision", "delivery")

    assert [line for line in out.splitlines() if line.startswith("delivery/")] == [
        "delivery/no-van-at-night did not fire: its condition fails."
    ]
    assert told("left-out", "--decision", "keeping") == "All rules of keeping fired.\n"


def test_programs_get_the_same():
    """Every condition with what was expected and what was given."""
    said = json.loads(told("calm", "glass-needs-shelter", "shelter-wants-walls", "-o", "json"))
    first, second = said["answers"]

    assert (said["scenario"], said["as_of"]) == ("calm", "2020-01-01")
    assert (first["fired"], second["rule"]) == (False, "delivery/shelter-wants-walls")
    assert first["conditions"] == [
        {
            "term": "fragile",
            "expected": "yes",
            "given": "no",
            "concluded_by": None,
            "at": "calm.yaml:2",
            "holds": False,
            "note": None,
        }
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["glas-needs-shelter"],
            "rules: unknown rule 'glas-needs-shelter'\n  did you mean 'glass-needs-shelter'?\n",
        ),
        (
            ["delivery/x"],
            "rules: unknown rule 'delivery/x'\n  'advisor decisions ID' lists the rules of a decision\n",
        ),
        (["--decision", "delivry"], "--decision: unknown decision 'delivry'\n  did you mean 'delivery'?\n"),
    ],
)
def test_a_word_that_is_none_is_told_with_the_nearest(words, said):
    """Exit code 2."""
    assert run("why-not", "calm.yaml", *words) == (2, "", said)


def test_a_short_id_that_two_rules_have_is_not_guessed(tmp_path):
    """Both are named."""
    over = "rules:\n  no-van-at-night:\n    when: {arrival: at-night}\n    then: {prefer: [depot]}\n    because: So.\n"
    write(tmp_path, {"over/decisions/keeping.yaml": over})

    told = (
        "rules: several rules are called 'no-van-at-night'\n"
        "  say which: 'delivery/no-van-at-night' or 'keeping/no-van-at-night'\n"
    )
    assert run("why-not", "calm.yaml", "no-van-at-night", "--rules", "over") == (2, "", told)


def test_neither_or_both_of_rules_and_decision_is_told():
    """Exit code 2."""
    for words in ((), ("glass-needs-shelter", "--decision", "delivery")):
        done = run("why-not", "calm.yaml", *words)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("advisor: name rules, or a decision with --decision\n")


def test_a_need_for_any_of_several_and_a_not_are_explained(tmp_path):
    """Neither is what a reader may take it for."""
    rules = (
        "rules:\n"
        "  up:\n    when: {reach: hills}\n    then: {prefer: [van]}\n    because: So.\n"
        "  flat:\n    when: {source: not farm}\n    then: {prefer: [bicycle]}\n    because: So.\n"
    )
    base = laid(tmp_path, {"decisions/delivery.yaml": rules})
    scenario = parse(b"decide: [delivery]\nneeds:\n  reach: any of hills, island\n", base, "s", "s")
    judged = case(base, scenario, base.day(None))
    notes = {rule.id: why_not(judged, rule).tests[0].note for rule in base.decisions["delivery"].rules}

    assert notes["delivery/up"] == "a need for any of several leaves open which"
    assert notes["delivery/flat"] == "'not' holds only where the term is stated"


def test_rules_fire_where_all_their_conditions_hold(packaged, toy):
    """Asking the engine for each condition alone and for the rule as a whole comes to the same."""
    some = [(packaged, read(file, packaged)) for file in FILES[::25]]
    some += [(toy, parse(text.encode(), toy, "s", "s")) for text in (*BANK.values(), *SAID.values())]
    for base, scenario in some:
        judged = case(base, scenario, base.day(scenario.as_of))
        for decision in judged.boards:
            for rule in base.decisions[decision].rules:
                one = why_not(judged, rule)
                assert one.fired == all(test.holds for test in one.tests), (scenario.id, rule.id)
