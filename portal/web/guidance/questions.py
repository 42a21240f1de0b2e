"""The questions of the two forms with their answers: the one list that the page shows and the form is read by."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _

from portal.content import service as content
from portal.guidance import service as guidance
from portal.guidance.rules.answers import NONE, OTHER, Certificate
from portal.shared.text import slug
from portal.web.shell.wording import pick

Options = list[tuple[str, str]]
LANGUAGES = ("ja", "de", "en")
_CEFR = ("A1", "A2", "B1", "B2", "C1", "C2")
_NAMED = {"jlpt": "JLPT", "jft-basic": "JFT-Basic", "ielts": "IELTS"}
"""The tests that programmes name; for any other certificate the source does not say what it is worth."""


def choices() -> Mapping[str, Options]:
    """The answers of each question that is a choice, by field."""
    yes_no = [("yes", _("Có")), ("no", _("Không"))]
    return {
        "sex": [("male", _("Nam")), ("female", _("Nữ"))],
        "education": [
            ("less", _("Chưa xong trung học cơ sở")),
            ("lower_secondary", _("Trung học cơ sở")),
            ("upper_secondary", _("Trung học phổ thông")),
            ("college_year_related", _("Từ 1 năm cao đẳng, đại học, ngành gần với điều dưỡng")),
            ("college_other", _("Cao đẳng, đại học ngành khác")),
        ],
        **{f"certificate_{language}": _certificates(language) for language in LANGUAGES},
        "care": yes_no,
        "care_language": [("passed", _("Đạt rồi")), ("no", _("Chưa"))],
        "titp2": [("same_field", _("Có, và sẽ làm cùng ngành")), ("other_field", _("Có, nhưng đổi ngành")), ("no", _("Không"))],
        "record": yes_no,
        "exit_ban": yes_no,
        "colour_blind": yes_no,
        "korea_past": [
            ("never", _("Chưa từng")),
            ("on_time", _("Đã làm, về đúng hạn")),
            ("overstayed", _("Đã làm, ở lại quá hạn rồi về")),
            ("deported", _("Bị trục xuất")),
        ],
        "korea_term": [("full", _("Rồi")), ("less", _("Chưa"))],
        "family_in_korea": yes_no,
        "locality": yes_no,
    }  # fmt: skip


def _certificates(language: str) -> Options:
    return [(code, label) for code, (label, _held) in certificates(language).items()]


def certificates(language: str) -> Mapping[str, tuple[str, Certificate]]:
    """The certificates to choose from in this language: the label of each and what it is worth, by the value of the field."""
    found = {NONE: (_("Chưa có chứng chỉ nào"), Certificate(NONE))}
    if language == "de":
        return found | {
            f"cefr-{level}": (level, Certificate("cefr", rank)) for rank, level in enumerate(_CEFR, start=1)
        }
    if language == "en":
        found["ielts-below"] = (_("IELTS dưới 4.0"), Certificate("ielts", 2))
    for test, level, rank in guidance.language_levels(language):
        if test in _NAMED:
            found[f"{test}-{slug(level)}"] = (f"{_NAMED[test]} {_level(level)}", Certificate(test, rank))
    return {**found, OTHER: (_("Chứng chỉ khác"), Certificate(OTHER))}


def _level(code: str) -> str:
    return str(_("đạt")) if code == "đạt" else code.replace("-", "–")


def markets() -> Options:
    """Every market, to ask about one only."""
    return [(item.id, pick(item.data["name"])) for item in content.all_of("market")]


def situation_choices() -> Mapping[str, Options]:
    """The answers of each question about support that is a choice, by field."""
    return {
        "stage": [
            ("preparing", _("Đang chuẩn bị đi")),
            ("abroad", _("Đang ở nước ngoài")),
            ("back", _("Đã về nước")),
        ],
        "route": [
            ("firm", _("Qua công ty có giấy phép")),
            ("colab", _("Qua Trung tâm Lao động ngoài nước (EPS, IM Japan)")),
            ("direct", _("Tự ký hợp đồng với chủ nước ngoài")),
        ],
        "event": [
            ("none", _("Không có gì")),
            ("illness", _("Ốm đau, tai nạn, phải về sớm")),
            ("employer", _("Chủ phá sản, đóng cửa, thiên tai, chiến tranh, phải về sớm")),
            ("abuse", _("Bị ngược đãi, ép buộc, quấy rối, phải về sớm")),
            ("dispute", _("Có tranh chấp với chủ")),
            ("death", _("Người thân mất hoặc mất tích ở nước ngoài")),
        ],
    }


def groups() -> Options:
    """The groups that support is for."""
    return [(node["id"], pick(node["label"])) for node in guidance.groups()]
