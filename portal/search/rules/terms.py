"""Under which terms a document stands in an index; the same bag of terms serves every backend."""

from __future__ import annotations

from itertools import pairwise

from portal.search.rules.lexicon import Lexicon
from portal.search.rules.tokens import EXACT, clean, pair, tokens

TITLE_WEIGHT = 3
LONGEST = 20_000
"""Words of one text that are indexed: a law of 40 pages; what lies beyond is not findable."""


def terms_of_document(title: str, body: str, lexicon: Lexicon) -> list[str]:
    """The index terms of a document, as often as they count; those of its title count three times."""
    return terms_of(title, lexicon) * TITLE_WEIGHT + terms_of(body, lexicon)


def terms_of(text: str, lexicon: Lexicon) -> list[str]:
    """The terms of a text: folded words, pairs of neighbours, exact forms, concepts."""
    row = tokens(clean(text))[:LONGEST]
    terms = [token.folded for token in row]
    terms += [pair(a.folded, b.folded) for a, b in pairwise(row) if a.glued]
    terms += [EXACT + token.exact for token in row]
    return terms + lexicon.concepts(row)
