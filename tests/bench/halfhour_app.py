"""Halfhour itself, with everything switched on: sign-in by token, events, search index, ETags, headers, log."""

from __future__ import annotations

import os
import sys
from itertools import islice
from pathlib import Path

from halfhour.accounts.service import create_account, create_token
from halfhour.cli import serve as run
from halfhour.contacts.service import add_many
from halfhour.core.engine import Database
from halfhour.core.migrate import migrate
from halfhour.core.settings import Settings
from halfhour.core.store import writing
from tests.bench.people import people


def fill(folder: Path, url: str, number: int) -> None:
    database = Database(Settings(_env_file=None, data_dir=folder, database_url=url))
    migrate(database)
    owner = create_account(database, "bench@example.org", "violet kettle under nine bridges", name="Bench")
    token = create_token(database, "bench@example.org", "bench", ["all"])
    ids: list[str] = []
    crowd = people(number)
    while part := list(islice(crowd, 1000)):
        with writing(database, owner) as store:
            ids += add_many(store, part)
    database.close()
    print(token, *ids)


def serve(folder: Path, url: str, port: int) -> None:
    os.environ |= {"HALFHOUR_DATA_DIR": str(folder), "HALFHOUR_DATABASE_URL": url, "HALFHOUR_PORT": str(port)}
    os.chdir(folder)
    sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115  # for the life of the process
    run(data_dir=folder)


if __name__ == "__main__":
    verb, folder_, url_, number_ = sys.argv[1:]
    (fill if verb == "fill" else serve)(Path(folder_), url_, int(number_))
