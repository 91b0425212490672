"""Spreads work over all cores by forking, where the system can fork; knows nothing of what the work is."""

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

# Below this many items a second process costs more than it saves.
WORTH_SHARING = 150
# Parts for each core: enough that all end at about the same time.
PARTS = 6

# What the forked processes inherit, so that it need not be sent to them.
_job: tuple[Callable[[Sequence[Any]], list[Any]], Sequence[Any], int] | None = None


def _part(number: int) -> list[Any]:
    work, items, parts = _job
    return work(items[number::parts])


def spread(
    work: Callable[[Sequence[T]], list[R]],
    items: Sequence[T],
    meanwhile: Callable[[], object] = lambda: None,
    worth_sharing: int | None = None,
) -> list[R]:
    """The results of `work`, which takes some of the items and gives a result for each, in the order of the items.

    It is called many times, here and in forked processes: what it returns has
    to be picklable, and what it changes in memory may stay in its process.
    `meanwhile` is called once, here, while the other processes have begun.
    Fewer items than `worth_sharing` stay here.
    """
    global _job
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    if cores == 1 or len(items) < (worth_sharing or WORTH_SHARING):
        meanwhile()
        return work(items)
    parts = cores * PARTS
    _job = work, items, parts
    results: list[Any] = [None] * len(items)
    try:
        with ProcessPoolExecutor(cores - 1, mp_context=multiprocessing.get_context("fork")) as pool:
            others = [pool.submit(_part, number) for number in range(parts)]
            meanwhile()
            for number in reversed(range(parts)):
                if others[number].cancel():  # nobody has begun it
                    results[number::parts] = _part(number)
            for number, other in enumerate(others):
                if not other.cancelled():
                    results[number::parts] = other.result()
    finally:
        _job = None
    return results
