"""What two texts share, where the dictionary is silent: weighed common words and word pairs, as a share 0..255.

Term weights are frozen with the taxonomy version (content kind `matching_term`), so a score never drifts because other
people came or went. More words in a profile can only raise the share; no length of text is rewarded or punished.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from portal.jobs.matching.tokens import tokenise
from portal.shared.text import nfc

SATURATION = 6
"""k of BM25 in fifths (1.2): the second mention of a word counts less than the first."""
SHARPNESS = 1.5
"""Power of the rarity of a term: above 1, what is rare decides."""
MOST_MENTIONS = 5
"""Further mentions of a word count no more: saying a thing a hundred times gains nothing."""
UNIT = 1024
FULL = 255

Weights = Mapping[str, int]
"""Whole numbers, so that the order of words changes nothing."""


@dataclass(frozen=True)
class Terms:
    """How many of `documents` texts held each folded word or pair of words; an unlisted term was in at most one."""

    documents: int
    counts: Mapping[str, int]

    def rarity(self, term: str) -> int:
        """The weight of a term in 1/1024: high where few texts hold it."""
        seen = self.counts.get(term, 1)
        idf = math.log(1 + (self.documents - seen + 0.5) / (seen + 0.5))
        return round(UNIT * math.pow(idf, SHARPNESS))


_PERSONAL = re.compile(r"(?:nam|nu|tuoi|male|female|(?:19|20)\d\d)$")
"""Words for sex, age and a year of birth weigh nothing, on either side (and their twins, as the năm of years, with them)."""


def terms_of(text: str) -> list[str]:
    """Folded words and pairs of neighbouring words."""
    row = [token.folded for token in tokenise(nfc(text))]
    pairs = [f"{one} {two}" for one, two in pairwise(row) if not (_PERSONAL.match(one) or _PERSONAL.match(two))]
    return [word for word in row if not _PERSONAL.match(word)] + pairs


def weigh(fields: Iterable[tuple[int, str]], terms: Terms | None = None) -> dict[str, int]:
    """The terms of a text given as (weight of the field, text), saturated; with `terms`, times the rarity of each."""
    raw: dict[str, int] = {}
    for weight, text in fields:
        for term in terms_of(text):
            raw[term] = min(MOST_MENTIONS, raw.get(term, 0) + weight)
    sated = {term: UNIT * count * (SATURATION + 5) // (5 * count + SATURATION) for term, count in raw.items()}
    return {term: value * terms.rarity(term) // UNIT for term, value in sated.items()} if terms else sated


def evidence(asked: Weights, offered: Weights, scale: int) -> int:
    """How much of the asked text the offered one holds, 0..255. `asked` carries rarity, `offered` does not.

    Full where the shared weight reaches scale × √(weight asked), or all that is asked where that is less: a long
    text asks for more, but not for as much more as it is longer.
    """
    total = sum(asked.values())
    if not total:
        return 0
    enough = min(total, scale * math.isqrt(total * UNIT))
    return min(FULL, FULL * shared_weight(asked, offered) // max(enough, 1))


def shared_weight(asked: Weights, offered: Weights) -> int:
    """The weight that both texts share, in 1/1024."""
    small, large = (asked, offered) if len(asked) < len(offered) else (offered, asked)
    return sum(asked[term] * offered[term] for term in small if term in large) // UNIT


def strongest_pairs(asked: Weights, offered: Weights, limit: int) -> list[str]:
    """The shared pairs of words that weigh most: what an explanation may name (a single word says too little)."""
    found = (term for term in asked if " " in term and term in offered)
    return sorted(found, key=lambda t: (-asked[t] * offered[t], t))[:limit]
