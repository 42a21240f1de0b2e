"""The price check one question a page: which questions there are, in which order, and what each page asks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from portal.content import service as content
from portal.fees.service import sourced_rates
from portal.fees.typed import read_money
from portal.shared.messages import Message, message
from portal.web.fees.asked import Asked, Row, row

MARKET, PROGRAMME, OCCUPATION, MONTHS = "market", "programme", "occupation", "months"
SIGNED, WAGE, CHARGE, CHARGES, RATES, CHECK = "signed", "wage", "charge", "charges", "rates", "check"
TITLES = {
    MARKET: message("Bạn đi nước nào?"),
    PROGRAMME: message("Bạn đi theo chương trình nào?"),
    OCCUPATION: message("Bạn sẽ làm nghề gì?"),
    MONTHS: message("Hợp đồng dài bao lâu?"),
    SIGNED: message("Bạn ký hợp đồng ngày nào?"),
    WAGE: message("Lương một tháng trong hợp đồng là bao nhiêu?"),
    CHARGE: message("Công ty hỏi khoản nào?"),
    CHARGES: message("Các khoản bạn đã ghi"),
    RATES: message("Tỷ giá là bao nhiêu?"),
    CHECK: message("Xem lại trước khi kiểm tra"),
}
_OWN_FIELDS = {
    MARKET: ("market",),
    PROGRAMME: ("programme",),
    OCCUPATION: ("occupation",),
    MONTHS: ("months", "event"),
    SIGNED: ("signed_on",),
    WAGE: ("wage",),
    CHARGE: ("rows",),
    RATES: ("rates",),
}
_INPUTS = {SIGNED: ("signed-on",), MONTHS: ("months", "event")}


@dataclass(frozen=True)
class Question:
    """One page: its name in the address, its title, its place among the questions of this offer (from 1) and their number."""

    step: str
    title: Message
    place: int
    count: int
    before: str | None


def of(asked: Asked, step: str) -> Question | None:
    """The page of this step, or None if there is no such step. A step the offer does not need is still a page."""
    if step not in TITLES:
        return None
    steps = steps_of(asked)
    at = steps.index(step) if step in steps else steps.index(CHARGES)
    return Question(step, TITLES[step], at + 1, len(steps), steps[at - 1] if at else None)


def steps_of(asked: Asked) -> list[str]:
    """The questions that this offer needs, in their order."""
    steps = [MARKET, *([PROGRAMME] if programmes_of(asked.market) else []), OCCUPATION, MONTHS, SIGNED, WAGE]
    return [*steps, CHARGE, CHARGES, *([RATES] if rate_codes(asked) else []), CHECK]


def programmes_of(market: str) -> tuple[content.Item, ...]:
    """The programmes of a market (ISO 3166, as typed)."""
    return tuple(item for item in content.all_of("programme") if item.data["market"] == market.strip().upper())


def rate_codes(asked: Asked) -> list[str]:
    """The currencies whose rate must be asked for: more than one is used, and no sourced rate is known; and those typed."""
    used = {one.typed.currency for one in asked.filled()} | {read_money(asked.wage).currency}
    foreign = set(asked.currencies()) if len(used - {None}) > 1 else set()
    unknown = foreign - set(sourced_rates())
    return sorted((foreign if any(asked.rates.values()) else unknown) | set(asked.rates))


def after(asked: Asked, step: str, *, back: bool) -> str:
    """The step that follows; `back`: the reader came from the list of answers to change one."""
    if step == CHARGE:
        return CHARGES
    if back:
        return CHECK
    steps = steps_of(asked)
    at = steps.index(step) if step in steps else len(steps) - 2
    found = steps[min(at + 1, len(steps) - 1)]
    return CHARGES if found == CHARGE and asked.filled() else found


def own_fields(step: str) -> tuple[str, ...]:
    """The names of the fields that this page shows; all others travel hidden."""
    return _OWN_FIELDS.get(step, ())


def own_errors(asked: Asked, step: str, errors: dict[str, Message], place: int) -> dict[str, Message]:
    """The mistakes that this page can mend; `place` is the line that a page of one charge shows."""
    if step == CHARGE:
        own = [f"{name}-{place}" for name in ("kind", "amount", "label")]
    elif step == RATES:
        own = [name for name in errors if name.startswith("rate-")]
    elif step == WAGE and not asked.wage.strip():  # may stay open: it is asked for where a ceiling needs it
        own = []
    else:
        own = list(_INPUTS.get(step, (step,)))
    return {name: errors[name] for name in own if name in errors}


def step_of(input_id: str) -> tuple[str, int | None]:
    """The page that holds this input, and the line where it is about one."""
    name, _, place = input_id.partition("-")
    if name == "rate":
        return RATES, None
    if place.isdigit():
        return CHARGE, int(place)
    return {"signed-on": SIGNED, "event": MONTHS}.get(input_id, input_id), None


def with_row(asked: Asked, place: int) -> tuple[Asked, int]:
    """The offer with the line that is asked about, a new empty one where there is none at this place, and its place."""
    rows = asked.rows
    if 0 <= place < len(rows):
        return asked, place
    return replace(asked, rows=(*rows, row("", "", ""))), len(rows)


def only_filled(asked: Asked) -> Asked:
    """The offer without its empty lines, so that lines are numbered as they are shown."""
    rows: tuple[Row, ...] = asked.filled()
    return replace(asked, rows=rows)
