"""What guidance says in words: why a condition stands as it does, and why a measure of support is one's right or is not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.guidance.rules.eligibility import Condition, Judged, Standing, Why
from portal.guidance.rules.support import Answer, Because, Right
from portal.shared.messages import Message, message

NOT_A_DAY = message("Không đọc được ngày này. Hãy ghi như 12/05/1998, hoặc chỉ ghi năm.")
NOT_A_BIRTH = message("Ngày sinh này không thể đúng. Hãy xem lại năm.")
NOT_MONTHS = message("Hãy ghi số tháng hoặc số năm, ví dụ 58 tháng hoặc “4 năm 10 tháng”.")
NOT_A_RETURN = message("Ngày về nước này nằm trong tương lai. Hãy xem lại.")
NOT_A_CHOICE = message("Hãy chọn một câu trả lời có trong danh sách.")
CONTRADICTORY = message("Bạn vừa chọn “Không thuộc nhóm nào” vừa chọn nhóm. Hãy bỏ một bên.")

_UNANSWERED: Mapping[str, Message] = {
    "age": message("Bạn chưa ghi ngày sinh."),
    "education": message("Bạn chưa chọn trình độ học vấn."),
    "language": message("Bạn chưa chọn chứng chỉ ngoại ngữ."),
    "care_language": message("Bạn chưa nói có định làm ngành chăm sóc không."),
    "korea_stay": message("Bạn chưa nói đã ở Hàn Quốc bao lâu."),
    "korea_return": message("Bạn chưa ghi ngày từ Hàn Quốc về."),
}
_UNANSWERED_OTHER = message("Bạn chưa trả lời câu này.")
_STANDING = {
    Standing.MET: message("Bạn đạt điều này."),
    Standing.NOT_MET: message("Bạn chưa đạt điều này."),
    Standing.LATER: message("Chưa cần để nộp hồ sơ, nhưng cần có trước khi đi."),
}
_WHY = {
    Why.EXEMPT: message("Bạn được miễn vì đã xong thực tập sinh số 2 cùng ngành."),
    Why.DOES_NOT_APPLY: message("Bạn không làm ngành chăm sóc nên không cần."),
    Why.CLOSED: message("Hiện không mở cho người Việt Nam đi mới."),
    Why.YEAR_ONLY: message("Còn tùy ngày trong năm đó. Hãy ghi cả ngày và tháng."),
    Why.OTHER_CERTIFICATE: message("Nguồn không nói chứng chỉ của bạn có được nhận không."),
    Why.ONLY_USUAL: message("Bạn nằm ngoài mức này, nhưng đây mới là dự thảo hoặc thông lệ nên chưa kết luận được."),
    Why.NO_SOURCE: message("Chưa có nguồn nói trường hợp của bạn có bị loại không."),
}


def condition_reason(judged: Judged) -> Message:
    """Why this condition stands so, in one sentence."""
    if judged.why is Why.UNANSWERED:
        return _UNANSWERED.get(judged.condition.asks, _UNANSWERED_OTHER)
    if judged.why in _WHY:
        return _WHY[judged.why]
    if judged.day is not None and judged.standing is not Standing.LATER:
        return _dated(judged)
    return _STANDING[judged.standing]


def _dated(judged: Judged) -> Message:
    if judged.why is Why.TOO_YOUNG:
        return message("Bạn chưa đủ tuổi. Đủ tuổi từ ngày %(day)s.", day=judged.day)
    if judged.why is Why.TOO_OLD:
        return message("Bạn đã quá tuổi. Ngày cuối còn trong tuổi là %(day)s.", day=judged.day)
    if judged.why is Why.NOT_YET:
        return message("Chưa bắt đầu. Bắt đầu từ ngày %(day)s.", day=judged.day)
    return message("Bạn đạt điều này, tới hết ngày %(day)s.", day=judged.day)


QUESTION_OF: Mapping[str, str] = {
    "age": "born", "education": "education", "care_language": "care", "korea_stay": "korea_months",
    "korea_return": "korea_return", "korea_term": "korea_term",
}  # fmt: skip


def question_of(condition: Condition) -> str:
    """The id of the input that answers this condition."""
    if condition.asks == "language":
        return f"certificate_{condition.needs['language']}"
    return QUESTION_OF.get(condition.asks, condition.asks)


_BECAUSE = {
    Because.EVERYONE: message("Ai ở vào việc này cũng được."),
    Because.EVENT: message("Vì việc đã xảy ra với bạn."),
    Because.NOT_THIS_GROUP: message("Chỉ dành cho những nhóm nêu ở đây; bạn không chọn nhóm nào trong đó."),
    Because.NOT_THIS_EVENT: message("Chỉ dành cho người gặp việc nêu ở đây; bạn không chọn việc đó."),
    Because.NOT_THIS_ROUTE: message("Chỉ dành cho người đi qua Trung tâm Lao động ngoài nước."),
    Because.NOT_THIS_STAGE: message("Dành cho lúc khác của chuyến đi."),
    Because.GROUPS_UNANSWERED: message("Còn tùy bạn thuộc nhóm nào; bạn chưa trả lời câu đó."),
    Because.ROUTE_UNANSWERED: message("Còn tùy bạn đi bằng đường nào; bạn chưa trả lời câu đó."),
    Because.STAGE_UNANSWERED: message("Còn tùy bạn đang ở đoạn nào của chuyến đi; bạn chưa trả lời câu đó."),
    Because.UNSURE: message("Nguồn không nói rõ."),
    Because.NO_SOURCE: message("Chưa đọc được nguồn nào nói mức và cách nhận."),
}


def support_reason(answer: Answer, labels: Mapping[str, Any]) -> Message:
    """Why this measure is or is not for the reader; `labels` are the texts of the groups by id."""
    if answer.because is Because.GROUP:
        return message("Vì bạn thuộc nhóm: %(groups)s.", groups=[labels[id] for id in sorted(answer.groups)])
    if answer.because is Because.UNSURE and answer.right is Right.CANNOT_TELL and answer.groups:
        return message(
            "Bạn chọn: %(groups)s. Nguồn không nói rõ nhóm này.", groups=[labels[id] for id in sorted(answer.groups)]
        )
    return _BECAUSE[answer.because]
