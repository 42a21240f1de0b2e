"""How a monthly wage that is offered is said: in millions of dong."""

from __future__ import annotations

from decimal import Decimal

from flask_babel import gettext

from portal.web.shell.wording import number


def offered(low: int | None, high: int | None) -> str:
    """From `low` to `high` VND a month, either of them unknown."""
    if low is not None and high is not None and low != high:
        return str(gettext("%(low)s–%(high)s triệu đ/tháng", low=_millions(low), high=_millions(high)))
    if high is not None:
        if low == high:
            return str(gettext("%(high)s triệu đ/tháng", high=_millions(high)))
        return str(gettext("Đến %(high)s triệu đ/tháng", high=_millions(high)))
    if low is not None:
        return str(gettext("Từ %(low)s triệu đ/tháng", low=_millions(low)))
    return str(gettext("Lương thỏa thuận"))


def _millions(amount: int) -> str:
    return number((Decimal(amount) / 1_000_000).normalize().quantize(Decimal("0.1")).normalize())
