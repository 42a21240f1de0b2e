"""The what-if form: which changes of a profile the address asks for, and how each is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _

from portal.jobs import service
from portal.jobs.facts import LanguageClaim
from portal.jobs.matching.what_if import Anywhere, Change, Language, Place, Skill, Wage
from portal.shared.messages import Message, message
from portal.web.shell.narrowing import typed
from portal.web.shell.wording import pick, say

NAMES = ("language", "place", "only", "anywhere", "wage", "skill")
WAGES = range(5, 31)
"""Wages that can be asked for, in millions of VND a month."""
LONGEST_SKILL = 100
NOT_OFFERED: Mapping[str, Message] = {
    "language": message("Bậc ngoại ngữ trong địa chỉ không có trong danh sách, nên giữ như hồ sơ."),
    "place": message("Nơi làm trong địa chỉ không có trong danh sách, nên giữ như hồ sơ."),
    "wage": message("Mức lương trong địa chỉ không có trong danh sách, nên giữ như hồ sơ."),
}
"""What is said of a value that no choice offers, by field."""


@dataclass(frozen=True)
class Asked:
    """What is asked: `typed` as it stands in the form, `changes` those that were understood, each with the words for it,
    `notes` what was not understood or stands against something else."""

    typed: Mapping[str, str]
    changes: Mapping[Change, Message]
    notes: Sequence[Message]

    @property
    def skill(self) -> str:
        """The skill asked for, in the visitor's words."""
        return self.typed["skill"]


def asked_changes() -> Asked:
    """The changes of this address; what a choice does not offer asks for nothing."""
    given = typed(NAMES)
    given = {**given, "skill": given["skill"][:LONGEST_SKILL]}
    found: dict[Change, Message] = {}
    levels = {code_of(claim): claim for claim in service.language_levels()}
    if (claim := levels.get(given["language"])) is not None:
        found[Language(claim.language, claim.level, claim.test)] = level_name(claim)
    places = dict(service.provinces())
    if (name := places.get(given["place"])) is not None:
        only = bool(given["only"])
        words = message("Chỉ làm ở %(place)s", place=name) if only else message("Làm cả ở %(place)s", place=name)
        found[Place(name["vi"], only)] = words
    if given["anywhere"]:
        found[Anywhere()] = message("Sẵn sàng chuyển đến mọi nơi")
    if given["wage"] in {str(wage) for wage in WAGES}:
        found[Wage(int(given["wage"]) * 1_000_000)] = message("Muốn lương %(wage)s triệu đồng", wage=int(given["wage"]))
    if given["skill"]:
        found[Skill(given["skill"])] = message("Thêm kỹ năng “%(skill)s”", skill=given["skill"])
    return Asked(given, found, _notes(given, found))


def _notes(given: Mapping[str, str], found: Mapping[Change, Message]) -> list[Message]:
    """What the form must say besides the answers, so that nothing is passed over in silence."""
    if not any(name in request.args for name in NAMES):
        return []
    heard = {type(change) for change in found}
    kinds: tuple[tuple[str, type], ...] = (("language", Language), ("place", Place), ("wage", Wage))
    notes = [NOT_OFFERED[name] for name, kind in kinds if given[name] and kind not in heard]
    if given["only"] and Place not in heard:
        notes.append(message("Muốn thử chỉ làm ở một nơi thì chọn nơi đó."))
    elif given["only"] and given["anywhere"]:
        notes.append(
            message("Hai ô đã đánh dấu trái nhau. Khi thử cùng lúc, hồ sơ chỉ ghi một nơi nhưng sẵn sàng chuyển đi.")
        )
    if not found and not notes:
        notes.append(message("Chưa có thay đổi nào để thử: chọn một mục hoặc ghi một kỹ năng."))
    return notes


def code_of(claim: LanguageClaim) -> str:
    """A level as a value of the form."""
    return f"{claim.language}:{claim.level}"


def level_name(claim: LanguageClaim) -> Message:
    """“Tiếng Nhật: JLPT N3”."""
    test = (claim.test or "").split(" ")[0]
    level = claim.level if claim.level.startswith(test) else f"{test} {claim.level}"
    return message("%(language)s: %(level)s", language=service.language_names()[claim.language], level=level)


def choices() -> dict[str, list[tuple[str, str]]]:
    """What the choices of the form offer, by field."""
    same = [("", _("Giữ như hồ sơ"))]
    return {
        "language": same + [(code_of(claim), say(level_name(claim))) for claim in service.language_levels()],
        "place": same + [(id, pick(name)) for id, name in service.provinces()],
        "wage": same + [(str(wage), _("%(wage)s triệu đồng", wage=wage)) for wage in WAGES],
    }
