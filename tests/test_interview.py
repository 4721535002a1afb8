"""The interview: asks only what still matters, first as pure data and then in a terminal."""

from __future__ import annotations

import pytest

from advisor.errors import AdvisorError
from advisor.interview import reply, skip, start, written
from advisor.recommend.advise import recommend
from advisor.rulebase.asked import parse
from program import SCENARIOS, run, save, terminal

DAY = "2020-01-01"


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    save(tmp_path)


@pytest.fixture
def begin(toy):
    """Begin an interview from a scenario given as YAML."""
    return lambda text="": start(toy, parse(text.encode(), toy, "scenario.yaml", "scenario"), DAY)


def test_it_first_asks_what_it_is_about(begin):
    """With nothing said, the answers are the decisions that they raise."""
    state = begin()

    assert state.question.term == "arrival"
    assert state.question.splits == {"all-day": ("delivery",), "at-night": ("keeping",)}
    assert state.advice.status == "not-enough-said"


def test_it_asks_what_splits_those_that_are_left(begin):
    """Never a term that is stated, until the answer is decided."""
    state = begin()
    terms = []
    for said in ("all-day", "at most 4 h", "over 5"):
        terms.append(state.question.term)
        state = reply(state, said).state

    assert terms == ["arrival", "delay", "load"]
    assert state.question is None
    assert (state.advice.status, state.advice.services) == ("decided", ("van",))


def test_an_answer_tells_who_drops_out_and_why(begin):
    """Those that it rules out, each with its reasons, and those that are left."""
    move = reply(begin("{decide: [delivery], needs: {reach: town}}"), "at most 10 min")

    assert [name for name, _ in move.dropped] == ["bicycle", "tarpaulin", "van"]
    assert [one.text for one in dict(move.dropped)["van"]] == [
        "Van: delay is 4 h, but at most 10 min is needed."
    ]
    assert move.left == ("drone",)


def test_going_back_is_keeping_the_state_before(begin):
    """A state is never changed by what comes after it."""
    before = begin("{decide: [delivery], needs: {reach: town}}")
    kept = (before.scenario, before.question, before.advice)
    reply(before, "at most 10 min")
    skip(before)

    assert (before.scenario, before.question, before.advice) == kept


def test_what_is_not_known_is_not_asked_again(begin):
    """ "Don't know" states no need; in the end there is nothing left to ask."""
    state = begin("{decide: [delivery], needs: {reach: town}}")
    advice, terms = state.advice, []
    while state.question is not None:
        terms.append(state.question.term)
        state = skip(state)

    assert len(terms) == len(set(terms)) > 2
    assert state.advice == advice
    assert skip(state) == state


def test_nothing_can_be_answered_where_nothing_is_asked(begin):
    """The caller looks at the question first."""
    with pytest.raises(ValueError, match="nothing is asked"):
        reply(begin(SCENARIOS["decided"]), "4 h")


@pytest.mark.parametrize(
    ("scenario", "said", "problem", "hint"),
    [
        ("", "al-day", "arrival has no choice 'al-day'", "did you mean 'all-day'?"),
        (SCENARIOS["tie"], "soon", "delay: 'soon' is not a time (ms, s, min, h, d)", ""),
    ],
)
def test_an_answer_that_does_not_fit_is_a_problem(begin, scenario, said, problem, hint):
    """It is told in the same words as in a file."""
    state = begin(scenario)
    with pytest.raises(AdvisorError) as caught:
        reply(state, said)

    assert [(one.message, one.hint) for one in caught.value.problems] == [(problem, hint)]


@pytest.mark.parametrize("name", SCENARIOS)
def test_what_is_written_gives_the_same_advice(toy, begin, name):
    """Whatever it began with stays in it: the story, the question, the answer stated."""
    state = begin(SCENARIOS[name])
    text = written(toy, state)
    again = parse(text.encode(), toy, "scenario.yaml", "scenario")

    assert recommend(toy, again).because == recommend(toy, state.scenario).because
    for field in set(again._fields) - {"needs", "local", "options"}:
        assert getattr(again, field) == getattr(state.scenario, field), field
    assert [one.condition for one in again.needs] == [one.condition for one in state.scenario.needs]


def test_odd_words_are_written_so_that_they_are_read_back(toy, begin):
    """Quotes, colons and commas, alternatives, needs of one decision, options with settings of their own."""
    state = begin(
        """\
title: 'Say "no": it''s #1, a \\ and {more}'
text: |
  - First: a list?

  # Second, no comment.
domain: exam
as_of: "2024-01-01"
decide: [delivery, keeping]
existing: [depot]
use: [van]
needs:
  reach: any of town, hills
  destination: [door, locker]
  delivery: {delay: under 5 h, load: 10 thousand}
words: {reach: "list?"}
maximise: [load]
options:
  A: [van, {depot: {shelter: no, destination: [van, door]}}]
  B: {delivery: van, keeping: [{depot: {upkeep: high}}]}
  C: {van: {delay: 1 h}}
choose: 1
answer: A
"""
    )
    again = parse(written(toy, state).encode(), toy, "scenario.yaml", "scenario")

    def bare(one):
        return one._replace(
            needs=[need.condition for need in one.needs],
            local={key: [need.condition for need in some] for key, some in one.local.items()},
            options=[
                (option.letter, option.dealt, [(part.service, part.settings) for part in option.parts])
                for option in one.options
            ],
            text=one.text.split(),
        )

    assert bare(again) == bare(state.scenario)


def test_an_empty_interview_writes_an_empty_scenario(toy, begin):
    """It reads back as one that says nothing."""
    assert written(toy, begin()) == "{}\n"


def test_a_whole_interview_in_a_terminal(golden):
    """A number, words, a misspelling, "don't know", back: each is answered on the screen, to the end."""
    with terminal("ask", NO_COLOR="1") as one:
        for keys in ("b\n", "at-nigth\n", "1\n", "?\n", "back\n", "express\n", "soon\n", "over 1\n"):
            one.answer(keys)
        done = one.end()

    golden("interview", done.out)
    assert done.code == 0


def test_a_number_takes_the_line():
    """What was understood is told, so that nobody takes the number for an amount."""
    with terminal("ask", "tie.yaml", NO_COLOR="1") as one:
        one.answer("3\n")
        heard = one.until("answer> ")
        one.type("\x04")
        done = one.end()

    assert "  noted: delay: at most 4 h\n  still in: Bicycle, Tarpaulin, Van, Drone\n" in heard
    assert "  delay: at most 4 h  # How soon must a parcel arrive?\n" in done.out


def test_a_misspelt_answer_is_explained_and_asked_again():
    """The way out stands below, and the same question comes again."""
    with terminal("ask", NO_COLOR="1") as one:
        question = one.until("answer> ")
        one.type("al-day\n")
        heard = one.until("answer> ")

    assert heard == f"al-day\n  arrival has no choice 'al-day'\n  did you mean 'all-day'?\n{question}"


def test_back_asks_the_question_before_again():
    """What was said to it is forgotten."""
    with terminal("ask", "tie.yaml", NO_COLOR="1") as one:
        question = one.until("answer> ")
        one.type("at most 30 min\n")
        one.until("answer> ")
        one.type("b\n")
        again = one.until("answer> ")
        one.type("q\n")
        done = one.end()

    assert again == f"b\n{question}"
    assert done.out.endswith("decide: [delivery]\nneeds:\n  reach: town  # Where must parcels be brought?\n")


@pytest.mark.parametrize("keys", ["q\n", "stop\n", "QUIT\n", "\x04", "\x03\n"])
def test_stopping_shows_what_is_known_so_far(keys):
    """Stop, the end of input and Ctrl-C all end with the advice, such as it is, and the scenario."""
    with terminal("ask", "tie.yaml", NO_COLOR="1") as one:
        one.answer(keys)
        done = one.end()

    assert done.code == 0
    assert "\nAs of 2020-01-01 (old): a tie between Bicycle, Van and Drone\n" in done.out
    assert "\nneeds:\n  reach: town  # Where must parcels be brought?\n" in done.out
    assert "Traceback" not in done.out


def test_an_end_without_advice_is_told_by_the_exit_code():
    """As for a scenario that says too little."""
    done = run("ask", said="q\n")

    assert done.code == 1
    assert "As of 2020-01-01 (old): not enough is said to recommend anything\n" in done.out


def test_nothing_is_asked_where_a_file_says_enough():
    """The advice comes at once."""
    done = run("ask", "decided.yaml")

    assert (done.code, done.err) == (0, "")
    assert "answer>" not in done.out
    assert done.out.startswith("\nAs of 2020-01-01 (old): Van\n")


def test_the_saved_scenario_gives_the_same_advice():
    """It reads back, on the day that was asked about."""
    with terminal("ask", "--save", "mine.yaml", "--as-of", "today", NO_COLOR="1") as one:
        for keys in ("all-day\n", "at most 3 h\n", "9\n"):
            one.answer(keys)
        done = one.end()
    again = run("recommend", "mine.yaml")

    assert (done.code, again.code) == (0, 0)
    assert done.out.endswith("\nThe scenario is in mine.yaml.\n")
    assert again.out.startswith("As of 2025-01-01 (today): Van\n")
    assert again.out.partition("\nWhat would change it")[0] in done.out


def test_a_file_that_it_started_from_may_be_saved_anew(tmp_path):
    """With what was in it, and what was said."""
    run("ask", "question.yaml", "--save", "question.yaml")
    run("ask", "tie.yaml", "--save", "tie.yaml", said="at most 10 min\n")

    assert run("recommend", "question.yaml").code == 0
    assert "A farm sends 80 parcels" in (tmp_path / "question.yaml").read_text(encoding="utf-8")
    assert run("recommend", "tie.yaml").out.startswith("As of 2020-01-01 (old): Drone\n")


@pytest.mark.parametrize("arguments", [[], ["decided.yaml"]])
def test_another_file_is_never_overwritten(tmp_path, arguments):
    """It is refused before anything is asked."""
    done = run("ask", *arguments, "--save", "tie.yaml")

    assert (done.code, done.out) == (2, "")
    assert done.err == "tie.yaml: the file is there already\n  name another, or start from it\n"
    assert (tmp_path / "tie.yaml").read_text(encoding="utf-8") == SCENARIOS["tie"]


def test_a_place_that_cannot_be_written_is_told_before_anything_is_asked():
    """Nobody answers ten questions for nothing."""
    done = run("ask", "--save", "nowhere/mine.yaml")

    assert (done.code, done.out) == (2, "")
    assert done.err == "nowhere/mine.yaml: there is no such folder to write it to\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["ask", "nothing.yaml"], "nothing.yaml: there is no such file\n"),
        (
            ["ask", "--as-of", "nie"],
            "--as-of: 'nie' is neither a day (2023-03-31) nor an edition\n  known: old, today\n",
        ),
    ],
)
def test_what_cannot_be_read_is_told(arguments, told):
    """Exit code 2, as everywhere."""
    assert run(*arguments) == (2, "", told)
