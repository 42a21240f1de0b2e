"""The open data sets: which rows each has and what its columns mean. Only what may be shown gets into a row."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from portal.content import service as content
from portal.content.rules import AWAITING, is_figure, walk
from portal.shared.messages import Message, message

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """One column: its name in the file, what it means, and how a row gives it ("" where it has none)."""

    name: str
    meaning: Message
    of: Callable[[Row], Any]


@dataclass(frozen=True)
class Table:
    """One data set: its name in addresses, what it is, the page where people read the same, its columns and rows."""

    name: str
    title: Message
    about: Message
    endpoint: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterator[Row]]


def _column(name: str, meaning: Message, key: str = "") -> Column:
    return Column(name, meaning, lambda row: row.get(key or name, ""))


def _both(name: str, meaning_vi: Message, meaning_en: Message, key: str = "") -> tuple[Column, Column]:
    def said(row: Row, code: str) -> Any:
        text = row.get(key or name) or ""
        return text.get(code, "") if isinstance(text, Mapping) else text

    return (
        Column(f"{name}_vi", meaning_vi, lambda row: said(row, "vi")),
        Column(f"{name}_en", meaning_en, lambda row: said(row, "en")),
    )


def _as_json(name: str, meaning: Message) -> Column:
    return Column(name, meaning, lambda row: json.dumps(row[name], ensure_ascii=False) if row.get(name) else "")


ID = _column("id", message("mã của mục, không đổi"))
TITLE = _both("title", message("tên, tiếng Việt"), message("tên, tiếng Anh"))
SUMMARY = _both("summary", message("tóm tắt, tiếng Việt"), message("tóm tắt, tiếng Anh"))
NAME = _both("name", message("tên, tiếng Việt"), message("tên, tiếng Anh"))
SECTOR = _column("sector", message("ngành trong danh mục"))
ISCO = _column("isco08_unverified", message("mã ISCO-08, chưa đối chiếu với nguồn nào"))
TEXT = _both("text", message("nội dung, tiếng Việt"), message("nội dung, tiếng Anh"))
MARKET = _column("market", message("thị trường, mã ISO 3166; ALL là mọi thị trường"))
VALUE = _column("value", message("con số, dấu chấm là dấu thập phân; trống khi chờ xác minh"))
EVIDENCE = (
    _column("state", message("verified, sourced, needs_verification hoặc superseded")),
    Column("sources", message("địa chỉ hoặc tên các nguồn, cách nhau bằng dấu |"), lambda row: _sources(row)),
    _column("effective", message("ngày có hiệu lực; unknown khi nguồn không nói")),
    _column("effective_to", message("ngày hết hiệu lực")),
    _column("last_verified", message("ngày xem lại lần cuối")),
)


def _sources(row: Row) -> str:
    own = {"source": row.get("source", [])}
    return " | ".join(source.address or source.title for source in content.sources_of(own))


def _items(kind: str) -> Callable[[], Iterator[Row]]:
    def rows() -> Iterator[Row]:
        return (node for item in content.all_of(kind) if (node := content.shown(item)) is not None)

    return rows


def _market_figures() -> Iterator[Row]:
    for market in _items("market")():
        for path, node in walk({key: value for key, value in market.items() if key != "name"}):
            if path and is_figure(node):
                about = path.split("[")[0].split(".")[0]
                yield {
                    "text": node.get("label"),
                    **node,
                    "id": f"{market['id']}.{path}",
                    "market": market["id"],
                    "about": about,
                }


def _steps() -> Iterator[Row]:
    for procedure in _items("procedure")():
        for step in procedure.get("steps", ()):
            yield {
                **step,
                "id": f"{procedure['id']}.{step['id']}",
                "procedure": procedure["id"],
                "procedure_title": procedure["title"],
            }


def _values() -> Iterator[Row]:
    for item in _items("statistic")():
        for value in item.get("values", ()):
            yield {**{key: part for key, part in item.items() if key != "values"}, **value, "id": item["id"]}


def _taxonomy(kind: str) -> Callable[[], Iterator[Row]]:
    """The rows of a list whose only figure is a classification that nobody compared: the code is given as unverified."""

    def rows() -> Iterator[Row]:
        for item in content.all_of(kind):
            code = item.data.get("isco08") or {"state": AWAITING, "last_verified": content.last_updated().isoformat()}
            evidence = {key: part for key, part in code.items() if key != "value"}
            yield {**item.data, **evidence, "isco08_unverified": code.get("value", "")}

    return rows


def _skills() -> Iterator[Row]:
    """Each pair of related skills stands in one row, with its reason."""
    for row in _taxonomy("skill")():
        said = content.find("skill_relation", row["id"])
        yield {**row, "reasons": said.data["related"] if said else {}}


def _papers() -> Iterator[Row]:
    for paper in _items("certificate")():
        yield {**paper, "status": "unknown", **paper["recognition"]}


TABLES: tuple[Table, ...] = (
    Table(
        "fees",
        message("Các khoản được và không được thu"),
        message("Mỗi dòng là một quy định: ai thu, mức nào, từ ngày nào, theo điều nào."),
        "fees.rules",
        (ID, _column("kind", message("loại khoản")), *TITLE, *SUMMARY, _as_json("applies_to", message("áp dụng cho ai, dạng JSON")),
         _as_json("formula", message("cách tính, dạng JSON")), *_both("legal", message("điều luật"),
         message("điều luật, tiếng Anh khi có")),
         _column("known_from", message("ngày trang này biết")), *EVIDENCE),
        _items("fee_rule"),
    ),
    Table(
        "markets",
        message("Thị trường"),
        message("Mỗi dòng là một con số hay một điều nói về một thị trường."),
        "content.markets",
        (ID, MARKET, _column("about", message("nói về điều gì: minimum_wage, hours, age…")), VALUE,
         _column("currency", message("tiền tệ, mã ISO 4217")), _column("per", message("cho một hour hay month")), *TEXT, *EVIDENCE),
        _market_figures,
    ),
    Table(
        "procedures",
        message("Thủ tục"),
        message("Mỗi dòng là một bước của một thủ tục: ai giải quyết, lệ phí, nguồn, ngày xem lại."),
        "guidance.procedures",
        (ID, _column("procedure", message("mã của thủ tục")), *_both("procedure_title", message("tên thủ tục, tiếng Việt"),
         message("tên thủ tục, tiếng Anh")), *TITLE, *TEXT, _as_json("handled_by", message("cơ quan giải quyết, dạng JSON")),
         _as_json("fee", message("lệ phí của bước, dạng JSON")), *EVIDENCE),
        _steps,
    ),
    Table(
        "statistics",
        message("Số người đi, số người ở nước ngoài, tiền gửi về"),
        message("Mỗi dòng là một con số của một nguồn; hai nguồn khác nhau là hai dòng cùng mã."),
        "content.statistics",
        (ID, _column("indicator", message("chỉ tiêu")), MARKET, _column("year", message("năm")),
         _column("period", message("year là cả năm, point là một thời điểm, còn lại là phần của năm")), VALUE,
         _column("unit", message("đơn vị")), _column("bound",
         message("at_least, at_most khi nguồn chỉ nói ít nhất, nhiều nhất")),
         _column("approx", message("True khi nguồn nói khoảng")), _column("conflict",
         message("mã chung của các nguồn trái nhau")), *EVIDENCE),
        _values,
    ),
    Table(
        "documents",
        message("Văn bản pháp luật"),
        message("Mỗi dòng là một văn bản: số hiệu, cơ quan ban hành, còn hiệu lực hay đã được thay thế."),
        "content.documents",
        (ID, *_both("number", message("số hiệu"), message("số hiệu, tiếng Anh khi có")), *_both("type", message("loại văn bản, tiếng Việt"),
         message("loại văn bản, tiếng Anh")), *TITLE, *_both("issuer", message("cơ quan ban hành, tiếng Việt"),
         message("cơ quan ban hành, tiếng Anh")), _column("issued", message("ngày ban hành")), _column("status", message("hiệu lực")),
         _as_json("replaced_by", message("văn bản thay thế, dạng JSON")), *EVIDENCE),
        _items("document"),
    ),
    Table(
        "skills",
        message("Kỹ năng bằng nhiều thứ tiếng"),
        message("Mỗi dòng là một kỹ năng: tên, ngành, các cách gọi, kỹ năng gần. Mã ISCO chưa đối chiếu với nguồn nào."),
        "taxonomy.skills",
        (ID, *NAME, SECTOR, _as_json("synonyms", message("các cách gọi và viết, dạng JSON")),
         _as_json("related", message("kỹ năng gần và mức gần, phần 256, dạng JSON")),
         _as_json("reasons", message("vì sao gần, tiếng Việt và tiếng Anh, dạng JSON")), ISCO, *EVIDENCE),
        _skills,
    ),
    Table(
        "occupations",
        message("Nghề bằng nhiều thứ tiếng"),
        message("Mỗi dòng là một nghề: tên, ngành, các cách gọi, kỹ năng thường có. Mã ISCO chưa đối chiếu với nguồn nào."),
        "taxonomy.skills",
        (ID, *NAME, SECTOR, _as_json("synonyms", message("các cách gọi và viết, dạng JSON")),
         _as_json("skills", message("kỹ năng thường có, dạng JSON")),
         _as_json("related", message("nghề gần và mức gần, phần 256, dạng JSON")), ISCO, *EVIDENCE),
        _taxonomy("occupation"),
    ),
    Table(
        "certificates",
        message("Chứng chỉ mang về"),
        message("Mỗi dòng là một chứng chỉ: tên, nơi cấp, kỹ năng mà nó cho thấy, Việt Nam có công nhận không."),
        "taxonomy.certificates",
        (ID, *NAME, _column("country", message("nước cấp, mã ISO 3166; INT là nhiều nước")),
         *_both("issuer", message("nơi cấp, tiếng Việt"), message("nơi cấp, tiếng Anh")),
         *_both("means", message("nói lên điều gì, theo cách hiểu của trang, tiếng Việt"),
         message("nói lên điều gì, theo cách hiểu của trang, tiếng Anh")),
         _as_json("attests", message("kỹ năng và mức cho thấy, phần 256, dạng JSON")),
         _as_json("synonyms", message("các cách gọi theo ngôn ngữ, dạng JSON")),
         _column("status", message("recognised, comparable, no_agreement hoặc unknown ở Việt Nam")), *EVIDENCE),
        _papers,
    ),
)  # fmt: skip


def table_of(name: str) -> Table | None:
    """The data set of this name, or None."""
    return next((table for table in TABLES if table.name == name), None)
