"""Progress shown, taken elsewhere, put together without counting twice, and forgotten when that is wished."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import questions
from program import process, run


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_PROGRESS", str(tmp_path / "progress.db"))
    questions.save(tmp_path / "bank")


def drill(name: str, option: str, *more: str) -> None:
    """Answer one question with an option, by what it proposes."""
    asked = run("drill", "bank", "--question", name, "--afresh", "--seed", "1", *more, said="q\n").out
    (found,) = {line.split()[0] for line in asked.splitlines() if line.strip()[1:].strip() == option}
    run("drill", "bank", "--question", name, "--seed", "1", *more, said=f"{found}\n\nq\n")


def exported(*more: str) -> dict:
    """Give what is exported."""
    return json.loads(run("progress", "export", *more).out)


def test_nothing_yet():
    """It says how to begin."""
    assert run("progress").out == "Nothing was answered yet: 'advisor drill' begins.\n"


def test_progress_is_counted_by_domain_with_what_is_due_and_mixed_up():
    """In words, complete at 60 columns."""
    drill("ring", "Van")
    drill("ring", "Drone")
    drill("rain", "Bicycle and Tarpaulin")
    run("drill", "bank", "--question", "hills", said="r\nq\n")
    done = run("progress", columns=60)

    assert done.out.startswith("2 of 3 answers right since 20")
    assert "67 % (21 to 94), in brackets the 95 % interval, on 2\ndifferent questions." in done.out
    assert "  keeping  1 of 1  100 % (21 to 100)\n  moving   1 of 2  50 % (9 to 91)\n" in done.out
    assert "  - Van taken for Drone, once (delivery).\n    Drone against Van on delay\n" in done.out
    assert "hills. 'advisor drill --flagged' asks them." in done.out
    assert max(map(len, done.out.splitlines())) <= 60
    assert done.code == 0


def test_what_is_exported_is_imported_once(tmp_path):
    """Two machines' progress put together, in either order, is the same; twice changes nothing."""
    drill("ring", "Van")
    drill("ring", "Drone", "--progress", "other.db")
    drill("rain", "Van", "--progress", "other.db")
    for name, more in (("one", []), ("two", ["--progress", "other.db"])):
        (tmp_path / f"{name}.json").write_text(run("progress", "export", *more).out, encoding="utf-8")

    assert run("progress", "import", "two.json").out == "2 answers added.\n"
    assert run("progress", "import", "two.json").out == "0 answers added; 2 were there already.\n"
    piped = process(
        "progress", "import", "-", said=(tmp_path / "one.json").read_bytes(), ADVISOR_PROGRESS="other.db"
    )
    assert piped.out == "1 answer added.\n"
    assert exported() == exported("--progress", "other.db")
    assert run("progress").out == run("progress", "--progress", "other.db").out
    assert len(exported()["answers"]) == 3


def test_a_guess_counts_on_both_sides(tmp_path):
    """Whichever side knows of it, the schedule follows."""
    drill("ring", "Drone")
    said = exported()
    said["answers"][0]["guessed"] = True
    (tmp_path / "said.json").write_text(json.dumps(said), encoding="utf-8")
    run("progress", "import", "said.json")

    (answer,) = exported()["answers"]
    assert answer["guessed"]
    assert {one["rating"] for one in answer["reviews"]} == {1}
    assert run("progress").out.startswith("0 of 1 answers right")


def test_exams_are_taken_along():
    """With their report."""
    run("exam", "bank", "--seed", "1", said="x\ny\n")
    report = run("exam", "--last").out
    Path("said.json").write_text(run("progress", "export").out, encoding="utf-8")
    run("progress", "import", "said.json", "--progress", "other.db")

    assert run("exam", "--last", "--progress", "other.db").out == report
    assert "old: 0 of 4 right" in run("progress", "--progress", "other.db").out


ODD = {
    "nothing": ("", "odd.json:1:1: this is not JSON"),
    "cut": ('{"advisor-progress": 1,', "odd.json:1:24: this is not JSON"),
    "foreign": ('{"answers": []}', "odd.json: this is no progress of advisor"),
    "list": ("[]", "odd.json: this is no progress of advisor"),
    "later": ('{"advisor-progress": 9}', "odd.json: a newer advisor has written this"),
    "no answers": (
        '{"advisor-progress": 1, "exams": [], "flags": []}',
        "odd.json: 'answers' is missing, or no list",
    ),
    "odd answer": (
        '{"advisor-progress": 1, "answers": [{"id": 3}], "exams": [], "flags": []}',
        "odd.json: answers, number 1: 'at' is missing or odd",
    ),
}
"""What is wrong -> the file, and the first line that is told."""


@pytest.mark.parametrize("name", ODD)
def test_what_is_no_export_is_told(tmp_path, name):
    """In plain words, and nothing is changed."""
    text, told = ODD[name]
    (tmp_path / "odd.json").write_text(text, encoding="utf-8")
    drill("ring", "Drone")
    before = exported()
    done = run("progress", "import", "odd.json")

    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[0] == told
    assert exported() == before
    assert run("progress", "import", "no.json").err == "no.json: there is no such file\n"


@pytest.mark.parametrize(
    ("field", "value"),
    [("at", "yesterday"), ("at", "2026-01-01T10:00:00+02:00"), ("reviews", [{"rating": 7}])],
)
def test_an_answer_that_makes_no_sense_is_told(tmp_path, field, value):
    """By its id."""
    drill("ring", "Drone")
    said = exported()
    said["answers"][0][field] = value
    said["answers"][0]["id"] = "new"
    (tmp_path / "odd.json").write_text(json.dumps(said), encoding="utf-8")
    done = run("progress", "import", "odd.json")

    assert done.code == 2
    assert "answer new" in done.err
    assert len(exported()["answers"]) == 1


def test_a_reset_asks_first():
    """Whoever says no keeps all; whoever says yes has nothing left."""
    drill("ring", "Drone")
    kept = run("progress", "reset", said="n\n")
    assert (kept.code, "Nothing is forgotten." in kept.out) == (1, True)
    assert len(exported()["answers"]) == 1
    gone = run("progress", "reset", said="y\n")
    assert (gone.code, "This forgets 1 answer and" in gone.out) == (0, True)
    assert exported() == {"advisor-progress": 1, "answers": [], "exams": [], "flags": []}
    assert run("progress", "reset", "--yes").code == 0
