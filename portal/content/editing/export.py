"""The content as it is shown, written back into files, so that the next release carries what was edited on the site.

Files that nothing was edited in are copied byte for byte; in the others only the edited items are written anew, comments and
the order of the rest stay. What was written is read back and compared: either it is all there, or ExportFailed.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from portal.content.editions import library
from portal.content.item import Item
from portal.content.store import LEDGER, PAGE, Library, plural, shipped

WIDTH = 120


class ExportFailed(Exception):
    """The folder is not empty, or what was written does not read back as what is shown."""


def export(folder: Path) -> int:
    """Write the content that is shown now into this folder, which must be new or empty. Gives how many items differ from what
    came with the installation."""
    if folder.exists() and any(folder.iterdir()):
        raise ExportFailed(f"{folder} is not empty")
    shown, files = library(), shipped()
    shutil.copytree(files.folder, folder, dirs_exist_ok=True)
    count = 0
    for kind in shown.kinds:
        changed = _changed(files.items(kind), shown.items(kind))
        count += len(changed)
        if changed and kind == PAGE:
            _write_pages(folder / plural(PAGE), changed)
        elif changed:
            _write_tables(folder, kind, files.items(kind), changed)
    _write_ledger(folder / LEDGER, set(shown.ledger) - set(files.ledger))
    _compare(Library(folder), shown)
    return count


def _changed(before: Mapping[str, Item], after: Mapping[str, Item]) -> dict[str, Item | None]:
    """By id, each item that is not as it was; None: it is not shown any more."""
    found: dict[str, Item | None] = {
        id: item for id, item in after.items() if id not in before or dict(before[id].data) != dict(item.data)
    }
    return found | {id: None for id in before if id not in after}


def _write_pages(folder: Path, changed: Mapping[str, Item | None]) -> None:
    for id, item in changed.items():
        for path in folder.glob(f"{id}.*.md"):
            path.unlink()
        if item is None:
            continue
        for locale, body in item.data["body"].items():
            head = {key: _in(value, locale) for key, value in item.data.items() if key not in ("id", "body")}
            text = f"---\n{_dump({key: value for key, value in head.items() if value is not None})}---\n{body}\n"
            (folder / f"{id}.{locale}.md").write_text(text, encoding="utf-8")


def _in(value: Any, locale: str) -> Any:
    return value.get(locale) if isinstance(value, Mapping) and "vi" in value else value


def _write_tables(folder: Path, kind: str, before: Mapping[str, Item], changed: Mapping[str, Item | None]) -> None:
    place = folder / f"{plural(kind)}.yaml"
    by_file: dict[Path, dict[str, Item | None]] = defaultdict(dict)
    for id, item in changed.items():
        file = before[id].file if id in before else ""
        by_file[folder / Path(file).relative_to(folder_name(file)) if file else _new_place(folder, kind, place, id)][
            id
        ] = item
    for path, items in by_file.items():
        _write_table(path, kind, items)


def folder_name(file: str) -> str:
    """The first part of a file's name: `content`."""
    return Path(file).parts[0]


def _new_place(folder: Path, kind: str, place: Path, id: str) -> Path:
    """Where a new item goes: the kind's one file, else the last of its files if that holds a table, else a file of its own."""
    if place.is_file():
        return place
    last = sorted((folder / plural(kind)).glob("*.yaml"))[-1]
    is_table = isinstance(yaml.safe_load(last.read_text(encoding="utf-8")).get("items"), list)
    return last if is_table else last.with_name(f"{id.lower()}.yaml")


def _write_table(path: Path, kind: str, changed: Mapping[str, Item | None]) -> None:
    text = path.read_text(encoding="utf-8") if path.is_file() else f"kind: {kind}\n"
    root: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    rows = next((value for key, value in root.value if key.value == "items"), None)
    if rows is None:  # one item is the whole file
        (item,) = changed.values()
        if item is None:
            path.unlink()
        else:
            head = text[: text.index("kind:")] + f"kind: {kind}\n"
            path.write_text(head + _dump(dict(item.data)), encoding="utf-8")
        return
    path.write_text(_with_rows(text, rows, changed), encoding="utf-8")


def _with_rows(text: str, rows: yaml.SequenceNode, changed: Mapping[str, Item | None]) -> str:
    """The text of a table with these items in the place of the old ones, new ones at its end."""
    lines, edits, seen = text.splitlines(keepends=True), list[tuple[int, int, str]](), set[str]()
    starts = [row.start_mark.line for row in rows.value] + [_end_of(rows, len(lines))]
    for row, start, end in zip(rows.value, starts[:-1], starts[1:], strict=True):
        id = next(value.value for key, value in row.value if key.value == "id")
        if id in changed:
            seen.add(id)
            edits.append((start, _without_comments(lines, start, end), _row(changed[id])))
    for start, end, said in reversed(edits):
        lines[start:end] = [said]
    new = "".join(_row(item) for id, item in changed.items() if id not in seen)
    whole = "".join(lines)
    if not rows.value and new:  # `items: []`
        return whole.replace("items: []", "items:", 1).rstrip("\n") + "\n" + new
    return whole.rstrip("\n") + "\n" + new if new else whole


def _end_of(rows: yaml.SequenceNode, lines: int) -> int:
    return min(rows.end_mark.line if rows.end_mark.column == 0 else rows.end_mark.line + 1, lines)


def _without_comments(lines: list[str], start: int, end: int) -> int:
    """Comments and empty lines before the next item belong to it."""
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return end


def _row(item: Item | None) -> str:
    return "" if item is None else _dump([dict(item.data)])


def _dump(data: Any) -> str:
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=WIDTH))


def _write_ledger(path: Path, pairs: set[tuple[str, str]]) -> None:
    if not pairs:
        return
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    lines = sorted({*lines, *(f"{english} {vietnamese}" for english, vietnamese in pairs)})
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")


def _compare(written: Library, shown: Library) -> None:
    for kind in shown.kinds:
        ours = {id: dict(item.data) for id, item in written.items(kind).items()}
        theirs = {id: dict(item.data) for id, item in shown.items(kind).items()}
        if ours != theirs:
            wrong = sorted(id for id in {*ours, *theirs} if ours.get(id) != theirs.get(id))
            raise ExportFailed(f"{kind}: not written as shown: {', '.join(wrong)[:200]}")
    if set(written.ledger) != set(shown.ledger):
        raise ExportFailed("the ledger of translations is not written as it is")
