"""Spreads work over all cores by forking, where the system can fork; knows nothing of what the work is."""

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

# Below this many items a second process costs more than it saves.
WORTH_SHARING = 150

# What the forked processes inherit, so that it need not be sent to them.
_job: tuple[Callable[[Sequence[Any]], Any], Sequence[Any]] | None = None


def _share(number: int, shares: int) -> Any:
    work, items = _job
    return work(items[number::shares])


def in_shares(work: Callable[[Sequence[Any]], Any], items: Sequence[Any]) -> list[Any]:
    """Call `work` with every share of `items`, each in a process of its own; the results, one a share.

    What `work` returns has to be picklable; what it changes in memory stays in its process.
    """
    global _job
    shares = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    if shares == 1 or len(items) < WORTH_SHARING:
        return [work(items)]
    _job = work, items
    try:
        with ProcessPoolExecutor(shares - 1, mp_context=multiprocessing.get_context("fork")) as pool:
            others = [pool.submit(_share, number, shares) for number in range(1, shares)]
            return [_share(0, shares), *(other.result() for other in others)]
    finally:
        _job = None
