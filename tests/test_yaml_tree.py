"""The quick reading of YAML gives what the careful one gives, and leaves whatever has a fault to it."""

from pathlib import Path

import pytest

from simulator.yaml_source.tree import Node, read_carefully, read_fast

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = sorted(
    [*ROOT.glob("personas/*.yaml"), *ROOT.glob("rubrics/*.yaml"), *ROOT.glob("simulator/templates/*.yaml")]
)


def written(node: Node | None) -> list[object]:
    """Every value of the tree with its place and its form."""
    assert node is not None
    found: list[object] = [(node.line, node.column, node.raw, repr(node.value), node.plain, node.flow, node.faulty)]
    for item in node.items or []:
        found += written(item)
    for entry in node.entries or []:
        found += [*written(entry.key), *written(entry.value)]
    return found


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_both_readings_of_a_shipped_file_are_the_same(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    fast, careful = read_fast(text, path.name), read_carefully(text, path.name)
    assert fast is not None and not careful.problems
    assert written(fast.root) == written(careful.root)


@pytest.mark.parametrize(
    "text",
    ["a: &x 1\nb: *x\n", "a: 1\na: 2\n", "a: [1\n", "a: !!python/none x\n", "a: .inf\n", "a: 1\n---\nb: 2\n", ""],
)
def test_whatever_has_a_fault_is_read_carefully(text: str) -> None:
    assert read_fast(text, "some.yaml") is None
