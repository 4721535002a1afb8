"""Comments are found with their places, and nothing else is taken for one."""

from __future__ import annotations

from advisor.source.comments import comments

TEXT = """\
# one
a: 1 # two
b: |
  x # not
  # not

# three
c: >-
  y # not
d: "z # not
  # not" # four
e: [f, # five
  g#not, 'h # not']
i: j
  # six
k:
  - l
    m # seven
# eight"""


def test_each_comment_has_its_place():
    """Comments behind values, between lines of a list, and after texts of several lines."""
    found = list(comments(TEXT.encode(), "x.yaml"))

    assert [one.text for one in found] == ["one", "two", "three", "four", "five", "six", "seven", "eight"]
    assert [str(one.place) for one in found] == [
        "x.yaml:1:1",
        "x.yaml:2:6",
        "x.yaml:7:1",
        "x.yaml:11:10",
        "x.yaml:12:8",
        "x.yaml:15:3",
        "x.yaml:18:7",
        "x.yaml:19:1",
    ]
    assert [one.alone for one in found] == [True, False, True, False, False, True, False, True]


def test_a_mark_of_the_encoding_and_other_line_ends_do_not_shift_places():
    """A file saved elsewhere has its comments where an editor shows them."""
    found = list(comments(b"\xef\xbb\xbf# one\r\na: 'x # not'\r\nb: 1  # two\r\n", "x.yaml"))

    assert [(one.text, one.place.line, one.place.column) for one in found] == [("one", 1, 1), ("two", 3, 7)]
