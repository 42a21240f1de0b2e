"""What is true of a person, read off their profile without any column."""

from __future__ import annotations

from portal.jobs.matching.columns.crowd import HOME, Trait
from portal.jobs.matching.columns.planes import WELL
from portal.jobs.matching.readings import ProfileReading


def holds(reading: ProfileReading, trait: Trait) -> bool:
    """Whether this is true of that person."""
    if trait.kind == "occupation":
        return bool(trait.ids & set(reading.occupations))
    if trait.kind == "skill":
        return any(id in reading.skills and reading.skills[id].level >= WELL for id in trait.ids)
    if trait.kind == "country":
        abroad = {stay.country for stay in reading.stays if stay.years > 0} - {HOME}
        return bool(abroad & trait.ids if trait.ids else abroad)
    return any(
        said.language in trait.ids and said.stated and (trait.rank is None or (said.level.rank or -1) >= trait.rank)
        for said in reading.spoken
    )
