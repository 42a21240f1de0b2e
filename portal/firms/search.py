"""What a firm and an order are to the search: read from the register each time, as they stand on the day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from portal.firms import places, store
from portal.firms.cards import OrderCard, firm_card, order_cards
from portal.firms.models import Firm, RecruitmentOrder
from portal.firms.rules.licences import order_key
from portal.search.document import ANY, Doc
from portal.search.source import Source
from portal.shared.clock import today

_EPOCH = date(1970, 1, 1)


class FirmSource:
    """Every listed firm: all its names, its number, where it is and where it sends workers."""

    kind = "firm"

    def load(self, ids: Sequence[str]) -> Iterable[Doc]:
        return [_firm_doc(firm) for firm in store.firms_by_ref(ids) if firm.unlisted_on is None]

    def all(self) -> Iterable[Doc]:
        return self.load(store.all_refs())


class OrderSource:
    """Every order: for which work, where, by which firm."""

    kind = "order"

    def load(self, ids: Sequence[str]) -> Iterable[Doc]:
        return self._docs(store.orders_by_ref([order_key(ref) for ref in ids]))

    def all(self) -> Iterable[Doc]:
        return self._docs(store.orders_by_ref(None))

    def _docs(self, orders: Sequence[RecruitmentOrder]) -> list[Doc]:
        """Those that may be shown by the fee rules of now."""
        cards = zip(orders, order_cards(orders, today()), strict=True)
        return [_order_doc(order, card) for order, card in cards if card.published]


SOURCES: list[Source] = [FirmSource(), OrderSource()]


def _firm_doc(firm: Firm) -> Doc:
    card = firm_card(firm, today())
    others = [name.name for name in firm.names if name.kind != "vi"]
    countries = [_both(places.market_name(code)) for code in card.markets]
    parts = [
        *others,
        card.licence_no,
        firm.tax_code or "",
        firm.address or "",
        _both(places.province_name(card.province_id)),
    ]
    return Doc(
        kind="firm",
        id=card.ref,
        rev=_rev(firm),
        locale=ANY,
        title=card.name_vi,
        body=" · ".join(part for part in [*parts, *countries] if part),
        filters={
            "province": (card.province_id,) if card.province_id else (),
            "market": card.markets,
            "status": (card.status,),
        },
    )


def _order_doc(order: RecruitmentOrder, card: OrderCard) -> Doc:
    parts = [card.ref, card.firm_name, card.licence_no, card.employer or "", _both(places.market_name(card.market))]
    return Doc(
        kind="order",
        id=card.ref,
        rev=_rev(order),
        locale=ANY,
        title=f"{card.occupation} – {card.ref}",
        body=" · ".join(part for part in parts if part),
        filters={"market": (card.market,), "firm": (card.firm_ref,), "status": (card.state,)},
        sort={"posted": (card.opens_on - _EPOCH).days} if card.opens_on else {},
    )


def _both(text: object) -> str:
    """A name in both languages: people look in either."""
    return " · ".join(dict.fromkeys(text.values())) if isinstance(text, dict) else ""


def _rev(row: Firm | RecruitmentOrder) -> int:
    return int(row.changed_at.timestamp() * 1_000_000)
