"""Compiles the Babel catalogues, without a shell and only where the source is newer."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogues(folder: Path) -> list[str]:
    """Write every `messages.mo` that is missing or older than its `messages.po`; return the locales written."""
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/messages.po")):
        target = source.with_suffix(".mo")
        if target.is_file() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        locale = source.parent.parent.name
        with source.open("rb") as file:
            catalogue = read_po(file, locale=locale)
        part = target.with_suffix(f".{id(catalogue)}.part")
        with part.open("wb") as file:
            write_mo(file, catalogue)
        part.replace(target)  # whole or not at all: workers may be reading
        written.append(locale)
    return written
