"""Radicale and Xandikos on loopback ports, and another client of theirs: what a telephone would do."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from defusedxml import ElementTree

PASSWORD = "app-password-of-alice"
_XANDIKOS_USER = "alice"


class There:
    """A running server, on which each test has places of its own."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.folder = name, folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.users: dict[str, str] = {}
        command = self._radicale() if name == "radicale" else self._xandikos()
        with (folder / "log").open("wb") as log:
            self._process = subprocess.Popen([sys.executable, "-m", *command], stdout=log, stderr=log)
        self._wait()

    def _radicale(self) -> list[str]:
        config = self.folder / "config"
        config.write_text(
            f"[auth]\ntype = htpasswd\nhtpasswd_filename = {self.folder / 'users'}\nhtpasswd_encryption = plain\n"
            f"delay = 0\n[storage]\nfilesystem_folder = {self.folder / 'collections'}\n[web]\ntype = none\n"
        )
        self._write_users()
        return ["radicale", "--config", str(config), "--server-hosts", f"127.0.0.1:{self.port}"]

    def _xandikos(self) -> list[str]:
        folder = str(self.folder / "collections")
        where = ["-d", folder, "--state-dir", str(self.folder / "state"), "-l", "127.0.0.1", "-p", str(self.port)]
        user = f"/{_XANDIKOS_USER}/"
        return ["xandikos", "serve", *where, "--defaults", "--current-user-principal", user, "--autocreate"]

    def _wait(self) -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                raise RuntimeError((self.folder / "log").read_text())
            try:
                socket.create_connection(("127.0.0.1", self.port), 0.2).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError(f"{self.name} did not start")

    def stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _write_users(self) -> None:
        (self.folder / "users").write_text("".join(f"{user}:{word}\n" for user, word in self.users.items()))

    def let_in(self, user: str, password: str = PASSWORD) -> None:
        self.users[user] = password
        self._write_users()

    def other_client(self) -> OtherClient:
        """Somebody's telephone. On Radicale everybody has a user of their own; Xandikos has one for all."""
        user = _XANDIKOS_USER
        if self.name == "radicale":
            user = f"alice-{uuid4().hex[:8]}"
            self.let_in(user)
        return OtherClient(self, user)


class OtherClient(httpx.Client):
    """Writes and reads entries as another program would, with collections of its own."""

    def __init__(self, there: There, user: str) -> None:
        super().__init__(base_url=there.url, auth=(user, PASSWORD), trust_env=False, timeout=20)
        self.there, self.user = there, user

    def make(self, kind: str, name: str) -> str:
        """A new collection; gives its path."""
        inside = {"calendar": "calendars/", "address_book": "contacts/"}[kind] if self.there.name == "xandikos" else ""
        path = f"/{self.user}/{inside}{uuid4().hex[:8]}/"
        if kind == "calendar":
            body = (
                '<c:mkcalendar xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:set><d:prop>'
                f"<d:displayname>{name}</d:displayname></d:prop></d:set></c:mkcalendar>"
            )
            answer = self.request("MKCALENDAR", path, content=body)
        else:
            body = (
                '<d:mkcol xmlns:d="DAV:" xmlns:a="urn:ietf:params:xml:ns:carddav"><d:set><d:prop><d:resourcetype>'
                f"<d:collection/><a:addressbook/></d:resourcetype><d:displayname>{name}</d:displayname>"
                "</d:prop></d:set></d:mkcol>"
            )
            answer = self.request("MKCOL", path, content=body, headers={"Content-Type": "application/xml"})
        assert answer.status_code == 201, f"{answer.status_code} {answer.text}"
        return path

    def entries(self, collection: str) -> dict[str, str]:
        """Every entry of a collection with its text, by its path."""
        answer = self.request("PROPFIND", collection, headers={"Depth": "1"})
        hrefs = {each for each in _hrefs(answer.text) if not each.endswith("/")}
        return {each: self.get(each).text for each in sorted(hrefs)}

    def write(self, path: str, text: str, **headers: Any) -> httpx.Response:
        kind = "text/vcard" if "BEGIN:VCARD" in text else "text/calendar"
        answer = self.put(path, content=text.encode(), headers={"Content-Type": kind, **headers})
        assert answer.status_code in (201, 204), f"{answer.status_code} {answer.text}"
        return answer

    def edit(self, path: str, *changes: tuple[str, str]) -> str:
        """Change some of an entry's text, as it stands now and nobody else's."""
        got = self.get(path)
        assert got.status_code == 200, got.text
        text = got.text
        for old, new in changes:
            assert old in text, f"{old!r} is not in {text}"
            text = text.replace(old, new)
        self.write(path, text, **{"If-Match": got.headers["etag"]})
        return text


def _hrefs(text: str) -> list[str]:
    return [each.text or "" for each in ElementTree.fromstring(text).findall("{DAV:}response/{DAV:}href")]
