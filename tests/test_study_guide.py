"""Every row of the study guide is held by the rule base, and where it is about choosing, a scenario exercises it."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
_SPEC = importlib.util.spec_from_file_location("study_guide", ROOT / "tools/study_guide.py")
guide = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(guide)

#: The guide's own rows, section by section; a row that it left empty (TBD) may stand beside them.
SECTIONS = {
    "X": range(1, 7),
    "ST": range(1, 3),
    "KDS": range(1, 18),
    "KDA": range(7),
    "FH": range(16),
    "EMR": range(1, 13),
    "GL": range(1, 13),
    "TR": range(1, 2),
    "BA": [*range(1, 11), "11a", "11b", "11c", 12, 13],
    "AT": range(1, 8),
    "QS": range(7),
    "LB": range(1, 2),
    "PO": range(1, 7),
    "LX": range(1, 4),
    "TS": range(1, 5),
    "SA": range(1, 11),
    "M": range(1, 43),
    "TBD": range(1, 17),
}
ROWS = [f"{section}{number}" for section, numbers in SECTIONS.items() for number in numbers]
DATA = guide.rows()

#: The fields of an entry that name choices.
CHOICES = ("is", "adds", "not")
PAGE = guide.PAGE.read_text(encoding="utf-8")
TABLE = {
    cells[0]: cells
    for line in PAGE.splitlines()
    if re.match(r"\| [A-Z]+\d", line)
    for cells in [[cell.strip() for cell in line.strip("|").split("|")]]
}


@pytest.fixture(scope="module")
def found(packaged):
    """What each scenario exercises."""
    return guide.exercised(packaged, guide.SCENARIOS.rglob("*.yaml"))


@pytest.fixture(scope="module")
def choosing(packaged):
    """The keys that an answer can hang on."""
    return guide.about_choosing(packaged)


def shown(row: str) -> list[str]:
    """The scenarios that the page names for a row."""
    return re.findall(r"\[([^\]]+)\]\(", TABLE[row][3])


def test_every_row_of_the_guide_is_there_once():
    """None left out and none twice."""
    ids = [row.id for row in DATA]

    assert sorted(set(ids)) == sorted(ids)
    assert set(ROWS) <= set(ids)
    assert [id_ for id_ in ids if id_ in ROWS and re.match("KDS|EMR|AT", id_)] == [
        id_ for id_ in ROWS if re.match("KDS|EMR|AT", id_)
    ]


def test_the_page_says_what_the_data_says():
    """All but the choice of scenarios, which the next tests hold to what they exercise."""
    assert list(TABLE) == [row.id for row in DATA]
    assert guide.page(DATA, {row.id: shown(row.id) for row in DATA}) == PAGE, "tools/refresh makes it anew"


@pytest.mark.parametrize("row", DATA, ids=[row.id for row in DATA])
def test_what_holds_a_row_is_in_the_rules(row):
    """Each key that a row names is in the file that it names, and is not empty."""
    assert row.held
    for file, key in row.held:
        at = yaml.load((ROOT / "rules" / file).read_text(encoding="utf-8"), yaml.BaseLoader)
        path, _, choice = key.rstrip(")").partition("(")
        for part in path.split("."):
            assert isinstance(at, dict), f"{row.id}: {file}: {key}"
            assert part in at, f"{row.id}: {file} has no {key}"
            at = at[part]
        assert at, f"{row.id}: {file} has an empty {key}"
        entries = at if isinstance(at, list) else [at]
        assert not choice or any(choice in one.get(field, ()) for one in entries for field in CHOICES), key


@pytest.mark.parametrize("row", DATA, ids=[row.id for row in DATA])
def test_what_is_about_choosing_is_exercised(row, found, choosing):
    """Each fact and rule that a choice can hang on is cited by a scenario, and the page names such scenarios."""
    exercising = [key for key in row.held if guide.whole(key) in choosing]
    for key in exercising:
        assert found.get(key), f"{row.id}: no scenario exercises {key[0]}: {key[1]}"
        assert set(found[key]) & set(shown(row.id)), f"{row.id}: tools/refresh names a scenario for {key}"
    for name in shown(row.id):
        assert any(name in found.get(key, ()) for key in row.held), (
            f"{row.id}: {name} exercises nothing of it"
        )
