"""The security headers of every answer, whatever its status, and how long a browser may keep it."""

from __future__ import annotations

from flask import Flask, Response, request

CSP = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "connect-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types benve",
    ]
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HSTS = "max-age=31536000; includeSubDomains"
_STATIC_AGE = "public, max-age=31536000, immutable"


def header_set(https: bool) -> dict[str, str]:
    """The whole set; HSTS only where the site is served over https."""
    return {**SECURITY_HEADERS, "Strict-Transport-Security": HSTS} if https else dict(SECURITY_HEADERS)


_FRAMED, _FRAMES = "benve.framed", "benve.frames"


def let_frame() -> None:
    """This answer may stand in a frame of a page of ours."""
    request.environ[_FRAMED] = True


def show_frames() -> None:
    """This page may hold a frame with another of ours."""
    request.environ[_FRAMES] = True


def send_headers(app: Flask) -> None:
    """Put the set on every answer; pages are revalidated by ETag, versioned static files are kept for a year."""
    headers = header_set(app.extensions["settings"].https)

    @app.after_request
    def _send(response: Response) -> Response:
        for name, value in headers.items():
            response.headers[name] = value
        if _FRAMED in request.environ:
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
            response.headers["Content-Security-Policy"] = CSP.replace(
                "frame-ancestors 'none'", "frame-ancestors 'self'"
            )
        if _FRAMES in request.environ:
            response.headers["Content-Security-Policy"] = f"{CSP}; frame-src 'self'"
        versioned = request.endpoint == "static" and "v" in request.args and response.status_code in (200, 304)
        if versioned:
            response.headers["Cache-Control"] = _STATIC_AGE
        elif "Cache-Control" not in response.headers or request.endpoint == "static":
            response.headers["Cache-Control"] = "no-cache" if response.status_code < 400 else "no-store"
        return response
