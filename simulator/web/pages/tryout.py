"""Try a caller out, with the inner state in sight."""

import streamlit as st

from simulator.persona import Persona
from simulator.practice.drafts import FileName
from simulator.practice.tryout import Step
from simulator.web import editing, routes, services, state
from simulator.web.components import file_report, page_head, tryout_bar, tryout_desk, tryout_inner, tryout_talk
from simulator.web.wording import plain

persona_id = routes.named(routes.PERSONA)
if persona_id is None:
    routes.to_library()
name = FileName("persona", persona_id)
trial = editing.to_try(name)
persona = trial.checked.model
page_head.show(
    f"Try-out: {plain(persona.name if persona is not None else trial.file)}",
    lead="A try-out shows what a caller keeps to itself: what it heard, what it holds back and what it is told to do "
    f"next. {trial.which}; nothing of it is kept as a call.",
)
steps = state.tryout_steps(persona_id)
wish = tryout_bar.show(steps=len(steps))
match wish.do:
    case "back" | "again":
        state.keep_tryout_steps(persona_id, steps[:-1] if wish.do == "back" else [])
        st.rerun()
    case "edit":
        routes.to_edit(str(name))
    case "library":
        routes.to_library()
if not isinstance(persona, Persona):
    st.warning("This caller cannot be tried before these are mended:", icon=":material/build:")
    file_report.listed(trial.checked.errors)
    st.stop()

played = services.tryout(persona, steps, seed=wish.seed)
talk, inside = st.columns([3, 2], gap="medium")
with talk:
    kept = tryout_talk.show(played, persona)
    over = played.ended is not None
    state.put_back_words(persona_id)
    said = st.chat_input(
        "Say something as the agent" if not over else "The call is over. Step back or start again.",
        key=state.tryout_key(persona_id),
        disabled=over or played.state.on_hold,
    )
    deed = tryout_desk.show(persona, played.state, ended=over)
with inside:
    tryout_inner.show(played, persona)
if kept is not None:
    state.keep_tryout_steps(persona_id, steps[:kept])
    state.say_differently(persona_id, steps[kept])
    st.rerun()
step = Step("say", said) if said else deed
if step is not None:
    state.keep_tryout_steps(persona_id, [*steps, step])
    st.rerun()
state.words_delivered(persona_id)
