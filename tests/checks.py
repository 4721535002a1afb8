"""The bad and the good files of a check, and what is found in them.

``problems/checks/<check>/`` holds, for the check of that name, one or more of ``bad.yaml``, ``bad-<word>.yaml``,
``bad/`` and ``bad-<word>/``, and likewise ``good``. A file says in its head what kind of file it is (``# kind:
vocabulary``, ``editions``, ``service``, ``decision`` or ``scenario``) and is laid over the toy rules; a folder is a
rule folder laid over them, and its ``scenarios/`` are the scenarios. Any bad file carries what is expected to be
found in it, each finding in a line and the lines of its way out below it::

    # expect: 6:1: warning: no decision asks about 'colour' and no rule looks at it
    # expect: name it in the 'asks' of a decision or in the 'when' of a rule, or delete it
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from advisor.check import registry
from advisor.check.subject import Subject
from advisor.rulebase import asked, files
from advisor.rulebase.base import read

HERE = Path(__file__).parent
FOLDER = HERE / "problems" / "checks"

_PLACES = {
    "vocabulary": "vocabulary.yaml",
    "editions": "editions.yaml",
    "service": "services/any/{}",
    "decision": "decisions/{}",
    "scenario": "scenarios/{}",
}


def examples(word):
    """Give each example (``bad`` or ``good``) of each check, as check and path."""
    return [(check.name, path) for check in sorted(FOLDER.iterdir()) for path in of(check.name, word)]


def of(check, word):
    """Give the examples of one check."""
    return sorted(
        path for path in (FOLDER / check).glob(f"{word}*") if re.fullmatch(rf"{word}(-.+)?", path.stem)
    )


def expected(path):
    """Give what is expected to be found, as lines."""
    inside = [path] if path.is_file() else sorted(path.rglob("*.yaml"))
    lines = []
    for one in inside:
        name = one.name if path.is_file() else one.relative_to(path).as_posix()
        for line in one.read_text(encoding="utf-8").splitlines():
            if line.startswith("# expect: "):
                said = line.removeprefix("# expect: ")
                lines.append(f"{name}:{said}" if re.match(r"\d+:\d+: ", said) else f"  {said}")
    return lines


def found(check, path, folder, **settings):
    """Give what the check finds in the example, as findings whose places name the files as they lie there."""
    inside = folder / "rules"
    if path.is_dir():
        shutil.copytree(path, inside)
    else:
        kind = re.search(r"^# kind: (\w+)$", path.read_text(encoding="utf-8"), re.MULTILINE)[1]
        (inside / _PLACES[kind].format(path.name)).parent.mkdir(parents=True)
        shutil.copy(path, inside / _PLACES[kind].format(path.name))
    asking = folder / "asking"
    asking.mkdir()
    if (inside / "scenarios").exists():
        (inside / "scenarios").rename(asking / "scenarios")
    subject = _subject(inside, asking, **settings)
    own = {one.shown for one in subject.files if one.folder}
    findings = [one for one in registry.run(subject, [check]) if one.at.path in own]
    return [one._replace(at=one.at._replace(path=_shown(one.at.path, path, folder))) for one in findings]


def _subject(inside, asking, **settings):
    folders = [HERE / "rules", inside]
    base = read(folders, keep=False)
    written, _ = files.find(folders)
    paths = sorted(asking.rglob("*.yaml"))
    written += [files.Found("scenario", one.stem, str(one), one.read_bytes(), 1) for one in paths]
    return Subject(base, [asked.read(one, base) for one in paths], written, **settings)


def _shown(shown, path, folder):
    if path.is_file():
        return path.name
    inside = Path(shown).relative_to(folder)
    return inside.relative_to(inside.parts[0]).as_posix()


def lines(findings):
    """Give findings as the expectations state them."""
    said = []
    for one in findings:
        said += [f"{one.at}: {one.weight}: {one.text}", *(f"  {line}" for line in one.hint.splitlines())]
    return said
