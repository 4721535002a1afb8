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
answer: [tarpaulin, van, depot]
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
"""Name -> a scenario; some state an answer, and it is right."""

WRONG = {
    "wrong-letter": """\
title: Parcels for the hills
text: |
  A farm sends 80 parcels a trip into the hills.
  What should carry them?
decide: [delivery]
needs: {load: 80, reach: hills}
options: {A: bicycle, B: van}
answer: A
""",
    "wrong-service": "decide: [delivery]\nneeds: {fragile: yes, delay: at most 5 h}\nanswer: bicycle\n",
    "outranked": "decide: [delivery]\nneeds: {reach: town}\nminimise: [upkeep]\nexisting: [drone]\nanswer: bicycle\n",
    "no-candidate": "decide: [delivery]\nneeds: {load: 80}\nanswer: depot\n",
    "one-part-more": "decide: [delivery]\nneeds: {shelter: yes, destination: door, upkeep: low}\nanswer: tarpaulin\n",
    "a-tie": "decide: [delivery]\nneeds: {reach: town}\nanswer: bicycle\n",
    "nothing-said": "decide: [delivery]\nanswer: van\n",
    "nothing-raised": "needs: {reach: town}\nanswer: van\n",
    "nothing-fits": "decide: [delivery]\nneeds: {delay: at most 1 h, load: 80}\nanswer: van\n",
}
"""Name -> a scenario whose stated answer is not the engine's, each for another reason."""
