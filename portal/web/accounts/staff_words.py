"""How staff are put before an administrator: their state, and why somebody is suspended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from portal.accounts.results import StaffLine
from portal.accounts.wording import REASONS
from portal.shared.messages import Message, message
from portal.web.accounts.account_words import NO_ROLE, ROLE_NAMES
from portal.web.accounts.staff_deeds import state_of
from portal.web.shell.wording import say

CHOOSE_REASON = message("Chọn lý do")
CHOOSE_ROLE = message("Hãy chọn một vai trò.")
ALREADY_SO = message("Người này đã như vậy rồi. Hãy chọn khác đi, hoặc quay lại.")
ALREADY_STAFF = message("Địa chỉ này đã có tài khoản nhân viên. Hãy tìm người đó trong danh sách để đổi vai trò.")
_OTHER_REASON = message("không ghi rõ")
_STATES: Mapping[str, tuple[Message, str]] = MappingProxyType(
    {
        "invited": (message("Chờ nhận lời mời"), "warn"),
        "withdrawn": (message("Lời mời đã rút"), "none"),
        "active": (message("Đang làm việc"), "good"),
        "suspended": (message("Đang tạm khóa"), "bad"),
        "ended": (message("Đã kết thúc vai trò"), "none"),
    }
)


@dataclass(frozen=True)
class StaffWords:
    """One staff member as the list and their page show them; `email` and `name` are empty where not given."""

    ref: str
    email: str
    name: str
    role: Message
    state: Message
    tone: str
    second_step: Message
    line: StaffLine

    @property
    def called(self) -> str:
        """The name, or the address of who has not given one yet."""
        return self.name or self.email


def staff_words(line: StaffLine) -> StaffWords:
    """The line in words."""
    state, tone = _STATES[state_of(line)]
    return StaffWords(
        ref=line.ref,
        email=line.email or "",
        name=line.name or "",
        role=ROLE_NAMES.get(line.role or "", NO_ROLE),
        state=state,
        tone=tone,
        second_step=message("Đã cài") if line.second_step else message("Chưa cài"),
        line=line,
    )


def reason_choices(codes: Iterable[str], names: Mapping[str, Message] = REASONS) -> list[tuple[str, str]]:
    """The options of a field that asks for a reason, beginning with none."""
    return [("", say(CHOOSE_REASON)), *((code, say(names[code])) for code in codes)]


def reason_words(code: str) -> Message:
    """Why somebody was suspended."""
    return REASONS.get(code, _OTHER_REASON)
