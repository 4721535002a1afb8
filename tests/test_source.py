"""Reading YAML as text with places, the same with either of PyYAML's loaders."""

from __future__ import annotations

import pytest
import yaml

from advisor import source
from advisor.source import Fields, Items, Text, parse, place_of, plain


@pytest.fixture(params=["C", "pure Python"], autouse=True)
def loader(request, monkeypatch):
    """Every test is run with the loader in C and, as where PyYAML was built without it, in pure Python."""
    if request.param == "pure Python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    elif not hasattr(yaml, "CSafeLoader"):
        pytest.skip("PyYAML was built without libyaml here")


def read(text):
    """The plain content of a text that is right."""
    node, problems = parse(text.encode() if isinstance(text, str) else text, "file.yaml")

    assert problems == []
    return plain(node)


def wrong(text):
    """What is said of a text that is not right."""
    node, problems = parse(text.encode() if isinstance(text, str) else text, "file.yaml")

    assert node is None
    return "\n".join(map(str, problems))


def test_every_scalar_is_the_text_that_was_written():
    """No guess about types: "no" is not false, 1.10 keeps its zero, 1:30 is not 90."""
    text = """
        a: no
        b: 1.10
        c: 1:30
        d: 012
        e: 2023-03-31
        f: 1e3
        g: 0x1F
        h: true
        i: 1_000
        j: .inf
        k: "quoted"
        l: 'it''s'
        m: [yes, 2]
        "n": 2023-03-31T10:00:00Z
    """

    assert read(text) == {
        "a": "no",
        "b": "1.10",
        "c": "1:30",
        "d": "012",
        "e": "2023-03-31",
        "f": "1e3",
        "g": "0x1F",
        "h": "true",
        "i": "1_000",
        "j": ".inf",
        "k": "quoted",
        "l": "it's",
        "m": ["yes", "2"],
        "n": "2023-03-31T10:00:00Z",
    }


def test_what_is_left_out_is_none():
    """Nothing, a tilde and a plain null say nothing; in quotes they are texts."""
    text = """
        a:
        b: ~
        c: null
        d: ""
        e: "null"
        f: '~'
        g: [null, x, ~]
        h: {i: , j: null}
        k: Null
    """

    assert read(text) == {
        "a": None,
        "b": None,
        "c": None,
        "d": "",
        "e": "null",
        "f": "~",
        "g": [None, "x", None],
        "h": {"i": None, "j": None},
        "k": "Null",
    }


def test_long_texts_are_folded_or_kept_as_written():
    """Blocks keep their lines (|) or join them (>)."""
    assert read("a: |\n  one\n  two\nb: >\n  one\n  two\nc: one\n  two\n") == {
        "a": "one\ntwo\n",
        "b": "one two\n",
        "c": "one two",
    }


def test_everything_has_its_place():
    """Lines and columns count from 1; a key has a place of its own beside its value's."""
    node, _ = parse("top:\n  list: [é, bö, {deep: x}]\n  other:\n    - 'y'\n".encode(), "file.yaml")

    def place(*path, key=False):
        return str(place_of(node, path, key=key))

    assert place() == "file.yaml:1:1"
    assert place("top", key=True) == "file.yaml:1:1"
    assert place("top") == "file.yaml:2:3"
    assert place("top", "list", 1) == "file.yaml:2:13"
    assert place("top", "list", 2, "deep", key=True) == "file.yaml:2:18"
    assert place("top", "list", 2, "deep") == "file.yaml:2:24"
    assert place("top", "other", 0) == "file.yaml:4:7"


def test_a_path_that_leads_nowhere_gives_the_nearest_place():
    """Steps that a model added are passed over; beyond the end, the place is that of what is around."""
    node, _ = parse(b"a:\n  b: c\n", "file.yaml")

    assert str(place_of(node, ("a", 0, "b"))) == "file.yaml:2:6"
    assert str(place_of(node, ("a", "nothing", 3))) == "file.yaml:2:3"
    assert str(place_of(node, ("a", "b", "c", 7))) == "file.yaml:2:6"


def test_nodes_are_texts_lists_and_maps():
    """Three kinds of node and no more."""
    node, _ = parse(b"a: [b]\n", "file.yaml")

    assert isinstance(node, Fields)
    assert isinstance(node.values["a"], Items)
    assert isinstance(node.values["a"].values[0], Text)


def test_a_mark_of_the_encoding_is_passed_over():
    """Editors on Windows write one at the start of a file."""
    assert read(b"\xef\xbb\xbfa: b\r\nc: d\r\n") == {"a": "b", "c": "d"}


def test_a_document_may_have_its_marks():
    """ "---" before and "..." after one document say nothing."""
    assert read("---\na: b\n...\n") == {"a": "b"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb: 2\na: 3\n", "file.yaml:3:1: 'a' stands here a second time\n  first at line 1"),
        ("x: {a: 1, a: 2}\n", "file.yaml:1:11: 'a' stands here a second time\n  first at line 1"),
        ("a: &x 1\n", "file.yaml:1:4: an anchor ('&') is not allowed here\n  write the value out"),
        ("a: *x\n", "file.yaml:1:4: an alias ('*') is not allowed here\n  write the value out"),
        ("*x : 1\n", "file.yaml:1:1: an alias ('*') is not allowed here\n  write the value out"),
        ("a: !!int 1\n", "file.yaml:1:4: a tag ('!!int') is not allowed here\n  write the plain value"),
        ("a: !x [1]\n", "file.yaml:1:4: a tag ('!x') is not allowed here\n  write the plain value"),
        (
            "a: {b: 1}\nc:\n  <<: {d: 2}\n",
            "file.yaml:3:3: a merge key ('<<') is not allowed here\n  write the keys out",
        ),
        ("a: 1\n---\nb: 2\n", "file.yaml:2:1: a second document in one file\n  write one file for each"),
        ("? [a, b]\n: c\n", "file.yaml:1:3: a key must be a word"),
        ("~: c\n", "file.yaml:1:1: a key must be a word"),
        ("%YAML 1.1\n---\na: b\n", "file.yaml:1:1: a directive ('%') is not allowed here\n  delete the line"),
        ("a:\n\t- b\n", "file.yaml:2:1: a tab cannot stand here\n  indent with spaces"),
        ("a: b\n\tc: d\n", "file.yaml:2:1: a tab cannot stand here\n  indent with spaces"),
        ("a: b: c\n", "file.yaml:1:5: a ': ' cannot stand here\n  put a text with \": \" in double quotes"),
        ("a: @b\n", "file.yaml:1:4: a text cannot start with '@'\n  put it in double quotes"),
        ("a: `b`\n", "file.yaml:1:4: a text cannot start with '`'\n  put it in double quotes"),
        ("a: %b\n", "file.yaml:1:4: a text cannot start with '%'\n  put it in double quotes"),
        ("a: *\n", "file.yaml:1:4: a text cannot start with '*'\n  put it in double quotes"),
        ("a: 'b\nc: d\n", "file.yaml:1:4: a quote that is never closed\n  close it with the same quote"),
        ('a: "b\n', "file.yaml:1:4: a quote that is never closed\n  close it with the same quote"),
        ("a: {b: c\n", "file.yaml:1:4: no '}' closes this\n  add it"),
        ("a: [b, c\n\n", "file.yaml:1:4: no ']' closes this\n  add it"),
        (
            "a: [b, c\nd: e\n",
            "file.yaml:2:2: expected ',' or ']'\n  put a text with a comma or a bracket in double quotes",
        ),
        (
            "a: {b: [c] d}\n",
            "file.yaml:1:12: expected ',' or '}'\n  put a text with a comma or a bracket in double quotes",
        ),
        (
            "a:\n    b: c\n  d: e\n",
            "file.yaml:3:3: this does not fit the line above\n  indent it alike, or put the text in quotes",
        ),
        (
            "- a\nb: c\n",
            "file.yaml:2:1: this does not fit the line above\n  indent it alike, or put the text in quotes",
        ),
        (
            "a: 'b' c\n",
            "file.yaml:1:8: this does not fit the line above\n  indent it alike, or put the text in quotes",
        ),
        ("a: - b\n", "file.yaml:1:4: a list cannot start here\n  put each '- ' on a line of its own"),
        (
            "a: b\nc\nd: e\n",
            "file.yaml:2:1: this is no 'key: value'\n  is a ':' or an indentation missing?",
        ),
        (
            "{a: b}}\n",
            "file.yaml:1:7: this stands after the end\n  delete it, or indent it as the lines above",
        ),
        (
            'a: "\\q"\n',
            "file.yaml:1:4: a '\\' that stands for no readable character\n  write '\\\\', or use single quotes",
        ),
        (
            'a: "\\ud800"\n',
            "file.yaml:1:4: a '\\' that stands for no readable character\n  write '\\\\', or use single quotes",
        ),
        (
            'a: "\\e[31m"\n',
            "file.yaml:1:4: a '\\' that stands for no readable character\n  write '\\\\', or use single quotes",
        ),
        (
            "é: ü\nä: \a\n",
            "file.yaml:2:4: a character that cannot stand here (U+0007)\n  delete it; an editor may not show it",
        ),
        (
            "a: b\0\n",
            "file.yaml:1:5: a character that cannot stand here (U+0000)\n  delete it; an editor may not show it",
        ),
        (
            "a: b\n\ufeffc: d\n",
            "file.yaml:2:1: a character that cannot stand here (U+FEFF)\n  delete it; an editor may not show it",
        ),
        ("a: ? b\n", "file.yaml:1:4: a '? ' cannot stand here\n  put a text with '? ' in double quotes"),
        (b"a: b\nc: \xe9t\xe9\n", "file.yaml:2:4: this is not UTF-8 text\n  save the file as UTF-8"),
        (b"\xff\xfea\0:\0", "file.yaml:1:1: this is not UTF-8 text\n  save the file as UTF-8"),
        ("", "file.yaml: the file is empty"),
        ("  \n\n", "file.yaml: the file is empty"),
        ("# only a note\n", "file.yaml: the file is empty"),
    ],
)
def test_what_could_hide_a_mistake_is_refused_at_its_place(text, said):
    """In plain words, with the way out, and the same words from both loaders."""
    assert wrong(text) == said


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}"), ("- ", "")])
def test_deep_nesting_is_refused(opening, closing):
    """Deeper than any format needs; the parser never comes near the end of Python's stack."""
    deep, deeper = (opening * number + "x" + closing * number for number in (100, 5_000))

    assert wrong(deep) == f"file.yaml:1:{40 * len(opening) + 1}: nested more than 40 deep"
    assert "nested more than 40 deep" in wrong(deeper)


def test_nesting_as_deep_as_allowed_is_read():
    """Forty lists in each other are allowed."""
    node = read("[" * 40 + "]" * 40)

    assert str(node) == "[" * 40 + "]" * 40


def test_all_that_must_not_be_written_is_told_at_once():
    """The reader goes on after a mistake that does not stop it."""
    assert wrong("a: &x 1\nb: *x\na: 2\n").splitlines()[::2] == [
        "file.yaml:1:4: an anchor ('&') is not allowed here",
        "file.yaml:2:4: an alias ('*') is not allowed here",
        "file.yaml:3:1: 'a' stands here a second time",
    ]


def test_a_file_that_is_not_there_is_told(tmp_path):
    """So are a folder in its place, and a file too large to be one that people wrote."""
    (tmp_path / "large.yaml").write_bytes(b"#" * (source.MAX_BYTES + 1))

    def said(name):
        return str(source.read(tmp_path / name, name)[1][0])

    assert said("none.yaml") == "none.yaml: there is no such file"
    assert said(".") == ".: this is a folder, not a file"
    assert said("large.yaml") == "large.yaml: the file is larger than 4 MB"
    assert said("large.yaml/x") == "large.yaml/x: the file cannot be read: Not a directory"


@pytest.mark.parametrize("loader", ["C"], indirect=True)
def test_both_loaders_give_the_same_of_every_rule_file(request, monkeypatch):
    """Content and places of all that comes with the program, and of the toy rules."""
    root = request.config.rootpath
    files = sorted([*root.glob("tests/rules/**/*.yaml"), *root.glob("rules/services/streaming/*.yaml")])
    files += [root / "rules/vocabulary.yaml", *sorted(root.glob("scenarios/*/*.yaml"))[::10]]
    by_c = [parse(path.read_bytes(), path.name) for path in files]
    monkeypatch.delattr(yaml, "CSafeLoader")

    assert len(files) > 20
    assert [parse(path.read_bytes(), path.name) for path in files] == by_c
