"""Which server, and with which token: from the command line, the environment, or what `halfhour login` has kept."""

import json
import os
import stat
import sys
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import urlsplit

HERE = "http://127.0.0.1:8000"
OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Unusable(Exception):
    """What was given does not lead to a server, or the saved token is open to others; the message says what to do."""


@dataclass(frozen=True)
class Place:
    """Where Halfhour is, and what proves who asks."""

    server: str
    token: str

    @property
    def overheard(self) -> bool:
        """Whether others on the way can read the token: plain http to anywhere but this machine."""
        address = urlsplit(self.server)
        return address.scheme == "http" and not _is_loopback(address.hostname or "")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def config_file() -> Path:
    """`HALFHOUR_CONFIG`, or where the system keeps settings of programs."""
    import typer

    given = os.environ.get("HALFHOUR_CONFIG")
    return Path(given) if given else Path(typer.get_app_dir("halfhour")) / "login.json"


def saved() -> Place | None:
    """What `halfhour login` wrote, if it did.

    Raises:
        Unusable: other people of this machine may read the file, or it is not what was written.
    """
    file = config_file()
    try:
        if os.name == "posix" and file.stat().st_mode & OTHERS:
            raise Unusable(f"Others may read the token in {file}. Close it with: chmod 600 {file}")
        kept = json.loads(file.read_text())
        return Place(str(kept["server"]), str(kept["token"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise Unusable(f"{file} can't be read. Delete it and say `halfhour login` again.") from fault


def save(place: Place) -> Path:
    """Write the file for the person alone: closed before anything stands in it, and whole or not at all."""
    file = config_file()
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=file.parent, prefix=".login-", delete=False) as made:  # made with mode 0600
        made.write(json.dumps({"server": place.server, "token": place.token}))
    Path(made.name).replace(file)
    return file


def forget() -> Path | None:
    """Delete the file; gives its name if there was one."""
    file = config_file()
    with suppress(FileNotFoundError):
        file.unlink()
        return file
    return None


def checked(server: str) -> str:
    """The server's address without what follows the host.

    Raises:
        Unusable: it is no http address.
    """
    address = urlsplit(server if "://" in server else f"https://{server}")
    if address.scheme not in ("http", "https") or not address.hostname or address.username or address.query:
        raise Unusable(f"{server!r} is no server's address. Write it like https://halfhour.example.")
    return f"{address.scheme}://{address.netloc}{address.path}".rstrip("/").removesuffix("/api/v1")


def find(server: str | None, token: str | None, *, from_stdin: bool = False) -> Place:
    """The place to ask: what the command line says, then the environment, then what was saved.

    A saved token goes to the server that it was saved with, and to no other.

    Raises:
        Unusable
    """
    server = server or os.environ.get("HALFHOUR_SERVER")
    if from_stdin:
        token = sys.stdin.readline().strip()
    token = token or os.environ.get("HALFHOUR_TOKEN")
    if server and token:
        return Place(checked(server), token)
    kept = saved()
    chosen = checked(server) if server else kept.server if kept else HERE
    if not token:
        token = kept.token if kept and kept.server == chosen else ""
    return Place(chosen, token)
