"""An interview as a calendar file (RFC 5545): times in UTC, what is said holds no more than the job and who offers it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

OCTETS = 75
"""Of one line, without its end (RFC 5545, 3.1)."""


@dataclass(frozen=True)
class Event:
    """`summary` and `note` in the reader's language; `uid` tells nothing and stays the same for this interview."""

    uid: str
    made_at: datetime
    start: datetime
    minutes: int
    summary: str
    note: str


def written(event: Event) -> str:
    """The file, its lines ended by CR LF and folded."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Ben Ve//Interview//VI",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{_utc(event.made_at)}",
        f"DTSTART:{_utc(event.start)}",
        f"DTEND:{_utc(event.start + timedelta(minutes=event.minutes))}",
        f"SUMMARY:{_text(event.summary)}",
        f"DESCRIPTION:{_text(event.note)}",
        "CLASS:PRIVATE",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    """3.3.11: what would end a value or a line is escaped."""
    said = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return said.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """A long line in pieces, none of them longer than is allowed and no character cut in two."""
    pieces, piece, room = [], "", OCTETS
    for letter in line:
        if len((piece + letter).encode()) > room:
            pieces.append(piece)
            piece, room = "", OCTETS - 1
        piece += letter
    return "\r\n ".join([*pieces, piece])
