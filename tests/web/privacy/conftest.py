"""The site of meetings, on which somebody looks after their own data."""

from tests.web.meetings.conftest import Place, place, square

__all__ = ["Place", "place", "square"]
