"""Findings that authors let stand, each with a reason in the file; and the check of these."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from advisor.check import registry
from advisor.check.finding import Finding
from advisor.check.subject import Subject
from advisor.errors import Place, did_you_mean
from advisor.source.comments import Comment, comments

_SAID = re.compile(r"advisor:\s*(?P<rest>.*)")
_ALLOW = re.compile(r"allow\s+(?P<name>[\w-]+)(?:\s+because\s+(?P<reason>\S.*))?")
_FORM = "write '# advisor: allow NAME because …'"


class Allowance(NamedTuple):
    """A comment that lets the findings of one check stand in one line."""

    check: str
    reason: str
    """Empty where none is given; then nothing is let stand."""
    place: Place
    line: int


def sifted(subject: Subject, findings: Sequence[Finding]) -> tuple[list[Finding], list[tuple[Finding, str]]]:
    """Part the findings into those that are to be told, and those that are let stand, with the reason."""
    reasons = {
        (one.check, one.place.path, one.line): one.reason for one in _allowances(subject) if one.reason
    }
    told, allowed = [], []
    for finding in findings:
        reason = reasons.get((finding.check, finding.at.path, finding.at.line))
        if reason is None:
            told.append(finding)
        else:
            allowed.append((finding, reason))
    return told, allowed


def allow(subject: Subject) -> Iterator[Finding]:
    """A comment that lets a finding stand, but gives no reason, or lets nothing stand.

    Why it matters: a finding that is right in general may be wrong in one place. Then it is let stand by a comment on
    its line, or on a line of its own above it. The next reader has to know why; and a comment that has done its
    duty must go, or it hides the next finding.

    How to mend it: give the reason after `because`, put the name of the check right (`advisor check --list`), or delete
    the comment.

    Example:
        # advisor: allow unfired-rule because nobody has such glass yet, and it must not break
        glass-needs-shelter:
    """
    for path, comment in _comments(subject):
        said = _SAID.fullmatch(comment.text)
        if said is None:
            continue
        match = _ALLOW.fullmatch(said["rest"].strip())
        if match is None:
            text = f"'{said['rest'].strip()}' says nothing to advisor"
            yield Finding(comment.place, "allow", text, _FORM)
            continue
        name = match["name"]
        if name == "allow" or name not in registry.NAMES:
            hint = did_you_mean(name, [one for one in registry.NAMES if one != "allow"])
            yield Finding(comment.place, "allow", f"there is no check '{name}' to be allowed", hint)
        elif not match["reason"]:
            yield Finding(comment.place, "allow", f"no reason is given to allow '{name}'", _FORM)
        else:
            line = _line(subject, path, comment)
            if not any((one.at.path, one.at.line) == (path, line) for one in registry.found(subject, name)):
                text = f"'{name}' finds nothing here that could be allowed"
                yield Finding(comment.place, "allow", text, "delete the comment")


def _allowances(subject: Subject) -> Iterator[Allowance]:
    for path, comment in _comments(subject):
        said = _SAID.fullmatch(comment.text)
        match = _ALLOW.fullmatch(said["rest"].strip()) if said else None
        if match:
            line = _line(subject, path, comment)
            yield Allowance(match["name"], match["reason"] or "", comment.place, line)


def _comments(subject: Subject) -> Iterator[tuple[str, Comment]]:
    for one in subject.files:
        if b"advisor:" in one.data and subject.node(one) is not None:
            for comment in comments(one.data, one.shown):
                yield one.shown, comment


def _line(subject: Subject, path: str, comment: Comment) -> int:
    """Give the line that a comment is about: its own, or the next that holds more than a comment."""
    line = comment.place.line
    if not comment.alone:
        return line
    lines = subject.lines[path]
    while line < len(lines) and (not lines[line].strip() or lines[line].lstrip().startswith("#")):
        line += 1
    return line + 1
