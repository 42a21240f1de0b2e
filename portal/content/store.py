"""How content files are read: one YAML table or one folder for each kind, Markdown with front matter for pages."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

from portal.config import ROOT
from portal.content.item import Item
from portal.content.rules import last_look

FOLDER = ROOT / "content"
PAGE = "page"
LEDGER = "translated.txt"
_PAGE_NAME = re.compile(r"(?P<id>[a-z0-9-]+)\.(?P<locale>[a-z]{2})\.md")


class NoSuchKind(LookupError):
    """No file or folder of content holds this kind: a slip in the code or a missing file."""


class UnreadableContent(ValueError):
    """A content file cannot be read; the text says which, where and why."""


class _Loader(yaml.CSafeLoader):
    """YAML in which a date stays the text that the editor wrote and a key written twice is refused."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own way to configure a loader
        letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for letter, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key_node, _ in node.value:
            if (key := key_node.value) in seen:
                problem = f"the key {key!r} is written twice"
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


def read_yaml(text: str, name: str) -> Any:
    """The values in a YAML text; UnreadableContent names the file and the place."""
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        raise UnreadableContent(f"{name}: {error}") from error


def plural(kind: str) -> str:
    """The file or folder name of a kind: `penalty` → `penalties`."""
    return kind[:-1] + "ies" if kind.endswith("y") else kind + "s"


class Library:
    """All content below one folder, read once and kept. `token` names the content: two with the same are the same; `number`
    counts the editions since it was installed."""

    token = ""
    number = 0

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, Mapping[str, Item]] = {}
        self._versions: dict[str, str] = {}

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """Every kind that the folder holds, by the `kind:` its files declare."""
        found = {self._kind_of(path) for path in sorted(self.folder.glob("*.yaml"))}
        found |= {self._kind_of(path) for path in sorted(self.folder.glob("*/*.yaml"))}
        if (self.folder / plural(PAGE)).is_dir():
            found.add(PAGE)
        return tuple(sorted(kind for kind in found if kind and self._place(kind)))

    @cached_property
    def last_look(self) -> date:
        """The newest `last_verified` of all content."""
        return max(day for kind in self.kinds for item in self.items(kind).values() for day in last_look(item.data))

    def items(self, kind: str) -> Mapping[str, Item]:
        """The items of a kind by id, in the order of the files, or of `order` where given. NoSuchKind, UnreadableContent."""
        if kind not in self._read:
            place = self._place(kind)
            if place is None:
                raise NoSuchKind(f"no content of kind {kind!r}: {plural(kind)}.yaml or {plural(kind)}/ is missing")
            items: dict[str, Item] = {}
            read = self._pages(place) if kind == PAGE else self._tables(kind, place)
            for item in sorted(read, key=lambda item: item.data.get("order", 0)):
                if item.id in items:
                    raise UnreadableContent(f"{item.file}: the id {item.id!r} is used twice")
                items[item.id] = item
            self._read[kind] = MappingProxyType(items)
        return self._read[kind]

    def version(self, kind: str) -> str | None:
        """The `version` that the head of the kind's file gives; None where it gives none. NoSuchKind, UnreadableContent."""
        self.items(kind)
        return self._versions.get(kind)

    @cached_property
    def ledger(self) -> tuple[tuple[str, str], ...]:
        """From which Vietnamese each English text was made, as pairs of digests (`translation_rules`)."""
        file = self.folder / LEDGER
        lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
        pairs = (line.split() for line in lines if line and not line.startswith("#"))
        return tuple((english, vietnamese) for english, vietnamese in pairs)

    def _place(self, kind: str) -> Path | None:
        file, folder = self.folder / f"{plural(kind)}.yaml", self.folder / plural(kind)
        return file if file.is_file() else folder if folder.is_dir() else None

    def _kind_of(self, path: Path) -> str | None:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("kind:"):
                return line.removeprefix("kind:").strip().strip("'\"")
        return None

    def _name(self, path: Path) -> str:
        return path.relative_to(self.folder.parent).as_posix()

    def _tables(self, kind: str, place: Path) -> Iterator[Item]:
        for path in [place] if place.is_file() else sorted(place.glob("*.yaml")):
            name = self._name(path)
            table = read_yaml(path.read_text(encoding="utf-8"), name)
            if not isinstance(table, dict) or table.get("kind") != kind:
                raise UnreadableContent(f"{name}: `kind: {kind}` is missing at the top")
            if "items" in table and "version" in table:
                self._versions[kind] = str(table["version"])
            rows = table["items"] if "items" in table else [{k: v for k, v in table.items() if k != "kind"}]
            for row in rows or []:
                if not isinstance(row, dict) or not isinstance(row.get("id"), str):
                    raise UnreadableContent(f"{name}: every item needs a text `id` (quote numbers): {str(row)[:60]}")
                yield Item(kind, row["id"], MappingProxyType(row), name)

    def _pages(self, place: Path) -> Iterator[Item]:
        found: dict[str, dict[str, Any]] = {}
        for path in sorted(place.glob("*.md"), reverse=True):
            match = _PAGE_NAME.fullmatch(path.name)
            if match is None:
                raise UnreadableContent(f"{self._name(path)}: pages are named <id>.<locale>.md")
            data = found.setdefault(match["id"], {"id": match["id"]})
            head, body = _front_matter(path.read_text(encoding="utf-8"), self._name(path))
            for key, value in {**head, "body": body}.items():
                if isinstance(value, str) and key not in ("last_verified", "order"):
                    data.setdefault(key, {})[match["locale"]] = value
                else:
                    data[key] = value
        for page_id in sorted(found):
            yield Item(PAGE, page_id, MappingProxyType(found[page_id]), f"{self._name(place)}/{page_id}.*.md")


def _front_matter(text: str, name: str) -> tuple[dict[str, Any], str]:
    try:
        head, body = YAMLHandler().split(text)
    except ValueError as error:
        raise UnreadableContent(f"{name}: the front matter between two lines of --- is missing") from error
    values = read_yaml(head, name)
    if not isinstance(values, dict):
        raise UnreadableContent(f"{name}: the front matter must be `key: value` lines")
    return values, body.strip()


@lru_cache(maxsize=1)
def shipped() -> Library:
    """The content that came with this installation; what is shown of it is asked of `editions`."""
    return Library(FOLDER)
