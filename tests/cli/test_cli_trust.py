"""Trust in scores at the command line: corrections fitted, kept, applied, revoked; scores of people out and in."""

import json

import pytest

from simulator.access import LOCAL_PERSON, Role, narrowed
from simulator.cli import services
from simulator.cohorts.scoring import Scoring
from simulator.evaluator import grade_embedded
from simulator.store import Mark
from simulator.transcript import Transcript

RUBRIC = "lend-an-ear"
LINES = (
    "That sounds really hard. What happened next?",
    "You should just talk to them.",
    "The same happened to me last year.",
    "At least it is over now.",
    "You felt left out when they went without you.",
    "Okay.",
)


@pytest.fixture(scope="module")
def lines(library):
    """Two dozen short calls; a person gives one and a half points more than the evaluator for two criteria."""
    rubric, made = library.rubric(RUBRIC), []
    for n in range(24):
        said = [LINES[(n + k * (1 + n // 6)) % len(LINES)] for k in range(3)]
        turns = [
            t
            for line in said
            for t in (
                {"speaker": "caller", "text": "They all went away without asking me, and I felt stupid."},
                {"speaker": "agent", "text": line},
            )
        ]
        item = Transcript.model_validate({"id": f"c{n}", "turns": turns})
        scores = {one.id: one.score for one in grade_embedded(item, rubric).criteria}
        rated = {
            name: min(5, round(score + (1.5 if name in ("advice_giving", "self_oriented") else 0)))
            for name, score in scores.items()
        }
        made.append(item.model_copy(update={"ratings": {"expert_a": rated, "expert_b": rated}}).to_json())
    return made


@pytest.fixture
def labelled(lines, tmp_path):
    path = tmp_path / "labelled.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_corrections_are_shown_before_and_after_and_nothing_is_kept(run, labelled):
    ran = run("calibrate", labelled, "--rubric", RUBRIC, "--evaluator", "embedded")
    assert ran.code == 0, ran.err
    assert "before after" in ran.out and "on calls left out κ rises" in ran.out
    assert "nothing was kept" in ran.err
    again = run("calibrate", "--rubric", RUBRIC, "--revoke", "--reason", "it does not help")
    assert again.code == 2 and "No correction holds" in again.err


def test_a_correction_in_a_file_moves_grades_and_raises_agreement(run, labelled, tmp_path):
    ran = run("calibrate", labelled, "--rubric", RUBRIC, "--evaluator", "embedded", "--json")
    found = json.loads(ran.out)
    assert found["schema"] == "calibration/1" and found["criteria"]["advice_giving"]["on"]
    path = tmp_path / "corrections.json"
    path.write_text(ran.out, encoding="utf-8")
    how = (labelled, "--rubric", RUBRIC, "--evaluator", "embedded", "--json")
    grades = [
        [json.loads(line) for line in run("grade", *how, *more).out.splitlines()]
        for more in ((), ("--calibration", path))
    ]
    for raw, moved in zip(*grades, strict=True):
        pairs = zip(raw["criteria"], moved["criteria"], strict=True)
        assert all(after.get("raw", after["score"]) == before["score"] for before, after in pairs)
        assert moved["provenance"]["calibration"].startswith("0:") and "calibration" not in raw["provenance"]
    assert (
        "corrected from"
        in run("grade", labelled, "--rubric", RUBRIC, "--evaluator", "embedded", "--calibration", path).out
    )
    plain, corrected = (json.loads(run("agreement", *how, *more).out) for more in ((), ("--calibration", path)))
    names = ("advice_giving", "self_oriented")
    assert all(corrected["criteria"][name]["kappa"] > plain["criteria"][name]["kappa"] for name in names)
    other = run("grade", labelled, "--rubric", "values", "--evaluator", "embedded", "--json", "--calibration", path)
    assert other.code == 0 and "not corrected" in other.err and '"raw"' not in other.out


@pytest.mark.parametrize("content", [None, "{}", "no json", '{"schema": "grade/1"}'])
def test_a_file_without_corrections_is_named(run, labelled, tmp_path, content):
    path = tmp_path / "corrections.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    for command in ("grade", "agreement"):
        ran = run(command, labelled, "--rubric", RUBRIC, "--calibration", path)
        assert (ran.code, "corrections.json" in ran.err, "Traceback" in ran.err) == (2, True, False)


def test_a_correction_that_is_saved_holds_until_it_is_revoked(run, labelled):
    kept = run("calibrate", labelled, "--rubric", RUBRIC, "--evaluator", "embedded", "--save", "--json")
    assert (kept.code, json.loads(kept.out)["version"]) == (0, 1) and "holds from now on" in kept.err
    assert run("calibrate", "--rubric", RUBRIC, "--revoke").code == 2, "a revocation needs a reason"
    gone = run("calibrate", "--rubric", RUBRIC, "--revoke", "--reason", "the raters were new", "--json")
    assert (gone.code, json.loads(gone.out)["version"], json.loads(gone.out)["revoked"]) == (0, 2, True)
    assert run("calibrate", labelled, "--rubric", RUBRIC, "--revoke", "--reason", "the raters were new").code == 2


def test_without_scores_there_is_nothing_to_fit(run, tmp_path):
    ran = run("calibrate", "--rubric", RUBRIC)
    assert ran.code == 2 and "Nobody has scored" in ran.err
    bare = tmp_path / "bare.jsonl"
    bare.write_text('{"id": "a", "turns": [{"speaker": "agent", "text": "Hello."}]}', encoding="utf-8")
    assert run("calibrate", bare, "--rubric", RUBRIC, "--evaluator", "embedded").code == 2


def test_scores_given_on_the_screen_come_out_as_a_labelled_set_and_back(run, tmp_path):
    script = tmp_path / "s.txt"
    script.write_text("Good morning, Sam here.\nWhat has happened?\nGoodbye.\n", encoding="utf-8")
    run("scores", "export", "--rubric", "values")  # makes the store
    room, lead = services.practice(), narrowed(LOCAL_PERSON, Role.LEAD)
    call = room.begin(LOCAL_PERSON, "wrongly-billed", rubric="values", caller="embedded")
    for line in ("Good morning, Sam here.", "What has happened?", "You were billed twice. I will ring you on Tuesday."):
        "".join(room.say(LOCAL_PERSON, call.id, line))
    room.end(LOCAL_PERSON, call.id)
    room.store.set_private(call.id, False)
    scoring = Scoring(room.store, room.book.rubric)
    rubric = scoring.sheet(lead, call.id).rubric
    scoring.save(lead, call.id, {one.id: Mark("scored", 3.0) for one in rubric.criteria}, name="Ann")
    exported = run("scores", "export", "--rubric", "values")
    item = json.loads(exported.out)
    assert (exported.code, item["id"]) == (0, call.id)
    assert item["ratings"] == {"ann": {one.id: 3.0 for one in rubric.criteria}}
    path = tmp_path / "more.jsonl"
    path.write_text(json.dumps(item | {"ratings": {"ben": item["ratings"]["ann"]}}), encoding="utf-8")
    back = run("scores", "import", path, "--json")
    assert (back.code, json.loads(back.out)) == (0, {"calls": 1, "scores": len(rubric.criteria)})
    assert set(json.loads(run("scores", "export", "--rubric", "values").out)["ratings"]) == {"ann", "ben"}
    measured = run("calibrate", "--rubric", "values", "--json")
    assert measured.code == 0 and json.loads(measured.out)["calls"] == 1


def test_who_gave_which_level_can_be_seen(run, labelled):
    ran = run("agreement", labelled, "--rubric", RUBRIC, "--evaluator", "embedded", "--confusion")
    assert ran.code == 0 and "graded 5" in ran.out
    result = json.loads(run("agreement", labelled, "--rubric", RUBRIC, "--evaluator", "embedded", "--json").out)
    one = result["criteria"]["advice_giving"]
    assert sum(map(sum, one["confusion"])) == 48 and one["raters_alpha"] == 1
