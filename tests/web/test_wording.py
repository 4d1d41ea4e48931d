"""How things are put: text to the letter, marks, and what would have earned a fact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.web.components.face import COLOURS, colour, initials
from simulator.web.marking import badges
from simulator.web.wording import JOINER, clock, money, plain, said_of


@given(st.text(), st.text())
def test_plain_text_is_safe_piece_by_piece(first: str, second: str) -> None:
    def shown(text: str) -> str:
        return text.replace(JOINER, "")

    assert shown(plain(first)) + shown(plain(second)) == shown(plain(first + second))


@pytest.mark.parametrize("sly", ["![x](http://a.example/b.png)", ":red[hm]", "$x$", "<b>", "# big", "- one", "`code`"])
def test_no_sign_is_left_to_markdown(sly: str) -> None:
    safe = plain(sly)
    for at, sign in enumerate(safe):
        if sign in "![](){}:$<>#-`*_|~":
            assert safe[at - 1] == "\\"


def test_addresses_do_not_become_links() -> None:
    assert "http\\://" not in plain("see http://a.example")
    assert plain("see http://a.example").replace("\\", "").replace(JOINER, "") == "see http://a.example"


def test_times_amounts_and_names() -> None:
    assert (clock(0), clock(61.9), clock(3600)) == ("0:00", "1:01", "60:00")
    assert (money(50), money(12.5)) == ("50", "12.50")
    assert said_of("open_question") == "Open question"


def test_faces_are_steady_and_readable() -> None:
    assert initials("Margaret Ellis") == "ME"
    assert initials("Rob and Hannah Lacey") == "RL"
    assert initials("…") == "?"
    assert colour("bereaved-account-holder") == colour("bereaved-account-holder")
    assert all(_contrast_with_white(one) >= 4.5 for one in COLOURS)


def _contrast_with_white(hexed: str) -> float:
    """WCAG 2.1 contrast ratio."""
    channels = [int(hexed[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def test_the_plainer_name_of_one_thing_is_left_out() -> None:
    assert badges(["simple_reflection", "mirroring"]) == ":green-badge[Mirroring]"
    assert badges(["dismissal"]) == ":red-badge[Dismissal]"
    assert badges([]) == ""
