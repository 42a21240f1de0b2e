"""All statistics as their page shows them: people sent for all and by market, and every other count, each with its sources."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from babel import Locale
from flask_babel import lazy_gettext

from portal.content import service as content
from portal.content.rules import AWAITING
from portal.web.content.counts import (
    ENOUGH_FOR_A_CHART,
    ChartRow,
    Count,
    Counts,
    Side,
    awaiting_of,
    count_of,
    counts_of,
    items_of,
    side_of,
)
from portal.web.shell.evidence import Node, SourceLink, source_links
from portal.web.shell.locale import current_locale
from portal.web.shell.wording import pick

ALL, SENT = "ALL", "deployed"
INDICATORS = {
    "deployed": lazy_gettext("Người đi làm việc theo hợp đồng"),
    "deployed_women": lazy_gettext("Trong đó là nữ"),
    "deployed_cumulative_estimate": lazy_gettext("Tổng số người đi trong nhiều năm"),
    "plan": lazy_gettext("Kế hoạch năm"),
    "local_target_per_year": lazy_gettext("Chỉ tiêu địa phương mỗi năm"),
    "stock_abroad": lazy_gettext("Người đang làm việc ở nước ngoài"),
    "stock_vietnamese_workers_host_count": lazy_gettext("Người Việt đang làm việc, số của nước sở tại"),
    "stock_share_vietnamese": lazy_gettext("Phần người Việt trong lao động nhập cư"),
    "eps_quota": lazy_gettext("EPS: số người Hàn Quốc muốn nhận"),
    "eps_registration_quota": lazy_gettext("EPS: số người được đăng ký"),
    "eps_cumulative": lazy_gettext("EPS: tổng số người đã đi"),
    "im_japan_cumulative": lazy_gettext("IM Japan: tổng số người đã đi"),
    "returnees_per_year": lazy_gettext("Người về nước mỗi năm"),
    "remittances_contract_workers": lazy_gettext("Tiền lao động theo hợp đồng gửi về"),
    "remittances_national_total": lazy_gettext("Kiều hối cả nước"),
    "licensed_firms": lazy_gettext("Doanh nghiệp có giấy phép"),
    "licensed_firms_active": lazy_gettext("Doanh nghiệp đang hoạt động"),
    "licences_issued": lazy_gettext("Giấy phép đã cấp"),
}
UNITS = {
    "people": lazy_gettext("người"),
    "firms": lazy_gettext("doanh nghiệp"),
    "licences": lazy_gettext("giấy phép"),
    "percent": lazy_gettext("phần trăm"),
    "billion_usd": lazy_gettext("tỷ USD"),
}
_APART = frozenset({"remittances_contract_workers", "remittances_national_total"})


@dataclass(frozen=True)
class Place:
    """The counts of one market; `slug` is empty for a country without a page."""

    id: str
    name: str
    slug: str
    counts: Counts


@dataclass(frozen=True)
class OneSource:
    """Markets of one year as one source counts them: the only counts that may be compared with each other."""

    year: str
    bars: tuple[tuple[str, Side], ...]

    @property
    def rows(self) -> list[ChartRow]:
        """The bars as the chart draws them."""
        return [ChartRow(name, side.text, float(side.low), float(side.high)) for name, side in self.bars]

    @property
    def most(self) -> float:
        """The length that the longest bar stands for."""
        return max(float(side.high) for _name, side in self.bars)


@dataclass(frozen=True)
class Row:
    """One count that is not about people sent: where, and what is known."""

    place: str
    count: Count


@dataclass(frozen=True)
class Section:
    """All counts of one other thing; `apart`: they count different things and make no trend."""

    title: str
    unit: str
    apart: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Statistics:
    """All that the page of statistics says."""

    all: Counts
    one_source: OneSource | None
    places: tuple[Place, ...]
    sections: tuple[Section, ...]
    awaiting: tuple[str, ...]
    sources: tuple[SourceLink, ...]


def present_statistics() -> Statistics:
    """Every statistic that may be shown, in the reader's language."""
    nodes = [node for item in content.all_of("statistic") if (node := content.shown(item)) is not None]
    everywhere = items_of(SENT, ALL)
    return Statistics(
        all=counts_of(everywhere),
        one_source=_one_source(nodes),
        places=tuple(_places(nodes)),
        sections=tuple(_sections(nodes)),
        awaiting=awaiting_of(everywhere),
        sources=source_links(*nodes),
    )


def place_name(node: Node) -> str:
    """Where a statistic counts: a place of its own, all markets together, a market, or several."""
    if "place" in node:
        return pick(node["place"])
    if node["market"] == ALL:
        return str(lazy_gettext("Mọi thị trường"))
    return " + ".join(_country(code) for code in node["market"].split("+"))


def _country(code: str) -> str:
    item = content.find("market", code)
    names = Locale(current_locale()).territories
    return pick(item.data["name"]) if item else str(names.get(code, code)).replace("'", "’")


def _places(nodes: list[Node]) -> list[Place]:
    codes = dict.fromkeys(node["market"] for node in nodes if node["indicator"] == SENT and node["market"] != ALL)
    order = [item.id for item in content.all_of("market")]
    found = sorted(codes, key=lambda code: order.index(code) if code in order else len(order))
    return [
        Place(code.lower(), _country(code), code.lower() if code in order else "", counts_of(items_of(SENT, code)))
        for code in found
    ]


def _one_source(nodes: list[Node]) -> OneSource | None:
    """The newest year of which one source tells three markets or more, the largest first."""
    found: dict[tuple[str, str], list[tuple[str, Side]]] = defaultdict(list)
    for node in nodes:
        if node["indicator"] != SENT or node["period"] != "year" or node["market"] == ALL:
            continue
        known = [value for value in node["values"] if value["state"] != AWAITING]
        for value in known:
            for source in value["source"]:
                found[(str(node["year"]), source)].append((place_name(node), side_of(value)))
    whole = {key: bars for key, bars in found.items() if len(bars) >= ENOUGH_FOR_A_CHART}
    if not whole:
        return None
    year, source = max(whole, key=lambda key: (key[0], len(whole[key])))
    return OneSource(year, tuple(sorted(whole[(year, source)], key=lambda bar: -bar[1].low)))


def _sections(nodes: list[Node]) -> list[Section]:
    by_indicator: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        if node["indicator"] != SENT:
            by_indicator[node["indicator"]].append(node)
    found = []
    for indicator, title in INDICATORS.items():
        rows = [(node, count) for node in by_indicator[indicator] if (count := count_of(node)) is not None]
        rows.sort(key=lambda row: (row[0]["market"], str(row[0]["year"]), str(row[0]["period"])))
        if rows:
            unit = str(UNITS[rows[0][0]["unit"]])
            shown = tuple(Row(place_name(node), count) for node, count in rows)
            found.append(Section(str(title), unit, indicator in _APART, shown))
    return found
