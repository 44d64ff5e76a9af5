"""Commands made by hand: contacts or a whole account from a file. Look first, then keep all of it or nothing."""

import sys
import time
from pathlib import Path
from typing import Annotated, Any

import typer

from . import showing
from .building import Show
from .running import asking

POLL = 0.3
LONG = 600
"""Seconds that a server may take to read what was sent."""
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Keep it without asking.")]
Look = Annotated[bool, typer.Option("--look", help="Only look what would come of it.")]


def import_contacts(
    context: typer.Context,
    *,
    file: Annotated[Path, typer.Argument(help="A file of contacts, as LinkedIn, Google or Outlook export them.")],
    yes: Yes = False,
    look: Look = False,
    duplicates: Annotated[str | None, typer.Option(help="What happens with people who are there already.")] = None,
    date_order: Annotated[str | None, typer.Option(help="How days of figures alone are read: dmy, mdy or ymd.")] = None,
    source: Annotated[str | None, typer.Option(help="The source of the contacts that are added.")] = None,
    output: Show = None,
) -> None:
    """Bring contacts in from a file: see what will come of it, then keep all of them or none.

    Nothing is added before you say so; `halfhour imports undo` takes it back.
    """
    from .moving import bar, sending

    chosen = showing.chosen(output)
    with asking(context) as api:
        with sending(file) as upload:
            seen = api.data("post", "/imports", files={"file": (file.name, upload)}, timeout=LONG)
        wanted = {"duplicates": duplicates, "date_order": date_order, "source": source}
        choices = {name: value for name, value in wanted.items() if value is not None}
        if choices:
            tag = {"If-Match": f'"{seen["version"]}"'}
            seen = api.data("patch", f"/imports/{seen['id']}", json=choices, headers=tag)
        if chosen == "table" or not (yes or look):
            _preview(seen)
        if look or not (yes or _agreed(f"Keep these {seen['counts']['usable']} people?")):
            showing.say(f"Nothing is added yet. To keep them: halfhour imports commit {seen['id']}")
            if chosen != "table":
                showing.show(seen, chosen)
            return
        kept = api.data("post", f"/imports/{seen['id']}/commit", headers={"If-Match": f'"{seen["version"]}"'})
        with bar("Keeping", bytes_too=False) as moved:
            while kept["status"] == "committing":
                moved(kept["progress"]["done"], kept["progress"]["total"])
                time.sleep(POLL)
                kept = api.read(f"/imports/{seen['id']}")
        _told(kept)
        if chosen != "table":
            showing.show(kept, chosen)


def _agreed(question: str) -> bool:
    """Whether the person says so; nobody can be asked where standard input is no terminal."""
    if not sys.stdin.isatty():
        return False
    return bool(typer.confirm(question, err=True))


def _preview(seen: dict[str, Any]) -> None:
    counts = seen["counts"]
    showing.say(
        f"{seen['filename']}: {counts['rows']} rows, {counts['new']} new people, {counts['duplicate']} there already, "
        f"{counts['hidden'] + counts['blocked']} left out."
    )
    for each in seen["first"][:5]:
        draft = each["draft"]
        showing.say(
            "  "
            + ", ".join(part for part in (draft["full_name"], draft["headline"], draft["organization_name"]) if part)
        )
    for each in seen["problems"][:10]:
        showing.say(f"  row {each['row']}: {each['message']} {each['mend']}", "yellow")


def _told(kept: dict[str, Any]) -> None:
    counts = kept["counts"]
    if kept["failed"]:
        showing.say(
            "halfhour: nothing was kept, because the server could not. Try `halfhour imports commit` again.", "red"
        )
        raise typer.Exit(1)
    showing.say(
        f"{counts['created']} added, {counts['updated']} changed, {counts['skipped']} left as they were. "
        f"To take it back: halfhour imports undo {kept['id']}"
    )


def import_account(
    context: typer.Context,
    *,
    file: Annotated[Path, typer.Argument(help="A whole account, as `halfhour account export` has written it.")],
    yes: Yes = False,
    look: Look = False,
    output: Show = None,
) -> None:
    """Bring a whole account in: see what of it is new here, then take in all of it or nothing.

    What is here stays, unless it was changed later in the file.
    """
    from .moving import bar, sending

    chosen = showing.chosen(output)
    with asking(context) as api:
        with sending(file) as upload:
            as_it_is = {"Content-Type": "application/octet-stream"}
            seen = api.data(
                "post", "/import", content=upload, headers=as_it_is, params={"name": file.name}, timeout=LONG
            )
        if chosen == "table" or not (yes or look):
            showing.say(f"{seen['name']}: kept for {seen['made_for']} on {showing.cell(seen['made_at'])}.")
            for each in seen["kinds"]:
                showing.say(
                    f"  {each['kind']}: {each['new']} new, {each['newer']} newer than here, {each['same']} the same"
                )
        if look or not (yes or _agreed("Take all of it in?")):
            showing.say(f"Nothing is added yet. To take it in: halfhour account take-in {seen['id']}")
        else:
            tag = {"If-Match": f'"{seen["version"]}"'}
            seen = api.data("post", f"/import/{seen['id']}/commit", headers=tag)
            with bar("Taking in", bytes_too=False) as moved:
                while seen["status"] == "taking_in":
                    moved(seen["progress"]["done"], seen["progress"]["total"])
                    time.sleep(POLL)
                    seen = api.read(f"/import/{seen['id']}")
            if seen["failed"]:
                showing.say("halfhour: nothing was taken in, because the server could not. Try it again.", "red")
                raise typer.Exit(1)
            showing.say("Taken in.")
        if chosen != "table":
            showing.show(seen, chosen)
