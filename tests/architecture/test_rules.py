"""The rules of docs/architecture.md and docs/contributing.md that neither ruff nor import-linter can keep."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "core")
LONGEST_MODULE = 300
DRAWERS = {"base", "common", "helper", "helpers", "manager", "misc", "util", "utils"}
# The parts of the standard library with which a function could look at the world instead of its arguments.
WORLD = {
    "asyncio", "io", "logging", "os", "pathlib", "random", "secrets", "shutil", "signal", "socket", "sqlite3",
    "subprocess", "tempfile", "threading", "time", "urllib", "uuid",
}  # fmt: skip


def modules(*folders: str) -> list[Path]:
    """Return every Python file below the folders."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def places(folders: tuple[str, ...], *kinds: type[ast.AST]) -> Iterator[tuple[str, ast.AST]]:
    """Give every syntax node of these kinds below the folders, each with its place."""
    for path in modules(*folders):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, kinds):
                yield f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}", node


def imported(node: ast.AST) -> list[str]:
    """Return the names of the modules that an import statement names."""
    match node:
        case ast.Import(names=names):
            return [alias.name for alias in names]
        case ast.ImportFrom(module=str(module)):
            return [module]
        case _:
            return []


def called(node: ast.AST) -> str:
    """Return what a call calls, as written."""
    return ast.unparse(node.func) if isinstance(node, ast.Call) else ""


def test_no_module_is_longer_than_the_eye_can_hold() -> None:
    """A module over 300 lines is two modules."""
    lengths = {
        path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules(*ROOMS, "tests", "benchmarks")
    }
    assert [str(path.relative_to(ROOT)) for path, lines in lengths.items() if lines > LONGEST_MODULE] == []


def test_no_module_is_a_drawer() -> None:
    """A module is named for the thing inside it; a drawer takes whatever has no name yet."""
    named = [path for path in modules(*ROOMS, "tests", "benchmarks") if {path.stem, path.parent.name} & DRAWERS]
    assert named == []


def test_the_domain_imports_only_the_standard_library() -> None:
    """What coaching is depends on nothing that has to be installed."""
    allowed = sys.stdlib_module_names | {"core"}
    assert [
        f"{place} imports {name}"
        for place, node in places(("core/domain",), ast.Import, ast.ImportFrom)
        for name in imported(node)
        if name.partition(".")[0] not in allowed
    ] == []


def test_the_domain_sees_nothing_but_its_arguments() -> None:
    """No I/O, no clock and no chance in the domain."""
    assert [
        f"{place} imports {name}"
        for place, node in places(("core/domain",), ast.Import, ast.ImportFrom)
        for name in imported(node)
        if name.partition(".")[0] in WORLD
    ] == []


def test_the_domain_never_waits() -> None:
    """A function that decides takes values and returns values."""
    waiting = (ast.AsyncFunctionDef, ast.Await, ast.AsyncFor, ast.AsyncWith)
    assert [place for place, _ in places(("core/domain",), *waiting)] == []


def test_our_errors_carry_facts() -> None:
    """An error of ours takes facts, never a sentence: that is its docstring. Other libraries' errors may differ."""
    ours = {node.name for _, node in places(ROOMS, ast.ClassDef) if isinstance(node, ast.ClassDef)}
    assert [
        f"{place} raises {ast.unparse(node.exc)}"
        for place, node in places(ROOMS, ast.Raise)
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and called(node.exc) in ours
        if any(isinstance(fact, ast.Constant | ast.JoinedStr) for fact in node.exc.args)
    ] == []


def test_no_test_sleeps() -> None:
    """Tests move a clock; a stand-in in tests/support may be as slow as what it stands for."""
    sleeping = {"sleep", "anyio.sleep", "asyncio.sleep", "time.sleep"}
    assert [
        place
        for place, node in places(("tests",), ast.Call)
        if called(node) in sleeping and not ast.unparse(node).endswith("sleep(0)")  # which only gives way
        if not place.startswith("tests/support/")
    ] == []


def test_no_test_replaces_our_own_code() -> None:
    """What a test needs different is handed in, never patched over."""
    replacing = {"setattr", "patch", "MagicMock", "AsyncMock", "Mock"}
    assert [
        f"{place} calls {called(node)}"
        for place, node in places(("tests",), ast.Call)
        if called(node).rpartition(".")[2] in replacing
    ] == []


def test_test_folders_are_no_packages() -> None:
    """A tests/core/__init__.py would hide the real `core`."""
    assert [path for path in modules("tests") if path.name == "__init__.py"] == []


def test_the_map_names_every_room() -> None:
    """docs/architecture.md is true: every folder and every module outside a folder stands in it."""
    chart = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = [path for room in ROOMS for path in (ROOT / room).iterdir() if not path.name.startswith(("__", "py."))]
    assert [str(path.relative_to(ROOT)) for path in rooms if path.name not in chart] == []


def test_the_example_configuration_can_be_read() -> None:
    """config.example.toml is there to copy, and is TOML."""
    assert tomllib.loads((ROOT / "config.example.toml").read_text(encoding="utf-8")) is not None


def test_the_locks_name_packages_and_hashes_only() -> None:
    """A lock installs from whatever index a machine uses: no address, no path, and no package without a hash."""
    for lock in ROOT.glob("requirements*.txt"):
        for line in lock.read_text(encoding="utf-8").splitlines():
            assert "//" not in line, f"{lock.name}: {line}"
            assert line.startswith(("    --hash=sha256:", "    #")) or "==" in line, f"{lock.name}: {line}"


def test_the_readme_begins_with_the_two_commands_and_ci_keeps_them() -> None:
    """Who has just cloned the repository reads `make chat` and `make test` first, and CI runs the second."""
    first_block = (ROOT / "README.md").read_text(encoding="utf-8").split("```")[1]
    assert "make chat" in first_block
    assert "make test" in first_block
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
