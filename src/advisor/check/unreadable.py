"""What keeps files from being read, told as findings are."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.check.finding import Finding
from advisor.check.registry import Check
from advisor.errors import Problem

_MANUAL = """A file that cannot be read, or a word in it that nobody knows.

Why it matters: what cannot be read cannot be checked, and no command works with it. So these mistakes are told
first, those of all files at once, and nothing else is checked before they are gone.

How to mend it: each says where it is, what is wrong and the way out. Words that are nearly right are told with
the ones that they may be meant for. The modeline in the first line of a file lets an editor show most of them
while you type.

Example:
    needs:
      latecny: at most 60 s   # unknown term 'latecny': did you mean 'latency'?
"""


def findings(problems: Iterable[Problem]) -> list[Finding]:
    """Give problems of reading as findings, each of which makes the input unusable."""
    return [
        Finding(one.place, UNREADABLE.name, one.message, one.hint, weight="error") for one in sorted(problems)
    ]


#: Stands beside the checks in manuals and reports; it is no function, since there is no subject to look at.
UNREADABLE = Check("unreadable", lambda _: (), _MANUAL)
