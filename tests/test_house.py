"""The house rules that no tool keeps: ceilings, docstrings, floors, exact pins."""

import ast
import re
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parent.parent
MODULE = 250
FUNCTION = 40
PAGE = 60
FRONT_DOOR = 40
EXCEPTIONS: dict[str, int] = {}
"""Modules that may be longer, each with the reason beside it."""
SHIPPED = sorted([*(ROOT / "simulator").rglob("*.py"), *(ROOT / "bench").rglob("*.py"), ROOT / "app.py"])
PRODUCT = sorted([*(ROOT / "simulator").rglob("*.py"), ROOT / "app.py"])
FORBIDDEN_NAMES = {"utils.py", "common.py", "helpers.py", "manager.py"}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_modules_stay_small():
    ceilings = {path: EXCEPTIONS.get(named(path), MODULE) for path in SHIPPED}
    long = {named(path): lines_of(path) for path in SHIPPED if lines_of(path) > ceilings[path]}
    assert not long, "split them, or name an exception with its reason"
    assert not [name for name in EXCEPTIONS if lines_of(ROOT / name) <= MODULE], "no longer an exception"


def test_functions_stay_small():
    long = {
        f"{named(path)}:{function.lineno} {function.name}": length
        for path in SHIPPED
        for function in functions(parsed(path))
        if (length := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION
    }
    assert not long


def test_pages_and_the_front_door_stay_thin():
    long = {named(p): lines_of(p) for p in (ROOT / "simulator/web/pages").glob("*.py") if lines_of(p) > PAGE}
    assert not long
    assert lines_of(ROOT / "app.py") <= FRONT_DOOR
    classes = [
        f"{named(path)} {node.name}"
        for path in (ROOT / "simulator/web/pages").glob("*.py")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef)
    ]
    assert not classes, "classes never live in a page"


def test_every_module_opens_with_a_sentence():
    silent = [named(path) for path in SHIPPED if not is_sentence(ast.get_docstring(parsed(path)))]
    assert not [name for name in silent if lines_of(ROOT / name)], silent


def is_sentence(docstring: str | None) -> bool:
    first = (docstring or "").split("\n\n")[0].strip()
    return bool(first) and first[-1] in ".:?" and first[0] == first[0].upper()


def test_every_public_function_says_what_it_does():
    silent = [
        f"{named(path)}:{node.lineno} {node.name}"
        for path in PRODUCT
        for node in parsed(path).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
        if not ast.get_docstring(node)
    ]
    assert not silent


def test_no_module_is_a_drawer_for_odds_and_ends():
    assert not [named(path) for path in SHIPPED if path.name in FORBIDDEN_NAMES]


def test_nothing_prints_asks_or_catches_everything():
    found = []
    for path in PRODUCT:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("print", "input"):
                found.append(f"{named(path)}:{node.lineno} {node.func.id}")
            if isinstance(node, ast.ExceptHandler) and node.type is None:
                found.append(f"{named(path)}:{node.lineno} bare except")
    assert not found


def test_exceptions_are_caught_whole_only_at_the_edges():
    """Everything may be caught where foreign errors are translated, and where a thread hands its error on."""
    edges = {"simulator/llm/faults.py", "simulator/practice/replies.py", "simulator/practice/call.py"}
    found = {
        named(path)
        for path in PRODUCT
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ExceptHandler)
        if isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")
    }
    assert found <= edges


def test_checks_are_switched_off_only_with_a_reason():
    bare = [
        f"{named(path)}:{number}"
        for path in SHIPPED
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(r"#\s*noqa(?!:)|#\s*type:\s*ignore(?!\[)", line)
    ]
    assert not bare


def test_imports_go_down_the_floors():
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_exactly(name):
    lines = [line.split("#")[0].strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines()]
    loose = [line for line in lines if line and not line.startswith("-r ") and not re.fullmatch(PIN, line)]
    assert not loose
    assert len(set(lines)) == len(lines) - lines.count("") + (1 if "" in lines else 0), "named twice"


PIN = r"[A-Za-z0-9._-]+(?:\[[a-z0-9,]+\])?==[0-9][A-Za-z0-9.]*(?:; [a-z_]+ != \"[a-z0-9]+\")?(?:\s+--hash=\S+)*"


def test_product_files_keep_to_their_own_matters():
    """No paths of the machine that they were written on."""
    texts = [*PRODUCT, *(ROOT / "personas").glob("*.yaml"), *(ROOT / "rubrics").glob("*.yaml")]
    texts += [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md"), *(ROOT / "knowledge").glob("*.md")]
    assert not [
        named(path) for path in texts if re.search(r"/(?:work|root|home/\w+)/", path.read_text(encoding="utf-8"))
    ]


def test_each_room_of_tests_mirrors_a_room_of_the_house():
    rooms = {path.name for path in (ROOT / "simulator").iterdir() if path.is_dir()}
    own = {"data", "browser", "bench"}
    tests = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and not path.name.startswith(("_", "."))}
    assert tests <= rooms | own
