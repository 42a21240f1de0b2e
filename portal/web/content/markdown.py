"""Markdown of our own pages as safe HTML: no raw HTML, no pictures, links kept."""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_TAGS = {"h2", "h3", "p", "ul", "ol", "li", "strong", "em", "a", "code", "blockquote"}
_markdown = MarkdownIt("js-default", {"html": False, "linkify": False})


def to_html(text: str) -> Markup:
    """The text as HTML that only holds the tags above."""
    clean = nh3.clean(_markdown.render(text), tags=_TAGS, attributes={"a": {"href"}}, link_rel="noopener")
    return Markup(clean)  # noqa: S704 - cleaned on the line above
