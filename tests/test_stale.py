"""``advisor stale``: what is due for another look, and how many answers hang on it."""

from __future__ import annotations

import json

import pytest

from folders import SLEDGE, write
from program import run, save


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    save(tmp_path / "shelf")


def told(*more):
    """Give what is due, as data."""
    done = run("stale", "shelf", "-o", "json", *more)
    assert done.err == ""
    return json.loads(done.out)


def test_nothing_old_is_due(golden):
    """The toy pages were read on the day of today; only what is not confirmed is told."""
    done = run("stale", "shelf")

    golden("stale", done.out)
    assert done.code == 1
    assert run("stale", "shelf", "--only", "source", "--only", "lifecycle") == (
        0,
        "As of 2025-01-01: nothing is due for another look.\n",
        "",
    )


def test_old_pages_come_with_what_rests_on_them(golden):
    """First those on which most answers hang; with the place of the day to set."""
    done = run("stale", "shelf", "--today", "2026-06-01", "--only", "source")

    golden("stale-old", done.out)
    assert done.code == 1
    (first, *_) = told("--today", "2026-06-01")["due"]
    assert (first["kind"], first["url"], first["checked"]) == (
        "source",
        "https://example.org/drone",
        "2025-01-01",
    )
    assert first["at"] == "rules/services/parcels/drone.yaml:8"
    assert {"drone: delay", "drone: its life"} <= set(first["about"])


def cited(found) -> set[str]:
    """Give the pages that stand behind the reasons of an answer."""
    if isinstance(found, list):
        return set().union(*map(cited, found))
    if not isinstance(found, dict):
        return set()
    own = {found["source"]} if isinstance(found.get("source"), str) else set()
    return own.union(*map(cited, found.values()))


def test_answers_are_counted_by_their_reasons():
    """An answer hangs on a page if a reason of it cites an entry that rests on it."""
    due = {one["url"]: one for one in told("--today", "2027-01-01")["due"] if one["kind"] == "source"}

    saved = json.loads(run("recommend", "shelf", "-o", "json").out)
    for url, one in due.items():
        assert set(one["scenarios"]) == {done["scenario"] for done in saved if url in cited(done)}
        assert one["answers"] == len(one["scenarios"])
    counts = [one["answers"] for one in told("--today", "2027-01-01")["due"]]
    assert counts == sorted(counts, reverse=True)


def test_the_age_may_be_said():
    """A page is due once more than so many days have passed."""
    assert told("--today", "2025-01-31", "--only", "source", "--max-age", "30")["due"] == []
    assert len(told("--today", "2025-02-01", "--only", "source", "--max-age", "30")["due"]) == 5


@pytest.mark.parametrize(
    ("today", "lines"),
    [
        ("2023-12-01", ["life: Drone is shut down from 2024-01-01 on, in 31 days"]),
        ("2024-03-01", ["life: Drone is shut down since 2024-01-01, 60 days ago"]),
        ("2023-06-01", []),
        ("2025-01-01", []),
    ],
)
def test_ends_of_life_are_due_when_they_are_near(today, lines):
    """Before and after, for as many days as are asked for; an end that was read about since is settled."""
    out = run("stale", "shelf", "--only", "lifecycle", "--today", today, "--within", "100").out

    assert [line for line in out.splitlines() if line.startswith("life: ")] == lines


def test_an_end_that_nobody_has_read_about_since_stays_due(tmp_path):
    """However long ago it was."""
    text = SLEDGE.replace("sources:", "lifecycle:\n  - {is: shut, since: 2025-06-01, source: book}\nsources:")
    write(tmp_path / "over", {"services/sledge.yaml": text})
    out = run("stale", "shelf", "--only", "lifecycle", "--today", "2026-12-01", "--rules", "over").out

    assert out.startswith(
        "life: Sledge is shut down since 2025-06-01, and nobody has read about it since,\n      548 days ago\n"
    )


def test_of_ones_own_rules_only_what_stands_in_them_is_told(tmp_path):
    """What others keep up is not for their users to look at."""
    write(tmp_path / "over", {"services/sledge.yaml": SLEDGE})
    due = told("--today", "2026-12-01", "--rules", "over")["due"]

    assert [(one["url"], one["answers"]) for one in due] == [("https://example.org/sledge", 0)]


def test_the_list_is_cut_and_says_so():
    """In text; programs get all."""
    out = run("stale", "shelf", "--today", "2027-01-01", "--limit", "1").out

    assert "The first 1 are shown" not in out
    assert out.count("hang") == 2
    assert "Only the first is shown, by the answers that hang on them; --limit 0 shows all." in out.replace(
        "\n", " "
    )
    assert "--limit 0" not in run("stale", "shelf", "--today", "2027-01-01", "--limit", "0").out
    assert len(told("--today", "2027-01-01", "--limit", "1")["due"]) == 6


def test_it_is_complete_at_sixty_columns():
    """Nothing is cut."""
    words = ["stale", "shelf", "--today", "2027-01-01"]
    out = run(*words, columns=60).out

    assert max(map(len, out.splitlines())) <= 60
    assert out.split() == run(*words).out.split()


def test_what_is_no_day_is_told():
    """Exit code 2."""
    assert run("stale", "shelf", "--today", "soon").err.startswith("--today: 'soon' is neither a day")
