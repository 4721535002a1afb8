"""``advisor new``: files begun that can be read at once, and a first test that fails."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import time
from pathlib import Path

import pytest
import yaml

from advisor.author.insert import Piece, with_entry, with_item
from program import RULES, run, terminal

TODAY = dt.datetime.now(tz=dt.timezone.utc).astimezone().date()

SLEDGE = [
    "service", "sledge", "--name", "Sledge", "--does", "Slides: downhill, fast.", "--decision", "delivery",
    "--source", "https://example.org/sledge#speed", "--checked", "2025-01-02",
]  # fmt: skip
FACTS = [
    "--fact",
    "delay=20 min because the hill is steep",
    "--fact",
    "upkeep=none because Wood",
    "--fact",
    "reach=hills, town",
]


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def text(path: str) -> str:
    return Path(path).read_text(encoding="utf-8")


def body(path: str) -> str:
    """Give a file without its modeline."""
    first, _, rest = text(path).partition("\n")
    assert first.startswith("# yaml-language-server: $schema=")
    return rest


def test_a_service_is_begun_with_its_candidate_and_a_test():
    """In a folder of one's own: what is new lies there, and what to do next is said."""
    done = run("new", *SLEDGE, *FACTS)

    assert (done.code, done.err) == (0, "")
    assert (
        done.out
        == """\
wrote rules/services/parcels/sledge.yaml: the service
wrote rules/decisions/delivery.yaml: sledge is a candidate
wrote scenarios/delivery/sledge.yaml: a scenario, and so a test

The test fails as yet: it states sledge, and gets drone or sledge (tied).

Next
  fill in what is marked FILL IN in
    rules/services/parcels/sledge.yaml
    scenarios/delivery/sledge.yaml
  let editors complete and check the files
    advisor schema --write schema --rules rules
  read the answer as its user would
    advisor recommend scenarios/delivery/sledge.yaml --rules rules
  see the test pass
    advisor test scenarios/delivery/sledge.yaml --rules rules
  find all that is wrong
    advisor check scenarios --rules rules
"""
    )
    assert (
        body("rules/services/parcels/sledge.yaml")
        == """\
name: Sledge
does: "Slides: downhill, fast."
sources:
  docs: {url: https://example.org/sledge#speed, checked: 2025-01-02}
facts:
  delay: {is: 20 min, source: docs, note: the hill is steep.}
  upkeep: {is: none, source: docs, why: Wood.}
  reach: {is: [hills, town], source: docs}
  # FILL IN: what the page says of these, which are asked about; delete those on which it is silent
  # load: {is: 1, source: docs}  # The heaviest load of one trip, counted in parcels.
  # shelter: {is: no | yes, source: docs}  # Whether parcels stay dry.
  # destination: {is: [door, locker], source: docs}  # Where parcels can be handed to.
"""
    )
    assert body("rules/decisions/delivery.yaml") == "candidates: [sledge]\n"
    assert body("scenarios/delivery/sledge.yaml").splitlines()[1:] == [
        "title: FILL IN (one line)",
        "text: |",
        "  FILL IN: the story in a few sentences, with the question last.",
        "decide: [delivery]",
        "needs:",
        "  delay: 20 min",
        "  upkeep: none",
        "  reach: hills",
        "answer: sledge",
    ]


def test_what_was_begun_is_part_of_the_rules_at_once():
    """Every command takes it, and its keys are in order."""
    run("new", *SLEDGE, *FACTS, "--aka", "Toboggan", "--part-of", "push bike")

    assert "Part of: Bicycle (bicycle)" in run("services", "toboggan", "--rules", "rules").out
    assert run("recommend", "scenarios", "--rules", "rules").err == ""
    assert run("fmt", "--check", "rules", "scenarios").code == 0


def test_a_first_test_fails_while_nothing_speaks_for_the_answer():
    """And says what is given instead."""
    out = run("new", *SLEDGE).out

    assert "The test fails as yet: it states sledge, and gets no answer (not-enough-said).\n" in out
    done = run("recommend", "scenarios/delivery/sledge.yaml", "--rules", "rules")
    assert done.code == 1


def test_modelines_lead_to_the_schemas_that_are_written_next():
    """Editors find them beside the rules."""
    run("new", *SLEDGE)
    run("schema", "--write", "schema", "--rules", "rules")

    for path in [*Path("rules").rglob("*.yaml"), *Path("scenarios").rglob("*.yaml")]:
        leads = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text(encoding="utf-8"))
        assert (path.parent / leads.group(1)).is_file(), path


def test_a_second_service_joins_the_first_in_the_decision():
    """The file that is there is added to: its comments and its order stay."""
    run("new", *SLEDGE)
    Path("rules/decisions/delivery.yaml").write_text(
        "# ours\ncandidates:  # of winter\n  - sledge\n\n# the end\n", encoding="utf-8"
    )
    done = run(
        "new",
        "service",
        "ski",
        "--name",
        "Ski",
        "--does",
        "Glides.",
        "--decision",
        "delivery",
        "--source",
        "https://example.org/ski",
    )

    assert done.code == 0
    assert text("rules/decisions/delivery.yaml") == (
        "# ours\ncandidates:  # of winter\n  - sledge\n  - ski\n\n# the end\n"
    )
    assert f"checked: {TODAY}" in text("rules/services/parcels/ski.yaml")


def test_in_the_rules_of_the_program_itself_files_are_added_to(tmp_path, monkeypatch):
    """Whoever works on the project needs no folder laid over: the decision's own file has the candidate."""
    shutil.copytree(RULES, tmp_path / "rules")
    monkeypatch.setattr("program.RULES", tmp_path / "rules")
    before = text("rules/decisions/delivery.yaml")
    done = run("new", *SLEDGE)

    assert "--rules" not in done.out
    assert text("rules/decisions/delivery.yaml") == before.replace("van, drone]", "van, drone, sledge]")


def test_a_rule_is_added_at_the_end_of_the_rules():
    """In a folder of one's own as a file with just that rule; a second one joins it."""
    rule = [
        "new",
        "rule",
        "delivery/mud",
        "--when",
        "reach=hills",
        "--exclude",
        "van",
        "--because",
        "Wheels sink, so they stop.",
    ]
    done = run(*rule, "--answer", "bicycle")

    assert done.code == 0
    assert (
        body("rules/decisions/delivery.yaml")
        == """\
rules:
  mud:
    when: {reach: hills}
    then: {exclude: [van]}
    because: "Wheels sink, so they stop."
"""
    )
    assert body("scenarios/delivery/mud.yaml").splitlines()[-4:] == [
        "decide: [delivery]", "needs:", "  reach: hills", "answer: bicycle",
    ]  # fmt: skip
    assert "The test fails as yet: it states bicycle, and gets drone (decided)." in done.out
    more = [
        "new",
        "rule",
        "delivery/glass",
        "--when",
        "fragile=yes",
        "--when",
        "load=at least 2",
        "--need",
        "delay=at most 1 h",
    ]
    assert (
        run(
            *more,
            "--because",
            "It breaks.",
            "--answer",
            "van",
            "--source",
            "https://example.org/a",
            "--checked",
            "2025-01-01",
        ).code
        == 0
    )
    assert body("rules/decisions/delivery.yaml").endswith("""\
    because: "Wheels sink, so they stop."
  glass:
    when: {fragile: yes, load: at least 2}
    then: {need: {delay: at most 1 h}}
    because: It breaks.
    source: {url: https://example.org/a, checked: 2025-01-01}
""")  # fmt: skip
    assert run("fmt", "--check", "rules").code == 0


def test_a_rule_that_prefers_is_tested_by_what_it_prefers():
    """Nobody need say which answer is meant."""
    run(
        "new",
        "rule",
        "delivery/dry",
        "--when",
        "shelter=yes",
        "--prefer",
        "tarpaulin",
        "--because",
        "It is light.",
    )

    assert body("scenarios/delivery/dry.yaml").endswith("answer: tarpaulin\n")


def test_a_term_is_added_to_the_vocabulary_and_asked_about():
    """Of each kind; its test states a value of it."""
    means = ["--means", "What it is.", "--asks", "What is it?", "--decision", "delivery"]
    run("new", "term", "range", *means, "--unit", "count", "--fit", "up to")
    run(
        "new",
        "term",
        "noise",
        *means,
        "--level",
        "none=Silent: nobody hears it.",
        "--level",
        "some=Heard.",
        "--fit",
        "at most",
    )
    run("new", "term", "goods", *means, "--choice", "milk", "--choice", "bread", "--fit", "includes")

    assert (
        body("rules/vocabulary.yaml")
        == """\
range:
  means: What it is.
  asks: What is it?
  unit: count
  fit: up to
noise:
  means: What it is.
  asks: What is it?
  levels:
    none: "Silent: nobody hears it."
    some: Heard.
  fit: at most
goods:
  means: What it is.
  asks: What is it?
  choices: [milk, bread]
  fit: includes
"""
    )
    assert body("rules/decisions/delivery.yaml") == "asks: [range, noise, goods]\n"
    assert [body(f"scenarios/delivery/delivery-{one}.yaml").splitlines()[-2] for one in ("range", "noise", "goods")] == [
        "  range: 1", "  noise: none", "  goods: milk",
    ]  # fmt: skip
    assert run("recommend", "scenarios", "--rules", "rules").err == ""


def test_a_decision_is_begun():
    """With its candidates and terms, and a test that cannot pass yet."""
    done = run(
        "new", "decision", "racing", "--question", "What is quickest?", "--candidates", "push bike, van",
        "--asks", "delay,reach", "--stage", "move", "--raised-by", "fragile=no",
    )  # fmt: skip

    assert body("rules/decisions/racing.yaml").splitlines()[:-1] == [
        "question: What is quickest?",
        "stage: move",
        "raised_by: {fragile: no}",
        "asks: [delay, reach]",
        "candidates: [bicycle, van]",
    ]
    assert "The test fails as yet: it states bicycle, and gets no answer (not-enough-said)." in done.out


def test_a_scenario_is_begun():
    """With what is known; the story is the author's."""
    done = run(
        "new", "scenario", "milk-run", "--title", "Milk: for the hills", "--decide", "delivery", "--need", "load=80",
        "--need", "reach=any of hills, island", "--minimise", "upkeep", "--answer", "van",
    )  # fmt: skip

    assert yaml.safe_load(text("scenarios/delivery/milk-run.yaml")) == {
        "title": "Milk: for the hills",
        "text": "FILL IN: the story in a few sentences, with the question last.\n",
        "decide": ["delivery"],
        "needs": {"load": 80, "reach": "any of hills, island"},
        "minimise": ["upkeep"],
        "answer": "van",
    }
    assert "The test passes already: the answer is van. Make sure that it can fail." in done.out
    again = run("new", "scenario", "milk-run", "--title", "Other")
    assert again.err.startswith(
        "new: the scenario 'milk-run' is there already\n  it stands at scenarios/delivery/"
    )


BAD = {
    "there": (["service", "van", *SLEDGE[2:]], "new: the service 'van' is there already\n  it stands at rules/services/parcels/van.yaml:1\n"),
    "id": (["service", "Big Sledge", *SLEDGE[2:]], "new: 'Big Sledge' is not an id\n  an id is small letters, digits and single hyphens, such as big-sledge\n"),
    "name": ([*SLEDGE[:3], "Push Bike", *SLEDGE[4:]], "--name: 'Push Bike' already names 'bicycle'\n  a name leads to one service\n"),
    "decision": ([*SLEDGE[:7], "delivry", *SLEDGE[8:]], "--decision: unknown decision 'delivry'\n  did you mean 'delivery'?\n"),
    "page": ([*SLEDGE[:9], "the book", *SLEDGE[10:]], "--source: 'the book' is not an address\n  an address starts with https://\n"),
    "term": ([*SLEDGE, "--fact", "dealy=3 min"], "--fact: unknown term 'dealy'\n  did you mean 'delay'?\n"),
    "value": ([*SLEDGE, "--fact", "delay=3 parcels"], None),
    "choice": ([*SLEDGE, "--fact", "reach=moon"], "--fact: reach has no choice 'moon'\n  known: town, hills, island\n"),
    "no fact": ([*SLEDGE, "--fact", "quick"], "--fact: 'quick' is not that\n  a fact is term=value, such as latency=5 s\n"),
    "day": ([*SLEDGE[:-1], "soon"], "--checked: 'soon' is not a day\n  write a day as 2023-03-31\n"),
    "rule there": (["rule", "delivery/no-van-at-night", "--because", "x"], "new: the rule 'delivery/no-van-at-night' is there already\n  it stands at rules/decisions/delivery.yaml:15\n"),
    "rule of nothing": (["rule", "mud"], "new: 'mud' names no decision\n  write DECISION/mud; 'advisor decisions' lists them\n"),
    "no candidate": (
        ["rule", "delivery/x", "--when", "load=1", "--avoid", "depot", "--because", "x", "--answer", "van"],
        "--avoid: 'depot' is not a candidate of delivery\n  known: bicycle, drone, tarpaulin, van\n",
    ),
    "two verbs": (
        ["rule", "delivery/x", "--avoid", "van", "--prefer", "van"],
        "advisor: a rule concludes one thing: give one of --prefer, --avoid, --exclude, --need\n  'advisor new rule --help' shows how\n",
    ),
    "term there": (["term", "delay"], "new: the term 'delay' is there already\n  it stands at rules/vocabulary.yaml:5\n"),
    "unit": (["term", "x", "--means", "x", "--asks", "x", "--unit", "m"], "--unit: 'm' is not a unit\n  known: s, B, B/s, count, 1/s, USD, USD/TB, USD/h\n"),
    "stage": (["decision", "x", "--stage", "go"], "--stage: 'go' is not a stage\n  known: collect, move, process, store, catalog, query, show\n"),
    "missing": (["service", "x"], "advisor: give --name, --does, --decision, --source\n  in a terminal you are asked instead\n  'advisor new service --help' shows how\n"),
    "missing in rule": (["rule", "delivery/x"], "advisor: give --when, --prefer, --avoid, --exclude or --need, --because, --answer\n  in a terminal you are asked instead\n  'advisor new rule --help' shows how\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_told_and_nothing_is_written(name, tmp_path):
    """Exit code 2, with the way out."""
    words, told = BAD[name]
    done = run("new", *words)

    assert (done.code, done.out) == (2, "")
    assert done.err == (told or done.err)
    assert done.err.startswith(("--", "new: ", "advisor: "))
    assert list(tmp_path.iterdir()) == []


def test_several_mistakes_are_told_at_once():
    """An author mends them in one go."""
    assert run("new", *SLEDGE, "--fact", "dealy=3 min", "--fact", "load=many").err.count("--fact: ") == 2


def test_a_folder_that_cannot_be_read_is_told_before_anything_is_asked():
    """Its own problems come first."""
    Path("rules/services").mkdir(parents=True)
    Path("rules/services/sled.yaml").write_text("nmae: Sled\n", encoding="utf-8")
    done = run("new", *SLEDGE)

    assert done.code == 2
    assert "rules/services/sled.yaml:1:1: unknown field 'nmae'" in done.err
    assert not Path("scenarios").exists()


def test_in_a_terminal_it_asks():
    """What is wrong is explained and asked again; what there is to choose from is shown."""
    with terminal("new", "service", "sledge") as screen:
        screen.until("Its name, as people write it> ")
        screen.type("Push bike\n")
        assert "'Push bike' already names 'bicycle'" in screen.until("Its name, as people write it> ")
        screen.type("Sledge\n")
        screen.until("What it does, in one sentence> ")
        screen.type("\n")
        assert "something must stand here" in screen.until("What it does, in one sentence> ")
        screen.type("Slides.\n")
        shown = screen.until("Which may it answer? (several with commas)> ")
        assert "delivery  What should carry the parcels?" in shown
        screen.type("delivery\n")
        screen.until("(https://…)> ")
        screen.type("https://example.org/sledge\n")
        shown = screen.until("upkeep       none | low | high  (Work that the team does to keep it going.)")
        assert "What it offers, as term=value; a term alone tells its values (one a line" in shown
        screen.until(" > ")
        screen.type("delay=soon\n")
        screen.until("is not a time")
        screen.until(" > ")
        screen.type("shelter\n")
        assert screen.until("yes  They stay dry.").endswith("no  They may get wet.\n  yes  They stay dry.")
        screen.until(" > ")
        screen.type("delay=20 min\n")
        screen.until(" > ")
        screen.type("\n")
        done = screen.end()

    assert done.code == 0
    assert "delay: {is: 20 min, source: docs}" in text("rules/services/parcels/sledge.yaml")


def test_ctrl_c_stops_and_nothing_is_written(tmp_path):
    """Exit code 130."""
    with terminal("new", "service", "sledge") as screen:
        screen.until("Its name, as people write it> ")
        time.sleep(
            0.5
        )  # a signal between the question and the reading of its answer waits for a key, in Python itself
        screen.type("\x03")
        done = screen.end()

    assert (done.code, done.out.splitlines()[-1]) == (130, "stopped")
    assert list(tmp_path.iterdir()) == []


PIECE = Piece("c", "\n  d: 1\n", "c: {d: 1}")

ENTRIES = {
    "at the end": ("a: 1\n# z\n", (), "a: 1\nc:\n  d: 1\n# z\n"),
    "below": ("r:\n  a: 1  # one\nz: 2\n", ("r",), "r:\n  a: 1  # one\n  c:\n    d: 1\nz: 2\n"),
    "in braces": ("r: {a: 1}  # one\n", ("r",), "r: {a: 1, c: {d: 1}}  # one\n"),
    "in empty braces": ("r: {}\nz: 2\n", ("r",), "r: {c: {d: 1}}\nz: 2\n"),
    "below nothing": ("r:  # none yet\nz: 2\n", ("r",), "r:  # none yet\n  c:\n    d: 1\nz: 2\n"),
    "made": ("a: 1\n", ("r",), "a: 1\nr:\n  c:\n    d: 1\n"),
    "after a long text": (
        "r:\n  a: |\n    x\n\nz: 2\n",
        ("r",),
        "r:\n  a: |\n    x\n\n  c:\n    d: 1\nz: 2\n",
    ),
}


@pytest.mark.parametrize("name", ENTRIES)
def test_a_key_is_added_to_a_map_in_any_style(name):
    """All else stays as it is, and the file then says one thing more."""
    before, path, after = ENTRIES[name]
    made = with_entry(before, path, PIECE)

    assert made == after
    held = yaml.safe_load(made)
    for word in path:
        held = held[word]
    assert held["c"] == {"d": 1}


ITEMS = {
    "brackets": ("l: [a, b]  # two\n", "l: [a, b, c]  # two\n"),
    "several lines": ("l: [a,\n  b]\n", "l: [a,\n  b, c]\n"),
    "trailing comma": ("l: [a,]\n", "l: [a, c,]\n"),
    "empty": ("l: []\n", "l: [c]\n"),
    "dashes": ("l:\n  - a\n  # then\n  - b\n\nz: 1\n", "l:\n  - a\n  # then\n  - b\n  - c\n\nz: 1\n"),
    "dashes at the left": ("l:\n- a\nz: 1\n", "l:\n- a\n- c\nz: 1\n"),
    "none": ("z: 1\n", "z: 1\nl: [c]\n"),
    "a line that is full": (f"l: [{'a' * 126}]\n", f"l: [{'a' * 126},\n  c]\n"),
}


@pytest.mark.parametrize("name", ITEMS)
def test_an_item_is_added_to_a_list_in_any_style(name):
    """All else stays as it is."""
    before, after = ITEMS[name]
    made = with_item(before, ("l",), "c")

    assert made == after
    assert yaml.safe_load(made)["l"][-1] == "c"


def test_what_is_made_stands_where_its_field_belongs():
    """Before the fields that come after it."""
    assert with_item("asks: [a]\nrules: {}\n", ("candidates",), "c", ("question", "asks")) == (
        "asks: [a]\ncandidates: [c]\nrules: {}\n"
    )
    assert with_item("replaces: yes\n", ("candidates",), "c", ("asks",)) == "candidates: [c]\nreplaces: yes\n"
