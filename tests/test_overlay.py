"""Rule folders laid over each other: what is added, what grows, and what must say that it replaces."""

from __future__ import annotations

from pathlib import Path

from advisor.rulebase.base import read
from folders import RULES, SLEDGE, laid, said, write


def test_a_new_file_adds_a_service(tmp_path):
    """It is known by its id and by all its names, and says where it stands."""
    base = laid(tmp_path, {"services/winter/sledge.yaml": SLEDGE})

    assert set(base.services) == {"bicycle", "depot", "drone", "sledge", "tarpaulin", "van"}
    assert base.names.find("toboggan") == "sledge"
    assert base.services["sledge"].at.endswith("over/services/winter/sledge.yaml:1")


def test_a_file_of_the_same_name_adds_keys(tmp_path):
    """In whatever sub-folder it lies; what is there already stays, with its place."""
    base = laid(
        tmp_path,
        {
            "services/any/depot.yaml": "sources:\n  map: {url: https://example.org/m, checked: 2025-01-01}\n"
            "facts:\n  reach: {is: [town], source: map}\n"
        },
    )
    depot = base.services["depot"]

    assert depot.name == "Depot"
    assert set(depot.facts) == {"upkeep", "shelter", "source", "destination", "reach"}
    assert depot.facts["reach"][0].url == "https://example.org/m"
    assert depot.facts["upkeep"][0].at == "rules/services/parcels/depot.yaml:6"
    assert depot.facts["reach"][0].at.endswith("over/services/any/depot.yaml:4")


def test_a_key_that_is_there_already_is_an_error(tmp_path):
    """Nobody overwrites a fact by accident."""
    fact = "facts:\n  delay: {is: 1 min, source: book}\n  fragile: {is: no, source: book}\n"

    assert said(tmp_path, {"services/van.yaml": fact}) == [
        "over/services/van.yaml:2:3: 'delay' is there already",
        "  first at rules/services/parcels/van.yaml:6; say 'replaces: true' to take its place",
    ]


def test_replaces_takes_the_place_of_what_is_there(tmp_path):
    """Only of the keys that the file gives; the others stay."""
    base = laid(
        tmp_path,
        {
            "services/van.yaml": "replaces: true\nname: Lorry\naka: [Van]\n"
            "facts:\n  delay: {is: 1 min, source: book}\n"
        },
    )
    van = base.services["van"]

    assert (van.name, van.aka, van.does) == ("Lorry", ("Van",), "Carries many parcels far.")
    assert [entry.text for entry in van.facts["delay"]] == ["1 min"]
    assert [entry.text for entry in van.facts["load"]] == ["unlimited"]


def test_lists_of_ids_grow(tmp_path):
    """Candidates, terms asked about, ways of being raised, other names: the new ones come after."""
    base = laid(
        tmp_path,
        {
            "services/sledge.yaml": SLEDGE,
            "services/bicycle.yaml": "aka: [Velo, Push bike]\n",
            "decisions/delivery.yaml": "asks: [fragile, delay]\ncandidates: [sledge, van]\n"
            "rules:\n  snow: {when: {reach: hills}, then: {prefer: [sledge]}, because: It slides.}\n",
            "decisions/keeping.yaml": "raised_by: [{fragile: yes}]\n",
        },
    )
    delivery = base.decisions["delivery"]

    assert delivery.candidates == ("bicycle", "tarpaulin", "van", "drone", "sledge")
    assert delivery.asks == ("delay", "load", "reach", "shelter", "upkeep", "destination", "fragile")
    assert [rule.id.partition("/")[2] for rule in delivery.rules] == [
        "glass-needs-shelter",
        "shelter-wants-walls",
        "no-van-at-night",
        "snow",
    ]
    assert base.services["bicycle"].aka == ("Push bike", "Velo")
    assert len(base.decisions["keeping"].raised_by) == 3


def test_replaces_makes_lists_anew(tmp_path):
    """With it a list is not grown but taken as given."""
    base = laid(tmp_path, {"decisions/keeping.yaml": "replaces: true\ncandidates: [van]\n"})

    assert base.decisions["keeping"].candidates == ("van",)
    assert base.decisions["keeping"].question == "Where should parcels wait?"


def test_the_vocabulary_grows_by_terms(tmp_path):
    """A new term stands beside those that are there."""
    base = laid(tmp_path, {"vocabulary.yaml": "weight: {means: What it weighs., unit: count, fit: up to}\n"})

    assert list(base.terms)[-1] == "weight"
    assert "delay" in base.terms


def test_a_term_is_replaced_only_by_one_that_says_so(tmp_path):
    """Each term says for itself that it takes the place of another."""
    term = "  means: Whether it breaks.\n  levels: {no: It does not., a bit: It may., yes: It does.}\n"
    base = laid(tmp_path, {"vocabulary.yaml": f"fragile:\n{term}  replaces: true\n"})

    assert base.terms["fragile"].names == ("no", "a bit", "yes")
    assert said(tmp_path, {"vocabulary.yaml": f"fragile:\n{term}"}) == [
        "over/vocabulary.yaml:1:1: 'fragile' is there already",
        "  first at rules/vocabulary.yaml:42; say 'replaces: true' to take its place",
    ]


def test_editions_are_added_and_replaced(tmp_path):
    """A folder may name further days, and say anew which is today."""
    base = laid(tmp_path, {"editions.yaml": "editions:\n  exam: {day: 2023-06-01}\n"})

    assert {name: one.day for name, one in base.editions.items()} == {
        "old": "2020-01-01",
        "today": "2025-01-01",
        "exam": "2023-06-01",
    }
    base = laid(
        tmp_path, {"editions.yaml": "replaces: true\ndefault: today\neditions:\n  today: {day: 2026-01-01}\n"}
    )
    assert (base.default, base.day("today"), base.day("old")) == ("today", "2026-01-01", "2020-01-01")


def test_folders_are_laid_over_each_other_in_order(tmp_path):
    """The last word counts."""
    last = write(tmp_path / "last", {"services/sledge.yaml": "replaces: true\nname: Luge\n"})
    base = laid(tmp_path, {"services/winter/sledge.yaml": SLEDGE}, last)

    assert base.services["sledge"].name == "Luge"
    assert base.services["sledge"].does == "Slides."


def test_the_same_file_twice_in_one_folder_is_an_error(tmp_path):
    """An id is one file; where a folder lies does not matter to that."""
    files = {"services/summer/sledge.yaml": SLEDGE, "services/winter/sledge.yaml": SLEDGE}

    assert said(tmp_path, files) == [
        "over/services/winter/sledge.yaml: a second file for 'sledge'",
        "  the first is over/services/summer/sledge.yaml",
    ]


def test_folders_of_any_name_can_be_laid_over(tmp_path, monkeypatch):
    """Even one that is called as the packaged one is shown, or lies in a folder named services."""
    add = {"services/sledge.yaml": SLEDGE}
    more = {"services/sledge.yaml": "aka: [Luge]\n"}
    write(tmp_path / "rules", {**add, "services/van.yaml": "aka: [Lorry]\n"})
    write(tmp_path / "services" / "one", more)
    monkeypatch.chdir(tmp_path)
    base = read([RULES, Path("rules"), tmp_path / "services" / "one"], keep=False)

    assert base.services["van"].aka == ("Lorry",)
    assert base.services["sledge"].aka == ("Toboggan", "Luge")


def test_an_overlay_changes_the_hash(tmp_path, toy):
    """Whoever compares two answers sees that other rules were asked."""
    assert laid(tmp_path, {"services/sledge.yaml": SLEDGE}).hash != toy.hash
    assert read([RULES], keep=False).hash == toy.hash
