"""Configuration: a TOML file, then the environment, then defaults that work on a fresh machine."""

import os
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from core.errors import CoachError

DEFAULT_FILE = Path("config.toml")
_PREFIX = "CALFCOACH_"
_BETWEEN = "__"
_NO_ADDRESS = "name a database such as sqlite:///coach.db or postgresql://user@host/name"
_NO_WEB_ADDRESS = "should be an address that begins with {schemes}, and names a host"
_NO_NUMBER = "should be a number"


class ConfigurationError(CoachError):
    """{place}: {trouble}."""

    def __init__(self, *, place: str, trouble: str) -> None:
        """Keep where the trouble is, and what was expected."""
        super().__init__()
        self.place = place
        self.trouble = trouble


class Section(BaseModel):
    """One table of the configuration; an unknown key is an error, since it is most likely a misspelt one."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _default_database() -> str:
    return f"sqlite:///{user_data_path('calfcoach', ensure_exists=True) / 'coach.db'}"


def _address(url: str) -> str:
    """Refuse what is no address of a database that is known here; a password in it is never repeated."""
    if re.match(r"(sqlite|postgres|postgresql)(\+\w+)?://", url) is None:
        raise ValueError(_NO_ADDRESS)
    return url


def _http(url: str) -> str:
    return _web_address(url, schemes=("http", "https"))


def _https(url: str) -> str:
    return _web_address(url, schemes=("https",))


def _web_address(url: str, *, schemes: Iterable[str]) -> str:
    """Refuse what is no address of a web server; empty is none, which is allowed. It may hold a password."""
    try:
        parts = urlsplit(url)
        known = parts.scheme in schemes and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        known = False
    if url and not known:
        raise ValueError(_NO_WEB_ADDRESS.format(schemes=" or ".join(f"{one}://" for one in schemes)))
    return url


def _number(value: object) -> object:
    """Refuse yes and no, which are numbers to Python alone."""
    if isinstance(value, bool):
        raise ValueError(_NO_NUMBER)  # noqa: TRY004 - what pydantic takes
    return value


_Number = BeforeValidator(_number)
_HttpAddress = Annotated[str, AfterValidator(_http)]
_HttpsAddress = Annotated[str, AfterValidator(_https)]


class DatabaseSection(Section):
    """Where everything is kept."""

    url: Annotated[str, AfterValidator(_address)] = Field(default_factory=_default_database)
    connections: Annotated[int, _Number, Field(ge=1, le=100)] = 5


class BotSection(Section):
    """A bot on a platform; without a token this part is off."""

    token: SecretStr | None = None
    token_file: Path | None = None

    @property
    def secret(self) -> str:
        """The token itself, empty where there is none; ConfigurationError where its file cannot be read."""
        return read_secret(self.token, file=self.token_file)


class TelegramSection(BotSection):
    """The bot on Telegram."""

    api_base_url: _HttpAddress = "https://api.telegram.org"
    mode: Literal["polling", "webhook"] = "polling"
    webhook_url: _HttpsAddress = ""
    webhook_secret: SecretStr | None = None
    webhook_secret_file: Path | None = None
    proxy: _HttpAddress = ""
    messages_per_second: Annotated[float, _Number, Field(gt=0, le=1000)] = 30.0
    messages_per_second_in_chat: Annotated[float, _Number, Field(gt=0, le=100)] = 1.0

    @property
    def webhook_password(self) -> str:
        """The secret of the webhook, empty where there is none."""
        return read_secret(self.webhook_secret, file=self.webhook_secret_file)


class DiscordSection(BotSection):
    """The bot on Discord."""

    api_base_url: _HttpAddress = "https://discord.com/api/v10"
    proxy: _HttpAddress = ""
    requests_per_second: Annotated[float, _Number, Field(gt=0, le=1000)] = 50.0


class WebSection(Section):
    """The address of health, metrics and the Telegram webhook."""

    host: str = "127.0.0.1"
    port: Annotated[int, _Number, Field(ge=0, le=65535)] = 8080


class WorkerSection(Section):
    """How often the worker looks for what is due, and how long it keeps what is over; seconds and days."""

    sweep_seconds: Annotated[float, _Number, Field(gt=0, le=600)] = 10.0
    keep_messages_days: Annotated[int, _Number, Field(ge=1, le=3650)] = 365
    keep_events_days: Annotated[int, _Number, Field(ge=2, le=3650)] = 30
    keep_sent_days: Annotated[int, _Number, Field(ge=2, le=3650)] = 60


class LogSection(Section):
    """What is written to standard error while it runs."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    form: Literal["json", "text"] = "json"


class Settings(BaseSettings):
    """Everything that can be configured; each key as `CALFCOACH_SECTION__KEY` too."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX,
        env_nested_delimiter=_BETWEEN,
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    database: DatabaseSection = Field(default_factory=DatabaseSection)
    telegram: TelegramSection = Field(default_factory=TelegramSection)
    discord: DiscordSection = Field(default_factory=DiscordSection)
    web: WebSection = Field(default_factory=WebSection)
    worker: WorkerSection = Field(default_factory=WorkerSection)
    log: LogSection = Field(default_factory=LogSection)

    @classmethod
    def settings_customise_sources(  # noqa: PLR0917 - the library's own signature
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment win over the file, which is handed in."""
        return env_settings, init_settings


def load_settings(path: Path | None) -> Settings:
    """Read the configuration: environment over file over defaults.

    `path` None reads `config.toml` of the current folder where there is one. ConfigurationError names the file, the
    line where there is one, the key, and what was expected.
    """
    chosen = path or (DEFAULT_FILE if DEFAULT_FILE.is_file() else None)
    text = _text(chosen) if chosen else ""
    place = str(chosen or "environment")
    _check_names(os.environ)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(place=place, trouble=f"this is not TOML: {error}") from error
    try:
        return Settings(**values)
    except ValidationError as error:
        raise _stated(error, place=place, text=text) from error


def read_secret(value: SecretStr | None, *, file: Path | None) -> str:
    """Return a secret given itself or by its file; empty where there is neither.

    ConfigurationError where the file cannot be read, or has nothing in it.
    """
    if value is not None and (given := value.get_secret_value().strip()):
        return given
    if file is None or file == Path():
        return ""
    if kept := _text(file).strip():
        return kept
    raise ConfigurationError(place=str(file), trouble="the file is empty, and a secret should be in it")


def _check_names(environment: Iterable[str]) -> None:
    """Raise ConfigurationError for a variable that looks like a setting of ours and is none."""
    sections = Settings.model_fields
    for name in environment:
        if not name.upper().startswith(_PREFIX):
            continue
        section, between, _ = name[len(_PREFIX) :].lower().partition(_BETWEEN)
        if between and section not in sections:
            known = ", ".join(one.upper() for one in sections)
            raise ConfigurationError(
                place="environment", trouble=f"{name}: there is no such section; known are {known}"
            )
        if not between and section in sections:
            raise ConfigurationError(
                place="environment", trouble=f"{name}: a key is missing, as in {name}{_BETWEEN}KEY"
            )


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise ConfigurationError(place=str(path), trouble="there is no such file") from error
    except IsADirectoryError as error:
        raise ConfigurationError(place=str(path), trouble="this is a folder and not a file") from error
    except PermissionError as error:
        raise ConfigurationError(place=str(path), trouble="this user may not read it") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(place=str(path), trouble="it cannot be read as text") from error


def _stated(error: ValidationError, *, place: str, text: str) -> ConfigurationError:
    """Name the first key that is wrong, its line where it stands in the file, and what was expected."""
    first = error.errors(include_url=False, include_input=False)[0]
    keys = [str(one) for one in first["loc"]]
    line = _line_of(keys, text)
    where = f"{place}, line {line}" if line else place
    said = first["msg"].removeprefix("Value error, ").removeprefix("Input ")
    expected = "there is no such key" if first["type"] == "extra_forbidden" else said
    name = ".".join(keys) if line else f"{'.'.join(keys)} (CALFCOACH_{'__'.join(keys).upper()})"
    return ConfigurationError(place=where, trouble=f"{name}: {expected[:1].lower()}{expected[1:]}")


def _line_of(keys: list[str], text: str) -> int | None:
    """Find the line of a key, below the header of its table."""
    *tables, key = keys
    header = ".".join(tables)
    current = ""
    for number, line in enumerate(text.splitlines(), 1):
        if table := re.match(r"\s*\[+\s*([\w.\-]+)\s*\]+", line):
            current = table[1]
            if current == ".".join(keys):
                return number
        elif current == header and re.match(rf"\s*\"?{re.escape(key)}\"?\s*=", line):
            return number
    return None
