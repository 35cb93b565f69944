"""Imports run downward only."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

APP = Path(__file__).resolve().parent.parent / "articles"

# Room → the rooms of the app it may import.
MAY_IMPORT = {
    "parsing": set(),
    "models": {"parsing"},
    "press": {"models", "parsing"},
    "advice": {"models", "parsing"},
    "editorial": {"advice", "press", "models", "parsing"},
    "reader": {"press", "models", "parsing"},
    "admin": {"editorial", "advice", "press", "models", "parsing"},
    "management": {"editorial", "advice", "press", "models", "parsing"},
}
# Imports inside a function that cost too much at every start, or exist only where an extra is installed.
HEAVY = {"PIL", "lxml", "psycopg"}


def modules(room: str) -> list[Path]:
    return sorted((APP / room).rglob("*.py"))


def imported(tree: ast.AST) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names if node.module == "articles")
    return names


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_rooms_below_it(room):
    assert modules(room), f"no modules found in {room}"
    wrong = {
        (module.relative_to(APP).as_posix(), name)
        for module in modules(room)
        for name in imported(ast.parse(module.read_text(encoding="utf-8")))
        if name.startswith("articles.") and name.split(".")[1] not in MAY_IMPORT[room] | {room}
    }

    assert wrong == set()


def test_parsing_knows_no_django():
    wrong = {
        (module.name, name)
        for module in modules("parsing")
        for name in imported(ast.parse(module.read_text(encoding="utf-8")))
        if name.split(".")[0] == "django"
    }

    assert wrong == set()


def test_no_module_imports_inside_a_function():
    wrong = set()
    for module in sorted(APP.rglob("*.py")):
        if "migrations" in module.parts or module.name == "apps.py":
            continue
        for function in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                inside = {name.split(".")[0] for name in imported(function)}
                wrong.update((module.relative_to(APP).as_posix(), name) for name in inside - HEAVY)

    assert wrong == set()
