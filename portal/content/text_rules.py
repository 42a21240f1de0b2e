"""Whether texts are there in every language and written as the site writes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from portal.content.item import Item
from portal.content.rules import claims_nothing, walk
from portal.shared.locales import LOCALES
from portal.shared.messages import Message, message
from portal.shared.text import INVISIBLE

Found = Iterator[tuple[str, Message]]

_SENTENCES = ("summary", "text", "note")
_STRAIGHT = re.compile(r"[\"']|\.\.\.")
_CODE = re.compile(r"`[^`]*`")


def untranslated(item: Item) -> Found:
    """Texts that lack one of the languages. What people type for a thing is kept in their own words."""
    if claims_nothing(item.kind) and item.kind != "page":
        return
    for path, node in walk(item.data):
        if "synonyms" in path:
            continue
        if isinstance(node, Mapping) and any(locale in node for locale in LOCALES):
            for locale in LOCALES:
                if not isinstance(node.get(locale), str) or not node[locale].strip():
                    yield path, message("Thiếu bản tiếng %(locale)s. Thêm “%(locale)s:”.", locale=locale)
            if cut := [str(key) for key, value in node.items() if value is None]:
                yield path, message("Câu bị cắt ở dấu phẩy trước “%(rest)s”. Đặt cả câu trong dấu nháy.", rest=cut[0])
        elif isinstance(node, str) and path.rsplit(".", 1)[-1] in _SENTENCES:
            yield path, message("Câu này chỉ có một thứ tiếng. Viết thành {vi: …, en: …}.")


def badly_written(item: Item) -> Found:
    """Texts that are not in composed form, hide characters, or use straight quotes and three dots."""
    for path, node in walk(item.data):
        if not isinstance(node, str):
            continue
        if not unicodedata.is_normalized("NFC", node):
            yield path, message("Chữ không ở dạng dựng sẵn (NFC): gõ lại, hoặc dán qua một trình soạn thảo khác.")
        if INVISIBLE.search(node):
            yield path, message("Có ký tự vô hình trong chữ. Xóa và gõ lại.")
        if path.endswith((".vi", ".en")) and _STRAIGHT.search(_CODE.sub("", node)):
            yield path, message("Dùng “ ” ‘ ’ và … thay cho dấu nháy thẳng và ba dấu chấm.")
