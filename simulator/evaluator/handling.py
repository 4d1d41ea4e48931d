"""How a vulnerability was handled and how a call was handed on, each as the parts that were seen, with their words."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from simulator.evaluator.patterns import shows
from simulator.evaluator.reading import AgentTurn, Reading
from simulator.evaluator.script import scripted
from simulator.listening.wording import content_roots
from simulator.persona import Persona
from simulator.transcript import REFUSED

_TAKES_UP: Final = frozenset({"empathy", "validation"})
_WEIGHS: Final = frozenset({"vulnerability", "disclosure", "feeling"})
_ONLY_KIND: Final = frozenset({"condolence", "sympathy"})
_SPOILS: Final = frozenset({"fob_off", "dismissal", "blaming_why"})


class Part(NamedTuple):
    """One part of a duty, and where it was seen."""

    name: str
    heard: AgentTurn | None
    """None where the desk alone shows it."""
    words: str = ""
    """The agent's words for it, as they stand in that turn."""


def own_words(heard: AgentTurn, persona: Persona | None) -> str:
    """What the turn says beside compulsory wording."""
    return " ".join(piece for piece in heard.sentences if not scripted(piece, persona))


def _said(name: str, turns: list[AgentTurn], persona: Persona | None) -> tuple[AgentTurn, str] | None:
    """The first sentence of these turns that shows this, compulsory wording aside."""
    pieces = ((heard, piece) for heard in turns for piece in heard.sentences)
    return next(((heard, one) for heard, one in pieces if shows(name, one) and not scripted(one, persona)), None)


def points_to_help(reading: Reading, persona: Persona | None) -> bool:
    """Whether a turn after the vulnerability showed points to help and does not merely send the caller there."""
    since = _since(reading)
    pointers = persona.vulnerability.signpost if persona is not None and persona.vulnerability else []
    for heard in reading.agent:
        named = any(pointer.lower() in own_words(heard, persona).lower() for pointer in pointers)
        if heard.turn.n > since and (named or "signpost" in heard.ids) and "fob_off" not in heard.ids:
            return True
    return False


def _since(reading: Reading) -> int:
    """Number of the turn in which a vulnerability first showed; 0 where none did."""
    shown = reading.cues("vulnerability")
    return shown[0].turn.n if shown else 0


def _acts_on(heard: AgentTurn, reading: Reading) -> bool:
    """Whether what the turn takes on is about a vulnerability: it answers what weighs on them, or says its word."""
    if any(one.ids & _WEIGHS and reading.next_agent(one.turn.n) is heard for one in reading.caller):
        return True
    shown = [one for one in reading.cues("vulnerability") if one.turn.n < heard.turn.n]
    told = content_roots(" ".join(cue.text for one in shown for cue in one.cues if cue.cue == "vulnerability"))
    return any(act.act == "ownership" and told & content_roots(act.text) for act in heard.acts)


def vulnerability_parts(reading: Reading, persona: Persona | None) -> list[Part] | None:
    """Which of acknowledged, acted on and recorded followed (FIELD); None where no vulnerability showed.

    Recorded counts where the caller was told of it, or asked. A number to ring is none of the three.
    """
    if not reading.cues("vulnerability") and (persona is None or persona.vulnerability is None):
        return None
    since = _since(reading)
    later = [heard for heard in reading.agent if heard.turn.n > since]
    found = (
        _acknowledged(reading, since, later),
        _acted(reading, since, later),
        _recorded(later, persona),
    )
    return [part for part in found if part is not None]


def _acknowledged(reading: Reading, since: int, later: list[AgentTurn]) -> Part | None:
    """An opening from then on that was taken up by more than a kind word, or thanks for having told it."""
    for one in reading.opportunities:
        by, agent = one.by, one.agent
        if one.outcome != "taken" or one.caller.turn.n < since or by is None or by.act in _ONLY_KIND:
            continue
        return Part("acknowledged", agent, by.text)
    if (thanked := _said("thanks_for_telling", [h for h in later if not h.ids & _SPOILS], None)) is not None:
        return Part("acknowledged", *thanked)
    if (back := _said_back(reading)) is not None:
        return back
    for heard in later if not since else ():
        if (act := heard.first(_TAKES_UP)) is not None:
            return Part("acknowledged", heard, act.text)
    return None


def _said_back(reading: Reading) -> Part | None:
    """A plain statement to the caller, straight after the vulnerability showed, in a word of what they told."""
    for told in reading.cues("vulnerability"):
        heard = reading.next_agent(told.turn.n)
        if heard is None or heard.ids & _SPOILS:
            continue
        kind = [act.text for act in heard.acts if act.act in _ONLY_KIND] + list(heard.stock)
        for piece in heard.sentences:
            if any(words in piece for words in kind):
                continue
            plain = not piece.endswith("?") and shows("to_caller", piece) and not shows("not_said_back", piece)
            if plain and content_roots(piece) & content_roots(told.turn.text):
                return Part("acknowledged", heard, piece)
    return None


def _acted(reading: Reading, since: int, later: list[AgentTurn]) -> Part | None:
    """Something taken on about it beside the note, or done at the desk."""
    for heard in later:
        for act in heard.acts:
            takes_on = act.act == "ownership" and not shows("only_records", act.text)
            if takes_on and (not since or _acts_on(heard, reading)):
                return Part("acted", heard, act.text)
    events = reading.transcript.events
    done = any(e.kind == "action" and e.turn > since and e.reason != REFUSED for e in events)
    return Part("acted", None) if done else None


def _recorded(later: list[AgentTurn], persona: Persona | None) -> Part | None:
    for heard in later:
        for piece in heard.sentences:
            if shows("records", piece) and not shows("no_record", piece) and not scripted(piece, persona):
                return Part("recorded", heard, piece)
    return None


def hands_on(text: str) -> bool:
    """Whether these words hand the call or the case on."""
    return shows("hands_on", text)


def handover_parts(reading: Reading, persona: Persona | None) -> list[Part] | None:
    """Which of done, why and story were seen where the call had to go further; None where it had not."""
    taken = {event.id for event in reading.transcript.events if event.kind == "action" and event.id}
    further = any(shows("further", action) for action in taken)
    ways = persona.ends.resolved_any if persona else []
    due = bool(ways) and all(any(shows("further", step) for step in way) for way in ways)
    asked = any(shows("wants_another", heard.turn.text) for heard in reading.caller)
    handing = [heard for heard in reading.agent if hands_on(heard.turn.text)]
    if asked:
        handing += [heard for heard in reading.agent if heard not in handing and shows("fetches", heard.turn.text)]
    if not (due or asked or further or handing):
        return None
    telling = [heard for heard in reading.agent if heard in handing or heard.ids & {"signpost", "ownership"}]
    return list(_handover(handing, telling, further=further))


def _handover(handing: list[AgentTurn], telling: list[AgentTurn], *, further: bool) -> Iterator[Part]:
    done = _said("hands_on", handing, None) or _said("fetches", handing, None)
    if done is not None:
        yield Part("done", *done)
    elif further:
        yield Part("done", None)
    for name, shown in (("why", "says_why"), ("story", "story_on")):
        if (said := _said(shown, telling, None)) is not None:
            yield Part(name, *said)
