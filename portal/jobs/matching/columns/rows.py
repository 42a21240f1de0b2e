"""A reading becomes a row of whole numbers. Only under the lock of the store: new values get a number in a register."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.jobs.matching.assessment import worths
from portal.jobs.matching.columns import schema
from portal.jobs.matching.columns.budgets import PATTERNS, budget_of, presence
from portal.jobs.matching.columns.gather import hashed, packed
from portal.jobs.matching.columns.registers import Registers, Value
from portal.jobs.matching.columns.table import Table
from portal.jobs.matching.columns.taxonomy import Taxonomy
from portal.jobs.matching.languages import Level
from portal.jobs.matching.readings import Ask, Line, ProfileReading, Spoken, VacancyReading
from portal.jobs.matching.text_evidence import UNIT
from portal.jobs.matching.weights import Weights

_EPOCH = date(1970, 1, 1)
_MONTHS = 1_000_000
"""No stay counts for more months: eighty thousand years."""
_WAGE = 10**15
_WHOLE = 2**31 - 1


@dataclass(frozen=True)
class Row:
    """The numbers of a row, by the columns of `schema`."""

    fixed: Mapping[str, int]
    ragged: Mapping[str, Mapping[str, Sequence[Any]]]

    def is_in(self, table: Table, row: int) -> bool:
        """The table holds these numbers in this row."""
        if row >= table.rows or any(int(table.columns[name][row]) != value for name, value in self.fixed.items()):
            return False
        return all(
            table.entry(row, group)[name].tolist() == list(values)
            for group, lists in self.ragged.items()
            for name, values in lists.items()
        )


def days(day: date | None) -> int:
    """A day as a number; NO_DAY for none."""
    return schema.NO_DAY if day is None else (day - _EPOCH).days


def level_value(level: Level) -> Value:
    """A level as a register holds it."""
    return [level.rank, level.test, level.step]


def asks_value(asks: Sequence[Ask]) -> Value:
    """Languages asked for, as a register holds them. Strict by itself is what is listed as a language; a paper that a line
    asks for is looked at as a whole when the pair is judged."""
    return [[a.language, level_value(a.level), a.required, a.strict and a.field.startswith("languages[")] for a in asks]


def spoken_value(spoken: Sequence[Spoken]) -> Value:
    """Languages spoken, each level once, as a register holds them."""
    return sorted({(s.language, tuple(level_value(s.level)), s.stated) for s in spoken}, key=repr)


def profile_row(
    reading: ProfileReading, taxonomy: Taxonomy, registers: Registers, *, shown: bool, revision: int
) -> Row:
    """The row of a profile. `shown`: it may be shown to employers; `revision`: microsecond of its last change."""
    facts = reading.facts
    flags = schema.ACTIVE * facts.active | schema.CONSENTED * facts.consented | schema.RELOCATES * facts.relocate
    countries = sorted({stay.country for stay in reading.stays if stay.years > 0})
    spoken = [list(row) for row in spoken_value(reading.spoken)]
    held = sorted((taxonomy.skills[id], held.level, proof_level(reading, id)) for id, held in reading.skills.items())
    occupations = sorted((taxonomy.occupations[id], held.level) for id, held in reading.occupations.items())
    stays = [(_months(stay.years), sorted(taxonomy.occupations[o] for o in stay.occupations)) for stay in reading.stays]
    return Row(
        {
            "flags": flags | schema.SHOWN * shown,
            "provinces": sum(1 << taxonomy.provinces[id] for id in reading.provinces),
            "wage": schema.NO_WAGE if facts.expected_wage is None else _bounded(facts.expected_wage, _WAGE),
            "available": days(facts.available_from),
            "spoken": registers.number("spoken", spoken),
            "countries": registers.number("countries", countries),
            "hides": registers.number("hides", sorted(reading.hides)),
            "revision": revision,
        },
        {
            "ref": {"byte": list(facts.ref.encode())},
            "skills": _parallel(held, "id", "level", "proof"),
            "occupations": _parallel(occupations, "id", "level"),
            "stays": {
                "months": [months for months, _ in stays],
                "occupations": [registers.number("stay occupations", of) for _, of in stays],
            },
            "terms": {"term": packed(reading.words)},
        },
    )


def vacancy_row(
    reading: VacancyReading, taxonomy: Taxonomy, registers: Registers, weights: Weights, *, shown: bool, revision: int
) -> Row:
    """The row of a vacancy. `shown`: it is open (its last day to apply apart)."""
    facts, lines = reading.facts, reading.lines
    occupations = sorted([taxonomy.occupations[id], sureness] for id, sureness in reading.occupations.items())
    return Row(
        {
            "flags": schema.OPEN * shown | schema.CLOSED * facts.closed,
            "parts": (parts := presence(reading)),
            "province": schema.NO_PROVINCE if reading.province is None else taxonomy.provinces[reading.province],
            "wage_min": _bounded(facts.wage_min or 0, _WAGE),
            "wage_max": _bounded(facts.wage_max or 0, _WAGE),
            "months": min(round(12 * (facts.experience_years or 0)), _WHOLE),
            "start_by": days(facts.start_by),
            "deadline": days(facts.deadline),
            "asks": registers.number("asks", asks_value(reading.asks)),
            "occupations": registers.number("occupations", occupations),
            "employer": registers.number("employer", reading.employer) if reading.employer else 0,
            "sector": registers.number("sector", facts.sector) if facts.sector else 0,
            "enough": enough(reading.words, weights),
            "revision": revision,
        },
        {
            "ref": {"byte": list(facts.ref.encode())},
            "lines": _lines(lines, taxonomy, registers, weights, parts),
            "line_skills": {"id": [taxonomy.skills[id] for line in lines for id in line.skills]},
            "line_words": _words([item for line in lines if _silent(line) for item in line.words.items()]),
            "terms": _words(list(reading.words.items())),
        },
    )


def placed(row: Row, table: Table) -> Row:
    """A vacancy's row with the places in the heaps where the lists of its lines will begin."""
    lines = dict(row.ragged["lines"])
    for group in ("skills", "words"):
        counts = lines[f"{group}_count"]
        base = table.used(f"line_{group}")
        lines[f"{group}_from"] = [base + sum(counts[:place]) for place in range(len(counts))]
    return Row(row.fixed, {**row.ragged, "lines": lines})


def enough(words: Mapping[str, int], weights: Weights) -> int:
    """The shared text that is enough, in 1/1024: `text_evidence.evidence`."""
    total = sum(words.values())
    return min(total, weights.text_scale * math.isqrt(total * UNIT))


def _lines(
    lines: Sequence[Line], taxonomy: Taxonomy, registers: Registers, weights: Weights, parts: int
) -> dict[str, list[Any]]:
    skills_of = taxonomy.dictionary.skills
    in_language = [any(skills_of[id].of_a_language for id in line.skills) for line in lines]
    by_pattern = [worths(lines, budget_of(weights, parts, pattern).get("skills", 0)) for pattern in range(PATTERNS)]
    return {
        "flags": [
            schema.EITHER * line.either | schema.PROOF * line.proof | schema.REQUIRED * line.required
            | schema.OF_A_LANGUAGE * spoken | schema.OWN_ASKS * bool(line.asks)
            for line, spoken in zip(lines, in_language, strict=True)
        ],
        "country": [registers.number("country", line.country) if _been(line) else 0 for line in lines],
        "asks": [
            0 if spoken else registers.number("asks", asks_value(line.asks))
            for line, spoken in zip(lines, in_language, strict=True)
        ],
        "weight": [line.weight for line in lines],
        "skills_count": [len(line.skills) for line in lines],
        "words_count": [len(line.words) if _silent(line) else 0 for line in lines],
        "total": [sum(line.words.values()) if _silent(line) else 0 for line in lines],
        "worth": [list(points) for points in zip(*by_pattern, strict=True)],
    }  # fmt: skip


def _been(line: Line) -> bool:
    return line.country is not None and not line.skills and not line.asks


def _silent(line: Line) -> bool:
    """The dictionary says nothing of it: its words are compared."""
    return not line.skills and not line.asks and line.country is None


def proof_level(reading: ProfileReading, skill: str) -> int:
    """The highest level with which a paper speaks of this skill; 0 for none."""
    return max((held.level for held in reading.evidence.get(skill, ()) if held.proof), default=0)


def _months(years: float) -> int:
    return max(-_MONTHS, min(_MONTHS, round(12 * max(-_MONTHS, min(_MONTHS, years)))))


def _bounded(value: int, most: int) -> int:
    return max(0, min(value, most))


def _parallel(entries: Sequence[Sequence[int]], *names: str) -> dict[str, list[int]]:
    return {name: [entry[place] for entry in entries] for place, name in enumerate(names)}


def _words(items: Sequence[tuple[str, int]]) -> dict[str, list[int]]:
    return {"term": [hashed(term) for term, _ in items], "weight": [weight for _, weight in items]}
