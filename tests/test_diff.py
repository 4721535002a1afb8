"""``advisor diff``: what has changed between two states of the rules, and whose answers that changes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from advisor.check.blast import give
from advisor.rulebase import asked
from advisor.rulebase.base import read
from folders import SLEDGE
from program import RULES, SCENARIOS, run, save

VAN = "services/parcels/van.yaml"
DRONE = "services/parcels/drone.yaml"
DELIVERY = "decisions/delivery.yaml"


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    """Two projects, each with the toy rules; the scenarios lie beside the new ones."""
    monkeypatch.chdir(tmp_path)
    for name in ("old", "new"):
        shutil.copytree(RULES, tmp_path / name / "rules")
    save(tmp_path / "new" / "scenarios")


def edit(path: str, old: str, new: str, side: str = "new/rules") -> None:
    file = Path(side) / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def told(**more):
    """Give the comparison as data."""
    done = run("diff", "old", "new", "-o", "json", *more.get("more", ()))
    assert done.err == ""
    return json.loads(done.out)


def test_nothing_has_changed():
    """Exit code 0, and what was asked is counted."""
    assert run("diff", "old", "new") == (
        0,
        (
            "From old to new\n\nWhat has changed: 0 things\n  No fact, rule or term is another.\n\n"
            "Answers that change: 0 of 7 scenarios, 0 of 2 questions\n"
        ),
        "",
    )


def test_a_changed_fact_that_turns_an_answer_is_named(golden):
    """Exit code 1; what was answered, what is, which fact did it, and where it stands."""
    edit(VAN, "load: {is: unlimited, source: book}", "load: {is: 90, source: book}")
    edit(VAN, "{is: 4 h, source: book}", '{is: 5 h, source: book, note: "A detour, for good."}')
    done = run("diff", "old", "new")

    golden("diff-fact", done.out)
    assert (done.code, done.err) == (1, "")
    assert "    ~ load: unlimited is now 90\n" in done.out
    assert "because Van: load: unlimited is now 90 (rules/services/parcels/van.yaml:10)" in done.out


def test_what_did_it_is_proved_and_not_guessed():
    """Of two changed facts of the same service, only the one is named that brings the old answer back."""
    edit(VAN, "load: {is: unlimited, source: book}", "load: {is: 90, source: book}")
    edit(VAN, "destination: {is: [door, locker]", "destination: {is: [door]")
    found = told()

    (turn,) = found["answers"]
    assert turn["scenario"] == "choose-two"
    assert [(one["subject"], one["part"]) for one in turn["causes"]] == [("van", "load")]
    assert (turn["was"]["chosen"], turn["was_right"], turn["now_right"]) == (["B", "D"], True, False)
    assert turn["together"] is False


def test_changes_that_take_each_other_are_told_together():
    """Neither alone brings the old answer back: two new candidates that can both do it."""
    for name in ("cart", "sledge"):
        text = (
            SLEDGE.replace("Sledge", name.title()).replace("aka: [Toboggan]\n", "").replace("20 min", "1 h")
        )
        text += "  load: {is: 100, source: book}\n  reach: {is: [hills], source: book}\n"
        text += "  upkeep: {is: none, source: book}\n"
        Path(f"new/rules/services/{name}.yaml").write_text(text, encoding="utf-8")
    edit(DELIVERY, "van, drone]", "van, drone, cart, sledge]")
    turns = {one["scenario"]: one for one in told()["answers"]}

    assert turns["none-fits"]["together"] is True
    assert [one["part"] for one in turns["none-fits"]["causes"]] == ["cart", "sledge"]
    out = run("diff", "old", "new").out
    assert "    because all of these together: delivery: candidate cart is new\n" in out
    assert "        and delivery: candidate sledge is new (rules/decisions/delivery.yaml:1)\n" in out
    assert "  Cart (cart)\n    + is new: Slides.\n" in out


KINDS = {
    "fact entry": (VAN, "since: 2024-06-01", "since: 2024-07-01", ["+ delay since 2024-07-01: 2 h (new)", "- delay since 2024-06-01: 2 h (gone)"]),
    "case of a fact": (VAN, "{is: 8 h, when", "{is: 9 h, when", ["~ delay where reach: hills: 8 h is now 9 h"]),
    "set": (VAN, "[town, hills]", "[hills]", ["~ reach: gone: town"]),
    "note": (VAN, "The new road.", "A road.", ["· delay since 2024-06-01 says: A road. It said: The new road."]),
    "life": (DRONE, "shut, since: 2024-01-01", "shut, since: 2025-02-01", ["+ life since 2025-02-01: shut (new)", "- life since 2024-01-01: shut (gone)"]),
    "feature": ("services/parcels/tarpaulin.yaml", "part_of: bicycle", "part_of: van", ["~ part of: bicycle is now van"]),
    "rule": (DELIVERY, "prefer: [van]", "avoid: [van]", ["~ rule shelter-wants-walls: when shelter: yes, then prefer van is now when shelter: yes, then avoid van"]),
    "reason": (DELIVERY, "The town sleeps.", "It is dark.", ["· rule no-van-at-night says: It is dark. It said: The town sleeps."]),
    "candidate": (DELIVERY, "van, drone]", "van]", ["- candidate drone is gone"]),
    "asks": (DELIVERY, "shelter, upkeep, dest", "upkeep, dest", ["~ terms asked about: gone: shelter"]),
    "raised by": (DELIVERY, "raised_by: {arrival: all-day}", "raised_by: {arrival: at-night}", ["~ raised by: new: arrival: at-night; gone: arrival: all-day"]),
    "question": (DELIVERY, "What should", "Which should", ["· question says: Which should carry the parcels? It said: What should carry the parcels?"]),
    "term": ("vocabulary.yaml", "{express: under 1 h", "{express: under 2 h", ["~ phrases: new: express: under 2 h; gone: express: under 1 h"]),
    "meaning": ("vocabulary.yaml", "Whether parcels stay dry.", "Dry or not.", ["· means says: Dry or not. It said: Whether parcels stay dry."]),
    "edition": ("editions.yaml", "old: {day: 2020-01-01", "old: {day: 2021-01-01", ["~ 2020-01-01 is now 2021-01-01"]),
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_change_is_told_in_plain_words(name):
    """Facts entry by entry, with the day and the needs for which they hold."""
    path, old, new, lines = KINDS[name]
    edit(path, old, new)
    out = run("diff", "old", "new", columns=100).out.replace("\n      ", " ")

    told = out.partition("What has changed")[2].partition("Answers that change")[0]
    assert [line.strip() for line in told.splitlines() if line.startswith("    ")] == lines


@pytest.mark.parametrize("name", KINDS)
def test_no_answer_that_changes_is_passed_over(name):
    """Most scenarios are not asked again, and what is told is what asking all of them tells."""
    path, old, new, _ = KINDS[name]
    edit(path, old, new)
    sides = [read([Path(side, "rules")], keep=False) for side in ("old", "new")]
    files = sorted(Path("new/scenarios").iterdir())
    answers = [[give(base, asked.read(file, base)) for file in files] for base in sides]
    moved = {file.stem for file, was, now in zip(files, *answers, strict=True) if was != now}

    assert {one["scenario"] for one in told()["answers"]} == moved


def test_rules_that_only_the_old_day_knows_are_taken_back_with_the_edition():
    """Another day for the default edition is a change like any other."""
    edit("editions.yaml", "old: {day: 2020-01-01", "old: {day: 2025-01-01")
    turns = {one["scenario"]: one for one in told()["answers"]}

    assert turns["changed-today"]["causes"] == [
        {
            "kind": "edition", "subject": "old", "part": None, "how": "changed", "was": "2020-01-01",
            "now": "2025-01-01", "since": None, "where": None, "at": None,
        }
    ]  # fmt: skip


def test_a_rule_that_is_new_is_named():
    """Taken back alone, it gives the old answer again."""
    edit(
        DELIVERY,
        "rules:\n",
        "rules:\n  no-vans:\n    when: {reach: hills}\n    then: {exclude: [van]}\n    because: Mud.\n",
    )
    turns = {one["scenario"]: one for one in told()["answers"]}

    assert {"decided", "question"} <= set(turns)
    assert all([one["part"] for one in turn["causes"]] == ["no-vans"] for turn in turns.values())


def test_reasons_alone_are_told_where_asked():
    """The answer is the same, and what is said for it is not; that alone is exit code 0."""
    edit(VAN, "why: It has an engine.", "why: Engines break.")
    silent = run("diff", "old", "new")
    done = run("diff", "old", "new", "--reasons")

    assert (silent.code, done.code) == (0, 0)
    assert "reasons" not in silent.out
    assert "Answers whose reasons alone change: 1\n  question\n" in done.out
    assert "Engines break." in done.out
    assert "    because Van: upkeep says: Engines break. It said: It has an engine." in done.out


def test_saved_recommendations_are_held_against_the_new_rules(tmp_path):
    """With what is said now and was not."""
    saved = run("recommend", "new/scenarios", "-o", "json").out
    (tmp_path / "saved.json").write_text(saved, encoding="utf-8")
    edit(VAN, "load: {is: unlimited, source: book}", "load: {is: 50, source: book}")
    shutil.copy(f"new/rules/{VAN}", f"old/rules/{VAN}")
    done = run("diff", "old", "new", "--baseline", "saved.json")

    assert done.code == 1
    assert "Answers that change: 0 of 7" in done.out
    assert "Saved answers that change: 3 of 9\n" in done.out
    assert "now: Van: load goes up to 50, but at least 80 is needed." in done.out.replace("\n       ", "")
    (tmp_path / "bad.json").write_text("[1]", encoding="utf-8")
    assert run("diff", "old", "new", "--baseline", "bad.json").err.startswith("bad.json: this holds no saved")


def test_a_folder_laid_over_the_packaged_rules_is_compared_as_such(tmp_path):
    """It needs no editions of its own, and its places are the user's own."""
    folder = tmp_path / "ours" / "rules" / "services"
    folder.mkdir(parents=True)
    (folder / "van.yaml").write_text(
        "replaces: true\nfacts:\n  load: {is: 50, source: book}\n", encoding="utf-8"
    )
    (tmp_path / "ours" / "scenarios").mkdir()
    (tmp_path / "ours" / "scenarios" / "hills.yaml").write_text(SCENARIOS["decided"], encoding="utf-8")
    done = run("diff", "old/rules", "ours")

    assert done.code == 1
    assert "Answers that change: 1 of 1 scenario\n  hills\n" in done.out
    assert "because Van: load: unlimited is now 50 (ours/rules/services/van.yaml:3)\n" in done.out


def test_what_the_old_rules_do_not_know_is_new_ground():
    """They cannot be asked, and that is said with the word that they lack."""
    shutil.rmtree("old/rules")
    shutil.copytree("new/rules", "old/rules")
    Path("old/rules/decisions/keeping.yaml").unlink()
    done = run("diff", "old", "new")

    assert done.code == 0
    assert done.out.endswith(
        "New ground, which the old rules cannot be asked about: 1\n  choose-two: unknown decision 'keeping'\n"
    )
    assert "  decision keeping\n    + is new: Where should parcels wait?\n" in done.out


def test_scenarios_may_be_named(tmp_path):
    """Files or folders; what is wrong in them is told at its place."""
    assert "0 of 1 scenario\n" in run("diff", "old", "new", "--scenarios", "new/scenarios/tie.yaml").out
    (tmp_path / "bad.yaml").write_text("needs: {laod: 3}\n", encoding="utf-8")
    done = run("diff", "old", "new", "--scenarios", "bad.yaml")

    assert (done.code, done.err.splitlines()[0]) == (2, "bad.yaml:1:9: unknown term 'laod'")


def test_markdown_stands_below_a_change_for_review(golden):
    """A table of answers first, then what has changed."""
    edit(VAN, "load: {is: unlimited, source: book}", "load: {is: 50, source: book}")
    done = run("diff", "old", "new", "-o", "markdown", "--reasons")

    golden("diff-markdown", done.out)
    assert "| decided | van (decided) | none-fits; not the answer that it states |" in done.out


def test_it_is_complete_at_sixty_columns():
    """Nothing is cut."""
    edit(VAN, "load: {is: unlimited, source: book}", "load: {is: 50, source: book}")
    out = run("diff", "old", "new", columns=60).out

    assert max(map(len, out.splitlines())) <= 60
    assert " ".join(out.split()) == " ".join(run("diff", "old", "new").out.split())


def git(*words: str) -> None:
    who = {
        f"GIT_{role}_{what}": "a@b.example" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *words],
        check=True,
        capture_output=True,
        env={**os.environ, **who},
    )


@pytest.fixture
def project(monkeypatch):
    """A git repository of rules, whose last commit has changed a fact."""
    monkeypatch.chdir("new")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(Path.cwd().parent))
    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "first")
    git("tag", "v1")
    git("tag", "release-1")
    edit(VAN, "load: {is: unlimited, source: book}", "load: {is: 50, source: book}", "rules")
    git("commit", "-q", "-a", "-m", "second")


@pytest.mark.usefixtures("project")
def test_revisions_are_compared():
    """Named as git names them; the working folder is a folder."""
    done = run("diff", "v1", "HEAD")

    assert done.code == 1
    assert done.out.startswith("From v1 (")
    assert "because Van: load: unlimited is now 50 (HEAD (" in done.out.replace("\n            ", " ")
    assert "/tmp" not in done.out
    assert run("diff", "HEAD", ".").code == 0
    assert "because Van: load: unlimited is now 50 (rules/services/parcels/van.yaml:10)\n" in (
        run("diff", "HEAD~1", ".").out
    )


@pytest.mark.usefixtures("project")
def test_a_folder_in_a_revision_may_be_named(monkeypatch):
    """As git names it; from inside a folder, too."""
    assert run("diff", "v1:rules", "rules").code == 1
    monkeypatch.chdir("rules")
    assert run("diff", "v1", ".").code == 1


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("old", "lines"),
    [
        (
            "release-2",
            ["diff: 'release-2' is neither a folder nor a git revision", "  did you mean 'release-1'?"],
        ),
        (
            "v1:scenarios",
            [
                "v1:scenarios: there are no rules in scenarios in this revision",
                "  REVISION:path/to/rules names the folder in which they lie",
            ],
        ),
        (
            "scenarios",
            [
                "scenarios: there are no rules here",
                "  a rules folder holds services/, decisions/ or vocabulary.yaml, or lies in the folder as rules/",
            ],
        ),
    ],
)
def test_a_side_that_is_none_is_told(old, lines):
    """Exit code 2, with the way out."""
    done = run("diff", old, ".")

    assert (done.code, done.out) == (2, "")
    assert [line.replace(f" ({short()})", "") for line in done.err.splitlines()] == lines


def short() -> str:
    words = ["git", "rev-parse", "--short", "v1"]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


@pytest.mark.usefixtures("project")
def test_a_revision_that_cannot_be_read_is_told_at_its_place():
    """With the revision before the path."""
    edit(VAN, "load:", "laod:", "rules")
    git("commit", "-q", "-a", "-m", "third")
    done = run("diff", "HEAD", "v1")

    assert done.code == 2
    assert "): rules/services/parcels/van.yaml:10:3: unknown term 'laod'" in done.err


def test_outside_of_a_repository_revisions_are_not_known(monkeypatch, tmp_path):
    """Nor where there is no git at all."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert run("diff", "HEAD", "new").err == (
        "diff: 'HEAD' is no folder, and there are no git revisions here\n"
        "  run it inside a git repository, or name two folders\n"
    )
    monkeypatch.setenv("PATH", "")
    assert run("diff", "HEAD", "new").err == (
        "diff: 'HEAD' is no folder, and git, which would know a revision, is not installed\n"
        "  install git, or name two folders\n"
    )
