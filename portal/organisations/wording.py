"""What the room of organisations says: refusals, what is wrong with a field or a file, names of states, papers and reasons."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from portal.organisations.rules.files import LARGEST, FileFault
from portal.organisations.rules.membership import MOST_INVITED
from portal.organisations.rules.papers import MOST_FILES
from portal.organisations.rules.refusals import Refusal, Refused
from portal.organisations.rules.states import LONGEST_REASON, SHORTEST_REASON, Decision, Review, Standing, State
from portal.organisations.rules.tax_codes import TaxCodeFault
from portal.shared.messages import Message, message

_MEGABYTES = LARGEST // (1024 * 1024)

KINDS: Mapping[str, Message] = MappingProxyType(
    {"employer": message("Nhà tuyển dụng"), "firm": message("Công ty dịch vụ")}
)
PAPERS: Mapping[str, Message] = MappingProxyType(
    {
        "registration": message("Giấy chứng nhận đăng ký doanh nghiệp"),
        "licence": message("Giấy phép đưa người lao động đi làm việc ở nước ngoài"),
        "authorisation": message("Giấy giới thiệu hoặc ủy quyền cho người dùng tài khoản này"),
        "other": message("Giấy tờ khác"),
    }
)
STATES: Mapping[State, Message] = MappingProxyType(
    {
        State.UNVERIFIED: message("Chưa xác minh"),
        State.VERIFIED: message("Đã xác minh"),
        State.SUSPENDED: message("Đang bị tạm khóa"),
    }
)
REVIEWS: Mapping[Review, Message] = MappingProxyType(
    {
        Review.OPEN: message("Chưa gửi hồ sơ"),
        Review.WAITING: message("Đang chờ xét"),
        Review.RETURNED: message("Cần bổ sung"),
        Review.REFUSED: message("Không được chấp nhận"),
        Review.DONE: message("Đã xét xong"),
    }
)
DECISIONS: Mapping[str, Message] = MappingProxyType(
    {
        Decision.VERIFY: message("Xác minh"),
        Decision.ASK: message("Yêu cầu bổ sung"),
        Decision.REFUSE: message("Không chấp nhận"),
        Decision.SUSPEND: message("Tạm khóa"),
        Decision.REINSTATE: message("Mở khóa"),
        "change": message("Đổi thông tin"),
    }
)
REASONS: Mapping[str, Message] = MappingProxyType(
    {
        "papers_match": message("Giấy tờ khớp với nguồn chính thức"),
        "confirmed_by_call": message("Đã gọi số điện thoại công khai để xác nhận"),
        "unreadable": message("Giấy tờ mờ hoặc thiếu trang"),
        "missing_paper": message("Thiếu giấy tờ"),
        "details_differ": message("Thông tin nhập khác với giấy tờ"),
        "no_authorisation": message("Chưa rõ người gửi có được thay mặt tổ chức không"),
        "not_found": message("Không tìm thấy trong nguồn chính thức"),
        "licence_invalid": message("Giấy phép không còn hiệu lực"),
        "forged": message("Giấy tờ có dấu hiệu giả"),
        "not_theirs": message("Người gửi không thay mặt tổ chức này"),
        "duplicate": message("Tổ chức này đã có hồ sơ khác"),
        "complaint": message("Có phản ánh đang được xem xét"),
        "fraud": message("Có dấu hiệu lừa đảo"),
        "asked": message("Tổ chức tự yêu cầu"),
        "cleared": message("Đã xem xét xong, không có vi phạm"),
        "licence_restored": message("Giấy phép đã có hiệu lực trở lại"),
        "mistake": message("Trước đó khóa nhầm"),
        "details_changed": message("Tổ chức đổi thông tin, cần xác minh lại"),
    }
)
TONES: Mapping[State, str] = MappingProxyType(
    {State.UNVERIFIED: "warn", State.VERIFIED: "good", State.SUSPENDED: "bad"}
)
_REFUSALS: Mapping[Refusal, Message] = MappingProxyType(
    {
        Refusal.NO_SUCH: message("Không tìm thấy tổ chức này."),
        Refusal.NOT_ALLOWED: message("Bạn không có quyền làm việc này."),
        Refusal.ALREADY_MEMBER: message("Tài khoản này đã thuộc một tổ chức. Mỗi tài khoản chỉ thuộc một tổ chức."),
        Refusal.LOCKED: message("Lúc này không sửa được hồ sơ. Nếu hồ sơ đang chờ xét, hãy rút lại rồi sửa."),
        Refusal.INCOMPLETE: message("Hồ sơ còn thiếu. Hãy làm nốt các việc chưa xong trong danh sách."),
        Refusal.CHANGED: message(
            "Hồ sơ vừa thay đổi, hoặc người khác vừa quyết định. Chưa có gì được ghi. Hãy đọc lại rồi quyết định."
        ),
        Refusal.NOT_POSSIBLE: message("Hồ sơ đang ở trạng thái khác nên không làm được việc này. Hãy tải lại trang."),
        Refusal.TAX_CODE_TAKEN: message(
            "Một tổ chức khác đã được xác minh với mã số thuế này. Hãy xem hồ sơ đó trước."
        ),
        Refusal.TOO_MANY_FILES: message(
            "Mỗi tổ chức gửi được nhiều nhất %(n)s tệp. Hãy xóa tệp không cần rồi tải lại.", n=MOST_FILES
        ),
        Refusal.FILE_GONE: message("Tệp này không còn hoặc đã hỏng. Hãy yêu cầu gửi lại."),
        Refusal.TOO_MANY_INVITED: message(
            "Đang có %(n)s lời mời chưa trả lời. Hãy rút bớt rồi mời tiếp.", n=MOST_INVITED
        ),
        Refusal.NO_INVITATION: message("Lời mời này đã hết hạn hoặc đã được rút lại."),
    }
)
_FILES: Mapping[FileFault, Message] = MappingProxyType(
    {
        FileFault.MISSING: message("Hãy chọn một tệp. Tệp trống thì không gửi được."),
        FileFault.NAME: message("Tên tệp có ký tự hoặc đuôi lạ. Hãy đổi thành tên đơn giản, ví dụ giay-phep.pdf."),
        FileFault.TYPE: message("Chỉ nhận tệp ảnh JPEG, PNG hoặc tệp PDF."),
        FileFault.MISMATCH: message("Đuôi tên tệp không đúng với nội dung. Hãy lưu lại tệp đúng loại rồi gửi."),
        FileFault.TOO_BIG: message("Tệp lớn quá %(n)s MB. Hãy chụp hoặc quét lại nhẹ hơn.", n=_MEGABYTES),
        FileFault.TWO_THINGS: message("Tệp chứa nội dung của một loại tệp khác. Hãy chụp hoặc quét lại giấy tờ."),
        FileFault.VIRUS: message("Tệp có mẫu mã độc nên không nhận."),
        FileFault.BROKEN: message("Không đọc được tệp. Hãy mở thử trên máy của bạn, rồi lưu hoặc chụp lại."),
        FileFault.TOO_MANY_PIXELS: message("Ảnh có quá nhiều điểm ảnh. Hãy giảm kích thước ảnh rồi gửi."),
        FileFault.ACTIVE_PDF: message(
            "PDF chứa mã chạy, tệp đính kèm hoặc biểu mẫu điện tử. Hãy in lại thành PDF thường, hoặc gửi ảnh chụp."
        ),
        FileFault.LOCKED_PDF: message(
            "PDF có mật khẩu hoặc được đóng gói lạ nên không kiểm tra được. Hãy in lại thành PDF thường, hoặc gửi ảnh chụp."
        ),
    }
)
_TAX_CODES: Mapping[TaxCodeFault, Message] = MappingProxyType(
    {
        TaxCodeFault.EMPTY: message("Hãy nhập mã số thuế."),
        TaxCodeFault.SHAPE: message("Mã số thuế của tổ chức có 10 chữ số; chi nhánh có thêm 3 chữ số."),
        TaxCodeFault.PERSONAL: message(
            "Đây là số định danh cá nhân. Trang này chưa nhận hộ kinh doanh; hãy dùng mã số thuế 10 chữ số của tổ chức."
        ),
        TaxCodeFault.CHECK_DIGIT: message("Mã số thuế không đúng: chữ số thứ mười không khớp. Hãy xem lại từng số."),
    }
)
NO_NAME = message("Hãy nhập tên đầy đủ của tổ chức như trên giấy đăng ký.")
NO_ADDRESS = message("Hãy nhập địa chỉ trụ sở.")
NO_LICENCE = message("Hãy nhập số giấy phép, ví dụ 123/LĐTBXH-GP.")
BAD_LICENCE = message("Số giấy phép chỉ gồm chữ, số và các dấu / - . Hãy chép lại như trên giấy phép.")
NO_CONTACT = message("Hãy nhập tên người liên hệ.")
BAD_PHONE = message("Đây không phải là số điện thoại. Hãy viết theo mẫu 0912 345 678.")
NO_CHOICE = message("Hãy chọn quyết định và lý do.")
NO_PAPER = message("Hãy chọn loại giấy tờ.")
BAD_EMAIL = message("Đây không phải là địa chỉ e-mail. Hãy viết theo mẫu ten@vidu.vn.")
EXPLAIN = message(
    "Hãy viết từ %(least)s đến %(most)s ký tự để tổ chức hiểu vì sao.", least=SHORTEST_REASON, most=LONGEST_REASON
)


def too_long(most: int) -> Message:
    """A field is longer than it may be."""
    return message("Dài quá %(n)s ký tự.", n=most)


def strange_letter(letter: str) -> Message:
    """A letter that looks like one of the Vietnamese alphabet and is another."""
    return message(
        "Có ký tự lạ “%(letter)s”: nhìn thì quen nhưng không phải chữ của tiếng Việt. Hãy gõ lại.", letter=letter
    )


def say(refused: Refused) -> Message:
    """Why the act was refused."""
    return _REFUSALS[refused.why]


def say_file(fault: FileFault) -> Message:
    """Why the file is not taken."""
    return _FILES[fault]


def say_tax_code(fault: TaxCodeFault) -> Message:
    """What is wrong with the tax code."""
    return _TAX_CODES[fault]


def say_standing(standing: Standing) -> Message:
    """The state in a few words; while nothing is verified, where the papers are."""
    return REVIEWS[standing.review] if standing.state is State.UNVERIFIED else STATES[standing.state]


def tone(standing: Standing) -> str:
    """The tone of the state: good, warn, bad or info."""
    if standing.state is State.UNVERIFIED:
        return {Review.WAITING: "info", Review.REFUSED: "bad"}.get(standing.review, "warn")
    return TONES[standing.state]
