"""What pages work with, made once a process: the only module that caches resources."""

import gc
import re
import threading
from collections.abc import Sequence
from typing import Final

import streamlit as st

from simulator.access import LOCAL_PERSON, Role, Viewer, narrowed
from simulator.cohorts.overriding import Overriding
from simulator.cohorts.review import Review
from simulator.grade import CriticalFailure
from simulator.library import Article, Library
from simulator.listening import Matcher
from simulator.persona import Persona
from simulator.practice import CallView, Graded, Practice, failures
from simulator.practice.grading import Grading
from simulator.practice.lookback import LookBack
from simulator.practice.moment import Tries
from simulator.practice.outside import Outside, outside
from simulator.practice.shelf import Shelf
from simulator.practice.tryout import Step, Tryout
from simulator.practice.tryout import tryout as play
from simulator.practice.workshop import Workshop
from simulator.settings import Settings
from simulator.store import CallerKind, CallRecord, Store
from simulator.web import routes, state
from simulator.web.warming import warm

COLLECT_EVERY: Final = 60.0
"""Seconds between collections of garbage, which Streamlit would otherwise do after every script run."""
WARM_AFTER: Final = 1.5
"""Seconds after start-up from which the rest is loaded in the background: not while the first page is drawn."""


def viewer() -> Viewer:
    """The person who is looking, narrowed to the role as which they look around."""
    return narrowed(LOCAL_PERSON, role())


def role() -> Role:
    """The role as which this tab looks around: at first the one whose page was opened."""
    return state.role(routes.role_of(st.context.url or ""))


@st.cache_resource(show_spinner=False)
def _last_side() -> dict[str, Role]:
    """As whom somebody was here last, in whichever tab."""
    return {}


def switched() -> bool:
    """Whether a new tab, by its address, puts somebody on another side than they were on last."""
    sides, now = _last_side(), role()
    before, sides["last"] = sides.get("last", now), now
    return not state.is_greeted() and before is not now


def _release(practice: Practice) -> None:
    practice.close()
    practice.store.dispose()


@st.cache_resource(show_spinner=False, on_release=_release)
def practice() -> Practice:
    """Practice calls over the store of this installation. Raises SettingsError, StoreError."""
    settings = Settings.load()
    store = Store(settings.store_url)
    store.upgrade()
    made = Practice(store=store, library=Library.from_settings(settings), settings=settings, matcher=matcher())
    warming = threading.Timer(WARM_AFTER, warm, args=(made.library, matcher()))
    warming.daemon = True
    warming.start()
    return made


@st.cache_resource(show_spinner=False)
def matcher() -> Matcher:
    """What compares sentences, for every call and try-out of this process."""
    return Matcher()


@st.cache_resource(show_spinner=False, on_release=threading.Event.set)
def keep_house() -> threading.Event:
    """Once a process: keep what start-up made out of every later collection, and collect in the background."""
    practice()
    over = threading.Event()
    threading.Thread(target=_collect_until, args=(over,), name="collect-garbage", daemon=True).start()
    return over


def library() -> Library:
    """Callers, rubrics and articles."""
    return practice().library


@st.cache_resource(show_spinner=False)
def workshop() -> Workshop:
    """The files that trainers write, and their drafts."""
    at = practice()
    return Workshop(at.library, drafts=at.settings.data_dir / "drafts")


def tryout(persona: Persona, steps: Sequence[Step], *, seed: int) -> Tryout:
    """What this caller makes of these steps; nothing of it is stored."""
    return play(persona, steps, seed=seed, matcher=matcher())


def shelf() -> Shelf:
    """Calls that were taken."""
    return Shelf(practice().store)


def review() -> Review:
    """The shared calls, for leads."""
    return Review(practice().store, practice().book.rubric)


def overriding() -> Overriding:
    """Scores by people beside the evaluator's."""
    return Overriding(practice().store, practice().book.rubric)


@st.cache_resource(show_spinner=False)
def lookback() -> LookBack:
    """What somebody's own calls add up to."""
    return LookBack(practice())


def graded(call_id: str) -> Graded:
    """The grade of a finished call with its feedback, for the viewer. Raises CallStateError before its end."""
    return grading().grade(viewer(), call_id)


def grading() -> Grading:
    """What grades calls."""
    at = practice()
    return Grading(store=at.store, settings=at.settings, voices=at.voices, book=at.book)


@st.cache_resource(show_spinner=False)
def tries() -> Tries:
    """Lines tried again in place; keeps judgements at hand."""
    return Tries(practice())


def model_connected() -> bool:
    """Whether a model plays the callers here."""
    at = practice()
    return at.voices.connected(at.settings.caller)


def model_judges() -> bool:
    """Whether a model judges the calls here."""
    at = practice()
    return at.voices.connected(at.settings.evaluator)


def asks_consent() -> str | None:
    """Where the viewer's words would go that they have not agreed to yet; None where nothing is to be asked."""
    at = practice()
    return at.voices.needs_consent(viewer(), at.settings.caller) if model_connected() else None


def graded_at(endpoint: str | None) -> bool:
    """Whether agreeing to this endpoint has the viewer's calls graded there too."""
    at = practice()
    use = at.settings.evaluator
    return endpoint is not None and at.voices.connected(use) and at.voices.needs_consent(viewer(), use) == endpoint


def failed_before(view: CallView) -> list[CriticalFailure]:
    """The failures that a call tried again keeps from the turns it took over, as its parent was graded last."""
    parent, turn = view.call.parent, view.call.forked_at
    grades = practice().store.grades(parent) if parent is not None and turn is not None else []
    return failures.kept(grades[0].grade.critical, view.rubric, turn=turn) if grades and turn is not None else []


def outside_models() -> list[Outside]:
    """The models to which the viewer's words can go."""
    at = practice()
    return outside(viewer(), store=at.store, settings=at.settings)


def take_back(endpoint: str) -> None:
    """The viewer no longer agrees to their words going there; what was sent is not undone."""
    practice().store.withdraw_consent(viewer().id, endpoint)


def agree(endpoint: str) -> None:
    """The viewer agrees to their words going there."""
    at, who = practice(), viewer()
    at.store.ensure_person(who.id, who.name, [role.value for role in LOCAL_PERSON.roles])
    at.voices.consent(who, endpoint)


def begin(persona_id: str, *, rubric: str, embedded: bool, seed: int | None = None, difficulty: int = 0) -> CallRecord:
    """Begin a call for the viewer; `embedded` keeps it with the built-in caller. Raises ConsentNeededError."""
    kind: CallerKind | None = "embedded" if embedded else None
    call = practice().begin(viewer(), persona_id, rubric=rubric, caller=kind, seed=seed, difficulty=difficulty)
    if call.caller_kind == "model":  # its libraries take seconds to load: begin while the greeting is typed
        practice().voices.caller().warm()
    persona = practice().book.persona_of(call)  # its questions take most of a second to be learnt: the same
    threading.Thread(target=matcher().embed, args=(persona.asks,), name="learn-questions", daemon=True).start()
    return call


def articles(wanted: str, *, at_hand: list[str]) -> list[Article]:
    """The articles at hand, or, where words are looked for, every article that has them all."""
    words = wanted.lower().split()
    slugs = sorted(library().articles()) if words else at_hand
    found = [library().article(slug) for slug in slugs]
    return [article for article in found if all(word in article.text.lower() for word in words)]


def body_of(article: Article) -> str:
    """An article without its own heading, and without images, which could be fetched from elsewhere."""
    return re.sub(r"^#\s.*\n", "", article.text, count=1, flags=re.MULTILINE).replace("![", "[")


def _collect_until(over: threading.Event) -> None:
    over.wait(2 * WARM_AFTER)
    gc.collect()
    gc.freeze()
    while not over.wait(COLLECT_EVERY):
        gc.collect()
