"""Procedures, questions and the way home as a reader meets them, in both languages, with every figure proven."""

from __future__ import annotations

import json
import re

import pytest

from portal.content import service as content
from portal.guidance import service as guidance
from portal.shared.clock import today
from tests.web.provenance import bare_figures, poor_evidence, read
from tests.web.strict import StrictClient

LOCALES = ("vi", "en")
PROCEDURES = [item.id for item in content.all_of("procedure") if content.shown(item) is not None]
ELIGIBLE = {
    "born": "12/05/2000", "sex": "male", "education": "upper_secondary", "certificate_ja": "jlpt-n4", "care": "no",
    "certificate_en": "ielts-4-0-5-0", "record": "no", "exit_ban": "no", "colour_blind": "no", "korea_past": "never",
}  # fmt: skip


def page(client: StrictClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return proven(response.text)


def proven(html: str) -> str:
    root = read(html)
    assert bare_figures(root) == []
    assert poor_evidence(root) == []
    return " ".join(html.replace("\u00a0", " ").split())


@pytest.mark.parametrize("locale", LOCALES)
def test_every_procedure_has_its_page_and_its_line(client: StrictClient, locale: str) -> None:
    listed = page(client, f"/{locale}/procedures")
    for id in PROCEDURES:
        assert f'href="/{locale}/procedures/{id}"' in listed
        found = page(client, f"/{locale}/procedures/{id}")
        procedure = guidance.find_procedure(id, today())
        assert procedure is not None
        assert found.count('id="step-') == len(procedure.steps)
        assert found.count(f'data-tick="{id}/step-') == len(procedure.steps)
        assert found.count(f'data-tick="{id}/paper-') == len(procedure.papers)


def test_withheld_and_unknown_procedures_have_no_page(client: StrictClient) -> None:
    for id in ("papers", "kr-pension", "x" * 500, "%F0%9F%98%80"):
        assert client.get(f"/vi/procedures/{id}").status_code == 404
    listed = page(client, "/vi/procedures")
    assert "nên chưa hiện: 2." in listed
    assert "Nhật Bản: nhận nenkin một lần" in listed
    assert "lương hưu quốc dân" not in listed


def test_the_list_is_narrowed_and_an_unknown_choice_narrows_nothing(client: StrictClient) -> None:
    narrowed = page(client, "/vi/procedures?channel=complaint")
    assert "complaint-firm" in narrowed
    assert "/vi/procedures/eps" not in narrowed
    assert page(client, "/vi/procedures?channel=%3Cb%3E&stage=x").count('<h3><a href="/vi/procedures/') == len(
        PROCEDURES
    )
    assert "Không có thủ tục nào như vậy" in page(client, "/vi/procedures?channel=complaint&stage=before")


def test_a_step_that_waits_says_so_and_nothing_else(client: StrictClient) -> None:
    found = page(client, "/vi/procedures/im-japan")
    assert found.count("Chưa có nguồn nói bước này làm thế nào.") == 3
    assert "Thi thể lực" not in found
    assert "Nhiều nhất 60" not in page(client, "/vi/procedures/jp-pension")
    state = page(client, "/vi/procedures/complaint-state")
    assert "Hạn gửi khiếu nại lần đầu: chờ xác minh" in state
    assert "90 ngày" not in state


def test_time_and_cost_are_added_only_where_known(client: StrictClient) -> None:
    direct = page(client, "/vi/procedures/direct-before")
    assert "Thời gian chờ cộng lại:" in direct
    assert "5 ngày làm việc" in direct
    assert "100.000 đ" in direct
    firm = page(client, "/vi/procedures/complaint-firm")
    assert "Phần chờ đã biết:" in firm
    assert "chưa có nguồn nói bước 4, 5 mất bao lâu" in firm


@pytest.mark.parametrize("locale", LOCALES)
def test_facts_for_machines_are_those_of_the_page(client: StrictClient, locale: str) -> None:
    html = client.get(f"/{locale}/procedures/direct-before").text
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    graph = [node for block in blocks for node in json.loads(block).get("@graph", [])]
    how = next(node for node in graph if node["@type"] == "HowTo")
    assert [step["position"] for step in how["step"]] == [1, 2, 3]
    assert len(how["supply"]) == 4
    services = [node for node in graph if node["@type"] == "GovernmentService"]
    fund = content.get("agency", "fund").data["names"][-1]["name"][locale]
    assert fund in {node["provider"]["name"] for node in services}


@pytest.mark.parametrize("locale", LOCALES)
def test_the_way_home_and_its_links(client: StrictClient, locale: str) -> None:
    found = page(client, f"/{locale}/coming-home")
    for stage in guidance.return_stages():
        assert f'id="{stage["id"]}"' in found
    addresses = set(
        re.findall(rf'href="(/{locale}/(?:procedures|fees|documents|support|refund|jobs|markets)[^"#]*)', found)
    )
    assert len(addresses) > 15
    for address in addresses:
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("locale", LOCALES)
def test_the_links_of_every_procedure_lead_somewhere(client: StrictClient, locale: str) -> None:
    addresses: set[str] = set()
    for id in PROCEDURES:
        html = client.get(f"/{locale}/procedures/{id}").text
        addresses |= set(re.findall(rf'href="(/{locale}/(?:fees|documents|markets)[^"#]*)', html))
    for address in addresses:
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("locale", LOCALES)
def test_eligibility_answers_with_rules(client: StrictClient, locale: str) -> None:
    asked = page(client, f"/{locale}/eligibility")
    assert 'id="every"' in asked
    found = proven(client.post(f"/{locale}/eligibility", data=ELIGIBLE).text)
    for fits in ("imj", "e-9", "ssw1", "palm"):
        assert f'id="target-{fits}"' in found.partition('id="maybe"')[0]
    refused = found.partition('id="no"')[2]
    assert 'id="target-hu-gw"' in refused
    assert "450/2024" in refused
    assert 'value="12/05/2000"' in found


def test_each_no_names_its_rule_source_and_dates(client: StrictClient) -> None:
    found = proven(client.post("/vi/eligibility", data={"born": "27/11/1950"}).text)
    refused = found.partition('id="no"')[2].partition("<form")[0]
    assert "Bạn đã quá tuổi. Ngày cuối còn trong tuổi là 26/11/1990." in refused  # E-9: 40 on 27/11/1990
    assert refused.count("xem lại lần cuối") >= 4
    assert refused.count('rel="nofollow noopener external"') >= 4


@pytest.mark.parametrize("locale", LOCALES)
def test_support_answers_with_texts_papers_and_places(client: StrictClient, locale: str) -> None:
    asked = page(client, f"/{locale}/support")
    assert asked.count('id="measure-') == len(content.all_of("support_measure", today()))
    sent = {"group": ["poor", "ethnic"], "stage": "preparing", "route": "firm", "event": "none"}
    found = proven(client.post(f"/{locale}/support", data=sent).text)
    yes = found.partition('id="yes"')[2].partition('id="direction"')[0]
    assert 'id="measure-orientation-cost"' in yes
    assert 'id="measure-loan-preferential"' in yes
    assert "530" in yes
    assert f'href="/{locale}/documents/law-74-2025"' in yes
    back = client.post(f"/{locale}/support", data={"group": "none", "stage": "back", "event": "illness"})
    assert 'id="measure-fund-health"' in proven(back.text).partition('id="yes"')[2].partition('id="maybe"')[0]


def test_the_api_gives_what_pages_give(client: StrictClient) -> None:
    listed = client.get("/api/v1/procedures").get_json()
    assert [item["id"] for item in listed["items"]] == PROCEDURES
    one = client.get("/api/v1/procedures/jp-pension").get_json()
    assert one["steps"][3].keys() <= {"id", "title", "handled_by", "state", "source", "effective", "last_verified"}
    assert one["sources"].keys() == {"nta-lump", "daikou-lump"}
    assert client.get("/api/v1/procedures/papers").status_code == 404
