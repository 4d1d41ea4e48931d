"""The sheet on which a lead scores a call blind: each criterion with its anchors beside the levels to choose from."""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from simulator.cohorts.overriding import LONGEST_REASON
from simulator.cohorts.scoring import Sheet
from simulator.rubric import Criterion, Rubric
from simulator.store import Mark, ScoringStatus
from simulator.web import devices, services, state, trusting
from simulator.web.trouble import kindly
from simulator.web.wording import plain

HEIGHT: Final = 860
"""Pixels of the sheet beside the call: both stay in sight; on a phone it is as long as it is."""
WITHOUT: Final[dict[str, ScoringStatus]] = {"Did not come up": "not_applicable", "Cannot judge": "cannot_judge"}
"""Choices that are no level."""


@dataclass(frozen=True, slots=True)
class _Place:
    """One criterion on the sheet of one scorer."""

    call_id: str
    criterion: str
    name: str | None

    def key(self, part: str) -> str:
        """The key of a widget there."""
        return f"{part}-{self.call_id}-{self.criterion}-{self.name or ''}"


def show(sheet: Sheet, name: str | None) -> bool:
    """Draw the sheet; whether it was sent. What is chosen is kept at once, and counts once it is sent.

    `name` tells scorers apart where nobody signs in.
    """
    with st.container(height="content" if devices.phone() else HEIGHT, border=False, key="levels"):
        for one in sheet.rubric.criteria:
            with st.container(border=True, gap="xsmall"):
                st.markdown(f"**{plain(one.name)}**  \n{plain(one.question)}")
                st.markdown(_anchors(one))
                _levels(one, sheet.rubric, sheet.marks.get(one.id), _Place(sheet.call.id, one.id, name))
    st.caption(":material/check: What you choose is kept as you go, for you alone. It counts once you save.")
    return st.button("Save and take the next call", key="save-scores", type="primary", icon=":material/check:")


@st.fragment
def _levels(criterion: Criterion, rubric: Rubric, before: Mark | None, place: _Place) -> None:
    """A part of its own: a level draws nothing else anew."""
    note = before.note if before is not None else ""
    choices, chosen = _choices(rubric), _chosen(before)
    choice = st.radio(
        f"Your level for {criterion.name}", choices, None if chosen is None else choices.index(chosen),
        key=place.key("level"), horizontal=True, label_visibility="collapsed", on_change=_keep, args=(place, note),
    )  # fmt: skip
    if choice is not None:
        st.text_input(
            f"Note on {criterion.name}", note, key=place.key("note"), max_chars=LONGEST_REASON,
            placeholder="A note, if you like", label_visibility="collapsed", on_change=_keep, args=(place, note),
        )  # fmt: skip


def _keep(place: _Place, before: str) -> None:
    choice, note = state.held(place.key("level")), state.held(place.key("note"))
    with kindly():
        trusting.scoring().draft(
            services.viewer(), place.call_id, place.criterion, _mark(choice, before if note is None else str(note)),
            name=place.name,
        )  # fmt: skip


def _mark(choice: str | None, note: str) -> Mark | None:
    if choice is None:
        return None
    status = WITHOUT.get(choice, "scored")
    return Mark(status, float(choice) if status == "scored" else None, note.strip())


def _anchors(criterion: Criterion) -> str:
    levels = [f":small[**{level}** {plain(text)}]" for level, text in sorted(criterion.anchors.items())]
    low = [":small[:gray[Here a low score is good.]]"] if criterion.better == "low" else []
    return "  \n".join(levels + low)


def _choices(rubric: Rubric) -> list[str]:
    levels = range(rubric.scale.min, rubric.scale.max + 1)
    return [*(str(level) for level in levels), *WITHOUT]


def _chosen(before: Mark | None) -> str | None:
    if before is None:
        return None
    if before.score is not None:
        return f"{before.score:g}" if before.score == int(before.score) else None
    return next((words for words, status in WITHOUT.items() if status == before.status), None)
