"""The mock exam: drawn in the domain weights, sat in a terminal, handed in once, reported without make-believe."""

from __future__ import annotations

import re
import signal
import sqlite3

import pytest

import questions
from advisor.drill.difference import Shown
from advisor.drill.exam import draw, interval, report, shared
from advisor.drill.store import Answer
from program import process, run, terminal

WEIGHTS = (("a", 20), ("b", 24), ("c", 36), ("d", 20))
POOL = {
    name: [f"{name}{number:02}" for number in range(many)]
    for name, many in zip("abcd", (60, 9, 60, 60), strict=True)
}


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_PROGRESS", str(tmp_path / "progress.db"))
    questions.save(tmp_path / "bank")


def test_a_number_is_shared_out_by_weights_without_a_remainder():
    """The largest fractions are rounded up."""
    assert shared(dict(WEIGHTS), 65) == {"a": 13, "b": 16, "c": 23, "d": 13}
    assert shared(dict(WEIGHTS), 1) == {"a": 0, "b": 0, "c": 1, "d": 0}
    assert shared({"a": 1, "b": 1, "c": 1}, 7) == {"a": 3, "b": 2, "c": 2}


def test_where_a_domain_is_short_others_take_its_place():
    """By their weights, and each share says what was wanted and what there is."""
    paper = draw(POOL, WEIGHTS, 65, (), 1)

    assert len(paper.questions) == len(set(paper.questions)) == 65
    assert [(one.domain, one.wanted, one.there, one.given) for one in paper.shares] == [
        ("a", 13, 60, 15),
        ("b", 16, 9, 9),
        ("c", 23, 60, 26),
        ("d", 13, 60, 15),
    ]


def test_a_paper_is_what_its_seed_says_and_prefers_what_was_not_seen():
    """So that a result says more than that questions were remembered."""
    seen = set(POOL["a"][:50])
    paper = draw(POOL, WEIGHTS, 40, seen, 7)

    assert paper == draw({name: ids[::-1] for name, ids in POOL.items()}, WEIGHTS, 40, seen, 7)
    assert paper != draw(POOL, WEIGHTS, 40, seen, 8)
    assert paper.seen == 0
    assert draw(POOL, WEIGHTS, 60, seen, 7).seen == 3


def test_a_pool_that_is_too_small_gives_what_it_has():
    """And no question twice."""
    paper = draw({"a": ["a1"], "c": ["c1", "c2"]}, WEIGHTS, 65, (), 1)

    assert sorted(paper.questions) == ["a1", "c1", "c2"]


def test_the_interval_is_wilsons():
    """Values as published for it."""
    assert [round(one, 3) for one in interval(45, 65)] == [0.572, 0.791]
    assert [round(one, 3) for one in interval(0, 10)] == [0.0, 0.278]
    assert interval(0, 0) == (0.0, 1.0)


TABLE = {
    "B": (Shown("x|t|one|two", "one", "two", "https://example.org/t"),),
    "C": (Shown("x|t|one|two", "one", "two"), Shown("x|u|one|two", "one", "two")),
}
"""A question with one difference on B, two on C."""


def answer(number: int, domain: str, taken: str, seconds: float = 10) -> Answer:
    """Give an answer to a question of that number."""
    return Answer(
        f"{number}", "", "exam", "s", f"q{number}", domain, "A", taken, taken == "A", False, seconds
    )


def test_a_report_counts_and_estimates_and_names_what_was_not_told_apart():
    """Raw counts, an interval, an estimate at the exam's weights; the most often missed difference first."""
    said = [
        answer(1, "a", "A"),
        answer(2, "a", "B", 70),
        answer(3, "b", "C"),
        answer(4, "b", "", 0),
    ]
    one = report(said, {f"q{n}": (("x",), TABLE) for n in range(1, 4)}, (("a", 80), ("b", 20)))

    assert (one.right, one.asked, one.unanswered) == (1, 4, 1)
    assert one.estimate == pytest.approx(0.4)
    assert [tuple(line) for line in one.domains] == [("a", 1, 2, 80), ("b", 0, 2, 10)]
    assert [tuple(line) for line in one.decisions] == [("x", 1, 3, 90)]
    assert [tuple(weak) for weak in one.weakest] == [
        ("x|t|one|two", 2, "https://example.org/t"),
        ("x|u|one|two", 1, ""),
    ]
    assert one.slowest[0] == (2, 70)
    assert one.wrong == ((2, "q2"), (3, "q3"), (4, "q4"))
    assert report(said, {}, (("a", 80), ("c", 20))).estimate is None


def test_an_exam_is_sat_flagged_gone_back_in_and_handed_in(tmp_path):
    """Nothing is told before the end; then what was counted, by domain, with its interval."""
    with terminal("exam", "bank", "--seed", "3", NO_COLOR="1") as one:
        opening = one.until("answer> ")
        assert "4 questions in 10 minutes" in opening
        assert "moving: its 60 % ask for 2 questions" not in opening
        one.type("a")
        one.until("Taken: A. Enter goes on.")
        one.type("r")
        one.until("Flagged.")
        one.type("\r")
        one.until("Question 2 of 4")
        one.type("4\r")
        one.until("Question 4 of 4")
        one.type("v")
        review = one.until("review> ")
        assert "1 of 4 answered, 10 min left." in review
        assert "Not answered: 2 to 4." in review
        assert "Flagged: 1." in review
        one.type("1\r")
        one.until("Question 1 of 4, your answer A, flagged")
        one.type("b")
        one.until("Taken: B.")
        one.type("x")
        one.until("Hand it in? 3 are not answered. y or n> ")
        one.type("n")
        one.until("answer> ")
        one.type("x")
        one.until("y or n> ")
        assert "Right" not in one.screen
        assert sqlite3.connect(tmp_path / "progress.db").execute(
            "SELECT count(*) FROM answer"
        ).fetchone() == (0,)
        one.type("y")
        done = one.end()

    told = done.out[done.out.rindex("The old exam: ") :]
    assert re.match(r"The old exam: [01] of 4 right\n", told)
    assert "Not answered, and so wrong: 3." in told
    assert "% (0 to 49), in brackets the 95 % interval." in told or "% (5 to 70), in" in told
    assert "At the exam's own weights an estimate is" in told
    assert re.search(r"  moving   [01] of 2", told)
    assert "scaled score in a way that is not published, so none is given" in " ".join(told.split())
    assert "'advisor drill --missed' asks again what was wrong" in told
    assert done.code == 0
    again = run("exam", "--last")
    assert again.out.replace("\n", "").endswith(told.split("\n", 1)[1].replace("\n", ""))
    assert "Going on" not in run("exam", "bank", "--seed", "3", said="q\n").out


@pytest.mark.parametrize("ended", [signal.SIGKILL, signal.SIGHUP, signal.SIGINT, None])
def test_an_exam_goes_on_where_it_stopped(ended):
    """The same paper in the same order, with what was answered; the report says that it was interrupted."""
    with terminal("exam", "bank", "--seed", "5", NO_COLOR="1") as one:
        first = one.until("answer> ")
        one.type("a")
        one.until("Taken: A.")
        if ended:
            one.run.send_signal(ended)
        else:
            one.type("q")
        one.end()
    with terminal("exam", NO_COLOR="1") as one:
        on = one.until("answer> ")
        assert "Going on with the exam of " in on
        assert "Question 2 of 4" in on
        one.type("p")
        back = one.until("answer> ")
        one.type("xy")
        done = one.end()

    options = [line for line in first.splitlines() if re.match(r"  [A-E]  ", line)]
    assert options == [line for line in back.splitlines() if re.match(r"  [A-E]  ", line)]
    assert "your answer A" in back
    assert "Interrupted 1 time; the clock stood still." in done.out


def test_time_that_is_up_ends_it():
    """Whatever is open then is wrong."""
    with terminal("exam", "bank", "--minutes", "1", NO_COLOR="1") as one:
        one.until("answer> ")
        one.type("q")
        one.end()
    file = sqlite3.connect("progress.db")
    with file:
        file.execute("UPDATE item SET seconds = 59.5 WHERE place = 0")
    file.close()
    with terminal("exam", NO_COLOR="1") as one:
        done = one.end()

    assert "Time is up." in done.out
    assert "Not answered, and so wrong: 4." in done.out


def test_lines_do_as_well_as_keys():
    """In plain form, and from a pipe: letters, numbers and words."""
    done = process("exam", "bank", "--plain", "--seed", "1", said=b"a\na,b\n\n4\nflag\nreview\nhand in\ny\n")

    assert done.code == 0
    assert "Option A. " in done.out
    assert "Flagged: 4." in done.out
    assert "of 4 right" in done.out
    assert "\x1b" not in done.out


def test_what_cannot_be_examined_is_told():
    """An edition that is none, that has no domains, that has no questions."""
    assert run("exam", "--edition", "older").err.splitlines() == [
        "--edition: no edition is called 'older'",
        "  did you mean 'old'?",
    ]
    assert run("exam", "--edition", "today").err.splitlines() == [
        "--edition: the edition 'today' states no domains, so no paper can be drawn",
        "  known: old",
    ]
    assert run("exam", "--last") == (1, "No exam was handed in yet.\n", "")


def test_where_the_pool_falls_short_it_is_said(tmp_path):
    """Which domain, how many, and that others take their place; questions seen before as well."""
    (tmp_path / "bank" / "ring.yaml").unlink()
    done = run("exam", "bank", "--count", "4", said="a\na,b\nx\ny\n")
    again = run("exam", "bank", "--count", "3", said="q\n")

    assert "moving: its 60 % ask for 2 questions and there is one; others take the place" in done.out.replace(
        "\n", " "
    )
    assert "4 were asked for; there are no more." in done.out
    assert "3 of them you have answered before" in again.out
