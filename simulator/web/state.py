"""What a tab remembers beside the store: the only module that names session keys."""

from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from simulator.access import Role
from simulator.practice.tryout import Step

LIVE_REGION: Final = "live-region"
"""Key of the region that a screen reader listens to."""
CLOCK: Final = "call-clock"
"""Key of the clock of a call, which runs in the browser."""
FINDING: Final[dict[str, Any]] = {
    "find-text": "",
    "find-trains": [],
    "find-sectors": [],
    "find-weights": [],
    "find-difficulties": [],
    "find-taken": None,
}
"""Keys of what is looked for among the callers, with what they hold while nothing is."""
SIFTING: Final[dict[str, Any]] = {"sift-caller": None, "sift-result": None, "sift-seen": None}
"""Keys of what is looked for among one's own calls, likewise."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Words that were typed and not taken, and why not."""

    text: str
    why: str


def role(start: Role) -> Role:
    """The role as which this tab looks around; `start` until another is chosen."""
    return Role(st.session_state.setdefault("role", start.value))


def set_role(chosen: Role) -> None:
    """Look around as this role from now on."""
    st.session_state["role"] = chosen.value


def set_back(widgets: dict[str, Any]) -> None:
    """Set these widgets back to these values, before they are drawn: for a button's callback."""
    st.session_state.update(widgets)


def held(key: str) -> Any:
    """What the widget of this key holds, for its callback; None where it is not drawn."""
    return st.session_state.get(key)


def say_key(call_id: str) -> str:
    """Key of the box in which the agent types."""
    return f"say-{call_id}"


def is_sent(call_id: str) -> bool:
    """Whether words were sent with this run; a box drawn as disabled would swallow them."""
    return bool(st.session_state.get(say_key(call_id)))


def notes_key(call_id: str) -> str:
    """Key of the agent's own notes."""
    return f"notes-{call_id}"


def notes(call_id: str) -> str:
    """The agent's own notes as they stand in this tab."""
    return str(st.session_state.get(notes_key(call_id)) or "")


def keep_draft(call_id: str, draft: Draft) -> None:
    """Keep words that could not be taken, so that they can be put back."""
    st.session_state[_draft_key(call_id)] = (draft.text, draft.why)


def put_back_draft(call_id: str) -> str | None:
    """Put kept words back into the box, before it is drawn; returns why they were not taken.

    They stay kept until `draft_delivered`, because a run can be cut short before the browser has them.
    """
    kept = st.session_state.get(_draft_key(call_id))
    if kept is None:
        return None
    text, why = kept
    st.session_state[say_key(call_id)] = text
    return str(why)


def draft_delivered(call_id: str) -> None:
    """Forget kept words once a run that put them back has come to its end."""
    st.session_state.pop(_draft_key(call_id), None)


def note_shown(call_id: str, turns: int) -> None:
    """Remember how many agent turns of a call this tab has shown."""
    st.session_state[f"shown-{call_id}"] = turns


def shown(call_id: str) -> int | None:
    """How many agent turns of the call this tab has shown; None where it has not shown it yet."""
    seen = st.session_state.get(f"shown-{call_id}")
    return None if seen is None else int(seen)


def keep_refusal(call_id: str, action: str, words: str) -> None:
    """Keep what the desk refused, to be shown by that action until the next one is tried."""
    st.session_state[f"refused-{call_id}"] = (action, words)


def refusal(call_id: str, action: str) -> str | None:
    """Why the desk refused this action, where it was the last one tried."""
    kept = st.session_state.get(f"refused-{call_id}")
    return str(kept[1]) if kept is not None and kept[0] == action else None


def forget_refusal(call_id: str) -> None:
    """Another action was tried."""
    st.session_state.pop(f"refused-{call_id}", None)


def keep_done(words: str) -> None:
    """Keep a word on what was done, to be said with the next run: a run that is cut short says nothing."""
    st.session_state["done"] = words


def take_done() -> str | None:
    """What was done just now, once."""
    kept = st.session_state.pop("done", None)
    return None if kept is None else str(kept)


def keep_measured(rubric_id: str, found: list[str]) -> None:
    """Keep what was measured for this rubric, as JSON, until it holds."""
    st.session_state[f"measured-{rubric_id}"] = found


def measured(rubric_id: str) -> list[str]:
    """What was measured for this rubric in this tab and does not hold yet."""
    return list(st.session_state.get(f"measured-{rubric_id}", []))


def is_greeted() -> bool:
    """Whether this tab has said before as whom one is here; from now on it has."""
    greeted = bool(st.session_state.get("greeted"))
    st.session_state["greeted"] = True
    return greeted


def drop_live_region() -> None:
    """Let go of the live region's answer: it has none, and Streamlit's frame for one cannot be pickled."""
    del st.session_state[LIVE_REGION]


def drop_clock() -> None:
    """Let go of the clock's answer, likewise."""
    del st.session_state[CLOCK]


def sheet_key(file: str) -> str:
    """Key of the sheet on which a trainer's file is written."""
    return f"sheet-{file}"


def drop_sheet(file: str) -> None:
    """Let go of the sheet's answer once it was read: Streamlit's frame for it cannot be pickled."""
    del st.session_state[sheet_key(file)]


def laid_base(file: str) -> str | None:
    """Fingerprint of the file that the text on the sheet was begun from."""
    laid = st.session_state.get(f"laid-{file}")
    return None if laid is None else laid[1]


def laid_stamp(file: str) -> int:
    """Changes whenever the sheet is to show another text than what was typed on it."""
    return int(st.session_state[f"laid-{file}"][2])


def lay(file: str, text: str, base: str | None, *, shown: bool) -> None:
    """Note the text of the sheet and the file it was begun from; unless it is `shown` there already, show it."""
    stamp = st.session_state.get(f"laid-{file}", ("", None, 0))[2]
    st.session_state[f"laid-{file}"] = (text, base, stamp if shown else stamp + 1)


def laid_text(file: str) -> str | None:
    """The text that was last noted; None where there was none."""
    laid = st.session_state.get(f"laid-{file}")
    return None if laid is None else str(laid[0])


def go_to(file: str, line: int) -> None:
    """Have the sheet go to this line."""
    st.session_state[f"go-{file}"] = (line, going_to(file)["count"] + 1)


def went_to(file: str) -> None:
    """Forget the line once a run that sent the sheet there has come to its end; later visits begin at the top."""
    st.session_state[f"go-{file}"] = (0, going_to(file)["count"])


def going_to(file: str) -> dict[str, int]:
    """The line that the sheet is to go to, 0 for none, and how often it was sent."""
    line, count = st.session_state.get(f"go-{file}", (0, 0))
    return {"line": line, "count": count}


def tryout_key(persona_id: str) -> str:
    """Key of the box in which a trainer speaks in a try-out."""
    return f"tryout-{persona_id}"


def say_differently(persona_id: str, step: Step) -> None:
    """Have its words in the box of the try-out again, until a run that put them there has come to its end."""
    if step.kind == "say":
        st.session_state[f"again-{persona_id}"] = step.text


def put_back_words(persona_id: str) -> None:
    """Put such words into the box, before it is drawn."""
    kept = st.session_state.get(f"again-{persona_id}")
    if kept is not None and not st.session_state.get(tryout_key(persona_id)):
        st.session_state[tryout_key(persona_id)] = kept


def words_delivered(persona_id: str) -> None:
    """Forget such words, likewise."""
    st.session_state.pop(f"again-{persona_id}", None)


def tryout_steps(persona_id: str) -> list[Step]:
    """What was said and done in the try-out of this caller."""
    return [Step(*kept) for kept in st.session_state.get(f"steps-{persona_id}", [])]


def keep_tryout_steps(persona_id: str, steps: list[Step]) -> None:
    """Go on with the try-out from these steps."""
    words_delivered(persona_id)
    st.session_state[f"steps-{persona_id}"] = [(step.kind, step.text, step.amount) for step in steps]


def _draft_key(call_id: str) -> str:
    return f"draft-{call_id}"
