"""regress, and the verbs that show what the program knows: services, decisions, schema, completion."""

from __future__ import annotations

import json

import pytest

from advisor.cli.files import KINDS
from advisor.cli.main import COMMANDS
from advisor.rulebase.schema import schema
from program import process, run, save

LIGHT_VAN = (
    "replaces: true\nfacts:\n  load: {is: 50, source: book, note: The axle broke once.}\n"
    "  delay: {is: 1 h, source: book, note: The bypass.}\n"
)
"""A folder's word on the van: it carries less, and is quicker."""


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    save(tmp_path / "shelf")
    (tmp_path / "saved.json").write_text(run("recommend", "shelf", "-o", "json").out, encoding="utf-8")
    (tmp_path / "over" / "services").mkdir(parents=True)
    (tmp_path / "over" / "services" / "van.yaml").write_text(LIGHT_VAN, encoding="utf-8")


def test_nothing_flips_where_nothing_has_changed():
    """Exit code 0 and one line."""
    assert run("regress", "shelf", "--baseline", "saved.json") == (0, "0 of 9 recommendations flip.\n", "")


def test_a_changed_fact_that_flips_an_answer_is_named(golden):
    """Exit code 1; what it was, what it is, and the fact that did it."""
    done = run("regress", "shelf", "--baseline", "saved.json", "--rules", "over")

    golden("regress", done.out)
    assert (done.code, done.err) == (1, "")
    (flipped,) = [part for part in done.out.split("\n\n") if part.startswith("decided\n")]
    assert flipped.splitlines()[:3] == ["decided", "  was: van (decided)", "  now: none-fits"]
    assert "    - now: Van: load goes up to 50, but at least 80 is needed. The axle broke\n" in flipped


def test_a_later_day_may_flip_an_answer():
    """Waiting is a change too."""
    done = run("regress", "shelf/changed-today.yaml", "--baseline", "saved.json", "--as-of", "today")

    assert done.code == 1
    assert "    - now: Van: delay is 2 h, and at most 3 h is needed. The new road.\n" in done.out


def test_scenarios_that_came_and_went_are_named(tmp_path):
    """They flip nothing, and are not passed over in silence either."""
    (tmp_path / "shelf" / "tie.yaml").rename(tmp_path / "shelf" / "level.yaml")
    done = run("regress", "shelf", "--baseline", "saved.json")

    assert done == (
        0,
        "0 of 9 recommendations flip.\nNot saved before: level.\nSaved, but not there any more: tie.\n",
        "",
    )


def test_a_single_saved_answer_is_a_baseline(tmp_path):
    """What one file gives is no list, and will do."""
    (tmp_path / "one.json").write_text(run("recommend", "shelf/tie.yaml", "-o", "json").out, encoding="utf-8")

    assert run("regress", "shelf/tie.yaml", "--baseline", "one.json").code == 0


BAD = {
    "nothing": ("", "bad.json:1:1: this is not JSON\n"),
    "broken": ('[\n{"scenario": ', "bad.json:2:14: this is not JSON\n"),
    "other": ('{"a": 1}', None),
    "number": ("3", None),
    "list": ('["tie"]', None),
    "solution": ('{"scenario": "tie", "status": "tied", "solution": ["van"]}', None),
    "because": ('{"scenario": "tie", "status": "decided", "because": 3}', None),
    "options": ('{"scenario": "tie", "status": "decided", "options": [1]}', None),
    "text": ('{"scenario": "tie", "status": "decided", "because": [{}]}', None),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_baseline_is_told(tmp_path, name):
    """Exit code 2, and how to make a good one."""
    said, told = BAD[name]
    (tmp_path / "bad.json").write_text(said, encoding="utf-8")
    done = run("regress", "shelf", "--baseline", "bad.json")

    assert (done.code, done.out) == (2, "")
    assert done.err == (
        told
        or "bad.json: this holds no saved recommendations\n  'advisor recommend FOLDER -o json' writes them\n"
    )


def test_a_baseline_that_is_not_there_is_told(tmp_path):
    """A file that is missing, that is no text, that is a folder, or was not named."""
    (tmp_path / "bad.json").write_bytes(b"\xff\xfe")

    assert run("regress", "shelf", "--baseline", "no.json") == (2, "", "no.json: there is no such file\n")
    assert run("regress", "shelf", "--baseline", "bad.json") == (
        2,
        "",
        "bad.json: this is not text in UTF-8\n",
    )
    assert run("regress", "shelf", "--baseline", "shelf").code == 2
    assert run("regress", "shelf").err.startswith("advisor: Missing option '--baseline'.\n")


SHOWN = {
    "services": ["services"],
    "service": ["services", "van"],
    "service-today": ["services", "van", "--as-of", "today"],
    "service-shut": ["services", "Drone", "--as-of", "today"],
    "feature": ["services", "tarpaulin"],
    "decisions": ["decisions"],
    "decision": ["decisions", "delivery"],
}


@pytest.mark.parametrize("name", SHOWN)
def test_what_the_program_knows_is_shown_as_kept(golden, name):
    """Each fact with its source and dates; each decision with its candidates, terms and rules."""
    done = run(*SHOWN[name])

    golden(f"sheet-{name}", done.out)
    assert (done.code, done.err) == (0, "")


def test_a_service_is_known_by_all_its_names():
    """Its id, its name and what else it is called, in any case."""
    assert run("services", "push bike").out == run("services", "bicycle").out


def test_a_service_of_ones_own_is_shown_too():
    """What a folder lays over is part of what the program knows."""
    out = run("services", "van", "--rules", "over").out

    assert "  load: 50\n    The axle broke once. [1]\n" in out


def test_an_unknown_decision_is_told_with_the_nearest():
    """Exit code 2."""
    told = "decisions: unknown decision 'delivry'\n  did you mean 'delivery'?\n"

    assert run("decisions", "delivry") == (2, "", told)


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_printed_for_editors(toy, kind):
    """As JSON, knowing the words of the rules that are asked."""
    assert json.loads(run("schema", kind).out) == schema(kind, toy)


def test_all_schemas_are_written_into_a_folder(tmp_path):
    """It is made if it is not there, and the names of the files are told."""
    done = run("schema", "--write", "made/schemas")

    assert done.out.splitlines() == [f"made/schemas/{kind}.json" for kind in KINDS]
    for kind in KINDS:
        text = (tmp_path / "made/schemas" / f"{kind}.json").read_text(encoding="utf-8")
        assert text == run("schema", kind).out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ["schema"],
            "name a kind of file (scenario, service, decision, vocabulary, editions, story, tellings) or give",
        ),
        (["schema", "sevice"], "Invalid value for '[KIND]': 'sevice' is not one of 'scenario', 'service'"),
        (["completion", "csh"], "Invalid value for 'SHELL': 'csh' is not one of 'bash', 'zsh', 'fish'"),
        (["completion"], "Missing argument 'SHELL'"),
    ],
)
def test_a_word_that_is_none_is_told_with_those_that_are(arguments, told):
    """Exit code 2."""
    done = run(*arguments)

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"advisor: {told}")


def test_schemas_that_cannot_be_written_are_told(tmp_path):
    """A place where there is a file already is no folder."""
    (tmp_path / "taken").write_text("", encoding="utf-8")
    done = run("schema", "--write", "taken/schemas")

    assert (done.code, done.out) == (2, "")
    assert done.err == "advisor: taken/schemas: Not a directory\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_learns_to_complete(shell):
    """The script names the program and the variable by which it asks."""
    done = run("completion", shell)

    assert done.code == 0
    assert "_ADVISOR_COMPLETE" in done.out
    assert " advisor" in done.out


def test_commands_are_completed():
    """What the script asks for is answered with the commands."""
    done = process(_ADVISOR_COMPLETE="bash_complete", COMP_WORDS="advisor ", COMP_CWORD="1")

    assert [line.partition(",")[2] for line in done.out.splitlines()] == list(COMMANDS)
