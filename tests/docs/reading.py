"""The written files: which there are, their links, their code."""

import re
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the repository that is there."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def guides() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".md"]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def blocks(path: Path, language: str) -> list[str]:
    """The fenced code of one language, in order."""
    return [code for said, code in FENCE.findall(path.read_text()) if said == language]


def prose(path: Path) -> str:
    """The text without its fenced code."""
    return FENCE.sub("", path.read_text())


def code_in(path: Path) -> list[str]:
    """Whatever stands as code: lines of fenced and of indented blocks, and the spans within the text."""
    text = prose(path)
    lines = [line for _, code in FENCE.findall(path.read_text()) for line in code.replace("\\\n", " ").splitlines()]
    lines += re.findall(r"^ {4,}(\S.*)$", text, flags=re.MULTILINE)
    return lines + re.findall(r"`([^`\n]+)`", text)


def anchors(path: Path) -> set[str]:
    """What a `#…` link to this file may name: its headings as GitHub spells them."""
    headings = re.findall(r"^#+ (.+)$", prose(path), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
