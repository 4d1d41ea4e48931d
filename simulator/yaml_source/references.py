"""Checks what a schema cannot: that ids named in a file exist, are unique and make sense together."""

from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

from pydantic import BaseModel

from simulator.persona import Persona
from simulator.rubric import Applies, Criterion, Rubric
from simulator.terms import ACTS, CHECKS, CUES, LINES, MEASURES, MOOD_EVENTS
from simulator.transcript import EventKind
from simulator.yaml_source.words import listed, nearest, unknown_id

Where = tuple[str | int, ...]
Found = tuple[Where, str]
"""Where in the file, and what is wrong there."""


def reference_problems(
    model: Persona | Rubric, *, stem: str | None = None, articles: frozenset[str] | None = None
) -> Iterator[Found]:
    """Everything wrong with the references of a file of that name (stem), given the articles that exist."""
    if stem is not None and stem != model.id:
        yield (
            ("id",),
            f"the id `{model.id}` differs from the file's name; call the file {model.id}.yaml",
        )
    if isinstance(model, Persona):
        yield from _persona(model)
        if articles is not None:
            yield from article_problems(model, articles)
    else:
        yield from _rubric(model)


def article_problems(persona: Persona, articles: frozenset[str]) -> Iterator[Found]:
    """Articles that the desk names and that are not there."""
    for at, slug in enumerate(persona.desk.knowledge):
        if slug not in articles:
            advice = nearest(slug, articles) or "; write it, or take it out"
            message = f"there is no article knowledge/{slug}.md{advice}"
            yield ("desk", "knowledge", at), message


def _persona(persona: Persona) -> Iterator[Found]:
    facts = [fact.id for fact in persona.facts]
    actions = [action.id for action in persona.desk.actions]
    yield from _twice("fact", facts, ("facts",))
    yield from _twice("action", actions, ("desk", "actions"))
    for number, fact in enumerate(persona.facts):
        here: Where = ("facts", number, "unlock")
        yield from _exist("fact", fact.unlock.after, facts, (*here, "after"))
        yield from _exist("act", fact.unlock.acts, ACTS, (*here, "acts"))
    yield from _circles(persona)
    yield from _keys(
        "act, mood event or action", persona.mood.moves, [*ACTS, *MOOD_EVENTS, *actions], ("mood", "moves")
    )
    yield from _keys("line", persona.speech.lines, list(LINES), ("speech", "lines"))
    for number, wording in enumerate(persona.desk.must_say):
        if wording.before is not None and wording.before not in actions:
            yield ("desk", "must_say", number, "before"), unknown_id("action", wording.before, actions)
    for number, resolved in enumerate(persona.ends.resolved_any):
        here = ("ends", "resolved_any", number)
        if not resolved:
            yield (
                here,
                "an empty set would settle every call at once; name an action or a fact, or take it out",
            )
        yield from _exist("action or fact", resolved, [*actions, *facts], here)


def _circles(persona: Persona) -> Iterator[Found]:
    """Facts that wait for each other; each circle is reported at its first fact."""
    after = {fact.id: list(fact.unlock.after) for fact in persona.facts}
    told: set[str] = set()
    for number, fact in enumerate(persona.facts):
        circle = _circle(fact.id, after)
        if circle and not told & set(circle):
            told |= set(circle)
            way = " waits for ".join(f"`{name}`" for name in circle)
            yield ("facts", number, "unlock", "after"), f"{way}: none can ever be told; take one `after` out"


def _circle(start: str, after: dict[str, list[str]]) -> list[str]:
    """The way from a fact back to itself, or nothing."""
    paths = [[start]]
    seen: set[str] = set()
    while paths:
        path = paths.pop()
        for following in after.get(path[-1], []):
            if following == start:
                return [*path, start]
            if following not in seen:
                seen.add(following)
                paths.append([*path, following])
    return []


def _rubric(rubric: Rubric) -> Iterator[Found]:
    scale = rubric.scale
    if scale.min >= scale.max:
        yield ("scale",), f"the scale runs from {scale.min} to {scale.max}; `max` must be above `min`"
        return
    allowed = f"the scale runs from {scale.min} to {scale.max}"
    overall = rubric.pass_.overall
    if overall is not None and not scale.min <= overall <= scale.max:
        yield ("pass", "overall"), f"found {overall:g}; {allowed}: write a number on it"
    yield from _twice("criterion", [criterion.id for criterion in rubric.criteria], ("criteria",))
    yield from _twice("critical failure", [critical.id for critical in rubric.critical], ("critical",))
    for number, criterion in enumerate(rubric.criteria):
        here = ("criteria", number)
        yield from _levels(criterion, scale.min, scale.max, here)
        for key, ids in (("looks_for", criterion.looks_for), ("counts_against", criterion.counts_against)):
            yield from _exist("act or measure", ids, [*ACTS, *MEASURES], (*here, key))
        if isinstance(criterion.applies, Applies):
            yield from _applies(criterion.applies, (*here, "applies"))
    for number, critical in enumerate(rubric.critical):
        if (critical.check is None) == (critical.when is None):
            message = "a critical failure is computed (`check`) or judged (`when`, a sentence): give exactly one"
            yield ("critical", number), message
        elif critical.check is not None and critical.check not in CHECKS:
            yield ("critical", number, "check"), unknown_id("check", critical.check, CHECKS)


def _levels(criterion: Criterion, low: int, high: int, here: Where) -> Iterator[Found]:
    for level in criterion.anchors:
        if not low <= level <= high:
            message = f"there is no level {level}; the scale runs from {low} to {high}: move the anchor"
            yield (*here, "anchors", level), message
    if len(criterion.anchors) < 2:
        message = f"one level is described; describe at least two, best {low} and {high}"
        yield (*here, "anchors"), message
    if criterion.minimum is not None and not low <= criterion.minimum <= high:
        message = f"found {criterion.minimum:g}; the scale runs from {low} to {high}: write a number on it"
        yield (*here, "minimum"), message


def _applies(applies: Applies, here: Where) -> Iterator[Found]:
    given = applies.model_fields_set
    if len(given) != 1:
        keys = listed(sorted(given)) if given else "none"
        yield (
            here,
            f"found {keys}; exactly one of `cue`, `fact`, `event` or `persona` belongs here",
        )
    if applies.cue is not None and applies.cue not in CUES:
        yield (*here, "cue"), unknown_id("cue", applies.cue, CUES)
    if applies.event is not None and applies.event not in get_args(EventKind):
        yield (*here, "event"), unknown_id("event", applies.event, get_args(EventKind))
    if applies.persona is not None:
        yield from _persona_key(applies.persona, (*here, "persona"))


def _persona_key(dotted: str, here: Where) -> Iterator[Found]:
    model: type[BaseModel] | None = Persona
    for part in dotted.split("."):
        fields = model.model_fields if model is not None else {}
        if part not in fields:
            yield here, unknown_id("persona key", dotted, fields or Persona.model_fields)
            return
        model = _model_in(fields[part].annotation)


def _model_in(annotation: object) -> type[BaseModel] | None:
    """The model that a field holds, if it is one mapping (not a list of them)."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(
        (side for side in get_args(annotation) if isinstance(side, type) and issubclass(side, BaseModel)),
        None,
    )


def _twice(what: str, ids: Sequence[str], here: Where) -> Iterator[Found]:
    for number, name in enumerate(ids):
        if name in ids[:number]:
            yield (
                (*here, number, "id"),
                f"the {what} `{name}` is here a second time; ids must differ: rename one",
            )


def _exist(what: str, named: Iterable[str], known: Iterable[str], here: Where) -> Iterator[Found]:
    for number, name in enumerate(named):
        if name not in known:
            yield (*here, number), unknown_id(what, name, known)


def _keys(what: str, named: Iterable[str], known: Iterable[str], here: Where) -> Iterator[Found]:
    for name in named:
        if name not in known:
            yield (*here, name), unknown_id(what, name, known)
