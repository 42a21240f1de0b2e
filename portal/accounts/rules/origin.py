"""Where a request comes from, told coarsely: what a session list may show and what limits count by."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

_BROWSERS = (
    ("edg", "edge"),
    ("opr", "opera"),
    ("samsungbrowser", "samsung"),
    ("coc_coc", "coccoc"),
    ("firefox", "firefox"),
    ("fxios", "firefox"),
    ("crios", "chrome"),
    ("chrome", "chrome"),
    ("safari", "safari"),
)
_SYSTEMS = (
    ("android", "android"),
    ("iphone", "ios"),
    ("ipad", "ios"),
    ("windows", "windows"),
    ("mac os", "macos"),
    ("cros", "chromeos"),
    ("linux", "linux"),
)
OTHER = "other"


@dataclass(frozen=True)
class Origin:
    """A request's address, User-Agent header and trusted-device cookie, as they came."""

    address: str
    agent: str = ""
    device: str = ""


def agent_class(header: str) -> str:
    """`chrome/android`: browser and system, or `other` for either."""
    said = header[:512].lower()
    browser = next((name for mark, name in _BROWSERS if mark in said), OTHER)
    system = next((name for mark, name in _SYSTEMS if mark in said), OTHER)
    return f"{browser}/{system}"


def network(address: str) -> str:
    """The /24 (IPv4) or /56 (IPv6) that limits count by; `unknown` for what is no address."""
    return _prefix(address, 24, 56)


def shown_network(address: str) -> str:
    """The /16 or /32 that a session list shows: enough to recognise, too coarse to find somebody by."""
    return _prefix(address, 16, 32)


def one_address(address: str) -> str:
    """One spelling of an address; IPv4 inside IPv6 is IPv4, and of IPv6 one household's /64 counts as one address."""
    return _prefix(address, 32, 64)


def _prefix(address: str, bits4: int, bits6: int) -> str:
    try:
        ip = ipaddress.ip_address(address.strip().partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    bits = bits4 if ip.version == 4 else bits6
    return str(ipaddress.ip_network((ip, bits), strict=False))
