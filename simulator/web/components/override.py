"""A person's score beside the evaluator's: the form that gives it or takes it back, and what was changed so far."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from simulator.cohorts.overriding import STEP
from simulator.grade import CriterionGrade
from simulator.rubric import Criterion, Rubric
from simulator.store import OverrideRecord
from simulator.web import state
from simulator.web.wording import day_and_time, plain


@dataclass(frozen=True, slots=True)
class Change:
    """What a lead wants with one score."""

    criterion: str
    score: float | None
    """None lets the evaluator's own result stand again."""
    reason: str


def show(
    call_id: str, criterion: Criterion, rubric: Rubric, *, graded: CriterionGrade, held: OverrideRecord | None
) -> Change | None:
    """Draw the form for one criterion; what was sent. `held` is the score by a person that holds now."""
    stands = graded.score if held is None else held.score
    both = "" if held is None else ", for a new score and for going back alike"
    low, high = rubric.scale.min, rubric.scale.max
    key = f"{criterion.id}-{held.id if held else 0}"
    with st.form(f"override-{key}", border=True):
        st.markdown(":material/edit: **Your score**")
        score = st.number_input(
            f"From {low} to {high}, in half points", float(low), float(high), _nearest(stands, low, high), STEP,
            format="%.1f", key=f"score-by-person-{key}", width=220,
        )  # fmt: skip
        reason = st.text_area(
            f"Why{both}", key=f"reason-{key}", height=90, max_chars=1000,
            placeholder="What in the call speaks for this score? The person who took it reads this.",
        )  # fmt: skip
        refused = state.refusal(call_id, kept_as(criterion.id))
        if refused:
            st.warning(plain(refused), icon=":material/info:")
        with st.container(horizontal=True):
            save = st.form_submit_button("Save this score", key=f"save-{key}", icon=":material/check:")
            back = held is not None and st.form_submit_button(
                "Take my score back" if graded.score is None else f"Go back to {graded.score:.1f}",
                key=f"back-{key}", type="tertiary", icon=":material/undo:",
            )  # fmt: skip
    if save and held is not None and score == held.score and not reason.strip():
        return None  # sent twice, by the keyboard and by the button: the score stands already
    if save or back:
        return Change(criterion.id, None if back else score, reason)
    return None


def done(change: Change) -> str:
    """What to say once the change is kept."""
    return "Saved. The evaluator's score stands again." if change.score is None else "Saved, beside the evaluator's."


def kept_as(criterion: str) -> str:
    """Under which name a refused change of this criterion is kept."""
    return f"score-{criterion}"


def both(graded: CriterionGrade, changes: Sequence[OverrideRecord]) -> None:
    """Draw the evaluator's score of a criterion and every change of it, the oldest first; nothing where none was."""
    if not changes:
        return
    latest = changes[-1]
    by_person = "" if latest.score is None else f" · {plain(latest.author_name)}: **{said(latest.score)}**"
    st.markdown(f"Evaluator: **{said(graded.score)}**{by_person}")
    st.markdown("\n".join(f"- {_told(one)}" for one in changes))
    st.caption("What the evaluator went by:")


def history(overrides: Sequence[OverrideRecord], rubric: Rubric) -> None:
    """Draw every score that a person gave or took back, the oldest first."""
    names = {criterion.id: criterion.name for criterion in rubric.criteria}
    for one in overrides:
        st.markdown(f"**{plain(names.get(one.criterion, one.criterion))}.** {_told(one)}")


def _told(one: OverrideRecord) -> str:
    """One change: who, what, why and when."""
    what = (
        f"took the score back, so that {said(one.was)} stands again"
        if one.score is None
        else f"scored {said(one.score)} where the evaluator had {said(one.was)}"
    )
    return f"{plain(one.author_name)} {what}: “{plain(one.reason)}” :small[:gray[{plain(day_and_time(one.created))}]]"


def said(score: float | None) -> str:
    """A score in words, as it is shown beside another one."""
    return "not graded" if score is None else f"{score:.1f}"


def _nearest(stands: float | None, low: int, high: int) -> float:
    """The half point nearest to the score that stands, else the middle of the scale."""
    at = (low + high) / 2 if stands is None else stands
    return min(float(high), max(float(low), round(at / STEP) * STEP))
