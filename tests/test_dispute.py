"""A key that somebody doubts: its whole proof, and a report to fill in."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import questions
from program import RULES, environment, run


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    questions.save(tmp_path / "bank")


def test_the_proof_names_all_that_the_key_rests_on():
    """Needs with their words, every option's reasons, firings with their facts, days, what has changed."""
    done = run("dispute", "ring", "bank")
    out = " ".join(done.out.split())

    assert done.code == 0
    assert "As of 2020-01-01 (old) the key is C, and the engine chooses the same: decided." in out
    assert "delay: at most 15 min (“within a quarter of an hour”)" in out
    assert "B not chosen: Van - delay is 4 h, but at most 15 min is needed." in out
    assert "need: delay: at most 15 min; at: rules/services/parcels/van.yaml:" in out
    assert "What fired for delivery" in out
    assert re.search(
        r"- facts on delay, asked by delay: 15 min .*Van breaks it: 4 h, read 2025-01-01 \[\d\]", out
    )
    assert "On 2025-01-01 no option alone is the answer." in out
    assert re.search(r"\[1\] https://example\.org/\w+ \d{4}-\d\d-\d\d", out)


def test_rules_that_fired_are_shown_with_what_they_conclude():
    """On what they fired, why, and where they stand."""
    Path("egg.yaml").write_text(
        "title: Eggs\ntext: What carries eggs?\ndecide: [delivery]\n"
        "needs: {fragile: yes, delay: at most 5 h}\noptions: {A: bicycle, B: van}\nanswer: B\n",
        encoding="utf-8",
    )
    out = " ".join(run("dispute", "egg.yaml").out.split())
    rules = (RULES / "decisions" / "delivery.yaml").read_text(encoding="utf-8")
    (fired,) = set(
        re.findall(r"rule delivery/([\w-]+), on fragile: yes \(at: rules/decisions/delivery\.yaml:\d+\)", out)
    )
    assert f"\n  {fired}:" in rules
    assert "concludes: " in out
    assert "because: " in out


@pytest.mark.parametrize("columns", [60, 100])
def test_it_fits_the_terminal(columns):
    """But for what cannot be broken."""
    lines = run("dispute", "hills", "bank", columns=columns).out.splitlines()
    assert all(len(line) <= columns or " " not in line.strip() for line in lines)


def test_a_report_is_written_to_be_filled_in(golden):
    """The objection first, then the proof, then the file as it is; never over another file."""
    done = run("dispute", "ring", "bank", "--write", "report.md")
    assert (done.code, done.out) == (0, "Written to report.md; fill in what says FILL IN.\n")
    text = Path("report.md").read_text(encoding="utf-8")
    golden("dispute", re.sub(r"advisor [\d.]+(?:\w+)?, durable-rules [\d.]+", "<versions>", text))

    assert text.count("FILL IN") == 6
    assert questions.QUESTIONS["ring"] in text
    again = run("dispute", "hills", "bank", "--write", "report.md")
    assert (again.code, again.err) == (
        2,
        "report.md: this file is there already\n  --force writes over it\n",
    )
    assert Path("report.md").read_text(encoding="utf-8") == text
    assert run("dispute", "hills", "bank", "--write", "report.md", "--force").code == 0
    assert "A farm sends" in Path("report.md").read_text(encoding="utf-8")


def test_no_file_breaks_out_of_its_fence():
    """A story may hold a fence, and markup."""
    odd = questions.QUESTIONS["ring"].replace("A jeweller", "A ```` fence of <b> a jeweller")
    Path("odd.yaml").write_text(odd, encoding="utf-8")
    run("dispute", "odd.yaml", "--write", "report.md")
    text = Path("report.md").read_text(encoding="utf-8")

    assert f"`````yaml\n{odd}`````\n" in text
    assert "\\<b\\>" in text.partition("`````yaml")[0]


def test_a_wrong_key_is_told():
    """With what the engine chooses, and exit code 1."""
    Path("wrong.yaml").write_text(questions.WRONG_KEY, encoding="utf-8")
    done = run("dispute", "wrong.yaml")
    assert done.code == 1
    assert "the key is A, the engine chooses C, and the question is not proved" in " ".join(done.out.split())


def test_where_nothing_fits_it_is_told_too():
    """There is no key to prove, and still all reasons."""
    none = questions.QUESTIONS["ring"].replace("load: 1,", "load: 100,")
    Path("none.yaml").write_text(none, encoding="utf-8")
    done = run("dispute", "none.yaml")
    assert done.code == 1
    assert "the engine chooses none" in " ".join(done.out.split())
    assert "Drone - load goes up to 1, but at least 100 is needed." in " ".join(done.out.split())


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["rinng", "bank"], "dispute: there is no question 'rinng'\n  did you mean 'ring'"),
        (["no.yaml"], "no.yaml: there is no such file\n"),
        (["plain.yaml"], "plain.yaml: this is no question: it has no options\n"),
        (["bytes.yaml"], "bytes.yaml: the file is no text in UTF-8\n"),
        (["ring", "bank", "--write", "no/report.md"], "no/report.md: there is no folder no\n"),
    ],
)
def test_what_is_wrong_is_told(arguments, told):
    """With the way out."""
    Path("plain.yaml").write_text("needs: {load: 80}\n", encoding="utf-8")
    Path("bytes.yaml").write_bytes(b"title: \xff\n")
    done = run("dispute", *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(told)


def test_a_made_question_is_proved_by_its_number():
    """From the packaged rules; every page of the proof has its day."""
    done = subprocess.run(
        [sys.executable, "-m", "advisor", "dispute", "made-4711"],
        capture_output=True,
        env=environment(COLUMNS="80"),
        check=False,
        timeout=120,
    )
    out = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert "(made-4711)" in " ".join(out.split())
    sources = out.partition("\nSources, ")[2]
    assert sources.count("[") >= 2
    assert len(re.findall(r"\n {6}\d{4}-\d\d-\d\d\n", sources)) == sources.count("[")
