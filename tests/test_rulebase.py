"""Rule folders as a whole: files found, all their problems told at once, services and days by their names."""

from __future__ import annotations

import shutil

import pytest

from advisor.errors import AdvisorError
from advisor.rulebase.asked import parse
from advisor.rulebase.base import read
from advisor.rulebase.knowledge import offers
from folders import RULES, SLEDGE, laid, said, write

# Finding files


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("service/van.yaml", "did you mean 'services'?"),
        ("services/van.yml", "rule files end in .yaml: rename it to van.yaml"),
        ("decisions/a/b.yaml", "services/<family>/<id>.yaml and decisions/<id>.yaml are read"),
        ("vocabulry.yaml", "did you mean 'vocabulary.yaml'?"),
        ("van.yaml", "services go into services/, decisions into decisions/"),
        ("services/van.txt", "services/<family>/<id>.yaml and decisions/<id>.yaml are read"),
    ],
)
def test_a_file_that_nobody_reads_is_told(tmp_path, name, hint):
    """A rule in the wrong place would otherwise be missed in silence."""
    lines = said(tmp_path, {name: "name: Lorry\n"})

    assert lines[0] == f"over/{name}: no one reads this file"
    assert lines[1].startswith(f"  {hint}")


def test_notes_and_hidden_files_are_passed_over(tmp_path):
    """A readme may lie beside the rules, and what editors leave behind."""
    base = laid(tmp_path, {"README.md": "Ours.", "services/.van.yaml.swp": "\0", "__pycache__/x.pyc": ""})

    assert len(base.services) == 5


def test_the_name_of_a_file_is_an_id(tmp_path):
    """A service is named by its file, so the file's name is held to the form of ids."""
    assert said(tmp_path, {"services/Big Sledge.yaml": SLEDGE}) == [
        "over/services/Big Sledge.yaml: the file's name 'Big Sledge' is not an id",
        "  an id is small letters, digits and single hyphens",
    ]


def test_a_missing_folder_is_told(tmp_path):
    """All of them at once."""
    with pytest.raises(AdvisorError) as caught:
        read([RULES, tmp_path / "a", tmp_path / "b"], keep=False)

    assert [problem.message for problem in caught.value.problems] == ["there is no such folder"] * 2
    assert [problem.place.path for problem in caught.value.problems] == [
        str(tmp_path / "a"),
        str(tmp_path / "b"),
    ]


def test_rules_without_vocabulary_or_editions_are_told(tmp_path):
    """A base folder needs both."""
    with pytest.raises(AdvisorError) as caught:
        read([write(tmp_path, {"services/sledge.yaml": SLEDGE})], keep=False)

    assert str(caught.value).splitlines() == [
        "rules/editions.yaml: the rules have no editions",
        "rules/vocabulary.yaml: the rules have no vocabulary",
    ]


# All problems of all files


def test_all_problems_of_all_files_are_told_sorted(tmp_path):
    """An author mends a folder in one go; one mistake is one problem."""
    files = {
        "services/sledge.yaml": SLEDGE.replace("delay", "dely"),
        "services/broken.yaml": "name: [Broken\n",
        "services/shapeless.yaml": "- a\n",
        "services/fieldless.yaml": "name: Fieldless\ndoos: Nothing.\n",
        "decisions/sending.yaml": "question: What?\nasks: [delay, raech]\ncandidates: [sledge, brocken]\n",
        "vocabulary.yaml": "weight: {means: What it weighs., unit: kg}\n",
        "editions.yaml": "editions: {exam: {day: soon}}\n",
    }

    assert said(tmp_path, files) == [
        "over/decisions/sending.yaml:2:15: unknown term 'raech'",
        "  did you mean 'reach'?",
        "over/decisions/sending.yaml:3:22: unknown service 'brocken'",
        "  did you mean 'broken'?",
        "over/editions.yaml:1:24: 'soon' is not a day",
        "  write a day as 2023-03-31",
        "over/services/broken.yaml:1:7: no ']' closes this",
        "  add it",
        "over/services/fieldless.yaml:2:1: unknown field 'doos'",
        "  did you mean 'does'?",
        "over/services/shapeless.yaml:1:1: expected a map of fields",
        "over/services/sledge.yaml:7:3: unknown term 'dely'",
        "  did you mean 'delay'?",
        "over/vocabulary.yaml:1:40: 'kg' is not a unit",
        "  known: s, B, B/s, count, 1/s, USD, USD/TB, USD/h",
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "said_of_it"),
    [
        ("vocabulary.yaml", "fit: up to", "fit: upto", "'upto' is not a fit"),
        ("vocabulary.yaml", "  unit: count\n", "  unit: parcels\n", "'parcels' is not a unit"),
        ("vocabulary.yaml", "means: The heaviest", "mean: The heaviest", "unknown field 'mean'"),
        ("vocabulary.yaml", "arrival:\n", "arrival: [\n", "expected ',' or ']'"),
        ("editions.yaml", "day: 2020-01-01", "day: 2020", "'2020' is not a day"),
        ("editions.yaml", "editions:", "editions: [", "expected ',' or ']'"),
        ("services/parcels/bicycle.yaml", "does:", "dose:", "unknown field 'dose'"),
        ("services/parcels/bicycle.yaml", "aka: [Push bike]", "aka: [Push bike", "expected ',' or ']'"),
        ("services/parcels/van.yaml", "delay:\n", "delay: [\n", "this does not fit the line above"),
        ("decisions/delivery.yaml", "because: The town sleeps.", "why: The town sleeps.", "unknown field 'why'"),
    ],
)  # fmt: skip
def test_a_file_that_fails_makes_no_other_say_unknown(tmp_path, name, old, new, said_of_it):
    """Its terms, its id and its names still count as known: one mistake is one problem."""
    rules = tmp_path / "toy"
    shutil.copytree(RULES, rules)
    path = rules / name
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    write(rules, {"services/tandem.yaml": SLEDGE.replace("name: Sledge", "name: Tandem\npart_of: Push bike")})
    if "aka: [Push bike" in new:  # of a file that is no YAML only the id is known
        write(
            rules, {"services/tandem.yaml": SLEDGE.replace("name: Sledge", "name: Tandem\npart_of: bicycle")}
        )
    with pytest.raises(AdvisorError) as caught:
        read([rules], keep=False)

    assert old in text
    assert [problem.message for problem in caught.value.problems] == [said_of_it]


def test_nothing_is_laid_over_what_cannot_be_read(tmp_path):
    """A few keys more do not make a broken file a file of their own that lacks all others."""
    base = tmp_path / "toy"
    shutil.copytree(RULES, base)
    (base / "services/parcels/van.yaml").write_text("name: [Van\n", encoding="utf-8")

    assert said(tmp_path, {"services/van.yaml": "aka: [Lorry]\n"}, base=base) == [
        "rules/services/parcels/van.yaml:1:7: no ']' closes this",
        "  add it",
    ]


# Names


@pytest.mark.parametrize("name", ["bicycle", "Bicycle", "push bike", "Push-Bike", "  PUSH   BIKE "])
def test_a_service_is_found_by_all_its_names(toy, name):
    """By its id, its name and its other names; case, hyphens and spaces do not count."""
    assert toy.names.find(name) == "bicycle"


def test_names_may_stand_wherever_a_service_may(toy):
    """In a scenario everything becomes ids."""
    text = b"{existing: [Push bike], use: [Bicycle], options: {A: [Van, Push bike], B: Drone}, answer: A}"
    scenario = parse(text, toy, "scenario.yaml", "scenario")

    assert (scenario.existing, scenario.use) == (("bicycle",), ("bicycle",))
    assert [part.service for part in scenario.options[0].parts] == ["van", "bicycle"]


def test_the_packaged_services_have_names_of_their_own(packaged):
    """Every name leads back to its service."""
    assert all(
        packaged.names.find(name) == service.id
        for service in packaged.services.values()
        for name in (service.id, service.name, *service.aka)
    )


# Days


def test_an_edition_or_a_day_gives_the_day(toy):
    """The default edition where nothing is said; the default one also gives its name to its day."""
    assert toy.day(None) == "2020-01-01"
    assert toy.day("today") == "2025-01-01"
    assert toy.day("2024-02-29") == "2024-02-29"
    assert toy.edition_of("2025-01-01") == "today"
    assert toy.edition_of("2024-02-29") == ""


@pytest.mark.parametrize(
    "day", ["20240229", "2024-W09-4", "2024-02-30", "2024-2-3", "tody", "", "٢٠٢٤-٠٢-٠٣"]
)
def test_what_is_no_day_is_refused(toy, day):
    """In the one form only, which is the same in every version of Python."""
    with pytest.raises(AdvisorError) as caught:
        toy.day(day)

    assert str(caught.value).startswith(f"--as-of: '{day}' is neither a day (2023-03-31) nor an edition")


def test_facts_hold_from_their_day_on(toy):
    """A later entry takes the place of an earlier one; what is added is added."""
    van = toy.services["van"]

    def reach(day):
        return [offer.value for offer in offers(van, "reach", day)]

    assert reach("2022-12-31") == [("hills", "town")]
    assert reach("2023-01-01") == [("hills", "island", "town")]
    assert toy.whole("tarpaulin") == "bicycle"
