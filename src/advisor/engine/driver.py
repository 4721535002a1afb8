"""The forward-chaining engine: durable-rules, used where it is sound.

This is the only module that knows durable-rules. It drives the package's C module itself, because the
package's ``Host`` starts threads that read freed memory, swallows exceptions and does not say which
rule fired. One session at a time per rule set, one fact at a time, every firing recorded as it
happens, and the state deleted whatever happens in between. ``docs/durable-rules.md`` says what was
measured.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from json.encoder import encode_basestring_ascii as quoted
from types import TracebackType
from typing import TYPE_CHECKING, Any

from advisor.engine.ground import Fact, Firing, GroundRule, check
from advisor.errors import AdvisorError, Place, Problem

if TYPE_CHECKING:
    from typing_extensions import Self

try:
    import durable_rules_engine as _c
except ImportError as error:  # pragma: no cover - tried by hand on 3.13 without the flags
    _c, _import_error = None, str(error)

#: A session that fires more often than this is a rule base gone wrong.
BUDGET = 20_000

_SESSION = "advice"
_BOOT = "boot"
_RELATIONS = {"is not": "$neq", "at most": "$lte", "at least": "$gte"}
_NOT_HEARD, _SEEN = 1, 2

_TOLD = '{"id":"f'
_MATCHED = re.compile(r'"p([0-9]+)":\{"id":"f([0-9]+)"')

Admit = Callable[[GroundRule, Fact], bool]


class BudgetSpent(RuntimeError):  # noqa: N818 - it says what happened
    """A session fired more often than :data:`BUDGET`."""


class Ruleset:
    """Grounded rules, compiled; ask it with :meth:`session`."""

    def __init__(self, rules: Sequence[GroundRule]) -> None:
        """Check and compile.

        Raises:
            AdvisorError: the engine could not bear the rules, or is not installed rightly.
        """
        if _c is None:
            raise AdvisorError([_not_importable(_import_error)])
        check(rules)
        self.rules = tuple(rules)
        self.keys = frozenset(pattern.key for rule in rules for pattern in rule.patterns)
        self.busy = False
        texts = ",".join(f'"r{number}":{_rule(rule)}' for number, rule in enumerate(rules))
        boot = f'"{_BOOT}":{{"all":[{{"a":{{"k":"{_BOOT}"}}}}]}}'
        self.handle = _c.create_ruleset("advisor", "{" + boot + ("," if texts else "") + texts + "}")

    def __del__(self) -> None:
        """Give the engine's memory back."""
        handle = getattr(self, "handle", None)
        if handle is not None and _c is not None:
            _c.delete_ruleset(handle)
            self.handle = None

    def session(self, admit: Admit | None = None) -> Session:
        """Open a session of its own; use it with ``with``.

        Args:
            admit: asked before a fact that a rule gives is told; without it every new one is.
        """
        return Session(self, admit)


class Session:
    """A working memory: facts told to it stay, and every firing is kept in order."""

    def __init__(self, ruleset: Ruleset, admit: Admit | None) -> None:
        """Prepare; nothing is asserted before the ``with`` is entered."""
        self.ruleset = ruleset
        self.admit = admit
        self.facts: list[Fact] = []
        self.known: set[Fact] = set()
        self.firings: list[Firing] = []
        self.unheard: list[Fact] = []

    def __enter__(self) -> Self:
        """Open the session in the engine."""
        if self.ruleset.busy:
            raise RuntimeError("a rule set holds one session at a time")
        self.ruleset.busy = True
        # deleting a state in which no action ever ran frees uninitialised memory: run one first
        self._assert(f'{{"id":"{_BOOT}","k":"{_BOOT}","sid":"{_SESSION}"}}')
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Delete the session's state, whatever happened."""
        self.ruleset.busy = False
        _c.delete_state(self.ruleset.handle, _SESSION)

    def tell(self, *facts: Fact) -> list[Firing]:
        """Assert facts one by one, and what follows from them; gives the new firings in order.

        Raises:
            BudgetSpent: the session fired too often.
        """
        start = len(self.firings)
        waiting: deque[Fact] = deque(facts)
        while waiting:
            fact = waiting.popleft()
            if fact in self.known:
                continue
            self.known.add(fact)
            told = f'{{"id":"f{len(self.facts)}",{_fact(fact)},"sid":"{_SESSION}"}}'
            self.facts.append(fact)
            if fact.key not in self.ruleset.keys:
                self.unheard.append(fact)  # as the engine would say of it
                continue
            for message in self._assert(told):
                firing = self._firing(message)
                if firing is None:
                    continue
                self.firings.append(firing)
                if len(self.firings) > BUDGET:
                    raise BudgetSpent(f"more than {BUDGET} firings in one session")
                for given in firing.rule.gives:
                    if self.admit is None or self.admit(firing.rule, given):
                        waiting.append(given)
        return self.firings[start:]

    def _assert(self, told: str) -> Iterable[str]:
        handle = self.ruleset.handle
        code, state = _c.assert_fact(handle, told)
        if code == _NOT_HEARD:
            self.unheard.append(self.facts[-1])
            return ()
        if code == _SEEN:
            raise RuntimeError(f"the engine took {told} for a fact it had seen")
        messages: list[str] = []
        started = _c.start_action_for_state(handle, state)
        message = started[1] if started else None
        while message:
            messages.append(message)
            message = _c.complete_and_start_action(handle, state)
        return messages

    def _firing(self, message: str) -> Firing | None:
        # what was told stands in the message as it was told, so that it need not be parsed as a whole: a
        # quotation mark inside a word is escaped, and "id" comes first
        name = message[2 : message.index('"', 2)]
        if name == _BOOT:
            return None
        rule = self.ruleset.rules[int(name[1:])]
        told = self.facts
        if len(rule.patterns) == 1:
            start = message.index(_TOLD) + len(_TOLD)
            return Firing(rule, (told[int(message[start : message.index('"', start)])],))
        support = {int(place): told[int(number)] for place, number in _MATCHED.findall(message)}
        return Firing(rule, tuple([support[place] for place in range(len(rule.patterns))]))


def _rule(rule: GroundRule) -> str:
    patterns = []
    for number, (key, tests) in enumerate(rule.patterns):
        parts = [f'{{"k":{quoted(key)}}}']
        for relation, constant in tests:
            said = f'{{"s":{quoted(constant)}}}' if isinstance(constant, str) else f'{{"n":{constant}}}'
            parts.append(said if relation == "is" else f'{{"{_RELATIONS[relation]}":{said}}}')
        body = parts[0] if len(parts) == 1 else '{"$and":[' + ",".join(parts) + "]}"
        patterns.append(f'{{"p{number}":{body}}}')
    return '{"all":[' + ",".join(patterns) + "]}"


def _fact(fact: Fact) -> str:
    told = f'"k":{quoted(fact.key)}'
    if fact.number is not None:
        told += f',"n":{fact.number}'
    if fact.word is not None:
        told += f',"s":{quoted(fact.word)}'
    return told


def _not_importable(reason: Any) -> Problem:
    return Problem(
        Place("durable-rules"),
        f"the rule engine cannot be loaded: {reason}",
        "it is built from source and needs CPPFLAGS='-O2 -DPyEval_CallObject=PyObject_CallObject';\n"
        "'make clean install' builds it so",
    )
