"""What the written files name is there: files, headings, commands, options, settings. And what none may name isn't."""

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
import typer

from halfhour import cli
from halfhour.core.settings import Settings
from tests.docs.reading import ROOT, anchors, code_in, guides, name_of, prose, tracked

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FOR_THE_COMMAND_LINE = {"HALFHOUR_SERVER", "HALFHOUR_TOKEN", "HALFHOUR_CONFIG"}
FOR_COMPOSE_ALONE = {"HALFHOUR_DB_ADMIN_PASSWORD", "HALFHOUR_DB_OWNER_PASSWORD", "HALFHOUR_DB_PASSWORD"}
GUIDES = pytest.mark.parametrize("guide", guides(), ids=name_of)


@GUIDES
def test_every_link_within_the_repository_leads_somewhere(guide: Path) -> None:
    for link in LINK.findall(prose(guide)):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, heading = unquote(link).partition("#")
        target = (guide.parent / name).resolve() if name else guide
        assert target.exists(), link
        assert target in tracked() or target.is_dir(), f"{link} is not committed"
        if heading:
            assert heading in anchors(target), link


def test_there_are_guides_with_links_to_look_at() -> None:
    """Or the test above would say nothing."""
    linked = {name_of(guide) for guide in guides() if LINK.search(prose(guide))}
    assert {"README.md", "docs/api-clients.md", "docs/decisions/README.md"} <= linked


def test_every_decision_stands_in_the_index() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = LINK.findall((folder / "README.md").read_text())
    pages = sorted(path.name for path in folder.glob("[0-9]*.md"))
    assert sorted(listed) == pages
    assert [name[:4] for name in pages] == [f"{number:04}" for number in range(1, len(pages) + 1)]


def test_every_decision_says_what_would_change_it_on_one_page() -> None:
    for page in (ROOT / "docs" / "decisions").glob("[0-9]*.md"):
        text = page.read_text()
        for part in ("**Context.**", "**Decision.**", "**Consequences.**", "**What would change our mind.**"):
            assert part in text, (page.name, part)
        assert len(text.splitlines()) <= 60, page.name


@GUIDES
def test_every_make_target_named_exists(guide: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    named = {target for code in code_in(guide) for target in re.findall(r"\bmake ([a-z-]+)", code)}
    assert named <= targets


BEFORE_A_COMMAND = re.compile(r"(?<=halfhour )(?:--server \S+ |--token \S+ |--token-stdin )+")


def subcommands(code: str) -> list[list[str]]:
    """The words after each `halfhour` in code, as far as it is a command; which server to ask may stand before it."""
    code = BEFORE_A_COMMAND.sub("", code)
    calls = re.findall(r"(?:^|[\s/(])halfhour ((?:-{0,2}[a-z][\w-]*(?:[ =]|$))+)", code.strip())
    return [call.split() for call in calls]


@GUIDES
def test_every_halfhour_command_named_exists_with_its_options(guide: Path) -> None:
    root = typer.main.get_command(cli.app)
    for code in code_in(guide):
        for words in subcommands(code):
            command, path = root, list(words)
            while path and not path[0].startswith("-") and hasattr(command, "commands"):
                assert path[0] in command.commands, code
                command = command.commands[path.pop(0)]
            if hasattr(command, "commands"):
                assert path in ([], ["--help"]), code
                continue
            known = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
            own = BEFORE_A_COMMAND.sub("", code).partition("halfhour")[2]
            given = {option.split("=")[0] for option in re.findall(r"(?<=\s)--[a-z-]+", own)}
            assert given <= known | {"--help"}, code


def test_commands_are_found_in_code() -> None:
    assert subcommands(".venv/bin/halfhour token create you@example.org --name x") == [["token", "create"]]
    assert subcommands("halfhour --server https://h.example --token-stdin contacts list") == [["contacts", "list"]]
    assert subcommands("docker compose exec app halfhour backup /data/x") == [["backup"]]


@GUIDES
def test_every_script_named_exists(guide: Path) -> None:
    for code in code_in(guide):
        for script in re.findall(r"(?:^|\s)(\.ci/[\w./-]+)", code):
            assert (ROOT / script).exists(), script
        for folder, script in re.findall(r"npm (?:--prefix (\S+) )?run ([\w:]+)", code):
            package = (ROOT / folder if folder else guide.parent) / "package.json"
            assert script in json.loads(package.read_text())["scripts"], code


@GUIDES
def test_every_file_named_exists(guide: Path) -> None:
    """As one says it: with its folder, from the root, from the package or from the web app."""
    places = (ROOT, ROOT / "backend" / "halfhour", ROOT / "frontend", ROOT / "frontend" / "src")
    for name in re.findall(r"`((?:[\w.-]+/)+(?:[\w-]+\.(?:py|tsx?|js|json|toml|css|md))?)`", prose(guide)):
        assert any((place / name).exists() for place in places), name


@GUIDES
def test_every_setting_named_exists(guide: Path) -> None:
    known = {f"HALFHOUR_{name.upper()}" for name in Settings.model_fields} | FOR_COMPOSE_ALONE
    for_developers = {"HALFHOUR_STATIC", "HALFHOUR_SKIP_FRONTEND", "HALFHOUR_SLOW"}
    named = set(re.findall(r"\bHALFHOUR_[A-Z_]*[A-Z]\b", guide.read_text()))
    assert named <= known | for_developers | FOR_THE_COMMAND_LINE


def test_the_guide_for_hosts_and_the_example_file_tell_of_the_same_settings_as_the_code() -> None:
    settings = {f"HALFHOUR_{name.upper()}" for name in Settings.model_fields}
    table = re.findall(r"^\| `(HALFHOUR_\w+)` \|", (ROOT / "docs" / "hosting.md").read_text(), flags=re.MULTILINE)
    example = re.findall(r"^# (HALFHOUR_\w+)=", (ROOT / ".env.example").read_text(), flags=re.MULTILINE)
    assert sorted(table) == sorted(settings)
    assert sorted(example) == sorted(settings | FOR_COMPOSE_ALONE)


def test_the_example_file_changes_nothing_when_its_lines_are_taken_as_they_stand(tmp_path: Path) -> None:
    lines = re.findall(r"^# (HALFHOUR_\w+=.*)$", (ROOT / ".env.example").read_text(), flags=re.MULTILINE)
    taken = tmp_path / ".env"
    taken.write_text("\n".join(line for line in lines if line.partition("=")[0] not in FOR_COMPOSE_ALONE))
    assert Settings(_env_file=taken) == Settings(_env_file=None)


REGISTRIES = (
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "registry." + "npmjs",
    "npmjs" + ".org",
    "registry." + "yarnpkg",
)
MACHINES = re.compile(
    r"(?<![\w.{}*<>~-])/(?:work/(?:main|shared)|root/\w|home/\w|Users/\w|tmp/\w)"
)  # a path that one machine has and others don't


def test_no_file_names_a_package_registry() -> None:
    named = {(name_of(path), host) for path in tracked() for host in REGISTRIES if host.encode() in path.read_bytes()}
    assert not named


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    named = set()
    for path in tracked():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        named |= {(name_of(path), found) for found in MACHINES.findall(text)}
    assert not named


@pytest.mark.parametrize("sample", ["see /home/" + "ann/h", "`/root/" + "x`", '"/tmp/' + 'x"', "/work/" + "main"])
def test_such_a_place_would_be_seen(sample: str) -> None:
    assert MACHINES.search(sample)
