"""What the agent noted at the desk, as it can be read once the call is over."""

import streamlit as st

from simulator.practice import CallView
from simulator.web.wording import plain


def show(view: CallView) -> None:
    """Draw the notes as they were typed; `there` says whether there are any for whoever is looking."""
    with st.container(border=True, key="own-notes"):
        st.markdown(plain(view.call.notes.strip()))
    st.caption(":material/lock: Only you see these.")


def there(view: CallView) -> bool:
    """Whether there are any; a call that is not the viewer's own has none."""
    return bool(view.call.notes.strip())
