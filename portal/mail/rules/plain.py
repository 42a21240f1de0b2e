"""What of other people's words and of our own addresses may stand in a letter: plain names that become no link, plain paths."""

from __future__ import annotations

import re

_PATH = re.compile(r"/(vi|en)(/[A-Za-z0-9._~-]+)*/?(\?[A-Za-z0-9._~=&-]*)?")
_NAME = re.compile(r"[\w(][\w ,/&()’–.-]{0,199}")
_LINKED = re.compile(r"\.\w|www", re.IGNORECASE)
"""What mail programs make a link of."""
_FOREIGN = re.compile(r"[^\w ,/&()’–.-]+")


def is_path(text: str) -> bool:
    """Whether this is a path of this site as a letter may carry it."""
    return len(text) <= 300 and bool(_PATH.fullmatch(text))


def is_plain_name(text: str) -> bool:
    """Whether a letter may say this name: letters, digits and signs of names on one line, nothing that becomes a link."""
    return bool(_NAME.fullmatch(text)) and not _LINKED.search(text)


def plain_name(text: str, longest: int) -> str:
    """The name with what a letter may not say left out, and what would become a link parted; "" where nothing is left."""
    kept = re.sub(r"\.(?=\w)", ". ", _FOREIGN.sub(" ", text))
    kept = re.sub("www", "w w w", kept, flags=re.IGNORECASE)
    kept = re.sub(r"^[^\w(]+", "", " ".join(kept.split()))
    if len(kept) > longest:
        kept = kept[:longest].rpartition(" ")[0] or kept[:longest]
    return kept if is_plain_name(kept) else ""
