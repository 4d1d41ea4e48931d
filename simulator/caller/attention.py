"""What the caller makes of one agent turn: its acts and tone, what its question is about, what it set off."""

from collections.abc import Sequence
from dataclasses import replace

from simulator.caller.mood import WARM, normal
from simulator.caller.state import Heard, State
from simulator.caller.topic import questions, topic_of
from simulator.listening import Matcher, Tone, cues, hear, is_stock, tone
from simulator.persona import Persona
from simulator.transcript import Turn

ACKNOWLEDGES = frozenset(
    {
        "empathy",
        "validation",
        "simple_reflection",
        "complex_reflection",
        "condolence",
        "sympathy",
        "apology",
        "ownership",
        "probe",
        "signpost",
    }
)
TELLING_CUES = frozenset({"feeling", "vulnerability", "disclosure"})


def attend(persona: Persona, state: State, turn: Turn, *, earlier: Sequence[Turn], matcher: Matcher) -> Heard:
    """The agent's turn as this caller takes it; pure, the same words always read the same."""
    acts = hear(turn.text, earlier=earlier)
    manner = tone(turn.text)
    asked = () if manner.empty or manner.nonsense else questions(turn.text, acts)
    topic = topic_of(persona, turn.text, asked, earlier=earlier, matcher=matcher, answered=state.answered)
    asks = bool(asked or topic.answers)
    heard = Heard(turn.n, turn.text, acts, manner, topic, asks, frozenset())
    return replace(heard, events=_events(persona, state, heard, earlier))


def mentions(text: str, phrases: Sequence[str]) -> bool:
    """Whether any of these words or phrases stands in the text, whole words only."""
    words = f" {normal(text)} "
    return any(f" {normal(phrase)} " in words for phrase in phrases if normal(phrase))


def _events(persona: Persona, state: State, heard: Heard, earlier: Sequence[Turn]) -> frozenset[str]:
    manner: Tone = heard.tone
    if manner.empty:
        return frozenset({"silence"})
    found = {
        "rude": manner.rude,
        "nonsense": manner.nonsense,
        "wounding_word": mentions(heard.text, persona.terms.wounds),
        "name_used": mentions(heard.text, persona.terms.uses),
        "repeated_question": _asked_before(state, heard),
        "missed_cue": _passed_over(heard, earlier),
        "stock_phrase": state.stock > 0 and any(is_stock(act.text) for act in heard.acts if act.act in WARM),
        "unanswered": _left_unanswered(heard, earlier),
    }
    return frozenset(event for event, happened in found.items() if happened)


def _asked_before(state: State, heard: Heard) -> bool:
    """Whether a plain answer is asked for again; to ask on about something hard that was told is no repetition."""
    return any(answer in state.answered for answer in heard.topic.answers)


def _last_caller(earlier: Sequence[Turn]) -> Turn | None:
    return earlier[-1] if earlier and earlier[-1].speaker == "caller" else None


def _passed_over(heard: Heard, earlier: Sequence[Turn]) -> bool:
    last = _last_caller(earlier)
    if last is None or heard.act_ids & ACKNOWLEDGES:
        return False
    return any(cue.cue in TELLING_CUES and cue.confidence >= 0.6 for cue in cues(last.text))


def _left_unanswered(heard: Heard, earlier: Sequence[Turn]) -> bool:
    last = _last_caller(earlier)
    if last is None or not last.text.rstrip().endswith("?"):
        return False
    return heard.asks and heard.act_ids <= {"open_question", "closed_question", "stacked_question"}
