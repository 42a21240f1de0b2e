"""How the refund calculator speaks: what was paid, why the work ended, what follows and what an editor must still verify."""

from __future__ import annotations

from portal.fees.rules import refunds
from portal.fees.rules.refunds import Outcome, Why
from portal.shared.messages import message

KINDS = {
    refunds.SERVICE_FEE: message("Tiền dịch vụ"),
    refunds.BROKERAGE: message("Tiền môi giới"),
    refunds.SELECTION: message("Tiền tuyển chọn, phỏng vấn"),
    refunds.DEPOSIT: message("Tiền ký quỹ (đi qua công ty dịch vụ)"),
    refunds.EPS_DEPOSIT: message("Tiền ký quỹ EPS (đi Hàn Quốc)"),
    refunds.AGENCY_SG: message("Phí của đại lý ở Singapore"),
    refunds.OTHER: message("Khoản khác: học tiếng, giấy tờ, vé…"),
}
REASONS = {
    refunds.EMPLOYER: message("Chủ phá sản, giải thể, thu hẹp, cho tôi nghỉ"),
    refunds.ABUSE: message("Tôi bị ngược đãi, ép làm, quấy rối, nguy hiểm"),
    refunds.HEALTH: message("Tôi bị tai nạn hoặc ốm, không làm tiếp được"),
    refunds.DISASTER: message("Chiến tranh, thiên tai, dịch bệnh"),
    refunds.BREACH: message("Công ty hoặc chủ không làm đúng hợp đồng"),
    refunds.OWN_WISH: message("Tôi tự xin về vì việc riêng"),
    refunds.OWN_FAULT: message("Tôi vi phạm hợp đồng hoặc bỏ việc"),
    refunds.DEATH: message("Người lao động chết hoặc mất tích"),
    refunds.COMPLETED: message("Tôi đã làm hết hợp đồng"),
    refunds.WAITING: message("Tôi chưa được đi, đã chờ lâu"),
    refunds.WAITING_FORCE: message("Tôi chưa được đi vì thiên tai, dịch bệnh, chiến tranh"),
}
OUTCOMES = {
    Outcome.DUE: message("Bạn được trả lại tiền"),
    Outcome.DUE_REST: message("Bạn được trả lại phần còn lại"),
    Outcome.NOT_DUE: message("Theo quy định này thì chưa được trả lại"),
    Outcome.CANNOT_TELL: message("Chưa kết luận được"),
}
TONES = {Outcome.DUE: "good", Outcome.DUE_REST: "good", Outcome.NOT_DUE: "warn", Outcome.CANNOT_TELL: "warn"}
WHY = {
    Why.TIME_LEFT: message(
        "Bạn về trước hạn không do lỗi của mình, nên công ty phải trả lại tiền dịch vụ của thời gian chưa làm, cộng tiền lãi."
    ),
    Why.NOTHING_LEFT: message("Không còn thời gian nào để tính trả lại."),
    Why.AT_FAULT: message("Quy định chỉ buộc trả lại khi người lao động về trước hạn không do lỗi của mình."),
    Why.FAULT_OPEN: message(
        "Quy định buộc trả lại khi về trước hạn không do lỗi của người lao động. Tự xin về vì việc riêng có bị coi là có lỗi hay "
        "không thì chưa có nguồn. Hãy xem hợp đồng nói gì và hỏi Sở Nội vụ."
    ),
    Why.DEATH_OPEN: message(
        "Chưa có nguồn nói khoản này trả lại cho thân nhân thế nào. Thân nhân hãy hỏi công ty bằng giấy, và xem khoản hỗ trợ "
        "của Quỹ ở dưới."
    ),
    Why.FORBIDDEN: message("Khoản này không được thu của người lao động, nên phải trả lại toàn bộ."),
    Why.WAITED_TOO_LONG: message(
        "Bạn đã chờ quá thời gian công ty được phép hứa. Công ty phải trả lại các khoản bạn đã nộp và bồi thường theo thỏa thuận."
    ),
    Why.STILL_IN_TIME: message("Thời gian công ty đã cam kết chưa hết."),
    Why.PROMISE_OPEN: message(
        "Công ty phải cam kết bằng giấy thời gian chờ. Hãy tìm số ngày trong giấy cam kết rồi ghi vào đây; đã quá số ngày đó thì "
        "được trả lại."
    ),
    Why.FORCE_OPEN: message(
        "Luật trừ trường hợp bất khả kháng, mà thế nào là bất khả kháng thì chưa có nguồn. Tiền ký quỹ nằm ở tài khoản đứng tên bạn."
    ),
    Why.COMES_BACK: message("Tiền ký quỹ là của bạn: nhận lại cả gốc lẫn lãi tại ngân hàng khi thanh lý hợp đồng."),
    Why.REST_COMES_BACK: message(
        "Bạn nhận lại phần còn lại sau khi bù thiệt hại do lỗi của bạn gây ra. Hãy yêu cầu công ty ghi rõ từng khoản thiệt hại."
    ),
    Why.EARLY_DEPOSIT_OPEN: message(
        "Nguồn chỉ nói về đúng hạn thì nhận lại cả gốc lẫn lãi. Về sớm thì thế nào: chưa có nguồn, hãy hỏi Trung tâm Lao động ngoài nước."
    ),
    Why.HALF_BACK: message("Bị chấm dứt hợp đồng trong sáu tháng đầu thì đại lý phải trả lại ít nhất một nửa."),
    Why.NOT_ENDED_BY_OTHERS: message("Nguồn chỉ nói đến trường hợp người lao động bị chấm dứt hợp đồng."),
    Why.NO_RULE: message("Chưa có quy định nào có nguồn cho trường hợp này vào ngày ký hợp đồng."),
    Why.UNVERIFIED: message("Với hợp đồng ký ngày này, quy định còn phải được đối chiếu nên trang không khẳng định."),
}
VERIFY = {
    Why.FAULT_OPEN: message("Luật 69/2020/QH14 Điều 23 khoản 3: tự xin về vì việc riêng có phải là lỗi không"),
    Why.DEATH_OPEN: message("tiền đã nộp được trả lại thế nào khi người lao động chết hoặc mất tích"),
    Why.FORCE_OPEN: message("Luật 69/2020/QH14 Điều 26 khoản 2 điểm đ: thế nào là bất khả kháng"),
    Why.EARLY_DEPOSIT_OPEN: message("ký quỹ EPS được trả lại thế nào khi về trước hạn"),
    Why.NOT_ENDED_BY_OTHERS: message("phí đại lý ở Singapore được trả lại thế nào khi người lao động tự nghỉ"),
    Why.NO_RULE: message("quy định về trả lại khoản này vào ngày ký hợp đồng"),
    Why.UNVERIFIED: message("toàn văn văn bản sửa đổi áp dụng từ ngày đó"),
}
OWN_RATE = message(
    "Luật ghi lãi suất tiền gửi không kỳ hạn. Trang chưa có con số có nguồn, nên dùng lãi suất bạn ghi; hãy lấy từ ngân hàng."
)
NO_RATE = message("Chưa tính tiền lãi: ghi lãi suất không kỳ hạn của ngân hàng thì trang tính thêm.")
SIMPLE = message(
    "Lãi được tính đơn giản từ ngày nộp đến ngày về, một năm 365 ngày. Đó là cách hiểu của trang này, biên tập viên còn phải xác nhận."
)
DAYS = message("Số ngày lẻ được tính như phần của một tháng 30 ngày. Đó là cách hiểu của trang này.")
NO_DAMAGE = message("Coi như bạn không gây thiệt hại cho công ty.")
SIGNED_THEN = message("Coi như hợp đồng được ký vào ngày nộp tiền. Ký ngày khác thì hãy ghi ngày ký.")
BANK_INTEREST = message("Tiền lãi của tài khoản do ngân hàng tính, trang không tính ở đây.")
MISSING = message("Chưa điền mục này.")
NOT_A_CHOICE = message("Hãy chọn trong danh sách.")
NOT_A_DAY = message("Không đọc được ngày. Hãy ghi như 01/05/2026.")
TOO_EARLY = message("Ngày này không thể trước ngày nộp tiền.")
IN_FUTURE = message("Ngày này chưa tới.")
LONG_AGO = message("Ngày này quá xa. Hãy xem lại năm.")
NOT_MONTHS = message("Hãy ghi số tháng hoặc số năm, ví dụ 36 hoặc “3 năm”.")
NOT_SPAN = message("Hãy ghi đã làm bao lâu, ví dụ “5 tháng 10 ngày”.")
LONGER = message("Thời gian đã làm dài hơn hợp đồng.")
NOT_DAYS = message("Hãy ghi số ngày, ví dụ 120.")
NOT_A_RATE = message("Hãy ghi lãi suất một năm từ 0 đến 100, ví dụ 0,2.")
NO_MONEY = message("Số tiền phải lớn hơn 0.")
