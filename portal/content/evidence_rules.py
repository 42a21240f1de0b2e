"""Whether each figure carries its evidence: in what state it is, where it was read, since when, when last looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from portal.content.item import Item
from portal.content.rules import (
    EVIDENCE,
    SOURCED,
    STATES,
    SUPERSEDED,
    UNKNOWN,
    VERIFIED,
    claims_nothing,
    first_day,
    last_day,
    walk,
)  # fmt: skip
from portal.shared.messages import Message, message

Found = Iterator[tuple[str, Message]]

_DATES = ("effective", "effective_to", "issued", "verify_from", "merged_on", "code_list", "review_due", "last_verified")
# Digits in a name claim nothing: "TOPIK 2", "Vùng I", "Điều 23".
_NAMES = (*EVIDENCE, *_DATES, "id", "name", "title", "label", "code", "order", "article", "about", "as_of")
# A plain text under one of these is a figure: a wage, an amount, a telephone number.
_VALUES = ("value", "amount", "number")
# The taxonomy's own reading, no outside fact: how rare a skill is, how near two skills are, the words people use,
# how far a paper speaks for a skill.
_OWN_READING = ("rarity", "related", "synonyms", "version", "attests")
_DIGIT = re.compile(r"\d")


def incomplete(item: Item) -> Found:
    """Figures that lack a state, a source, an effective date or the date of the last check."""
    for path, node in walk(item.data):
        if not isinstance(node, Mapping) or not ("state" in node or "source" in node):
            continue
        for key in EVIDENCE:
            if node.get(key) in (None, ""):
                yield _at(path, key), message("Số liệu này thiếu “%(key)s”. %(help)s", key=key, help=_HELP[key])
        state, sources = node.get("state"), node.get("source")
        if state is not None and state not in STATES:
            yield (
                _at(path, "state"),
                message("“%(state)s” không phải là trạng thái. Dùng: %(states)s", state=state, states=STATES),
            )
        if sources is not None and not _is_list_of_texts(sources):
            yield _at(path, "source"), message("Nguồn phải là một danh sách mã nguồn, ví dụ [vne-tw2026].")
        elif not sources and sources is not None and state in (VERIFIED, SOURCED, SUPERSEDED):
            yield (
                _at(path, "source"),
                message(
                    "Trạng thái “%(state)s” cần ít nhất một nguồn. Chưa có nguồn thì ghi needs_verification.",
                    state=state,
                ),
            )


_HELP = {
    "state": message("Ghi một trong: %(states)s", states=STATES),
    "source": message("Ghi mã nguồn trong content/sources.yaml"),
    "effective": message("Ghi ngày có hiệu lực, hoặc unknown khi nguồn không nói"),
    "last_verified": message("Ghi ngày xem lại lần cuối"),
}


def bare(item: Item) -> Found:
    """Figures that stand below no evidence at all."""
    if not claims_nothing(item.kind):
        yield from _bare(item.data, "", "", evidenced=False)


def _bare(node: Any, path: str, key: str, *, evidenced: bool) -> Found:
    if evidenced or key in _NAMES or key in _OWN_READING:
        return
    if isinstance(node, Mapping):
        inside = "state" in node
        for name, value in node.items():
            yield from _bare(value, _at(path, name), key if "vi" in node else name, evidenced=inside)
    elif isinstance(node, list):
        for place, value in enumerate(node):
            yield from _bare(value, f"{path}[{place}]", key, evidenced=False)
    elif _is_figure(node, key, path):
        yield (
            path,
            message(
                "“%(value)s” là một con số không có nguồn. Thêm state, source, effective, last_verified bên cạnh.",
                value=node,
            ),
        )


def _is_figure(node: object, key: str, path: str) -> bool:
    if isinstance(node, bool):
        return False
    if isinstance(node, int | float):
        return True
    said = path.endswith((".vi", ".en")) or key in _VALUES
    return isinstance(node, str) and said and bool(_DIGIT.search(node))


def misdated(item: Item) -> Found:
    """Dates that cannot be read or that end before they begin."""
    for path, node in walk(item.data):
        if not isinstance(node, Mapping):
            continue
        unread = [key for key in _DATES if key in node and not _is_date(node[key], exact=key == "last_verified")]
        for key in unread:
            yield (
                _at(path, key),
                message("Không đọc được ngày “%(text)s”. Viết 2026-07-01, 2026-07, 2026 hoặc unknown.", text=node[key]),
            )
        start, end = node.get("effective"), node.get("effective_to")
        if (
            not unread
            and start not in (None, UNKNOWN)
            and end not in (None, UNKNOWN)
            and first_day(start) > last_day(end)
        ):
            yield _at(path, "effective_to"), message("Ngày hết hiệu lực đứng trước ngày có hiệu lực.")


def _is_date(text: object, *, exact: bool) -> bool:
    if text in (None, UNKNOWN):
        return not exact
    try:
        first, last = first_day(str(text)), last_day(str(text))
    except ValueError:
        return False
    return first == last or not exact


def _is_list_of_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(part, str) for part in value)


def _at(path: str, key: object) -> str:
    return f"{path}.{key}" if path else str(key)
