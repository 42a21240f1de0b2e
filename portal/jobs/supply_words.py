"""How the must-haves of a vacancy are named where one of them is dropped or loosened."""

from __future__ import annotations

from collections.abc import Mapping

from portal.jobs.facts import LanguageAsk, VacancyFacts
from portal.shared.locales import Text
from portal.shared.messages import Message, message


def dropped(facts: VacancyFacts, field: str, names: Mapping[str, Text]) -> Message:
    """“Bỏ “đọc bản vẽ””, by the path of the field as `what_if.supply_if_dropped` gives it; `names`: of languages."""
    if field == "experience_years":
        return message("Bỏ số năm kinh nghiệm")
    kind, _, rest = field.partition("[")
    place, loosened = int(rest.partition("]")[0]), field.endswith(".strict")
    if kind == "languages":
        what: Message | Text | str = language(facts.languages[place], names)
    else:
        what = facts.certificates_required[place].name if kind.startswith("cert") else facts.skills_required[place]
    if loosened:
        return message("Vẫn cần “%(what)s”, nhưng không loại ai vì thiếu", what=what)
    return message("Bỏ “%(what)s”", what=what)


def language(ask: LanguageAsk, names: Mapping[str, Text]) -> Message | Text:
    """A language and its level."""
    name = names.get(ask.language, {"vi": ask.language, "en": ask.language})
    return message("%(language)s %(level)s", language=name, level=ask.level) if ask.level else name
