"""The scores of a call as a lead reads them, with the form for a person's score under each criterion."""

import streamlit as st

from simulator.cohorts.overriding import Settled
from simulator.grade import CriterionGrade
from simulator.practice import CallView, Graded
from simulator.rubric import Criterion
from simulator.web import trusting
from simulator.web.components import afresh, override, scores, trust_fold, what_stopped


def show(view: CallView, graded: Graded, stands: Settled) -> override.Change | None:
    """Draw them; the change that was sent."""
    sent: list[override.Change] = []

    def form(one: CriterionGrade, criterion: Criterion) -> None:
        if (said := stands.stopped.get(criterion.id)) is not None:
            what_stopped.told(said)
        change = override.show(
            view.call.id, criterion, view.rubric, graded=one, held=stands.by_person.get(criterion.id)
        )
        if change is not None:
            sent.append(change)

    st.markdown(
        "Open a criterion to read what its score rests on, and to put your own beside it. Both stay on record, and the "
        "person who took the call sees both, with your reason. The evaluator's words speak to that person."
    )
    scores.show(graded.record.grade, view.rubric, forked_at=view.call.forked_at, settled=stands, beside=form)
    trust_fold.show(graded.record.grade, trusting.trust(graded, view.rubric))
    afresh.show(graded)
    return sent[0] if sent else None
