"""Whether a certificate says no more than is known: its recognition rests on a source, and it is named in every language."""

from __future__ import annotations

from collections.abc import Iterator

from portal.content.item import Item
from portal.content.rules import AWAITING
from portal.shared.messages import Message, message

KIND = "certificate"
RECOGNISED, COMPARABLE, NO_AGREEMENT, UNKNOWN = "recognised", "comparable", "no_agreement", "unknown"
STATUSES = (RECOGNISED, COMPARABLE, NO_AGREEMENT, UNKNOWN)
LANGUAGES = ("vi", "en", "ja", "ko", "zh", "de")
"""The languages whose words returnees and employers use for a paper."""
MOST = 256
"""A paper that speaks wholly for a skill, in 1/256."""


def claimed(item: Item) -> Iterator[tuple[str, Message]]:
    """What a certificate claims without a source, strengths out of range, and languages without a word for it."""
    if item.kind != KIND:
        return
    recognition = item.data.get("recognition") or {}
    status, state = recognition.get("status"), recognition.get("state")
    if status not in STATUSES:
        yield (
            "recognition.status",
            message("“%(status)s” không phải là tình trạng công nhận. Dùng: %(all)s", status=str(status), all=STATUSES),
        )
    elif (status == UNKNOWN) is not (state == AWAITING):
        yield (
            "recognition.status",
            message("Chưa có nguồn thì ghi unknown và needs_verification; có nguồn thì ghi cả tình trạng lẫn nguồn."),
        )
    for skill, strength in (item.data.get("attests") or {}).items():
        if not isinstance(strength, int) or not 0 < strength <= MOST:
            yield f"attests.{skill}", message("Mức cho thấy kỹ năng là số nguyên từ 1 đến %(most)s.", most=MOST)
    for language in LANGUAGES:
        if not (item.data.get("synonyms") or {}).get(language):
            yield f"synonyms.{language}", message("Thiếu cách gọi bằng tiếng %(language)s.", language=language)
