"""What is committed is what comes out. That the types follow it and no linter complains, `make check` says."""

from __future__ import annotations

from pathlib import Path

from halfhour.main import contract_bytes

ROOT = Path(__file__).parents[2]


def test_the_contract_is_committed_as_it_is_served() -> None:
    assert (ROOT / "openapi" / "openapi.json").read_bytes() == contract_bytes(), "run `make openapi` and read the diff"
