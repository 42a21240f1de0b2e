"""What one answer is read from: a snapshot of the PostgreSQL index, its counts, and scores made from its numbers.

PostgreSQL matches (GIN over the terms) and counts. Where very many documents answer, the ranking looks at RANKED of
them only, those first that say it in their title; counts stay whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, cast, false, func, or_, select, true
from sqlalchemy.dialects.postgresql import TSQUERY

from portal.search.backends.base import Match, Scope, by_value
from portal.search.backends.postgres_tables import TITLED, Tables, lexeme, quoted
from portal.search.document import ANY, SORTS, Key
from portal.search.rules.plan import Plan
from portal.search.rules.scoring import IN_TITLE, rarity, saturation

RANKED = 500
"""Documents that are scored for one answer: unpacking the terms of one takes about 0.05 ms."""
NEAR_RANKED = 200
"""Documents that hold only some of the words and are scored for one answer."""

Condition = ColumnElement[bool]
Numbered = tuple[int, Match]


@dataclass(frozen=True)
class Books:
    """How many documents the index holds and how long their texts and titles are on average, in terms."""

    documents: int
    text_average: float
    title_average: float


class Reading:
    """The index as it is in this transaction."""

    def __init__(self, connection: Connection, tables: Tables, books: Books) -> None:
        self._connection = connection
        self._tables = tables
        self._document = tables.document.c
        self._books = books
        document = self._document
        self._by_key = (document.kind, document.id, document.locale)

    def in_scope(self, scope: Scope) -> Condition:
        """The documents in scope but for the kind."""
        wanted = {name: values for name, values in scope.filters.items() if values}
        if scope.locale:
            wanted["locale"] = (scope.locale, ANY)
        found: list[Condition] = [
            self._document.scope.overlap([f"{name}:{value}" for value in values]) for name, values in wanted.items()
        ]
        for name, (low, high) in scope.ranges.items():
            column = self._number(name)
            found.append(column.is_not(None))
            found += [column >= low] if low is not None else []
            found += [column <= high] if high is not None else []
        return and_(true(), *found)

    def of_kinds(self, kinds: Sequence[str]) -> Condition:
        """The documents of one of these kinds."""
        return self._document.kind.in_(kinds)

    def answering(self, ways: Iterable[Sequence[str]], where: str = "") -> Condition:
        """The documents that hold every term of one of these ways; with TITLED, in their title."""
        query = " | ".join("(" + " & ".join(quoted(where + lexeme(term)) for term in way) + ")" for way in ways)
        return self._holds(query) if query else false()

    def _holds(self, query: str) -> Condition:
        return self._document.terms.bool_op("@@")(cast(query, TSQUERY))

    def _number(self, name: str) -> ColumnElement[Any]:
        if name not in SORTS:
            raise ValueError(f"{name!r} is not one of {SORTS}")
        return self._document[name]

    def kinds(self, wanted: Condition) -> Counter[str]:
        """How many of these documents are of each kind."""
        rows = self._connection.execute(
            select(self._document.kind, func.count()).where(wanted).group_by(self._document.kind)
        )
        return Counter({row[0]: row[1] for row in rows})

    def facet(self, wanted: Condition, also: Sequence[int], name: str) -> dict[str, int]:
        """How many of these documents, and of those with these numbers, have each value of this filter."""
        held = func.unnest(self._document.scope).table_valued("value", name="value", joins_implicitly=True)
        value = held.c.value
        among = or_(wanted, self._document.n.in_(also))
        prefix = f"{name}:"
        rows = self._connection.execute(
            select(value, func.count())
            .select_from(self._tables.document, held)
            .where(among, func.starts_with(value, prefix))
            .group_by(value)
        )
        return {found.removeprefix(prefix): count for found, count in rows}

    def ordered(self, wanted: Condition, sort: str, limit: int) -> list[Match]:
        """These documents by a number they carry, from the highest where `sort` begins with “-”; who lacks it comes last."""
        name, highest_first = by_value(sort)
        column = self._number(name)
        order = (column.desc() if highest_first else column.asc()).nulls_last()
        rows = self._connection.execute(select(*self._by_key).where(wanted).order_by(order, *self._by_key).limit(limit))
        return [Match((kind, id, locale), 0.0, True) for kind, id, locale in rows]

    def best(self, plan: Plan, wanted: Condition, limit: int) -> list[Match]:
        """The full answers that score highest, equal scores by key."""
        number = self._document.n
        numbers = list(self._connection.scalars(select(number).where(wanted).limit(RANKED + 1)))
        if len(numbers) > RANKED:
            titled = and_(wanted, self.answering(plan.strict, TITLED))
            by_title = select(number).where(titled).order_by(self._document.title_length, number).limit(RANKED)
            first = dict.fromkeys(self._connection.scalars(by_title))
            numbers = list({**first, **dict.fromkeys(numbers)})[:RANKED]
        return [match for _, match in self._ranked(plan, numbers, limit, full=True)]

    def nearest(self, plan: Plan, wanted: Condition, terms: Sequence[str], limit: int) -> list[Numbered]:
        """The best of these documents that hold one of the terms: what holds most of what tells most is ranked."""
        known = self.frequencies(term for term, _ in plan.loose)
        worth = [
            case(
                (self._holds(quoted(term)), weight * rarity(self._books.documents, max(known[lexeme(term)]))), else_=0.0
            )
            for term, weight in plan.loose
            if lexeme(term) in known
        ]
        if not worth or not terms:
            return []
        some = and_(wanted, self._holds(" | ".join(map(quoted, terms))))
        told = sum(worth[1:], worth[0])
        query = select(self._document.n).where(some).order_by(told.desc(), *self._by_key).limit(NEAR_RANKED)
        return self._ranked(plan, list(self._connection.scalars(query)), limit, full=False)

    def frequencies(self, terms: Iterable[str]) -> dict[str, tuple[int, int]]:
        """In how many texts and in how many titles each of these terms stands, by lexeme; absent ones are left out."""
        table = self._tables.term.c
        rows = self._connection.execute(
            select(table.term, table.in_text, table.in_title).where(table.term.in_([lexeme(term) for term in terms]))
        )
        return {term: (in_text, in_title) for term, in_text, in_title in rows if in_text or in_title}

    def vocabulary(self) -> dict[str, int]:
        """Every plain word of the index with the number of texts it stands in."""
        table = self._tables.term.c
        rows = self._connection.execute(
            select(table.term, table.in_text).where(table.term.regexp_match("^[[:alnum:]]+$"), table.in_text > 0)
        )
        return {row.term: row.in_text for row in rows}

    def _ranked(self, plan: Plan, numbers: Sequence[int], limit: int, *, full: bool) -> list[Numbered]:
        """The best of these documents with their numbers, equal scores by key; those without a score are left out."""
        if not numbers or not limit:
            return []
        weights = {lexeme(term): weight for term, weight in plan.loose}
        known = self.frequencies(weights)
        scores: dict[tuple[int, Key], float] = {}
        for n, kind, id, locale, lengths, term, counts in self._counts(numbers, list(weights)):
            place = (n, (kind, id, locale))
            scores[place] = scores.get(place, 0.0) + weights[term] * self._score(
                known.get(term, (0, 0)), counts, lengths
            )
        best = sorted(scores.items(), key=lambda found: (-found[1], found[0][1]))[:limit]
        return [(n, Match(key, score, full)) for (n, key), score in best]

    def _score(self, known: tuple[int, int], counts: tuple[int, int], lengths: tuple[int, int]) -> float:
        """What one term is worth in one document: in its text and in its title."""
        averages = (self._books.text_average, self._books.title_average)
        return sum(
            share * rarity(self._books.documents, frequency) * saturation(count, length, average)
            for share, frequency, count, length, average in zip(
                (1.0, IN_TITLE), known, counts, lengths, averages, strict=True
            )
            if count
        )

    def _counts(self, numbers: Sequence[int], terms: Sequence[str]) -> Iterable[Any]:
        """How often each term stands in text and title of each document: (n, kind, id, locale, lengths, term, counts)."""
        document = self._document
        held = func.unnest(document.terms).table_valued(
            "lexeme", "positions", "weights", name="held", joins_implicitly=True
        )
        rows = self._connection.execute(
            select(
                document.n, *self._by_key, document.text_length, document.title_length, held.c.lexeme,
                func.cardinality(func.array_positions(held.c.weights, "D")),
                func.cardinality(func.array_positions(held.c.weights, "A")),
            ).select_from(self._tables.document, held).where(document.n.in_(numbers), held.c.lexeme.in_(terms))
        )  # fmt: skip
        for n, kind, id, locale, text_length, title_length, term, in_text, in_title in rows:
            yield n, kind, id, locale, (text_length, title_length), term, (in_text or 0, in_title or 0)
