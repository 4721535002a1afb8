"""The verbs beside recommend: explain, compare, what-if, adr, diagram."""

from __future__ import annotations

import pytest

from program import SCENARIOS, run, save


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    save(tmp_path)
    (tmp_path / "two-changes.yaml").write_text(
        "{decide: [delivery], needs: {load: 80, reach: hills}, minimise: [upkeep]}", encoding="utf-8"
    )


def changes(out: str) -> list[str]:
    """Give the lines below "What would have to change"."""
    lines = out.split("\nWhat would have to change")[1].partition("\n\n")[0].splitlines()[1:]
    return [line.strip() for line in lines]


EXPLAINED = {
    "in-the-answer": ["decided.yaml", "van"],
    "one-change": ["none-fits.yaml", "van"],
    "several-changes": ["two-changes.yaml", "push bike"],
    "never": ["provisional.yaml", "drone"],
    "no-candidate": ["decided.yaml", "depot"],
    "in-a-tie": ["tie.yaml", "van"],
    "in-an-option": ["question.yaml", "drone"],
    "chosen-option": ["question.yaml", "van"],
    "in-no-option": ["question.yaml", "depot"],
    "not-enough-said": ["not-enough-said.yaml", "van"],
}


@pytest.mark.parametrize("name", EXPLAINED)
def test_the_whole_explanation_is_as_kept(golden, name):
    """Why it is the answer, or every reason why not, with the need and the place behind each."""
    done = run("explain", *EXPLAINED[name])

    golden(f"explain-{name}", done.out)
    assert (done.code, done.err) == (0, "")


def test_what_is_in_the_answer_needs_no_change():
    """Only what speaks for it is told."""
    done = run("explain", "decided.yaml", "Van")

    assert done.out.startswith("As of 2020-01-01 (old): Van is in the answer\n")
    assert "change" not in done.out


def test_one_change_may_be_enough():
    """The smallest one is told, and making it gives that answer."""
    (change, answer) = changes(run("explain", "none-fits.yaml", "van").out)
    term, _, said = change.partition(": ")

    assert (change, answer) == ("delay: at most 4 h", "The answer then: Van")
    assert "  after:  Van\n" in run("what-if", "none-fits.yaml", f"{term}={said}").out


def test_several_changes_may_be_needed_together():
    """All of them are told as such, and making them all gives that answer."""
    done = run("explain", "two-changes.yaml", "bicycle")
    *found, answer = changes(done.out)

    assert found == ["load: at least 5", "reach: not needed"]
    assert answer == "The answer then: Bicycle"
    assert "\nWhat would have to change, all together\n" in done.out
    assert "  after:  Bicycle\n" in run("what-if", "two-changes.yaml", "load=at least 5", "reach=").out
    for alone in ("load=at least 5", "reach="):
        assert "Bicycle" not in run("what-if", "two-changes.yaml", alone).out


def test_no_change_may_be_enough():
    """What nobody knows does not go away by another need, and that is said."""
    assert changes(run("explain", "provisional.yaml", "drone").out) == [
        "No change of these needs alone makes it the answer."
    ]


@pytest.mark.parametrize("columns", [80, 60])
def test_services_stand_side_by_side(golden, columns):
    """What differs first, what all share said once, each fact with its source."""
    done = run("compare", "bicycle", "Van", columns=columns)

    golden(f"compare-{columns}", done.out)
    assert (done.code, done.err) == (0, "")
    assert max(map(len, done.out.splitlines())) <= columns


def test_what_is_alike_comes_last_and_whole():
    """A set that all share is shown as it is."""
    done = run("compare", "bicycle", "tarpaulin", "van").out
    alike = run("compare", "bicycle", "tarpaulin").out.split("\nThey are alike\n")[1]

    assert "They are alike" not in done
    assert alike.startswith(
        "  delay: Time from pick-up to delivery.\n    Bicycle: 30 min. [1]\n    Tarpaulin: 30 min. [2]\n"
    )


def test_with_a_scenario_only_what_it_asks_about_is_compared(golden):
    """On its day, and as its needs have it: in the hills the van is slower."""
    done = run(
        "compare", "bicycle", "van", "-", said="{decide: [delivery], needs: {delay: 9 h, reach: hills}}"
    )

    golden("compare-scenario", done.out)
    assert "Van: 8 h." in done.out
    assert "upkeep" not in done.out


def test_a_scenario_that_asks_about_nothing_is_told():
    """There is nothing to compare on."""
    done = run("compare", "bicycle", "van", "-", said="{}")

    assert done.out.endswith("\n\nThe scenario asks about no term.\n")


@pytest.mark.parametrize("named", [["van"], ["van", "van"], ["van", "decided.yaml"]])
def test_one_service_cannot_be_compared(named):
    """Not with itself either."""
    assert run("compare", *named) == (
        2,
        "",
        "advisor: name at least two services\n  'advisor compare --help' shows how\n",
    )


CHANGES = {
    "change": ["decided.yaml", "load=1"],
    "drop": ["none-fits.yaml", "load="],
    "one-decision": ["tie.yaml", "delivery/delay=at most 10 min"],
    "same": ["decided.yaml", "load=90", "arrival=all-day"],
    "nothing-fits": ["decided.yaml", "delay=under 1 s"],
    "question": ["question.yaml", "load=1"],
}


@pytest.mark.parametrize("name", CHANGES)
def test_before_and_after_a_change(golden, name):
    """Both answers, who came in, who left, and why."""
    done = run("what-if", *CHANGES[name])

    golden(f"what-if-{name}", done.out)
    assert (done.code, done.err) == (1 if name == "nothing-fits" else 0, "")


def test_a_change_is_that_of_the_file():
    """The answer after it is the one that the file with the change would get."""
    said = SCENARIOS["none-fits"].replace("at most 1 h", "at most 4 h")
    written = run("recommend", "-", said=said).out.splitlines()[0].partition(": ")[2]

    assert f"  after:  {written}\n" in run("what-if", "none-fits.yaml", "delay=at most 4 h").out


def test_bad_changes_are_told_all_at_once():
    """What is no change, an unknown word, a value that does not fit: each with its way out."""
    done = run("what-if", "decided.yaml", "load", "lod=1", "delivry/load=1", "load=heavy", "reach=twon")

    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines() == [
        "what-if delivry/load=1: unknown decision 'delivry'",
        "  did you mean 'delivery'?",
        "what-if load: 'load' is not a change",
        "  write term=condition, such as latency='under 1 s'",
        "what-if load=heavy: load: 'heavy' is not a count (a plain number, or 5 thousand, 5 million)",
        "what-if lod=1: unknown term 'lod'",
        "  did you mean 'load'?",
        "what-if reach=twon: reach has no choice 'twon'",
        "  did you mean 'town'?",
    ]


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_decision_record_is_as_kept(golden, name):
    """What was needed, what was decided and why, and what else was looked at."""
    done = run("adr", f"{name}.yaml")

    golden(f"adr-{name}", done.out)
    assert (done.code, done.err) == (
        1 if name in ("none-fits", "not-enough-said", "changed-today") else 0,
        "",
    )


def test_a_decision_record_can_be_made_again(toy):
    """It is stamped with the day and the hash of the rules, and holds the diagram and the alternatives."""
    lines = run("adr", "decided.yaml", "--as-of", "today").out.splitlines()

    assert lines[2:6] == [
        "- Status: Proposed",
        "- Facts as of: 2025-01-01 (today)",
        f"- Rules: `{toy.hash}`",
        "- Scenario: `decided`",
    ]
    start = lines.index("```mermaid") + 1
    drawn = run("diagram", "decided.yaml", "--as-of", "today", "--rejected").out.splitlines()
    assert lines[start : start + len(drawn)] == drawn
    assert [line for line in lines[lines.index("## Alternatives") :] if line.startswith("### ")] == [
        "### Bicycle",
        "### Tarpaulin",
        "### Drone",
    ]


def test_a_record_of_a_question_tells_the_other_options():
    """Each with its letter, and not the chosen one."""
    done = run("adr", "question.yaml").out
    titles = [line for line in done.splitlines() if line.startswith("### ")]

    assert titles == ["### A: Bicycle", "### C: Drone", "### D: Bicycle and Tarpaulin"]


DRAWN = {
    "one-part": ["decided.yaml"],
    "rejected": ["decided.yaml", "--rejected"],
    "tie": ["tie.yaml"],
    "nothing": ["none-fits.yaml"],
    "two-parts": ["choose-two.yaml"],
    "hops": ["hops.yaml"],
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_diagram_is_as_kept(golden, tmp_path, name):
    """Mermaid's text: the parts with the decisions they answer, and the way that data takes."""
    (tmp_path / "hops.yaml").write_text(
        "{decide: [delivery, keeping], use: [bicycle], needs: {reach: town}}", encoding="utf-8"
    )
    done = run("diagram", *DRAWN[name])

    golden(f"diagram-{name}", done.out)
    assert (done.code, done.err) == (1 if name == "nothing" else 0, "")
    assert done.out.startswith("flowchart LR\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["explain", "decided.yaml", "vann"],
        ["compare", "vann", "bicycle"],
        ["services", "vann"],
    ],
)
def test_an_unknown_service_is_told_with_the_nearest(arguments):
    """By whatever name it was meant."""
    assert run(*arguments) == (2, "", "services: unknown service 'vann'\n  did you mean 'van'?\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["explain", "no.yaml", "van"],
        ["what-if", "no.yaml", "load=1"],
        ["adr", "no.yaml"],
        ["diagram", "no.yaml"],
    ],
)
def test_a_file_that_is_not_there_is_told(arguments):
    """Exit code 2, as for recommend."""
    assert run(*arguments) == (2, "", "no.yaml: there is no such file\n")


@pytest.mark.parametrize(
    "arguments", [["explain", "-", "van"], ["what-if", "-", "load=80"], ["adr", "-"], ["diagram", "-"]]
)
def test_standard_input_will_do(arguments):
    """``-`` is standard input for every verb that reads a scenario."""
    done = run(*arguments, said=SCENARIOS["decided"])

    assert (done.code, done.err) == (0, "")
    assert "Van" in done.out


@pytest.mark.parametrize(
    "arguments",
    [
        ["explain", "decided.yaml", "van"],
        ["compare", "van", "bicycle"],
        ["adr", "decided.yaml"],
        ["services"],
    ],
)
def test_a_day_that_is_none_is_told(arguments):
    """By the option's name."""
    done = run(*arguments, "--as-of", "tomorow")

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("--as-of: 'tomorow' is neither a day")
