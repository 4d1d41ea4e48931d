"""What a tab remembers beside the store: the only module that names session keys."""

from dataclasses import dataclass

import streamlit as st


@dataclass(frozen=True, slots=True)
class Draft:
    """Words that were typed and not taken, and why not."""

    text: str
    why: str


def say_key(call_id: str) -> str:
    """Key of the box in which the agent types."""
    return f"say-{call_id}"


def is_sent(call_id: str) -> bool:
    """Whether words were sent with this run; a box drawn as disabled would swallow them."""
    return bool(st.session_state.get(say_key(call_id)))


def notes_key(call_id: str) -> str:
    """Key of the agent's own notes."""
    return f"notes-{call_id}"


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


def _draft_key(call_id: str) -> str:
    return f"draft-{call_id}"
