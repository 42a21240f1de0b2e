"""What this room says to people: reasons of a match, and what is wrong with a file that is brought in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from portal.shared.locales import Text
from portal.shared.messages import Message, message
from portal.shared.money import Money


def dong(amount: int) -> Money:
    """An amount of VND."""
    return Money(Decimal(amount), "VND")


def same_skill(asked: str, quote: str) -> Message:
    """The profile says what the vacancy asks for."""
    return message("Việc cần “%(asked)s”: hồ sơ ghi “%(quote)s”.", asked=asked, quote=quote)


def near_skill(asked: str, quote: str, because: Text) -> Message:
    """The profile says something that stands in for it, and the taxonomy why."""
    return message(
        "Việc cần “%(asked)s”: hồ sơ ghi “%(quote)s”, tay nghề gần: %(because)s.",
        asked=asked, quote=quote, because=because,
    )  # fmt: skip


def likely_skill(asked: str, quote: str) -> Message:
    """The occupation that the profile names makes it likely; the person has not said so."""
    return message(
        "Chưa ghi trong hồ sơ: “%(asked)s”. Người làm “%(quote)s” thường biết, cần hỏi lại.", asked=asked, quote=quote
    )


def attested_skill(asked: str, quote: str) -> Message:
    """A paper that the profile names speaks for it; the person has not said so."""
    return message(
        "Chưa ghi rõ trong hồ sơ: “%(asked)s”. Người có giấy “%(quote)s” thường biết, cần hỏi lại.",
        asked=asked, quote=quote,
    )  # fmt: skip


def same_words(asked: str, quote: str) -> Message:
    """The words of a line that the taxonomy does not know stand in the profile."""
    return message("Việc cần “%(asked)s”: hồ sơ có chữ “%(quote)s”.", asked=asked, quote=quote)


def been_there(asked: str, country: str) -> Message:
    """The vacancy wants somebody who was in a country, and the profile has it."""
    return message("Việc cần “%(asked)s”: hồ sơ ghi đã làm việc ở nước đó (%(country)s).", asked=asked, country=country)


def missing(asked: str, required: bool) -> Message:
    """Nothing in the profile answers this line."""
    if required:
        return message("Chưa thấy trong hồ sơ: “%(asked)s” (bắt buộc).", asked=asked)
    return message("Chưa thấy trong hồ sơ: “%(asked)s” (ưu tiên).", asked=asked)


def not_enough(asked: str, quote: str, required: bool) -> Message:
    """The profile has something, but not enough of it."""
    if required:
        return message("“%(asked)s” (bắt buộc): hồ sơ mới có “%(quote)s”.", asked=asked, quote=quote)
    return message("“%(asked)s” (ưu tiên): hồ sơ mới có “%(quote)s”.", asked=asked, quote=quote)


def only_near(asked: str, quote: str, required: bool, because: Text) -> Message:
    """What the profile has is a related skill, and it is not enough."""
    values = {"asked": asked, "quote": quote, "because": because}
    if required:
        return message("“%(asked)s” (bắt buộc): hồ sơ mới có “%(quote)s”, tay nghề gần: %(because)s.", **values)
    return message("“%(asked)s” (ưu tiên): hồ sơ mới có “%(quote)s”, tay nghề gần: %(because)s.", **values)


def language_met(language: Text, quote: str, asked: str) -> Message:
    """The level is there."""
    return message(
        "%(language)s: hồ sơ ghi “%(quote)s”, việc cần “%(asked)s”.", language=language, quote=quote, asked=asked
    )


def language_by_stay(language: Text, country: str, asked: str) -> Message:
    """No level is claimed; years of work where it is spoken make it likely."""
    return message(
        "%(language)s: việc cần “%(asked)s”; hồ sơ chưa ghi trình độ nhưng đã làm việc lâu ở nơi nói tiếng này (%(country)s).",
        language=language, country=country, asked=asked,
    )  # fmt: skip


def language_short(language: Text, quote: str, asked: str) -> Message:
    """Spoken, but below the level asked."""
    return message(
        "%(language)s: hồ sơ ghi “%(quote)s”, thấp hơn “%(asked)s”.", language=language, quote=quote, asked=asked
    )


def language_unclear(language: Text, quote: str, asked: str) -> Message:
    """Spoken, at a level that cannot be compared with the one asked."""
    return message(
        "%(language)s: hồ sơ ghi “%(quote)s”, chưa so được với “%(asked)s”.",
        language=language,
        quote=quote,
        asked=asked,
    )


def language_missing(language: Text, asked: str, required: bool) -> Message:
    """Not in the profile at all."""
    if required:
        return message("%(language)s: việc bắt buộc “%(asked)s”, hồ sơ chưa ghi.", language=language, asked=asked)
    return message("%(language)s: việc ưu tiên “%(asked)s”, hồ sơ chưa ghi.", language=language, asked=asked)


def same_occupation(title: str, quote: str) -> Message:
    """The occupation held is the vacancy's, or very near."""
    return message("Nghề của việc “%(title)s”: hồ sơ ghi “%(quote)s”.", title=title, quote=quote)


def near_occupation(title: str, quote: str) -> Message:
    """The nearest occupation held is another one."""
    return message("Nghề khác: việc là “%(title)s”, gần nhất trong hồ sơ là “%(quote)s”.", title=title, quote=quote)


def other_occupation(title: str) -> Message:
    """No occupation of the profile is near."""
    return message("Hồ sơ chưa có nghề gần với “%(title)s”.", title=title)


def both_say(words: str) -> Message:
    """Shared words, outside the taxonomy."""
    return message("Tin tuyển và hồ sơ cùng nói “%(words)s”.", words=words)


def place_named(province: str, named: str) -> Message:
    """The person wants to work there."""
    return message("Nơi làm “%(province)s”: hồ sơ muốn làm ở “%(named)s”.", province=province, named=named)


def place_willing(province: str) -> Message:
    """Not named, but the person would move."""
    return message("Phải chuyển đến “%(province)s”; hồ sơ ghi sẵn sàng chuyển nơi ở.", province=province)


def place_not(province: str) -> Message:
    """Not named, and the person would not move."""
    return message("“%(province)s” không có trong nơi muốn làm, và hồ sơ không muốn chuyển nơi ở.", province=province)


def wage_inside(asked: int, offered: int) -> Message:
    """The wage asked (VND a month) is not above the offer."""
    return message("Lương mong muốn %(asked)s, việc trả đến %(offered)s.", asked=dong(asked), offered=dong(offered))


def wage_above(asked: int, offered: int) -> Message:
    """The wage asked (VND a month) is above the offer."""
    return message(
        "Lương mong muốn %(asked)s, cao hơn mức trả cao nhất %(offered)s.",
        asked=dong(asked), offered=dong(offered),
    )  # fmt: skip


def experience_enough(asked: Decimal, years: Decimal, occupation: str) -> Message:
    """One time of work in a near occupation is as long as asked."""
    return message(
        "Cần %(asked)s năm kinh nghiệm: hồ sơ ghi %(years)s năm làm “%(occupation)s”.",
        asked=asked, years=years, occupation=occupation,
    )  # fmt: skip


def experience_short(asked: Decimal) -> Message:
    """The time in near occupations is shorter than asked."""
    return message("Cần %(asked)s năm kinh nghiệm: thời gian làm nghề gần trong hồ sơ chưa đủ.", asked=asked)


def starts_late(available: date, start_by: date) -> Message:
    """The person can start only after the day the vacancy wants."""
    return message(
        "Có thể bắt đầu từ %(available)s, việc cần trước ngày %(start_by)s.", available=available, start_by=start_by
    )


def few_required_skills(percent: int, wanted: int) -> Message:
    """The pair stands on the second shelf: of the points of what is required it reaches too few (both in percent)."""
    return message(
        "Ít khớp kỹ năng: hồ sơ đạt %(percent)s%% điểm kỹ năng bắt buộc, cần từ %(wanted)s%%.",
        percent=percent, wanted=wanted,
    )  # fmt: skip


def other_but_able(title: str, percent: int) -> Message:
    """Another occupation than those of the profile, whose required skills are there all the same (percent of their points)."""
    return message(
        "Nghề “%(title)s” khác các nghề trong hồ sơ, nhưng hồ sơ đạt %(percent)s%% điểm kỹ năng bắt buộc.",
        title=title, percent=percent,
    )  # fmt: skip


def other_and_open(title: str) -> Message:
    """Another occupation that requires no skill at all."""
    return message(
        "Nghề “%(title)s” khác các nghề trong hồ sơ, nhưng việc không đòi kỹ năng bắt buộc nào.", title=title
    )


def profile_inactive() -> Message:
    """The person is not looking for work now."""
    return message("Hồ sơ đang tạm nghỉ tìm việc.")


def no_consent() -> Message:
    """The person has not agreed to be ranked."""
    return message("Chủ hồ sơ chưa đồng ý cho xếp hạng với việc làm.")


def employer_hidden(employer: str) -> Message:
    """The person wants this employer not to see them."""
    return message("Hồ sơ đã ẩn với “%(employer)s”.", employer=employer)


def vacancy_closed() -> Message:
    """The vacancy takes nobody any more."""
    return message("Tin tuyển đã đóng.")


def deadline_past(deadline: date) -> Message:
    """The last day to apply is over."""
    return message("Hạn nộp %(deadline)s đã qua.", deadline=deadline)


def strict_language_missing(language: Text, asked: str) -> Message:
    """Nobody without this language is taken, and the profile does not name it."""
    return message("%(language)s: việc chỉ nhận người có “%(asked)s”, hồ sơ chưa ghi.", language=language, asked=asked)


def strict_language_short(language: Text, quote: str, asked: str) -> Message:
    """Nobody below this level is taken."""
    return message(
        "%(language)s: việc chỉ nhận người có “%(asked)s”, hồ sơ ghi “%(quote)s”.",
        language=language, asked=asked, quote=quote,
    )  # fmt: skip


def strict_certificate_missing(asked: str) -> Message:
    """Nobody without this certificate is taken, and the profile does not name it."""
    return message("Việc chỉ nhận người có “%(asked)s”: hồ sơ chưa ghi giấy này.", asked=asked)


def unused(quote: str) -> Message:
    """Something of the profile that this vacancy does not use."""
    return message("“%(quote)s”", quote=quote)


def unused_language(language: Text, quote: str) -> Message:
    """A language that this vacancy does not ask for."""
    return message("%(language)s: “%(quote)s”", language=language, quote=quote)
