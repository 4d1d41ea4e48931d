"""Everything that can go wrong, as one tree; the command line and the web app catch its root.

SimulatorError
├── SetUpError                 your set-up or your file is wrong: shown without a traceback
│   ├── FileProblems           every problem of the files that were read, each at its place
│   ├── SettingsError          a variable or a setting is wrong
│   └── UnknownNameError       no persona, rubric, call or article of that name
├── NotAllowedError            this viewer may not see or do that
├── ScoreRefusedError          a score that a person gives is off the scale, or has no reason
├── CallStateError             the call is not in a state in which that can be done
│   ├── CallEndedError         the call is over
│   └── TurnInProgressError    the caller is still speaking
├── ActionRefusedError         the desk cannot do that: no such action, or an amount that makes no sense
│   └── BeyondAuthorityError   more than the agent's limit; the attempt is on record
└── ProviderError              a model could not answer
    ├── ProviderUnreachableError   no connection, or it broke
    ├── ProviderTimeoutError       it did not answer, or stalled, within the limit
    ├── ProviderRefusedError       wrong key, no permission, no such model, or a request it rejects
    ├── ProviderBusyError          429: too many requests or quota used up
    ├── ProviderFaultError         5xx
    ├── ProviderReplyError         an empty, cut-off, filtered or malformed reply
    ├── SpendingCapError           today's spending cap is reached
    └── ConsentNeededError         text would leave the machine and nobody has agreed to it yet
"""

from dataclasses import dataclass


class SimulatorError(Exception):
    """Root of everything the simulator raises on purpose."""


class SetUpError(SimulatorError):
    """A set-up or a file is wrong; the message says where and how to mend it."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong with a file: where, what was found, and how to mend it."""

    file: str
    line: int
    """From 1."""
    column: int
    """From 1."""
    message: str
    level: str = "error"
    """`error`: the file cannot be loaded. `warning`: it can, and it is unwise."""
    code: str = ""
    """Short id of the kind of problem, e.g. `unknown-key`."""

    def __str__(self) -> str:
        """The form editors can jump to: file:line:column: message."""
        prefix = "" if self.level == "error" else f"{self.level}: "
        return f"{self.file}:{self.line}:{self.column}: {prefix}{self.message}"


class FileProblems(SetUpError):  # noqa: N818 - the plural says that all of them are reported at once
    """Files that cannot be loaded; `problems` lists everything wrong with them."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class SettingsError(SetUpError):
    """A setting or an environment variable has a value that cannot be used."""


class UnknownNameError(SetUpError):
    """There is no persona, rubric, call or article of that name."""


class NotAllowedError(SimulatorError):
    """This viewer may not see or do that."""


class ScoreRefusedError(SimulatorError):
    """A score that a person gives cannot be taken: it is off the scale, or has no reason."""


class CallStateError(SimulatorError):
    """The call is not in a state in which that can be done."""


class CallEndedError(CallStateError):
    """The call is over; nothing more can be said in it."""


class TurnInProgressError(CallStateError):
    """The caller is still speaking; what was said has not been taken."""


class ActionRefusedError(SimulatorError):
    """The desk cannot do that: no such action, or an amount that makes no sense."""


class BeyondAuthorityError(ActionRefusedError):
    """More than the agent's limit allows; nothing was done, and the attempt is on record."""


class ProviderError(SimulatorError):
    """A model could not answer. `hint` tells a person what to do about it."""

    hint = "Check the endpoint, or carry on with the embedded caller and evaluator."

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        self.retry_after = retry_after
        """Seconds to wait, where the provider said so."""
        super().__init__(message)


class ProviderUnreachableError(ProviderError):
    """There is no connection to the provider, or it broke."""

    hint = "Check that the server runs and that its address (OPENAI_BASE_URL) is right."


class ProviderTimeoutError(ProviderError):
    """The provider did not answer, or stalled, within the time limit."""

    hint = "The model may be too slow or overloaded; raise the time limit or try a smaller model."


class ProviderRefusedError(ProviderError):
    """The provider rejects the key, the model's name or the request."""

    hint = "Check the key (OPENAI_API_KEY) and the model's name."


class ProviderBusyError(ProviderError):
    """The provider has too much to do, or the quota is used up (429)."""

    hint = "Wait a little, or look at the quota with your provider."


class ProviderFaultError(ProviderError):
    """The provider failed (5xx)."""

    hint = "The fault is at the provider; try again later."


class ProviderReplyError(ProviderError):
    """The reply was empty, cut off, filtered or malformed."""

    hint = "The model may be unfit for the part; try another."


class SpendingCapError(ProviderError):
    """Today's spending cap is reached."""

    hint = "Raise the cap in the settings, or carry on with the embedded caller and evaluator."


class ConsentNeededError(ProviderError):
    """Text would leave the machine, and nobody has agreed to it yet."""

    hint = "Agree on the page, or answer the question in the terminal."
