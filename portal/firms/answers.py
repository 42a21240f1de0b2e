"""The answer of a check as other programs and other rooms read it: JSON values, and one line of words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from portal.firms.cards import FirmCard, FirmDetail, OrderCard
from portal.firms.check import Check, SimilarFirm
from portal.firms.links import Link, Links
from portal.firms.records import Record, Records
from portal.firms.wording import HEADLINES, ORDER_LINES, say_difference
from portal.shared.messages import Message


def check_json(check: Check) -> dict[str, Any]:
    """The contract of `check-firm`: verdict, firm, similar, order, checked_at, data_as_of."""
    return {
        "verdict": check.verdict,
        "firm": firm_json(check.firm) if check.firm else None,
        "similar": [_similar_json(other) for other in check.similar],
        "order": check.order,
        "checked_at": check.checked_at.isoformat(timespec="seconds"),
        "data_as_of": check.data_as_of.isoformat() if check.data_as_of else None,
        "typo": check.typo,
    }


def _similar_json(other: SimilarFirm) -> dict[str, Any]:
    differs = [{"kind": d.kind, "typed": d.typed, "firm": d.firm} for d in other.differences]
    return firm_json(other.card) | {"resembles": other.name, "differences": differs}


def firm_json(card: FirmCard) -> dict[str, Any]:
    """A firm in a list; days are ISO, null where the register gives none."""
    return {
        "ref": card.ref,
        "licence_no": card.licence_no,
        "name_vi": card.name_vi,
        "name_en": card.name_en,
        "short_name": card.short_name,
        "status": card.status,
        "status_from": _day(card.starts_on),
        "status_to": _day(card.runs_to),
        "decision_no": card.decision_no,
        "province": card.province,
        "markets": list(card.markets),
        "illustrative": card.illustrative,
    }


def order_json(card: OrderCard) -> dict[str, Any]:
    """An order; the wage is a month's, its amount a decimal string."""
    wage = {"amount": format(card.wage.amount, "f"), "currency": card.wage.currency} if card.wage else None
    return {
        "ref": card.ref,
        "firm": card.firm_ref,
        "licence_no": card.licence_no,
        "market": card.market,
        "programme": card.programme,
        "occupation": card.occupation,
        "employer": card.employer,
        "positions": card.positions,
        "monthly_wage": wage,
        "contract_months": card.contract_months,
        "approval_no": card.approval_no,
        "approved_on": _day(card.approved_on),
        "opens_on": _day(card.opens_on),
        "closes_on": _day(card.closes_on),
        "state": card.state,
        "open": card.is_open,
        "slug": card.slug,
        "fees": [{"kind": f.kind, "amount": format(f.amount, "f"), "currency": f.currency} for f in card.fees],
        "price_verdict": card.price_verdict,
        "source": _source(card),
        "illustrative": card.illustrative,
    }


def _source(card: OrderCard) -> dict[str, str] | None:
    """The file that last changed the order, its SHA-256 and the day; null where the firm's own account typed it."""
    if card.source is None:
        return None
    file, digest, day = card.source
    return {"file": file, "sha256": digest, "imported_on": day.isoformat()}


def detail_json(firm: FirmDetail, decided: Records, linked: Links) -> dict[str, Any]:
    """Everything known of a firm: the register, its licence's history with the newest state first, decisions, links."""
    return firm_json(firm.card) | {
        "former_names": [name for kind, name in firm.names if kind == "former"],
        "licence_issued_on": _day(firm.licence_issued_on),
        "tax_code": firm.tax_code,
        "address": firm.address,
        "phone": firm.phone,
        "website": firm.website,
        "legal_representative": firm.legal_representative,
        "authorised_people": list(firm.people),
        "branches": [
            {"name": name, "address": address, "may_recruit": decided.branches[name]} for name, address in firm.branches
        ],
        "history": [
            {
                "state": row.state,
                "status_from": _day(row.starts_on),
                "status_to": _day(row.runs_to),
                "decision_no": row.decision_no,
                "told_on": _day(row.told_on),
                "ended_on": _day(row.ended_on),
                "by_date": row.by_date,
            }
            for row in firm.history
        ],
        "orders": [order_json(order) for order in firm.orders],
        "decisions": [_record(row) for row in (*decided.sanctions, *decided.of_branches, *decided.praises)],
        "links": [_link(link) for link in linked.links],
        "listed_on": _day(firm.listed_on),
        "unlisted_on": _day(firm.unlisted_on),
        "absences": [{"from": _day(first), "to": _day(last)} for first, last in firm.absences],
    }


def _record(row: Record) -> dict[str, Any]:
    """A decision of an authority; `in_force` today. One that was written by mistake stays, with the reason."""
    return {
        "kind": row.kind,
        "branch": row.branch,
        "what": row.what,
        "decision_no": row.decision_no,
        "decided_on": _day(row.decided_on),
        "issued_by": row.issued_by,
        "runs_to": _day(row.runs_to),
        "ended_by": row.ended_by,
        "in_force": row.held,
        "source": {"name": row.source_name, "address": row.source_address},
        "mistake": row.mistake,
    }


def _link(link: Link) -> dict[str, Any]:
    """Another firm, and what the register writes the same of both; that alone proves nothing."""
    shared = [
        {"kind": s.kind, "here": s.role, "text": s.text, "there": s.other_role, "other": s.other} for s in link.shared
    ]
    return firm_json(link.card) | {"shared": shared, "listed_to": _day(link.listed_to)}


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def headline(check: Check) -> Message:
    """The verdict in one sentence. A licensed firm whose order is not in order is told so first.

    Without a register nothing can be said of a firm: not found would sound like an answer.
    """
    if check.verdict == "licensed" and check.order in ("closed", "other_firm", "not_registered"):
        return HEADLINES[f"licensed_{check.order}"]
    if check.data_as_of is None:
        return HEADLINES["no_register"]
    return HEADLINES[check.verdict]


def order_line(check: Check) -> Message:
    """What is known of the order, in one sentence."""
    if check.found_order is not None and not check.found_order.published:
        return ORDER_LINES["withheld"]
    if check.found_order is not None and not check.found_order.confirmed and check.found_order.approval_no:
        return ORDER_LINES["unconfirmed"]
    return ORDER_LINES[check.order]


def differences(other: SimilarFirm) -> Iterator[tuple[Message, str, str]]:
    """In what the query differs: the sentence, the words as typed, the firm's words in their place."""
    for difference in other.differences:
        yield say_difference(difference), difference.typed, difference.firm
