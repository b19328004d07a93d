"""
Everything that can go wrong in the data plane, as one tree.

RunnerError
├── SettingsUnfit        a setting, key or file that the runner needs is missing or wrong; it does not start
│   └── JavaMissing      no Java runtime was found
├── JournalBroken        the runner's own journal does not hold; it does not start
├── OrderRefused         the order is not one to follow; nothing was opened
│   ├── RegisterMissing  a register or kind of exclusion that the order needs is lacking
│   └── PassRefused      a workspace pass is not good for this
├── JobFailed            the order was taken, and its job stopped before anything was delivered
│   ├── SourceUnfit      a source is not as described, cannot be read, or has changed since its snapshot
│   ├── CohortEmpty      nobody is in the cohort, or nobody is left of it
│   ├── CohortTooLarge   more persons than the permit allows
│   ├── CodeKeyGone      the project's secret was destroyed or is lost
│   ├── CorrectionsUnfit a controller's corrections of the masking are lost, changed or do not open
│   ├── EngineFailed     Spark stopped for a reason of its own
│   ├── LeaseLost        another runner has taken the order over
│   └── StorageFailed    something could not be written or read back
│       └── StagedChanged  what was staged does not carry the digests it was signed with
├── OrderWaits           the order's trouble may pass: it stays in the box
│   └── OrderEarly       the order is dated ahead of this clock: it is not taken before its time
├── StepForgotten        a step had failed when its process died, or another version remembered other steps
├── StatementRefused     a question in the workspace is not one SELECT, or cannot be answered
└── LinesUnfit           a line of a file of notes or persons is not of its form; nothing was written

Each carries a stable code, one sentence without any value from a record, and the exit code of the command line.
"""

from typing import ClassVar


class RunnerError(Exception):
    """The root: never raised as such."""

    code: ClassVar[str] = "runner"
    exit_code: ClassVar[int] = 1

    def __init__(self, sentence: str, *, code: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.reason = code or self.code


class SettingsUnfit(RunnerError):
    """The runner does not start; the sentence names the setting or the file."""

    code = "settings-unfit"
    exit_code = 2


class JavaMissing(SettingsUnfit):
    """Spark needs a Java runtime."""

    code = "java-missing"
    exit_code = 3


class JournalBroken(RunnerError):
    """The sentence names the entry at which the chain breaks."""

    code = "journal-broken"
    exit_code = 4


class OrderRefused(RunnerError):
    """`reason` tells which check failed."""

    code = "order-refused"
    exit_code = 10


class RegisterMissing(OrderRefused):
    """Without its registers the runner cannot know whom to leave out, or who has consented."""

    code = "register-missing"
    exit_code = 11


class PassRefused(OrderRefused):
    """The pass is for another workspace, another question or another hour, or nobody signed it."""

    code = "pass-refused"
    exit_code = 12


class JobFailed(RunnerError):
    """Nothing was delivered, and nothing half-made is left behind. `passing`: the same order may do better later."""

    code = "job-failed"
    exit_code = 20
    passing: ClassVar[bool] = False


class SourceUnfit(JobFailed):
    """The sentence names dataset, table and column, never what stands there."""

    code = "source-unfit"
    exit_code = 21


class CohortEmpty(JobFailed):
    """An extract of nobody is no extract."""

    code = "cohort-empty"
    exit_code = 22


class CohortTooLarge(JobFailed):
    """Compared before the first row is written."""

    code = "cohort-too-large"
    exit_code = 23


class CodeKeyGone(JobFailed):
    """A new secret would give other pseudonyms under the old project's name, so none is made."""

    code = "code-key-gone"
    exit_code = 24


class CorrectionsUnfit(JobFailed):
    """Without them words would leave that a steward has said must not; the sentence names the controller."""

    code = "corrections-unfit"
    exit_code = 34


class EngineFailed(JobFailed):
    """The sentence names the engine's error class and nothing it was working on."""

    code = "engine-failed"
    exit_code = 25
    passing = True


class LeaseLost(JobFailed):
    """The other runner answers; this one publishes nothing and says nothing."""

    code = "lease-lost"
    exit_code = 27


class StorageFailed(JobFailed):
    """The sentence names the file."""

    code = "storage-failed"
    exit_code = 26
    passing = True


class StagedChanged(StorageFailed):
    """What was staged is not what was signed for: no later try makes that good."""

    code = "staged-changed"
    exit_code = 28
    passing = False


class OrderWaits(RunnerError):
    """Told in the order's status; the runner begins it again after a while."""

    code = "order-waits"
    exit_code = 29


class OrderEarly(OrderWaits):
    """One of two clocks is wrong, and may be put right: nothing was begun, and no try is counted."""

    code = "order-early"
    exit_code = 32


class StepForgotten(RunnerError):
    """The try that it belongs to ends, and the next one begins anew."""

    code = "step-forgotten"
    exit_code = 31


class StatementRefused(RunnerError):
    """The sentence tells what a question may be."""

    code = "statement-refused"
    exit_code = 30


class LinesUnfit(RunnerError):
    """The sentence names the file, the line and the JSON path, never what stands there."""

    code = "line-unfit"
    exit_code = 33
