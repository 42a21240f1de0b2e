"""A bare app on both databases, until the app of tests/conftest.py stands on this branch."""

from tests.accounts.bare import app, catalogues, postgres_url  # noqa: F401 - fixtures
