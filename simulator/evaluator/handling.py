"""How a vulnerability was handled and how a call was handed on, each as the parts that were seen."""

from simulator.evaluator.patterns import shows
from simulator.evaluator.reading import AgentTurn, Reading
from simulator.evaluator.script import scripted
from simulator.listening.wording import content_roots
from simulator.persona import Persona

_TAKES_UP: frozenset[str] = frozenset({"empathy", "validation"})
_WEIGHS: frozenset[str] = frozenset({"vulnerability", "disclosure", "feeling"})
_ONLY_KIND: frozenset[str] = frozenset({"condolence", "sympathy"})


def own_words(heard: AgentTurn, persona: Persona | None) -> str:
    """What the turn says beside compulsory wording."""
    return " ".join(piece for piece in heard.sentences if not scripted(piece, persona))


def _pointed(heard: AgentTurn, pointers: list[str], persona: Persona | None) -> bool:
    """Whether the turn points to help and does not merely send the caller there."""
    named = any(pointer.lower() in own_words(heard, persona).lower() for pointer in pointers)
    return (named or "signpost" in heard.ids) and "fob_off" not in heard.ids


def acts_on(heard: AgentTurn, reading: Reading) -> bool:
    """Whether what the turn takes on is about a vulnerability: it answers what weighs on them, or says its word."""
    if any(one.ids & _WEIGHS and reading.next_agent(one.turn.n) is heard for one in reading.caller):
        return True
    shown = [one for one in reading.cues("vulnerability") if one.turn.n < heard.turn.n]
    told = content_roots(" ".join(cue.text for one in shown for cue in one.cues if cue.cue == "vulnerability"))
    return any(act.act == "ownership" and told & content_roots(act.text) for act in heard.acts)


def vulnerability_parts(reading: Reading, persona: Persona | None) -> list[str] | None:
    """Which of acknowledged, acted on and signposted followed; None where no vulnerability showed."""
    shown = reading.cues("vulnerability")
    if not shown and (persona is None or persona.vulnerability is None):
        return None
    since = shown[0].turn.n if shown else 0
    later = [heard for heard in reading.agent if heard.turn.n > since]
    said = " ".join(own_words(heard, persona) for heard in later)
    pointers = persona.vulnerability.signpost if persona is not None and persona.vulnerability else []
    acted = any(event.kind == "action" and event.turn > since for event in reading.transcript.events)
    parts = {
        "acknowledged": _acknowledged(reading, since) or (not shown and any(h.ids & _TAKES_UP for h in later)),
        "acted": acted
        or any("ownership" in h.ids and (not shown or acts_on(h, reading)) for h in later)
        or shows("records", said),
        "signposted": any(_pointed(heard, pointers, persona) for heard in later),
    }
    return [part for part, there in parts.items() if there]


def _acknowledged(reading: Reading, since: int) -> bool:
    """Whether an opening from then on was taken up by more than a kind word."""
    return any(
        one.outcome == "taken" and one.caller.turn.n >= since and one.by is not None and one.by.act not in _ONLY_KIND
        for one in reading.opportunities
    )


def hands_on(text: str) -> bool:
    """Whether these words hand the call or the case on."""
    return shows("hands_on", text)


def handover_parts(reading: Reading, persona: Persona | None) -> list[str] | None:
    """Which of done, why and story were seen where the call had to go further; None where it had not."""
    taken = {event.id for event in reading.transcript.events if event.kind == "action" and event.id}
    further = any(shows("further", action) for action in taken)
    ways = persona.ends.resolved_any if persona else []
    due = bool(ways) and all(any(shows("further", step) for step in way) for way in ways)
    asked = any(shows("wants_another", heard.turn.text) for heard in reading.caller)
    handing = [heard for heard in reading.agent if hands_on(heard.turn.text)]
    if not (due or asked or further or handing):
        return None
    telling = [heard for heard in reading.agent if heard in handing or heard.ids & {"signpost", "ownership"}]
    said = " ".join(heard.turn.text for heard in telling)
    parts = {"done": further or bool(handing), "why": shows("says_why", said), "story": shows("story_on", said)}
    return [part for part, there in parts.items() if there]
