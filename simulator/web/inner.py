"""What goes on inside a caller, in a trainer's words: what was heard, what it moved, what a line does."""

from collections.abc import Iterable
from typing import Final

from simulator.caller import Brief, Heard, Moved, Standing, State
from simulator.persona import Fact, Persona
from simulator.practice.tryout import Condition, Moment, conditions
from simulator.terms import LINES, MOOD_EVENTS
from simulator.web.wording import plain, said_of, with_code

MOODS: Final = ("trust", "distress", "anger")
DOES: Final = {
    "open": "Says what they ring about.",
    "tell": "Tells the fact {fact}.",
    "answer": "Answers what was asked.",
    "deflect": "Puts off the question about {fact}: neither yes nor no.",
    "hint": "Hints that there is {fact}.",
    "done": "Takes in what was done at the desk.",
    "talk": "Keeps the talk going; nothing else is called for.",
}
"""What a line does that is none of terms.LINES."""
ENDINGS: Final = {
    "resolved": "what they rang for is done",
    "unresolved": "nothing was settled",
    "hung_up": "they hung up",
    "out_of_time": "they had to go",
}


def about(heard: Heard, persona: Persona, *, brief: Brief | None) -> str:
    """What the questions of a turn were taken to be about, as Markdown; empty where that played no part."""
    if not heard.asks or (brief is not None and brief.does == "open"):  # a greeting's question only opens the talk
        return ""
    topic = heard.topic
    near = f"likeness {topic.near:.2f}"
    if topic.facts:
        return f"Taken as a question about {_named(topic.facts)} ({near})."
    if topic.answers:
        asked = ", ".join(f"“{plain(persona.answers[at].ask[0])}”" for at in topic.answers)
        return f"Taken as {asked} ({near})."
    return f"Asks for nothing that the file knows (nearest {topic.near:.2f})."


def mood_after(moment: Moment) -> str:
    """The mood before and after, in points."""
    return ", ".join(_went(name, moment.before, moment.after) for name in MOODS)


def reasons(moved: Iterable[Moved], persona: Persona) -> list[str]:
    """What moved the mood, each with its words and its points, as Markdown."""
    return [_reason(one, persona) for one in moved]


def line_does(brief: Brief) -> str:
    """What the caller's line was to do, as Markdown."""
    fact = f"**{brief.fact}**" if brief.fact else "something"
    does = DOES[brief.does].format(fact=fact) if brief.does in DOES else LINES[brief.does]
    first = f" Before that, a reaction: {_lower(LINES[brief.reaction])}" if brief.reaction else ""
    ends = f" This ends the call: {ENDINGS[brief.ends]}." if brief.ends else ""
    return f"{does}{first} At most {brief.words} words, as somebody who is {brief.band}.{ends}"


def needs(fact: Fact, state: State) -> list[tuple[bool, str]]:
    """What a fact waits for: whether each holds now, and what it is, as Markdown."""
    return [(one.met, _need(one, fact, state)) for one in conditions(fact, state)]


def _need(condition: Condition, fact: Fact, state: State) -> str:
    rule, asked = fact.unlock, state.asked.get(fact.id)
    match condition.kind:
        case "asked":
            question = "an open question about it" if rule.asked == "open" else "a question about it"
            due = f", or agent turn {rule.by_turn}" if rule.by_turn is not None else ""
            closed = " (it was asked closed)" if asked is not None and not condition.met else ""
            return f"{question}{due}{closed}"
        case "trust":
            return f"trust {rule.trust} or more (now {state.mood.trust:.0f})"
        case "distress":
            return f"distress below {rule.distress_below} (now {state.mood.distress:.0f})"
        case "after":
            return f"told before: {_named(rule.after)}"
        case "acts":
            return f"one of these, once: {', '.join(said_of(act).lower() for act in rule.acts)}"
        case "by_turn":
            return f"agent turn {rule.by_turn} (now {state.agent_turns})"


def _reason(moved: Moved, persona: Persona) -> str:
    action = persona.action(moved.cause)
    name = MOOD_EVENTS.get(moved.cause, "").rstrip(".") or (action.label if action else said_of(moved.cause))
    words = f" “{plain(moved.words)}”" if moved.words else ""
    points = ", ".join(f"{mood} {_signed(value)}" for mood in MOODS if (value := getattr(moved, mood)))
    return f"{with_code(name)}{words}: {points}"


def _went(name: str, before: Standing, after: Standing) -> str:
    was, now = round(getattr(before, name)), round(getattr(after, name))
    return f"{name} {was} → {now}" if was != now else f"{name} {now}"


def _named(ids: Iterable[str]) -> str:
    return ", ".join(f"**{plain(one)}**" for one in ids)


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _signed(value: float) -> str:
    return f"{'+' if value > 0 else '−'}{abs(value):.3g}"
