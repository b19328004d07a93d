"""After an extract: how many of those in it have objected since, told in rounded numbers and without anybody's name."""

import json
import shutil
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyspark.sql import SparkSession

from catalog.loading import BUILT_IN
from pseudonymisation.custody import Opening, Why
from spark_jobs.journal import Event
from spark_jobs.papers.manifest import DeliveryNote
from spark_jobs.papers.objections import ObjectionNotice, ObjectionQuestion, ToldObjections
from spark_jobs.papers.order import ExtractionOrder
from spark_jobs.papers.paper import Kind, SignedPaper, digest_of
from spark_jobs.synthetic.consents import STUDY
from tests.spark.house import NOW, House
from tests.spark.test_a_study_by_consent import COLUMNS, CONSENT, GOOD, by_consent
from tests.spark.test_objections_at_two_controllers import of_both, written
from tests.spark.test_the_runner import DATASETS, file_of

KINDS = ("quality_register_opt_out", "withdrawn_consent", "withdrawn_donation")
RECEIPT = digest_of(b"a receipt")
THRESHOLD = 3
SINCE = date(2026, 12, 1)
NUMBERS = count(1)

Told = Mapping[str, int]


@pytest.fixture(scope="module")
def carried_out(
    tmp_path_factory: pytest.TempPathFactory, region: Path, spark: SparkSession
) -> tuple[House, ExtractionOrder, list[str]]:
    """Eight adults consent and are delivered by both providers; a ninth consents to another study."""
    root = tmp_path_factory.mktemp("delivered")
    shutil.copytree(region, root / "sources")
    house = House.new(
        root, sources=root / "sources", descriptions=[BUILT_IN], session=spark, small_count_threshold=THRESHOLD
    )
    who = [person for person in of_both(house) if person < "2000"][:9]
    assert len(who) == 9
    objecting(house)
    consenting(house, who)
    order = by_consent(house, small_count_threshold=THRESHOLD)
    assert house.order(order)["state"] == "extracted", house.status(order.order)
    assert house.deliver(order)["state"] == "delivered"
    house.moment = NOW + timedelta(days=20)
    return house, order, who


@pytest.fixture
def delivered(carried_out: tuple[House, ExtractionOrder, list[str]]) -> tuple[House, ExtractionOrder, list[str]]:
    """The same, with the registers as they were."""
    house, _, who = carried_out
    objecting(house)
    consenting(house, who)
    return carried_out


def consenting(house: House, who: Sequence[str], *, back: Collection[str] = (), anew: Collection[str] = ()) -> None:
    """The register of consents: all but the last to this study; `back` take it back, and `anew` consent once more."""
    *inside, elsewhere = who
    rows = [(person, *GOOD[:4], "2026-12-01" if person in back else None) for person in inside]
    rows += [(person, *GOOD[:2], "2026-12-05", "person", None) for person in anew]
    rows.append((elsewhere, "2022-00000-01", *GOOD[1:4], "2026-12-01" if elsewhere in back else None))
    columns = {name: pa.array(each, pa.string()) for name, each in zip(COLUMNS, zip(*rows, strict=True), strict=True)}
    pq.write_table(pa.table(columns), file_of(house, "consents", "consent"))


def objecting(house: House, *rows: tuple[str, str, str | None, date | None]) -> None:
    """The register of objections holds these and no others; nobody's identity is protected."""
    numbers, kinds, controllers, days = zip(*rows, strict=True) if rows else ((), (), (), ())
    written(house, "objections", "objection", numbers, kinds, controllers, days, [None] * len(rows))
    protected = file_of(house, "persons", "protection")
    pq.write_table(pq.read_table(protected).slice(0, 0), protected)


def asked(order: ExtractionOrder, /, *told: ToldObjections, **changed: Any) -> ObjectionQuestion:
    number = next(NUMBERS)
    body: dict[str, Any] = {
        "id": f"q-{number}",
        "workspace": "w-1",
        "order": order.order,
        "permit": order.permit,
        "permit_id": order.permit_id,
        "project": order.project,
        "follows": RECEIPT,
        "kinds": KINDS,
        "told": told,
        "small_count_threshold": THRESHOLD,
        "made_at": NOW + timedelta(days=20),
    }
    return ObjectionQuestion.model_validate(body | changed)


def ask(house: House, question: ObjectionQuestion) -> tuple[Mapping[str, Any], ObjectionNotice | None]:
    """The last status, and the notice if one lies out."""
    house.put(Kind.OBJECTION_QUESTION, question.as_json(), name=question.id)
    house.runner().run_once()
    path = house.settings.box / "out" / question.id / "objection-notice.json"
    notice = ObjectionNotice.of(SignedPaper.from_json(path.read_bytes())) if path.exists() else None
    return house.status(question.id), notice


def told_by(notice: ObjectionNotice | None) -> dict[str, tuple[int, int | None]]:
    return {one.objection: (one.persons.at_least, one.persons.below) for one in notice.told} if notice else {}


def test_nothing_is_told_while_everybody_in_the_extract_still_consents(
    delivered: tuple[House, ExtractionOrder, list[str]],
) -> None:
    house, order, who = delivered
    consenting(house, who, back=who[-1:])  # from another study

    status, notice = ask(house, asked(order))

    assert (status["state"], notice) == ("unchanged", None)


def test_one_who_takes_the_consent_back_is_told_once_and_others_when_the_rounded_number_is_another(
    delivered: tuple[House, ExtractionOrder, list[str]],
) -> None:
    house, order, who = delivered

    consenting(house, who, back=who[:1])
    status, first = ask(house, asked(order))
    assert (status["state"], told_by(first)) == ("told", {"withdrawn_consent": (0, 3)})
    assert first is not None

    assert ask(house, asked(order, *first.told))[0]["state"] == "unchanged"

    consenting(house, who, back=who[:2])
    assert ask(house, asked(order, *first.told))[0]["state"] == "unchanged"

    consenting(house, who, back=who[:3])
    status, second = ask(house, asked(order, *first.told))
    assert (status["state"], told_by(second)) == ("told", {"withdrawn_consent": (3, 6)})


def test_what_was_told_is_never_taken_back(delivered: tuple[House, ExtractionOrder, list[str]]) -> None:
    house, order, who = delivered
    consenting(house, who, back=who[:3])
    _, notice = ask(house, asked(order))
    assert notice is not None

    consenting(house, who, back=who[:3], anew=who[:3])

    assert ask(house, asked(order, *notice.told))[0]["state"] == "unchanged"
    assert ask(house, asked(order))[0]["state"] == "unchanged"  # who consents anew has consented


def test_other_objections_are_told_where_they_concern_a_providers_rows_of_that_person(
    delivered: tuple[House, ExtractionOrder, list[str]],
) -> None:
    house, order, who = delivered
    objecting(
        house,
        (who[0], "quality_register_opt_out", DATASETS[0], SINCE),
        (who[1], "quality_register_opt_out", "sankt-brita", SINCE),  # whose rows are not in the extract
        *((person, "withdrawn_donation", None, SINCE) for person in who[:4]),
        (who[2], "withdrawn_consent", None, None),
        (who[3], "opt_out", None, SINCE),  # those in it may stay
        (who[4], "withdrawn_donation", None, date(2027, 1, 1)),  # of a day to come
    )

    _, notice = ask(house, asked(order))

    assert told_by(notice) == {
        "quality_register_opt_out": (0, 3),
        "withdrawn_consent": (0, 3),
        "withdrawn_donation": (3, 6),
    }


def test_only_the_kinds_that_were_asked_about_are_told(delivered: tuple[House, ExtractionOrder, list[str]]) -> None:
    house, order, who = delivered
    consenting(house, who, back=who[:1])
    objecting(house, (who[0], "withdrawn_donation", None, SINCE))

    _, notice = ask(house, asked(order, kinds=("withdrawn_donation",)))

    assert told_by(notice) == {"withdrawn_donation": (0, 3)}


def test_whoever_has_another_number_by_now_is_found_by_the_old_one(
    delivered: tuple[House, ExtractionOrder, list[str]],
) -> None:
    house, order, who = delivered
    path = file_of(house, "persons", "number")
    before = pq.read_table(path)
    now = "198501012384"
    persons = [now if person == who[0] else person for person in before["person"].to_pylist()]
    numbers = [*before["number"].to_pylist(), now]
    moved = pa.table({"number": pa.array(numbers, pa.string()), "person": pa.array([*persons, now], pa.string())})
    pq.write_table(moved.select(["number", "person"]), path)
    consenting(house, [now, *who[1:]], back=[now])
    try:
        _, notice = ask(house, asked(order))
    finally:
        pq.write_table(before, path)

    assert told_by(notice) == {"withdrawn_consent": (0, 3)}


def test_no_number_and_no_pseudonym_leaves(delivered: tuple[House, ExtractionOrder, list[str]]) -> None:
    house, order, who = delivered
    consenting(house, who, back=who[:4])
    question = asked(order)

    ask(house, question)

    note = DeliveryNote.of(
        SignedPaper.from_json((house.settings.workspace_root / "w-1/delivery-note.json").read_bytes())
    )
    rows = [pq.read_table(house.settings.workspace_root / "w-1" / file.path) for file in note.files]
    pseudonyms = {text for table in rows for text in table["person_id"].to_pylist() if text}
    assert len(pseudonyms) == 8
    left = b"".join(path.read_bytes() for path in (house.settings.box / "out" / question.id).iterdir()).decode()
    journal = house.settings.journal.read_text()
    assert not [secret for secret in {*pseudonyms, *who} if secret in left or secret in journal]
    assert '"exact"' not in left
    assert json.loads(journal.splitlines()[-1])["body"]["event"] == Event.OBJECTIONS_COUNTED.value


@pytest.mark.parametrize("register", ["objections", "consents", "persons"])
@pytest.mark.parametrize("spoiled", ["gone", "rubbish"])
def test_a_register_that_cannot_be_read_is_a_trouble_and_never_a_zero(
    delivered: tuple[House, ExtractionOrder, list[str]], register: str, spoiled: str
) -> None:
    house, order, _ = delivered
    table = {"objections": "objection", "consents": "consent", "persons": "number"}[register]
    path = file_of(house, register, table)
    content = path.read_bytes()
    path.unlink()
    if spoiled == "rubbish":
        path.write_bytes(b"no register")
    try:
        status, notice = ask(house, asked(order))
    finally:
        path.write_bytes(content)

    assert (status["state"], notice) == ("failed", None)
    assert status["code"] == {"gone": "table-missing", "rubbish": "source-unfit"}[spoiled]
    assert register in status["sentence"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"kinds": ("cold_feet",)}, "objection-unknown"),
        ({"workspace": "w-9"}, "workspace-missing"),
        ({"permit_id": "T-9"}, "permit-differs"),
        ({"project": "p-9"}, "permit-differs"),
        ({"order": "o-9"}, "permit-differs"),
        ({"made_at": NOW + timedelta(days=30)}, "order-future"),
    ],
)
def test_a_question_about_something_else_is_refused(
    delivered: tuple[House, ExtractionOrder, list[str]], changed: dict[str, Any], code: str
) -> None:
    house, order, _ = delivered

    status, notice = ask(house, asked(order, **changed))

    assert (status["state"], status["code"], notice) == ("refused", code, None)


def test_a_destroyed_code_key_is_told_as_a_trouble(delivered: tuple[House, ExtractionOrder, list[str]]) -> None:
    house, order, _ = delivered
    settings = house.settings
    before = {path: path.read_bytes() for path in (settings.journal, *settings.keyring.iterdir())}
    opening = Opening(project=order.project, permit=order.permit, asked_by=RECEIPT, why=Why.DESTROY)
    house.runner().desk.keyring.destroy(opening)
    try:
        status, notice = ask(house, asked(order))
    finally:
        for path, content in before.items():
            path.write_bytes(content)

    assert (status["state"], status["code"], notice) == ("failed", "code-key-destroyed", None)


def test_a_question_that_is_answered_twice_has_one_notice(
    delivered: tuple[House, ExtractionOrder, list[str]],
) -> None:
    house, order, who = delivered
    consenting(house, who, back=who[:1])
    question = asked(order)
    ask(house, question)
    path = house.settings.box / "out" / question.id / "objection-notice.json"
    first = path.read_bytes()

    consenting(house, who, back=who[:5])
    status, _ = ask(house, question)  # as after a death before the order was put away

    assert status["state"] == "told"
    assert path.read_bytes() == first
    assert CONSENT["study"] == STUDY
