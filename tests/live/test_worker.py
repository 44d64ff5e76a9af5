"""The app is installable and starts without a network: its worker, at the root, and its manifest, as served."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import urljoin

import httpx
import pytest

from tests.conftest import Server


@pytest.fixture
def visitor(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, trust_env=False, timeout=60) as client:
        yield client


def files(visitor: httpx.Client) -> list[str]:
    """What the worker keeps."""
    found = re.search(r"FILES = (\[.*?\]);", visitor.get("/sw.js").text)
    assert found
    named: list[str] = json.loads(found[1])
    return named


def test_the_worker_is_a_script_at_the_root_that_is_asked_for_anew_each_time(visitor: httpx.Client) -> None:
    answer = visitor.get("/sw.js")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "no-cache"
    policy = answer.headers["content-security-policy"]
    assert "connect-src 'self'" in policy
    assert policy.endswith("trusted-types halfhour")


def test_what_the_worker_keeps_is_there_and_is_the_app_alone(visitor: httpx.Client) -> None:
    kept = files(visitor)
    assert {"/", "/boot.js", "/manifest.webmanifest", "/icon.svg"} <= set(kept)
    assert len([path for path in kept if path.startswith("/assets/")]) > 5
    assert not [path for path in kept if path.startswith(("/api", "/docs", "/health"))]
    for path in kept:
        assert visitor.get(path).status_code == 200, path


def test_every_script_that_the_shell_names_is_kept(visitor: httpx.Client) -> None:
    named = re.findall(r'(?:src|href)="(/(?:assets/|boot)[^"]+\.js)"', visitor.get("/").text)
    assert named
    assert set(named) <= set(files(visitor))


def test_the_manifest_lets_the_app_be_installed(visitor: httpx.Client) -> None:
    answer = visitor.get("/manifest.webmanifest")
    assert answer.headers["content-type"].startswith("application/manifest+json")
    assert answer.headers["cache-control"] == "no-cache"
    manifest = answer.json()
    assert (manifest["start_url"], manifest["display"]) == ("/", "standalone")
    assert {"name", "short_name", "theme_color", "background_color"} <= set(manifest)
    purposes = {icon.get("purpose", "any") for icon in manifest["icons"]}
    assert {"any", "maskable"} <= purposes
    for icon in manifest["icons"]:
        shown = visitor.get(urljoin("/", icon["src"]))
        assert (shown.status_code, shown.headers["content-type"]) == (200, icon["type"])
    assert any("512x512" in icon["sizes"] for icon in manifest["icons"])
