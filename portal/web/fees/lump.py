"""What one sum for everything may hold at most: for each kind of charge, what the rules allow under this offer.

The rules are asked about a charge of each kind that is surely too much: what they answer is its ceiling. So this page and
the verdict on a split quote can never disagree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from portal.fees.service import LineVerdict, check_quote
from portal.fees.wording import KINDS
from portal.shared.messages import Message, message
from portal.shared.money import Money
from portal.shared.problems import BadInput
from portal.web.fees.presenters import LinePart, line_part

_SURELY_TOO_MUCH = "100000000000000"
_ASKED = (
    "service_fee", "brokerage", "service_fee_rule", "worker_deposit", "fund_contribution", "destination_broker_fee",
    "destination_agency_fee", "exam_fee", "insurance", "programme_cost", "training", "government_fee", "third_party",
)  # fmt: skip
_ALWAYS_NAMED = ("training", "government_fee", "third_party")
_WITHOUT_WAGE = {"amount": "1", "currency": "JPY"}
"""Any wage: only how many months of it the ceiling is, is read off."""
_VND = "VND"
QUESTIONS = (
    message("Trong số tiền này, tiền dịch vụ là bao nhiêu?"),
    message("Có tiền môi giới, tiền tuyển chọn hay phỏng vấn không? Luật cấm thu những khoản này của người lao động."),
    message("Có tiền ký quỹ không? Gửi ở ngân hàng nào, đứng tên ai, khi nào tôi được nhận lại?"),
    message("Học phí, khám sức khỏe, hộ chiếu, visa, vé máy bay: mỗi khoản bao nhiêu, ai thu, có hóa đơn không?"),
    message("Khoản nào phải nộp trước khi ký hợp đồng? Tiền dịch vụ chỉ được thu sau khi tôi đã ký."),
    message("Đơn hàng này được chấp thuận bằng văn bản số nào? Cho tôi xem."),
)
"""To be read aloud to the company, in this order."""


@dataclass(frozen=True)
class Ceiling:
    """The most that a charge of this kind may be. `part` is the answer to a charge that is too much; `months`: months of wage.

    `cap` None: no figure is known, or the wage is missing. `sure` False: it may be less than `cap`.
    """

    name: Message
    part: LinePart
    cap: Money | None
    cap_vnd: Money | None
    forbidden: bool
    sure: bool
    months: Decimal | None


@dataclass(frozen=True)
class Lump:
    """The whole: `known` is the sum of the known ceilings and `rest` what the asked sum leaves unexplained, both in VND.

    They are None while a wage or rate is missing. `open_kinds` have no known ceiling.
    """

    asked: Money
    ceilings: tuple[Ceiling, ...]
    open_kinds: tuple[Message, ...]
    known: Money | None
    rest: Money | None
    wage_missing: bool
    rates_missing: tuple[str, ...]


def explain(data: dict[str, Any], asked: Money, asked_vnd: int | None) -> Lump:
    """What may be in the sum `asked` under the offer `data` (shape of `check-quote`; its lines are not looked at)."""
    found = {kind: line for kind in _ASKED if (line := _highest(data, kind)) is not None}
    wage_missing = not data.get("monthly_wage")
    ceilings = tuple(_ceiling(line, wage_missing=wage_missing) for line in found.values() if _says_something(line))
    missing = _rates_missing(ceilings, asked, asked_vnd)
    known = sum((c.cap_vnd.amount for c in ceilings if c.cap_vnd), Decimal(0))
    complete = not missing and all(c.cap_vnd for c in ceilings) and asked_vnd is not None
    shown = {line.kind for line in found.values() if _says_something(line)}
    return Lump(
        asked=asked,
        ceilings=ceilings,
        open_kinds=tuple(KINDS[kind] for kind in _ALWAYS_NAMED if kind not in shown),
        known=Money(known, _VND) if complete else None,
        rest=Money(Decimal(asked_vnd or 0) - known, _VND) if complete else None,
        wage_missing=wage_missing and any(c.cap is None for c in ceilings),
        rates_missing=missing,
    )


def _says_something(line: LineVerdict) -> bool:
    """A ceiling, or that nothing may be charged."""
    return line.rule_id is not None and line.cap is not None


def _ceiling(line: LineVerdict, *, wage_missing: bool) -> Ceiling:
    forbidden = line.verdict == "forbidden"
    by_wage = wage_missing and bool(line.steps or (line.cap and line.cap.money.currency == "JPY")) and not forbidden
    cap = None if by_wage or line.cap is None else line.cap
    nothing = Money(Decimal(0), _VND)
    return Ceiling(
        name=KINDS[line.kind],
        part=line_part(line),
        cap=nothing if forbidden else cap.money if cap else None,
        cap_vnd=nothing if forbidden else Money(Decimal(cap.vnd), _VND) if cap and cap.vnd is not None else None,
        forbidden=forbidden,
        sure=line.verdict != "cannot_tell",
        months=line.cap.exact if by_wage and line.cap else None,
    )


def _rates_missing(ceilings: tuple[Ceiling, ...], asked: Money, asked_vnd: int | None) -> tuple[str, ...]:
    codes = {c.cap.currency for c in ceilings if c.cap and c.cap_vnd is None}
    return tuple(sorted(codes | ({asked.currency} if asked_vnd is None else set())))


def _highest(data: dict[str, Any], kind: str) -> LineVerdict | None:
    """The answer to a charge of this kind that is surely too much; None where not even that can be asked."""
    for quote in _tries(data):
        currency = quote.pop("currency")
        line = {"kind": kind, "label": "", "amount": _SURELY_TOO_MUCH, "currency": currency}
        try:
            return check_quote({**quote, "lines": [line]}).lines[0]
        except BadInput:
            continue
    return None


def _tries(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The offer in the currency of its wage or in dong, with the rates that were given and without any."""
    wage = data.get("monthly_wage") or _WITHOUT_WAGE
    whole = {**data, "monthly_wage": wage}
    bare = {key: value for key, value in whole.items() if key != "rates"}
    yield {**whole, "currency": wage["currency"]}
    yield {**bare, "currency": wage["currency"]}
    for currency in (_VND, "USD", "TWD", "SGD", "HKD"):
        yield {**bare, "monthly_wage": None, "currency": currency}
