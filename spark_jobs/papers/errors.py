"""
What can be wrong with a paper, as one tree.

PaperError
├── PaperUnreadable     the bytes are no paper of ours
├── PaperRefused        it is a paper, and its signature, signer or day does not hold
└── KeyFileError        a key or trust file is missing, unreadable, or would be overwritten
"""

from typing import ClassVar


class PaperError(Exception):
    """Each carries a stable code and one sentence for a person, without a value from the paper."""

    code: ClassVar[str] = "paper"

    def __init__(self, sentence: str, *, code: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.reason = code or self.code


class PaperUnreadable(PaperError):
    """The bytes are not a signed paper in the form of `paper.py`."""

    code = "paper-unreadable"


class PaperRefused(PaperError):
    """`reason` tells which check failed: signature-broken, key-unknown, key-role, key-day, paper-day,
    paper-kind, backup-changed; of a change of parameters signatures-two, signed-twice, holder-unnamed,
    controller-differs, change-differs, change-out-of-order, parameters-edited."""

    code = "paper-refused"


class KeyFileError(PaperError):
    """A key or trust file cannot be used; the sentence names the file."""

    code = "key-file"
