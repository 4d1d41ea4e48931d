"""Scores that people gave, as a labelled set and back: those who work on files and those on screens meet here."""

from collections.abc import Callable, Iterable

from simulator.access import Viewer, may_review, may_score, require
from simulator.errors import ScoreRefusedError
from simulator.rubric import Rubric
from simulator.store import Mark, ScoringRecord, Store
from simulator.transcript import Transcript


def labelled(viewer: Viewer, store: Store, rubric_id: str) -> list[Transcript]:
    """The shared calls that people scored blind by this rubric, with their `ratings`. Raises NotAllowedError.

    Of what somebody scored several times the last that was blind counts; what they could not judge is null.
    """
    require(may_review, viewer)
    ratings: dict[str, dict[str, dict[str, float | None]]] = {}
    for one in store.scorings(rubric_id=rubric_id, shared=True):
        if one.blind:
            ratings.setdefault(one.call_id, {}).setdefault(one.scorer, {})[one.criterion] = one.score
    return [store.transcript(call_id).model_copy(update={"ratings": given}) for call_id, given in ratings.items()]


def add_labelled(
    viewer: Viewer, store: Store, items: Iterable[Transcript], *, rubrics: Callable[[str], Rubric]
) -> list[ScoringRecord]:
    """Keep the ratings of a labelled set for those of its calls that are here; what was kept.

    They count as given blind: whoever brings the file answers for that. What a rater gave before is not kept twice.
    Raises NotAllowedError, and ScoreRefusedError for a rating off the scale; then nothing of that call is kept.
    """
    require(may_review, viewer)
    kept: list[ScoringRecord] = []
    for item in items:
        call = store.call(item.id)
        if call is None or not item.ratings:
            continue
        require(may_score, viewer, owner=call.owner, private=call.private)
        rubric = rubrics(call.rubric_hash)
        given = {rater: _marks(scores, rubric, call_id=item.id) for rater, scores in item.ratings.items()}
        known = {(one.scorer, one.criterion): one.score for one in store.scorings(call_id=call.id)}
        for rater, marks in given.items():
            new = {name: mark for name, mark in marks.items() if known.get((rater, name), "none") != mark.score}
            kept += store.add_scorings(call.id, new, scorer=rater)
    return kept


def _marks(scores: dict[str, float | None], rubric: Rubric, *, call_id: str) -> dict[str, Mark]:
    """The ratings of the rubric's criteria; a set can be rated by several rubrics, and the others' are left out."""
    wanted = {name: score for name, score in scores.items() if name in {one.id for one in rubric.criteria}}
    low, high = rubric.scale.min, rubric.scale.max
    if wrong := [name for name, score in wanted.items() if score is not None and not low <= score <= high]:
        raise ScoreRefusedError(f"{call_id}: {', '.join(wrong)} is off the scale of {rubric.name} ({low} to {high}).")
    return {name: Mark("cannot_judge") if score is None else Mark("scored", score) for name, score in wanted.items()}
