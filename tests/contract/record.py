"""Records openapi/examples/ anew: `PYTHONPATH=backend python -m tests.contract.record`. Read the diff."""

from __future__ import annotations

import json
import tempfile
from contextlib import closing
from pathlib import Path

from halfhour.core.clock import clock
from halfhour.core.engine import Database
from halfhour.core.migrate import migrate
from halfhour.core.settings import Settings
from tests.conftest import Server
from tests.contract.examples import FOLDER, NOW, record


def main() -> None:
    clock.tell = lambda: NOW
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.json"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(_env_file=None, data_dir=Path(folder), database_url="")
        first = Database(settings)
        migrate(first)
        first.close()
        server = Server(settings).start()
        try:
            nora = server.person("Nora")
            with closing(nora), server.client() as anybody:
                for file, example in record(anybody, nora.token):
                    (FOLDER / file).write_text(json.dumps(example, indent=2, ensure_ascii=False) + "\n")
        finally:
            server.stop()


if __name__ == "__main__":
    main()
