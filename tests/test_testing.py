"""advisor test: scenarios held against their answers, once and on every change."""

from __future__ import annotations

import os
import signal
import subprocess
from xml.etree import ElementTree as ET

import pytest

from advisor.check.bank import held
from advisor.recommend.advise import recommend
from advisor.recommend.result import right
from advisor.rulebase.asked import parse
from bank import BANK, WRONG
from program import command, environment, process, run


def put(folder, bank):
    """Write scenarios into a folder."""
    folder.mkdir(exist_ok=True)
    for name, text in bank.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "scenarios", BANK)


def test_one_line_where_all_is_right():
    """What states no answer is said, and not counted as right."""
    done = run("test")

    told = (
        "6 answers, all right; 7 scenarios state none: changed-today, none-fits,\n"
        "not-enough-said, provisional, rule, through-the-depot, tie.\n"
    )
    assert done == (0, told, "")


@pytest.mark.parametrize("columns", [60, 80])
def test_a_wrong_answer_is_told_with_what_made_the_difference(tmp_path, golden, columns):
    """Expected, got, and the first fact or rule that struck or outranked what was expected."""
    put(tmp_path / "wrong", WRONG)
    done = run("test", "wrong", columns=columns)

    golden(f"test-wrong-{columns}", done.out)
    assert (done.code, done.err) == (1, "")


def test_what_is_right_is_what_recommending_says(toy):
    """The quick way to the bare answer and the long one agree on every scenario."""
    for name, text in {**BANK, **WRONG}.items():
        scenario = parse(text.encode(), toy, name, name)
        said = right(recommend(toy, scenario, flips=False), scenario)
        assert held(toy, scenario, None).verdict == {True: "right", False: "wrong", None: "no-answer"}[said]


def test_files_that_cannot_be_read_are_told_and_the_others_tested(tmp_path):
    """Exit code 2, and the sum says how many there were."""
    put(tmp_path / "scenarios", {"bad": "needs: {dealy: 1 h}\n", "worse": "needs: [\n"})
    done = run("test")

    assert done.code == 2
    assert [line.partition(":")[0] for line in done.err.splitlines() if line[0] != " "] == [
        "scenarios/bad.yaml",
        "scenarios/worse.yaml",
    ]
    assert " answers, all right; " in done.out
    assert "2 files could not be read" in " ".join(done.out.split())


def test_some_are_selected_by_id_or_decision():
    """A word in the scenario's id, or in that of a decision it raises."""
    assert run("test", "-k", "later").out == "1 answer, right.\n"
    assert run("test", "-k", "keeping").out.startswith("2 answers, ")
    assert run("test", "-k", "nowhere") == (
        2,
        "",
        "-k: no scenario and no decision has 'nowhere' in its id\n",
    )


def test_an_answer_of_another_day_may_be_wrong():
    """The drone is shut today."""
    done = run("test", "-k", "farm", "--as-of", "today")

    assert done.code == 1
    assert "expected: B (Bicycle, Drone)\n" in done.out
    assert "because:  Drone: it is shut since 2024-01-01." in done.out


def test_rules_of_ones_own_are_tested_against(tmp_path):
    """A folder laid over the rules changes what is right."""
    (tmp_path / "over" / "services").mkdir(parents=True)
    (tmp_path / "over" / "services" / "van.yaml").write_text(
        "replaces: true\nfacts:\n  load: {is: 50, source: book}\n", encoding="utf-8"
    )
    done = run("test", "-k", "question", "--rules", "over")

    assert done.code == 1
    assert "because:  Van: load goes up to 50, but at least 80 is needed.\n" in done.out


def test_results_are_written_as_junit(tmp_path):
    """Wrong answers are failures, unread files errors, and what states no answer is skipped."""
    put(
        tmp_path / "wrong",
        {**WRONG, "tie": BANK["tie"], "bad": "needs: {dealy: 1 h}\n", "van": BANK["later"]},
    )
    done = run("test", "wrong", "--junit", "results.xml")
    suites = ET.parse(tmp_path / "results.xml").getroot()
    cases = {one.get("name"): one for one in suites.iter("testcase")}
    kinds = {name: [inside.tag for inside in one] for name, one in cases.items()}

    assert done.code == 2
    assert {key: suites.get(key) for key in ("tests", "failures", "errors", "skipped")} == {
        "tests": str(len(WRONG) + 3),
        "failures": str(len(WRONG)),
        "errors": "1",
        "skipped": "1",
    }
    assert kinds == {**{key: ["failure"] for key in WRONG}, "tie": ["skipped"], "bad": ["error"], "van": []}
    (failure,) = cases["wrong-letter"]
    assert failure.get("message") == "expected A (Bicycle), got B (Van)"
    assert "rules/services/parcels/bicycle.yaml:8" in failure.text


def test_an_empty_folder_and_a_path_that_is_none_are_told(tmp_path):
    """Exit code 2."""
    (tmp_path / "empty").mkdir()

    assert run("test", "empty") == (2, "", "empty: there is no .yaml file in this folder\n")
    done = run("test", "nowhere.yaml")
    assert (done.code, done.err) == (2, "nowhere.yaml: there is no such file\n")


def test_standard_input_is_read_once():
    """It can be tested, and not watched."""
    assert run("test", "-", said=BANK["later"]).out == "1 answer, right.\n"
    done = run("test", "-", "--watch")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("advisor: standard input cannot be watched\n")


def test_the_results_are_the_same_on_all_cores():
    """Scenarios are shared out among processes."""
    many = (
        "from advisor.cli import testing\ntesting._WORTH_IT, testing._CHUNK, testing.cores = 2, 1, lambda: 2"
    )
    done = subprocess.run(
        command("test", before=many), capture_output=True, env=environment(), check=False, timeout=60
    )

    assert done.stdout.decode() == process("test").out


def test_watching_tests_again_whenever_a_file_changes(tmp_path):
    """A scenario made wrong, a file that cannot be read, and all mended again; Ctrl-C ends it."""

    def save(text):
        (tmp_path / "new").write_text(text, encoding="utf-8")
        (tmp_path / "new").replace(tmp_path / "scenarios" / "later.yaml")

    with subprocess.Popen(
        command("test", "scenarios/later.yaml", "--watch"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment(),
        start_new_session=True,
        text=True,
    ) as one:

        def until(words):
            told = ""
            while words not in told:
                line = one.stdout.readline()
                assert line, told
                told += line
            return told

        waiting = "waiting for a change; Ctrl-C ends\n"
        assert until(waiting) == f"1 answer, right.\n{waiting}"
        save(BANK["later"].replace("answer: van", "answer: bicycle"))
        told = until(waiting)
        assert "expected: Bicycle\n" in told
        assert "1 answer, 1 wrong.\n" in told
        save("needs: {dealy: 1 h}\n")
        assert "scenarios/later.yaml:1:9: " in until(waiting)
        save(BANK["later"])
        assert "1 answer, right.\n" in until(waiting)
        os.killpg(one.pid, signal.SIGINT)
        assert one.stdout.read().strip() == "stopped"

    assert one.returncode == 130


def test_watching_waits_for_rules_to_be_mended_too(tmp_path):
    """Rules that cannot be read are told; when they can be, all is tested anew."""
    rules = tmp_path / "over" / "services" / "van.yaml"
    rules.parent.mkdir(parents=True)
    rules.write_text("replaces: true\nfacts: [\n", encoding="utf-8")
    with subprocess.Popen(
        command("test", "scenarios/question.yaml", "--rules", "over", "--watch"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment(),
        start_new_session=True,
        text=True,
    ) as one:
        assert one.stdout.readline().startswith("over/services/van.yaml:")
        while one.stdout.readline() != "waiting for a change; Ctrl-C ends\n":
            pass
        rules.write_text("replaces: true\nfacts:\n  load: {is: 50, source: book}\n", encoding="utf-8")
        assert [one.stdout.readline() for _ in range(2)] == ["\n", "scenarios/question.yaml: WRONG\n"]
        os.killpg(one.pid, signal.SIGINT)
        one.stdout.read()

    assert one.returncode == 130
