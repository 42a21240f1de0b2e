"""Which support a situation gives a right to: yes, no because of a named rule, or not to be told from what was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from portal.guidance.rules.answers import Situation

STAGES = ("preparing", "abroad", "back")
EVENTS = ("illness", "employer", "abuse", "dispute", "death")
ROUTES = ("firm", "colab", "direct")
NO_EVENT = "none"


class Right(Enum):
    """What a measure says to this situation."""

    YES = "yes"
    DIRECTION = "direction"
    CANNOT_TELL = "cannot_tell"
    NO = "no"
    ANOTHER_TIME = "another_time"


class Because(Enum):
    """What decided; `portal.guidance.wording` says it."""

    GROUP = "group"
    EVERYONE = "everyone"
    EVENT = "event"
    NOT_THIS_GROUP = "not_this_group"
    NOT_THIS_EVENT = "not_this_event"
    NOT_THIS_ROUTE = "not_this_route"
    NOT_THIS_STAGE = "not_this_stage"
    GROUPS_UNANSWERED = "groups_unanswered"
    ROUTE_UNANSWERED = "route_unanswered"
    STAGE_UNANSWERED = "stage_unanswered"
    UNSURE = "unsure"
    NO_SOURCE = "no_source"


@dataclass(frozen=True)
class Measure:
    """One measure of support; see content/support_measures.yaml.

    `groups`: any of these sets of groups, all of a set together; empty: everyone. `unsure_for`: groups of which the source
    does not say whether they count. `unsure`: nobody can be told yes. `sourced`: False where no source was read at all.
    `direction`: a line of policy, not a right.
    """

    id: str
    stages: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    routes: frozenset[str] = frozenset()
    groups: tuple[frozenset[str], ...] = ()
    unsure_for: frozenset[str] = frozenset()
    unsure: bool = False
    sourced: bool = True
    direction: bool = False


@dataclass(frozen=True)
class Answer:
    """What one measure says, why, and which of the reader's groups gave the right."""

    measure: Measure
    right: Right
    because: Because
    groups: frozenset[str] = frozenset()


def judge_all(measures: Sequence[Measure], situation: Situation) -> tuple[Answer, ...]:
    """What every measure says, in the order given."""
    return tuple(judge(measure, situation) for measure in measures)


def judge(measure: Measure, situation: Situation) -> Answer:
    """What this measure says to this situation. What is plainly for another time, way or event is a no before anything else."""
    refused = _refusal(measure, situation)
    if refused is not None:
        return refused
    groups = _by_group(measure, situation)
    if groups.right is Right.NO:
        return groups
    if not measure.sourced:
        return Answer(measure, Right.CANNOT_TELL, Because.NO_SOURCE, groups.groups)
    if groups.right is Right.CANNOT_TELL:
        return groups
    if measure.unsure:
        return Answer(measure, Right.CANNOT_TELL, Because.UNSURE, groups.groups)
    if missing := _unanswered(measure, situation):
        return Answer(measure, Right.CANNOT_TELL, missing, groups.groups)
    if measure.direction:
        return Answer(measure, Right.DIRECTION, groups.because, groups.groups)
    return Answer(measure, Right.YES, Because.EVENT if measure.events else groups.because, groups.groups)


def _refusal(measure: Measure, situation: Situation) -> Answer | None:
    if measure.stages and situation.stage and situation.stage not in measure.stages:
        return Answer(measure, Right.ANOTHER_TIME, Because.NOT_THIS_STAGE)
    if measure.events and situation.event not in measure.events:
        return Answer(measure, Right.NO, Because.NOT_THIS_EVENT)
    if measure.routes and situation.route and situation.route not in measure.routes:
        return Answer(measure, Right.NO, Because.NOT_THIS_ROUTE)
    return None


def _by_group(measure: Measure, situation: Situation) -> Answer:
    if not measure.groups:
        return Answer(measure, Right.YES, Because.EVERYONE)
    if situation.groups is None:
        return Answer(measure, Right.CANNOT_TELL, Because.GROUPS_UNANSWERED)
    for wanted in measure.groups:
        if wanted <= situation.groups:
            return Answer(measure, Right.YES, Because.GROUP, wanted)
    if doubtful := situation.groups & measure.unsure_for:
        return Answer(measure, Right.CANNOT_TELL, Because.UNSURE, doubtful)
    return Answer(measure, Right.NO, Because.NOT_THIS_GROUP)


def _unanswered(measure: Measure, situation: Situation) -> Because | None:
    if measure.routes and not situation.route:
        return Because.ROUTE_UNANSWERED
    if measure.stages and not situation.stage:
        return Because.STAGE_UNANSWERED
    return None
