"""The town of the organisations’ tests: two returnees and others, each in a browser of their own."""

from tests.web.organisations.conftest import square  # noqa: F401
