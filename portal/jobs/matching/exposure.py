"""Who stands first among near-equal candidates: a fair draw instead of a hair's breadth.

Published rule: an employer's list is ordered by whole percent of the score. Those of one percent stand in the order of
`score_rules.tie`, which is drawn from both references and is the same on every day and every machine. So a difference that
nobody could argue for decides nothing, over many vacancies everybody of one percent is first equally often, and the score
of a list is lower than the exact order's by less than one point of a hundred.
"""

from __future__ import annotations

from portal.jobs.matching.score_rules import MAXIMUM

NEAR_EQUAL = MAXIMUM // 100
"""Scores within one such step are near-equal."""
