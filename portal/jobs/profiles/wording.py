"""What the room says of one's own profile: its steps, what cannot be read as it was typed, and what does not fit together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from portal.jobs.wording import dong
from portal.shared.messages import Message, message

STEPS: Mapping[str, Message] = MappingProxyType(
    {
        "start": message("Đi theo chương trình nào, làm nghề gì"),
        "jobs": message("Các việc đã làm"),
        "skills": message("Kỹ năng"),
        "languages": message("Ngoại ngữ"),
        "certificates": message("Bằng, chứng chỉ"),
        "about": message("Giới thiệu ngắn"),
        "where": message("Muốn làm ở đâu"),
        "when": message("Khi nào về, khi nào làm được"),
        "wage": message("Lương mong muốn"),
        "hidden": message("Giấu hồ sơ với ai"),
        "consent": message("Cho nhà tuyển dụng thấy hồ sơ"),
    }
)
"""In the order in which they are offered."""
HELPS: Mapping[str, Message] = MappingProxyType(
    {
        "jobs": message("Việc đã làm cho biết bạn hợp nghề nào, và số năm kinh nghiệm."),
        "skills": message("Kỹ năng là phần nặng nhất khi so bạn với việc."),
        "languages": message("Nhiều việc ở nhà máy nước ngoài cần ngoại ngữ bạn mang về."),
        "about": message("Vài câu bằng lời của bạn giúp so với lời của tin tuyển."),
        "where": message("Không có nơi muốn làm thì không biết việc nào gần bạn."),
        "when": message("Có ngày bắt đầu thì việc cần người gấp hay cần muộn đều tính được."),
        "wage": message("Có mức lương thì việc trả thấp hơn lùi xuống sau."),
    }
)
MISSING = message("Hãy điền ô này.")
CONTACT = message(
    "Trong ô này có số điện thoại, e-mail, đường dẫn hoặc tên Zalo. Hãy bỏ đi: người khác thấy hồ sơ trước khi bạn đồng ý cho liên hệ."
)
NOT_YEARS = message("Không đọc được thời gian. Hãy ghi như 3, 2,5, 18 tháng hoặc 3 năm 6 tháng; nhiều nhất 60 năm.")
NOT_A_DAY = message("Không đọc được ngày. Hãy ghi như 15/03/2027 hoặc 3/2027.")
NOT_A_CHOICE = message("Hãy chọn một mục trong danh sách.")
WAGE_UNIT = message("Không rõ là nghìn hay triệu đồng. Hãy chọn bên dưới hoặc ghi lại, ví dụ 12 triệu hoặc 12000000.")
WAGES: Mapping[str, Message] = MappingProxyType(
    {
        "number": message("Không đọc được số tiền. Hãy ghi như 12 triệu hoặc 12000000."),
        "range": message("Số này không phải lương một tháng. Hãy ghi như 12 triệu hoặc 12000000."),
        "unit": WAGE_UNIT,
        "whole": message("Hãy ghi tròn đồng, như 12 triệu hoặc 12500000."),
    }
)
NO_TRADE = message(
    "Chưa nhận ra nghề này. Hãy chọn nghề gần nhất trong danh sách, hoặc sang phần Kỹ năng và ghi bằng lời của bạn."
)
GONE = message(
    "Mục này đã được sửa hoặc bỏ ở cửa sổ khác. Những gì bạn ghi vẫn còn dưới đây: lưu thì thành một mục mới."
)
NOT_TICKED = message("Hãy đánh dấu vào ô nếu bạn đồng ý. Không đồng ý cũng không sao: hồ sơ vẫn được giữ.")
TWICE = message("Một tỉnh chỉ chọn một lần.")
TEST_OF_ANOTHER = message("Kỳ thi này không phải của ngoại ngữ đã chọn.")


def too_long(most: int) -> Message:
    """A text of more characters than the field keeps."""
    return message("Dài quá %(most)s ký tự: hãy viết ngắn lại.", most=most)


def too_many(given: int, most: int) -> Message:
    """A list of more entries than are kept."""
    return message("Có %(given)s mục, hồ sơ giữ nhiều nhất %(most)s. Hãy bỏ bớt.", given=given, most=most)


def out_of_reach(first: date, last: date) -> Message:
    """A day that no plan of anybody reaches."""
    return message("Hãy ghi một ngày từ %(first)s đến %(last)s.", first=first, last=last)


def ready_before_home(available: date, home: date) -> Message:
    """Ready to start while still abroad."""
    return message("Bạn ghi làm được từ %(available)s, nhưng đến %(home)s mới về nước.", available=available, home=home)


def ready_already(available: date) -> Message:
    """A day to start that is over."""
    return message("Ngày làm được %(available)s đã qua: chúng tôi coi như làm được ngay.", available=available)


def no_stay(country: object) -> Message:
    """A programme of one country, and no job there."""
    return message("Chương trình bạn chọn là ở %(country)s, nhưng chưa có việc nào ở đó.", country=country)


def working_life() -> Message:
    """More years of work than a life holds."""
    return message("Cộng các việc lại hơn 45 năm. Có việc nào ghi nhầm không?")


def skill_longer(name: str) -> Message:
    """Years of a skill that are more than all jobs together."""
    return message("“%(name)s”: số năm nhiều hơn tất cả các việc cộng lại.", name=name)


def level_unread(said: str) -> Message:
    """A level that cannot be compared with any other."""
    return message(
        "Chưa hiểu trình độ “%(said)s”. Ghi theo tên bậc của kỳ thi thì so được, ví dụ N3 hoặc TOPIK 4.", said=said
    )


def certificate_expired(said: str, day: date) -> Message:
    """A language certificate whose time is over: a warning, never an exclusion."""
    return message(
        "“%(said)s” hết hạn ngày %(day)s. Hồ sơ vẫn được xếp; nhà tuyển dụng có thể hỏi giấy mới.", said=said, day=day
    )


def certificate_ahead(said: str) -> Message:
    """A certificate of a day that has not come."""
    return message("“%(said)s”: ngày cấp ở tương lai.", said=said)


def wage_odd(amount: int) -> Message:
    """A wage that may be a slip of the finger (VND a month)."""
    return message("Lương mong muốn %(amount)s một tháng: đúng ý bạn chứ?", amount=dong(amount))


def nowhere() -> Message:
    """No place is named, and the person would not move."""
    return message("Chưa chọn tỉnh nào mà cũng không đi xa: chưa việc nào đúng nơi.")
