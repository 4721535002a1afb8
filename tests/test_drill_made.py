"""A drill of new questions: by their numbers, gone on with where it stopped, and asked again."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys

import pytest

from program import Done, environment


@pytest.fixture
def drill(tmp_path):
    """Run a drill of the packaged rules with a progress file of its own."""

    def run(*arguments: str, said: str = "") -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "advisor", "drill", "--plain", *arguments],
            input=said.encode(),
            capture_output=True,
            cwd=tmp_path,
            env=environment(ADVISOR_PROGRESS=str(tmp_path / "progress.db"), COLUMNS="80"),
            check=False,
            timeout=120,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


def stories(screen: str) -> list[str]:
    """Give what was asked, question by question."""
    return re.findall(r"Question \d+[^\n]*\n\n(.*?)\n\nOption A", screen, re.DOTALL)


def kept(tmp_path, what: str) -> list[tuple]:
    """Give what the file keeps of answers."""
    file = sqlite3.connect(tmp_path / "progress.db")
    found = file.execute(f"SELECT {what} FROM answer ORDER BY at").fetchall()
    file.close()
    return found


def test_new_questions_are_asked_explained_and_remembered(drill, tmp_path):
    """Each with a reason for every option and pages to read, as those of the bank."""
    done = drill("--generate", "--seed", "7", "--count", "2", said="A\n\nB\n\n")

    assert done.code == 0, done.err
    assert len(stories(done.out)) == 2
    assert len(re.findall(r"^Option [A-D], (?:right|wrong)", done.out, re.MULTILINE)) == 8
    assert done.out.count("https://") >= 2
    assert [question for (question,) in kept(tmp_path, "question")] == ["made-7", "made-8"]


def test_the_same_number_asks_the_same_again(drill):
    """Whether it is drawn by the seed or named."""
    first = stories(drill("--generate", "--seed", "21", said="q\n").out)
    again = stories(drill("--question", "made-21", said="q\n").out)

    assert first == again
    assert len(first) == 1


def test_a_drill_goes_on_where_it_stopped(drill, tmp_path):
    """What was answered is not asked again, and what comes next is the next number."""
    first = drill("--generate", "--seed", "30", said="A\n\nq\n")
    then = drill("--generate", said="B\n\nq\n")

    assert "Going on with the drill" in then.out
    assert stories(first.out)[1] == stories(then.out)[0]
    assert [question for (question,) in kept(tmp_path, "question")] == ["made-30", "made-31"]


def test_only_what_is_wished_is_made(drill, tmp_path):
    """By decision, and by domain."""
    drill("--generate", "--decision", "storage-class", "--count", "2", "--seed", "1", said="A\n\nA\n\n")
    done = drill(
        "--generate", "--domain", "modeling", "--count", "1", "--seed", "1", "--afresh", said="A\n\n"
    )

    assert all(domain == "data-engineering" for (domain,) in kept(tmp_path, "domain")[:2])
    assert "(modeling, as of" in done.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--missed"], "--generate: questions that are made anew know of no --missed"),
        (["--exam-date", "2099-01-01"], "--generate: questions that are made anew know of no --exam-date"),
        (["--decision", "storage-clas"], "--decision: unknown decision 'storage-clas'"),
    ],
)
def test_what_cannot_be_asked_of_new_questions_is_told(drill, arguments, said):
    """With the way out, and nothing begun."""
    done = drill("--generate", *arguments)

    assert done.code == 2
    assert said in done.err


def test_a_number_that_is_none_is_told(drill):
    """As any other question that is not there."""
    done = drill("--question", "made-x")

    assert done.code == 2
    assert "unknown question 'made-x'" in done.err


def test_new_questions_can_be_proved_without_asking_them(drill):
    """So many numbers, how many of them give a question, and how many say the same."""
    done = drill("--generate", "--check", "--count", "20", "--seed", "5")

    assert done.code == 0
    assert re.fullmatch(
        r"(?:19|20) of 20 numbers from 5 on give a proved question; [012] ask what another one asks\.\n",
        done.out,
    )
