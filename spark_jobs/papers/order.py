"""
What the gateway orders of the data plane: an extraction (the permit in the words of a machine), and later its delivery.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from spark_jobs.papers.body import Body, DigestText, Moment, Name, Period
from spark_jobs.papers.note_samples import MOST_NOTES


class OrderedColumn(Body):
    """A column, and what happens to it on its way out (the JSON form of `pseudonymisation.treatment`)."""

    name: Name
    treatment: dict[str, Any]


class OrderedTable(Body):
    """Exactly these columns of one table, in this sequence."""

    table: Name
    columns: Annotated[tuple[OrderedColumn, ...], Field(min_length=1)]


class OrderedDataset(Body):
    """
    One controller's dataset, in the snapshot that was permitted.

    `donation_register`: where its rows were donated, the register that tells whose donation holds.
    """

    dataset: Name
    controller: Name
    namespace: Name
    snapshot: DigestText
    donation_register: Name | None = None
    tables: Annotated[tuple[OrderedTable, ...], Field(min_length=1)]


class OrderedRegister(Body):
    """A register that the runner must read, in a snapshot."""

    register_name: Annotated[Name, Field(alias="register")]
    snapshot: DigestText


Effect = Literal["excluded", "may_stay"]


class OrderedObjection(Body):
    """
    What one kind of objection does to one controller's rows, and under which exclusion it is counted.

    `before_permit`: for one that held when the permit was issued. `before_extraction`: for one that was made since, up
    to the day of the order.
    """

    objection: Name
    controller: Name
    exclusion: Name
    before_permit: Effect
    before_extraction: Effect


Asked = Literal["consent", "opt_out_information", "waived"]


class OrderedConsent(Body):
    """
    How persons are asked, as the permit says. Where each consents, `study` is the case number of the study's first
    ethics decision, and `versions` are those of the consent form that its approval accepts.
    """

    mode: Asked
    study: Annotated[str, Field(min_length=1, max_length=64)]
    versions: tuple[str, ...] = ()


class ExtractionOrder(Body):
    """
    The third paper: names no person who asked.

    `note_sample`: where notes leave masked, how many of each controller's are drawn for its steward to read first.

    `exclusions` holds every kind of exclusion that is asked about and counted, `objections` what each kind of objection
    does to each controller's rows; one of either that the runner does not know, or misses, stops the job. `consent`
    says how persons are asked. Older orders have no `objections`, `ordered_on` or `consent`: they can be read, and are
    not carried out any more.
    `maximum_persons` is compared before anything is written. `small_count_threshold` rules the delivery note.
    """

    order: Name
    project: Name
    permit: DigestText
    permit_id: Name
    permit_issued_on: date
    made_at: Moment
    valid_until: date
    cohort: dict[str, Any]
    period: Period
    maximum_persons: Annotated[int, Field(ge=1, strict=True)]
    datasets: Annotated[tuple[OrderedDataset, ...], Field(min_length=1)]
    registers: tuple[OrderedRegister, ...]
    exclusions: Annotated[tuple[Name, ...], Field(min_length=1)]
    objections: tuple[OrderedObjection, ...] = ()
    ordered_on: date | None = None
    consent: OrderedConsent | None = None
    format: Literal["parquet"]
    small_count_threshold: Annotated[int, Field(ge=3, strict=True)]
    text_profile: Literal["withhold", "unmeasured"]
    note_sample: Annotated[int, Field(ge=1, le=MOST_NOTES, strict=True)] | None = None


class DeliveryOrder(Body):
    """Place the staged extract of one order, and no other, in one workspace."""

    id: Name
    order: Name
    manifest: DigestText
    permit: DigestText
    permit_id: Name
    project: Name
    workspace: Name
    made_at: Moment
    valid_until: date
