"""One quiet line on who plays the callers, and what connecting a model would add."""

import streamlit as st


def show(*, connected: bool, model: str) -> None:
    """Say who plays the callers here."""
    if connected:
        st.caption(
            f":material/cloud: Callers are played by the model `{model}`; the built-in caller takes over if it fails."
        )
        return
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.caption(":material/cloud_off: Callers speak from their own written lines; nothing leaves this machine.")
        with st.popover("What a model would add", type="tertiary"):
            st.markdown(
                "A connected model lets callers answer in words of their own, and a second opinion grades the call. "
                "Everything works without one.\n\n"
                "Set `OPENAI_API_KEY` for OpenAI, or `OPENAI_BASE_URL` for any compatible server, "
                "such as Ollama or vLLM on your own machine, and start again."
            )
