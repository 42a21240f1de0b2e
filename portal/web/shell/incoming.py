"""What comes in by an address is readable before any view sees it, and what the router sends elsewhere says nothing itself."""

from __future__ import annotations

import re

from flask import Flask, Request, Response, request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import RequestRedirect
from werkzeug.utils import cached_property

_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
"""What no page may hold: control characters but tab and line ends, and code points that are no characters."""


class ReadableRequest(Request):
    """A request whose address holds no character that a page cannot show: a space stands in its place."""

    @cached_property
    def args(self) -> ImmutableMultiDict[str, str]:
        """The words of the address behind the question mark."""
        given = super().args
        return ImmutableMultiDict([(_readable(name), _readable(value)) for name, value in given.items(multi=True)])


def read_addresses(app: Flask) -> None:
    """Read every address so; a redirect of the router itself (a doubled or missing slash) has no page of the framework."""
    app.request_class = ReadableRequest

    @app.after_request
    def _bare(response: Response) -> Response:
        if isinstance(request.routing_exception, RequestRedirect):
            response.set_data(b"")
        return response


def _readable(text: str) -> str:
    return _UNREADABLE.sub(" ", text)
