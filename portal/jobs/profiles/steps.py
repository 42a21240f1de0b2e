"""The steps that are one form each: what is typed becomes new values of one's profile. Nothing is kept here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from portal.content import service as content
from portal.jobs.facts import ProfileFacts, SkillClaim, Stint
from portal.jobs.matching.knowledge import knowledge
from portal.jobs.places import province_id
from portal.jobs.profiles import presets, wording
from portal.jobs.profiles.lists import MOST, merged
from portal.jobs.profiles.mine import Mine, Values, as_stored
from portal.jobs.profiles.typed import THOUSAND, Typed
from portal.shared.text import nfc

LONGEST_HEADLINE, LONGEST_SUMMARY, LONGEST_LINE = 150, 2_500, 200
PLACES = tuple(f"place{n}" for n in range(1, 6))
"""The fields of provinces, in order of wish."""
FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "about": ("headline", "summary", "education"),
        "where": (*PLACES, "relocate"),
        "when": ("home_on", "available_from"),
        "wage": ("wage", "meant"),
    }
)
"""The fields of each step that is one form."""


def save(step: str, form: Mapping[str, str], mine: Mine) -> Values:
    """The new values that this step’s form asks for. BadInput with everything that must be mended."""
    typed = Typed(form)
    values = {"about": _about, "where": _where, "when": _when, "wage": _wage}[step](typed)
    typed.done()
    return values


def typed_of(step: str, mine: Mine) -> dict[str, str]:
    """What stands in the form of this step before anybody types."""
    facts = mine.facts
    if step == "about":
        return {"headline": facts.headline, "summary": facts.summary, "education": facts.education or ""}
    if step == "where":
        ids = [province_id(name) or "" for name in facts.provinces][: len(PLACES)]
        said = "" if not mine.begun else "yes" if facts.relocate else "no" if facts.provinces else ""
        return dict(zip(PLACES, [*ids, *[""] * (len(PLACES) - len(ids))], strict=True)) | {"relocate": said}
    if step == "when":
        days = {"home_on": mine.home_on, "available_from": facts.available_from}
        return {name: f"{day:%d/%m/%Y}" if day else "" for name, day in days.items()}
    return {"wage": str(facts.expected_wage or ""), "meant": ""}


def _about(typed: Typed) -> Values:
    return {
        "headline": typed.text("headline", LONGEST_HEADLINE),
        "summary": typed.text("summary", LONGEST_SUMMARY),
        "education": typed.text("education", LONGEST_LINE) or None,
    }


def _where(typed: Typed) -> Values:
    names = {item.id: item.data["name"]["vi"] for item in content.all_of("province")}
    chosen = {field: id for field in PLACES if (id := typed.choice(field, names))}
    seen: set[str] = set()
    for field, id in chosen.items():
        if id in seen:
            typed.wrong(field, wording.TWICE)
        seen.add(id)
    relocate = typed.choice("relocate", ("yes", "no"))
    return {"provinces": [names[id] for id in chosen.values()], "relocate": relocate == "yes"}


def _when(typed: Typed) -> Values:
    return {"home_on": typed.day("home_on"), "available_from": typed.day("available_from")}


def _wage(typed: Typed) -> Values:
    typed.choice("meant", (THOUSAND,))
    return {"expected_wage": typed.wage("wage", "meant")}


def trades_of(form: Mapping[str, str], typed: Typed) -> Sequence[str]:
    """The occupations that the start form names, by choice or in words."""
    trade = typed.choice("trade", knowledge().dictionary.occupations)
    title = typed.text("title", LONGEST_LINE)
    found = (trade,) if trade else presets.trades_named(title)
    if not found and not typed.problems:
        typed.wrong("title", wording.NO_TRADE if title else wording.MISSING)
    return found


def start(form: Mapping[str, str], skills: Sequence[str], mine: Mine) -> Values:
    """The start, confirmed: the programme, the ticked tasks as skills, and the job where that is ticked."""
    typed = Typed(form)
    programme = typed.choice("programme", {one.id for one in presets.programmes()})
    trades = trades_of(form, typed)
    years = typed.years("years")
    typed.done()
    facts = mine.facts
    claims = merged("skills", facts.skills, [SkillClaim(name, years) for name in presets.skill_names(skills)])
    values: Values = {"programme": programme or None, "skills": as_stored(claims), "not_mine": _without(facts, skills)}
    if form.get("add_job"):
        stint = _first_stint(nfc(form.get("title", "")), trades, programme, years)
        values["experience"] = as_stored(merged("jobs", facts.experience, [stint]))
    return values


def _first_stint(title: str, trades: Sequence[str], programme: str, years: float | None) -> Stint:
    named = knowledge().dictionary.occupations[trades[0]].label["vi"]
    return Stint(title or named, presets.market_of(programme) or "", "", years or 0)


def claim(skills: Sequence[str], mine: Mine) -> Values:
    """Suggested skills that the person says are theirs."""
    added = [SkillClaim(name) for name in presets.skill_names(skills)]
    claims = merged("skills", mine.facts.skills, added)
    return {"skills": as_stored(claims), "not_mine": _without(mine.facts, skills)}


def deny(id: str, mine: Mine) -> Values:
    """Something that was understood and is not theirs; a skill that they only ticked under its own name goes from the list."""
    names = {nfc(name) for name in presets.skill_names([id])}
    skills = [one for one in mine.facts.skills if one.name not in names]
    return {"skills": as_stored(skills), "not_mine": [*_without(mine.facts, [id]), id][-MOST["not_mine"] :]}


def allow(id: str, mine: Mine) -> Values:
    """Theirs after all: it may be read again."""
    return {"not_mine": _without(mine.facts, [id])}


def _without(facts: ProfileFacts, ids: Sequence[str]) -> list[str]:
    return [id for id in facts.not_mine if id not in ids]


def paused(pause: bool, mine: Mine) -> Values:
    """Looking for work, or not now."""
    return {"active": not pause}
