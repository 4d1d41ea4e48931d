"""What tests of the pages share: calls to look at, and a page's words as a person reads them."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from simulator.web import services

Open = Callable[..., AppTest]
WIDOW = "bereaved-account-holder"


def a_call(*said: str, persona: str = WIDOW, end: bool = False) -> str:
    """The id of a call in which this was said."""
    practice, viewer = services.practice(), services.viewer()
    call = practice.begin(viewer, persona, seed=7)
    for text in said:
        "".join(practice.say(viewer, call.id, text))
    if end:
        practice.end(viewer, call.id)
    return call.id


def words(app: AppTest) -> str:
    """Everything on the page, without the backslashes that keep Markdown to the letter."""
    parts = [
        *app.title,
        *app.header,
        *app.subheader,
        *app.markdown,
        *app.caption,
        *app.info,
        *app.warning,
        *app.success,
    ]
    return "\n".join(str(part.value) for part in parts).replace("\\", "")
