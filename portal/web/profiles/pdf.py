"""A page as a PDF, where the extra `pdf` is installed. Nothing is fetched: neither from outside nor from this machine."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from importlib import import_module
from types import MappingProxyType
from typing import Any

weasyprint: Any = None  # the extra; it needs Pango, which may be missing too
with suppress(ImportError, OSError):
    weasyprint = import_module("weasyprint")

FONTS: Mapping[str, str] = MappingProxyType({"ja": "ja", "ko": "ko", "zh": "zh-tw"})
"""Languages that need a font of their own, as fontconfig names them: without one a sheet would be full of boxes."""


def may_print(language: str) -> bool:
    """Whether this installation can make a PDF in this language."""
    return weasyprint is not None and (language not in FONTS or has_font(FONTS[language]))


@lru_cache(maxsize=8)
def has_font(language: str) -> bool:
    """Whether fontconfig knows a font for this language."""
    try:
        found = subprocess.run(["fc-list", f":lang={language}", "family"], capture_output=True, timeout=20, check=False)  # noqa: S603, S607 - our own words
    except (OSError, subprocess.TimeoutExpired):
        return False
    return bool(found.stdout.strip())


def pdf_of(html: str) -> bytes:
    """This page, which says everything itself."""
    made: bytes = weasyprint.HTML(string=html, url_fetcher=_fetch_nothing).write_pdf()
    return made


def _fetch_nothing(url: str, *_args: object, **_more: object) -> dict[str, Any]:
    raise ValueError("a printed page fetches nothing")
