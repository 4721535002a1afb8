"""Work spread over all cores: the same function for each of many things, results in order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from advisor.errors import AdvisorError, Place, Problem

Thing = TypeVar("Thing")
Result = TypeVar("Result")

_shared: dict[str, Any] = {}


def cores() -> int:
    """Give the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(
    work: Callable[[Thing], Result], things: Sequence[Thing], what: str, *, workers: int, chunk: int
) -> Iterator[Result]:
    """Give what the work gives for each thing, in order, from processes that share all that is there.

    Args:
        work: the function; it may hold anything, since the processes are forked.
        things: what it is given.
        what: the command at work, for the message if a process is ended from outside.
        workers: how many processes.
        chunk: how many things a process takes at once.

    Raises:
        AdvisorError: a process was ended from outside.
    """
    # slow to import, and few runs are long; a pool of multiprocessing would wait for ever for a worker that died
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    _shared.update(work=work, things=things)
    # forked: the rule base is there already
    pool = ProcessPoolExecutor(workers, mp_context=get_context("fork"), initializer=_leave_stopping)
    at_work = pool._processes  # noqa: SLF001 - no public way to end work that has begun before 3.14
    try:
        yield from pool.map(_numbered, range(len(things)), chunksize=chunk)
    except BrokenProcessPool:
        said = "one of the processes at work was ended from outside; there may be too little memory"
        raise AdvisorError([Problem(Place(what), said)]) from None
    finally:
        for one in list((at_work or {}).values()):
            one.terminate()
        pool.shutdown(cancel_futures=True)


def _leave_stopping() -> None:
    """Let Ctrl-C be the business of the process that has started this one."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _numbered(number: int) -> Any:
    return _shared["work"](_shared["things"][number])
