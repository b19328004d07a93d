import pytest

from catalog.loading import BUILT_IN, load_description
from catalog.model import DatasetKind, Sensitivity
from spark_jobs.synthetic.schemas import PROVIDERS, REGISTERS

EVERY = (*PROVIDERS, *REGISTERS)


@pytest.mark.parametrize("name", EVERY)
def test_a_description_loads_and_says_that_it_is_synthetic(name: str) -> None:
    dataset = load_description(BUILT_IN / f"{name}.yaml")

    assert dataset.name == name
    assert dataset.synthetic
    assert dataset.namespace == "se-region"


def test_one_of_the_three_providers_is_private_and_each_is_a_controller_of_its_own() -> None:
    controllers = [load_description(BUILT_IN / f"{name}.yaml").controller for name in PROVIDERS]

    assert sorted(controller.kind for controller in controllers) == ["private", "public", "public"]
    assert [controller.id for controller in controllers] == list(PROVIDERS)


@pytest.mark.parametrize("name", PROVIDERS)
def test_no_column_with_what_the_source_wrote_may_be_kept_unless_it_is_a_code(name: str) -> None:
    dataset = load_description(BUILT_IN / f"{name}.yaml")

    for table in dataset.tables.values():
        for column in table.columns.values():
            if column.name in {
                "person_source_value",
                "provider_source_value",
                "visit_source_value",
                "value_source_value",
            }:
                assert column.sensitivity is Sensitivity.DIRECT_IDENTIFIER
            if column.sensitivity in {Sensitivity.DIRECT_IDENTIFIER, Sensitivity.KEY, Sensitivity.FREE_TEXT}:
                assert column.treatment("keep") is None


@pytest.mark.parametrize("name", PROVIDERS)
def test_every_table_about_persons_links_through_the_person_key(name: str) -> None:
    dataset = load_description(BUILT_IN / f"{name}.yaml")

    assert dataset.person_key is not None
    linked = {table.name for table in dataset.tables.values() if dataset.person_key.row_key in table.columns}
    assert set(dataset.tables) - linked == {"care_site", "provider"}


@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_offers_no_treatment(name: str) -> None:
    dataset = load_description(BUILT_IN / f"{name}.yaml")

    assert dataset.kind is DatasetKind.REGISTER
    assert not [column for table in dataset.tables.values() for column in table.columns.values() if column.treatments]
