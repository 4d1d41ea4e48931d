"""What tests of the pages share: calls to look at, and a page's words as a person reads them."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from simulator.web import services
from simulator.web.wording import JOINER

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
    """Everything on the page as a person reads it."""
    headings = [*app.title, *app.header, *app.subheader]
    parts = [*headings, *app.markdown, *app.caption, *app.info, *app.warning, *app.success]
    return "\n".join(read(part.value) for part in parts)


def read(shown: str) -> str:
    """What was shown, without the signs that keep Markdown to the letter."""
    return str(shown).replace("\\", "").replace(JOINER, "")
