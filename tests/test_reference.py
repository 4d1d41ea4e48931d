"""The generated pages are those of the code, and the guides name only what exists."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from bench.reference import DOCS, pages
from simulator.cli.app import app
from simulator.library import Library
from simulator.settings import CallerSettings, EvaluatorSettings, ModelSettings, Settings, TrustSettings
from simulator.terms import ACTS, LINES, MOOD_EVENTS

ROOT = DOCS.parent
GUIDES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.glob("*.md"))]
ALIASES = {"openai_api_key", "openai_base_url", "database_url"}
"""Settings that go by their usual names."""


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return pages()


@pytest.mark.parametrize("name", ["fields-persona.md", "fields-rubric.md", "cli.md", "fitted-weights.md"])
def test_a_generated_page_is_not_stale(name: str, made: dict[str, str]) -> None:
    assert (DOCS / name).read_text("utf-8") == made[name], "run: python -m bench reference"


def test_every_page_is_among_the_tested(made: dict[str, str]) -> None:
    assert set(made) == {"fields-persona.md", "fields-rubric.md", "cli.md", "fitted-weights.md"}


def test_a_page_tells_keys_with_their_limits_and_every_id(made: dict[str, str]) -> None:
    text = made["fields-persona.md"]
    assert "| `difficulty` | whole number, 1 to 5 | `2` |" in text
    assert "## `facts[].unlock`" in text
    assert all(f"| `{one}` |" in text for one in [*ACTS, *MOOD_EVENTS, *LINES])
    assert "| `dismissal` |" in text and "| −10 | +5 | +7 |" in text


def test_the_command_page_has_every_command(made: dict[str, str]) -> None:
    commands: dict[str, object] = get_command(app).commands  # type: ignore[attr-defined]
    for name in commands:
        assert re.search(rf"^## {name}\b", made["cli.md"], re.MULTILINE), name


@pytest.mark.parametrize("guide", GUIDES, ids=named)
def test_links_lead_somewhere(guide: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", guide.read_text("utf-8")):
        file, _, anchor = target.partition("#")
        if "://" in target:
            continue
        there = (guide.parent / file) if file else guide
        assert there.exists(), target
        if anchor:
            assert anchor in anchors(there), target


@pytest.mark.parametrize("guide", GUIDES, ids=named)
def test_commands_in_the_guides_exist(guide: Path) -> None:
    commands: dict[str, object] = get_command(app).commands  # type: ignore[attr-defined]
    for name in re.findall(r"python -m simulator ([a-z]+)", guide.read_text("utf-8")):
        assert name in commands, name
    for name in re.findall(r"python -m bench ([a-z_]+)", guide.read_text("utf-8")):
        assert (ROOT / "bench" / f"{name}.py").is_file(), name


def test_the_operators_guide_has_every_setting_with_its_default() -> None:
    text = (DOCS / "operator.md").read_text("utf-8")
    for name, field in Settings.model_fields.items():
        if name in ("caller", "evaluator", "speech", "trust"):
            continue
        variable = name.upper() if name in ALIASES else f"SIDETONE_{name.upper()}"
        assert f"| `{variable}` |" in text, variable
        if isinstance(field.default, float | bool):
            assert f"| `{variable}` | `{str(field.default).lower()}` |" in text, variable
    for name, field in TrustSettings.model_fields.items():
        assert f"| `SIDETONE_TRUST__{name.upper()}` | `{field.default}` |" in text, name
    for name in ModelSettings.model_fields:
        defaults = [str(kind.model_fields[name].default) for kind in (CallerSettings, EvaluatorSettings)]
        row = f"| `…__{name.upper()}` | `{defaults[0]}` | `{defaults[1]}` |".replace("`None`", "–")
        assert row in text, row


def test_the_callers_page_is_true_of_the_files(library: Library) -> None:
    rows = {row.split("](../personas/")[1].split(".yaml")[0]: row for row in lines_of("callers.md", "| [")}
    assert rows.keys() == {persona.id for persona in library.personas()}
    for persona in library.personas():
        time = persona.target_handle_time
        target = f"{time // 60} min" if isinstance(time, int) else time
        trains = ", ".join(persona.trains)
        assert rows[persona.id].startswith(f"| [{persona.name}]")
        assert rows[persona.id].endswith(f"| {trains} | {persona.difficulty} | {persona.intensity} | {target} |")


def lines_of(page: str, start: str) -> list[str]:
    return [line for line in (DOCS / page).read_text("utf-8").splitlines() if line.startswith(start)]


def anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}
