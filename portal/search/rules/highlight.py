"""Which words of a found text answer the question, and which passage of it to show; the text itself is never changed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.search.rules.lexicon import Lexicon
from portal.search.rules.tokens import Token, clean, tokens
from portal.search.rules.understanding import Understood

PASSAGE = 220  # characters: two lines on a desk, five on a phone
MOST_MARKS = 60


@dataclass(frozen=True)
class Piece:
    """A run of text as it stands in the document; `hit` when it answers the question."""

    text: str
    hit: bool = False


def whole(text: str, asked: Understood, lexicon: Lexicon) -> tuple[Piece, ...]:
    """A short text (a title) in pieces."""
    text = clean(text)
    return tuple(_cut(text, _spans(tokens(text), asked, lexicon), 0, len(text)))


def passage(text: str, asked: Understood, lexicon: Lexicon, length: int = PASSAGE) -> tuple[Piece, ...]:
    """The stretch of a text that holds most answering words, cut between words, with … where it was cut."""
    text = clean(text)
    row = tokens(text)
    spans = _spans(row, asked, lexicon)
    start, end = _stretch(text, row, spans, length)
    pieces = _cut(text, spans, start, end)
    before = [Piece("… ")] if start > 0 else []
    after = [Piece(" …")] if end < len(text) else []
    return tuple(before + pieces + after)


def _spans(row: Sequence[Token], asked: Understood, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Places of answering words: those typed, in any spelling of theirs, and every phrase that means the same."""
    single = [unit for unit in asked.units if not unit.stop and (unit.meaning is None or len(unit.typed) == 1)]
    typed = {token.folded: token for unit in single for token in unit.typed}
    concepts = {unit.meaning.term for unit in asked.units if unit.meaning}
    bare = not any(token.marked for token in row)
    spans: list[tuple[int, int]] = []
    for place, token in enumerate(row):
        if len(spans) >= MOST_MARKS:
            break
        if spans and token.start < spans[-1][1]:
            continue
        phrases = [entry for entry in lexicon.at(row, place, bare) if entry.meaning.term in concepts]
        if phrases:
            spans.append((token.start, row[place + len(phrases[0].words) - 1].end))
        elif (mine := typed.get(token.folded)) and (not mine.marked or mine.exact == token.exact or bare):
            spans.append((token.start, token.end))
    return spans


def _stretch(text: str, row: Sequence[Token], spans: Sequence[tuple[int, int]], length: int) -> tuple[int, int]:
    if len(text) <= length:
        return 0, len(text)
    starts = [start for start, _ in spans] or [0]
    best = max(starts, key=lambda start: (bisect_left(starts, start + length) - bisect_left(starts, start), -start))
    lead = best - length // 5
    begins = [token.start for token in row]
    start = 0 if lead <= 0 or not begins else begins[min(bisect_left(begins, lead), len(begins) - 1)]
    ends = [token.end for token in row if start < token.end <= start + length]
    return start, (ends[-1] if ends and start + length < len(text) else min(len(text), start + length))


def _cut(text: str, spans: Iterable[tuple[int, int]], start: int, end: int) -> list[Piece]:
    pieces: list[Piece] = []
    at = start
    for begin, stop in spans:
        if begin < at or stop > end:
            continue
        if begin > at:
            pieces.append(Piece(text[at:begin]))
        pieces.append(Piece(text[begin:stop], hit=True))
        at = stop
    if at < end:
        pieces.append(Piece(text[at:end]))
    return pieces
