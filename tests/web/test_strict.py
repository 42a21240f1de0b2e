"""The strict client is itself tested: each rule is broken once on purpose, and the page that breaks none passes."""

from __future__ import annotations

import pytest

from tests.web.strict import breaches_of

GOOD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Prices – <b></b></title></head><body>
<main><h1>Prices</h1><h2>Now</h2><p>It’s “fine” – really… <a href="#x">on</a></p><label for="x">Name</label><input id="x" name="x">
<p lang="vi">Tiếng Việt</p><p data-as-typed>it's "as typed"...</p></main></body></html>""".replace("<b></b>", "Bến Về")


def page(change: str, to: str) -> str:
    assert change in GOOD
    return GOOD.replace(change, to, 1)


def test_a_good_page_passes() -> None:
    assert breaches_of(GOOD, "en") == []


@pytest.mark.parametrize(
    "script",
    ['<script type="application/ld+json">{"a": "\\u003cb"}</script>', '<script src="/static/x.js?v=0a1" defer></script>'],
)
def test_data_and_own_files_are_allowed(script: str) -> None:
    assert breaches_of(page("</head>", script + "</head>"), "en") == []


@pytest.mark.parametrize(
    ("html", "word"),
    [
        (page("</h2>", ""), "not well-formed"),
        (page("<!doctype html>", ""), "not well-formed"),
        (page("<h1>Prices</h1>", ""), "0 h1"),
        (page("<h2>Now</h2>", "<h1>Now</h1>"), "2 h1"),
        (page("<title>Prices", "<title>Costs"), "does not start with h1"),
        (page("<h2>Now</h2>", "<h3>Now</h3>"), "jumps from 1 to 3"),
        (page('lang="en"', 'lang="vi"'), "html lang"),
        (page('lang="en"', ""), "html lang"),
        (page("<h2>Now", '<h2 id="x">Now'), "stands 2 times"),
        (page('<label for="x">Name</label>', ""), "has no label"),
        (page('<label for="x">', '<label for="y">'), "names no id"),
        (page('href="#x"', 'href="#z"'), "missing place"),
        (page("<h2>Now", '<h2 aria-describedby="gone">Now'), "names no id"),
        (page("<h2>Now", '<h2 style="color:red">Now'), "inline style"),
        (page("<h2>Now", '<h2 onclick="x()">Now'), "inline onclick"),
        (page("<main>", "<main><script>1</script>"), "script"),
        (page("<main>", '<main><script src="/static/x.js"></script>'), "script"),
        (page("<main>", '<main><script src="/static/x.js" defer>1</script>'), "script"),
        (page("<main>", '<main><script src="/static/x.js" defer type="module"></script>'), "script"),
        (page("<main>", '<main><script src="/uploads/x.js" defer></script>'), "script"),
        (page("<main>", '<main><script src="//cdn.example/static/x.js" defer></script>'), "script"),
        (page("<main>", '<main><script type="application/json">{}</script>'), "script"),
        (page("<main>", '<main><script type="application/ld+json" id="y">{}</script>'), "script"),
        (page("<main>", '<main><script type="application/ld+json">{"a": "<b>"}</script>'), "script"),
        (page('href="#x"', 'href="javascript:x"'), "address"),
        (page("<main>", '<main><img alt="" src="https://cdn.example/x.png">'), "from outside"),
        (page("</head>", '<link rel="stylesheet" href="//cdn.example/x.css"></head>'), "from outside"),
        (page("<main>", '<main><form action="https://x.example/"></form>'), "from outside"),
        (page("<main>", '<main><img src="/x.png">'), "no alt"),
        (page("<main>", "<main><button></button>"), "button says nothing"),
        (page(">on</a>", "></a>"), "says nothing"),
        (page('<p lang="vi">', "<p>"), "untranslated"),
        (page("<input ", '<input placeholder="Tìm" '), "untranslated"),
        (page("“fine”", '"fine"'), "straight quotes"),
        (page("It’s", "It's"), "straight quotes"),
        (page("really…", "really..."), "straight quotes"),
        (page("<h2>Now", '<h2><a target="_blank" href="/x">Now</a>'), "without rel=noopener"),
    ],
)  # fmt: skip
def test_each_breach_is_seen(html: str, word: str) -> None:
    assert any(word in breach for breach in breaches_of(html, "en")), breaches_of(html, "en")
