"""The first k of a ranking, exactly, from scores that are never too low: the most promising is judged until k are sure.

The order is that of `ranking.Matcher`: score, then `score_rules.tie`, then reference. With a `step` above 1 scores of one
step count as equal, so that the tie decides between near-equal pairs (see `exposure.py`).
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from portal.jobs.matching.assessment import Assessment
from portal.jobs.matching.columns.scores import Floor, Scores
from portal.jobs.matching.columns.table import Ints

Judge = Callable[[int], Assessment | None]
"""From a row to the pair as the database has it now; None where it may not stand in this list."""
MORE = 4


@dataclass(frozen=True)
class Order:
    """How pairs of a query are ordered. `tie` and `ref` are of the side that is listed."""

    tie: Callable[[str], str]
    ref_of_row: Callable[[int], str]
    step: int = 1

    def key(self, score: int, row: int) -> tuple[int, str, str]:
        """Sorts best first."""
        ref = self.ref_of_row(row)
        return -(score // self.step), self.tie(ref), ref


def floor_of(k: int, step: int) -> Floor:
    """The least score that can still stand among the first k."""

    def floor(most: Ints) -> int:
        if len(most) < k:
            return 0
        return int(np.partition(most, len(most) - k)[len(most) - k]) // step * step

    return floor


def first(k: int, scan: Callable[[Floor], Scores], judge: Judge, order: Order) -> list[Assessment]:
    """The first k, or all there are.

    The scan leaves out what cannot reach the k-th of its own scores. Where some of those are not listed after all, or score
    less than they might have, more are asked for.
    """
    judged: dict[int, Assessment | None] = {}
    wanted = k
    while True:
        found = scan(floor_of(wanted, order.step))
        listed = _first_of(k, found, judge, order, judged)
        if len(found.rows) < wanted or (len(listed) == k and _sure(listed[-1], found, order, wanted)):
            return listed
        wanted *= MORE


def _first_of(
    k: int, found: Scores, judge: Judge, order: Order, judged: dict[int, Assessment | None]
) -> list[Assessment]:
    waiting = [(order.key(int(most), int(row)), int(row)) for row, most in zip(found.rows, found.most, strict=True)]
    heapq.heapify(waiting)
    listed: list[Assessment] = []
    while waiting and len(listed) < k:
        key, row = heapq.heappop(waiting)
        if row not in judged:
            judged[row] = judge(row)
        pair = judged[row]
        if pair is None:
            continue
        true = order.key(pair.score, row)
        if true <= key:
            listed.append(pair)
        else:
            heapq.heappush(waiting, (true, row))
    return listed


def _sure(last: Assessment, found: Scores, order: Order, wanted: int) -> bool:
    """Nothing that the scan left out can stand before the last one."""
    return last.score // order.step >= floor_of(wanted, order.step)(found.most) // order.step
