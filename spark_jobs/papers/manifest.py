"""
What the data plane answers: snapshots, statuses, manifests, confirmations; and the delivery note of a workspace.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from spark_jobs.papers.body import Body, Count, DigestText, Moment, Name


class SnapshotTable(Body):
    """One table as it stood: rows, columns with their types, and the digests of its files, sorted."""

    table: Name
    rows: Count
    columns: dict[str, str]
    files: tuple[DigestText, ...]


class Snapshot(Body):
    """A dataset as it stood when the runner read it; `content` is the digest over its tables."""

    dataset: Name
    controller: Name
    namespace: Name
    content: DigestText
    tables: tuple[SnapshotTable, ...]
    made_at: Moment


State = Literal[
    "taken",
    "refused",
    "running",
    "extracted",
    "delivered",
    "failed",
    "open",
    "closed",
    "emptied",
    "told",
    "unchanged",
]


class Status(Body):
    """
    Where an order is. `code` and `sentence` are filled where it was refused or failed, and where it is running again
    after a trouble that may pass.
    """

    order: Name
    sequence: Count
    state: State
    code: str | None = None
    sentence: str | None = None
    at: Moment
    journal_head: DigestText


class ExcludedPersons(Body):
    """How many were left out for this reason, and by which snapshot of which register."""

    kind: Name
    persons: Count
    register_name: Annotated[Name, Field(alias="register")]
    snapshot: DigestText


class LeftBehind(Body):
    """Of those delivered, how many object to that controller's rows in a way that leaves them behind."""

    controller: Name
    kind: Name
    persons: Count


class UsedConsents(Body):
    """The study and the versions of whose consents alone persons were let in, and the register's snapshot."""

    study: Annotated[str, Field(min_length=1, max_length=64)]
    versions: tuple[str, ...]
    register_name: Annotated[Name, Field(alias="register")]
    snapshot: DigestText


class UsedDonations(Body):
    """The donated datasets, read of those alone whose donation holds, and the register's snapshot that told of whom."""

    datasets: Annotated[tuple[Name, ...], Field(min_length=1)]
    register_name: Annotated[Name, Field(alias="register")]
    snapshot: DigestText


class DeliveredColumn(Body):
    """A column as it left: its type on delivery and what was done to it."""

    name: Name
    datatype: str
    treatment: dict[str, Any]


class DeliveredTable(Body):
    """`rows_without_person` rows were left behind since nobody could be found behind them."""

    dataset: Name
    table: Name
    rows: Count
    rows_without_person: Count
    columns: tuple[DeliveredColumn, ...]


class DeliveredFile(Body):
    """A file of the extract, by its path inside it."""

    path: str
    bytes: Count
    sha256: DigestText


class SealedList(Body):
    """The digest of a controller's sealed disclosure list."""

    controller: Name
    sha256: DigestText


class DrawnNotes(Body):
    """
    How many of a controller's notes that are `leaving` were drawn and sealed for its steward to read.

    `sha256` is that of the sealed paper's file, `key` the name of the steward's key that opens it.
    """

    controller: Name
    notes: Count
    leaving: Count
    sha256: DigestText
    key: Name


class UsedCorrections(Body):
    """
    By which version of a controller's corrections its notes were masked, and how many words that denies and allows.

    `added` and `lifted`: how many stretches are masked, and how many are not, by them alone. The digest is of the
    sealed file: one of the words themselves would confirm whatever is guessed of them.
    """

    controller: Name
    digest: DigestText
    denied: Count
    allowed: Count
    added: Count
    lifted: Count


class TextTreatment(Body):
    """
    How free text was treated. `unmeasured` says that nobody has measured what the masking misses.

    `withheld_by` says for which code how many were withheld, where notes were masked; older runners did not say it.
    `corrections` has a line for each controller that has any and whose notes were masked.
    """

    profile: Literal["withhold", "unmeasured"]
    notes: Count
    withheld: Count
    withheld_by: dict[Name, Count] = Field(default_factory=dict)
    corrections: tuple[UsedCorrections, ...] = ()


class Manifest(Body):
    """
    The fourth paper: exact counts, for gateway and auditors only.

    `cohort_persons` is always the sum of all exclusions and `delivered_persons`. `left_behind` has a line for every
    controller and kind; manifests of older runners have none. `consents`: where the study rests on each person's.
    `donations`: where a dataset was donated. `note_samples`: a line for each controller of whom a masked note leaves.
    """

    order: Name
    order_digest: DigestText
    project: Name
    permit: DigestText
    snapshots: dict[str, DigestText]
    started_at: Moment
    finished_at: Moment
    cohort_persons: Count
    exclusions: tuple[ExcludedPersons, ...]
    left_behind: tuple[LeftBehind, ...] = ()
    delivered_persons: Count
    consents: UsedConsents | None = None
    donations: UsedDonations | None = None
    tables: tuple[DeliveredTable, ...]
    files: tuple[DeliveredFile, ...]
    disclosure_lists: tuple[SealedList, ...]
    text: TextTreatment
    note_samples: tuple[DrawnNotes, ...] = ()
    engine: dict[str, str]
    journal_head: DigestText

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.cohort_persons != sum(excluded.persons for excluded in self.exclusions) + self.delivered_persons:
            raise ValueError("the persons do not add up")
        return self


class Confirmation(Body):
    """The extract lies in its workspace, as this delivery note says."""

    delivery: Name
    order: Name
    manifest: DigestText
    delivery_note: DigestText
    workspace: Name
    files: tuple[DeliveredFile, ...]
    delivered_at: Moment
    journal_head: DigestText


class RoundedCount(Body):
    """A total from which no small difference can be had: below the threshold only that, else a multiple of it."""

    at_least: Count
    below: Count | None = None

    @classmethod
    def rounded(cls, exact: int, *, threshold: int) -> Self:
        """`threshold` is the smallest number told and the step of rounding: down, so no total is beyond its parts."""
        if exact < threshold:
            return cls(at_least=0, below=threshold)
        return cls(at_least=exact - exact % threshold, below=exact - exact % threshold + threshold)


class DeliveryNoteTable(Body):
    """What lies in the workspace of one table."""

    dataset: Name
    table: Name
    rows: RoundedCount
    columns: tuple[DeliveredColumn, ...]


class DeliveryNote(Body):
    """For the researcher: files, columns and thresholded totals; no count by reason."""

    order: Name
    permit_id: Name
    project: Name
    manifest: DigestText
    workspace: Name
    persons: RoundedCount
    tables: tuple[DeliveryNoteTable, ...]
    files: tuple[DeliveredFile, ...]
    text: Literal["withhold", "unmeasured"]
    delivered_at: Moment
