"""Commands made by hand: signing in and out, following what changes."""

import json
import sys
from typing import Annotated, Any

import typer

from . import showing
from .building import Show
from .failed import NOT_ALLOWED, USAGE, Failed
from .running import asking


def login(
    context: typer.Context,
    *,
    server: Annotated[str | None, typer.Option("--server", help="The server's address.")] = None,
    token_stdin: Annotated[bool, typer.Option("--token-stdin", help="Read the token from standard input.")] = False,
) -> None:
    """Keep a server and a token for the commands to come, in a file that only you can read.

    Make the token in Halfhour under Settings, Access tokens.
    """
    from .api import Api
    from .place import HERE, Place, Unusable, checked, save

    chosen = context.obj or {}
    server = server or chosen.get("server")
    try:
        where = checked(server or str(typer.prompt("Server", default=HERE)))
        if token_stdin or chosen.get("token_stdin"):
            token = sys.stdin.readline().strip()
        else:
            token = chosen.get("token") or str(typer.prompt("Token", hide_input=True)).strip()
        place = Place(where, token)
        with Api(place) as api:
            who = _whose(api)
        if place.overheard:
            showing.say(f"{where} is plain http: whoever is on the way can read your token.", "yellow")
        file = save(place)
    except Unusable as fault:
        showing.say(f"halfhour: {fault}", "red")
        raise typer.Exit(USAGE) from None
    except OSError as fault:
        showing.say(f"halfhour: the token can't be kept: {fault}", "red")
        raise typer.Exit(1) from None
    except Failed as failed:
        words = "The server does not know this token. Copy it again." if failed.problem.get("status") == 401 else failed
        showing.say(f"halfhour: {words}", "red")
        raise typer.Exit(NOT_ALLOWED if failed.problem.get("status") == 401 else failed.code) from None
    showing.say(f"Signed in at {where}{who}. Kept in {file}.")


def _whose(api: Any) -> str:
    """Whose token it is, as far as it may be told.

    Raises:
        Failed: the token is none.
    """
    try:
        return f" as {api.read('/account')['email']}"
    except Failed as failed:
        if failed.problem.get("code") == "missing_scope":  # a good token, for other things
            return ""
        raise


def logout() -> None:
    """Forget the server and the token on this machine. The token itself is revoked in Halfhour's settings."""
    from .place import forget

    gone = forget()
    showing.say(f"Deleted {gone}. To end the token itself, revoke it under Settings." if gone else "Nothing was kept.")


def follow(
    context: typer.Context,
    *,
    after: Annotated[str, typer.Option(help="Go on after this number; `now` for what is still to come.")] = "now",
    types: Annotated[list[str] | None, typer.Option("--type", help="Only this kind; repeat for more.")] = None,
    most: Annotated[int | None, typer.Option("--most", min=1, help="End after so many.")] = None,
    wait: Annotated[bool, typer.Option("--wait/--no-wait", help="Stay for what is still to come.")] = True,
    output: Show = None,
) -> None:
    """Follow what changes, line by line, until you stop it with Ctrl+C.

    Each change has a number: give it as --after to go on from there, today or in a year.
    """
    chosen = showing.chosen(output)
    with asking(context) as api:
        cursor = _newest(api) if after == "now" else after
        told = 0
        try:
            while True:
                found = api.read("/events", after=cursor, limit=500, wait=30 if wait else 0, types=types or [])
                for event in found["items"]:
                    _line(event, chosen)
                    cursor, told = str(event["seq"]), told + 1
                    if told == most:
                        return
                cursor = found["cursor"]
                if not wait and not found["items"]:
                    return
        except KeyboardInterrupt:
            showing.say(f"To go on from here: halfhour events follow --after {cursor}")


def _newest(api: Any) -> str:
    """The number of the latest change."""
    cursor = "0"
    while True:
        found = api.read("/events", after=cursor, limit=500)
        cursor = found["cursor"]
        if not found["items"]:
            return str(cursor)


def _line(event: dict[str, Any], output: showing.Output) -> None:
    if output == "table":
        parts = (event["seq"], event["at"], event["type"], event["resource_id"], event["data"].get("fields", ""))
        sys.stdout.write("  ".join(showing.cell(part) for part in parts).rstrip() + "\n")
    else:
        showing.write(json.dumps(event, ensure_ascii=False))
    sys.stdout.flush()
