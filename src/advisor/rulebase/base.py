"""The rule base: everything that the rule folders say, ready to be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from advisor.errors import AdvisorError, Place, Problem, did_you_mean
from advisor.models.words import DAY
from advisor.rulebase import cache, sighting
from advisor.rulebase.knowledge import Decision, Edition, Service
from advisor.rulebase.names import Names
from advisor.rulebase.rows import edition as edition_of
from advisor.rulebase.terms import HOP_TERMS, Term

if TYPE_CHECKING:
    from advisor.rulebase.files import Found


class RuleBase(NamedTuple):
    """Terms, services, decisions and editions by their ids, and the names of services."""

    terms: Mapping[str, Term]
    services: Mapping[str, Service]
    decisions: Mapping[str, Decision]
    editions: dict[str, Edition]
    default: str
    """The edition that is meant when nothing is said."""
    names: Names
    raisers: Mapping[str, list[str]]
    """Term -> the decisions that it may help to raise."""
    links: Mapping[str, dict[str, list[str]]]
    """Service -> the services that name it as a source, and those that name it as a destination."""
    hash: str
    """Of all that was read, file by file."""
    memo: dict[Any, Any]
    """What others derive from the base and keep with it."""

    def day(self, said: str | None, place: Place | None = None) -> str:
        """Give the ISO day that an edition's name or a day means.

        Raises:
            AdvisorError: it is neither.
        """
        if said is None:
            said = self.default
        if said in self.editions:
            return self.editions[said].day
        try:
            if not DAY.fullmatch(said):
                raise ValueError  # noqa: TRY301 - as if it were no day of the calendar
            return date.fromisoformat(said).isoformat()
        except ValueError:
            hint = did_you_mean(said, self.editions)
            text = f"'{said}' is neither a day (2023-03-31) nor an edition"
            raise AdvisorError([Problem(place or Place("--as-of"), text, hint)]) from None

    def edition_of(self, day: str) -> str:
        """Give the name of the edition of that day, the default one first; empty if none."""
        if self.editions[self.default].day == day:
            return self.default
        return next((one.id for one in self.editions.values() if one.day == day), "")

    def whole(self, id_: str) -> str:
        """Give the service that a feature belongs to, through all levels; a service is its own."""
        found = self.memo.get(("whole", id_))
        if found is None:
            seen = [id_]
            while seen[-1] in self.services and self.services[seen[-1]].part_of not in ("", *seen):
                seen.append(self.services[seen[-1]].part_of)
            found = self.memo[("whole", id_)] = seen[-1]
        return found


def packaged() -> Path:
    """Give the folder of the rules that come with the program."""
    here = Path(__file__).resolve().parent.parent
    inside = here / "rules"
    return inside if inside.is_dir() else here.parent.parent / "rules"


def scenarios() -> Path:
    """Give the folder of the scenarios that come with the program, beside its rules."""
    return packaged().parent / "scenarios"


def load(folders: Sequence[Path] = (), *, keep: bool = True) -> RuleBase:
    """Read the packaged rules with ``folders`` laid over them, in order.

    Args:
        folders: further rule folders; a file of the same name adds keys, a new file adds itself.
        keep: use the user's cache folder.

    Raises:
        AdvisorError: all that is wrong in all files.
    """
    return read([packaged(), *folders], keep=keep)


def read(folders: Sequence[Path], *, keep: bool = True) -> RuleBase:
    """Read rule folders, the first the base and the others laid over it; see :func:`load`."""
    where = cache.folder() if keep else None
    if where is None:
        return _linked(*_found(folders))
    look = sighting.look(folders)
    digest = sighting.recall(where, look.hash) if look else None
    held = _held(where, digest, folders) if digest else None
    if held:
        return held
    found, digest = _found(folders)
    held = _held(where, digest, folders)
    if held and look and look == sighting.look(folders):
        sighting.remember(where, look, digest)
    if held:
        return held
    base = _linked(found, digest)
    from advisor.rulebase.rows import row

    head = {"editions": [row(one) for one in base.editions.values()], "default": base.default}
    cache.save(where, digest, head, _shelves(base))
    return base


def _found(folders: Sequence[Path]) -> tuple[list[Found], str]:
    from advisor.rulebase.files import find  # only where files have changed

    return find(list(folders))


def _held(where: Path, digest: str, folders: Sequence[Path]) -> RuleBase | None:
    """Give the rule base that is kept under the hash; what of it is spoilt is made anew."""
    held = cache.load(where, digest, lambda: _shelves(_linked(*_found(folders))))
    if held is None:
        return None
    head, shelves = held
    tables = shelves["tables"]
    return RuleBase(
        terms=shelves["terms"],
        services=shelves["services"],
        decisions=shelves["decisions"],
        editions={row[0]: edition_of(row) for row in head["editions"]},
        default=head["default"],
        names=Names(cache.Table(tables, "names"), cache.Table(tables, "shown")),
        raisers=cache.Table(tables, "raisers"),
        links=cache.Table(tables, "links"),
        hash=digest,
        memo={},
    )


def made_of(found: list[Found]) -> RuleBase:
    """Give the rule base of files that need not be written yet; see :func:`advisor.rulebase.files.find`.

    Raises:
        AdvisorError: all that is wrong in all files.
    """
    return _linked(found, "")


def _shelves(base: RuleBase) -> Mapping[str, Mapping[str, Any]]:
    tables = {
        "names": base.names.table,
        "shown": base.names.shown,
        "raisers": base.raisers,
        "links": base.links,
    }
    return {
        "terms": base.terms,
        "services": base.services,
        "decisions": base.decisions,
        "tables": tables,
    }


def _linked(found: list[Found], digest: str) -> RuleBase:
    from advisor.rulebase.files import tree
    from advisor.rulebase.link import link  # pydantic and YAML: only when files have changed

    linked = link(tree(found))
    if linked.problems:
        raise AdvisorError(linked.problems)
    return RuleBase(
        terms=linked.terms,
        services=linked.services,
        decisions=linked.decisions,
        editions=linked.editions,
        default=linked.default,
        names=linked.names,
        raisers=_raisers(linked.decisions),
        links=_links(linked.services),
        hash=digest,
        memo={},
    )


def altered(
    base: RuleBase,
    *,
    terms: Mapping[str, Term],
    services: Mapping[str, Service],
    decisions: Mapping[str, Decision],
    hops: bool,
) -> RuleBase:
    """Give the rule base with other terms, services and decisions, and nothing kept from before.

    Args:
        base: what the rest is taken from.
        terms: all terms.
        services: all services; their names are those of ``base``.
        decisions: all decisions.
        hops: whether a source or a destination may be another, or a service be new.
    """
    return base._replace(
        terms=terms,
        services=services,
        decisions=decisions,
        raisers=base.raisers if decisions is base.decisions else _raisers(decisions),
        links=_links(services) if hops else base.links,
        memo={},
    )


def _raisers(decisions: Mapping[str, Decision]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for decision in decisions.values():
        for word in sorted({one.term for way in decision.raised_by for one in way}):
            found.setdefault(word, []).append(decision.id)
    return found


def _links(services: Mapping[str, Service]) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for service in services.values():
        for term in HOP_TERMS:
            for entry in service.facts.get(term, ()):
                stated = entry.value if isinstance(entry.value, tuple) else ()
                for name in {*stated, *entry.adds} & set(services):
                    table = found.setdefault(name, {}).setdefault(term, [])
                    if service.id not in table:
                        table.append(service.id)
    return found
