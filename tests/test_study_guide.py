"""Every row of the study guide is held by the rule base, and where the table says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/study-guide.md").read_text(encoding="utf-8")
SECTIONS = {"KDS": range(1, 18), "KDA": range(7), "FH": range(16), "EMR": range(1, 13), "GL": range(1, 13)}
BATCH = ["TR1", *(f"BA{n}" for n in range(1, 11)), "BA11a", "BA11b", "BA11c", "BA12", "BA13"]
ROWS = [f"{section}{number}" for section, numbers in SECTIONS.items() for number in numbers] + BATCH
TABLE = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if re.match(r"\| [A-Z]+\d", line)
]


def test_every_row_of_the_guide_stands_in_the_table_once():
    """In the guide's order, none left out and none twice, each with its four cells."""
    assert [row for row, *_ in TABLE] == ROWS
    assert {len(cells) for cells in TABLE} == {4}


@pytest.mark.parametrize(
    ("row", "says", "held"), [cells[:3] for cells in TABLE], ids=[row for row, *_ in TABLE]
)
def test_what_the_table_names_exists_in_the_rules(row, says, held):
    """Each row says something, and each key that it names is in the file that it names."""
    places = re.findall(r"`([^`]+)`", held)
    assert says
    assert places
    assert held == ", ".join(f"`{place}`" for place in places)

    for place in places:
        file, keys = place.split(": ")
        whole = yaml.load((ROOT / "rules" / file).read_text(encoding="utf-8"), yaml.BaseLoader)
        for key in keys.split(", "):
            found = whole
            for part in key.split("."):
                assert isinstance(found, dict), f"{row}: {place}"
                assert part in found, f"{row}: {file} has no {key}"
                found = found[part]
            assert found, f"{row}: {file} has an empty {key}"
