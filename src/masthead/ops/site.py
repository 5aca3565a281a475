"""A site is a folder; `masthead.toml` in it and the environment say how it runs.

Everything is validated at start. Each error is one line that names the key and the mend. The
environment overrides the file: MASTHEAD_SERVER__PORT=8123 is `port` under `[server]`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from .outputs import (
    SECRET_PARTS,
    IndexNow,
    Part,
    Purge,
    Webhook,
    WebSub,
    as_settings,
    one_a_name,
)

CONFIG_NAME = "masthead.toml"
_SECRET = frozenset({"secret_key", "database.url", "mail.url"})  # never shown in a message


class SiteError(Exception):
    """The site's folder or configuration can't be used; the message says the mend."""


def _timezone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"{name!r} is no IANA time zone; write for example Europe/London")
    return name


def _database_url(url: str) -> str:
    database_of(url, folder=Path())
    return url


def _mail_url(url: str) -> str:
    mail_of(url, folder=Path())
    return url


class Server(Part):
    """`[server]`: where the site listens, how many processes and threads answer,
    and how much memory each process gives to finished pages.
    """

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8000
    workers: Annotated[int, Field(ge=1, le=64)] = 1
    threads: Annotated[int, Field(ge=1, le=64)] = 4
    page_cache_mb: Annotated[int, Field(ge=1, le=65536)] = 64
    heartbeat: bool = True


class Database(Part):
    """`[database]`: `sqlite:///data/masthead.sqlite3` or `postgresql://user:secret@host/name`."""

    url: Annotated[str, AfterValidator(_database_url)] = "sqlite:///data/masthead.sqlite3"


class Mail(Part):
    """`[mail]`: `smtp://user:secret@host:587?tls=1`, or `file:///data/outbox` to keep mail as
    files.
    """

    url: Annotated[str, AfterValidator(_mail_url)] = "file:///data/outbox"
    sender: str = "site@localhost"


class Http(Part):
    """`[http]`: hosts (`host` or `host:port`) that may be fetched from although they are private
    or on an odd port, and the header in which a proxy or CDN tells the reader's country.
    """

    trusted: list[str] = []
    country_header: Annotated[str, Field(pattern=r"^([A-Za-z][A-Za-z0-9-]*)?$")] = ""


class Wire(Part):
    """`[wire]`: folders, besides the site's own `incoming/`, that the desk may name as ways in."""

    folders: list[Annotated[str, Field(pattern=r"^/")]] = []


SecretName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]


class SiteConfig(BaseSettings):
    """The whole of `masthead.toml`. Titles, colours and lines that editors change stand in the
    desk's site settings instead.
    """

    model_config = SettingsConfigDict(
        env_prefix="MASTHEAD_", env_nested_delimiter="__", extra="forbid", frozen=True
    )

    base_url: Annotated[str, Field(pattern=r"^https?://[^/\s]+$")] = "http://127.0.0.1:8000"
    hosts: list[str] = []
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[a-zA-Z]{2,4})?$")] = "en-gb"
    timezone: Annotated[str, AfterValidator(_timezone)] = "UTC"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "WARNING"
    secret_key: Annotated[str, Field(min_length=40)] | None = None
    server: Server = Server()
    database: Database = Database()
    mail: Mail = Mail()
    http: Http = Http()
    secrets: dict[SecretName, str] = {}
    wire: Wire = Wire()
    purge: Purge | None = None
    websub: WebSub = WebSub()
    indexnow: IndexNow | None = None
    webhooks: Annotated[list[Webhook], AfterValidator(one_a_name)] = []

    def outgoing(self) -> dict[str, Any]:
        """Whom the site tells of its changes, for Django's settings."""
        return as_settings(
            purge=self.purge, websub=self.websub, indexnow=self.indexnow, webhooks=self.webhooks
        )

    @classmethod
    def settings_customise_sources(  # noqa: PLR0917 - pydantic's signature
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - idem
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        folder = Path(os.environ.get("MASTHEAD_SITE", "."))
        return (
            init_settings,
            env_settings,
            TomlConfigSettingsSource(settings_cls, toml_file=folder / CONFIG_NAME),
        )


def load(folder: Path) -> SiteConfig:
    """The validated configuration of the site in `folder`. Raises SiteError."""
    path = folder / CONFIG_NAME
    if not path.is_file():
        raise SiteError(
            f"{folder} is no Masthead site (it has no {CONFIG_NAME}); make one with "
            f"`masthead new DIR`, or name it with --site"
        )
    os.environ["MASTHEAD_SITE"] = str(folder)
    try:
        return SiteConfig()
    except ValidationError as error:
        raise SiteError("; ".join(_one_line(one) for one in error.errors())) from None
    except ValueError as error:  # TOML that does not parse
        raise SiteError(f"{path}: {error}; mend the file's syntax") from None


def _one_line(error: Any) -> str:
    key = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return f"{CONFIG_NAME}: there is no setting {key!r}; remove it or mend its spelling"
    shown = (
        "…"
        if key in _SECRET or error["loc"][0] in {*SECRET_PARTS, "secrets"}
        else repr(error["input"])
    )
    return f"{CONFIG_NAME}: {key} = {shown} is wrong: {error['msg']}"


def secret_of(config: SiteConfig, folder: Path) -> str:
    """The secret key: from the configuration, else made once and kept in data/secret_key."""
    if config.secret_key:
        return config.secret_key
    path = folder / "data" / "secret_key"
    if not path.is_file():
        import secrets

        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(48))
        path.chmod(0o600)
    return path.read_text().strip()


def database_of(url: str, *, folder: Path) -> dict[str, Any]:
    """Django's settings for the database at `url`. Raises ValueError with the mend.

    SQLite: WAL, foreign keys, transactions that begin IMMEDIATE, ten seconds of patience.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / parts.path.removeprefix("/"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 10,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                    "PRAGMA foreign_keys=ON; PRAGMA mmap_size=134217728;"
                    "PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY"
                ),
            },
        }
    if parts.scheme == "postgresql" and parts.path.strip("/"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.strip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": parts.port or "",
            "OPTIONS": dict(parse_qsl(parts.query)),
            "CONN_HEALTH_CHECKS": True,
        }
    raise ValueError(
        "write sqlite:///data/masthead.sqlite3 or postgresql://user:secret@host:5432/name"
    )


def mail_of(url: str, *, folder: Path) -> dict[str, Any]:
    """Django's mail settings for `url`. Raises ValueError with the mend."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(folder / parts.path.removeprefix("/")),
        }
    if parts.scheme in {"smtp", "smtps"} and parts.hostname:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": parts.hostname,
            "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_SSL": parts.scheme == "smtps",
            "EMAIL_USE_TLS": dict(parse_qsl(parts.query)).get("tls") == "1",
            "EMAIL_TIMEOUT": 15,
        }
    raise ValueError("write smtp://user:secret@host:587?tls=1 or file:///data/outbox")
