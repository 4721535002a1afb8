"""Questions are proved before they are shown, and what separates their options is what is remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

import questions
from advisor.drill.bank import face, keep, load, proved, question
from advisor.drill.difference import AGAIN, GOOD, Shown, difference, reviews
from advisor.drill.question import explain
from program import process

ROOT = Path(__file__).parent.parent


@pytest.fixture
def bank(toy, tmp_path):
    """The toy questions."""
    return load(toy, [questions.save(tmp_path / "bank")])


def test_every_question_that_comes_with_the_program_is_proved(packaged):
    """Exactly the keyed options are chosen, decided, and every other option has a reason and a difference."""
    bank = load(packaged)
    signs = [proved(bank, id_) for id_ in bank.signs]

    assert {one.id: one.problems for one in signs if one.problems} == {}
    assert len(signs) > 150
    for sign in signs:
        one = face(bank, sign.id)
        assert len(one.keyed) == sign.choose
        assert set(one.table) == set(one.texts) - set(one.keyed)
        assert all(one.table.values()), sign.id


BAD = {
    "key": (questions.WRONG_KEY, "its key is A, and the engine chooses C"),
    "no text": (questions.QUESTIONS["ring"].replace("text:", "#").replace("words:", "#"), "it has no text"),
    "twins": (
        questions.QUESTIONS["ring"].replace("B: van", "B: van, D: van"),
        "options B and D read the same",
    ),
    "tie": (
        "text: What?\ndecide: [delivery]\nneeds: {reach: town}\noptions: {A: bicycle, B: drone}\nanswer: A\n",
        "its answer is tied, not decided",
    ),
}
"""What is wrong with a question -> its file, and what is told."""


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_proved_is_told_and_never_shown(toy, tmp_path, name):
    """A key that is wrong, a choice that is none: the check says so."""
    text, problem = BAD[name]
    if name == "no text":
        text = "\n".join(line for line in text.splitlines() if not line.startswith(("#", "  "))) + "\n"
    (tmp_path / "bad.yaml").write_text(text, encoding="utf-8")
    bank = load(toy, [tmp_path])

    assert problem in proved(bank, "bad").problems
    assert face(bank, "bad").table == {}


def test_each_reason_names_the_words_of_the_story_that_it_hangs_on(bank):
    """By the need it is about, a goal's phrase included."""
    found = explain(question(bank, "hills"))

    assert [(one.reason.term, one.words) for one in found.options["A"].grounds] == [
        ("load", ("80 parcels",)),
        ("reach", ("into the hills",)),
    ]
    assert [one.words for one in found.options["B"].grounds if one.reason.kind == "goal"] == [
        ("little upkeep",)
    ]


def test_what_a_rule_concludes_hangs_on_the_words_behind_the_rule(toy, tmp_path):
    """Back through the chain of rules to what the story states."""
    text = (
        questions.QUESTIONS["rain"]
        .replace("shelter: yes", "fragile: yes")
        .replace("shelter: must", "fragile: must")
    )
    (tmp_path / "glass.yaml").write_text(text, encoding="utf-8")
    found = explain(question(load(toy, [tmp_path]), "glass"))

    (ground,) = found.options["A"].grounds
    assert (ground.reason.term, ground.reason.by) == ("shelter", "delivery/glass-needs-shelter")
    assert ground.words == ("must stay dry",)


def test_a_wrong_option_says_what_would_make_it_right(bank):
    """The smallest change of one need."""
    found = explain(question(bank, "rain"))

    assert found.options["A"].edit.change == {"shelter": "no"}
    assert found.options["B"].edit is None


def test_a_difference_is_the_keyed_candidate_against_the_one_a_reason_speaks_of(bank):
    """Decision, term, and the two candidates; the part that answers the same decision stands against it."""
    assert face(bank, "ring").table == {
        "A": (Shown("delivery|delay|bicycle|drone", "drone", "bicycle", "https://example.org/bicycle"),),
        "B": (Shown("delivery|delay|drone|van", "drone", "van", "https://example.org/van"),),
    }
    assert face(bank, "rain").table["A"] == (
        Shown("delivery|shelter|bicycle|tarpaulin", "tarpaulin", "bicycle", "https://example.org/bicycle"),
    )
    assert {difference(one.key).one for one in face(bank, "two").table["C"]} == {"drone"}
    assert {one.right for one in face(bank, "two").table["C"]} == {"van"}


def test_a_wrong_answer_forgets_what_speaks_against_the_option_taken(bank):
    """All of it, and nothing of the options that were not taken."""
    one = face(bank, "hills")
    found = reviews(one.table, one.keyed, "A")

    assert {(each.difference, each.rating) for each in found} == {
        ("delivery|load|bicycle|van", AGAIN),
        ("delivery|reach|bicycle|van", AGAIN),
    }
    assert {(each.meant, each.took) for each in found} == {("van", "bicycle")}


def test_a_right_answer_counts_where_one_reason_alone_told_the_options_apart(bank):
    """Or where the question was asked for the difference's sake; a guess counts as not known."""
    one = face(bank, "hills")
    asked = frozenset({"delivery|reach|bicycle|van"})

    assert [(each.difference, each.rating) for each in reviews(one.table, "B", "B")] == [
        ("delivery|load|drone|van", GOOD)
    ]
    assert {each.difference for each in reviews(one.table, "B", "B", asked_for=asked)} == {
        "delivery|load|drone|van",
        "delivery|reach|bicycle|van",
    }
    assert [each.rating for each in reviews(one.table, "B", "B", guessed=True)] == [AGAIN]


def test_what_is_known_is_kept_by_content(toy, tmp_path):
    """A second run proves nothing again; a file that has changed is proved anew."""
    folder = questions.save(tmp_path / "bank")
    first = load(toy, [folder], tmp_path / "kept")
    seen = {id_: (proved(first, id_), face(first, id_)) for id_ in first.signs}
    keep(first)
    again = load(toy, [folder], tmp_path / "kept")
    (folder / "ring.yaml").write_text(questions.WRONG_KEY, encoding="utf-8")
    changed = load(toy, [folder], tmp_path / "kept")

    assert {id_: (again.signs[id_], face(again, id_)) for id_ in again.signs} == seen
    assert again.next_unproved() is None
    assert changed.next_unproved() == "ring"
    assert proved(changed, "ring").problems


def test_folders_that_look_as_they_did_are_not_read_again(toy, tmp_path, monkeypatch):
    """And whatever is written to one of their files is seen."""
    monkeypatch.setattr("advisor.rulebase.sighting._SETTLED", -(10**12))  # as if nothing was written lately
    folder = questions.save(tmp_path / "bank")
    first = load(toy, [folder], tmp_path / "kept")
    for id_ in first.signs:
        proved(first, id_)
    keep(first)
    with monkeypatch.context() as patch:
        patch.setattr("advisor.drill.bank._files", None)  # nobody looks for files
        again = load(toy, [folder], tmp_path / "kept")
    (folder / "ring.yaml").write_text(questions.WRONG_KEY, encoding="utf-8")
    changed = load(toy, [folder], tmp_path / "kept")

    assert again.signs == first.signs
    assert face(again, "rain") == face(first, "rain")
    assert changed.next_unproved() == "ring"


@pytest.mark.parametrize("spoilt", ["", "{", "[]", '{"format": 5, "size": 0, "check": 0, "rows": [[1]]}\\n'])
def test_what_was_kept_and_spoilt_is_made_anew(toy, tmp_path, spoilt):
    """A file that is cut short or foreign is no error."""
    folder = questions.save(tmp_path / "bank")
    load(toy, [folder], tmp_path / "kept")
    (kept,) = (tmp_path / "kept").glob("questions-*")
    kept.write_text(spoilt, encoding="utf-8")

    assert set(load(toy, [folder], tmp_path / "kept").signs) == set(questions.QUESTIONS)


def test_the_check_tells_each_question_that_is_not_fit(tmp_path):
    """By its file; exit code 1, and 0 where all are proved."""
    good = process("drill", "--check", str(questions.save(tmp_path / "good")))
    bad = process("drill", "--check", str(questions.save(tmp_path / "bad", odd=questions.WRONG_KEY)))

    assert (good.code, good.out) == (0, "4 of 4 questions are proved.\n")
    assert bad.code == 1
    assert bad.out == (
        f"{tmp_path}/bad/odd.yaml: its key is A, and the engine chooses C\n4 of 5 questions are proved.\n"
    )
