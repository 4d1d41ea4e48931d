"""JSON Schemas of the files that trainers write, made from the models, and starter files to copy."""

import ast
import inspect
import json
import re
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Final, get_args

from simulator import persona as persona_module
from simulator import rubric as rubric_module
from simulator.errors import SetUpError
from simulator.terms import ACTS, CHECKS, CUES, LINES, MEASURES, MOOD_EVENTS
from simulator.transcript import EventKind
from simulator.yaml_source import KINDS, Kind

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def schema(kind: Kind) -> str:
    """The JSON Schema of a persona or rubric file, as the text of schemas/KIND.schema.json."""
    made: dict[str, Any] = KINDS[kind].model_json_schema(by_alias=True)
    definitions: dict[str, Any] = made.pop("$defs", {})
    top = KINDS[kind].__name__
    for name, definition in [*definitions.items(), (top, made)]:
        _describe(name, definition)
    _name_ids(kind, definitions)
    modeline = {"$schema": DRAFT, "title": f"Sidetone {kind}"}
    plain = {"$defs": {name: _untitled(part) for name, part in definitions.items()}} if definitions else {}
    return json.dumps({**modeline, **_untitled(made), **plain}, indent=2, ensure_ascii=False) + "\n"


def starter(kind: Kind, file_id: str) -> str:
    """A file to begin from, with comments, that loads as it is. Raises SetUpError for an impossible id."""
    if len(file_id) > 80 or not SLUG.fullmatch(file_id):
        raise SetUpError(
            f'"{file_id[:80]}" cannot be an id: small letters, digits and single hyphens are allowed, '
            "such as `bereaved-account-holder`; the file is named after it"
        )
    text = files("simulator").joinpath("templates", f"{kind}.yaml").read_text("utf-8")
    return text.replace("THE-ID", file_id)


def _describe(name: str, definition: dict[str, Any]) -> None:
    """Give each property the sentence that stands under its field."""
    for key, text in _sentences().get(name, {}).items():
        for written in (key, key.rstrip("_")):
            if written in definition.get("properties", {}):
                definition["properties"][written]["description"] = text


def _name_ids(kind: Kind, definitions: dict[str, Any]) -> None:
    """List the ids that may stand where a file names some, so that an editor can offer them."""
    if kind == "persona":
        definitions["Unlock"]["properties"]["acts"]["items"] = {"enum": list(ACTS)}
        definitions["Speech"]["properties"]["lines"]["propertyNames"] = {"enum": list(LINES)}
        own = {"pattern": f"^{SLUG.pattern}$"}
        moves = {"anyOf": [{"enum": [*ACTS, *MOOD_EVENTS]}, own]}
        definitions["MoodPlan"]["properties"]["moves"]["propertyNames"] = moves
        return
    for key in ("looks_for", "counts_against"):
        definitions["Criterion"]["properties"][key]["items"] = {"enum": [*ACTS, *MEASURES]}
    for part, key, ids in (
        ("Applies", "cue", list(CUES)),
        ("Applies", "event", list(get_args(EventKind))),
        ("Critical", "check", list(CHECKS)),
    ):
        definitions[part]["properties"][key] |= {"anyOf": [{"enum": ids}, {"type": "null"}]}


@cache
def _sentences() -> dict[str, dict[str, str]]:
    """The bare strings under the fields of the models, by class and field."""
    found: dict[str, dict[str, str]] = {}
    for module in (persona_module, rubric_module):
        for part in ast.parse(inspect.getsource(module)).body:
            if isinstance(part, ast.ClassDef):
                found[part.name] = _under_fields(part.body)
    return found


def _under_fields(body: list[ast.stmt]) -> dict[str, str]:
    found = {}
    for field, below in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            match below:
                case ast.Expr(value=ast.Constant(value=str(text))):
                    found[field.target.id] = inspect.cleandoc(text)
    return found


def _untitled(part: Any) -> Any:
    """Without the titles that only repeat a key."""
    if isinstance(part, dict):
        kept = {key: value for key, value in part.items() if not (key == "title" and isinstance(value, str))}
        return {key: _untitled(value) for key, value in kept.items()}
    return [_untitled(item) for item in part] if isinstance(part, list) else part
