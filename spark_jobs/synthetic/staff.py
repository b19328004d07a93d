"""The care providers: their units and their staff, the same for every chunk of residents."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from spark_jobs.synthetic import names
from spark_jobs.synthetic.arrays import Chance, Ints, integers, rows_of, same, texts
from spark_jobs.synthetic.folder import RegionFolder

INPATIENT, OUTPATIENT, EMERGENCY = 9201, 9202, 9203

_WARDS = ("Medicinavdelning {}", "Kirurgavdelning {}", "Hjärtavdelning {}", "Strokeavdelning {}", "Avdelning {}")
_CLINICS = (
    "Medicinmottagningen",
    "Kirurgmottagningen",
    "Kardiologmottagningen",
    "Mag-tarmmottagningen",
    "Ortopedmottagningen",
    "Lungmottagningen",
    "Diabetesmottagningen",
    "Neurologmottagningen",
)
_PLACES = ("Ekbacka", "Tallnäs", "Vik", "Berg", "Östra Lövsund", "Gransjö", "Mälarhöjden", "Sankt Brita", "Norrmalm")
UNITS: Mapping[str, tuple[tuple[str, int], ...]] = {
    "norrmalm": (
        *((_WARDS[i % 5].format(f"K{61 + i}"), INPATIENT) for i in range(10)),
        *((name, OUTPATIENT) for name in _CLINICS),
        ("Akutmottagningen Norrmalm", EMERGENCY),
    ),
    "sankt-brita": (
        *((_WARDS[i % 5].format(11 + i), INPATIENT) for i in range(5)),
        *((f"{name} Sankt Brita", OUTPATIENT) for name in _CLINICS[:5]),
        ("Sankt Britas akutmottagning", EMERGENCY),
    ),
    "malarhojden": tuple((f"{place} vårdcentral", OUTPATIENT) for place in _PLACES),
}
TITLES = (
    ("Överläkare", "överläkare"),
    ("Specialistläkare", "spec.läk"),
    ("Specialistläkare", "bitr överläkare"),
    ("Läkare", "ST-läkare"),
    ("Läkare", "AT-läkare"),
    ("Läkare", "leg läk"),
    ("Sjuksköterska", "ssk"),
    ("Distriktssköterska", "dsk"),
    ("Fysioterapeut", "leg fysioterapeut"),
    ("Läkarsekreterare", "läksekr"),
)
PER_UNIT = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """One care provider: its units, and PER_UNIT members of staff for each unit, counted from 0 in that order."""

    name: str
    units: tuple[tuple[str, int], ...]
    staff: tuple[str, ...]
    titles: tuple[int, ...]

    def units_of(self, kind: int) -> Ints:
        """The indices of the units of one kind of visit; all units where the house has none of that kind."""
        found = [place for place, (_, unit_kind) in enumerate(self.units) if unit_kind == kind]
        return np.array(found or range(len(self.units)), np.int64)


def draw_house(chance: Chance, name: str) -> House:
    """The staff of one care provider."""
    total = len(UNITS[name]) * PER_UNIT
    women = chance.random(total) < 0.6
    pools = [(names.WOMEN if woman else names.MEN) for woman in women]
    given = [pool[pick % len(pool)] for pool, pick in zip(pools, chance.integers(0, 10_000, total), strict=True)]
    families = names.FAMILIES + names.FAMILIES_FROM_ELSEWHERE
    family = [families[pick] for pick in chance.integers(0, len(families), total)]
    staff = tuple(f"{first} {last}" for first, last in zip(given, family, strict=True))
    titles = tuple(int(title) for title in chance.integers(0, len(TITLES), total))
    return House(name=name, units=UNITS[name], staff=staff, titles=titles)


def write_house(folder: RegionFolder, house: House) -> None:
    """The tables `care_site` and `provider`."""
    units, staff = rows_of(len(house.units)), rows_of(len(house.staff))
    prefix = {"norrmalm": "N", "sankt-brita": "B", "malarhojden": "M"}[house.name]
    women = [name.split()[0] in set(names.WOMEN) for name in house.staff]
    folder.write(
        house.name,
        "care_site",
        {
            "care_site_id": integers(units + 1),
            "care_site_name": texts([name for name, _ in house.units]),
            "place_of_service_concept_id": integers([kind for _, kind in house.units]),
            "care_site_source_value": texts([f"SE0000000000-{prefix}E{unit:03d}" for unit in units]),
        },
        chunk=0,
    )
    folder.write(
        house.name,
        "provider",
        {
            "provider_id": integers(staff + 1),
            "provider_name": texts(list(house.staff)),
            "specialty_concept_id": same(0, staff.size),
            "care_site_id": integers(staff // PER_UNIT + 1),
            "gender_concept_id": integers(np.where(women, 8532, 8507)),
            "provider_source_value": texts([f"SE0000000000-{prefix}P{member:04d}" for member in staff]),
            "specialty_source_value": texts([TITLES[title][0] for title in house.titles]),
        },
        chunk=0,
    )
