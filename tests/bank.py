"""A small bank of scenarios on the toy rules, with stated answers."""

from __future__ import annotations

from program import SCENARIOS

BANK = {
    **SCENARIOS,
    "at-night": """\
title: Parcels that come at night
decide: [delivery, keeping]
needs: {arrival: at-night, reach: hills}
existing: [drone]
answer: [drone, depot]
""",
    "farm-to-locker": """\
title: From the farm to the locker
text: |
  A farm wants its parcels in the lockers of the town.
  What should carry them?
decide: [delivery]
needs: {reach: town}
options: {A: van, B: [bicycle, drone], C: [bicycle, van], D: [{bicycle: {load: 200}}, tarpaulin]}
minimise: [upkeep]
answer: B
""",
    "through-the-depot": """\
title: A depot on the way
needs: {arrival: at-night, shelter: yes, source: shop, destination: door}
decide: [delivery, keeping]
""",
    "later": """\
title: Parcels for the island
as_of: 2023-06-01
decide: [delivery]
needs: {reach: island}
answer: van
""",
}
"""Name -> a scenario; some state an answer, one of them a wrong one."""
