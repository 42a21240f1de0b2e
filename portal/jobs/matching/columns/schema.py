"""Which whole numbers the column store keeps of a profile and of a vacancy: what the scoring needs, and nothing of who
somebody is. A row is found by the id of its database row.

Numbers without a value: `NO_WAGE`, `NO_DAY`, `NO_PROVINCE`. Days are counted from 1970-01-01, wages are VND a month. Codes
are numbers of a register (`registers.py`); skills and occupations are numbered as `taxonomy.Taxonomy` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

NO_WAGE = -1
NO_DAY = -(2**31)
NO_PROVINCE = 255

ACTIVE, CONSENTED, RELOCATES, SHOWN = 1, 2, 4, 8
"""Bits of a profile's `flags`. SHOWN: it may be shown to employers at all (`rules.may_show_person`)."""
RANKED = ACTIVE | CONSENTED | SHOWN
OPEN, CLOSED = 1, 2
"""Bits of a vacancy's `flags`."""
EITHER, PROOF, REQUIRED, OF_A_LANGUAGE, OWN_ASKS = 1, 2, 4, 8, 16
"""Bits of a line's `flags`. OWN_ASKS: it names a language and a level itself."""


@dataclass(frozen=True)
class Wide:
    """Several numbers of one kind in each entry."""

    kind: type[np.generic]
    width: int


Columns = Mapping[str, type[np.generic] | Wide]


@dataclass(frozen=True)
class Side:
    """The columns of one side: `fixed` one number a row, `ragged` groups of parallel lists of any length."""

    name: str
    fixed: Mapping[str, type[np.generic]]
    ragged: Mapping[str, Columns]


PROFILES = Side(
    "profiles",
    fixed={
        "flags": np.uint8, "provinces": np.uint64, "wage": np.int64, "available": np.int32, "spoken": np.uint32,
        "countries": np.uint32, "hides": np.uint32, "revision": np.int64,
    },
    ragged={
        "ref": {"byte": np.uint8},
        "skills": {"id": np.uint16, "level": np.uint8, "proof": np.uint8},
        "occupations": {"id": np.uint16, "level": np.uint8},
        "stays": {"months": np.int32, "occupations": np.uint32},
        "terms": {"term": np.uint32},
    },
)  # fmt: skip
"""`provinces`: a bit for each; `countries`: of the stays that lasted; `level` 1..255, `proof` the highest with a paper or 0;
`term`: 29 bits of its hash, then 3 bits of how often it is said (1..5)."""

VACANCIES = Side(
    "vacancies",
    fixed={
        "flags": np.uint8, "parts": np.uint8, "province": np.uint8, "wage_min": np.int64, "wage_max": np.int64,
        "months": np.int32, "start_by": np.int32, "deadline": np.int32, "asks": np.uint32, "occupations": np.uint32,
        "employer": np.uint32, "sector": np.uint32, "enough": np.int64, "revision": np.int64,
    },
    ragged={
        "ref": {"byte": np.uint8},
        "lines": {
            "flags": np.uint8, "country": np.uint32, "asks": np.uint32, "weight": np.int32,
            "skills_from": np.int64, "skills_count": np.uint16, "words_from": np.int64, "words_count": np.uint32,
            "total": np.int64, "worth": Wide(np.uint16, 8),
        },
        "line_skills": {"id": np.uint16},
        "line_words": {"term": np.uint32, "weight": np.int32},
        "terms": {"term": np.uint32, "weight": np.int32},
    },
)  # fmt: skip
"""`parts`: which parts it can be judged by (`budgets.Presence`); `enough`: the shared text that is enough, in 1/1024;
`skills_from`, `words_from`: where the lists of a line begin in their heaps; `worth`: points of a line, for each pattern of
what a profile says of place, wage and start."""

SIDES = (PROFILES, VACANCIES)
