"""The town of the organisations' pages."""

from tests.web.organisations.conftest import square as square
