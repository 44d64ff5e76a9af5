"""What is committed is what comes out: the contract, the web app's types, and no complaint of the linters."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from halfhour.cli import contract_bytes

ROOT = Path(__file__).parents[2]
TOOLS = ROOT / "openapi" / "tools"


def test_the_contract_is_committed_as_it_is_served() -> None:
    assert (ROOT / "openapi" / "openapi.json").read_bytes() == contract_bytes(), "run `make openapi` and read the diff"


@pytest.mark.parametrize("script", ["types:check", "lint"])
def test_the_types_are_made_of_it_and_two_linters_find_nothing(script: str) -> None:
    """Redocly's recommended-strict, where warnings are errors, and Spectral's rules for OpenAPI from hints upwards."""
    if not (TOOLS / "node_modules").exists():
        subprocess.run([ROOT / ".ci/node", "npm", "--prefix", TOOLS, "ci", "--no-audit", "--no-fund"], check=True)
    done = subprocess.run(
        [ROOT / ".ci/node", "npm", "--prefix", TOOLS, "run", "--silent", script],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
