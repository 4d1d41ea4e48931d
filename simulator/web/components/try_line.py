"""That moment again, in place: another line is said there and judged at once."""

from typing import Final

import streamlit as st

from simulator.caller.mood import normal
from simulator.practice import CallView
from simulator.practice.moment import NOTICEABLE, HeardAct, ScoreShift, TriedLine, Verdict
from simulator.web import routes, services
from simulator.web.marking import badges, kept_in_mind
from simulator.web.trouble import kindly
from simulator.web.wording import plain

VERDICTS: Final[dict[Verdict, str]] = {
    "better": ":green[:material/trending_up:] **That lands.** The call stands better for it.",
    "on_paper": ":orange[:material/trending_flat:] **Better on paper.** It scores higher, and it did not reach them.",
    "kinder": ":green[:material/trending_up:] **Kinder.** They felt the difference; the scores hardly change.",
    "same": ":gray[:material/trending_flat:] **Much the same.** Try it with one thing that they told you in it.",
    "colder": ":orange[:material/trending_down:] **They felt less of it** than of the line that was said first.",
    "worse": ":orange[:material/trending_down:] **That lands worse** than the line that was said first.",
    "hollow": ":orange[:material/trending_flat:] **It says nothing yet.**",
}
HOLLOW: Final = {
    "stock": "“{words}” is what everybody says, so it says nothing about *them*.",
    "parroted": "Handing their words back twice running sounds like an echo. Add what it means for them.",
    "said_before": "“{words}” was said earlier in the call, and does less the second time.",
}
COST: Final = ":red[:material/trending_down:] **It cost you.** It says nothing yet, and they took it badly."
"""The verdict on a line that says nothing where it did harm as well."""
WORTH_SHOWING: Final = 0.2
"""Points from which a difference is shown as one; a tenth comes and goes with the length of a line."""
GONE: Final = "What lifts the scores here is only that the first line is gone."
OURS: Final = "Those are our words. In your own, it will come more easily on a real call."


@st.fragment
def show(view: CallView, turn: int, *, suggestion: str, first: bool = False) -> None:
    """Draw the box, and under it what became of the newest line that was tried at this turn.

    `first` makes it the first thing to do on its page.
    """
    with kindly():
        with st.form(f"try-form-{turn}", border=False):
            text = st.text_area(
                "What would you say instead?", key=f"try-{turn}", height=92, placeholder="As you would say it aloud"
            )
            sent = st.form_submit_button(
                "Try this line", key=f"send-try-{turn}", type="primary" if first else "secondary",
                icon=":material/record_voice_over:",
            )  # fmt: skip
        if sent and text.strip():
            with st.spinner("They are answering…"):
                services.tries().try_line(services.viewer(), view.call.id, turn, text)
        elif sent:
            st.caption("Write the line that you would say; then it can be heard.")
        tried = services.tries().of(services.viewer(), view.call.id, turn)
        if tried:
            _judged(tried[0], suggestion)
        if tried[1:]:
            _earlier(tried[1:], turn)


def _judged(tried: TriedLine, suggestion: str) -> None:
    with st.container(border=True, gap="small", key=f"tried-{tried.turn}"):
        st.markdown(f"You: “{plain(tried.now.text)}”")
        st.markdown(f"Them: “{plain(tried.now.reply)}”")
        hurt = tried.verdict == "hollow" and tried.now.shift.good < 0 and tried.now.shift.words
        st.markdown(COST if hurt else VERDICTS[tried.verdict])
        for failure in tried.failed:
            st.markdown(f":red[:material/report:] This line fails the call: {plain(failure)}")
        if tried.mended:
            st.markdown(":green[:material/check_circle:] What failed the call at this turn does not happen now.")
        _hollow(tried)
        if normal(tried.now.text) == normal(suggestion):
            st.caption(OURS)
        _scores(tried)
        first = tried.first.shift.words or "nothing moved"
        st.markdown(
            f"**What it did to them:** {tried.now.shift.words or 'nothing moved'}. :gray[The first line: {first}.]"
        )
        st.markdown(f"**Heard in it:** {_heard(tried.now.acts)}")
        st.caption(
            "Judged by the built-in evaluator, as the call stands once this line is answered: with the line that was "
            "said first, and with this one."
        )
        if tried.ended:
            st.caption("They ended the call there.")
        elif st.button("Go on from here", key=f"go-on-{tried.turn}", icon=":material/phone_forwarded:"):
            routes.to_call(tried.call_id)


def _hollow(tried: TriedLine) -> None:
    if tried.now.hollow is None:
        return
    st.markdown(HOLLOW[tried.now.hollow].format(words=plain(tried.now.hollow_words.rstrip(" .!"))))
    if tried.verdict == "hollow" and any(one.gain >= NOTICEABLE for one in tried.scores):
        st.markdown(GONE)


def _scores(tried: TriedLine) -> None:
    trained = [one for one in tried.scores if one.trained]
    if trained:
        with st.grid(3, min_column_width=150, gap="small"):
            for one in trained:
                metric(one)
    others = [one for one in tried.scores if not one.trained and abs(one.gain) >= NOTICEABLE]
    if others:
        st.caption("Also: " + " · ".join(f"{plain(one.name)} {_from_to(one)}" for one in others))


def metric(one: ScoreShift) -> None:
    """Draw a criterion with the tried line, and its difference where there is one to speak of."""
    moved = abs(one.gain) >= WORTH_SHOWING
    st.metric(
        plain(one.name),
        "–" if one.after is None else f"{one.after:.1f}",
        _against(one, moved=moved),
        delta_color="off" if not moved else "inverse" if one.low_is_good else "normal",
        delta_arrow="auto" if moved else "off",
    )


def _against(one: ScoreShift, *, moved: bool) -> str | None:
    if one.before is None or one.after is None:
        return None
    difference = round(one.after, 1) - round(one.before, 1)
    return f"{difference:+.1f} from {one.before:.1f}" if moved else "much as before"


def _from_to(one: ScoreShift) -> str:
    return f"{one.before:.1f} → {one.after:.1f}"


def _heard(acts: tuple[HeardAct, ...]) -> str:
    if not acts:
        return "nothing that the evaluator knows by name"
    by_words: dict[str, list[str]] = {}
    for one in acts:
        by_words.setdefault(one.words, []).append(one.act)
    return " · ".join(f"{badges(kinds)} “{kept_in_mind(words, 80)}”" for words, kinds in by_words.items())


def _earlier(tried: list[TriedLine], turn: int) -> None:
    with st.expander(f"What you tried before ({len(tried)})", key=f"earlier-{turn}"):
        for one in tried:
            scores = ", ".join(
                f"{plain(each.name)} {each.after:.1f}" for each in one.scores if each.trained and each.after is not None
            )
            st.markdown(f"“{plain(one.now.text)}” :small[:gray[{scores}]]")
