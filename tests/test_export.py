"""Questions taken elsewhere: to Anki, to a spreadsheet, to paper; each with the reasons for every option."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest

import questions
from program import environment, run

ODD = """\
title: Parcels & <b>bold</b>
domain: moving
text: |
  A "farm" <script>alert(1)</script> sends [sound:80] parcels & more a trip into the hills.
  What should carry them?
decide: [delivery]
needs: {load: 80, reach: hills}
words: {load: "[sound:80] parcels & more", reach: into the hills}
options: {A: bicycle, B: van, C: drone}
answer: B
"""
"""A question that could be taken for markup."""


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_PROGRESS", str(tmp_path / "progress.db"))
    questions.save(tmp_path / "bank")


def notes(path: str) -> dict[str, tuple[str, list[str], list[str]]]:
    """Give the notes of a package by their first fields: the guid, all fields, the tags."""
    with zipfile.ZipFile(path) as package:
        Path("collection.db").write_bytes(package.read("collection.anki2"))
    connection = sqlite3.connect("collection.db")
    rows = connection.execute("SELECT guid, flds, tags FROM notes").fetchall()
    cards = connection.execute("SELECT count(*) FROM cards").fetchone()[0]
    connection.close()
    assert cards == len(rows)
    return {(fields := flds.split("\x1f"))[0]: (guid, fields, tags.split()) for guid, flds, tags in rows}


def test_an_anki_deck_holds_every_question_with_all_its_reasons():
    """The key and why on the back, the words of the story, what would change it, pages to read, tags."""
    done = run("export", "anki", "q.apkg", "bank")
    assert (done.code, done.out, done.err) == (0, "4 questions in q.apkg.\n", "")

    found = notes("q.apkg")
    assert sorted(found) == ["hills", "rain", "ring", "two"]
    _, (_, question, answer, reasons, _, sources), tags = found["ring"]
    assert "What should carry it?" in question
    letters = dict(re.findall(r'class="letter">(.)</span>(.*?)</li>', question))
    assert sorted(letters.values()) == ["Bicycle", "Drone", "Van"]
    assert letters[answer] == "Drone"
    assert reasons.count(">wrong</strong>") == 2
    assert "Story: “within a quarter of an hour”" in reasons
    assert 'href="https://example.org/' in sources
    assert tags == [
        "domain::moving",
        "decision::delivery",
        "service::bicycle",
        "service::drone",
        "service::van",
    ]
    assert found["two"][1][2].count(" and ") == 1
    assert "It would be right if the need were shelter: no." in found["rain"][1][3]


def test_a_second_package_updates_the_first():
    """The notes keep their ids and the options their order, whatever else is in it."""
    run("export", "anki", "one.apkg", "bank")
    questions.save(Path("bank"), more=questions.QUESTIONS["ring"].replace("ring", "gem"))
    run("export", "anki", "two.apkg", "bank")
    one, two = notes("one.apkg"), notes("two.apkg")

    assert set(two) - set(one) == {"more"}
    assert all(two[id_] == said for id_, said in one.items())
    assert len({guid for guid, _, _ in two.values()}) == len(two)


@pytest.mark.parametrize("form", ["anki", "html"])
def test_a_question_is_no_markup(form):
    """What a story says is shown as it is, and nothing in it runs."""
    Path("odd.yaml").write_text(ODD, encoding="utf-8")
    if form == "anki":
        run("export", "anki", "odd.apkg", "odd.yaml")
        _, fields, _ = notes("odd.apkg")["odd"]
        text = "\n".join(fields)
        assert "[sound:" not in text
    else:
        text = run("export", "html", "odd.yaml").out
    assert "<script" not in text
    assert "<b>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "&#91;sound:80] parcels &amp; more" in text


def test_markdown_is_a_paper_with_its_key_at_the_end(golden):
    """Questions first, then every option with its reasons."""
    done = run("export", "markdown", "bank", "--seed", "2")
    assert done.code == 0
    golden("export-markdown", done.out)

    Path("odd.yaml").write_text(ODD, encoding="utf-8")
    assert "\\<script\\>" in run("export", "markdown", "odd.yaml").out


class _Page(HTMLParser):
    """What a page opens and closes, where it leads, and its ids."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag not in {"meta", "hr", "br"}:
            self.open.append(tag)
        self.ids += [said["id"]] if "id" in said else []
        self.links += [said["href"]] if "href" in said else []
        assert "src" not in said

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_html_is_one_whole_page():
    """Nothing is loaded from anywhere; every link of the page itself leads somewhere."""
    text = run("export", "html", "bank").out
    page = _Page()
    page.feed(text)

    assert page.open == []
    assert len(set(page.ids)) == len(page.ids)
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert "url(" not in text
    assert "@import" not in text
    assert text.index("What should carry it?") < text.index('id="key"') < text.index(">wrong</strong>")


def test_csv_has_a_row_for_each_option():
    """In the letters of the files, with why, and nothing that a spreadsheet would reckon."""
    Path("odd.yaml").write_text(ODD.replace("title: P", "title: =P"), encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(run("export", "csv", "bank", "odd.yaml").out)))

    assert [one["letter"] for one in rows if one["question"] == "two"] == list("ABCD")
    assert [one["letter"] for one in rows if one["question"] == "two" and one["right"] == "yes"] == ["B", "D"]
    assert all(one["reasons"] for one in rows)
    (drone,) = (one for one in rows if one["question"] == "ring" and one["letter"] == "C")
    assert (drone["option"], drone["services"], drone["decisions"]) == ("Drone", "drone", "delivery")
    assert "within a quarter of an hour" in drone["story"]
    assert {one["title"] for one in rows if one["question"] == "odd"} == {"'=Parcels & <b>bold</b>"}


def test_json_is_complete():
    """Needs, goals, every reason with its place, the words it hangs on, how it stands today."""
    said = json.loads(run("export", "json", "bank", "--question", "hills").out)
    (one,) = said["questions"]

    assert said["schema"] == 1
    assert (one["id"], one["answer"], one["goals"]) == ("hills", ["B"], ["minimise upkeep"])
    assert one["needs"][0] == {
        "term": "load", "condition": "80", "decision": None, "words": "80 parcels",
    }  # fmt: skip
    wrong = one["options"]["A"]
    assert not wrong["right"]
    assert {"kind", "text", "rule", "term", "source", "at", "words"} <= set(wrong["reasons"][0])
    assert ["80 parcels"] in [reason["words"] for reason in wrong["reasons"]]
    assert one["today"]["chosen"] == ["B"]


def test_filters_are_those_of_a_drill():
    """By domain, decision, service, question and number; the same seed takes the same."""

    def ids(*more: str) -> list[str]:
        return [one["id"] for one in json.loads(run("export", "json", "bank", *more).out)["questions"]]

    assert ids() == ["hills", "rain", "ring", "two"]
    assert ids("--domain", "keeping") == ["rain", "two"]
    assert ids("--decision", "keeping") == ["two"]
    assert ids("--service", "Tarpaulin") == ["hills", "rain"]
    assert ids("--count", "9") == ids()
    assert ids("--count", "2", "--seed", "5") == ids("--seed", "5")[:2]
    assert len({tuple(ids("--seed", str(seed))) for seed in range(9)}) > 1
    run("drill", "bank", "--question", "rain", said="r\nq\n")
    assert ids("--flagged") == ["rain"]


def test_what_is_not_proved_is_left_out():
    """And that is told; where nothing is left, nothing is written."""
    Path("bank/wrong.yaml").write_text(questions.WRONG_KEY, encoding="utf-8")
    done = run("export", "csv", "bank", "--domain", "moving")
    assert "1 question is not proved and left out; 'advisor drill --check' says why." in done.err
    assert "wrong" not in {line.split(",")[0] for line in done.out.splitlines()}

    done = run("export", "csv", "bank/wrong.yaml", "--write", "none.csv")
    assert (done.code, Path("none.csv").exists()) == (1, False)


def test_many_are_explained_on_all_cores():
    """In the order in which they were asked for."""
    for number in range(30):
        Path(f"bank/more-{number:02}.yaml").write_text(questions.QUESTIONS["ring"], encoding="utf-8")
    said = json.loads(run("export", "json", "bank").out)
    assert [one["id"] for one in said["questions"]] == sorted(path.stem for path in Path("bank").iterdir())


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["anki", "q.zip", "bank"], "q.zip: Anki imports files that end in .apkg\n  write q.apkg\n"),
        (["csv", "bank", "--write", "there.csv"], "there.csv: this file is there already\n  --force writes"),
        (["csv", "bank", "--write", "no/q.csv"], "no/q.csv: there is no folder no\n"),
        (["csv", "bnk"], "bnk: there is no such file or folder\n"),
        (["csv", "bank", "--service", "Dron"], "--service: unknown service 'Dron'\n  did you mean 'drone'?\n"),
        (["csv", "bank", "--domain", "movin"], "--domain: unknown domain 'movin'\n  did you mean 'moving'?\n"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(arguments, told):
    """With the way out."""
    Path("there.csv").write_text("mine", encoding="utf-8")
    done = run("export", *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(told)
    assert Path("there.csv").read_text(encoding="utf-8") == "mine"


def test_force_writes_over_a_file():
    """Where that is wished."""
    Path("there.csv").write_text("mine", encoding="utf-8")
    assert (
        run("export", "csv", "bank", "--write", "there.csv", "--force").out == "4 questions in there.csv.\n"
    )
    assert Path("there.csv").read_text(encoding="utf-8").startswith("question,title")


def test_without_genanki_it_is_told_how_to_get_it(monkeypatch):
    """Before any work is done."""
    monkeypatch.setitem(sys.modules, "genanki", None)
    done = run("export", "anki", "q.apkg", "bank")
    assert done.code == 2
    assert done.err == (
        "export anki: the package genanki is needed to write for Anki, and is not there\n"
        "  pip install 'aws-service-advisor[anki]'\n"
    )


def test_new_questions_are_taken_elsewhere_too():
    """Made from the packaged rules: the same seed gives the same, and each can be named by its number."""

    def exported(*more: str) -> list[dict]:
        done = subprocess.run(
            [sys.executable, "-m", "advisor", "export", "json", *more],
            capture_output=True,
            env=environment(),
            check=False,
            timeout=120,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        return json.loads(done.stdout)["questions"]

    fresh = exported("--generate", "--count", "3", "--seed", "7", "--domain", "data-engineering")
    assert len({one["id"] for one in fresh}) == 3
    assert {one["domain"] for one in fresh} == {"data-engineering"}
    assert fresh == exported("--generate", "--count", "3", "--seed", "7", "--domain", "data-engineering")
    assert exported("--question", fresh[1]["id"]) == [fresh[1]]


def test_a_heading_does_not_say_what_the_story_says():
    """A title that the story begins with is left out."""
    Path("odd.yaml").write_text(
        questions.QUESTIONS["hills"].replace(
            "Parcels for the hills", "A farm sends 80 parcels a trip into the hills"
        ),
        encoding="utf-8",
    )
    assert "## Question 1\n" in run("export", "markdown", "odd.yaml").out
    assert "<h2>Question 1</h2>" in run("export", "html", "odd.yaml").out


def test_new_questions_and_files_are_not_asked_for_together():
    """Nobody could say which are meant."""
    done = run("export", "csv", "bank", "--generate")
    assert done.code == 2
    assert (
        "--generate makes new questions; files, --question, --missed and --flagged name old ones" in done.err
    )
