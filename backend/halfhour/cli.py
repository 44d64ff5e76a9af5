"""The `halfhour` command: run the server, look after its data, help it out; or ask a server as any client may."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer import style

from .core.visible import visible
from .remote.building import Lazy, Makers

if TYPE_CHECKING:
    from .core.engine import Database
    from .core.settings import Settings

HERE = "On this machine"
THERE = "At a server, through its API"


class Commands(Lazy):
    """The commands for this machine, then those that ask a server: made only when one of them is wanted."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        for each in self._made.values():
            each.rich_help_panel = HERE
        self.make = self._remote

    def dressed(self, made: Any) -> Any:
        made.rich_help_panel = THERE
        return made

    def _remote(self) -> Makers:
        from .remote.commands import commands

        return {name: maker for name, maker in commands().items() if name not in self._made}


app = typer.Typer(
    name="halfhour",
    cls=Commands,
    help="Informational interviews, from “whom could I ask?” to “now I know”.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
user = typer.Typer(help="Accounts.", no_args_is_help=True)
token = typer.Typer(help="Personal access tokens.", no_args_is_help=True)
importing = typer.Typer(help="Bring in what you already have.", no_args_is_help=True)
app.add_typer(user, name="user")
app.add_typer(token, name="token")
app.add_typer(importing, name="import")


DataDir = Annotated[Path | None, typer.Option(help="Folder of the data; else HALFHOUR_DATA_DIR, else .data.")]
PasswordStdin = Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input.")]
CONTRACT = Path("openapi/openapi.json")


@app.callback()
def connect(
    context: typer.Context,
    server: Annotated[
        str | None, typer.Option(help="Address of the server to ask; else HALFHOUR_SERVER, or where you logged in.")
    ] = None,
    token: Annotated[
        str | None,
        typer.Option(help="Your access token; else HALFHOUR_TOKEN. Others of this machine see what is typed."),
    ] = None,
    token_stdin: Annotated[bool, typer.Option("--token-stdin", help="Read the token from standard input.")] = False,
) -> None:
    """Informational interviews, from “whom could I ask?” to “now I know”."""
    context.obj = {"server": server, "token": token, "token_stdin": token_stdin}


def say(text: str) -> None:
    """To whoever sits there; what programs read goes to the standard output."""
    typer.echo(text, err=True)


def fail(message: str, code: int = 1) -> typer.Exit:
    say(f"{style('halfhour:', fg='red')} {visible(message)}")
    return typer.Exit(code)


def chosen(data_dir: Path | None = None) -> Settings:
    from .core.settings import Settings

    if data_dir is not None:
        os.environ["HALFHOUR_DATA_DIR"] = str(data_dir)
    return Settings()


@contextmanager
def database(data_dir: Path | None = None) -> Iterator[Database]:
    """The database, brought to its newest form; refusals end the command in words."""
    from .core.engine import Database, WeakDurability
    from .core.errors import Refusal
    from .core.migrate import migrate

    opened = Database(chosen(data_dir))
    try:
        migrate(opened)
        opened.check_durability()
        yield opened
    except (Refusal, WeakDurability) as refusal:
        raise fail(str(refusal)) from None
    finally:
        opened.close()


@contextmanager
def whole(data_dir: Path | None) -> Iterator[Database]:
    """The database, for a command that changes what people have: each step that follows such changes is known."""
    from .main import load_steps

    load_steps()
    with database(data_dir) as opened:
        yield opened


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 picks a free one.")] = None,
    data_dir: DataDir = None,
    reload: Annotated[bool, typer.Option(help="Start anew whenever the code changes (for developers).")] = False,
) -> None:
    """Serve the API and the web app."""
    gc.disable()  # until the app is made: main.application
    import uvicorn

    from .core.guard import Guarded, trust
    from .core.logs import set_up

    if host is not None:
        os.environ["HALFHOUR_HOST"] = host
    if port is not None:
        os.environ["HALFHOUR_PORT"] = str(port)
    settings = chosen(data_dir)
    with database(data_dir):
        pass
    set_up(settings.log_level)
    trust(settings.trusted_proxies)
    say(f"\n  Halfhour is at {style(settings.origin, bold=True)}")
    say("  Open it in a browser and make your account; the first person may. Stop with Ctrl+C.\n")
    uvicorn.run(
        "halfhour.main:application",
        factory=True,
        host=settings.host,
        port=settings.port,
        reload=reload,
        http=Guarded,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=10,
    )


@app.command()
def worker(data_dir: DataDir = None) -> None:
    """Run jobs, where the server does not run them itself (HALFHOUR_WORKER=external)."""
    import signal

    from .core.housekeeping import keep_house
    from .core.logs import set_up
    from .core.worker import Jobs
    from .main import job_handlers

    stop = threading.Event()
    set_up(chosen(data_dir).log_level)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with database(data_dir) as opened:
        handlers = job_handlers()
        beside = [
            threading.Thread(target=keep_house, args=(opened, stop), daemon=True),
            threading.Thread(target=Jobs(opened, handlers, errands=True).work, args=(stop,), daemon=True),
        ]
        for thread in beside:
            thread.start()
        Jobs(opened, handlers).work(stop)
        for thread in beside:
            thread.join(10)


@app.command()
def migrate(data_dir: DataDir = None) -> None:
    """Bring the database to its newest form."""
    with database(data_dir):
        say("The database is up to date.")


@app.command()
def openapi(file: Annotated[Path, typer.Argument(help="Where to write it; - for standard output.")] = CONTRACT) -> None:
    """Write the contract."""
    from .main import contract_bytes

    written = contract_bytes()
    if str(file) == "-":
        sys.stdout.buffer.write(written)
        return
    file.write_bytes(written)
    say(f"Wrote {file!s}.")


@app.command()
def demo(
    data_dir: Annotated[Path, typer.Option(help="Folder of the demo's data.")] = Path(".data-demo"),
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
    serving: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve it when it is made.")] = True,
) -> None:
    """Make a sample account in a data folder of its own, and serve it."""
    from .demo import make_demo

    with whole(data_dir) as opened:
        email, password = make_demo(opened)
    say(f"\n  Sign in as {style(email, bold=True)} with the password {style(password, bold=True)}")
    if serving:
        serve(port=port, data_dir=data_dir)


@user.command("create")
def user_create(
    email: str,
    name: Annotated[str, typer.Option(help="What Halfhour calls them.")] = "",
    password_stdin: PasswordStdin = False,
    data_dir: DataDir = None,
) -> None:
    """Make an account."""
    from .accounts.service import create_account

    password = asked_password(password_stdin)
    with database(data_dir) as opened:
        create_account(opened, email, password, name=name or email.partition("@")[0])
    say(f"Made an account for {email}.")


@user.command("password")
def user_password(email: str, password_stdin: PasswordStdin = False, data_dir: DataDir = None) -> None:
    """Give somebody who forgot theirs a new password; all their browsers are signed out."""
    from .accounts.service import reset_password

    password = asked_password(password_stdin)
    with database(data_dir) as opened:
        reset_password(opened, email, password)
    say(f"Changed the password of {email}.")


def asked_password(from_stdin: bool) -> str:
    """The first line of standard input, or what is typed twice at the prompt."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))


@token.command("create")
def token_create(
    email: str,
    name: Annotated[str, typer.Option(help="What it is for.")],
    scopes: Annotated[str, typer.Option(help="Comma separated, such as contacts:read; `all` for every scope.")],
    data_dir: DataDir = None,
) -> None:
    """Make a personal access token and print it, this once."""
    from .accounts.service import create_token

    with database(data_dir) as opened:
        made = create_token(opened, email, name, [each.strip() for each in scopes.split(",") if each.strip()])
    print(made)


@contextmanager
def told(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar that shows how far it is, for whom to call with what is done and with all there is."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


@importing.command("linkedin")
def import_linkedin(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    email: Annotated[str, typer.Option("--user", help="Whose account.")],
    data_dir: DataDir = None,
) -> None:
    """Import a LinkedIn export: Connections.csv, or the ZIP as it was downloaded."""
    from .accounts.service import account_id
    from .exchange.service import import_file

    with whole(data_dir) as opened, told("Importing") as on_progress:
        summary = import_file(opened, account_id(opened, email), file, on_progress)
    for line in summary:
        say(visible(line))


@importing.command("account")
def import_account(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    email: Annotated[str, typer.Option("--user", help="Into whose account.")],
    data_dir: DataDir = None,
) -> None:
    """Bring a whole account in, as `halfhour export` or the browser has written it: all of it or nothing."""
    from .accounts.service import account_id
    from .exchange.account_service import import_account as bring_in

    with whole(data_dir) as opened, told("Bringing in") as on_progress:
        summary = bring_in(opened, account_id(opened, email), file, on_progress)
    for line in summary:
        say(visible(line))


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="The file to write, such as halfhour.zip.")],
    email: Annotated[str, typer.Option("--user", help="Whose account.")],
    data_dir: DataDir = None,
) -> None:
    """Write everything that one person has kept into one file."""
    from .accounts.service import account_id
    from .core.archive import BadBackup
    from .exchange.account_writing import export as write_out

    try:
        with database(data_dir) as opened:
            write_out(opened, account_id(opened, email), file)
    except BadBackup as error:
        raise fail(str(error)) from None
    say(f"Wrote {file!s}.")


@app.command()
def backup(file: Path, data_dir: DataDir = None) -> None:
    """Write everything into one file, while the server runs."""
    from .core import backup as backups

    with database(data_dir) as opened:
        backups.backup(opened, file)
    say(f"Wrote {file!s}.")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    verify: Annotated[bool, typer.Option("--verify", help="Only check the file.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Bring a backup back into an empty place."""
    from .core import backup as backups
    from .core.archive import BadBackup

    try:
        if verify:
            backups.verify(file)
        else:
            backups.restore(file, chosen(data_dir))
    except BadBackup as error:
        raise fail(str(error)) from None
    say("The file is whole." if verify else "Restored.")


@app.command()
def doctor(
    mend: Annotated[bool, typer.Option("--mend", help="Make the search index anew first.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Look for trouble, and say what to do about it."""
    from .core import doctor as doctors

    colours = {"ok": "green", "warning": "yellow", "fault": "red"}
    with database(data_dir) as opened:
        if mend:
            doctors.mend(opened)
        findings = doctors.examine(opened)
    for finding in findings:
        say(f"{style(f'{finding.state:7}', fg=colours[finding.state])} {visible(finding.what)}")
        if finding.mend:
            say(f"        {visible(finding.mend)}")
    if any(finding.state == "fault" for finding in findings):
        raise typer.Exit(1)


def main() -> None:
    app()
