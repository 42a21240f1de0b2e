"""An index of each kind for the tests of search: Whoosh in a folder, PostgreSQL in a database of its own."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from portal.search.backends.base import WritableBackend
from portal.search.backends.postgres import PostgresBackend
from portal.search.backends.whoosh import WhooshBackend
from portal.search.rules.lexicon import Lexicon

_NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest) -> Iterator[Callable[[], Engine]]:
    """Makes an empty database on the PostgreSQL of this test process each time it is called."""
    made: list[Engine] = []

    def database() -> Engine:
        url = make_url(request.getfixturevalue("postgres_url"))
        name = f"search{next(_NUMBERS)}"
        keeper = create_engine(url, isolation_level="AUTOCOMMIT")
        with keeper.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        keeper.dispose()
        made.append(create_engine(url.set(database=name)))
        return made[-1]

    yield database
    for engine in made:
        engine.dispose()


@pytest.fixture(scope="session")
def indexes(
    tmp_path_factory: pytest.TempPathFactory, databases: Callable[[], Engine]
) -> Callable[[str, Lexicon], WritableBackend]:
    """Makes an index that was never written: `whoosh` or `postgres`."""

    def index(backend: str, lexicon: Lexicon) -> WritableBackend:
        if backend == "whoosh":
            return WhooshBackend(tmp_path_factory.mktemp("whoosh") / "index", lexicon)
        engine = databases()
        return PostgresBackend(lambda: engine, lexicon)

    return index
