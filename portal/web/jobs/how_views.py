"""How the ranking works, for everybody: what counts, with which weight, what does not, and how good it was when measured."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from babel.numbers import format_decimal
from flask import render_template
from flask.typing import ResponseReturnValue

from portal.content import service as content
from portal.jobs.matching.knowledge import knowledge
from portal.jobs.matching.score_rules import FULL
from portal.jobs.matching.veto_rules import Kind
from portal.jobs.matching.weights import Weights, audit, current_weights, measured
from portal.jobs.rules import CLOSES_AFTER, SINKS_AFTER
from portal.shared.messages import Message, message
from portal.web.jobs.blueprint import blueprint
from portal.web.jobs.presenters import part_names
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.locale import current_locale
from portal.web.shell.wording import say

VETOES: Mapping[Kind, Message] = {
    "inactive": message("Người tìm việc đang tạm nghỉ tìm việc."),
    "no_consent": message("Người tìm việc chưa đồng ý cho xếp hạng."),
    "hidden_employer": message("Người tìm việc đã ẩn hồ sơ với nơi tuyển này. Nơi tuyển không biết điều đó."),
    "closed": message("Tin tuyển đã đóng."),
    "past_deadline": message("Hạn nộp hồ sơ đã qua."),
    "strict_language": message(
        "Việc chỉ nhận người có một ngoại ngữ ở bậc nhất định, và hồ sơ ghi bậc thấp hơn hoặc không ghi."
    ),
    "strict_certificate": message("Việc chỉ nhận người có một chứng chỉ, và hồ sơ không ghi chứng chỉ ấy."),
}
"""What takes a pair out of the ranking, as everybody may read it."""
SETS: Mapping[str, Message] = {
    "development": message("Bộ dùng khi chọn trọng số, nên con số ở đây đẹp hơn thật."),
    "holdout": message(
        "Bộ do một người khác soạn và chấm trước khi đọc danh mục kỹ năng. Sau lần đo đầu, bộ này được dùng để sửa danh mục và luật, "
        "nên chỉ lần đo đầu là công bằng."
    ),
    "fresh": message("Bộ soạn sau nữa, do chính người đã sửa danh mục soạn và chấm, nên dễ hơn bộ của người lạ."),
    "second": message(
        "Bộ thứ hai, do một người soạn theo góc khác trước khi chỉnh; con số là của nửa đã xem khi chỉnh."
    ),
    "unseen": message(
        "Nửa kia của bộ thứ hai: được giữ kín, và chỉ đo một lần sau khi mọi thứ đã chỉnh xong. Đây là con số công bằng nhất."
    ),
}
"""What each graded set is, and how far its figures may be believed."""
WAYS: Mapping[str, Message] = {
    "first": message("Lần đo đầu"),
    "all_words": message("Bây giờ"),
    "half_of_the_words": message("Bỏ ngẫu nhiên một nửa số chữ của danh mục"),
    "no_words": message("Bỏ cả danh mục"),
    "shared_words_bm25": message("Chỉ so chữ trùng nhau (BM25), để đối chiếu"),
}
"""The ways in which a set was measured."""


@blueprint.get("/how-matching-works", endpoint="how")
@guard(PUBLIC)
def how_matching_works() -> ResponseReturnValue:
    """The formula, the weights and the figures of the ranking in use."""
    weights = current_weights()
    day, sets = measured()
    total = sum(weights.parts.values())
    rules, known = part_rules(weights), knowledge().dictionary
    return render_template(
        "jobs/how.html",
        weights=weights,
        parts=[
            (part_names()[name], decimal(Decimal(100 * weight) / total, "0.0"), say(rules[name]))
            for name, weight in weights.parts.items()
        ],
        vetoes=[say(veto) for veto in VETOES.values()],
        measured_on=day,
        twins=audit().twins,
        seen=_figure(audit().seen),
        draw=decimal(Decimal(str(audit().draw)) * 100, "0.00"),
        sets=[
            (say(SETS[it.name]), it, [(say(WAYS[way]), *map(_figure, pair)) for way, pair in it.figures.items()])
            for it in sets
        ],
        sinks_after=SINKS_AFTER,
        closes_after=CLOSES_AFTER,
        skills=len(known.skills),
        occupations=len(known.occupations),
        taxonomy=[content.version_of(kind) for kind in ("skill", "occupation")],
    )


def part_rules(weights: Weights) -> dict[str, Message]:
    """How well each part is met, in words, with the steps of these weights."""
    met, one_short, two_short = (_percent(share) for share in weights.language_by_gap)
    return {
        "skills": message(
            "Từng dòng kỹ năng của tin tuyển. Dòng bắt buộc, kỹ năng hiếm và kỹ năng có trong tên việc thì nặng hơn. "
            "Kỹ năng gần giống được một phần; kỹ năng chỉ suy ra từ nghề được ít hơn kỹ năng đã ghi."
        ),
        "occupation": message("Nghề của việc có phải là nghề đã làm, hay gần với nghề đã làm."),
        "text": message(
            "Những chữ mà tin tuyển và hồ sơ cùng viết. Chữ ít gặp thì nặng hơn; lặp lại nhiều lần không được thêm mãi. "
            "Chữ nói về giới tính, tuổi và năm sinh không được tính."
        ),
        "language": message(
            "Đủ bậc: %(met)s%% số điểm. Kém một bậc: %(one)s%%, kém hai bậc: %(two)s%%, kém hơn nữa: 0. "
            "Có ngoại ngữ ấy nhưng không so được hai bậc: %(unknown)s%%.",
            met=met, one=one_short, two=two_short, unknown=_percent(weights.language_unknown),
        ),
        "language_wished": message("Như trên; có nhiều ngoại ngữ ưu tiên thì lấy ngoại ngữ hợp nhất."),
        "experience": message("Số tháng làm nghề ấy hay nghề gần. Nhiều hơn mức cần không được thêm điểm."),
        "place": message(
            "Nơi hồ sơ muốn làm: đủ điểm. Nơi khác mà sẵn sàng chuyển đến: %(willing)s%%. Không muốn chuyển: 0.",
            willing=_percent(weights.place_willing),
        ),
        "wage": message("Lương mong muốn không quá mức trả: đủ điểm. Cao hơn thì giảm dần, cao hơn một phần năm là 0."),
        "start": message("Bắt đầu kịp ngày: đủ điểm. Mỗi tháng muộn, chưa trọn cũng tính, mất một phần ba."),
    }  # fmt: skip


def _percent(share: int) -> int:
    """A share 0..255 in whole percent."""
    return (share * 100 + FULL // 2) // FULL


def _figure(value: float) -> str:
    return decimal(Decimal(str(value)), "0.000")


def decimal(value: Decimal, pattern: str) -> str:
    """A number with fixed decimals, as the reader writes it."""
    return str(format_decimal(value, format=pattern, locale=current_locale()))
