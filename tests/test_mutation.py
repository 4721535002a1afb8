"""The mutation score: every falsehood, tried where it could be seen, against trying it everywhere."""

from __future__ import annotations

import json
import random
import subprocess

import pytest

from advisor.check.altered import changed
from advisor.check.mutants import mutants, statements
from advisor.check.reads import reads
from advisor.check.seen import seen
from advisor.check.trial import noticed, noticed_change
from advisor.errors import AdvisorError
from advisor.recommend.advise import answer
from advisor.recommend.case import case
from advisor.rulebase.asked import parse, read
from bank import BANK
from program import command, environment, run
from test_scenarios import FILES


def linked(base, bank=BANK):
    """Read a bank of scenarios."""
    return [parse(text.encode(), base, f"{name}.yaml", name) for name, text in bank.items()]


def differs_anywhere(found, change):
    """Whether any scenario at all looks otherwise under a change, with nothing kept and nothing left out."""
    base = changed(found.base, change)
    try:
        now = (seen(answer(case(base, one.scenario, one.day))) for one in found.cases)
        return any(one != then for one, then in zip(now, found.seen, strict=True))
    except AdvisorError:
        return True


def all_mutants(found):
    """Give every mutant of every statement."""
    return [mutant for one in statements(found) for mutant in mutants(found, one)]


def test_what_is_tried_where_it_could_be_seen_is_tried_everywhere(toy):
    """Each change of each mutant of the toy rules: the index leaves out no scenario that would notice."""
    found = reads(toy, linked(toy))
    changes = [change for mutant in all_mutants(found) for change in mutant.changes]
    results = [noticed_change(found, change) is not None for change in changes]

    assert results == [differs_anywhere(found, change) for change in changes]
    assert 0 < sum(results) < len(results)


def test_what_is_forgotten_on_the_way_changes_nothing(toy, monkeypatch):
    """Compiled decisions are kept up to a number; with one alone all comes out as with many."""
    found = reads(toy._replace(memo={}), linked(toy))
    many = [noticed(found, one) for one in all_mutants(found)]
    monkeypatch.setattr("advisor.engine.programs._KEPT", 1)
    found = reads(toy._replace(memo={}), linked(toy))

    assert [noticed(found, one) for one in all_mutants(found)] == many


def test_a_bank_of_one_leaves_out_no_more(toy):
    """Each scenario alone, so that none hides behind another."""
    for name in ("at-night", "farm-to-locker", "through-the-depot", "choose-two", "later"):
        found = reads(toy, linked(toy, {name: BANK[name]}))
        for mutant in all_mutants(found):
            for change in mutant.changes:
                said = noticed_change(found, change) is not None
                assert said == differs_anywhere(found, change), (name, mutant.statement, mutant.text)


@pytest.mark.parametrize("seed", range(2))
def test_on_the_packaged_rules_too(packaged, seed):
    """A few mutants by chance, on a few scenarios by chance."""
    chance = random.Random(seed)
    found = reads(packaged, [read(file, packaged) for file in chance.sample(FILES, 12)])
    some = [one for one in statements(found) if one.kind == "rule" or found.roles.get(one.owner)]
    asked = [one for one in some if one.kind == "rule" or list(found.about(one.owner, one.name))]
    for one in chance.sample(asked, 8):
        for mutant in mutants(found, one):
            said = noticed_change(found, mutant.changes[0]) is not None
            assert said == differs_anywhere(found, mutant.changes[0]), (one, mutant.text)


def by(bank, toy, owner, name):
    """Give the mutants of a fact or a rule with the scenario that notices each, or None."""
    found = reads(toy, linked(toy, bank))
    told = {}
    for one in statements(found):
        if (one.owner, one.name) == (owner, name):
            for mutant in mutants(found, one):
                hits = [noticed_change(found, change) for change in mutant.changes]
                hit = next((number for number in hits if number is not None), None)
                told[mutant.text] = None if hit is None else list(bank)[hit]
    return told


def test_an_amount_is_pushed_past_the_bounds_that_are_stated(toy):
    """What keeps a bound is made to break it; where no bound lies on a side, nothing is noticed there."""
    bank = {"heavy": "decide: [delivery]\nneeds: {load: 4, reach: town}\n"}

    assert by(bank, toy, "bicycle", "load") == {"5 → twice that": None, "5 → under 4": "heavy"}


def test_a_level_is_moved_both_ways(toy):
    """Up is seen where somebody asks for less, down where a goal ranks it."""
    bank = {"clean": "decide: [delivery]\nneeds: {upkeep: low, reach: town}\n"}

    assert by(bank, toy, "bicycle", "upkeep") == {"low → high": "clean", "low → none": None}


def test_choices_are_left_out_added_and_turned(toy):
    """Each one alone; a 'not' is turned into an offer, and where data flows it is also passed over."""
    bank = {"hills": "decide: [delivery]\nneeds: {reach: hills}\n"}

    assert by(bank, toy, "bicycle", "reach") == {
        "town left out": None,
        "hills offered, though a 'not' says otherwise": "hills",
        "every other choice offered too": None,
    }


def test_a_day_is_moved_to_the_other_side_of_those_that_are_asked_about(toy):
    """The bridge of 2023 is held from both sides by an older and a later scenario."""
    then = "decide: [delivery]\nneeds: {reach: island, load: 9}\n"
    bank = {"then": then, "now": "as_of: 2023-06-01\n" + then}

    assert by(bank, toy, "van", "reach") == {
        "town left out": None,
        "hills left out": None,
        "every other choice offered too": "then",
        "island not added": "now",
        "reach of 2023-01-01 holds since 2020-01-01": "then",
        "reach of 2023-01-01 holds only since 2023-06-02": "now",
    }


def test_a_rule_is_left_out_and_turned_round(toy):
    """A rule that fires is noticed; one that nothing raises is not."""
    told = by(BANK, toy, "delivery", "delivery/no-van-at-night")

    assert told == {"the rule left out": "at-night", "exclude van → prefer": "at-night"}
    assert set(by({"tie": BANK["tie"]}, toy, "delivery", "delivery/no-van-at-night").values()) == {None}


def test_an_amount_that_is_only_quoted_is_not_noticed(toy):
    """The sentence says another number, and yet no verdict is another."""
    bank = {"load": "decide: [delivery]\nneeds: {delay: at most 6 h, load: 80}\n"}
    found = reads(toy, linked(toy, bank))
    van = next(one for one in statements(found) if (one.owner, one.name) == ("van", "delay"))
    up, down = mutants(found, van)[:2]

    assert (noticed_change(found, up.changes[0]), noticed_change(found, down.changes[0])) == (0, None)


@pytest.fixture(autouse=True)
def shelf(tmp_path, monkeypatch):
    """A folder of scenarios to run the program on."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenarios").mkdir()
    for name, text in BANK.items():
        (tmp_path / "scenarios" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("columns", [60, 80])
def test_the_score_is_told_with_what_is_wanted(golden, columns):
    """In all, by decision, and every fact and rule that nothing notices under the scenario that would."""
    done = run("coverage", "--mutants", "--list", columns=columns)

    golden(f"mutants-{columns}", done.out)
    assert (done.code, done.err) == (0, "")


def test_each_single_falsehood_is_listed_on_demand():
    """Those of facts and rules that are noticed otherwise, too."""
    out = " ".join(run("coverage", "--mutants", "--service", "bicycle", "--each").out.split())

    assert "Noticed in part, but not these falsehoods: " in out
    assert "bicycle load (5 → half of that)" in out


def test_a_service_without_a_candidacy_has_nothing_of_rules():
    """The sum speaks of what there is."""
    out = run("coverage", "--mutants", "--service", "depot").out

    assert "of the facts.\n" in out
    assert "rules" not in out.partition("decision")[0]


def test_the_score_for_programs_holds_every_mutant():
    """Each with the scenario that notices it; the counts are their sums."""
    said = json.loads(run("coverage", "--mutants", "-o", "json").out)
    made = [one for statement in said["statements"] for one in statement["mutants"]]

    assert said["schema"] == 1
    assert said["scenarios"] == len(BANK)
    assert said["mutants"] == {"noticed": sum(one["noticed_by"] is not None for one in made), "of": len(made)}
    assert {one["noticed_by"] for one in made} <= {*BANK, None}
    assert all((one["wanted"] is None) == one["noticed"] for one in said["statements"])


def test_the_score_of_one_decision_or_one_service():
    """Only what belongs to it, the service by any of its names."""
    service = json.loads(run("coverage", "--mutants", "--service", "push bike", "-o", "json").out)
    decision = json.loads(run("coverage", "--mutants", "--decision", "keeping", "-o", "json").out)

    assert {one["of"] for one in service["statements"]} == {"bicycle"}
    assert [(one["of"], one["name"]) for one in decision["statements"]] == [("depot", "shelter")]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--decision", "delivry"], "--decision: unknown decision 'delivry'\n  did you mean 'delivery'?\n"),
        (["--service", "vann"], "--service: unknown service 'vann'\n  did you mean 'van'?\n"),
    ],
)
def test_a_word_that_is_none_is_told_with_the_nearest(words, told):
    """Exit code 2."""
    assert run("coverage", "--mutants", *words) == (2, "", told)


def test_a_scenario_that_cannot_be_read_is_told(shelf):
    """Exit code 2, with its place; a score without it would be another."""
    (shelf / "scenarios" / "bad.yaml").write_text("needs: {dealy: 1 h}\n", encoding="utf-8")
    done = run("coverage", "--mutants")

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("scenarios/bad.yaml:1:9: ")


def test_the_score_is_the_same_on_all_cores():
    """Statements are shared out among processes; the sum does not depend on how."""
    many = "from advisor.cli import covering\ncovering._WORTH_IT, covering._CHUNK = 2, 3\ncovering.cores = lambda: 2"
    told = [
        subprocess.run(
            command("coverage", "--mutants", "--list", before=one),
            capture_output=True,
            env=environment(),
            check=True,
            timeout=60,
        ).stdout
        for one in ("", many)
    ]

    assert told[0] == told[1]
    assert b"delivery/no-van-at-night" not in told[0]
