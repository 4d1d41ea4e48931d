"""What stopped the agent in a criterion: tags that the trainee puts on it, and that a lead reads."""

from collections.abc import Callable, Collection
from typing import Final

import streamlit as st

from simulator.access import may_change_call
from simulator.cohorts.overriding import Settled
from simulator.grade import CriterionGrade
from simulator.practice import CallView
from simulator.practice.obstacles import KINDS, LONGEST_NOTE
from simulator.rubric import Criterion
from simulator.store import ObstacleKind, ObstacleRecord
from simulator.terms import OBSTACLES
from simulator.web import services, state, stopping
from simulator.web.trouble import kindly
from simulator.web.wording import plain

LABELS: Final[dict[ObstacleKind, str]] = {"wording": "The wording", "authority": "My authority", "system": "The system"}
ABOUT: Final = "  \n".join(f"**{LABELS[kind]}:** {OBSTACLES[kind]}" for kind in KINDS)
SAID: Final[dict[ObstacleKind, str]] = {"wording": "Wording", "authority": "Authority", "system": "System"}
"""The same as somebody else reads them."""


def under(view: CallView, stands: Settled) -> Callable[[CriterionGrade, Criterion], None]:
    """What draws it under each criterion: the tags to choose for whoever took the call, else those that were put on."""
    own = may_change_call(services.viewer(), owner=view.call.owner)

    def draw(_graded: CriterionGrade, criterion: Criterion) -> None:
        said = stands.stopped.get(criterion.id)
        if own:
            _ask(view.call.id, criterion.id, said)
        elif said is not None:
            told(said)

    if own:
        st.caption(
            "If the wording, your authority or the system stopped you, say so under the criterion. It changes no "
            "score; on a call that you share it shows your leads where the script is the problem."
        )
    return draw


def told(said: ObstacleRecord) -> None:
    """Draw what was said stopped the agent."""
    note = f" “{plain(said.note)}”" if said.note else ""
    st.markdown(f":material/front_hand: **What stopped them**, as they say: {badges(said.kinds)}{note}")


def badges(kinds: Collection[ObstacleKind]) -> str:
    """The kinds in words, as Markdown."""
    return " ".join(f":violet-badge[{SAID[kind]}]" for kind in KINDS if kind in kinds)


@st.fragment
def _ask(call_id: str, criterion: str, said: ObstacleRecord | None) -> None:
    """A part of its own: a tag draws nothing else anew, and is kept as soon as it is put on."""
    note, kinds = (said.note, said.kinds) if said is not None else ("", [])
    at = (call_id, criterion, note)
    st.markdown(":small[What stopped me]", help=ABOUT)
    with st.container(horizontal=True):  # pills would be hard to read in the dark
        chosen = [
            st.checkbox(
                LABELS[kind],
                kind in kinds,
                key=_key(call_id, criterion, kind),
                width="content",
                on_change=_keep,
                args=at,
            )
            for kind in KINDS
        ]
    if any(chosen):
        st.text_input(
            "In a few words, if you like", note, max_chars=LONGEST_NOTE, key=_note_key(call_id, criterion),
            placeholder="The line that I have to read out, the limit, the screen…", on_change=_keep, args=at,
        )  # fmt: skip
        st.caption(":material/check: Kept. It changes no score. Untick it to take it away.")


def _keep(call_id: str, criterion: str, before: str) -> None:
    note = state.held(_note_key(call_id, criterion))
    with kindly():
        stopping.obstacles().say(
            services.viewer(), call_id, criterion,
            kinds=[kind for kind in KINDS if state.held(_key(call_id, criterion, kind))],
            note=before if note is None else str(note),
        )  # fmt: skip


def _key(call_id: str, criterion: str, kind: ObstacleKind) -> str:
    return f"stopped-{call_id}-{criterion}-{kind}"


def _note_key(call_id: str, criterion: str) -> str:
    return f"stopped-note-{call_id}-{criterion}"
