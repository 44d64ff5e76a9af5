"""What is decided from plain values."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from halfhour.accounts import credentials, rules, strength
from halfhour.core.access import COOKIE, LOOPBACK_COOKIE
from halfhour.core.errors import Invalid
from halfhour.core.settings import Registration

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_a_token_has_the_published_form_and_its_own_checksum() -> None:
    token = credentials.new_token()
    assert len(token) == 39
    assert token.startswith("hh_")
    assert token[3:].isalnum()
    assert credentials.is_token(token)
    assert token != credentials.new_token()


def test_a_token_with_one_wrong_character_is_no_token() -> None:
    token = credentials.new_token()
    for place in range(len(token)):
        typo = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        assert not credentials.is_token(typo)


def test_a_token_with_a_line_end_is_no_token() -> None:
    assert not credentials.is_token(credentials.new_token() + "\n")


@pytest.mark.parametrize("text", ["", "hh_", "hh_" + "0" * 35, "hh_" + "é" * 36])
def test_what_only_looks_like_a_token_is_none(text: str) -> None:
    assert not credentials.is_token(text)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short one", "shorter"),
        ("x" * 257, "longer"),
        ("aaaaaaaaaaaaaa", "same few"),
        ("abcabcabcabcabc", "same few"),
        ("hotdog?hotdog?hotdog?", "same few"),
        ("123456789012", "row|common"),
        ("abcdefghijklmn", "row"),
        ("qwertyuiop[]", "row"),
        ("poiuytrewq99", "row"),
        ("1qaz2wsx3edc", "row"),
        ("qwertyasdfgh", "row"),
        ("password12345", "common"),
        ("P@ssw0rd12345", "common"),
        ("Welcome2026!!!", "common"),
        ("iloveyou123456", "common"),
        ("HalfhourHalfhour1", "common"),
        ("letmein-letmein-2026", "common"),
        ("correct horse battery staple", "common"),
        ("839201847563", "common"),
        ("Maria.Keller2026", "name"),
        ("maria@example.org", "name"),
        ("kellermaria1990", "name"),
    ],
)
def test_a_password_that_guessing_programs_try_first_is_refused(password: str, why: str) -> None:
    with pytest.raises(rules.WeakPassword) as refused:
        strength.check(password, email="maria@example.org", name="Maria Keller")
    assert re.search(why, refused.value.detail)
    assert refused.value.errors[0].pointer == "#/password"


@pytest.mark.parametrize(
    "password",
    [
        "seven quiet herons wade",
        "five brave otters sing",
        "kY7#pq2!vLx9",
        "Der Regen fällt auf Bern",
        "窓の外に雪が降っている朝の駅",
        "the maria bridge at dusk",
        "monkey coffee dragon sunshine",
        "tr0ub4dor & 3 geese",
    ],
)
def test_a_password_that_takes_long_to_guess_is_taken(password: str) -> None:
    strength.check(password, email="maria@example.org", name="Maria Keller")


def test_a_password_is_the_same_however_the_keyboard_composes_it() -> None:
    assert strength.plain_form("cafe\u0301 au lait") == strength.plain_form("café au lait")


def test_all_scopes_are_named_once_and_none_reaches_the_account() -> None:
    assert rules.scopes_of("all") == list(rules.SCOPES)
    assert len(set(rules.SCOPES)) == len(rules.SCOPES)
    assert not {"account:write", "tokens:write", "session:write", "admin"} & set(rules.SCOPES)


def test_scopes_come_in_one_order_each_once() -> None:
    assert rules.scopes_of("contacts:write, contacts:read contacts:write") == ["contacts:read", "contacts:write"]
    assert rules.scopes_of(["notes:read", "careers:read"]) == ["careers:read", "notes:read"]


@pytest.mark.parametrize("given", ["", "admin", "all contacts:read", "contacts:delete", []])
def test_an_unknown_scope_is_refused_with_those_there_are(given: str | list[str]) -> None:
    with pytest.raises(Invalid) as refused:
        rules.scopes_of(given)
    assert "contacts:read" in refused.value.errors[0].mend


def test_the_eleventh_guess_waits_until_the_first_is_five_minutes_old() -> None:
    guesses = [NOON + timedelta(seconds=n) for n in range(10)]
    later = NOON + timedelta(seconds=20)
    assert rules.wait(rules.PER_ACCOUNT, guesses[:9], later) == 0
    assert rules.wait(rules.PER_ACCOUNT, guesses, later) == 280
    assert rules.wait(rules.PER_ACCOUNT, guesses[1:], NOON + timedelta(seconds=300)) == 0


def test_a_session_lives_fourteen_idle_days_and_ninety_in_all() -> None:
    end = NOON + rules.ABSOLUTE
    assert rules.alive(NOON + timedelta(days=13, hours=23), NOON, end)
    assert not rules.alive(NOON + timedelta(days=14), NOON, end)
    assert not rules.alive(end, end - timedelta(seconds=1), end)


def test_proof_counts_for_ten_minutes() -> None:
    assert rules.proved(NOON + timedelta(minutes=9, seconds=59), NOON)
    assert not rules.proved(NOON + timedelta(minutes=10), NOON)


@pytest.mark.parametrize(
    ("registration", "first", "invited", "open_"),
    [
        (Registration.FIRST, True, False, True),
        (Registration.FIRST, False, False, False),
        (Registration.FIRST, False, True, True),
        (Registration.OPEN, False, False, True),
        (Registration.CLOSED, True, False, False),
        (Registration.CLOSED, False, True, False),
    ],
)
def test_who_may_sign_up(registration: Registration, first: bool, invited: bool, open_: bool) -> None:
    assert rules.open_to(registration, first=first, invited=invited) is open_


def test_an_address_is_the_same_however_it_is_typed() -> None:
    assert rules.email_key(" Maria@Example.ORG ") == rules.email_key("maria@example.org")
    assert rules.email_key("ＭＡＲＩＡ@example.org") == "maria@example.org"


@pytest.mark.parametrize("email", ["", "maria", "@", "a@", "@b", "a@b@c", "a b@c", "a\u200b@c", "a@" + "b" * 260])
def test_what_is_no_address_is_refused(email: str) -> None:
    with pytest.raises(Invalid):
        rules.email_key(email)


@pytest.mark.parametrize(
    ("origin", "host", "style"),
    [
        ("https://halfhour.example.org", "halfhour.example.org", (COOKIE, True)),
        ("https://halfhour.example.org", "127.0.0.1:8000", (COOKIE, True)),
        ("http://127.0.0.1:8000", "127.0.0.1:8000", (LOOPBACK_COOKIE, False)),
        ("http://0.0.0.0:8000", "localhost:8000", (LOOPBACK_COOKIE, False)),
        ("http://0.0.0.0:8000", "[::1]:8000", (LOOPBACK_COOKIE, False)),
    ],
)
def test_only_plain_loopback_goes_without_secure(origin: str, host: str, style: tuple[str, bool]) -> None:
    assert rules.cookie_style(origin, host) == style


@pytest.mark.parametrize("host", ["192.168.1.5:8000", "localhost.evil.example", "127.0.0.1.evil.example", "", "[::2]"])
def test_a_network_without_https_is_refused(host: str) -> None:
    with pytest.raises(rules.PlainHttp):
        rules.cookie_style("http://0.0.0.0:8000", host)


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxies", "found"),
    [
        ("203.0.113.9", "", [], "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", [], "203.0.113.9"),
        ("10.0.0.2", "198.51.100.1", ["10.0.0.2"], "198.51.100.1"),
        ("10.0.0.2", "1.2.3.4, 198.51.100.1", ["10.0.0.0/8"], "198.51.100.1"),
        ("10.0.0.2", "1.2.3.4, 198.51.100.1, 10.0.0.7", ["10.0.0.0/8"], "198.51.100.1"),
        ("10.0.0.2", "rubbish", ["10.0.0.0/8"], "10.0.0.2"),
        ("10.0.0.2", "198.51.100.1, rubbish", ["10.0.0.0/8"], "10.0.0.2"),
        ("::ffff:10.0.0.2", "[2001:db8::7]", ["10.0.0.0/8"], "2001:db8::7"),
        ("unix", "198.51.100.1", ["10.0.0.0/8"], "unix"),
    ],
)
def test_only_our_proxies_are_believed(peer: str, forwarded: str, proxies: list[str], found: str) -> None:
    assert rules.client_address(peer, forwarded, proxies) == found


def test_an_ipv6_neighbourhood_counts_as_one() -> None:
    assert rules.counted_as("2001:db8:1:2:3::4") == rules.counted_as("2001:db8:1:2:ffff::1")
    assert rules.counted_as("2001:db8:1:3::4") != rules.counted_as("2001:db8:1:2::4")
    assert rules.counted_as("::ffff:192.0.2.1") == rules.counted_as("192.0.2.1")
