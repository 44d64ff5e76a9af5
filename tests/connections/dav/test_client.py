"""The client against servers that lie, dawdle, or know no better."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from halfhour.connections.dav import discovery, faults
from halfhour.connections.dav.client import Dav
from halfhour.connections.dav.models import ConnectionKind as Kind
from tests.connections.dav.liar import CALENDAR, Answer, Asked, Liar, etag, multistatus, one_calendar, response


def test_a_redirect_keeps_the_method_and_the_body(liar: Liar, dav: Dav) -> None:
    def script(asked: Asked) -> Answer:
        if asked.path.startswith("/.well-known/"):
            return Answer(301, headers={"Location": "/dav/"})
        return one_calendar(asked)

    liar.script = script
    assert [each["name"] for each in discovery.discover(dav, Kind.CALENDAR)] == ["Personal"]
    assert [each.method for each in liar.asked[:2]] == ["PROPFIND", "PROPFIND"]
    assert liar.asked[0].body == liar.asked[1].body != b""
    assert "authorization" in liar.asked[1].headers


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_to_another_host_is_not_followed_and_the_password_stays(
    liar: Liar, dav: Dav, elsewhere: Liar, status: int
) -> None:
    liar.script = lambda _: Answer(status, headers={"Location": f"{elsewhere.url}/dav/"})
    with pytest.raises(faults.Elsewhere, match=r"Your password was not sent there\."):
        discovery.discover(dav, Kind.CALENDAR)
    assert elsewhere.asked == []


def test_an_address_in_an_answer_leads_to_no_other_host_either(liar: Liar, dav: Dav, elsewhere: Liar) -> None:
    home = f"<c:calendar-home-set><d:href>{elsewhere.url}/home/</d:href></c:calendar-home-set>"
    liar.script = lambda _: multistatus(response("/", home))
    with pytest.raises(faults.Elsewhere):
        discovery.discover(dav, Kind.CALENDAR)
    assert elsewhere.asked == []


@pytest.mark.parametrize(
    ("address", "to", "allowed"),
    [
        ("https://caldav.icloud.com/", "https://p42-caldav.icloud.com:443/1/calendars/", True),
        ("https://caldav.icloud.com/", "https://p42-caldav.icloud.com.evil.example/", False),
        ("https://caldav.icloud.com/", "http://p42-caldav.icloud.com/", False),
        ("https://dav.example.co.uk/", "https://other.example.co.uk/", False),
        ("https://cloud.example.org/", "http://cloud.example.org/", False),
        ("http://cloud.example.org/", "https://cloud.example.org/", True),
        ("https://cloud.example.org/", "https://cloud.example.org:8443/", False),
        ("https://cloud.example.org/", "https://CLOUD.example.org:443/dav/", True),
    ],
)
def test_the_password_goes_to_one_host_and_to_those_of_one_known_provider(address: str, to: str, allowed: bool) -> None:
    with Dav(address, "alice", "her password") as dav:
        assert dav.may(to) is allowed


def test_a_server_that_sends_around_in_circles_is_left(liar: Liar, dav: Dav) -> None:
    liar.script = lambda asked: Answer(302, headers={"Location": asked.path + "x"})
    with pytest.raises(faults.Nonsense, match="circles"):
        dav.propfind(f"{liar.url}/", "<d:resourcetype/>")
    assert len(liar.asked) == 5


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "lol"><!ENTITY y "&x;&x;">]><a>&y;</a>'


@pytest.mark.parametrize(
    "body",
    [
        BOMB,
        BOMB.decode().encode("utf-16"),
        b'<!DOCTYPE a SYSTEM "http://127.0.0.1/x"><a/>',
        b"<html><body>Sign in<br></body></html>",
        b"<a>" * 100_000,
        b"<d:multistatus xmlns:d='DAV:'>" + b"<d:response>" * 50_000,
        b"",
        b"\xff\xfe\x00",
        b"<d:multistatus xmlns:d='DAV:'><d:response>",
    ],
)
def test_what_is_no_honest_xml_is_refused_in_no_time(liar: Liar, dav: Dav, body: bytes) -> None:
    liar.script = lambda _: Answer(207, body)
    began = time.monotonic()
    with pytest.raises(faults.Nonsense):
        dav.listing(f"{liar.url}/cal/")
    assert time.monotonic() - began < 5


def test_a_huge_answer_is_not_read_to_its_end(liar: Liar, dav: Dav) -> None:
    liar.script = lambda _: Answer(207, b"<a>" + b" " * (17 * 2**20))
    with pytest.raises(faults.NoWay, match="longer than"):
        dav.listing(f"{liar.url}/cal/")


def test_a_server_that_dawdles_is_left_in_time(liar: Liar) -> None:
    def dawdle(_: Asked) -> Answer:
        time.sleep(1)
        return Answer(207)

    liar.script = dawdle
    with (
        Dav(f"{liar.url}/", "alice", "x", allowed=["127.0.0.0/8"], seconds=0.2) as dav,
        pytest.raises(faults.NoWay, match="did not answer in time"),
    ):
        dav.listing(f"{liar.url}/cal/")


def test_a_server_that_is_gone_is_told_in_words(liar: Liar, dav: Dav) -> None:
    liar.stop()
    with pytest.raises(faults.NoWay, match="can't be reached"):
        dav.listing(f"{liar.url}/cal/")


def test_a_list_of_changes_in_pages_is_read_to_its_end(liar: Liar, dav: Dav) -> None:
    def script(asked: Asked) -> Answer:
        if b">two<" in asked.body:
            return multistatus(
                response("/cal/b.ics", etag("b")), response("/cal/gone.ics", status="404 Not Found"), token="three"
            )
        more = response("/cal/", status="507 Insufficient Storage")
        return multistatus(response("/cal/", etag("self")), response("/cal/a.ics", etag("a")), more, token="two")

    liar.script = script
    found = dav.changes(f"{liar.url}/cal/", "one")
    assert {each.rpartition("/")[2]: value for each, value in found.changed.items()} == {"a.ics": '"a"', "b.ics": '"b"'}
    assert {each.rpartition("/")[2] for each in found.gone} == {"gone.ics"}
    assert found.token == "three"


def test_a_list_of_changes_without_end_is_left(liar: Liar, dav: Dav, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("halfhour.connections.dav.client.PAGES", 5)
    more = response("/cal/", status="507 Insufficient Storage")
    liar.script = lambda _: multistatus(more, token=f"page {len(liar.asked)}")
    with pytest.raises(faults.Nonsense, match="has no end"):
        dav.changes(f"{liar.url}/cal/", None)


def test_a_made_up_token_is_not_kept(liar: Liar, dav: Dav) -> None:
    liar.script = lambda _: multistatus(response("/cal/a.ics", etag("a")), token="fake-dbcd49")
    assert dav.changes(f"{liar.url}/cal/", None).token is None


@pytest.mark.parametrize("status", [403, 409, 412])
def test_an_expired_token_is_known_by_what_the_answer_names(liar: Liar, dav: Dav, status: int) -> None:
    liar.script = lambda _: Answer(status, b'<d:error xmlns:d="DAV:"><d:valid-sync-token/></d:error>')
    with pytest.raises(faults.TokenExpired):
        dav.changes(f"{liar.url}/cal/", "old")


@pytest.mark.parametrize("status", [400, 405, 415, 501])
def test_a_server_that_knows_no_such_report_says_so(liar: Liar, dav: Dav, status: int) -> None:
    liar.script = lambda _: Answer(status)
    with pytest.raises(faults.NotOffered):
        dav.changes(f"{liar.url}/cal/", "old")


def test_the_etag_sent_is_always_a_concrete_one_and_read_again_where_the_answer_has_none(liar: Liar, dav: Dav) -> None:
    liar.script = lambda asked: Answer(200, b"rewritten", {"ETag": '"new"'}) if asked.method == "GET" else Answer(204)
    place = f"{liar.url}/cal/a.ics"
    assert dav.put(Kind.CALENDAR, place, b"ours", 'W/"old"') == (place, '"new"')
    assert dav.put(Kind.CALENDAR, place, b"ours", None) == (place, '"new"')
    dav.delete(place, "bare")
    puts = [each.headers for each in liar.asked if each.method != "GET"]
    assert [each.get("if-match") for each in puts] == ['"old"', None, '"bare"']
    assert [each.get("if-none-match") for each in puts] == [None, "*", None]


@pytest.mark.parametrize(("status", "told"), [(429, "120"), (503, "120")])
def test_whoever_asks_to_be_left_alone_is(liar: Liar, dav: Dav, status: int, told: str) -> None:
    liar.script = lambda _: Answer(status, headers={"Retry-After": told})
    with pytest.raises(faults.Overloaded) as met:
        dav.listing(f"{liar.url}/cal/")
    assert met.value.wait == timedelta(seconds=120)


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (Answer(401, headers={"WWW-Authenticate": 'Basic realm="x"'}), faults.WrongPassword),
        (Answer(403), faults.WrongPassword),
        (Answer(401, headers={"WWW-Authenticate": "Bearer"}), faults.OtherSignIn),
        (Answer(500), faults.Fault),
        (Answer(200, b"<html>"), faults.Nonsense),
    ],
)
def test_a_refusal_has_a_sentence_and_an_advice(
    liar: Liar, dav: Dav, answer: Answer, fault: type[faults.Fault]
) -> None:
    liar.script = lambda _: answer
    with pytest.raises(fault) as met:
        dav.propfind(f"{liar.url}/", "<d:resourcetype/>")
    assert met.value.words.endswith(".")
    assert met.value.advice.endswith(".")


def test_a_server_that_wants_digest_gets_it(liar: Liar, dav: Dav) -> None:
    def script(asked: Asked) -> Answer:
        if asked.headers.get("authorization", "").startswith("Digest "):
            return one_calendar(asked)
        return Answer(401, headers={"WWW-Authenticate": 'Digest realm="baikal", nonce="1", qop="auth"'})

    liar.script = script
    assert len(discovery.discover(dav, Kind.CALENDAR)) == 1


def test_lists_of_tasks_and_what_can_only_be_read_are_told_apart(liar: Liar, dav: Dav) -> None:
    tasks = '<c:supported-calendar-component-set><c:comp name="VTODO"/></c:supported-calendar-component-set>'
    read = "<d:current-user-privilege-set><d:privilege><d:read/></d:privilege></d:current-user-privilege-set>"
    liar.script = lambda _: multistatus(
        response("/", "<d:resourcetype><d:collection/></d:resourcetype>"),
        response("/tasks/", CALENDAR + tasks), response("/holidays/", CALENDAR + read), response("/cal/", CALENDAR),
    )  # fmt: skip
    found = discovery.discover(dav, Kind.CALENDAR)
    assert {each["href"].rpartition("/")[0].rpartition("/")[2]: each["writable"] for each in found} == {
        "holidays": False,
        "cal": True,
    }


def test_where_nothing_is_found_that_is_said(liar: Liar, dav: Dav) -> None:
    with pytest.raises(faults.NothingToConnect, match="No calendars were found at this address"):
        discovery.discover(dav, Kind.CALENDAR)


def test_entries_too_large_together_are_read_one_by_one_and_those_too_large_alone_left(liar: Liar, dav: Dav) -> None:
    def script(asked: Asked) -> Answer:
        if asked.method == "REPORT":
            return Answer(207, b" " * (17 * 2**20))
        return Answer(200, b"x" * (2_000_000 if "large" in asked.path else 10), {"ETag": '"a"'})

    liar.script = script
    places = [f"{liar.url}/book/{name}.vcf" for name in ("large", "small")]
    found = list(dav.fetch(Kind.ADDRESS_BOOK, f"{liar.url}/book/", places))
    assert [each.href for each in found] == places[1:]
