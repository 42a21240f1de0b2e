"""Under which terms a document stands in an index; the same bag of terms serves every backend."""

from __future__ import annotations

from itertools import pairwise

from portal.search.rules.lexicon import Lexicon
from portal.search.rules.tokens import EXACT, clean, pair, tokens

LONGEST = 20_000
"""Words of one text that are indexed: a law of 40 pages; what lies beyond is not findable."""

NAME = "^"
LONGEST_NAME = 12
"""Words of a title that may be asked for as a whole."""


def title_terms(title: str, lexicon: Lexicon) -> list[str]:
    """The terms of a title, and the title as a whole: who types just that wants this document before all others."""
    row = tokens(clean(title))[:LONGEST]
    names = [token.folded for token in row]
    whole = [name_term(names)] if len(row) <= LONGEST_NAME else []
    whole += (
        [NAME + entry.meaning.term for entry in lexicon.at(row, 0, True) if len(entry.words) == len(row)] if row else []
    )
    return terms_of(title, lexicon) + whole


def text_terms(title: str, body: str, lexicon: Lexicon) -> list[str]:
    """The terms of title and body together, as often as they stand there."""
    return terms_of(title, lexicon) + terms_of(body, lexicon)


def name_term(folded: list[str]) -> str:
    """The term of a whole title, or of a whole question."""
    return NAME + " ".join(folded)


def terms_of(text: str, lexicon: Lexicon) -> list[str]:
    """The terms of a text: folded words, pairs of neighbours, exact forms, concepts."""
    row = tokens(clean(text))[:LONGEST]
    terms = [token.folded for token in row]
    terms += [pair(a.folded, b.folded) for a, b in pairwise(row) if a.glued]
    terms += [EXACT + token.exact for token in row]
    return terms + lexicon.concepts(row)
