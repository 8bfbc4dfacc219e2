"""The rooms of the worker: who may know whom, and how large a room is."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import driftline_worker

WORKER = Path(driftline_worker.__path__[0])
SOURCES = sorted(WORKER.rglob("*.py"))
CLIENTS = {
    "flask": {"serving"},
    "werkzeug": {"serving"},
    "gunicorn": {"serving"},
    "redis": {"attempts"},
    "amqp": {"status"},
    "onnxruntime": {"models", "provider"},
    "opentelemetry": {"tracing"},
    "obstore": {"store"},
}
"""Which rooms alone may import a library."""


def room(module: str) -> str:
    """Return the room of a module by its name below the worker, ``status`` of ``status.broker``."""
    return module.split(".")[0]


def imported(source: Path) -> Iterator[str]:
    """Yield the modules that a source imports, wherever in it."""
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{source} imports relatively"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def edges() -> dict[str, set[str]]:
    """Return, of each room, the rooms that it imports; a module that stands by itself is one."""
    rooms: dict[str, set[str]] = {}
    for source in SOURCES:
        mine = room(".".join(source.relative_to(WORKER).with_suffix("").parts))
        known = {
            room(name.removeprefix("driftline_worker.")) for name in imported(source) if "driftline_worker." in name
        }
        rooms.setdefault(mine, set()).update(known - {mine, "__version__"})
    return rooms


def test_rooms_are_not_in_a_circle() -> None:
    left = edges()
    assert len(left) > 15
    while free := {name for name, needed in left.items() if not needed & left.keys()}:
        left = {name: needed for name, needed in left.items() if name not in free}

    assert left == {}


@pytest.mark.parametrize("library", CLIENTS)
def test_a_library_is_known_in_its_rooms_only(library: str) -> None:
    users = {
        room(".".join(source.relative_to(WORKER).with_suffix("").parts))
        for source in SOURCES
        if any(name.split(".")[0] == library for name in imported(source))
    }

    assert users
    assert users <= CLIENTS[library]


def test_biology_knows_neither_jobs_nor_models() -> None:
    known = edges()
    for name in ("headers", "reference", "sequences", "encodings"):
        assert known[name] <= {"reference", "sequences", "words"}, name


def test_only_the_interface_knows_everything() -> None:
    users = {name for name, needed in edges().items() if "serving" in needed}

    assert users == {"__main__"}


def test_rooms_and_files_are_small() -> None:
    rooms: dict[Path, int] = {}
    for source in SOURCES:
        rooms[source.parent] = rooms.get(source.parent, 0) + 1
        assert len(source.read_text("utf-8").splitlines()) <= 250, source

    assert max(rooms.values()) <= 20
