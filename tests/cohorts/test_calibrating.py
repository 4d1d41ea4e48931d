"""Corrections of one store: fitted to what people scored, in force at once, switched, revoked, and never lost."""

import numpy as np
import pytest

from simulator.cohorts.calibrating import Calibrating
from simulator.cohorts.overriding import Overriding
from simulator.errors import NotAllowedError, ScoreRefusedError, SetUpError
from simulator.evaluator.calibration import uncalibrated
from simulator.settings import TrustSettings
from simulator.store import CallFilter, Mark
from tests.cohorts.rooms import ADA, LEE, RUBRIC, call, graded, rubric_of, scored


@pytest.fixture
def calibrating(store):
    def rubrics(digest):
        return rubric_of(store, digest)

    def uncorrected(one):
        return uncalibrated(store.grades(one.id)[0].grade, rubrics(one.rubric_hash))

    return Calibrating(store, rubrics, uncorrected, TrustSettings())


@pytest.fixture
def rubric(store):
    return rubric_of(store, store.freeze("rubric", RUBRIC))


def people_scored(store, n: int = 24, **changes):
    """Calls in which the evaluator gives 1.5 points more for probing than two people do, and tosses dice on empathy."""
    rng = np.random.default_rng(4)
    made = []
    for i in range(n):
        true = float(i % 4 + 1)
        one = call(store, day=i, **changes)
        graded(
            store,
            one,
            scored("probing", min(5.0, true + 1.5)),
            scored("advice", true),
            scored("empathy", rng.integers(1, 6)),
        )
        for scorer in ("lee", "kim"):
            marks = {"probing": true, "advice": min(5.0, true + (scorer == "kim")), "empathy": true}
            store.add_scorings(one.id, {k: Mark("scored", v) for k, v in marks.items()}, scorer=scorer)
        made.append(one)
    return made


def test_measuring_keeps_nothing(store, calibrating, rubric):
    people_scored(store)
    (found,) = calibrating.measure(LEE, rubric)
    assert (found.rubric, found.evaluator, found.version, found.calls) == ("small", "embedded/1", 0, 24)
    assert {name: one.on for name, one in found.criteria.items()} == {
        "probing": True,
        "advice": False,
        "empathy": False,
    }
    assert not found.criteria["empathy"].trusted
    assert (found.criteria["probing"].double, found.criteria["probing"].people_kappa) == (24, 1.0)
    assert calibrating.holding(LEE, "small") == [] and store.calibrations("small") == []


def test_what_is_kept_holds_for_every_stored_grade_and_the_evaluators_scores_stay(store, calibrating, rubric):
    calls = people_scored(store)
    before = store.grades(calls[3].id)[0].grade
    kept = calibrating.keep(LEE, calibrating.measure(LEE, rubric)[0])
    after = store.grades(calls[3].id)[0].grade
    probing = after.criterion("probing")
    assert probing.raw == before.criterion("probing").score and probing.score == pytest.approx(
        probing.raw - 1.4, abs=0.2
    )
    assert after.provenance.calibration == kept.name and kept.version == 1
    assert not after.criterion("empathy").trusted
    assert uncalibrated(after, rubric).criteria == before.criteria
    listed = store.list_calls(CallFilter(), limit=99)
    assert {one.settled_overall for one in listed} == {store.grades(one.call.id)[0].grade.overall for one in listed}
    again = calibrating.measure(LEE, rubric)[0]
    assert again.criteria == kept.criteria, "what is measured is the evaluator's own, whatever holds"


def test_switching_and_revoking_are_versions_of_their_own(store, calibrating, rubric):
    calls = people_scored(store)
    kept = calibrating.keep(LEE, calibrating.measure(LEE, rubric)[0], reason="first go")
    off = calibrating.switch(LEE, kept, "probing", on=False)
    assert store.grades(calls[0].id)[0].grade.criterion("probing").raw is None
    calibrating.switch(LEE, off, "probing", on=True)
    assert store.grades(calls[0].id)[0].grade.criterion("probing").raw == 2.5
    with pytest.raises(ScoreRefusedError, match="none can be switched on"):
        calibrating.switch(LEE, off, "advice", on=True)
    with pytest.raises(ScoreRefusedError):
        calibrating.revoke(LEE, off, reason="no")
    (held,) = calibrating.holding(LEE, "small")
    calibrating.revoke(LEE, held, reason="The scorers read it wrongly.")
    own = store.grades(calls[0].id)[0].grade
    assert own.criterion("probing").score == 2.5 and own.criterion("empathy").trusted
    history = [(one.version, one.reason, one.author) for one in calibrating.history(LEE, "small")]
    assert history == [
        (4, "The scorers read it wrongly.", "lee"),
        (3, "probing switched on", "lee"),
        (2, "probing switched off", "lee"),
        (1, "first go", "lee"),
    ]


def test_a_score_that_a_person_gave_is_not_moved(store, calibrating, rubric):
    calls = people_scored(store)
    overriding = Overriding(store, lambda digest: rubric_of(store, digest))
    overriding.override(LEE, calls[0].id, "probing", score=5.0, reason="She asked about the meter.")
    before = store.grades(calls[0].id)
    calibrating.keep(LEE, calibrating.measure(LEE, rubric)[0])
    assert store.grades(calls[0].id) == before
    assert len(store.grades(calls[1].id)) == 2


def test_a_person_who_scores_a_criterion_that_is_not_trusted_makes_it_count(store, calibrating, rubric):
    calls = people_scored(store)
    calibrating.keep(LEE, calibrating.measure(LEE, rubric)[0])
    overriding = Overriding(store, lambda digest: rubric_of(store, digest))
    without = store.calls_named([calls[0].id])[0].settled_overall
    overriding.override(LEE, calls[0].id, "empathy", score=5.0, reason="He felt with her throughout.")
    assert store.calls_named([calls[0].id])[0].settled_overall > without


def test_scores_by_another_wording_of_a_criterion_are_left_out(store, calibrating, rubric):
    people_scored(store)
    reworded = store.freeze("rubric", RUBRIC.replace("Did they ask?", "Did they ask well?"))
    people_scored(store, 5, rubric_hash=reworded)
    (found,) = calibrating.measure(LEE, rubric)
    assert (found.criteria["probing"].calls, found.criteria["advice"].calls) == (24, 29)


def test_private_calls_and_scores_that_were_not_blind_count_for_nothing(store, calibrating, rubric):
    with pytest.raises(SetUpError, match="Nobody has scored"):
        calibrating.measure(LEE, rubric)
    people_scored(store, 3, private=True)
    with pytest.raises(SetUpError, match="Nobody has scored"):
        calibrating.measure(LEE, rubric)


def test_only_leads_correct(store, calibrating, rubric):
    people_scored(store)
    (found,) = calibrating.measure(LEE, rubric)
    for ask in (
        lambda: calibrating.measure(ADA, rubric),
        lambda: calibrating.keep(ADA, found),
        lambda: calibrating.switch(ADA, found, "probing", on=False),
        lambda: calibrating.revoke(ADA, found, reason="I would rather not."),
        lambda: calibrating.history(ADA, "small"),
    ):
        with pytest.raises(NotAllowedError):
            ask()
    assert store.calibrations("small") == []
