"""What of one's profile is done, and which of the open steps would help most, by the weights of the ranking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from portal.jobs.matching.weights import current_weights
from portal.jobs.profiles import wording
from portal.jobs.profiles.mine import Mine
from portal.shared.messages import Message

_PARTS: Mapping[str, str] = MappingProxyType(
    {
        "skills": "skills",
        "occupation": "jobs",
        "text": "about",
        "language": "languages",
        "place": "where",
        "wage": "wage",
        "start": "when",
    }
)
"""Part of the score → the step that fills it."""
OPTIONAL = frozenset({"certificates", "hidden"})
"""Steps that many people have nothing for."""


@dataclass(frozen=True)
class Overview:
    """`done`: steps that hold something. `next`: the open step that weighs most, and why; None where all are done."""

    done: frozenset[str]
    next: tuple[str, Message] | None
    agreed: bool


def overview(mine: Mine, agreed: bool) -> Overview:
    """Where this profile stands; `agreed`: employers may see it."""
    done = _done(mine) | ({"consent"} if agreed else set())
    weights = current_weights().parts
    order = sorted(_PARTS, key=lambda part: -weights[part])
    first = next((_PARTS[part] for part in order if _PARTS[part] not in done), None)
    return Overview(frozenset(done), (first, wording.HELPS[first]) if first else None, agreed)


def _done(mine: Mine) -> set[str]:
    facts = mine.facts
    said = {
        "start": mine.programme,
        "jobs": facts.experience,
        "skills": facts.skills,
        "languages": facts.languages,
        "certificates": facts.certificates,
        "about": facts.headline or facts.summary,
        "where": facts.provinces or facts.relocate,
        "when": facts.available_from or mine.home_on,
        "wage": facts.expected_wage,
        "hidden": facts.hidden_employers,
    }
    return {step for step, value in said.items() if value}
