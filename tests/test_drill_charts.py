"""Progress as pictures: in a terminal, in a pipe, read aloud, and as one page."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

import questions
from advisor.drill import store
from advisor.drill.charts import charts, matrix, spans
from advisor.drill.difference import AGAIN, GOOD, Review
from advisor.drill.file import open_file
from advisor.drill.history import Confusion
from advisor.drill.schedule import replay
from advisor.drill.session import Session
from advisor.drill.store import Answer, Sitting
from program import process, run

NOW = "2026-01-31T12:00:00.000000+00:00"


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_PROGRESS", str(tmp_path / "progress.db"))
    questions.save(tmp_path / "bank")


@pytest.fixture
def file(monkeypatch):
    """A month of answers: ``moving`` is known but for the last time, ``keeping`` is mixed up."""
    monkeypatch.setattr("advisor.cli.progress.now", lambda: NOW)
    connection = open_file(Path("progress.db"))
    store.begin(connection, Sitting("s", "drill", "2026-01-01T10:00:00.000000+00:00", 7, {}))
    said = [
        ("moving", 1, True, "van", "drone"),
        ("moving", 4, True, "van", "drone"),
        ("moving", 12, True, "van", "drone"),
        ("moving", 30, False, "van", "drone"),
        ("keeping", 2, False, "depot", "tarpaulin"),
        ("keeping", 3, False, "depot", "tarpaulin"),
        ("keeping", 3, False, "tarpaulin", "van"),
    ]
    for number, (domain, day, right, meant, took) in enumerate(said):
        at = f"2026-01-{day:02}T10:{number:02}:00.000000+00:00"
        key = "|".join(("delivery", "load", *sorted((meant, took))))
        answer = Answer(
            f"{number:024}", at, "drill", "s", "hills", domain, "B", "B" if right else "A", right, False, 4.5
        )
        review = Review(key, GOOD if right else AGAIN, meant, took)
        store.record(connection, Session("s", 7), answer, [review], replay)
    yield connection
    connection.close()


def test_recall_is_counted_by_domain_and_days(file):
    """Only what came again; the days of all domains are the same and have no gaps."""
    one = charts(file, NOW)

    assert [line.domain for line in one.lines] == ["keeping", "moving"]
    keeping, moving = (line.points for line in one.lines)
    assert [(point.first, point.last) for point in keeping] == [(point.first, point.last) for point in moving]
    assert keeping[-1].last == "2026-01-31"
    assert sum(point.reviews for point in keeping) == 1
    assert [(point.recalled, point.reviews) for point in moving if point.reviews] == [(1, 1), (1, 1), (0, 1)]
    assert moving[2].share is None


@pytest.mark.parametrize("days", [*range(1, 12), 31, 400])
def test_spans_are_alike_and_leave_no_day_out(days):
    """The last ends now, the first begins with the first answer, and there are at most eight."""
    from datetime import date, timedelta

    start = date(2026, 1, 1)
    end = start + timedelta(days=days - 1)
    cut = spans(f"{start}T23:00", f"{end}T01:00")

    assert 1 <= len(cut) <= 8
    assert (cut[0][0], cut[-1][1]) == (str(start), str(end))
    for (_, before), (after, _) in pairwise(cut):
        assert date.fromisoformat(after) - date.fromisoformat(before) == timedelta(days=1)


def test_calibration_holds_what_fsrs_predicted_against_what_was_recalled(file):
    """In tenths, first meetings left out."""
    one = charts(file, NOW)

    assert sum(each.reviews for each in one.bins) == 4
    assert sum(each.recalled for each in one.bins) == 2
    assert all(each.low <= 100 * each.predicted <= each.low + 10 for each in one.bins)


def test_what_is_overdue_is_due_today(file):
    """And every difference is due once."""
    one = charts(file, NOW)

    assert [each.day for each in one.due][:2] == ["2026-01-31", "2026-02-01"]
    assert one.due[0].many >= 2
    assert sum(each.many for each in one.due) + one.later == 3


def test_a_matrix_shows_whole_pairs_the_most_frequent_first():
    """What has no room is counted."""
    pairs = [(f"a{n}", f"b{n}", 9 - n) for n in range(6)]
    one = matrix(Confusion(meant, took, "d", times, ()) for meant, took, times in pairs)

    assert one.services == ("a0", "b0", "a1", "b1", "a2", "b2", "a3", "b3")
    assert one.counts[0][1] == 9
    assert one.counts[1][0] == 0
    assert one.left_out == 5 + 4


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize("columns", [60, 100])
def test_plots_fit_the_terminal(columns):
    """Bars, and the numbers beside them."""
    done = run("progress", columns=columns)

    assert done.code == 0
    assert max(map(len, done.out.splitlines())) <= columns
    for heading in ("Recall over time", "Calibration", "Due, day by day", "Right, and taken in its place"):
        assert f"\n{heading}\n" in done.out
    assert re.search(r"moving +[·▁▂▃▄▅▆▇█]{6,8}", done.out)
    assert "last 0 % of 1" in done.out
    assert re.search(r"1 Depot +- +2 +\. +\.\n", done.out)
    assert "\x1b" not in done.out


@pytest.mark.usefixtures("file")
def test_a_very_narrow_terminal_gets_the_numbers():
    """Where no bar has room."""
    done = run("progress", columns=40)

    assert max(map(len, done.out.splitlines())) <= 40
    assert "Predicted" in done.out
    assert "█ " not in done.out.partition("Calibration")[2]


@pytest.mark.usefixtures("file")
def test_plain_says_it_in_words():
    """A screen reader reads no bars."""
    done = run("progress", "--plain", columns=60)

    assert not set("·▁▂▃▄▅▆▇█▏#") & set(done.out)
    assert re.search(r"moving\. 2026-01-\d\d to 2026-01-\d\d: 100 % of 1; ", " ".join(done.out.split()))
    assert re.search(r"Predicted \d+ %: recalled \d of \d, ", done.out)
    assert max(map(len, done.out.splitlines())) <= 60


@pytest.mark.usefixtures("file")
def test_where_there_are_no_blocks_letters_do():
    """A pipe that holds ASCII alone gets all the same."""
    done = process("progress", PYTHONIOENCODING="ascii")

    assert (done.code, done.err) == (0, "")
    assert done.out.isascii()
    assert "predicted ####" in done.out


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.labels: list[str] = []
        self.tags: list[str] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        self.tags.append(tag)
        if tag != "meta":
            self.open.append(tag)
        self.ids += [said["id"]] if "id" in said else []
        self.labels += said.get("aria-labelledby", "").split()
        self.outside += [name for name in ("src", "href", "xlink:href") if name in said]

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.usefixtures("file")
def test_the_page_is_whole_and_can_be_read_without_its_pictures():
    """Each picture has a title, a description and its table; nothing is loaded and nothing runs."""
    done = run("progress", "--html", "page.html")
    assert (done.code, done.out) == (0, "Written to page.html.\n")
    text = Path("page.html").read_text(encoding="utf-8")
    page = _Page()
    page.feed(text)

    assert (page.open, page.outside) == ([], [])
    assert "script" not in page.tags
    assert "url(" not in text
    assert "@import" not in text
    assert page.tags.count("svg") == page.tags.count("details") == 4
    assert len(page.labels) == 8
    assert set(page.labels) <= set(page.ids)
    assert len(set(page.ids)) == len(page.ids)
    assert "<td>Depot</td><td>Tarpaulin</td>" in text
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text


def test_a_page_of_nothing_says_how_to_begin():
    """As the terminal does."""
    run("progress", "--html", "page.html")
    assert "Nothing was answered yet" in Path("page.html").read_text(encoding="utf-8")


def test_a_domain_is_no_markup():
    """What a file calls a domain, or a service, is shown as it is."""
    from advisor.render import svg

    shown = svg.lines(svg.Head("x", "<b>", "a & b"), ["01"], [svg.Series("<script>", [0.5])])
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    assert '<title id="x-title">&lt;b&gt;</title>' in shown


def test_a_page_that_is_there_is_kept():
    """Unless --force says otherwise."""
    Path("page.html").write_text("mine", encoding="utf-8")
    done = run("progress", "--html", "page.html")
    assert (done.code, done.err) == (
        2,
        "page.html: this file is there already\n  --force writes over it\n",
    )
    assert Path("page.html").read_text(encoding="utf-8") == "mine"
    assert run("progress", "--html", "page.html", "--force").code == 0
