"""What exists is described in files, reviewed like code; a bad file stops the start, with file, line and reason."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from catalog.errors import DescriptionFault
from catalog.loading import BUILT_IN, load_catalog, load_description
from catalog.model import ALLOWED, Biobank, DatasetKind, Sensitivity
from tests.support.tables import drawn

WORDS = {"sv": "Text", "en": "Text"}


def column(sensitivity: str, *treatments: Any, **more: Any) -> dict[str, Any]:
    return {
        "description": WORDS,
        "datatype": "string",
        "sensitivity": sensitivity,
        "treatments": list(treatments),
        **more,
    }


def description(**changes: Any) -> dict[str, Any]:
    """A dataset that nothing is wrong with."""
    person = {
        "description": WORDS,
        "group": "demographics",
        "columns": {
            "person_id": column("key", "pseudonym", "drop", domain="person"),
            "person_source_value": column("direct_identifier", "drop"),
            "year_of_birth": column("indirect_identifier", {"band": {"width": 10, "top": 90}}, "band", "keep"),
        },
    }
    return {
        "dataset": "alvik",
        "kind": "dataset",
        "title": WORDS,
        "description": WORDS,
        "controller": {"id": "alvik", "name": "Alvik", "kind": "public"},
        "namespace": "se-region",
        "synthetic": True,
        "model": "omop-5.4",
        "location": {"folder": "alvik", "format": "parquet"},
        "person_key": {"table": "person", "row_key": "person_id", "column": "person_source_value"},
        "tables": {"person": person},
        **changes,
    }


def register(**changes: Any) -> dict[str, Any]:
    number = {"description": WORDS, "datatype": "string", "sensitivity": "direct_identifier"}
    document = description(
        dataset="persons",
        kind="register",
        model="persons-register-1",
        controller={"id": "region", "name": "Region", "kind": "public"},
        tables={"number": {"description": WORDS, "columns": {"number": number}}},
    )
    del document["person_key"]
    return {**document, **changes}


def written(folder: Path, document: Mapping[str, Any] | str, *, name: str = "alvik") -> Path:
    path = folder / f"{name}.yaml"
    text = document if isinstance(document, str) else yaml.safe_dump(document, sort_keys=False)
    path.write_text(text, encoding="utf-8")
    return path


def with_column(name: str, described: Mapping[str, Any]) -> dict[str, Any]:
    document = description()
    document["tables"]["person"]["columns"][name] = described
    return document


def test_a_description_becomes_a_dataset(tmp_path: Path) -> None:
    dataset = load_description(written(tmp_path, description()))

    assert (dataset.name, dataset.kind, dataset.namespace) == ("alvik", DatasetKind.DATASET, "se-region")
    assert dataset.tables["person"].columns["person_id"].treatments == (
        {"kind": "pseudonym", "domain": "person"},
        {"kind": "drop"},
    )
    assert dataset.tables["person"].columns["year_of_birth"].treatments == (
        {"kind": "band", "width": 10, "top": 90},
        {"kind": "band", "width": 5},
        {"kind": "keep"},
    )


def test_a_description_says_when_it_was_checked_or_nothing(tmp_path: Path) -> None:
    silent = load_description(written(tmp_path, description()))
    said = load_description(written(tmp_path, description(checked_on="2026-11-02")))

    assert (silent.checked_on, said.checked_on) == (None, date(2026, 11, 2))


def test_the_first_treatment_is_the_default_and_no_other_is_allowed_than_those_named(tmp_path: Path) -> None:
    dataset = load_description(written(tmp_path, description()))

    person_id = dataset.tables["person"].columns["person_id"]

    assert person_id.treatment() == {"kind": "pseudonym", "domain": "person"}
    assert person_id.treatment("drop") == {"kind": "drop"}
    assert person_id.treatment("keep") is None


def test_every_description_that_comes_with_the_house_is_read() -> None:
    catalog = load_catalog((BUILT_IN,))

    assert len(list(catalog.selectable())) >= 3
    assert {register.model for register in catalog.registers("se-region")} == {
        "persons-register-1",
        "objections-register-1",
        "consents-register-1",
    }


def test_a_register_is_read_by_the_runner_alone_and_never_selectable(tmp_path: Path) -> None:
    written(tmp_path, description())
    written(tmp_path, register(), name="persons")

    catalog = load_catalog((tmp_path,))

    assert [dataset.name for dataset in catalog.selectable()] == ["alvik"]
    assert catalog.dataset("persons") is None
    assert [one.name for one in catalog.registers("se-region")] == ["persons"]
    assert list(catalog.registers("se-elsewhere")) == []
    assert list(catalog.controllers()) == ["alvik"]
    assert (
        catalog.entries[next(iter(catalog.registers("se-region"))).name].tables["number"].columns["number"].treatment()
        is None
    )


def donations(*columns: str) -> dict[str, Any]:
    """The register of objections, with a table of donations that has these columns."""
    told = {name: {"description": WORDS, "datatype": "string", "sensitivity": "sensitive"} for name in columns}
    tables = {"donation": {"description": WORDS, "columns": told}} if columns else register()["tables"]
    return register(dataset="objections", model="objections-register-1", tables=tables)


DONATION = ("number", "from_date", "to_date", "version")


def test_a_dataset_says_that_it_is_donated_or_is_not(tmp_path: Path) -> None:
    written(tmp_path, description(donated=True))
    beside = description(dataset="birka", controller={"id": "birka", "name": "Birka", "kind": "public"})
    written(tmp_path, beside, name="birka")
    written(tmp_path, donations(*DONATION), name="objections")

    catalog = load_catalog((tmp_path,))

    assert {str(one.name): one.donated for one in catalog.selectable()} == {"alvik": True, "birka": False}
    told_by = catalog.donations("se-region")
    assert told_by is not None
    assert told_by.name == "objections"
    assert catalog.donations("se-elsewhere") is None


@pytest.mark.parametrize(
    "beside",
    [
        None,
        register(),
        donations(),
        donations(*DONATION[1:]),
        {**donations(*DONATION), "namespace": "se-elsewhere"},
    ],
    ids=["no register", "of persons", "of objections alone", "of no numbers", "of other persons"],
)
def test_a_donated_dataset_of_which_no_register_tells_who_gave_stops_the_start(
    beside: dict[str, Any] | None, tmp_path: Path
) -> None:
    written(tmp_path, description(donated=True))
    if beside is not None:
        written(tmp_path, beside, name="beside")

    with pytest.raises(DescriptionFault) as fault:
        load_catalog((tmp_path,))

    assert fault.value.sentence == "alvik: it is donated, and no register of objections in se-region has donations."


def test_the_line_of_the_fault_is_named(tmp_path: Path) -> None:
    text = yaml.safe_dump(description(), sort_keys=False).replace("synthetic: true", "synthetic: perhaps")
    line = next(number for number, row in enumerate(text.splitlines(), start=1) if "perhaps" in row)

    with pytest.raises(DescriptionFault) as fault:
        load_description(written(tmp_path, text))

    assert fault.value.sentence.startswith(f"{tmp_path / 'alvik.yaml'}:{line}: at /synthetic: ")


TREATMENTS = ("keep", "drop", "pseudonym", "year_only", "band", "shift_date", "mask_text", "surrogate_text")


@pytest.mark.parametrize(
    "row",
    drawn("""
        sensitivity         | keep | drop | pseudonym | year_only | band | shift_date | mask_text | surrogate_text
        --------------------+------+------+-----------+-----------+------+------------+-----------+---------------
        direct_identifier   | no   | yes  | yes       | no        | no   | no         | no        | no
        indirect_identifier | yes  | yes  | yes       | yes       | yes  | yes        | no        | no
        sensitive           | yes  | yes  | no        | no        | yes  | no         | no        | no
        free_text           | no   | yes  | no        | no        | no   | no         | yes       | yes
        date                | no   | yes  | no        | yes       | no   | yes        | no        | no
        key                 | no   | yes  | yes       | no        | no   | no         | no        | no
        plain               | yes  | yes  | no        | no        | yes  | no         | no        | no
    """),
    ids=lambda row: str(row["sensitivity"]),
)
def test_what_a_column_may_offer_follows_from_its_sensitivity(row: dict[str, str], tmp_path: Path) -> None:
    for treatment in TREATMENTS:
        described = with_column("more", column(row["sensitivity"], treatment, domain="row"))
        path = written(tmp_path, described)

        if row[treatment] == "yes":
            load_description(path)
        else:
            with pytest.raises(DescriptionFault, match=f"may not offer {treatment}"):
                load_description(path)


def test_every_sensitivity_has_its_row() -> None:
    assert set(ALLOWED) == set(Sensitivity)


def changed(**changes: Any) -> dict[str, Any]:
    return description(**changes)


FAULTS: Mapping[str, tuple[Mapping[str, Any] | str, str]] = {
    "no YAML": ("dataset: [", ":2: this is not YAML"),
    "no text": ("dataset: \x00", "cannot be read as YAML"),
    "a day that is none": (changed(checked_on="2026-02-30"), "at /checked_on: there is no such day"),
    "a day in words": (changed(checked_on="last week"), "at /checked_on"),
    "a list": ("- dataset", ":1: a description is a mapping"),
    "nothing": ("", ":1: a description is a mapping"),
    "a key twice": ("dataset: alvik\ndataset: birka\n", ":2: dataset is described twice"),
    "a key twice, in a list": ("tables:\n- a: 1\n  a: 2\n", ":3: a is described twice"),
    "a list inside itself": ("tables: &again\n- *again\n", ":1:"),
    "a mapping inside itself": ("&again\ndataset: alvik\nmore: *again\n", ":1:"),
    "a field too many": (changed(colour="blue"), "colour"),
    "a field too few": ({key: value for key, value in description().items() if key != "namespace"}, "namespace"),
    "a name with a slash": (changed(dataset="../alvik"), "at /dataset"),
    "a kind nobody knows": (changed(kind="rumour"), "at /kind"),
    "a format nobody reads": (changed(location={"folder": "x", "format": "xlsx"}), "at /location/format"),
    "a dataset with a register's model": (changed(model="persons-register-1"), "at /model"),
    "a register with a person key": (
        register(person_key=description()["person_key"]),
        "at /person_key: a register has nothing of the kind",
    ),
    "a register with a treatment": (
        register(tables={"number": {"description": WORDS, "columns": {"number": column("direct_identifier", "drop")}}}),
        "at /tables/number/columns/number/treatments: a register has nothing of the kind",
    ),
    "a register with a dataset's model": (register(model="omop-5.4"), "at /model"),
    "a register that is donated": (register(donated=True), "at /donated: a register has nothing of the kind"),
    "donated, perhaps": (changed(donated="yes"), "at /donated"),
    "an unknown sensitivity": (with_column("more", column("secret", "drop")), "sensitivity"),
    "an unknown treatment": (with_column("more", column("plain", "encrypt")), "at /tables/person/columns/more/"),
    "no treatment": (with_column("more", column("plain")), "at /tables/person/columns/more/treatments"),
    "a pseudonym without a domain": (with_column("more", column("key", "pseudonym")), "names its domain"),
    "a band of one": (with_column("more", column("plain", {"band": {"width": 1}})), "at /tables/person/columns/more/"),
    "a column without words": (
        with_column("more", {**column("plain", "keep"), "description": {"sv": "Text"}}),
        "description: 'en' is a required",
    ),
    "a key to a table that is not there": (
        changed(person_key={"table": "people", "row_key": "person_id", "column": "person_source_value"}),
        "at /person_key/table: the table of the person key is not described",
    ),
    "a key to a column that is not there": (
        changed(person_key={"table": "person", "row_key": "person_id", "column": "shoe_size"}),
        "at /person_key/column: the column of the person key is not described",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_stops_the_start_with_its_reason(fault: str, tmp_path: Path) -> None:
    document, reason = FAULTS[fault]
    path = written(tmp_path, document)

    with pytest.raises(DescriptionFault) as found:
        load_catalog((tmp_path,))

    assert found.value.sentence.startswith(f"{path}:")
    assert reason in found.value.sentence


def test_terms_of_use_are_read_and_diseases_written_as_they_are_compared(tmp_path: Path) -> None:
    uses = [
        {"code": "DUO:0000007", "terms": ["ICD-10-SE:K92.2"]},
        {"code": "DUO:0000022", "terms": ["SE"]},
        {"code": "DUO:0000025", "months": 36},
    ]

    read = load_description(written(tmp_path, description(uses=uses)))

    assert [(use.code, use.terms, use.months) for use in read.uses] == [
        ("DUO:0000007", ("ICD-10-SE:K922",), None),
        ("DUO:0000022", ("SE",), None),
        ("DUO:0000025", (), 36),
    ]


@pytest.mark.parametrize(
    "uses",
    [
        [{"code": "DUO:0000011"}],
        [{"code": "GRU"}],
        [{"code": "DUO:0000022"}],
        [{"code": "DUO:0000022", "terms": []}],
        [{"code": "DUO:0000025"}],
        [{"code": "DUO:0000025", "months": 0}],
        [{"code": "DUO:0000006", "terms": ["K92"]}],
        [{"code": "DUO:0000006", "months": 3}],
        [{"code": "DUO:0000006"}, {"code": "DUO:0000042"}],
        [{"terms": ["SE"]}],
        {"code": "DUO:0000006"},
    ],
)
def test_terms_of_use_that_mean_nothing_are_a_fault(uses: object, tmp_path: Path) -> None:
    with pytest.raises(DescriptionFault):
        load_description(written(tmp_path, description(uses=uses)))


def test_a_dataset_says_from_which_biobanks_samples_it_comes(tmp_path: Path) -> None:
    of_samples = load_description(written(tmp_path, description(biobank={"number": "914", "body": "Region Stockholm"})))
    of_none = load_description(written(tmp_path, description()))

    assert (of_samples.biobank, of_none.biobank) == (Biobank(number="914", body="Region Stockholm"), None)


@pytest.mark.parametrize(
    "biobank",
    [
        {},
        {"number": "914"},
        {"body": "Region Stockholm"},
        {"number": 914, "body": "Region Stockholm"},
        {"number": "", "body": "Region Stockholm"},
        {"number": "nr 914", "body": "Region Stockholm"},
        {"number": "914", "body": ""},
        {"number": "914", "body": "Region Stockholm", "head": "hedda"},
        "914",
        None,
    ],
)
def test_a_biobank_that_is_not_whole_is_a_fault(biobank: object, tmp_path: Path) -> None:
    with pytest.raises(DescriptionFault):
        load_description(written(tmp_path, description(biobank=biobank)))


def test_a_biobank_is_described_in_one_way(tmp_path: Path) -> None:
    controller = {"id": "birka", "name": "Birka", "kind": "public"}
    written(tmp_path, description(biobank={"number": "914", "body": "Region Stockholm"}))
    other = description(dataset="birka", controller=controller, biobank={"number": "914", "body": "Birka"})
    written(tmp_path, other, name="birka")

    with pytest.raises(DescriptionFault, match="biobank 914 is described in two ways"):
        load_catalog((tmp_path,))


def test_the_health_categories_of_a_dataset_are_read(tmp_path: Path) -> None:
    read = load_description(written(tmp_path, description(health_categories=["EHRS", "EINS"])))

    assert read.health_categories == ("EHRS", "EINS")


def test_where_no_health_category_is_said_nobody_knows_one(tmp_path: Path) -> None:
    assert load_description(written(tmp_path, description())).health_categories == ()


@pytest.mark.parametrize("categories", [[], ["EHR"], ["EHRS", "EHRS"], "EHRS", [5], {"EHRS": True}])
def test_health_categories_that_the_regulation_does_not_list_are_a_fault(categories: object, tmp_path: Path) -> None:
    with pytest.raises(DescriptionFault):
        load_description(written(tmp_path, description(health_categories=categories)))


def test_a_date_column_that_is_not_described_is_a_fault(tmp_path: Path) -> None:
    document = description()
    document["tables"]["person"]["date_column"] = "birth_datetime"

    with pytest.raises(DescriptionFault, match="date column is not among"):
        load_description(written(tmp_path, document))


def test_bytes_that_are_no_text_are_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "alvik.yaml"
    path.write_bytes(b"\xff\xfe\xfa")

    with pytest.raises(DescriptionFault, match="UnicodeDecodeError"):
        load_description(path)


def test_a_name_is_taken_once(tmp_path: Path) -> None:
    written(tmp_path, description())
    written(tmp_path, description(), name="again")

    with pytest.raises(DescriptionFault, match="is taken by another description"):
        load_catalog((tmp_path,))


def test_a_controller_is_described_in_one_way(tmp_path: Path) -> None:
    written(tmp_path, description())
    as_private = {"id": "alvik", "name": "Alvik", "kind": "private"}
    written(tmp_path, description(dataset="birka", controller=as_private), name="birka")

    with pytest.raises(DescriptionFault, match="described in two ways"):
        load_catalog((tmp_path,))


def test_a_folder_that_is_not_there_holds_no_descriptions(tmp_path: Path) -> None:
    with pytest.raises(DescriptionFault, match="no such folder"):
        load_catalog((tmp_path / "nowhere",))
