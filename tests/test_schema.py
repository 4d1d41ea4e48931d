"""The published schemas are those of the models, accept what loads, and starters load as they are."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from simulator.errors import SetUpError
from simulator.persona import Persona
from simulator.rubric import Rubric
from simulator.schema import schema, starter
from simulator.terms import ACTS, LINES
from simulator.yaml_source import KINDS, Kind, loads

ROOT = Path(__file__).parent.parent
BOTH: list[Kind] = ["persona", "rubric"]


def plain(text: str) -> Any:
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(text)))


@pytest.mark.parametrize("kind", BOTH)
def test_the_published_schema_is_not_stale(kind: Kind) -> None:
    published = (ROOT / "schemas" / f"{kind}.schema.json").read_text("utf-8")
    assert published == schema(kind), f"run: python -m simulator schema {kind} > schemas/{kind}.schema.json"


@pytest.mark.parametrize("kind", BOTH)
def test_the_schema_is_sound_and_accepts_the_starter(kind: Kind) -> None:
    made = json.loads(schema(kind))
    jsonschema.Draft202012Validator.check_schema(made)
    jsonschema.validate(plain(starter(kind, "our-own")), made)


@pytest.mark.parametrize(("kind", "name"), [("persona", "bereaved-account-holder"), ("rubric", "compassionate-call")])
def test_the_schema_accepts_the_documented_examples(kind: Kind, name: str) -> None:
    text = (ROOT / "tests" / "data" / f"{name}.yaml").read_text("utf-8")
    jsonschema.validate(plain(text), json.loads(schema(kind)))


def test_the_schema_refuses_what_the_loader_refuses() -> None:
    made = json.loads(schema("persona"))
    good = plain(starter("persona", "our-own"))
    for key, value in (("difficulty", 9), ("intensty", "low"), ("openings", []), ("id", "Not A Slug")):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(good | {key: value}, made)


def test_editors_are_offered_the_ids_and_what_they_mean() -> None:
    made = json.loads(schema("persona"))
    assert made["$defs"]["Unlock"]["properties"]["acts"]["items"]["enum"] == list(ACTS)
    assert made["$defs"]["Speech"]["properties"]["lines"]["propertyNames"]["enum"] == list(LINES)
    assert made["properties"]["background"]["description"] == "All that the model knows from the start."


@pytest.mark.parametrize("kind", BOTH)
def test_a_starter_loads_under_its_own_id(kind: Kind) -> None:
    model: type[Persona] | type[Rubric] = KINDS[kind]
    assert loads(starter(kind, "our-own"), name="our-own.yaml", model=model).id == "our-own"


@pytest.mark.parametrize("name", ["Our Own", "../up", "", "a--b", "x" * 81, "a\n"])
def test_an_id_that_no_file_may_have_is_refused(name: str) -> None:
    with pytest.raises(SetUpError, match="cannot be an id"):
        starter("persona", name)
