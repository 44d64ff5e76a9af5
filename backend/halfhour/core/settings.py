"""What whoever hosts Halfhour may set, by `HALFHOUR_*` variables or a `.env` file. docs/hosting.md has the table."""

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class Registration(StrEnum):
    """Who may sign up."""

    FIRST = "first"
    OPEN = "open"
    CLOSED = "closed"


class Worker(StrEnum):
    """Where jobs run: in the server's own process, or in `halfhour worker`."""

    INLINE = "inline"
    EXTERNAL = "external"


class Assistants(StrEnum):
    """What programs with a language model may do at /mcp: nothing, look, or also write down."""

    OFF = "off"
    READ = "read"
    WRITE = "write"


class Settings(BaseSettings):
    """Every setting has a safe default: with none set, Halfhour runs for one person on SQLite."""

    model_config = SettingsConfigDict(env_prefix="HALFHOUR_", env_file=".env", extra="ignore")

    data_dir: Path = Field(Path(".data"), description="Folder for the SQLite database and attachments.")
    database_url: str = Field(
        "", description="`postgresql://user:password@host/name`; empty: SQLite in the data folder."
    )
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on; 0 picks a free one.")
    public_url: str = Field(
        "", description="Address people reach the app at; needed behind a proxy. Links are made from it only."
    )
    registration: Registration = Field(
        Registration.FIRST, description="`first`: only the first person may sign up; `open`: anybody; `closed`: nobody."
    )
    allowed_hosts: Annotated[list[str], NoDecode] = Field(
        default=[], description="Further Host names to answer, comma separated; loopback and the public one always are."
    )
    trusted_proxies: Annotated[list[str], NoDecode] = Field(
        default=[], description="Addresses whose `X-Forwarded-For` is believed, comma separated."
    )
    secret_key: str = Field(
        "",
        description="Seals passwords of other systems; `new,old` to change it. Empty: made in the data folder.",
    )
    reach_private: Annotated[list[str], NoDecode] = Field(
        default=[], description="Private networks that connections may reach, comma separated, e.g. `192.168.1.20`."
    )
    assistants: Assistants = Field(
        Assistants.OFF,
        description="The MCP endpoint /mcp: `off`, `read`, or `write`: also notes and people. Needs `halfhour[mcp]`.",
    )
    hubspot_url: str = Field("https://api.hubapi.com", description="Where HubSpot's API is.")
    hubspot_version: str = Field(
        "2026-09", pattern=r"^\d{4}-\d\d$", description="The version of HubSpot's API to speak, by its date."
    )
    worker: Worker = Field(Worker.INLINE, description="`inline`, or `external` when `halfhour worker` runs.")
    db_threads: int = Field(
        0, ge=0, le=64, description="Threads that talk to the database; 0: 2 on SQLite, 8 on PostgreSQL."
    )
    log_level: str = Field("info", description="`debug`, `info`, `warning` or `error`.")
    attachment_limit: int = Field(200 * 2**20, ge=1, description="Largest attachment in bytes.")
    allow_weak_durability: bool = Field(
        False, description="Start even if the database may lose acknowledged writes in a power cut."
    )

    @field_validator("allowed_hosts", "trusted_proxies", "reach_private", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    @property
    def is_postgres(self) -> bool:
        return self.database_url.startswith("postgres")

    @property
    def url(self) -> str:
        """The SQLAlchemy address of the database."""
        if self.is_postgres:
            return "postgresql+psycopg://" + self.database_url.split("://", 1)[1]
        if self.database_url:
            return self.database_url
        return f"sqlite:///{self.data_dir / 'halfhour.db'}"

    @property
    def origin(self) -> str:
        """Where people reach the app: what links in messages start with."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def files(self) -> Path:
        """Folder that attachments and uploads are kept in."""
        return self.data_dir / "files"


@cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
