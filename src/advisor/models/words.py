"""Fixed words of the files, for those who need them without the models (and so without pydantic)."""

from __future__ import annotations

import re

#: An id: small letters, digits and single hyphens.
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ID_HINT = "an id is small letters, digits and single hyphens"

SOURCE_HINT = "a source is a name from the file's 'sources', or a url and the day it was checked"

#: How many options are to be chosen: there are no more than letters.
COUNT = re.compile(r"[1-9]|1[0-9]|2[0-6]")

#: A day; Python itself reads other forms too, and not the same ones in every version.
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

#: The places that a decision may have in a flow of data, in the order in which data passes them.
STAGES = ("collect", "move", "process", "store", "catalog", "query", "show")

#: What stands where only an author knows what to write.
FILL_IN = "FILL IN"
