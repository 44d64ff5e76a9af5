"""The grown-up form: docker-compose.yml, the Dockerfile and what Caddy and PostgreSQL are given.

No engine is started here. These tests hold the files to each other and to the app: names, addresses, settings, rights.
"""

import fnmatch
import ipaddress
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml

from halfhour.core.edge import COMMON
from halfhour.core.engine import Database
from halfhour.core.migrate import migrate
from halfhour.core.settings import Settings
from tests.conftest import Server
from tests.make.postgres import Postgres

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / ".ci" / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
CADDYFILE = (DEPLOY / "Caddyfile").read_text()
ROLES = (DEPLOY / "roles.sh").read_text()
OURS = ("migrate", "app", "worker")


def variables(value: Any) -> Iterator[str]:
    """Every `${NAME…}` in a value and in what it holds."""
    if isinstance(value, dict):
        for each in value.values():
            yield from variables(each)
    elif isinstance(value, list):
        for each in value:
            yield from variables(each)
    elif isinstance(value, str):
        yield from re.findall(r"\$\{(\w+)", value)


def stage(name: str) -> str:
    """The lines of one stage of the Dockerfile."""
    stages = re.split(r"^FROM ", DOCKERFILE, flags=re.MULTILINE)[1:]
    return next(text for text in stages if text.splitlines()[0].endswith(f" AS {name}"))


def test_two_app_processes_a_worker_a_database_and_a_web_server_are_named() -> None:
    assert set(SERVICES) == {"database", "migrate", "app", "worker", "web"}
    assert SERVICES["app"]["deploy"]["replicas"] == 2
    assert [SERVICES[name]["command"] for name in OURS] == [["migrate"], ["serve"], ["worker"]]


def test_nothing_starts_before_the_tables_are_there() -> None:
    for name in ("app", "worker"):
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    for service in SERVICES.values():
        for other, how in service.get("depends_on", {}).items():
            if how["condition"] == "service_healthy":
                assert "healthcheck" in SERVICES[other]


def test_every_network_and_volume_in_use_is_declared_and_the_other_way_round() -> None:
    networks = {name for service in SERVICES.values() for name in service["networks"]}
    mounts = [each.split(":")[0] for service in SERVICES.values() for each in service["volumes"]]
    volumes = {name for name in mounts if not name.startswith(".")}
    assert networks == set(COMPOSE["networks"])
    assert volumes == set(COMPOSE["volumes"])
    assert all((ROOT / name).is_file() for name in mounts if name.startswith("."))


def test_the_database_is_out_of_reach_from_outside() -> None:
    assert SERVICES["database"]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["web"]
    assert "inside" not in SERVICES["web"]["networks"]


def test_every_setting_given_to_the_app_is_one_that_it_has() -> None:
    known = {f"HALFHOUR_{name.upper()}" for name in Settings.model_fields}
    for name in OURS:
        assert set(SERVICES[name]["environment"]) <= known
    given = set(re.findall(r"\b(HALFHOUR_\w+)=", stage("app")))
    assert given
    assert given <= known


def test_the_settings_given_are_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SERVICES["app"]["environment"].items():
        filled = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", re.sub(r"\$\{\w+:\?[^}]*\}", "https://halfhour.example", value))
        monkeypatch.setenv(name, filled)
    settings = Settings(_env_file=None)
    assert settings.is_postgres
    assert settings.worker.value == "external"
    assert settings.origin == "https://halfhour.example"


def test_the_proxy_that_is_believed_is_the_web_server_and_nobody_else() -> None:
    front = COMPOSE["networks"]["front"]
    address = SERVICES["web"]["networks"]["front"]["ipv4_address"]
    assert SERVICES["app"]["environment"]["HALFHOUR_TRUSTED_PROXIES"] == address
    assert ipaddress.ip_address(address) in ipaddress.ip_network(front["ipam"]["config"][0]["subnet"])
    assert [name for name, service in SERVICES.items() if "front" in service["networks"]] == ["app", "web"]


def test_secrets_come_from_the_environment_and_each_is_explained() -> None:
    named = set(variables(COMPOSE))
    explained = set(re.findall(r"^# (HALFHOUR_\w+)=", (ROOT / ".env.example").read_text(), flags=re.MULTILINE))
    assert named <= explained
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if "PASSWORD" in name:
                assert re.fullmatch(r"\$\{\w+:\?[^}]+\}", value)


def test_what_env_example_explains_are_settings_or_passwords_of_the_database() -> None:
    explained = set(re.findall(r"^# (HALFHOUR_\w+)=", (ROOT / ".env.example").read_text(), flags=re.MULTILINE))
    known = {f"HALFHOUR_{name.upper()}" for name in Settings.model_fields}
    assert explained - known == {"HALFHOUR_DB_ADMIN_PASSWORD", "HALFHOUR_DB_OWNER_PASSWORD", "HALFHOUR_DB_PASSWORD"}


def test_the_app_speaks_to_postgresql_as_a_role_without_power() -> None:
    roles = dict(re.findall(r"^CREATE ROLE (\w+) (.*)$", ROLES, flags=re.MULTILINE))
    assert set(roles) == {"halfhour_owner", "halfhour"}
    for rights in roles.values():
        assert {"NOSUPERUSER", "NOCREATEDB", "NOCREATEROLE", "NOBYPASSRLS"} <= set(rights.split())
    urls = {name: SERVICES[name]["environment"]["HALFHOUR_DATABASE_URL"] for name in OURS}
    assert {name: re.split(r"[/:]+", url)[1] for name, url in urls.items()} == {
        "migrate": "halfhour_owner",
        "app": "halfhour",
        "worker": "halfhour",
    }


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """A server of its own, set up by what the container runs when its volume is empty."""
    running = Postgres.start(tmp_path_factory.mktemp("roles"))
    try:
        address = f"postgresql://postgres@127.0.0.1:{running.port}/postgres"
        with psycopg.connect(address, autocommit=True) as admin:
            admin.execute("DROP ROLE IF EXISTS halfhour")
            admin.execute("CREATE DATABASE halfhour")
        as_in_the_container = {
            "PATH": os.pathsep.join([str(running.bin), os.environ["PATH"]]),
            "PGHOST": "127.0.0.1",
            "PGPORT": str(running.port),
            "POSTGRES_USER": "postgres",
            "POSTGRES_DB": "halfhour",
            "HALFHOUR_DB_OWNER_PASSWORD": 'it\'s "quoted" $HOME',
            "HALFHOUR_DB_PASSWORD": "another",
        }
        subprocess.run(["sh", DEPLOY / "roles.sh"], check=True, env=as_in_the_container)
        yield running
    finally:
        running.stop()


def test_the_two_roles_are_enough_to_migrate_and_to_serve_and_not_for_more(cluster: Postgres, tmp_path: Path) -> None:
    def settings(role: str) -> Settings:
        url = f"postgresql://{role}@127.0.0.1:{cluster.port}/halfhour"
        return Settings(_env_file=None, data_dir=tmp_path, database_url=url)

    owner = Database(settings("halfhour_owner"))
    migrate(owner)
    owner.close()
    app_itself = Database(settings("halfhour"))
    migrate(app_itself)  # as `halfhour serve` does at its start: there is nothing left to do
    app_itself.close()

    server = Server(settings("halfhour")).start()
    try:
        with server.person("Alice") as alice, server.person("Bob") as bob:
            career = alice.made("/careers", title="Lighthouse keeper")
            assert alice.seen(f"/careers/{career['id']}")["title"] == "Lighthouse keeper"
            assert bob.get(f"/careers/{career['id']}").status_code == 404
    finally:
        server.stop()

    with psycopg.connect(f"postgresql://halfhour@127.0.0.1:{cluster.port}/halfhour", autocommit=True) as app:
        for more in (
            "CREATE TABLE mine (id int)",
            "DROP TABLE career",
            "TRUNCATE career",
            "ALTER TABLE career DISABLE ROW LEVEL SECURITY",
            "CREATE ROLE friend",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(more)
        count = app.execute("SELECT count(*) FROM career").fetchone()
        assert count == (0,), "without an owner, row-level security shows nothing"


def test_our_containers_run_with_as_little_as_possible() -> None:
    assert re.search(r"^USER 10001:10001$", stage("app"), flags=re.MULTILINE)
    assert re.search(r"^USER 10001:10001$", stage("web"), flags=re.MULTILINE)
    for name in (*OURS, "web"):
        service = SERVICES[name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["build"]["target"] == ("web" if name == "web" else "app")


def test_every_base_image_says_its_version() -> None:
    images = [*re.findall(r"^FROM (\S+)", DOCKERFILE, flags=re.MULTILINE), SERVICES["database"]["image"]]
    assert all(re.search(r":\d", image) for image in images)


def test_what_the_dockerfile_copies_exists_and_reaches_the_engine() -> None:
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    kept = [line[1:].rstrip("/") for line in lines if line.startswith("!")]
    copies = re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, flags=re.MULTILINE)
    sources = [source for copy in copies for source in copy.split()[:-1]]
    assert len(sources) > 10
    for source in sources:
        assert (ROOT / source).exists(), source
        assert any(source == pattern or fnmatch.fnmatch(source.split("/")[0], pattern) for pattern in kept), source


def test_no_secret_and_nothing_built_here_reaches_the_engine() -> None:
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    assert "*" in lines
    assert {"backend/halfhour/static/", "frontend/node_modules/", "**/.env"} <= set(lines)


def test_whatever_the_contract_names_is_passed_on_to_the_app() -> None:
    found = re.search(r"^\t@app path (.+)$", CADDYFILE, flags=re.MULTILINE)
    assert found
    patterns = found[1].split()
    contract = json.loads((ROOT / "openapi" / "openapi.json").read_text())
    for path in [*contract["paths"], "/openapi.json", "/docs", "/docs/problems", "/docs/docs.css"]:
        assert any(fnmatch.fnmatchcase(path, pattern) for pattern in patterns), path


def test_a_path_of_the_front_end_is_not_passed_on() -> None:
    found = re.search(r"^\t@app path (.+)$", CADDYFILE, flags=re.MULTILINE)
    assert found
    for path in ("/", "/contacts", "/interviews/0190", "/assets/index-abc.js", "/sw.js", "/apiary", "/docsy"):
        assert not any(fnmatch.fnmatchcase(path, pattern) for pattern in found[1].split()), path


def test_pages_from_the_web_server_carry_the_headers_that_the_app_would_send() -> None:
    answer = subprocess.run(
        [sys.executable, DEPLOY / "page-headers"],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT / "backend"), "PYTHONDONTWRITEBYTECODE": "1"},
    ).stdout
    sent = dict(re.findall(r'^\t(\S+) "(.*)"$', answer, flags=re.MULTILINE))
    policy = sent.pop("content-security-policy")
    assert sent == COMMON
    assert "require-trusted-types-for 'script'" in policy
    assert '"' not in policy
    assert "import page-headers.caddy" in CADDYFILE


def test_the_health_checks_ask_what_is_there() -> None:
    contract = json.loads((ROOT / "openapi" / "openapi.json").read_text())
    asked = re.search(r"http://127\.0\.0\.1:8000(/[\w/]+)", " ".join(SERVICES["app"]["healthcheck"]["test"]))
    assert asked
    assert asked[1] in contract["paths"]
    assert SERVICES["web"]["healthcheck"]["test"][-1].rstrip("/") in CADDYFILE


def test_every_setting_stands_in_the_hosting_guide_with_its_default() -> None:
    guide = (ROOT / "docs" / "hosting.md").read_text()
    told = dict(re.findall(r"^\| `HALFHOUR_(\w+)` \| (.+?) \|", guide, flags=re.MULTILINE))
    assert set(told) == {name.upper() for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        default = str(field.default).lower() if isinstance(field.default, bool) else str(field.default or "")
        shown = told[name.upper()]
        assert shown.startswith(f"`{default}`" if default else ("empty", "`0`")), name
