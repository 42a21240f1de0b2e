"""How found words are set on a page: marked where they answer, and Vietnamese names inside English texts as such."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portal.search.engine import MOST_PAGES
from portal.search.rules.highlight import Piece
from portal.web.shell.pagination import Pages

_LETTERS = (
    "ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
    "ĂÂĐÊÔƠƯÁÀẢÃẠẮẰẲẴẶẤẦẨẪẬÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ"
)
_WORD = rf"[^\s{_LETTERS}]*[{_LETTERS}]\S*"
_NAME = re.compile(rf"{_WORD}(?:\s+{_WORD})*")


@dataclass(frozen=True)
class Run:
    """A run of text: `hit` when it answers the question, `foreign` when it is Vietnamese inside an English text."""

    text: str
    hit: bool
    foreign: bool


def runs(pieces: Iterable[Piece], lang: str) -> Iterator[Run]:
    """The pieces of a text in this language, Vietnamese words of an English one set apart."""
    for piece in pieces:
        at = 0
        for match in _NAME.finditer(piece.text) if lang == "en" else ():
            if match.start() > at:
                yield Run(piece.text[at : match.start()], piece.hit, False)
            yield Run(match[0], piece.hit, True)
            at = match.end()
        if at < len(piece.text):
            yield Run(piece.text[at:], piece.hit, False)


def reachable(page: int, size: int, total: int) -> Pages:
    """The pages that may be asked for: nobody reads past the tenth, and the index is not asked to."""
    return Pages(page, size, min(total, MOST_PAGES * size))
