"""What can't be done is said in words, with what to mend, and by an exit code that a script may look at."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from halfhour.remote.api import Api
from halfhour.remote.failed import Failed
from halfhour.remote.place import Place
from tests.conftest import Client
from tests.remote.conftest import Terminal

NOBODY = "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"


def test_what_is_not_there_ends_with_4(terminal: Terminal) -> None:
    for who in (NOBODY, "Nobody Whatsoever"):
        done = terminal.tries("contacts", "show", who)
        assert done.exit_code == 4
        assert done.stdout == ""


def test_a_value_that_is_refused_ends_with_2_and_names_the_option(terminal: Terminal) -> None:
    done = terminal.tries("contacts", "add", "Maria", "--difficulty", "7", "--time-zone", "Leipzig")
    assert done.exit_code == 2
    assert "--difficulty: " in done.stderr
    assert "--time-zone: " in done.stderr
    nested = terminal.tries("contacts", "add", "Maria", "--emails", "work=nonsense")
    assert "--emails, 1. value: " in nested.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("contacts", "list", "--no-such-thing"),
        ("contacts", "list", "--level", "boss"),
        ("contacts", "frobnicate"),
        ("interviews", "plan"),
        ("contacts", "change", NOBODY, "--json", "{"),
        ("contacts", "change", NOBODY, "--json", "[]"),
        ("contacts", "add", "--json", "@no-such-file.json"),
        ("notes", "attachments", "add", NOBODY, "no-such-file.txt"),
        ("contacts", "import", "no-such-file.csv"),
        ("--server", "ftp://example.org", "today"),
        ("interviews", "agenda", "show", "agenda"),
    ],
)
def test_what_was_typed_wrongly_ends_with_2(terminal: Terminal, words: tuple[str, ...]) -> None:
    done = terminal.tries(*words)
    assert done.exit_code in (2, 4), done.stderr
    assert done.exit_code == 2 or "agenda" in words
    assert "Traceback" not in done.stderr
    assert done.stderr


def test_who_is_not_signed_in_is_told_how_to_and_it_ends_with_3(terminal: Terminal) -> None:
    for token in ("", "hh_nonsense"):
        done = terminal.tries("contacts", "list", HALFHOUR_TOKEN=token)
        assert done.exit_code == 3
        assert "halfhour login" in done.stderr


def test_a_missing_scope_is_named_and_ends_with_3(terminal: Terminal, token_for: Callable[..., str]) -> None:
    done = terminal.tries("contacts", "add", "Maria", HALFHOUR_TOKEN=token_for("contacts:read"))
    assert done.exit_code == 3
    assert "contacts:write" in done.stderr


def test_a_stale_change_ends_with_5_and_changes_nothing(terminal: Terminal, alice: Client) -> None:
    maria = alice.made("/contacts", full_name="Maria Keller")
    alice.changed(f"/contacts/{maria['id']}", headline="Nurse")
    done = terminal.tries("contacts", "change", maria["id"], "--headline", "Baker", "--if-match", '"1"')
    assert done.exit_code == 5
    assert "changed since you looked" in done.stderr
    assert alice.seen(f"/contacts/{maria['id']}")["headline"] == "Nurse"


def test_an_illegal_move_ends_with_5_and_says_what_is_possible(terminal: Terminal, alice: Client) -> None:
    maria = alice.made("/contacts", full_name="Maria Keller", why_them="Nursing to data.")
    talk = alice.made("/interviews", contact_id=maria["id"])
    done = terminal.tries("interviews", "follow-up", talk["id"])
    assert done.exit_code == 5
    assert "possible now: request" in done.stderr


def test_a_name_that_two_people_have_is_not_guessed(terminal: Terminal, alice: Client) -> None:
    ids = [alice.made("/contacts", full_name="Maria Keller", headline=each)["id"] for each in ("Nurse", "Baker")]
    done = terminal.tries("contacts", "show", "Maria Keller")
    assert done.exit_code == 2
    assert all(id_ in done.stderr for id_ in ids)


def test_a_part_of_a_name_is_enough_to_look_but_not_to_change(terminal: Terminal, alice: Client) -> None:
    maria = alice.made("/contacts", full_name="Maria Keller")
    assert terminal.gets("contacts", "show", "kell")["id"] == maria["id"]
    done = terminal.tries("contacts", "delete", "kell")
    assert done.exit_code == 2
    assert alice.get(f"/contacts/{maria['id']}").status_code == 200


def test_no_server_there_is_said_at_once(terminal: Terminal) -> None:
    done = terminal.tries("today", HALFHOUR_SERVER="http://127.0.0.1:9")
    assert done.exit_code == 1
    assert "There is no server at http://127.0.0.1:9" in done.stderr


class Scripted:
    """A server that gives answers in order, and remembers what it was asked."""

    def __init__(self, *answers: tuple[int, dict[str, str], Any]) -> None:
        self.answers, self.asked = list(answers), []  # type: ignore[var-annotated]
        scripted = self

        class Handler(BaseHTTPRequestHandler):
            def do(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                scripted.asked.append((self.command, self.path, dict(self.headers)))
                status, headers, body = scripted.answers.pop(0)
                if status == 0:  # the line breaks
                    self.connection.close()
                    return
                raw = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(status)
                for name, value in {"Content-Length": str(len(raw)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(raw)

            do_GET = do_POST = do_PATCH = do  # noqa: N815  # the names that http.server calls

            def log_message(self, *_: Any) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"


@contextmanager
def answering(*answers: tuple[int, dict[str, str], Any]) -> Iterator[Scripted]:
    scripted = Scripted(*answers)
    thread = threading.Thread(target=scripted.http.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield scripted
    scripted.http.shutdown()
    scripted.http.server_close()
    thread.join(5)


BUSY = {"detail": "Come back later.", "title": "Busy"}


def test_a_busy_server_is_asked_again_when_it_says_with_the_same_key() -> None:
    waits: list[float] = []
    with answering(
        (503, {"Retry-After": "2"}, BUSY), (429, {"Retry-After": "7"}, BUSY), (201, {}, {"id": "1"})
    ) as server:
        with Api(Place(server.url, "hh_x"), sleep=waits.append) as api:
            assert api.call("post", "/contacts", json={"full_name": "Maria"}).json() == {"id": "1"}
        keys = {headers["Idempotency-Key"] for _, _, headers in server.asked}
    assert (waits, len(server.asked), len(keys)) == ([2.0, 7.0], 3, 1)


def test_each_thing_to_do_has_a_key_of_its_own() -> None:
    with answering((200, {}, {}), (200, {}, {})) as server, Api(Place(server.url, "hh_x")) as api:
        api.call("post", "/contacts", json={})
        api.call("post", "/contacts", json={})
    assert len({headers["Idempotency-Key"] for _, _, headers in server.asked}) == 2


def test_it_gives_up_in_the_end_and_does_not_sit_there_for_an_hour() -> None:
    waits: list[float] = []
    with (
        answering(*[(503, {}, BUSY)] * 5) as server,
        Api(Place(server.url, ""), sleep=waits.append) as api,
        pytest.raises(Failed, match="Come back later"),
    ):
        api.read("/today")
    assert len(waits) == 4
    with (
        answering((429, {"Retry-After": "3600"}, BUSY)) as server,
        Api(Place(server.url, ""), sleep=waits.append) as api,
        pytest.raises(Failed, match="3600 seconds"),
    ):
        api.read("/today")
    assert len(waits) == 4


def test_a_lost_answer_is_asked_for_again_where_that_does_nothing_twice() -> None:
    nothing: Callable[[float], None] = lambda _: None  # noqa: E731
    with answering((0, {}, {}), (201, {}, {"id": "1"})) as server, Api(Place(server.url, ""), sleep=nothing) as api:
        assert api.call("post", "/contacts", json={}).status_code == 201
    assert len({headers["Idempotency-Key"] for _, _, headers in server.asked}) == 1
    with (
        answering((0, {}, {})) as server,
        Api(Place(server.url, ""), sleep=nothing) as api,
        pytest.raises(Failed, match="broke"),
    ):
        api.call("patch", "/contacts/1", json={}, headers={"If-Match": '"1"'})
    assert len(server.asked) == 1


def test_no_redirect_takes_the_token_elsewhere() -> None:
    with (
        answering((302, {"Location": "http://127.0.0.1:9/"}, {})) as server,
        Api(Place(server.url, "hh_x")) as api,
        pytest.raises(Failed, match=r"http://127\.0\.0\.1:9/"),
    ):
        api.read("/today")


@pytest.mark.parametrize("answer", [b"<html>", b"[]", b"{}", b"\xff"])
def test_what_is_not_halfhour_is_told_from_it(answer: bytes) -> None:
    with (
        answering((500, {}, answer)) as server,
        Api(Place(server.url, "")) as api,
        pytest.raises(Failed, match="Is it Halfhour"),
    ):
        api.read("/today")


@pytest.mark.parametrize("answer", [b"<html>Welcome to our hotel</html>", b"[]", b'{"a": 1}', b"\xff", b""])
def test_a_page_that_pretends_to_be_the_answer_is_not_taken_for_it(terminal: Terminal, answer: bytes) -> None:
    with answering((200, {}, answer)) as server:
        done = terminal.tries("contacts", "list", HALFHOUR_SERVER=server.url)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "not Halfhour" in done.stderr


def test_bytes_that_are_no_text_are_refused(terminal: Terminal) -> None:
    for words in (
        ("contacts", "add", "Maria\udcff"),
        ("contacts", "list", "--q", "\udcff"),
        ("contacts", "show", "\udcff"),
    ):
        done = terminal.tries(*words)
        assert done.exit_code == 2, (words, done.stderr)
        assert "UTF-8" in done.stderr


def test_a_download_that_breaks_off_leaves_no_file(tmp_path: Path, terminal: Terminal) -> None:
    file = tmp_path / "part.bin"
    with answering((200, {"Content-Length": "1000"}, b"x" * 10)) as server:
        done = terminal.tries("attachments", "content", NOBODY, "--save", str(file), HALFHOUR_SERVER=server.url)
    assert done.exit_code == 1
    assert "broke off after 10 bytes" in done.stderr
    assert list(tmp_path.glob(".part*")) == []
    assert not file.exists()
