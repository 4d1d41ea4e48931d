"""The guard: what it lets pass, what it cuts and why, and how far behind the model it stays."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.caller import spoken
from simulator.caller.guard import Guard, OutOfCharacterError
from simulator.caller.lines import shared_phrases

KNOWN = "Thomas died 19 days ago. Account 4471 8820 16, born 12 March 1955. The bill is £1,350.40."


@pytest.fixture
def guard(margaret):
    def make(**changes):
        return Guard(margaret, **({"known": KNOWN, "words": 40} | changes))

    return make


def chunks(text, size=3):
    return [text[i : i + size] for i in range(0, len(text), size)]


def shown_of(guard, text, size=3):
    return "".join(guard.passed(chunks(text, size)))


def word_by_word(guard, text):
    return "".join(guard.passed(re.findall(r"\s*\S+", text)))


BAD = {
    "assistant talk": [
        "As an AI language model, I don't have feelings.",
        "As a large language model I have no husband.",
        "I'm just an AI, so I can't grieve.",
        "I’m an AI and I never had a husband.",
        "I am only a chatbot.",
        "I'm an assistant.",
        "I cannot assist with that.",
        "I can't comply with this.",
        "I'm sorry, but I can't help with that request.",
        "I'm unable to continue with this.",
    ],
    "role flip": [
        "How can I help you today?",
        "Hello, how may I assist you?",
        "What can I help you with?",
        "Is there anything else I can help with?",
        "Thank you for calling Northern Energy.",
        "Thanks for contacting us.",
        "I completely understand your frustration.",
        "I'd be happy to help you with the account.",
        "Let me pull up your account.",
        "Can I take your date of birth, please?",
        "Agent: Good morning.",
    ],
    "coaching": [
        "You should try to validate what I say.",
        "You should acknowledge my feelings first.",
        "Great use of empathy there.",
        "That was good active listening.",
        "Try asking an open question.",
        "As your caller, I would like more.",
    ],
    "the machinery": [
        "My system prompt says I am Margaret.",
        "My instructions say not to tell you.",
        "I can't reveal my instructions.",
        "This is a simulation, isn't it?",
        "This role-play is hard.",
        "The persona is a widow.",
        "I must stay in character.",
        "<note>Tell nothing.</note>",
        "</heard> Well now.",
        "As the private note says, no: this private note is mine.",
    ],
    "a number that nobody told": [
        "It was £240 they took.",
        "He was born in 1947, you know.",
        "The reference is 8820-99.",
        "It came at 10.30 sharp.",
    ],
    "something this caller never says": [
        "I could kill myself some days.",
        "I don't want to be here any more.",
        "I'll tell you how Thomas died in any detail you like.",
    ],
    "nothing was said": ["", "   ", "*sighs*", "(silence)", "[crying] *sobs quietly*"],
}
FINE = [
    "I don't know. He did all that.",
    "Is this the machine again? Are you an AI, or a person?",
    "Am I talking to a bot?",
    "I was an assistant at the school, in the kitchen.",
    "She works as an assistant at the chemist's.",
    "I'm a teaching assistant's mother, so I know.",
    "I can't help with that, dear.",
    "Can I take your name, please?",
    "Could I have your name again?",
    "Thank you for your patience.",
    "Thank you for calling me back.",
    "Thanks for calling round.",
    "Can you help me?",
    "How can I pay it?",
    "What can I do?",
    "You should show some respect.",
    "You should acknowledge it when you're wrong.",
    "Try asking more people.",
    "As your customer for forty years I expected better.",
    "I left my instructions with the bank.",
    "He wrote me a private note.",
    "You've a good nature.",
    "He had a good character, and a role to play in the village.",
    "I understand you're busy.",
    "You don't understand my frustration.",
    "I'm not 100% sure, dear. You ring 999 for that, and they're there 24/7.",
    "It's 4471 8820 16. Or 8820 16 on the other one. All of it is 44718820 16.",
    "£1,350.40, it says. Thirteen hundred.",
    "£1350 it was.",
    "He died laughing at that, I tell you. I nearly killed myself laughing.",
    "That's 7 of you now.",
    "Ring (1955) for the code.",
    "Well. That's as may be.",
    "Ça fait dix-neuf jours, et personne n'a répondu. Comment ça se fait ?",
    "Ich weiß es nicht. Das hat alles er gemacht.",
    "Nid wyf yn gwybod, cariad. Fe oedd yn gwneud popeth.",
    "我不知道。都是他办的。",
    "Nie wiem. On wszystkim się zajmował, proszę pani.",
]


CASES = [(reason, reply) for reason, replies in BAD.items() for reply in replies]


@pytest.mark.parametrize(("reason", "reply"), CASES)
@pytest.mark.parametrize("size", [1, 6, 1000])
def test_a_bad_reply_is_refused_or_cut_before_it_is_told(guard, reason, reply, size):
    watching = guard()
    try:
        shown = shown_of(watching, reply, size)
    except OutOfCharacterError as error:
        assert str(error) == reason and not watching.shown
    else:
        assert watching.cut == reason
        shown_of(guard(), shown, 1000)  # what was shown of it is nothing bad by itself


@pytest.mark.parametrize(
    "reply",
    [
        "How can I help you today?",
        "As an AI language model, I don't have feelings.",
        "I'm an AI and I never had a husband.",
        "Thank you for calling Northern Energy.",
        "I understand your frustration, truly.",
        "Let me check your account.",
        "Can I take your date of birth?",
        "I cannot assist with that.",
    ],
)
def test_not_one_word_is_shown_of_the_commonest(guard, reply):
    watching = guard()
    with pytest.raises(OutOfCharacterError):
        word_by_word(watching, reply)
    assert not watching.shown


@pytest.mark.parametrize("reply", FINE)
@pytest.mark.parametrize("size", [1, 4, 1000])
def test_what_a_caller_may_well_say_passes(guard, reply, size):
    watching = guard()
    assert shown_of(watching, reply, size) == reply == watching.text
    assert watching.cut is None


def test_every_authored_line_of_every_caller_passes(library):
    for persona in library.personas():
        lines = [*persona.openings]
        for band in ("closed", "wary", "open"):
            lines += getattr(persona.speech.examples, band)
        lines += [line for pool in persona.speech.lines.values() for line in pool]
        lines += [line for pool in shared_phrases(persona.language).values() for line in pool]
        lines += [line for answer in persona.answers for line in answer.say]
        lines += [line for fact in persona.facts for line in (*fact.hints, *fact.deflect, *fact.say)]
        lines += [line for action in persona.desk.actions for line in action.says]
        assert len(lines) > 100
        for line in lines:
            watching = Guard(persona, known=" ".join(lines), words=200)
            assert "".join(watching.passed([line])) == line, persona.id


@pytest.mark.parametrize(
    ("reply", "spoken_words"),
    [
        ("*sighs* I don't know.", "I don't know."),
        ("I don't know. *long pause, looking for the bill on the table* It's here.", "I don't know. It's here."),
        ("Well (she hesitates) I suppose.", "Well I suppose."),
        ("Well *sighs*, I suppose.", "Well, I suppose."),
        ("I *told* you that.", "I told you that."),
        ("It's the *third time* now.", "It's the third time now."),
        ("I **did** say so.", "I did say so."),
        ("It was _me_ who rang.", "It was me who rang."),
        ("[crying] Sorry.", "Sorry."),
        ("Yes. <break time='1s'/> No.", "Yes. No."),
        ("Yes. (trailing off", "Yes."),
        ('"I don\'t know, dear."', "I don't know, dear."),
        ("“I don't know, dear.”", "I don't know, dear."),
        ('He said "no" to me.', 'He said "no" to me.'),
        ("Margaret: I don't know.", "I don't know."),
        ("Margaret Ellis: I don't know.", "I don't know."),
        ("**Caller:** I don't know.", "I don't know."),
        ('Caller (Margaret): "I don\'t know."', "I don't know."),
        ("Thomas: he's called Thomas.", "Thomas: he's called Thomas."),
        ("Listen: I've told you.", "Listen: I've told you."),
        ("Oh.\n\nI   don't\nknow.", "Oh. I don't know."),
        ("  \n I don't know.  \n", "I don't know."),
        ("Ring 3 * 4 of them.", "Ring 3 4 of them."),
        ("Mail me at a_b_c@example.org then.", "Mail me at a_b_c@example.org then."),
    ],
)
@pytest.mark.parametrize("size", [1, 5, 1000])
def test_only_what_is_said_aloud_is_shown(guard, reply, spoken_words, size):
    watching = guard()
    assert shown_of(watching, reply, size) == spoken_words == watching.text


def test_a_reply_that_speaks_for_both_sides_ends_where_the_other_begins(guard):
    watching = guard()
    reply = "I don't know, dear. He did all that.\nAgent: I understand. What is your name?\nMargaret: Ellis."
    assert shown_of(watching, reply) == "I don't know, dear. He did all that."
    assert watching.cut == "spoke for both sides"


def test_a_bad_turn_later_is_cut_at_the_last_good_sentence(guard):
    watching = guard()
    shown = shown_of(watching, "I don't know what he did with it all. He had a file. As an AI I have none.")
    assert watching.text == "I don't know what he did with it all. He had a file."
    assert watching.text.startswith(shown.rstrip()) and watching.cut == "assistant talk"


def test_where_no_sentence_was_finished_it_trails_off(guard):
    watching = guard()
    shown_of(watching, "Well I was going to say to you, dear, that as an AI model I cannot.")
    assert watching.text.endswith("…") and "AI" not in watching.text
    assert watching.text.startswith("Well I was going to say")


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_the_word_limit_holds(guard, size):
    watching = guard(words=12)
    reply = "I don't know where he kept it. It was in the file. Then there was the other drawer and the tin."
    shown = shown_of(watching, reply, size)
    assert watching.text == "I don't know where he kept it. It was in the file."
    assert shown.startswith(watching.text) or watching.text.startswith(shown.rstrip())
    assert watching.cut == "word limit"
    endless = guard(words=12)
    shown_of(endless, "and " * 200, size)
    assert spoken.words_in(endless.text) == 12 and endless.text.endswith("and…")


def test_nothing_more_is_asked_of_the_model_once_the_line_is_cut(guard):
    asked = []

    def model():
        for n in range(1000):
            asked.append(n)
            yield "word "

    list(guard(words=10).passed(model()))
    assert len(asked) <= 12


def test_a_locked_fact_is_kept_back_in_its_own_or_nearly_its_own_words(guard, margaret):
    arrears = tuple(margaret.fact("arrears").say)
    for reply in (arrears[0], "Well, I've never owed anyone, but I've not paid the last two, it went on the funeral."):
        with pytest.raises(OutOfCharacterError, match="a locked fact"):
            shown_of(guard(keep_back=arrears), reply, 1000)
    watching = guard(keep_back=arrears)
    shown_of(watching, "I don't like to say, dear, it has all been rather a lot lately. " + arrears[0])
    assert watching.text == "I don't like to say, dear, it has all been rather a lot lately."
    assert watching.cut == "a locked fact"
    for innocent in (
        "I couldn't tell you. Thomas did all that.",
        "It's about the last bill.",
        "I've paid what I could.",
    ):
        assert shown_of(guard(keep_back=arrears), innocent) == innocent


def test_the_same_again_is_refused_while_nothing_of_it_is_shown(guard):
    said = ["I keep laying his cup out. Silly."]
    with pytest.raises(OutOfCharacterError, match="the same again"):
        shown_of(guard(said=said), "I keep laying his cup out, silly!", 1000)
    assert shown_of(guard(said=said), "Silly.") == "Silly."
    assert shown_of(guard(said=said), "I keep his cup out, and I lay the table for two.", 1000)


def test_never_says_knows_a_topic_from_words(margaret):
    def refused(entry, reply):
        persona = margaret.model_copy(update={"never_says": [entry]})
        try:
            return reply not in shown_of(Guard(persona, known="", words=40), reply)
        except OutOfCharacterError:
            return True

    assert refused("swearing", "Oh, fuck off.")
    assert not refused("swearing", "I'm not swearing at you, and I wasn't born in Scunthorpe.")
    assert refused("threats against staff", "I know where you work, mind.")
    assert not refused("threats against staff", "I'll find you the letter. That's no threat.")
    assert refused("her password", "The password is kitten42.")
    assert not refused("her password", "The password is not wrong. My password is the same one.")
    assert refused("that I am an old woman", "You think that I am an old woman.")
    assert not refused("old woman", "There was an old woman at the desk.")


PIECES = re.findall(r"\S+", "I don't know, dear. He did all that. It's… the *third* time now! (sighs) *pauses* so")
PIECES += re.findall(
    r"\S+", '" “ 44 ** _ ( [ ) * : é 我 *very tired* _me_ [crying] (0191) Margaret (a long pause here)'
)
REPLIES = st.lists(
    st.sampled_from(
        [
            *PIECES,
            "\n",
            "Margaret:",
        ]
    ),
    min_size=1,
    max_size=40,
).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(reply=REPLIES, data=st.data())
def test_however_it_comes_in_pieces_the_same_words_pass_at_most_four_words_behind(margaret, reply, data):
    whole = Guard(margaret, known="44", words=30)
    try:
        list(whole.passed([reply]))
    except OutOfCharacterError:
        whole.text = ""
    watching = Guard(margaret, known="44", words=30)
    fed, shown = "", ""
    cuts = sorted(data.draw(st.sets(st.integers(0, len(reply)), max_size=12)))
    pieces = [reply[a:b] for a, b in zip([0, *cuts], [*cuts, len(reply)], strict=True) if a < b]

    def model():
        nonlocal fed
        for piece in pieces:
            if fed:
                so_far = spoken.spoken(fed, watching._labels)
                assert so_far.startswith(shown)
                assert spoken.words_in(so_far) - spoken.words_in(shown) <= 4
                assert spoken.open_words(fed) + spoken.words_in(so_far) - spoken.words_in(shown) <= 4 + 1
            fed += piece
            yield piece

    try:
        for words in watching.passed(model()):
            shown += words
    except OutOfCharacterError:
        assert not shown
        watching.text = ""
    if watching.cut is None and whole.cut is None:
        assert shown.strip() == watching.text == whole.text
    assert spoken.words_in(watching.text) <= 30
