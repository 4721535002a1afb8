"""``advisor check`` as an author meets it: what is told where, in every form, and with which exit code."""

from __future__ import annotations

import json
import re
import subprocess

import pytest

from folders import SLEDGE, write
from program import Terminal, command, environment, process, run, terminal

BREAD = """\
question: What should carry bread?
asks: [shelter, delay]
candidates: [van, sledge]
rules:
  wet:
    when: {fragile: yes}
    then: {need: {shelter: yes}}
    because: wet bread is no bread.
"""

FINDINGS = """\
ours/decisions/bread.yaml:1:1: note: one scenario decides 'bread' [few-scenarios]
  write 3 or more, with different answers
ours/decisions/bread.yaml:5:3: warning: no scenario fires 'bread/wet' [unfired-rule]
  write one that decides 'bread' and needs {fragile: yes}
ours/decisions/bread.yaml:8:14: warning: it starts with a small letter: 'wet bread is no bread.' [broken-because]
  start it with a capital
ours/services/snow/sledge.yaml:1:1: warning: sledge says nothing of 'shelter', which 'bread' asks about [missing-fact]
  add the fact with its source, or 'confirmed: no' with a note of what was
  looked for
loaf.yaml:3:9: error: the rules give van, not sledge [wrong-answer]
  'advisor recommend FILE --why' shows what speaks for it
"""


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """A folder of rules and a scenario, with a little of everything wrong."""
    monkeypatch.chdir(tmp_path)
    write(
        tmp_path,
        {
            "ours/decisions/bread.yaml": BREAD,
            "ours/services/snow/sledge.yaml": SLEDGE,
            "loaf.yaml": "decide: [bread]\nneeds: {shelter: yes}\nanswer: sledge\n",
            "good.yaml": "decide: [delivery]\nneeds: {load: 80, reach: hills}\nanswer: van\n",
        },
    )
    return tmp_path


def _ordered(text):
    return sorted(re.split(r"\n(?! )", text.strip()))


def test_everything_is_told_with_its_place_and_its_way_out():
    """Rules and scenarios together, then a line that says what was looked at."""
    done = run("check", "--rules", "ours", "loaf.yaml", "--notes")
    found, _, last = done.out.rpartition("\n\n")

    assert _ordered(found) == _ordered(FINDINGS)
    assert " ".join(last.split()) == (
        "Found 1 error, 3 warnings and 1 note. Looked at 9 terms, 6 services, 3 decisions, 4 rules and "
        "1 scenario, today being 2025-01-01."
    )
    assert (done.code, done.err) == (1, "")


def test_where_nothing_is_wrong_one_line_says_what_was_looked_at():
    """And nothing of the packaged files is told where only own files were named."""
    done = run("check", "good.yaml", columns=100)

    assert done.out == (
        "Nothing found. Looked at 9 terms, 5 services, 2 decisions, 3 rules and 1 scenario, today being\n2025-01-01.\n"
    )
    assert done.code == 0


def test_without_a_name_what_comes_with_the_program_is_checked():
    """The toy rules have no scenarios, so no rule of theirs is fired."""
    done = run("check", "--only", "unfired-rule")

    assert re.findall(r"^(rules/decisions/delivery.yaml:\d+:3): warning", done.out, re.MULTILINE) == [
        "rules/decisions/delivery.yaml:7:3",
        "rules/decisions/delivery.yaml:11:3",
        "rules/decisions/delivery.yaml:15:3",
    ]
    assert done.code == 1


def test_notes_alone_ask_for_nothing():
    """A note is told where it is asked for, and the exit code is that of a good run."""
    asked = run("check", "--rules", "ours", "loaf.yaml", "--only", "few-scenarios")
    every = run("check", "--rules", "ours", "loaf.yaml", columns=100)

    assert "note: one scenario decides 'bread'" in asked.out
    assert asked.code == 0
    assert "note: " not in every.out
    assert every.out.endswith("today being 2025-01-01.\n'advisor check --notes' shows notes too.\n")


def test_checks_are_chosen_and_left_out():
    """What is not asked for is not told."""
    only = run("check", "--rules", "ours", "loaf.yaml", "--only", "wrong-answer", "--only", "broken-because")
    but = run("check", "--rules", "ours", "loaf.yaml", "--skip", "wrong-answer", "--skip", "broken-because")

    assert re.findall(r"\[([a-z-]+)\]$", only.out, re.MULTILINE) == ["wrong-answer", "broken-because"]
    assert set(re.findall(r"\[([a-z-]+)\]$", but.out, re.MULTILINE)) == {
        "unfired-rule",
        "missing-fact",
    }


@pytest.mark.parametrize("option", ["--only", "--skip", "--explain"])
def test_a_check_that_is_none_is_told_with_the_nearest(option):
    """A typing error in a name does not run nothing in silence."""
    done = run("check", option, "broken-becaus")

    assert done.err == f"{option}: there is no check 'broken-becaus'\n  did you mean 'broken-because'?\n"
    assert (done.code, done.out) == (2, "")


def test_what_cannot_be_read_is_told_at_once_and_alone(here):
    """Mistakes of rules and of scenarios, in one run, and why nothing else was checked."""
    write(here, {"ours/decisions/bread.yaml": BREAD.replace("asks: [shelter", "asks: [sheltre")})
    write(
        here, {"loaf.yaml": "decide: [bread]\nneedz: {shelter: yes}\n", "tab.yaml": "needs:\n\treach: town\n"}
    )

    done = run("check", "--rules", "ours", "loaf.yaml", "tab.yaml", "none.yaml")

    assert _ordered(done.out) == _ordered(
        """\
loaf.yaml:2:1: error: unknown field 'needz' [unreadable]
  did you mean 'needs'?
none.yaml: error: there is no such file [unreadable]
ours/decisions/bread.yaml:2:8: error: unknown term 'sheltre' [unreadable]
  did you mean 'shelter'?
tab.yaml:2:1: error: a tab cannot stand here [unreadable]
  indent with spaces

4 mistakes; nothing else was checked before this can be read."""
    )
    assert (done.code, done.err) == (2, "")


def test_words_of_scenarios_are_looked_up_where_the_rules_can_be_read(here):
    """All scenarios at once, not the first that fails."""
    write(here, {"a.yaml": "needs: {raech: town}\n", "b.yaml": "decide: [deliver]\n"})

    done = run("check", "a.yaml", "b.yaml", "good.yaml")

    assert re.findall(r"^(\S+): error: (.*) \[unreadable\]$", done.out, re.MULTILINE) == [
        ("a.yaml:1:9", "unknown term 'raech'"),
        ("b.yaml:1:10", "unknown decision 'deliver'"),
    ]
    assert done.code == 2


def test_json_has_every_key(here):
    """Programs find the same things, each in parts."""
    write(
        here,
        {
            "ours/decisions/bread.yaml": BREAD.replace(
                "  wet:", "  # advisor: allow unfired-rule because new\n  wet:"
            )
        },
    )

    done = run("check", "--rules", "ours", "loaf.yaml", "-o", "json")
    said = json.loads(done.out)

    assert list(said) == ["schema", "rules", "today", "looked_at", "undecided", "findings", "allowed"]
    assert said["looked_at"] == {"term": 9, "service": 6, "decision": 3, "rule": 4, "scenario": 1}
    assert {one["check"] for one in said["findings"]} == {
        "few-scenarios",
        "broken-because",
        "missing-fact",
        "wrong-answer",
    }
    wrong = next(one for one in said["findings"] if one["check"] == "wrong-answer")
    assert wrong == {
        "check": "wrong-answer",
        "weight": "error",
        "path": "loaf.yaml",
        "line": 3,
        "column": 9,
        "text": "the rules give van, not sledge",
        "hint": "'advisor recommend FILE --why' shows what speaks for it",
        "witness": None,
    }
    assert [(one["check"], one["line"], one["reason"]) for one in said["allowed"]] == [
        ("unfired-rule", 6, "new")
    ]
    assert done.code == 1


def test_json_says_what_cannot_be_read(here):
    """The same document, without what could not be known."""
    write(here, {"loaf.yaml": "needz: {}\n"})

    done = run("check", "loaf.yaml", "-o", "json")
    said = json.loads(done.out)

    assert (said["rules"], said["today"], said["looked_at"], said["allowed"]) == (None, None, None, [])
    assert [(one["check"], one["text"]) for one in said["findings"]] == [
        ("unreadable", "unknown field 'needz'")
    ]
    assert done.code == 2


#: What SARIF 2.1.0 says of the objects that are written: keys that must be there, and those that may.
SARIF = {
    "log": ({"version", "runs"}, {"$schema", "inlineExternalProperties", "properties"}),
    "run": (
        {"tool"},
        {"results", "columnKind", "invocations", "artifacts", "properties", "originalUriBaseIds"},
    ),
    "driver": ({"name"}, {"version", "semanticVersion", "informationUri", "rules", "properties"}),
    "rule": (
        {"id"},
        {
            "name",
            "shortDescription",
            "fullDescription",
            "help",
            "helpUri",
            "defaultConfiguration",
            "properties",
        },
    ),
    "result": (
        {"message"},
        {"ruleId", "ruleIndex", "level", "locations", "suppressions", "properties", "fixes", "kind"},
    ),
    "region": (set(), {"startLine", "startColumn", "endLine", "endColumn", "snippet"}),
    "suppression": ({"kind"}, {"justification", "status", "location", "guid"}),
}


def _sarif(what, said):
    must, may = SARIF[what]
    assert must <= set(said) <= must | may, (what, set(said))
    return said


def test_sarif_is_as_the_standard_has_it(here):
    """Rules with their manual pages, results with their places, and what is allowed with its reason."""
    write(
        here,
        {
            "ours/decisions/bread.yaml": BREAD.replace(
                "  wet:", "  # advisor: allow unfired-rule because new\n  wet:"
            )
        },
    )

    done = run("check", "--rules", "ours", "loaf.yaml", "-o", "sarif")
    log = _sarif("log", json.loads(done.out))
    (one,) = log["runs"]
    driver = _sarif("driver", _sarif("run", one)["tool"]["driver"])
    rules = [_sarif("rule", rule) for rule in driver["rules"]]

    assert log["version"] == "2.1.0"
    assert one["columnKind"] == "unicodeCodePoints"
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert all(rule["help"]["text"].startswith(rule["shortDescription"]["text"]) for rule in rules)
    for result in one["results"]:
        _sarif("result", result)
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        (place,) = result["locations"]
        region = _sarif("region", place["physicalLocation"]["region"])
        assert all(number >= 1 for number in region.values())
    allowed = [result for result in one["results"] if "suppressions" in result]
    assert [(result["ruleId"], _sarif("suppression", result["suppressions"][0])) for result in allowed] == [
        ("unfired-rule", {"kind": "inSource", "justification": "new"})
    ]
    assert len(one["results"]) == 5


def test_sarif_writes_paths_as_addresses(here):
    """Blanks and other signs in a path are no address; a path from the root says so."""
    write(here, {"my scenarios/ä.yaml": "decide: [bread]\n"})

    near = run("check", "my scenarios", "-o", "sarif")
    far = run("check", str(here / "my scenarios"), "-o", "sarif")

    assert '"uri": "my%20scenarios/%C3%A4.yaml"' in near.out
    assert f'"uri": "file://{here}/my%20scenarios/%C3%A4.yaml"' in far.out


def test_github_gets_one_line_for_each_finding(here):
    """Signs that would end a line, a property or the command itself are written as GitHub wants them."""
    write(
        here,
        {
            "50%, new.yaml": "decide: [delivery]\nneeds: {load: 80, reach: hills}\nanswer: bicycle\n",
        },
    )

    done = run("check", "50%, new.yaml", "loaf.yaml", "--rules", "ours", "-o", "github")
    lines = done.out.splitlines()

    assert lines[0] == (
        "::error file=50%25%2C new.yaml,line=3,col=9,title=wrong-answer::the rules give van, not bicycle"
        "%0A'advisor recommend FILE --why' shows what speaks for it"
    )
    assert len(lines) == 5
    assert all(re.match(r"::(error|warning|notice) file=[^:]+::", line) for line in lines)
    assert done.code == 1


def test_a_finding_is_let_stand_with_a_reason(here):
    """It is counted, and what it stands in the way of is a good run."""
    good = BREAD.replace("wet bread", "Wet bread").replace(
        "  wet:", "  wet:  # advisor: allow unfired-rule because new"
    )
    sledge = SLEDGE + "  shelter: {is: no, source: book}\n"
    write(here, {"ours/decisions/bread.yaml": good, "ours/services/snow/sledge.yaml": sledge})
    write(here, {"loaf.yaml": "decide: [bread]\nneeds: {shelter: yes}\nanswer: van\n"})

    done = run("check", "--rules", "ours", "loaf.yaml", "--skip", "few-scenarios", columns=100)

    assert done.out.startswith("Nothing found; 1 allowed with a reason. Looked at ")
    assert done.code == 0


def test_without_a_reason_nothing_is_let_stand(here):
    """Both are told: the finding, and that its comment says no more than that it shall go."""
    write(
        here, {"ours/decisions/bread.yaml": BREAD.replace("  wet:", "  wet:  # advisor: allow unfired-rule")}
    )

    done = run("check", "--rules", "ours", "loaf.yaml")

    assert "ours/decisions/bread.yaml:5:3: warning: no scenario fires 'bread/wet' [unfired-rule]" in done.out
    assert (
        "ours/decisions/bread.yaml:5:9: warning: no reason is given to allow 'unfired-rule' [allow]"
        in done.out
    )


def test_the_age_of_sources_is_for_the_author_to_say():
    """Sources of the folder were looked at on the very day that is today."""
    none = run("check", "--rules", "ours", "--only", "old-source")
    every = run("check", "--only", "old-source", "--max-age", "0")

    assert none.out.startswith("Nothing found.")
    assert every.code == 0
    assert run("check", "--max-age", "-1").code == 2


def test_every_check_is_listed_with_what_it_finds():
    """One line each, and how to read more."""
    done = run("check", "--list", columns=100)

    assert re.search(r"^unfired-rule +A rule that no scenario fires\.$", done.out, re.MULTILINE)
    assert re.search(r"^unreadable +A file that cannot be read", done.out, re.MULTILINE)
    assert done.code == 0


@pytest.mark.parametrize("name", ["unfired-rule", "unreadable"])
def test_a_manual_page_reads_well_in_a_narrow_window(name):
    """Wrapped texts, and an example that is left as it is."""
    done = run("check", "--explain", name, columns=60)
    lines = done.out.splitlines()
    example = lines.index("Example:")

    assert lines[0] == name
    assert max(map(len, lines[:example])) <= 60
    assert all(line.startswith("    ") for line in lines[example + 1 :])
    assert done.code == 0


def test_colour_is_for_terminals_only():
    """In a pipe the lines are those that editors read."""
    with terminal("check", "--rules", "ours", "loaf.yaml") as one:
        assert isinstance(one, Terminal)
        shown = one.end()
    piped = process("check", "--rules", "ours", "loaf.yaml")

    assert "\x1b[1;33mwarning:\x1b[0m" in shown.out
    assert "\x1b[" not in piped.out
    assert piped.code == shown.code == 1


ALL_CORES = """
from advisor.cli import checking, pool
checking._WORTH_IT, pool.cores = 1, lambda: 2
"""


def test_work_that_is_shared_out_gives_the_same(here):
    """Two processes find what one finds, in the same words and order."""
    write(
        here, {f"more/{n}.yaml": f"decide: [bread]\nneeds: {{load: {n}}}\nanswer: van\n" for n in range(60)}
    )
    given = ("check", "--rules", "ours", "more", "loaf.yaml", "--notes")
    shared = subprocess.run(
        command(*given, before=ALL_CORES), capture_output=True, env=environment(), check=False, timeout=120
    )

    assert shared.stdout.decode() == process(*given).out
    assert shared.returncode == 1
    assert shared.stderr == b""
