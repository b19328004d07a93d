"""
Everything that can go wrong in pseudonymisation, as one tree.

PseudonymisationError        a stable code and one sentence; never a value from a record, never a secret
├── IdentityUnreadable       this text is no Swedish identity number, or its century is unknown
├── KeyUnusable              no key of ours: wrong length, destroyed, or of another project
│   └── SecretDestroyed      a tombstone lies where the secret lay
├── NotOpened                a sealed thing did not open: wrong key, wrong passphrase, changed bytes, unknown form
├── TreatmentRefused         a treatment nobody knows, or parameters it does not take
├── PlanRefused              a column and its treatment do not go together
├── NoteTooSlow              a note has had its time and is not done: it is withheld
├── LineUnfit                a line of notes or persons is not of its form; the sentence names the JSON path
├── CorrectionUnfit          words that are no correction of the masking, or more of them than there may be
├── ModelUnfit               a model that was named for reading notes is not on this machine, or cannot be read
└── AnnotationUnreadable     a file of annotated notes is not as its form asks; the sentence says where
"""


class PseudonymisationError(Exception):
    """Carries a code that stays the same and a sentence that names no person."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(f"{code}: {sentence}")
        self.code = code
        self.sentence = sentence


class IdentityUnreadable(PseudonymisationError):
    """The text is no identity number that we know, or lacks what tells its century."""


class KeyUnusable(PseudonymisationError):
    """The key cannot be used for this."""


class SecretDestroyed(KeyUnusable):
    """The project's secret was destroyed: its pseudonyms can never be made again."""


class NotOpened(PseudonymisationError):
    """Nothing was opened; why exactly is not told, since the difference would help whoever tries keys."""


class TreatmentRefused(PseudonymisationError):
    """No such treatment, or not with these parameters, or not on such a value."""


class PlanRefused(PseudonymisationError):
    """The plan for a table cannot be made as ordered."""


class NoteTooSlow(PseudonymisationError):
    """Raised between two nets, and never further than the note."""


class LineUnfit(PseudonymisationError):
    """What a line is to hold is told in the guide; what stands in it is never told."""


class CorrectionUnfit(PseudonymisationError):
    """What a correction may be is told; the words themselves, which may be a name, never are."""


class ModelUnfit(PseudonymisationError):
    """Nothing is downloaded in its place, and nothing is read without it."""


class AnnotationUnreadable(PseudonymisationError):
    """A file of annotated notes does not say what its form asks; the sentence names file, line and place, no text."""
