"""What the pages of one's own profile offer to choose from, and how what is kept stands in a form again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from babel import Locale
from flask_babel import gettext as _

from portal.content import service as content
from portal.jobs import service as jobs
from portal.jobs.facts import LanguageClaim, Stint
from portal.jobs.matching.knowledge import knowledge
from portal.jobs.matching.reading_limits import MOST_SKILLS
from portal.jobs.profiles import lists, presets, steps
from portal.jobs.profiles.mine import Mine
from portal.jobs.profiles.notes import expires
from portal.jobs.profiles.typed import asked_back
from portal.shared.text import collation_key, fold
from portal.web.shell.evidence import evidence_of
from portal.web.shell.locale import current_locale
from portal.web.shell.wording import number, pick

Options = list[tuple[str, str]]


def choices_of(step: str, mine: Mine, form: Mapping[str, str]) -> dict[str, Any]:
    """What the template of this step needs besides the profile."""
    if step == "jobs":
        return {"countries": countries(), "country_name": country_name, "years_text": years_text}
    if step == "skills":
        return {"suggested": presets.suggestions(mine.facts), "years_text": years_text, "read_upto": MOST_SKILLS}
    if step == "languages":
        return {"languages": languages(), "tests": [("", _("Không có, hoặc kỳ thi khác")), *_tests()],
                "spoken": jobs.language_names(), "rows": [_claim(claim) for claim in mine.facts.languages]}  # fmt: skip
    if step == "where":
        named = [(id, pick(name)) for id, name in jobs.provinces()]
        return {"provinces": [("", _("Chưa chọn")), *named], "places": steps.PLACES}
    if step in ("certificates", "hidden"):
        return {"entries": lists.entries(step, mine)}
    if step == "wage":
        return {"thousands": asked_back(form["wage"])}
    return {"longest": steps.LONGEST_SUMMARY}


def start_choices() -> dict[str, Any]:
    """The programmes, each with its country, and the trades in dictionary order."""
    programmes: Options = [(one.id, f"{country_name(one.market)}: {pick(one.name)}") for one in presets.programmes()]
    trades = sorted(((id, pick(name)) for id, name in presets.trades()), key=lambda row: collation_key(row[1]))
    return {
        "programmes": [("", _("Không theo chương trình nào dưới đây")), *programmes],
        "trades": [("", _("Chọn trong danh sách")), *trades],
    }


def trade_names(trades: Sequence[str]) -> list[str]:
    """What these occupations are called."""
    known = knowledge().dictionary.occupations
    return [pick(dict(known[trade].label)) for trade in trades]


def kind_names() -> dict[str, str]:
    """What a finding is."""
    return {
        "skill": _("Kỹ năng"),
        "occupation": _("Nghề"),
        "language": _("Ngoại ngữ"),
        "certificate": _("Bằng, chứng chỉ"),
    }


def cv_languages() -> dict[str, str]:
    """The languages of the page to print."""
    return {
        "vi": _("Tiếng Việt"), "en": _("Tiếng Anh"), "ja": _("Tiếng Nhật"), "ko": _("Tiếng Hàn"), "zh": _("Tiếng Trung"),
        "de": _("Tiếng Đức"),
    }  # fmt: skip


def countries() -> Options:
    """Where somebody may have worked, the markets of the site first."""
    return [("", _("Chọn nước")), *((code, country_name(code)) for code in lists.countries())]


def country_name(code: str) -> str:
    """What a country is called: in the words of the site, else of the Unicode tables; "" for none."""
    item = content.find("market", code) if code else None
    if item is not None:
        return pick(item.data["name"])
    return str(Locale(current_locale()).territories.get(code, code)) if code else ""


def languages() -> Options:
    """The languages that somebody may claim; scripts of one spoken language stand once."""
    rows = [item for item in content.all_of("language") if item.data["spoken_as"] == item.id]
    return [("", _("Chọn ngoại ngữ")), *((item.id, pick(item.data["name"])) for item in rows)]


def _tests() -> Options:
    """The language tests under the names by which they are kept."""
    known = lists.tests()
    names = [item.data["name"] for item in content.all_of("language_test")]
    return [(str(name["vi"]), pick(name)) for name in names if name["vi"] in known]


def years_text(years: float | None) -> str:
    """How long: “2 năm 6 tháng”."""
    months = round((years or 0) * 12)
    whole, rest = divmod(months, 12)
    said = [_("%(n)s năm", n=number(whole)) if whole else "", _("%(n)s tháng", n=rest) if rest else ""]
    return " ".join(part for part in said if part)


def typed_job(stint: Stint) -> dict[str, str]:
    """A job as it stands in the form."""
    return {
        "occupation": stint.occupation,
        "country": stint.country,
        "sector": stint.sector,
        "years": _typed_years(stint.years),
        "duties": stint.duties,
    }


def _typed_years(years: float) -> str:
    """A time as it is typed, in Vietnamese as the field reads it: `4 năm 10 tháng`."""
    whole, rest = divmod(round(years * 12), 12)
    return " ".join(part for part in (f"{whole} năm" if whole else "", f"{rest} tháng" if rest else "") if part)


def said_level(claim: LanguageClaim) -> str:
    """Test and level in one, the test once: “TOPIK 3”."""
    test = claim.test or ""
    return claim.level if test and fold(test) in fold(claim.level) else f"{test} {claim.level}".strip()


def _claim(claim: LanguageClaim) -> dict[str, Any]:
    """A language claim with the day its certificate expires, and where that is known from."""
    test = next((i for i in content.all_of("language_test") if i.data["name"]["vi"] == claim.test), None)
    last = expires(claim)
    return {
        "claim": claim,
        "said": said_level(claim),
        "expires": last,
        "years": test.data.get("validity_years") if test is not None else None,
        "evidence": evidence_of(test.data) if last is not None and test is not None else None,
    }
