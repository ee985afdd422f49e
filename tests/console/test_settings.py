"""Configuration: file, environment and defaults, and what is said when one of them is wrong."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.settings import ConfigurationError, Settings, load_settings, read_secret

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
SECRETS = {"token", "token_file", "webhook_secret", "webhook_secret_file", "url"}


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Begin with no configuration at all."""
    monkeypatch.chdir(tmp_path)
    for name in ("CALFCOACH_DATABASE__URL", "CALFCOACH_WEB__PORT", "CALFCOACH_TELEGRAM__TOKEN"):
        monkeypatch.delenv(name, raising=False)


def keys_of(model: type[BaseModel]) -> set[str]:
    """Return the dotted keys of a settings model."""
    keys = set()
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            keys |= {f"{name}.{one}" for one in keys_of(kind)}
        else:
            keys.add(name)
    return keys


def uncommented() -> str:
    """Return the example with every commented key switched on."""
    return re.sub(r"(?m)^# (\w+ = .+)$", r"\1", EXAMPLE.read_text("utf-8"))


def test_the_example_has_every_key_and_no_other() -> None:
    """Each setting is in the example, and each key of the example is a setting."""
    example = {f"{table}.{key}" for table, values in tomllib.loads(uncommented()).items() for key in values}
    assert example == keys_of(Settings)


def test_the_example_shows_the_defaults() -> None:
    """A copied example changes nothing."""
    assert load_settings(EXAMPLE) == load_settings(None)


def test_every_key_of_the_example_is_explained() -> None:
    """A comment stands above every key, itself or for the keys right above it."""
    lines = EXAMPLE.read_text("utf-8").splitlines()
    for above, line in pairwise(lines):
        if re.match(r"(# )?\w+ = ", line):
            assert above.startswith("#") or re.match(r"\w+ = ", above), line


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The file is read from the current folder, and the environment wins over it."""
    (tmp_path / "config.toml").write_text("[web]\nport = 9000\nhost = '0.0.0.0'\n", "utf-8")
    assert load_settings(None).web.port == 9000
    monkeypatch.setenv("CALFCOACH_WEB__PORT", "9001")
    settings = load_settings(None)
    assert (settings.web.port, settings.web.host) == (9001, "0.0.0.0")  # noqa: S104 - only read


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[database]\nurl = 5\n", r"config.toml, line 2: database\.url: .*string"),
        ("[databse]\nurl = 'x'\n", r"config.toml, line 1: databse: there is no such key"),
        ("[web]\n\n\nport = 99999\n", r"config.toml, line 4: web\.port: .*65535"),
        ("[worker]\nsweep_second = 1\n", r"config.toml, line 2: worker\.sweep_second: there is no such key"),
        ("x = [", r"config.toml: this is not TOML: .*"),
        ("[telegram]\nmode = 'pushing'\n", r"config.toml, line 2: telegram\.mode: .*polling"),
        ("[telegram]\nmessages_per_second = 1001\n", r"config.toml, line 2: telegram\.messages_per_second: .*1000"),
        ("[telegram]\napi_base_url = 'nonsense'\n", r"config.toml, line 2: telegram\.api_base_url: .*https://"),
        ("[telegram]\nwebhook_url = 'http://x'\n", r"config.toml, line 2: telegram\.webhook_url: .*https://"),
        ("[discord]\nproxy = 'http://:x'\n", r"config.toml, line 2: discord\.proxy: .*http://"),
        ("[web]\nport = true\n", r"config.toml, line 2: web\.port: should be a number"),
    ],
)
def test_a_broken_file_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    """What is wrong is said with the file, the line where there is one, the key, and what was expected."""
    path = tmp_path / "config.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigurationError, match=said):
        load_settings(path)


def test_a_missing_or_unreadable_file_is_said(tmp_path: Path) -> None:
    """A file that was named has to be there, and to be text."""
    with pytest.raises(ConfigurationError, match="there is no such file"):
        load_settings(tmp_path / "none.toml")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_settings(tmp_path / "binary.toml")
    with pytest.raises(ConfigurationError, match="a folder"):
        load_settings(tmp_path)


def test_an_editor_may_mark_the_file_as_unicode(tmp_path: Path) -> None:
    """The mark that some editors put before the first letter is no part of it."""
    path = tmp_path / "config.toml"
    path.write_text("\ufeff[web]\nport = 9000\n", "utf-8")
    assert load_settings(path).web.port == 9000


@pytest.mark.parametrize("given", ["", " "])
def test_an_empty_secret_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, given: str) -> None:
    """What is empty in the environment does not hide the file; an empty file is said, and not taken for no token."""
    file = tmp_path / "token"
    file.write_text("from-file\n", "utf-8")
    monkeypatch.setenv("CALFCOACH_TELEGRAM__TOKEN", given)
    monkeypatch.setenv("CALFCOACH_TELEGRAM__TOKEN_FILE", str(file))
    assert load_settings(None).telegram.secret == "from-file"  # noqa: S105 - no secret
    file.write_text("\n", "utf-8")
    with pytest.raises(ConfigurationError, match="the file is empty"):
        assert load_settings(None).telegram.secret
    monkeypatch.setenv("CALFCOACH_TELEGRAM__TOKEN_FILE", "")
    assert load_settings(None).telegram.secret == ""


@pytest.mark.parametrize(
    ("name", "said"),
    [("CALFCOACH_WBE__PORT", "there is no such section"), ("CALFCOACH_WEB", "CALFCOACH_WEB__KEY")],
)
def test_a_misspelt_variable_is_said(monkeypatch: pytest.MonkeyPatch, name: str, said: str) -> None:
    """A variable that looks like a setting and is none would else be passed over."""
    monkeypatch.setenv(name, "80")
    with pytest.raises(ConfigurationError, match=said):
        load_settings(None)


def test_variables_of_others_are_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kubernetes sets such ones where a service is called calfcoach."""
    monkeypatch.setenv("CALFCOACH_SERVICE_HOST", "10.0.0.1")
    monkeypatch.setenv("CALFCOACH_PORT", "tcp://10.0.0.1:8080")
    assert load_settings(None).web.port == 8080


def test_a_secret_comes_from_the_environment_or_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A token is read from the environment or a file, and never shown."""
    file = tmp_path / "token"
    file.write_text("from-file\n", "utf-8")
    assert read_secret(None, file=file) == "from-file"
    monkeypatch.setenv("CALFCOACH_TELEGRAM__TOKEN", "from-environment")
    telegram = load_settings(None).telegram
    assert read_secret(telegram.token, file=file) == "from-environment"
    assert "from-environment" not in repr(telegram)
    assert read_secret(None, file=None) == ""


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("DATABASE__URL", "mysql://coach:hunter2@db/coach", "name a database such as sqlite:///coach.db"),
        ("TELEGRAM__MODE", "carrier", "should be 'polling' or 'webhook'"),
        ("WORKER__SWEEP_SECONDS", "often", "should be a valid number"),
    ],
)
def test_what_was_expected_is_said_in_words(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, expected: str
) -> None:
    """No pattern, no value: the key, its variable and what may stand there."""
    monkeypatch.setenv(f"CALFCOACH_{name}", value)
    with pytest.raises(ConfigurationError) as refused:
        load_settings(None)
    assert expected in str(refused.value)
    assert f"CALFCOACH_{name}" in str(refused.value)
    assert "hunter2" not in str(refused.value)
