"""The town of the organisations’ tests, with a register in which its firm stands."""

from tests.web.organisations.conftest import square  # noqa: F401
