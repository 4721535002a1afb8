"""The rules of a folder or of a git revision, with the scenarios that lie beside them."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from advisor.errors import AdvisorError, Place, Problem, did_you_mean

if TYPE_CHECKING:
    from advisor.rulebase.base import RuleBase

#: What a folder of rules holds.
_RULES = ("services", "decisions", "vocabulary.yaml")


class Side(NamedTuple):
    """One side of a comparison."""

    name: str
    """As it was said, a revision with its short hash."""
    base: RuleBase
    scenarios: Path | None
    """The folder of scenarios beside the rules, if there is one."""
    lead: str
    """What paths begin with that no reader should see, since they are of a temporary folder."""
    mark: str
    """What to put before a path instead, to say of which side it is."""

    def shown(self, path: str) -> str:
        """Give a path or a place as a reader knows it."""
        return path.removeprefix(self.lead) if self.lead else path


@contextmanager
def side(said: str) -> Iterator[Side]:
    """Read the rules of a folder or of a git revision (``v1``, ``HEAD~5``, ``v1:path/to/rules``).

    Raises:
        AdvisorError: it is neither, git is not there, or the rules cannot be read.
    """
    if Path(said).is_dir():
        yield _read(said, Path(said), lead="")
        return
    with TemporaryDirectory(prefix="advisor-") as folder:
        root = Path(folder).resolve()
        name, path = _fetch(said, root)
        yield _read(name, path, lead=f"{root}/")


def _read(name: str, folder: Path, *, lead: str) -> Side:
    from advisor.rulebase import base

    rules = next((one for one in (folder, folder / "rules") if _holds_rules(one)), None)
    if rules is None:
        hint = (
            "a rules folder holds services/, decisions/ or vocabulary.yaml, or lies in the folder as rules/"
        )
        raise AdvisorError([Problem(Place(name), "there are no rules here", hint)])
    whole = _is_whole(rules)
    try:
        found = base.read([rules] if whole else [base.packaged(), rules], keep=whole or not lead)
    except AdvisorError as error:
        if not lead:
            raise
        raise AdvisorError(
            one._replace(place=one.place._replace(path=f"{name}: {one.place.path.removeprefix(lead)}"))
            for one in error.problems
        ) from None
    beside = (rules.parent if rules.name not in ("", "..") else rules / "..") / "scenarios"
    return Side(name, found, beside if beside.is_dir() else None, lead, f"{name}:" if lead else "")


def _holds_rules(folder: Path) -> bool:
    return any((folder / one).exists() for one in _RULES)


def _is_whole(rules: Path) -> bool:
    """Whether a folder holds all that rules need, rather than being laid over those of the program."""
    from advisor import source

    if not (rules / "vocabulary.yaml").is_file():
        return False
    node, _ = source.read(rules / "editions.yaml", "editions.yaml")
    return (
        isinstance(node, source.Fields)
        and {"default", "editions"} <= set(node.values)
        and "replaces" not in node.values
    )


def _fetch(said: str, folder: Path) -> tuple[str, Path]:
    """Write the rules and scenarios of a revision into a folder; gives its name and where they are."""
    word, _, within = said.partition(":")
    prefix = _git("rev-parse", "--show-prefix", about=said).decode().strip()
    try:
        short = _git("rev-parse", "--short", "--verify", "--quiet", f"{word}^{{commit}}", about=said)
    except AdvisorError:
        names = _git("for-each-ref", "--format=%(refname:short)", about=said).decode().split()
        near = did_you_mean(word, names)
        hint = near if near.startswith("did") else "'git log' and 'git tag' list revisions"
        text = f"'{word}' is neither a folder nor a git revision"
        raise AdvisorError([Problem(Place("diff"), text, hint)]) from None
    name = f"{said} ({short.decode().strip()})" if short.decode().strip() not in said else said
    top = _git("rev-parse", "--show-toplevel", about=said).decode().strip()
    inside = _git("ls-tree", "-r", "-z", "--name-only", "--full-tree", word, about=said).decode().split("\0")
    for lead in dict.fromkeys((_joined(prefix, within), within.strip("/"))):
        found = [one for one in inside if _is_part(one, lead)]
        if any("scenarios/" not in one for one in found):
            break
    else:
        where = f" in {within}" if within else ""
        hint = "REVISION:path/to/rules names the folder in which they lie"
        raise AdvisorError([Problem(Place(name), f"there are no rules{where} in this revision", hint)])
    data = _git("archive", "--format=tar", word, about=said, at=top)
    wanted = set(found)
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for member in archive:
            inner = archive.extractfile(member) if member.isfile() and member.name in wanted else None
            if inner is not None:
                path = folder / member.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(inner.read())
    return name, folder / lead if lead else folder


def _joined(prefix: str, within: str) -> str:
    path = str(PurePosixPath(prefix) / within) if prefix or within else ""
    return "" if path == "." else path.strip("/")


def _is_part(path: str, lead: str) -> bool:
    """Whether a file belongs to the rules in a folder, or to the scenarios beside them."""
    if lead and not path.startswith(f"{lead}/"):
        parent = lead.rpartition("/")[0]
        return path.startswith(f"{parent}/scenarios/" if parent else "scenarios/") and path.endswith(".yaml")
    rest = path.removeprefix(f"{lead}/" if lead else "").removeprefix("rules/")
    return rest.startswith(("services/", "decisions/", "scenarios/")) or rest in (
        "vocabulary.yaml",
        "editions.yaml",
    )


def _git(*words: str, about: str, at: str | None = None) -> bytes:
    """Run git, and give what it says.

    Raises:
        AdvisorError: there is no git, or it fails.
    """
    place = Place("diff")
    try:
        done = subprocess.run(  # noqa: S603 - fixed words, and a revision that git checks
            ["git", *words],  # noqa: S607 - the git that the user runs
            capture_output=True,
            check=False,
            cwd=at,
        )
    except FileNotFoundError:
        text = f"'{about}' is no folder, and git, which would know a revision, is not installed"
        raise AdvisorError([Problem(place, text, "install git, or name two folders")]) from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()[:1]
        if said and "not a git repository" in said[0]:
            text = f"'{about}' is no folder, and there are no git revisions here"
            raise AdvisorError([Problem(place, text, "run it inside a git repository, or name two folders")])
        raise AdvisorError([Problem(place, f"git says: {said[0] if said else 'nothing'}")])
    return done.stdout
