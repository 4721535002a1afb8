"""``advisor recommend`` as its user meets it: whole outputs, exit codes, and every way of asking."""

from __future__ import annotations

import json

import pytest

from program import SCENARIOS, process, run, save

CODES = {
    "decided": 0,
    "tie": 0,
    "none-fits": 1,
    "not-enough-said": 1,
    "provisional": 0,
    "question": 0,
    "choose-two": 0,
    "changed-today": 1,
    "rule": 0,
}
"""Scenario -> the exit code of its answer."""

HOUSE = "rules:\n  no-vans: {when: {load: at least 1}, then: {exclude: [van]}, because: We run no vans.}\n"


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    save(tmp_path)


@pytest.mark.parametrize("columns", [80, 60])
@pytest.mark.parametrize("name", SCENARIOS)
def test_the_whole_answer_is_as_kept(golden, name, columns):
    """Each way in which an answer may come out reads as it did, at both widths, with nothing too wide."""
    done = run("recommend", f"{name}.yaml", columns=columns)

    golden(f"{name}-{columns}", done.out)
    assert (done.code, done.err) == (CODES[name], "")
    assert max(map(len, done.out.splitlines())) <= columns


@pytest.mark.parametrize("name", ["rule", "question", "changed-today"])
def test_why_tells_what_is_behind_each_reason(golden, name):
    """With ``--why`` the need, the rule and the place stand below each reason, and all else stays."""
    done = run("recommend", "--why", f"{name}.yaml")
    plain = run("recommend", f"{name}.yaml").out.splitlines()

    golden(f"{name}-why", done.out)
    lines = [
        line
        for line in done.out.splitlines()
        if not line.strip().startswith(("need: ", "rule: delivery/", "at: rules/"))
    ]
    assert lines == plain


@pytest.mark.parametrize("name", SCENARIOS)
def test_markdown_is_as_kept(golden, name):
    """The answer as Markdown is the same at any width."""
    wide = run("recommend", f"{name}.yaml", "-o", "markdown")

    golden(f"{name}-markdown", wide.out)
    assert wide == run("recommend", f"{name}.yaml", "-o", "markdown", columns=60)
    assert wide.code == CODES[name]


@pytest.mark.parametrize("columns", [80, 60, 40])
def test_a_folder_is_summed_up_in_a_table(golden, tmp_path, columns):
    """One row for each scenario, with what it states and whether today's answer differs; then the sum."""
    save(tmp_path / "shelf")
    (tmp_path / "shelf" / "wrong.yaml").write_text(
        SCENARIOS["decided"].replace("van", "drone"), encoding="utf-8"
    )
    (tmp_path / "shelf" / ".hidden").mkdir()
    (tmp_path / "shelf" / ".hidden" / "broken.yaml").write_text("{", encoding="utf-8")
    done = run("recommend", "shelf", columns=columns)

    golden(f"folder-{columns}", done.out)
    assert (done.code, done.err) == (1, "")
    assert max(map(len, done.out.splitlines())) <= columns


def test_a_folder_of_good_answers_ends_well(tmp_path):
    """Exit code 0 only if every scenario has an answer and none is another than the one stated."""
    save(tmp_path / "good", "decided", "tie", "question")
    save(tmp_path / "bad", "decided", "none-fits")

    assert run("recommend", "good").code == 0
    assert run("recommend", "bad").code == 1
    assert "Stated answers that are right: 2 of 2." in run("recommend", "good").out


def test_several_files_are_told_one_after_the_other():
    """Each with its path, and a line between them."""
    done = run("recommend", "decided.yaml", "tie.yaml")
    first, second = done.out.split(f"\n{'=' * 60}\n\n")

    assert first == "decided.yaml\n" + run("recommend", "decided.yaml").out
    assert second == "tie.yaml\n" + run("recommend", "tie.yaml").out


@pytest.mark.parametrize(
    ("name", "stated", "told"),
    [
        ("decided", "answer: drone", "drone"),
        ("question", "answer: A", "A"),
        ("choose-two", "answer: [A, B]", "A, B"),
        ("tie", "answer: van", "van"),
    ],
)
def test_another_answer_than_the_one_stated_is_told(tmp_path, name, stated, told):
    """The last line says so, and the exit code is 1."""
    lines = [line for line in SCENARIOS[name].splitlines() if not line.startswith("answer")]
    (tmp_path / "wrong.yaml").write_text("\n".join([*lines, stated]), encoding="utf-8")
    done = run("recommend", "wrong.yaml")

    assert done.code == 1
    assert done.out.endswith(f"\n\nThe scenario states another answer: {told}.\n")


def test_standard_input_is_a_scenario():
    """``-`` reads it, and the answer is that of the file."""
    piped = process("recommend", "-", said=SCENARIOS["decided"].encode())

    assert piped.out == run("recommend", "decided.yaml").out
    assert (piped.code, piped.err) == (0, "")


def test_nothing_on_standard_input_is_asked_further():
    """An empty scenario is no mistake: what to say first is told."""
    done = run("recommend", "-", said="")

    assert (done.code, done.err) == (1, "")
    assert done.out.startswith("As of 2020-01-01 (old): not enough is said to recommend anything\n")
    assert "arrival: How do the parcels come in?" in done.out


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("today", "As of 2025-01-01 (today): Van"),
        ("2025-01-01", "As of 2025-01-01 (today): Van"),
        ("2024-06-01", "As of 2024-06-01: Van"),
        ("2024-05-31", "As of 2024-05-31: nothing fits"),
        ("old", "As of 2020-01-01 (old): nothing fits"),
    ],
)
def test_as_of_asks_about_another_day(said, first):
    """A day or an edition; the first line says which day it is for."""
    assert run("recommend", "changed-today.yaml", "--as-of", said).out.splitlines()[0] == first


def test_today_is_the_day_to_compare_with():
    """``--today`` stands in for the edition, so that no clock is needed."""
    before = run("recommend", "changed-today.yaml", "--today", "2024-05-31").out
    after = run("recommend", "changed-today.yaml", "--today", "2024-06-01").out

    assert "the answer differs" not in before
    assert after.splitlines()[1] == "Today (2024-06-01) the answer differs: Van"


def test_a_house_rule_laid_over_excludes_a_service(tmp_path):
    """A folder of one's own is enough for a rule of one's own, and the answer says whose it is."""
    (tmp_path / "house" / "decisions").mkdir(parents=True)
    (tmp_path / "house" / "decisions" / "delivery.yaml").write_text(HOUSE, encoding="utf-8")
    plain = run("recommend", "decided.yaml")
    ours = run("recommend", "decided.yaml", "--rules", "house", "--why")

    assert plain.out.startswith("As of 2020-01-01 (old): Van\n")
    assert ours.code == 1
    assert ours.out.startswith("As of 2020-01-01 (old): nothing fits\n")
    start = ours.out.index("  Van\n")
    assert ours.out[start:].splitlines()[:5] == [
        "  Van",
        "    - Excluded. We run no vans.",
        "      need: load: at least 1",
        "      rule: delivery/no-vans",
        "      at: house/decisions/delivery.yaml:2",
    ]


def test_the_rules_are_named_by_their_hash(tmp_path, toy):
    """Two answers of the same hash were given by the same rules."""
    (tmp_path / "house" / "decisions").mkdir(parents=True)
    (tmp_path / "house" / "decisions" / "delivery.yaml").write_text(HOUSE, encoding="utf-8")
    plain = json.loads(run("recommend", "decided.yaml", "-o", "json").out)
    ours = json.loads(run("recommend", "decided.yaml", "-o", "json", "--rules", "house").out)

    assert plain["rules"] == toy.hash
    assert ours["rules"] != toy.hash


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_the_same_input_gives_the_same_bytes(tmp_path, form):
    """Whatever order Python's sets happen to have, and whether the rules come from a cache or not."""
    save(tmp_path / "shelf")
    arguments = ["recommend", *sorted(str(one) for one in (tmp_path / "shelf").iterdir()), "-o", form]
    runs = {
        process(*arguments, PYTHONHASHSEED=seed, ADVISOR_CACHE=str(tmp_path / cache))
        for seed, cache in (("0", "one"), ("1", "two"), ("4711", "one"))
    }

    assert len(runs) == 1
    assert runs.pop().out.count("\n") > 100
