"""Sealed secrets: unreadable at rest, bound to their owner and purpose, and the key can be changed."""

import stat
from pathlib import Path

import pytest

from halfhour.core.sealed import KEY_FILE, NotOpened, seal, unseal
from halfhour.core.settings import Settings

ANN = {"owner": "ann", "purpose": "dav"}


def with_key(folder: Path, key: str = "") -> Settings:
    return Settings(_env_file=None, data_dir=folder, secret_key=key)


def test_what_is_sealed_opens_again_and_tells_nothing(tmp_path: Path) -> None:
    settings = with_key(tmp_path)
    sealed = seal(settings, "geheim é", **ANN)
    assert "geheim" not in sealed
    assert sealed != seal(settings, "geheim é", **ANN)  # nor that two are the same
    assert unseal(settings, sealed, **ANN) == "geheim é"


@pytest.mark.parametrize("other", [{"owner": "bob", "purpose": "dav"}, {"owner": "ann", "purpose": "mail"}])
def test_it_opens_for_nobody_and_nothing_else(tmp_path: Path, other: dict[str, str]) -> None:
    settings = with_key(tmp_path)
    with pytest.raises(NotOpened):
        unseal(settings, seal(settings, "x", **ANN), **other)


def test_the_key_that_is_made_is_its_owners_alone_and_stays(tmp_path: Path) -> None:
    sealed = seal(with_key(tmp_path), "x", **ANN)
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [KEY_FILE]
    assert unseal(with_key(tmp_path), sealed, **ANN) == "x"


def test_a_new_key_before_the_old_seals_while_the_old_still_opens(tmp_path: Path) -> None:
    sealed = seal(with_key(tmp_path, "old"), "x", **ANN)
    assert unseal(with_key(tmp_path, "new, old"), sealed, **ANN) == "x"
    again = seal(with_key(tmp_path, "new, old"), "x", **ANN)
    assert unseal(with_key(tmp_path, "new"), again, **ANN) == "x"
    with pytest.raises(NotOpened):
        unseal(with_key(tmp_path, "new"), sealed, **ANN)
