"""What may be meant by what stands in the box so far: a small table of published phrases, kept by the indexer.

A phrase is a title of something public or a word of the reviewed lists, never what somebody typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, insert, select, tuple_

from portal.search.document import ANY, Doc
from portal.search.models import SuggestionRow
from portal.search.rules.lexicon import Lexicon
from portal.search.rules.suggesting import Suggestion, Typed, best, holds, keys, rank, span, typed, without_telex
from portal.storage.db import db

MOST = 8
LOOKED_AT = 32
"""Rows of one beginning that are compared; they come in the order of their weight."""
SCANNED = 100
"""Rows that are read to find words which do not stand side by side."""
APART = 1_000_000
"""Added to the rank of a phrase whose words were found, but not side by side."""
FIRSTS = (1, 2, 3)
CHUNK = 200
WORD = "word"
WEIGHTS = {WORD: 5, "page": 4, "document": 3, "firm": 2, "order": 1, "vacancy": 1}

Thing = tuple[str, str]


def suggest(text: str, locale: str, most: int = MOST) -> Sequence[Suggestion]:
    """At most `most` phrases in this language that may be meant, the likeliest first; none for a text without words."""
    asked = typed(text)
    if not asked.words:
        return ()
    return _find(asked, locale, most) or ((other := without_telex(asked)) and _find(other, locale, most)) or ()


def take_over(docs: Iterable[Doc], things: Iterable[Thing]) -> None:
    """Let the phrases of these things be those of their documents now, in the caller's transaction."""
    whole = list(things)
    for start in range(0, len(whole), CHUNK):
        named = tuple_(SuggestionRow.kind, SuggestionRow.thing).in_(whole[start : start + CHUNK])
        db.session.execute(delete(SuggestionRow).where(named), execution_options={"synchronize_session": False})
    _add((doc.kind, doc.id, doc.locale, doc.title) for doc in docs)


def rebuild(titles: Iterable[tuple[str, str, str, str]], lexicon: Lexicon) -> None:
    """Only these titles (kind, id, locale, title) and the names of the word lists, in the caller's transaction."""
    db.session.execute(delete(SuggestionRow), execution_options={"synchronize_session": False})
    named = {entry.meaning.show for entries in lexicon.entries.values() for entry in entries if entry.meaning.about}
    _add([*titles, *((WORD, name, "vi", name) for name in sorted(named))])


def _add(titles: Iterable[tuple[str, str, str, str]]) -> None:
    rows = [
        {"kind": kind, "thing": thing, "locale": locale, "phrase": title, "folded": found[0], "key": key}
        | {f"first{length}": key[:length] for length in FIRSTS}
        | {"rank": rank(WEIGHTS[kind], place, title)}
        for kind, thing, locale, title in titles
        if (found := keys(title))
        for place, key in enumerate(found)
    ]
    if rows:
        db.session.execute(insert(SuggestionRow), rows)


def _find(asked: Typed, locale: str, most: int) -> Sequence[Suggestion]:
    found = [(one, place) for one, place, _ in _beginning(asked.key, locale, LOOKED_AT)]
    if len({one.phrase for one, _ in found}) < most and len(asked.words) > 1:
        anywhere = _beginning(max(asked.words, key=len), locale, SCANNED)
        found += [(one, place + APART) for one, place, folded in anywhere if holds(folded, asked)]
    return best(found, asked, most)


def _beginning(key: str, locale: str, most: int) -> list[tuple[Suggestion, int, str]]:
    """The first `most` phrases that have a word from which on they begin so: (suggestion, rank, folded)."""
    row = SuggestionRow
    low, high = span(key)
    here = [getattr(row, f"first{len(key)}") == key] if len(key) in FIRSTS else [row.key >= low, row.key < high]
    wanted = select(row.phrase, row.kind, row.rank, row.folded).where(*here, row.locale.in_((locale, ANY)))
    rows = db.session.execute(wanted.order_by(row.rank).limit(most))
    return [(Suggestion(phrase, kind), rank, folded) for phrase, kind, rank, folded in rows]
