"""What is stored of the register: firms, names, the history of each licence, branches, people, markets, orders."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from portal.storage.db import Base
from portal.storage.types import NfcText, UtcDateTime

STATES = ("valid", "suspended", "revoked", "expired", "handed_back")
NAME_KINDS = ("vi", "en", "short", "former")


class DecimalText(TypeDecorator[Decimal]):
    """An exact decimal kept as text: SQLite has no exact numbers of its own."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else format(value, "f")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Firm(Base):
    """One licence holder, never deleted. From `unlisted_on` the register no longer names it."""

    __tablename__ = "firm"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    licence_no: Mapped[str] = mapped_column(NfcText, unique=True)
    number_part: Mapped[str] = mapped_column(Text, index=True)
    licence_issued_on: Mapped[date | None] = mapped_column(Date)
    tax_code: Mapped[str | None] = mapped_column(Text, index=True)
    address: Mapped[str | None] = mapped_column(NfcText)
    province: Mapped[str | None] = mapped_column(NfcText)
    province_key: Mapped[str | None] = mapped_column(Text, index=True)
    phone: Mapped[str | None] = mapped_column(NfcText)
    website: Mapped[str | None] = mapped_column(NfcText)
    legal_representative: Mapped[str | None] = mapped_column(NfcText)
    sort_key: Mapped[str] = mapped_column(Text, index=True)
    fold: Mapped[str] = mapped_column(Text)
    illustrative: Mapped[bool] = mapped_column(default=False)
    listed_on: Mapped[date] = mapped_column(Date)
    unlisted_on: Mapped[date | None] = mapped_column(Date)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    import_id: Mapped[int | None]
    """The `FileImport` that last changed what is said here: its file, hash and day."""

    names: Mapped[list[FirmName]] = relationship(cascade="all, delete-orphan", order_by="FirmName.position")
    states: Mapped[list[LicenceState]] = relationship(order_by="LicenceState.id", back_populates="firm")
    absences: Mapped[list[FirmAbsence]] = relationship(order_by="FirmAbsence.id")
    branches: Mapped[list[Branch]] = relationship(cascade="all, delete-orphan", order_by="Branch.position")
    people: Mapped[list[AuthorisedPerson]] = relationship(
        cascade="all, delete-orphan", order_by="AuthorisedPerson.position"
    )
    markets: Mapped[list[FirmMarket]] = relationship(cascade="all, delete-orphan", order_by="FirmMarket.market")
    orders: Mapped[list[RecruitmentOrder]] = relationship(order_by="RecruitmentOrder.ref", back_populates="firm")


class FirmName(Base):
    """A name the firm may be called by: Vietnamese (exactly one), English, short, former."""

    __tablename__ = "firm_name"
    __table_args__ = (
        CheckConstraint("kind IN ('vi', 'en', 'short', 'former')", name="kind"),
        UniqueConstraint("firm_id", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    firm_id: Mapped[int] = mapped_column(ForeignKey("firm.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(NfcText)


class LicenceState(Base):
    """A state of a licence as the register told it. A row is never erased or rewritten: `ended_on` closes it."""

    __tablename__ = "licence_state"
    __table_args__ = (
        CheckConstraint("state IN ('valid', 'suspended', 'revoked', 'expired', 'handed_back')", name="state"),
        Index(
            "uq_licence_state_current",
            "firm_id",
            unique=True,
            sqlite_where=text("ended_on IS NULL"),
            postgresql_where=text("ended_on IS NULL"),
        ),
        Index("ix_licence_state_firm_id", "firm_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    firm_id: Mapped[int] = mapped_column(ForeignKey("firm.id"))
    state: Mapped[str] = mapped_column(Text)
    starts_on: Mapped[date | None] = mapped_column(Date)
    runs_to: Mapped[date | None] = mapped_column(Date)
    decision_no: Mapped[str | None] = mapped_column(NfcText)
    told_on: Mapped[date] = mapped_column(Date)
    ended_on: Mapped[date | None] = mapped_column(Date)
    import_id: Mapped[int | None]
    withdrawn_on: Mapped[date | None] = mapped_column(Date)
    """Since when the import that told it is taken back: it was told by mistake."""

    firm: Mapped[Firm] = relationship(back_populates="states")


class FirmAbsence(Base):
    """A time in which the register did not name the firm and after which it did again: lists of `from_on` and of `to_on`."""

    __tablename__ = "firm_absence"

    id: Mapped[int] = mapped_column(primary_key=True)
    firm_id: Mapped[int] = mapped_column(ForeignKey("firm.id"), index=True)
    from_on: Mapped[date] = mapped_column(Date, index=True)
    to_on: Mapped[date] = mapped_column(Date)


class Branch(Base):
    """A branch named in the register."""

    __tablename__ = "firm_branch"
    __table_args__ = (UniqueConstraint("firm_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    firm_id: Mapped[int] = mapped_column(ForeignKey("firm.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(NfcText)
    address: Mapped[str | None] = mapped_column(NfcText)


class AuthorisedPerson(Base):
    """A person the register names as allowed to act for the firm."""

    __tablename__ = "firm_person"
    __table_args__ = (UniqueConstraint("firm_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    firm_id: Mapped[int] = mapped_column(ForeignKey("firm.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(NfcText)


class FirmMarket(Base):
    """A country (ISO 3166 code) the firm sends workers to, as the register says."""

    __tablename__ = "firm_market"

    firm_id: Mapped[int] = mapped_column(ForeignKey("firm.id"), primary_key=True)
    market: Mapped[str] = mapped_column(Text, primary_key=True, index=True)


class RecruitmentOrder(Base):
    """A recruitment order of a firm. Its state is not stored: the rule derives it from the dates."""

    __tablename__ = "recruitment_order"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(NfcText)
    ref_key: Mapped[str] = mapped_column(Text, unique=True)
    firm_id: Mapped[int] = mapped_column(ForeignKey("firm.id"), index=True)
    market: Mapped[str] = mapped_column(Text, index=True)
    programme: Mapped[str | None] = mapped_column(Text)
    occupation: Mapped[str] = mapped_column(NfcText)
    employer: Mapped[str | None] = mapped_column(NfcText)
    positions: Mapped[int | None]
    wage_amount: Mapped[Decimal | None] = mapped_column(DecimalText)
    wage_currency: Mapped[str | None] = mapped_column(Text)
    contract_months: Mapped[int | None]
    approval_no: Mapped[str | None] = mapped_column(NfcText)
    approval_key: Mapped[str | None] = mapped_column(Text, index=True)
    approved_on: Mapped[date | None] = mapped_column(Date)
    opens_on: Mapped[date | None] = mapped_column(Date)
    closes_on: Mapped[date | None] = mapped_column(Date)
    illustrative: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    slug: Mapped[str] = mapped_column(Text, unique=True)
    """The reference in an address. Two references that differ in signs only are refused, so it names one order."""
    fold: Mapped[str] = mapped_column(Text)
    published: Mapped[bool] = mapped_column(default=False)
    """Whether no line of its fee sheet was above or forbidden when it was last judged."""
    withheld_on: Mapped[date | None] = mapped_column(Date)
    """Since when a published order is off the lists because its price was judged anew; None where it never was listed."""
    price_verdict: Mapped[str | None] = mapped_column(Text)
    """The worst line's verdict; None where the order names no charge."""
    confirmed: Mapped[bool] = mapped_column(default=True)
    """Whether somebody other than the firm said that the approval is true: an official file, or an editor."""
    entered_by: Mapped[str | None] = mapped_column(Text)
    """The organisation whose account typed it; None for an imported order."""
    source_file: Mapped[str | None] = mapped_column(NfcText)
    source_digest: Mapped[str | None] = mapped_column(Text)
    imported_on: Mapped[date | None] = mapped_column(Date)
    import_id: Mapped[int | None]
    """The `FileImport` that last changed it."""
    taken_back_on: Mapped[date | None] = mapped_column(Date)
    """Since when the import that brought it in is taken back: it was told by mistake, and is shown nowhere."""

    firm: Mapped[Firm] = relationship(back_populates="orders")
    fees: Mapped[list[OrderFee]] = relationship(cascade="all, delete-orphan", order_by="OrderFee.position")


class OrderFee(Base):
    """One line of an order's fee sheet, and how it was judged when the order was last written."""

    __tablename__ = "recruitment_order_fee"
    __table_args__ = (UniqueConstraint("order_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("recruitment_order.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(Text)
    amount: Mapped[Decimal] = mapped_column(DecimalText)
    currency: Mapped[str] = mapped_column(Text)
    verdict: Mapped[str] = mapped_column(Text)
    rule_id: Mapped[str | None] = mapped_column(Text)
