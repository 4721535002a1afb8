"""Toy questions for drills, and what tests do with them."""

from __future__ import annotations

from pathlib import Path

QUESTIONS = {
    "hills": """\
title: Parcels for the hills
domain: moving
text: |
  A farm sends 80 parcels a trip into the hills and wants little upkeep.
  What should carry them?
decide: [delivery]
needs: {load: 80, reach: hills}
words: {load: 80 parcels, reach: into the hills, upkeep: little upkeep}
minimise: [least upkeep]
options: {A: bicycle, B: van, C: drone, D: [bicycle, tarpaulin]}
answer: B
""",
    "ring": """\
title: One ring at once
domain: moving
text: |
  A jeweller sends one ring a trip to customers in town, who must have it within a quarter of an hour.
  What should carry it?
decide: [delivery]
needs: {delay: at most 15 min, load: 1, reach: town}
words: {delay: within a quarter of an hour, load: one ring, reach: in town}
options: {A: bicycle, B: van, C: drone}
answer: C
""",
    "rain": """\
title: Dry books
domain: keeping
text: |
  A bookshop sends four books a trip through town, and they must stay dry.
  Which way needs the least upkeep?
decide: [delivery]
needs: {load: 4, reach: town, shelter: yes}
words: {load: four books, reach: through town, shelter: must stay dry, upkeep: least upkeep}
minimise: [upkeep]
options: {A: bicycle, B: [bicycle, tarpaulin], C: van}
answer: B
""",
    "two": """\
title: Carried and kept
domain: keeping
text: |
  A mill sends 101 parcels a day, and parcels wait overnight where they stay dry.
  What carries them, and where do they wait?
decide: [delivery, keeping]
needs: {arrival: all-day, load: 101, shelter: yes}
words: {arrival: a day, load: 101 parcels, shelter: where they stay dry}
options: {A: bicycle, B: depot, C: drone, D: van}
choose: 2
answer: [B, D]
""",
}
"""Name -> a question that the toy rules prove."""

WRONG_KEY = QUESTIONS["ring"].replace("answer: C", "answer: A")
"""A question whose key is not what the engine chooses."""


def save(folder: Path, **more: str) -> Path:
    """Write the questions, and more, into a folder."""
    folder.mkdir(exist_ok=True)
    for name, text in {**QUESTIONS, **more}.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder
