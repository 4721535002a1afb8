"""Good scenarios, and the ways in which a text can be spoilt."""

from __future__ import annotations

import re

#: Good scenarios, which between them use every field and every form of a value.
GOOD = (
    """\
title: Parcels by noon
text: |
  Parcels come in all day and must be there within five hours.
  What should carry them?
domain: carrying
as_of: old
decide: [delivery, keeping]
existing: [drone]
needs:
  arrival: all-day
  delay: at most 5 h
  reach: [town, hills]
  delivery: {shelter: yes, load: over 3}
words: {delay: within five hours}
minimise: [upkeep]
maximise: [load]
""",
    """\
title: A question
needs: {delay: same day, load: 9, fragile: not no, destination: "any of door, locker"}
options:
  A: van
  B: [bicycle, tarpaulin]
  C: {delivery: [bicycle, {van: {delay: 1 h, reach: [town, hills]}}], keeping: depot}
  D: [depot, {drone: {load: 50, upkeep: low}}]
choose: 1
answer: A
""",
    """\
as_of: 2024-07-01
use: [Push bike]
needs:
  source: shop
  destination: depot
  upkeep: under high
  shelter: 'yes'
minimise: [least upkeep, delay]
answer: [bicycle, van]
""",
    "{decide: [delivery], needs: {reach: hills, load: 9, keeping: {shelter: yes}}}\n",
    "{decide: [delivery], needs: {reach: 'any of hills, island', load: at least 1}, minimise: [delay]}\n",
    "# nothing yet\n",
)

#: A scenario for the packaged rules, which is what the command line asks.
PACKAGED = """\
title: Clicks
text: Clicks must be in the lake within five minutes.
decide: [streaming-ingestion]
existing: [s3]
needs: {latency: at most 5 min, destination: s3}
words: {latency: within five minutes}
minimise: [operations]
"""

PIECES = (
    *":-,[]{}#&*!|>'\"%@`?~<",
    *("\n", "\t", " ", "  ", "\r\n", "\0", "\x1b", "\x85", "\u2028", "\ufeff", "\ufffe", "\xa0"),
    *(
        ": ",
        "- ",
        "---\n",
        "...\n",
        "<<: ",
        "? ",
        "!!int ",
        "&a ",
        "*a",
        "[]",
        "{}",
        "''",
        '"\\x',
        '"\\ud800"',
    ),
    *(
        "null",
        "~",
        "yes",
        "no",
        "true",
        "1e999",
        "-1",
        "0",
        "00",
        ".5",
        "1,000",
        "NaN",
        "unlimited",
        "²",
        "٣",
    ),
    *("9" * 40, "9" * 5000, "1" * 18, "[" * 60, "{a: " * 60, "- " * 60, "x" * 3000),
    *("at most ", "at least ", "under ", "over ", "any of ", "all of ", "not ", "over unlimited", "under 0"),
    *("é", "数据", "🚲", "\u202e", "ı", "K", "ﬁ"),
    *("delay", "load", "reach", "shelter", "delivery", "keeping", "van", "bicycle", "depot", "tarpaulin"),
    *(
        "needs:",
        "options:",
        "answer:",
        "decide:",
        "A:",
        "{van: {delay: 1 h}}",
        "{delivery: van}",
        "[van, van]",
    ),
    *("1 h", "5 min", "0 s", "1000000 d", "0.0000001 s", "town", "high", "2023-02-30", "9999-12-31", "today"),
)


def spoilt(good, chance):
    """A text changed in one to four places."""
    text = good
    for _ in range(chance.choice((1, 1, 1, 2, 3, 4))):
        text = chance.choice(CHANGES)(text, chance)
    data = text.encode("utf-8", "surrogatepass")
    if chance.random() < 0.15:
        data = flip(data, chance)
    return data


def flip(data, chance):
    """One byte changed, added or left out, whatever that makes of the encoding."""
    place = chance.randrange(len(data) + 1)
    return data[:place] + bytes([chance.randrange(256)][: chance.randrange(2)]) + data[place + 1 :]


def insert(text, chance):
    """A piece put in anywhere."""
    place = chance.randrange(len(text) + 1)
    return text[:place] + chance.choice(PIECES) + text[place:]


def delete(text, chance):
    """A few characters left out."""
    place = chance.randrange(len(text) + 1)
    return text[:place] + text[place + chance.choice((1, 1, 2, 5, 20)) :]


def replace_word(text, chance):
    """A word, or what stands between two marks, replaced by a piece."""
    spans = [found.span() for found in re.finditer(r"[\w-]+|[^\s\w]", text)] or [(0, 0)]
    start, end = chance.choice(spans)
    return text[:start] + chance.choice(PIECES) + text[end:]


def swap_words(text, chance):
    """Two words change places."""
    spans = [found.span() for found in re.finditer(r"[\w-]+", text)]
    if len(spans) < 2:
        return text
    (one, two), (three, four) = sorted(chance.sample(spans, 2))
    return text[:one] + text[three:four] + text[two:three] + text[one:two] + text[four:]


def move_line(text, chance):
    """A line taken out, put elsewhere, doubled, or indented otherwise."""
    lines = text.splitlines(keepends=True) or [""]
    number = chance.randrange(len(lines))
    line = lines[number]
    kind = chance.randrange(4)
    if kind != 1:
        del lines[number]
    if kind == 3:
        line = chance.choice(("  ", "\t", " ", "")) + line.lstrip()
    if kind:
        lines.insert(chance.randrange(len(lines) + 1) if kind < 3 else number, line)
    return "".join(lines)


def change_letter(text, chance):
    """One letter misspelt."""
    place = chance.randrange(len(text) + 1)
    return text[:place] + chance.choice("abcdefghijklmnopqrstuvwxyzABC0123456789 ") + text[place + 1 :]


CHANGES = (insert, insert, delete, replace_word, replace_word, swap_words, move_line, change_letter)
