"""What an agent's questions do besides being open or closed: probe, lead, pile up, blame."""

from collections.abc import Iterator
from itertools import pairwise

from simulator.listening.content import content
from simulator.listening.context import Before, content_of
from simulator.listening.phrases import phrases
from simulator.listening.questions import Question
from simulator.listening.words import Speech, Unit


def question_acts(speech: Speech, said: Before, asked: tuple[Question, ...]) -> Iterator[tuple[str, Unit, float]]:
    """The acts of a turn's questions, other than open and closed."""
    everything = content(speech.plain) if asked else frozenset()
    for question in asked:
        plain = question.unit.plain
        if phrases("blaming", file="questions").in_unit(plain):
            yield "blaming_why", question.unit, 0.85
        if phrases("leading", file="questions").in_unit(plain):
            yield "leading_question", question.unit, 0.7
        confidence = _probes(question, everything, said)
        if confidence:
            yield "probe", question.unit, confidence
    real = [q for q in asked if not q.tag and q.unit.last - q.unit.first > 1]
    if len(real) >= 2 and _differ(real):
        yield "stacked_question", real[-1].unit, 0.7


def _probes(question: Question, everything: frozenset[str], said: Before) -> float:
    """How sure it is that a question takes up what the caller said, 0 when it does not."""
    if question.tag or not said.recent:
        return 0.0
    own = content(question.unit.plain)
    if own and own <= content_of(said.agent) and said.agent.rstrip().endswith("?"):
        return 0.0  # the same question again
    shared = own & said.taken_up
    if phrases("routine", file="questions").in_unit(question.unit.plain):
        return 0.0
    if phrases("takes_up", file="questions").in_unit(question.unit.plain):
        return 0.8
    if shared:
        return 0.6 + 0.1 * min(len(shared), 3)
    lead_in = everything & said.recent[0]
    return 0.5 if len(lead_in) >= 2 else 0.0


def _differ(asked: list[Question]) -> bool:
    """Whether at least two of them ask something else, not the same thing in other words."""
    said = [question.unit.plain for question in asked]
    for first, second in pairwise(said):
        one, other = content(first), content(second)
        again = len(one & other) * 2 >= min(len(one), len(other)) if one and other else first in second
        if not again and not (first.split()[0] == second.split()[0] == "what" and len(other) <= 2):
            return True
    return False
