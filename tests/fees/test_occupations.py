"""What a stated occupation can mean, with and without diacritics, in words and in codes."""

import pytest

from portal.content import service as content
from portal.fees import store
from portal.fees.question import read_offer
from portal.fees.rules.occupations import CLASSES, CODES, stated
from portal.shared.text import fold
from tests.fees.quotes import line, quote


@pytest.mark.parametrize(
    ("occupation", "readings"),
    [
        ("thợ may", [set()]),
        ("", [set()]),
        ("🚢", [set()]),
        ("giúp việc gia đình", [{"domestic_work"}]),
        ("giúp việc, chăm sóc người già", [{"domestic_work", "home_care"}]),
        ("khán hộ công gia đình", [{"home_care"}]),
        ("chăm sóc người bệnh tại gia đình", [{"home_care"}]),
        ("nhân viên chăm sóc", [{"home_care"}, {"facility_care"}]),
        ("hộ lý trung tâm dưỡng lão", [{"facility_care"}]),
        ("nông nghiệp", [{"agriculture"}]),
        ("chế biến nông nghiệp", [set()]),
        ("chăm sóc vườn cây, nông trại", [{"agriculture"}]),
        ("chăm sóc cây trồng", [{"agriculture"}]),
        ("chăm sóc khách hàng", [set()]),
        ("đóng mới tàu biển", [set(), {"designated_activities"}]),
        ("thuyền viên tàu cá", [{"coastal_fishing"}, {"deep_sea_fishing"}]),
        ("thuyền viên tàu cá gần bờ", [{"coastal_fishing"}]),
        ("ngư nghiệp", [{"coastal_fishing"}, {"deep_sea_fishing"}, set()]),
        ("nuôi trồng thủy sản", [set()]),
        ("thuyền viên xa bờ", [{"seafarer"}, {"deep_sea_fishing"}]),
        ("seafarer", [{"seafarer"}]),
        ("sĩ quan hàng hải", [{"seafarer"}]),
        ("đầu bếp tàu biển", [{"seafarer"}, set()]),
        ("đóng tàu", [set(), {"designated_activities"}]),
        ("xây dựng", [set(), {"designated_activities"}]),
        ("xây dựng theo hoạt động đặc định", [{"designated_activities"}]),
        ("kỹ sư cơ khí", [set(), {"highly_skilled"}]),
        ("lao động kỹ thuật cao", [{"highly_skilled"}]),
        ("TTS số 3 ngành may", [{"trainee", "trainee_3"}]),
        ("thực tập sinh số 2", [{"trainee"}]),
        ("kỹ năng đặc định", [{"specified_skilled"}]),
    ],
)
def test_readings(occupation: str, readings: list[set[str]]) -> None:
    assert [set(reading) for reading in stated(occupation)] == readings
    assert stated(fold(occupation)) == stated(occupation)
    assert stated(occupation.upper()) == stated(occupation)


def test_classes_of_the_content_are_known() -> None:
    used = {
        name
        for rule in store.all_rules()
        for clause in rule.clauses
        for name in clause.scope.occupations | clause.scope.occupations_except
    }
    assert used <= CLASSES


def test_codes_are_skills_of_the_list_or_isco_groups() -> None:
    skills = {item.id for item in content.all_of("skill")}
    assert all(code in skills or (code.isdigit() and len(code) == 4) for code in CODES), set(CODES) - skills


@pytest.mark.parametrize(
    ("code", "readings"),
    [
        ("thuyen-vien", [{"seafarer"}]),
        ("tho-dong-tau", [set(), {"designated_activities"}]),
        ("giup-viec-nha", [{"domestic_work"}]),
        ("cn-trong-trot", [{"agriculture"}]),
        ("cn-chan-nuoi", [{"agriculture"}]),
        ("nv-cham-soc", [{"home_care"}, {"facility_care"}]),
        ("cn-may", [set()]),
    ],
)
def test_an_occupation_of_the_list_is_read_by_its_name(code: str, readings: list[set[str]]) -> None:
    offer = read_offer(quote(line(), occupation=code))
    assert offer.occupation is not None
    assert [set(reading) for reading in stated(offer.occupation)] == readings
