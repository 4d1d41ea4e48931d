"""Small written calls: good, poor and mischievous ones, in our own words."""

from typing import Any

from simulator.persona import Persona
from simulator.transcript import Transcript

OPENS = "Hello… it's, it's my husband's account I'm ringing about. He died nineteen days ago."
SLEEPS = "Margaret Ellis, 14 Alder Road. I'm worn out, I can't sleep, and I keep ringing people."
LETTER = "There's a letter here I've not opened. I'm frightened of what's in it."
OWES = "I've never owed anyone anything. I feel so ashamed."

GOOD = [
    ("agent", "Good morning, you're speaking to Sam. How can I help?"),
    ("caller", OPENS),
    ("agent", "I'm so sorry for your loss. Nineteen days, and you're the one ringing everybody. So that I know who I'm "
              "speaking to, may I take your name and the first line of your address?"),
    ("caller", SLEEPS),
    ("agent", "Anyone would be worn out after that. What has it been like with the bills since Thomas died?"),
    ("caller", LETTER),
    ("agent", "So Thomas looked after the bills, and now the letters land on you, with nobody to open them with. "
              "What is it about the letter that frightens you?"),
    ("caller", OWES),
    ("agent", "You've never owed anybody, and this is the month you've had to. It makes sense that you couldn't open "
              "it. I'll put a hold on everything now, so that nobody writes to you, and I'll ring you on Tuesday "
              "before noon. Our bereavement team can help you with the rest, if you'd like. Have I missed anything?"),
    ("caller", "No. Thank you, love."),
]  # fmt: skip

POOR = [
    ("agent", "Account number?"),
    ("caller", OPENS),
    ("agent", "I need to speak to the account holder. When did the deceased pass?"),
    ("caller", SLEEPS),
    ("agent", "You need to calm down. At least he had a long life."),
    ("caller", LETTER),
    ("agent", "You'll have to ring the bereavement line yourself. Why didn't you open it?"),
    ("caller", OWES),
    ("agent", "There's nothing I can do. As per our policy you have to write in."),
    ("caller", "Right. I see."),
]

STOCK = [
    ("agent", "Good morning, you're speaking to Sam. How can I help?"),
    ("caller", OPENS),
    ("agent", "I'm so sorry to hear that. I understand how you feel."),
    ("caller", SLEEPS),
    ("agent", "I completely understand your frustration. I appreciate your patience."),
    ("caller", LETTER),
    ("agent", "I'm so sorry to hear that. That must be so hard. I can only imagine how you feel."),
    ("caller", OWES),
    ("agent", "I completely understand. I'm so sorry for any inconvenience. I hear you."),
    ("caller", "Yes. Well."),
]

PARROT = [
    ("agent", "Hello."),
    ("caller", "It's about my son. He's in Ashwell."),
    ("agent", "Your son?"),
    ("caller", "I've booked the visit twice and it's been cancelled twice."),
    ("agent", "Cancelled twice?"),
    ("caller", "I'm scared something's happened to him."),
    ("agent", "Something's happened to him?"),
    ("caller", "That's what I'm asking you."),
    ("agent", "You're asking me?"),
    ("caller", "Yes."),
]

ROUTINE = [
    ("caller", "Quick one, love! I need to change my payment date to the fifth."),
    ("agent", "Good morning, my name's Asha, I can do that for you. Could I take your name, please?"),
    ("caller", "It's Joan Marsh."),
    ("agent", "Thank you. I'll move it to the fifth now, and you'll have a letter by Friday. Have I missed anything?"),
    ("caller", "No, that's lovely. Bye!"),
]


def transcript(lines: list[tuple[str, str]], name: str = "call", **more: Any) -> Transcript:
    """A transcript of (speaker, text) pairs."""
    return Transcript.model_validate({"id": name, "turns": [{"speaker": s, "text": t} for s, t in lines], **more})


WIDOW = Persona.model_validate(
    {
        "id": "widow", "version": "1.0.0", "name": "Margaret Ellis", "summary": "A widow closes an account.",
        "sector": "utilities", "trains": ["empathy", "probing"], "openings": [OPENS],
        "wants": "The account in her name.",
        "background": "Her husband Thomas died nineteen days ago.", "speech": {"manner": "Tired."},
        "terms": {"uses": ["Thomas", "my husband"], "wounds": ["deceased", "the account holder"]},
        "verify": {"caller_is": "spouse", "needs": ["name", "address"], "before": ["balance", "hold-account"]},
        "facts": [
            {"id": "arrears", "ask": ["How are the bills?"], "worth": 3,
             "hints": ["There's a letter here I've not opened."], "say": ["I've not paid the last two."]},
            {"id": "cold", "ask": ["Are you warm enough?"], "say": ["I sit in his coat."]},
        ],
        "vulnerability": {"drivers": ["life-event"], "signpost": ["bereavement team"]},
        "desk": {
            "actions": [{"id": "hold-account", "label": "Hold"}, {"id": "goodwill", "label": "Goodwill", "limit": 50}],
            "must_say": [
                {"text": "This call is recorded for training and quality."},
                {"text": "A hold lasts for thirty days from today.", "before": "hold-account"},
            ],
        },
        "ends": {"resolved_any": [["hold-account"]]},
        "target_handle_time": 300,
    }
)  # fmt: skip
