"""Lines of service calls whose acts are easily mistaken, typed and as speech-to-text gives them."""

import pytest
from ruamel.yaml import YAML

from bench.acts import bare
from bench.fresh import FOLDER, calls, judged, score
from simulator.listening import hear, is_stock
from simulator.transcript import Turn

CASES = YAML(typ="safe").load((FOLDER.parent / "service_lines.yaml").read_text(encoding="utf-8"))
FORMS = pytest.mark.parametrize("form", [str, bare], ids=["typed", "spoken"])


def heard(case, form):
    turns = []
    for text in CASES["before"][case["after"]]:
        turns.append(Turn(n=len(turns) + 1, speaker="agent", text="Go on, I'm listening."))
        turns.append(Turn(n=len(turns) + 1, speaker="caller", text=form(text)))
    return {act.act: act.confidence for act in hear(form(case["says"]), earlier=turns)}


@FORMS
@pytest.mark.parametrize("case", CASES["lines"], ids=[case["says"] for case in CASES["lines"]])
def test_line(case, form):
    found = heard(case, form)
    assert set(case.get("acts", ())) <= set(found), sorted(found)
    assert not set(case.get("never", ())) & set(found), sorted(found)
    if "stock" in case:
        assert is_stock(form(case["says"])) is case["stock"]


@FORMS
@pytest.mark.parametrize("says", ["I'll pass that on.", "I'll make a note of it.", "I'll look into it for you."])
def test_a_promise_without_what_or_when_is_a_guess(says, form):
    assert heard({"after": "bounced", "says": says}, form).get("ownership", 0) <= 0.5


@FORMS
@pytest.mark.parametrize(
    "says", ["I'll ring you on Tuesday before noon.", "I'll pass it to Hannah now and ring you by four tomorrow."]
)
def test_a_dated_promise_is_sure(says, form):
    assert heard({"after": "bounced", "says": says}, form)["ownership"] >= 0.8


@pytest.mark.parametrize(("rewrite", "precision", "recall"), [(str, 0.88, 0.86), (bare, 0.85, 0.85)])
def test_written_calls_are_heard(rewrite, precision, recall):
    total = score([line for call in calls("dev") for line in judged(call, rewrite=rewrite)])
    assert total.precision() >= precision
    assert total.recall() >= recall
