"""Progress survives: crashes, two terminals, older and newer programs, and files that are none of ours."""

from __future__ import annotations

import sqlite3

import pytest

from advisor.drill import history, session, store
from advisor.drill.difference import AGAIN, GOOD, Review
from advisor.drill.file import VERSION, open_file
from advisor.drill.schedule import recall, replay
from advisor.drill.session import Item
from advisor.drill.store import Answer, Sitting
from advisor.errors import AdvisorError
from program import run

DAY = "2026-01-{:02}T10:00:00.000000+00:00"
KEY = "delivery|load|bicycle|van"


@pytest.fixture
def path(tmp_path):
    """Where progress is kept."""
    return tmp_path / "data" / "progress.db"


def answered(number: int, *, right: bool = True, day: int = 1) -> tuple[Answer, tuple[Review, ...]]:
    """Give an answer, and what it says about one difference."""
    said = Answer(
        f"{number:024}",
        DAY.format(day),
        "drill",
        "s",
        "hills",
        "moving",
        "B",
        "B" if right else "A",
        right,
        False,
        4.5,
    )
    return said, (Review(KEY, GOOD if right else AGAIN, "van", "bicycle"),)


def begun(file) -> session.Session:
    """Begin a sitting that looks at one question."""
    store.begin(file, Sitting("s", "drill", DAY.format(1), 7, {"count": None}))
    return store.add(file, Sitting("s", "drill", "", 7, {}), Item("hills", "CABD", ("x|y|a|b",)))


def test_an_answer_is_kept_with_all_that_follows_from_it(path):
    """The answer, the sitting, the schedule, what was mixed up: as one step, read back by another terminal."""
    file = open_file(path)
    now = session.take(begun(file), "A", 4.5)
    store.record(file, now, *answered(1, right=False), replay)
    other = open_file(path)

    found = store.unfinished(other, "drill")
    assert found == Sitting("s", "drill", DAY.format(1), 7, {"count": None})
    assert store.session(other, found).items == (
        Item("hills", "CABD", ("x|y|a|b",), "answered", "A", seconds=4.5),
    )
    known = history.history(other, DAY.format(2))
    assert known.seen == {"hills": history.Seen(1, DAY.format(1), right=False)}
    assert (known.due, known.met) == ((KEY,), {KEY})
    assert history.confusions(other) == (history.Confusion("van", "bicycle", "delivery", 1, (KEY,)),)


def test_a_step_that_fails_leaves_nothing(path):
    """Half an answer is never kept."""
    file = open_file(path)
    now = begun(file)

    def broken(_said):
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        store.record(file, session.take(now, "A", 1.0), *answered(1), broken)
    assert history.history(open_file(path), DAY.format(2)).seen == {}
    assert store.session(file, store.unfinished(file, "drill")).items[0].state == "open"


def test_the_schedule_is_what_the_answers_say(path):
    """It can be made anew from them at any time, and a guess takes back what it seemed to say."""
    file = open_file(path)
    now = begun(file)
    for number, day in enumerate((1, 3, 9)):
        store.record(file, now, *answered(number, day=day), replay)
    card = history.cards(file)[KEY]

    assert card == replay([(DAY.format(day), GOOD) for day in (1, 3, 9)])[0]
    assert recall(card, DAY.format(9)) == 1
    assert 0.8 < recall(card, DAY.format(28)) < 1
    store.guessed(file, f"{2:024}", replay)
    after = history.cards(file)[KEY]
    assert after == replay([(DAY.format(1), GOOD), (DAY.format(3), GOOD), (DAY.format(9), AGAIN)])[0]
    assert after.due < card.due
    assert not history.history(file, DAY.format(10)).seen["hills"].right
    assert history.confusions(file) == ()


def test_what_recall_was_predicted_is_kept_with_each_answer(path):
    """So that predictions can be held against what came; of the first answer there is none."""
    file = open_file(path)
    now = begun(file)
    for number, day in enumerate((1, 3)):
        store.record(file, now, *answered(number, day=day), replay)
    said = [one for (one,) in file.execute("SELECT recall FROM review ORDER BY answer")]

    assert said[0] is None
    assert 0.8 < said[1] < 1


def test_two_terminals_write_in_turn(path):
    """Neither loses what the other has written."""
    one, other = open_file(path), open_file(path)
    now = begun(one)
    there = store.add(other, Sitting("s", "drill", "", 7, {}), Item("ring", "ABC"))
    store.record(one, session.take(now, "B", 1.0), *answered(1), replay)
    store.record(other, session.take(there, "C", 1.0), *answered(2), replay)

    items = store.session(one, store.unfinished(one, "drill")).items
    assert [(each.question, each.taken) for each in items] == [("hills", "B"), ("ring", "C")]
    assert history.history(one, DAY.format(2)).seen["hills"].times == 2


def test_an_exam_is_handed_in_once(path):
    """However often it is tried, from whichever terminal."""
    file, other = open_file(path), open_file(path)
    sitting = Sitting("e", "exam", DAY.format(1), 7, {})
    store.begin(file, sitting, [Item("hills", "ABCD", state="answered", taken="B")])
    for each in (file, other, file):
        store.hand_in(each, sitting, [answered(5)], DAY.format(2), replay)

    assert store.last_exam(other) == (sitting, DAY.format(2))
    assert store.unfinished(file, "exam") is None
    assert [one.id for one in store.answers(other, "s")] == [f"{5:024}"]


def test_a_flag_stays_with_the_question(path):
    """Until it is taken away."""
    file = open_file(path)
    store.flag(file, "hills", DAY.format(1), on=True)
    store.flag(file, "hills", DAY.format(2), on=True)
    assert history.history(file, DAY.format(2)).flagged == {"hills"}
    store.flag(file, "hills", DAY.format(3), on=False)
    assert history.history(file, DAY.format(3)).flagged == frozenset()


def newer(path):
    """A file that a later program has written."""
    file = open_file(path)
    file.execute(f"PRAGMA user_version = {VERSION + 1}")
    file.close()


def foreign(path):
    """A database of another program."""
    path.parent.mkdir()
    file = sqlite3.connect(path)
    file.execute("CREATE TABLE bookmarks (url)")
    file.close()


def text(path):
    """No database at all."""
    path.parent.mkdir()
    path.write_text("answers: 12\n" * 200, encoding="utf-8")


def cut(path):
    """A file of ours of which the second half is gone."""
    file = open_file(path)
    begun(file)
    file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file.close()
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


SPOILT = {
    newer: "a newer advisor has written this file (version 2; this one knows up to 1)",
    foreign: "this is another program's file",
    text: "this is no progress file, or it is damaged (file is not a database)",
    cut: "this is no progress file, or it is damaged (database disk image is malformed)",
}
"""What has been made of a file -> what is told."""


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_file_that_cannot_be_used_is_told_and_left_alone(path, spoil, tmp_path):
    """In plain words with the way out, and not a byte is changed."""
    spoil(path)
    before = path.read_bytes()
    done = run("drill", str(tmp_path), "--progress", str(path))

    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[0] == f"{path}: {SPOILT[spoil]}"
    assert len(done.err.splitlines()) == 2
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    """Before anything is asked."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run("drill", "--progress", str(tmp_path / "file" / "progress.db"))

    assert done.code == 2
    assert done.err == f"{tmp_path}/file: the folder cannot be made: File exists\n"


def test_an_empty_file_is_a_new_one(path):
    """Opening it again changes nothing; a folder is no file."""
    path.parent.mkdir()
    path.touch()
    open_file(path).close()
    assert open_file(path).execute("PRAGMA user_version").fetchone() == (VERSION,)
    with pytest.raises(AdvisorError):
        open_file(path.parent)
