"""``-o json`` keeps its contract: every key there, of its type, in words that never change."""

from __future__ import annotations

import json
import re

import pytest

from program import SCENARIOS, run, save

STATUS = {"decided", "provisional", "tied", "none-fits", "not-enough-said"}
KINDS = {"fit", "rule", "hop", "lifecycle", "decision", "goal", "idle", "unknown"}
DAY = re.compile(r"\d{4}-\d\d-\d\d")
PLACE = re.compile(r"rules/(services/parcels|decisions)/[a-z]+\.yaml:\d+")

#: Key of the contract -> the types that its value may have.
KEYS = {
    "schema": int,
    "scenario": str,
    "as_of": str,
    "rules": str,
    "status": str,
    "solution": list,
    "hops": list,
    "options": (dict, type(None)),
    "chosen": (list, type(None)),
    "nearest": (dict, type(None)),
    "because": list,
    "ruled_out": list,
    "ties": list,
    "also_raised": list,
    "unused_needs": list,
    "ask_next": (dict, type(None)),
    "flips": list,
    "today": dict,
}


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    save(tmp_path)


def asked(*arguments: str):
    return json.loads(run("recommend", *arguments, "-o", "json").out)


def words(value) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def maybe(value) -> bool:
    return value is None or isinstance(value, str)


def check_reasons(reasons):
    assert isinstance(reasons, list)
    for reason in reasons:
        assert {"kind", "text", "rule", "term", "source", "at"} <= set(reason)
        assert reason["kind"] in KINDS
        assert reason["text"].endswith((".", "?"))
        assert maybe(reason["rule"])
        assert maybe(reason["term"])
        assert maybe(reason["source"])
        assert PLACE.fullmatch(reason["at"]) or reason["kind"] == "decision"


@pytest.mark.parametrize("day", ["old", "today"])
@pytest.mark.parametrize("name", SCENARIOS)
def test_every_key_is_there_and_of_its_type(toy, name, day):
    """Whatever the answer, whoever reads it finds each key, down to the reasons."""
    one = asked(f"{name}.yaml", "--as-of", day)

    for key, types in KEYS.items():
        assert isinstance(one[key], types), key
    assert (one["schema"], one["scenario"], one["rules"]) == (1, name, toy.hash)
    assert one["as_of"] == {"old": "2020-01-01", "today": "2025-01-01"}[day]
    assert one["status"] in STATUS
    for part in one["solution"]:
        assert part["name"] == toy.services[part["service"]].name
        assert words(part["decisions"])
    for hop in one["hops"]:
        assert {"from", "to", "at"} <= set(hop)
        assert hop["possible"] in (True, False, None)
    for option in (one["options"] or {}).values():
        assert option["verdict"] in ("chosen", "fits", "ruled-out")
        check_reasons(option["reasons"])
    assert one["chosen"] is None or words(one["chosen"])
    if one["nearest"]:
        assert words(one["nearest"]["solution"])
        check_reasons(one["nearest"]["misses"])
    check_reasons(one["because"])
    for out in one["ruled_out"]:
        assert out["service"] in toy.services
        check_reasons(out["reasons"])
        assert out["reasons"]
    assert all(words(tie) for tie in one["ties"])
    assert words(one["also_raised"])
    assert words(one["unused_needs"])
    if one["ask_next"]:
        assert one["ask_next"]["term"] in toy.terms
        assert isinstance(one["ask_next"]["asks"], str)
        assert all(words(ids) for ids in one["ask_next"]["splits"].values())
    for flip in one["flips"]:
        assert [term in toy.terms for term in flip["change"]] == [True]
        assert words(flip["solution"])
    today = one["today"]
    assert today["as_of"] == "2025-01-01"
    assert words(today["solution"])
    assert today["chosen"] is None or words(today["chosen"])
    assert isinstance(today["changed_facts"], list)
    assert isinstance(today["differs"], bool)


def test_a_decided_answer():
    """The solution, what speaks for it, and every reason against each of the others."""
    one = asked("decided.yaml")

    assert one["status"] == "decided"
    assert [(part["service"], part["name"], part["decisions"]) for part in one["solution"]] == [
        ("van", "Van", ["delivery"])
    ]
    assert [reason["term"] for reason in one["because"]] == ["load", "reach"]
    assert [(out["service"], len(out["reasons"])) for out in one["ruled_out"]] == [
        ("bicycle", 2),
        ("tarpaulin", 1),
        ("drone", 1),
    ]
    assert (one["options"], one["chosen"], one["nearest"], one["ask_next"]) == (None, None, None, None)
    assert (one["ties"], one["today"]["differs"]) == ([], False)


def test_a_tie():
    """Those that tie, and the question that would break it."""
    one = asked("tie.yaml")

    assert (one["status"], one["ties"]) == ("tied", [["bicycle"], ["van"], ["drone"]])
    assert one["ask_next"]["term"] == "delay"
    assert one["ask_next"]["splits"]["at most 10 min"] == ["drone"]


def test_nothing_fits():
    """No solution, but what comes nearest with what it misses, and the changes that would do."""
    one = asked("none-fits.yaml")

    assert (one["status"], one["solution"], one["because"]) == ("none-fits", [], [])
    assert [reason["term"] for reason in one["nearest"]["misses"]] == ["load"]
    assert {"delay": "at most 4 h"} in [flip["change"] for flip in one["flips"]]


def test_not_enough_is_said():
    """Nothing but the next question."""
    one = asked("not-enough-said.yaml")

    assert (one["status"], one["solution"], one["ruled_out"]) == ("not-enough-said", [], [])
    assert one["ask_next"]["asks"] == "How soon must a parcel arrive?"


def test_a_provisional_answer():
    """What is not known is among the reasons, as what it is."""
    one = asked("provisional.yaml")
    (drone,) = [out for out in one["ruled_out"] if out["service"] == "drone"]

    assert one["status"] == "provisional"
    assert [reason["kind"] for reason in drone["reasons"]] == ["unknown"]


def test_a_question():
    """A verdict and reasons for each option; what is chosen is a list of letters."""
    one = asked("question.yaml")

    assert one["chosen"] == ["B"]
    assert {letter: option["verdict"] for letter, option in one["options"].items()} == {
        "A": "ruled-out",
        "B": "chosen",
        "C": "ruled-out",
        "D": "ruled-out",
    }
    assert all(option["reasons"] for option in one["options"].values())
    assert asked("choose-two.yaml")["chosen"] == ["B", "D"]


def test_a_rule_that_fired():
    """Its id, its term and its place; its sentence is in the text."""
    because = asked("rule.yaml")["because"]
    fired = [(one["rule"], one["term"], one["at"]) for one in because if one["kind"] == "rule"]

    assert fired == [
        ("delivery/glass-needs-shelter", "shelter", "rules/decisions/delivery.yaml:7"),
        ("delivery/shelter-wants-walls", "shelter", "rules/decisions/delivery.yaml:11"),
    ]
    assert because[0]["text"].endswith("Wet cardboard gives way.")


def test_a_changed_answer_of_today():
    """The answer of today, and each fact that has changed, with its source and place."""
    today = asked("changed-today.yaml")["today"]
    (van,) = [fact for fact in today["changed_facts"] if fact["service"] == "van"]

    assert (today["differs"], today["solution"]) == (True, ["van"])
    assert van == {
        "service": "van",
        "term": "delay",
        "was": "4 h",
        "now": "2 h",
        "since": "2024-06-01",
        "source": "https://example.org/van",
        "at": "rules/services/parcels/van.yaml:8",
    }


def test_what_is_left_out_and_what_is_not_looked_at():
    """Decisions that ``decide`` leaves out, and needs that nothing looks at."""
    said = "{decide: [delivery], needs: {load: 101, source: farm}}"
    one = json.loads(run("recommend", "-", "-o", "json", said=said).out)

    assert (one["also_raised"], one["unused_needs"]) == (["keeping"], ["source"])
    assert one["scenario"] == "stdin"


def test_several_decisions_and_the_way_that_data_takes():
    """Parts in the order in which data flows, and the hops between them."""
    said = "{decide: [delivery, keeping], use: [bicycle], needs: {reach: town}}"
    one = json.loads(run("recommend", "-", "-o", "json", said=said).out)

    assert [(part["service"], part["decisions"]) for part in one["solution"]] == [
        ("bicycle", ["delivery"]),
        ("van", []),
        ("depot", ["keeping"]),
    ]
    assert [(hop["from"], hop["to"], hop["possible"]) for hop in one["hops"]] == [
        ("bicycle", "van", True),
        ("van", "depot", True),
    ]


def test_several_files_give_a_list(tmp_path):
    """A folder or more than one file: a list in order, even of one; a single file is no list."""
    save(tmp_path / "one", "decided")
    save(tmp_path / "two", "decided", "tie")

    assert isinstance(asked("decided.yaml"), dict)
    assert [one["scenario"] for one in asked("tie.yaml", "decided.yaml")] == ["tie", "decided"]
    assert [one["scenario"] for one in asked("one")] == ["decided"]
    assert [one["scenario"] for one in asked("two")] == ["decided", "tie"]


def test_each_answer_is_the_same_alone_and_among_others():
    """A list holds what each file alone would have given."""
    assert asked("tie.yaml", "decided.yaml") == [asked("tie.yaml"), asked("decided.yaml")]
