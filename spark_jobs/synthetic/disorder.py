"""The disorder of real records: what is missing, what comes late, what ends before it began."""

import numpy as np

from spark_jobs.synthetic.arrays import NO_DAY, Chance, Flags, Ints
from spark_jobs.synthetic.people import LAST_DAY, Residents

SHARES = {
    "number": 0.002,  # person rows without any number
    "birth": 0.02,  # month, day and birth_datetime
    "sex": 0.004,
    "provider": 0.04,
    "visit": 0.03,  # facts that hang on no visit
    "moment": 0.15,  # the hour was not kept
    "code": 0.003,  # a diagnosis, drug or procedure without its code
    "value": 0.015,  # a result in words instead of a number
    "unit": 0.01,
    "backwards": 0.004,  # a stay that ends before it begins
    "long after": 0.004,  # recorded a month to two years after the visit
    "after death": 0.25,  # of the dead: their last fact of a kind is recorded after death
}


def lost(chance: Chance, total: int, what: str) -> Flags:
    """Which rows lack it."""
    return chance.random(total) < SHARES[what]


def late(chance: Chance, residents: Residents, resident: Ints, days: Ints) -> Ints:
    """The days as recorded: a few long after the event, a few after the person's death."""
    delay = np.where(chance.random(days.size) < SHARES["long after"], chance.integers(30, 700, days.size), 0)
    death = residents.death[resident]
    near = (death != NO_DAY) & (death - days <= 60) & (chance.random(days.size) < SHARES["after death"])
    recorded = np.where(near, death + chance.integers(1, 60, days.size), days + delay)
    return np.minimum(recorded, np.maximum(days, LAST_DAY))


def ends(chance: Chance, starts: Ints, length: Ints) -> Ints:
    """The last days of visits; a few lie before the first."""
    backwards = chance.random(starts.size) < SHARES["backwards"]
    return np.where(backwards, starts - chance.integers(1, 30, starts.size), starts + length)
