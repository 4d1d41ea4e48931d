"""The whole of a finished call, part by part, with links to each part on top."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from simulator.cohorts.overriding import Settled
from simulator.evaluator import read
from simulator.practice import CallView, Graded
from simulator.web import trusting
from simulator.web.components import (
    afresh,
    hints_taken,
    marked_transcript,
    moments,
    mood_curve,
    opportunities,
    own_notes,
    provenance,
    scores,
    side_by_side,
    thinking,
    told,
    trust_fold,
    what_stopped,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page."""

    link: str
    title: str
    draw: Callable[[], int | None]
    """Draws it; returns the turn from which the call is to be taken again."""

    @property
    def anchor(self) -> str:
        """The place that a link to it leads to."""
        return re.sub(r"[^a-z]+", "-", self.link.lower()).strip("-")


def show(view: CallView, graded: Graded, stands: Settled) -> int | None:
    """Draw every part; the turn from which the trainee wants to take the call again."""
    parts = _parts(view, graded, stands)
    st.markdown("**The whole call:** " + " · ".join(f"[{part.link}](#{part.anchor})" for part in parts))
    again: int | None = None
    for part in parts:
        st.header(part.title, anchor=part.anchor)
        again = part.draw() or again
    return again


def _parts(view: CallView, graded: Graded, stands: Settled) -> list[Part]:
    grade, change = graded.record.grade, graded.feedback.change
    shown = (change.turn, change.said) if change else None
    reading = read(view.transcript, view.persona)

    def judged() -> None:
        beside = what_stopped.under(view, stands)
        scores.show(grade, view.rubric, forked_at=view.call.forked_at, settled=stands, beside=beside)
        trust_fold.show(grade, trusting.trust(graded, view.rubric))
        afresh.show(graded)
        hints_taken.show(view.call)

    parts = [
        Part("Scores", "Scores", judged),
        Part("Openings", "Openings they gave you", lambda: opportunities.show(reading)),
        Part("Other moments", "Other moments to try again", lambda: moments.show(grade, view, shown=shown)),
        Part("Turn by turn", "The call, turn by turn", lambda: marked_transcript.show(view, reading)),
        Part("Mood", "How the caller's mood moved", lambda: mood_curve.show(view)),
        Part("What they told", "What they told you", lambda: told.show(view)),
        Part("What they made of it", "What they made of it", lambda: thinking.show(view)),
        Part("Time", "Understanding and time", lambda: side_by_side.show(view, reading, grade)),
        Part("Your notes", "Your notes", lambda: own_notes.show(view)),
        Part("To take away", "To take away", lambda: provenance.show(view, graded, stands)),
    ]
    if not view.transcript.turns:
        return [parts[0], *([parts[-2]] if own_notes.there(view) else []), parts[-1]]
    there = {
        "Other moments": moments.any_left(grade, shown=shown),
        "What they told": bool(view.persona.facts),
        "Your notes": own_notes.there(view),
    }
    return [part for part in parts if there.get(part.link, True)]
