"""Fixed words of the files, for those who need them without the models (and so without pydantic)."""

from __future__ import annotations

import re

#: An id: small letters, digits and single hyphens.
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

#: The places that a decision may have in a flow of data, in the order in which data passes them.
STAGES = ("collect", "move", "process", "store", "catalog", "query", "show")
