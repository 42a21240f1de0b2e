"""Until when a breach is told to the authority, and who may hand out the list of people: Law 91/2025 Article 23.

Notice to the specialised body within 72 hours of detection where it may harm life, health, honour, property or order, with a
written record (Law 91/2025 Article 23; Decree 356/2025 Article 28, form 08; confidence high on the 72 hours).
"""

from __future__ import annotations

from datetime import datetime, timedelta

TELL_WITHIN = timedelta(hours=72)
ARTICLE = "Luật 91/2025/QH15, Điều 23; Nghị định 356/2025/NĐ-CP, Điều 28"
SCOPES = ("everyone", "organisation", "staff")
"""Whose data: of every account, of those whom one organisation saw, of those whom one staff member saw."""


def tell_by(detected: datetime) -> datetime:
    """Before when the authority must have been told."""
    return detected + TELL_WITHIN


def is_late(detected: datetime, told: datetime | None, now: datetime) -> bool:
    """Whether it was told too late, or is not told though the term is over."""
    return (told or now) >= tell_by(detected)


def may_take(asked_by: str, approved_by: str | None) -> bool:
    """Whether a list of people may leave the house: somebody asked for it and somebody else approved it."""
    return bool(asked_by) and bool(approved_by) and asked_by != approved_by
