"""How accounts, roles and sessions are named before people: codes of the rooms said in words."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from portal.accounts.results import SessionLine
from portal.accounts.rules.actor import ROLES
from portal.accounts.rules.sessions import IDLE
from portal.shared.messages import Message, message

ROLE_NAMES: Mapping[str, Message] = MappingProxyType(
    {
        "returnee": message("Người lao động"),
        "employer": message("Nhà tuyển dụng"),
        "firm": message("Công ty dịch vụ"),
        "editor": message("Biên tập"),
        "reviewer": message("Thẩm định"),
        "moderator": message("Kiểm duyệt"),
        "officer": message("Cán bộ"),
        "admin": message("Quản trị"),
    }
)
NO_ROLE = message("Chưa có vai trò")
SESSION_OVER = message("Phiên đăng nhập đó không có hoặc đã kết thúc. Danh sách dưới đây là mới nhất.")
_BROWSERS = {
    "chrome": "Chrome", "edge": "Edge", "opera": "Opera", "samsung": "Samsung Internet", "coccoc": "Coc Coc",
    "firefox": "Firefox", "safari": "Safari",
}  # fmt: skip
_SYSTEMS: Mapping[str, Message] = MappingProxyType(
    {
        "android": message("điện thoại Android"),
        "ios": message("iPhone hoặc iPad"),
        "windows": message("máy tính Windows"),
        "macos": message("máy tính Mac"),
        "chromeos": message("máy Chromebook"),
        "linux": message("máy tính Linux"),
    }
)


@dataclass(frozen=True)
class SessionWords:
    """One session as its owner reads it."""

    ref: str
    device: Message
    place: Message
    started: datetime
    last_seen: datetime
    current: bool


def role_names(roles: Iterable[str]) -> list[Message]:
    """The roles in words, in the order in which the house lists them; unknown ones are left out."""
    held = frozenset(roles)
    return [ROLE_NAMES[role] for role in ROLES if role in held and role in ROLE_NAMES] or [NO_ROLE]


def session_words(line: SessionLine) -> SessionWords:
    """Which device and from where, told coarsely."""
    return SessionWords(
        line.ref, device_words(line.agent), place_words(line.network), line.started, line.last_seen, line.current
    )


def device_words(agent: str) -> Message:
    """“Chrome trên điện thoại Android” for `chrome/android`; what is not known is said to be unknown."""
    browser_code, _, system_code = agent.partition("/")
    browser, system = _BROWSERS.get(browser_code), _SYSTEMS.get(system_code)
    if browser and system:
        return message("%(browser)s trên %(system)s", browser=browser, system=system)
    if browser:
        return message("%(browser)s trên thiết bị không rõ", browser=browser)
    if system:
        return message("Trình duyệt không rõ trên %(system)s", system=system)
    return message("Thiết bị không rõ")


def place_words(network: str) -> Message:
    """Which part of the net, never a whole address: `203.0.0.0/16` is “mạng 203.0.x.x”."""
    try:
        known = ipaddress.ip_network(network)
    except ValueError:
        return message("mạng không rõ")
    if known.is_loopback or known.network_address.is_unspecified:  # ::1 shown by its first 32 bits is ::
        return message("chính máy chủ này")
    if isinstance(known, ipaddress.IPv6Network):
        return message("mạng %(part)s", part=f"{known.network_address.compressed.rstrip(':')}:…")
    part = ".".join(str(known.network_address).split(".")[:2]) + ".x.x"
    return message("mạng nội bộ %(part)s", part=part) if known.is_private else message("mạng %(part)s", part=part)


def idle_words(kind: str) -> Message:
    """After how long without use a session of this kind of account (person, staff) is over."""
    minutes = int(IDLE[kind].total_seconds()) // 60
    if minutes < 60:
        return message("Phiên nào không dùng trong %(n)s phút thì tự kết thúc.", n=minutes)
    return message("Phiên nào không dùng trong %(n)s giờ thì tự kết thúc.", n=minutes // 60)
