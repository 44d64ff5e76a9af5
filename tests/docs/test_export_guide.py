"""The guide to files: its commands run as they stand, from top to bottom."""

from collections.abc import Iterator

import pytest

from tests.conftest import Server, make_server
from tests.docs.reading import ROOT, blocks
from tests.docs.test_guides import Reader

GUIDE = ROOT / "docs" / "export.md"


@pytest.fixture
def reader(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Reader]:
    running: Server = make_server("sqlite", tmp_path_factory.mktemp("exports"), request)
    made = Reader(tmp_path_factory.mktemp("reader"), running)
    with made.client:
        yield made
    running.stop()


def test_people_and_the_account_go_out_and_come_back(reader: Reader) -> None:
    reader.client.made("/contacts", full_name="Maria Keller", tags=["alumni"])
    told = [reader.shell(code) for code in blocks(GUIDE, "sh")]
    assert "FN:Maria Keller" in (reader.folder / "people.vcf").read_text()
    assert "Maria,,Keller" in (reader.folder / "alumni.csv").read_text()
    assert "you@example.org" in told[1]
    assert '"status":"taking_in"' in told[2] or '"status":"taken_in"' in told[2]
    assert len(told) == 4
