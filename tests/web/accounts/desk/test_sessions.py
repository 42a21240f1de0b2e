"""Where one is signed in: told in words, ended one by one or all at once, and never somebody else's."""

from __future__ import annotations

import re

import pytest

from portal.accounts.rules.origin import Origin, agent_class, shown_network
from portal.web.accounts.account_words import device_words, place_words
from tests.web.accounts.desk.conftest import EVERYBODY, House, Reader

PC = Origin("198.51.100.20", "Mozilla/5.0 (Windows NT 10.0) Firefox/130.0", "")
ABSENT = "A" * 22
REF = re.compile(r"/vi/account/sessions/([\w-]+)/end")


def refs(reader: Reader) -> list[str]:
    return REF.findall(reader.get("/account/sessions"))


def test_the_list_is_in_words_and_marks_this_one(house: House) -> None:
    reader = house.reader("returnee")
    house.reader("returnee", PC)
    page = reader.get("/account/sessions")
    assert "Chrome trên điện thoại Android" in page
    assert "mạng 203.0.x.x" in page
    assert "Firefox trên máy tính Windows" in page
    assert "mạng 198.51.x.x" in page
    assert page.count("Nơi này</span>") == 1
    assert "203.0.113.7" not in page
    assert "trong 12 giờ" in page
    assert "trong 30 phút" in house.reader("admin").get("/account/sessions")


def test_one_is_ended_and_ending_it_again_changes_nothing(house: House) -> None:
    here, there = house.reader("returnee"), house.reader("returnee", PC)
    other = next(ref for ref in refs(here) if ref != here_ref(house, here))
    path = f"/account/sessions/{other}/end"
    assert here.done(path, page="/account/sessions") == "/vi/account/sessions?done=session"
    there.get("/account", 303)
    before = house.state()
    again = here.post(path, page="/account/sessions")
    assert again.status_code == 404
    assert "Danh sách dưới đây là mới nhất" in again.text
    assert house.state() == before
    assert "this one" in here.client.get(f"/en{path}").text.lower()  # the switch of language
    here.get("/account")


def here_ref(house: House, reader: Reader) -> str:
    """The session of this reader: the one marked on the page."""
    block = reader.get("/account/sessions").partition("Nơi này</span>")[2]
    return REF.findall(block)[0]


def test_ending_this_one_signs_out(house: House) -> None:
    reader = house.reader("returnee")
    cookie = reader.cookie or ""
    to = reader.done(f"/account/sessions/{here_ref(house, reader)}/end", page="/account/sessions")
    assert to == "/vi/sign-in"
    assert reader.cookie is None
    reader.client.set_cookie("benve", cookie)
    reader.get("/account", 303)


def test_everywhere(house: House) -> None:
    here, there = house.reader("returnee"), house.reader("returnee", PC)
    stranger = house.reader("returnee2")
    cookie = here.cookie or ""
    assert here.done("/account/sessions/everywhere") == "/vi/sign-in"
    assert here.cookie is None
    here.client.set_cookie("benve", cookie)
    here.get("/account", 303)
    there.get("/account", 303)
    stranger.get("/account")
    assert house.log("returnee") == ["session.signed_out_everywhere"]


def test_a_session_of_another_is_as_one_that_does_not_exist(house: House) -> None:
    readers = {name: house.reader(name) for name in EVERYBODY}
    sessions = {name: refs(reader)[0] for name, reader in readers.items()}
    for name, reader in readers.items():
        client, token = reader.quick(), {"csrf_token": reader.token}
        absent = client.post(f"/vi/account/sessions/{ABSENT}/end", data=token)
        assert absent.status_code == 404
        for other, ref in sessions.items():
            if other != name:
                answer = client.post(f"/vi/account/sessions/{ref}/end", data=token)
                assert answer.status_code == 404, (name, other)
                assert answer.text.replace(ref, ABSENT) == absent.text
    for name, reader in readers.items():
        assert refs(reader) == [sessions[name]]


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("Mozilla/5.0 (iPhone) Version/17 Safari/604", "Safari trên iPhone hoặc iPad"),
        ("Mozilla/5.0 (X11; CrOS) Chrome/126 Edg/126", "Edge trên máy Chromebook"),
        ("curl/8", "Thiết bị không rõ"),
        ("", "Thiết bị không rõ"),
        ("Mozilla/5.0 (Haiku) Firefox/130", "Firefox trên thiết bị không rõ"),
        ("Lynx (Linux)", "Trình duyệt không rõ trên máy tính Linux"),
    ],
)
def test_devices(header: str, said: str) -> None:
    assert str(device_words(agent_class(header))) == said


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("113.161.4.5", "mạng 113.161.x.x"),
        ("::ffff:113.161.4.5", "mạng 113.161.x.x"),
        ("192.168.1.4", "mạng nội bộ 192.168.x.x"),
        ("10.3.0.1", "mạng nội bộ 10.3.x.x"),
        ("127.0.0.1", "chính máy chủ này"),
        ("::1", "chính máy chủ này"),
        ("2405:4802:1d:77::9", "mạng 2405:4802:…"),
        ("", "mạng không rõ"),
        ("nonsense", "mạng không rõ"),
    ],
)
def test_places(address: str, said: str) -> None:
    assert str(place_words(shown_network(address))) == said
