"""The two registers: which numbers are one person and who is protected; who has objected or donated."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from spark_jobs.synthetic.arrays import NEVER, NO_DAY, Chance, Flags, Ints, dates, day, integers, texts, words
from spark_jobs.synthetic.numbers import written
from spark_jobs.synthetic.people import Residents
from spark_jobs.synthetic.presence import Reserve
from spark_jobs.synthetic.schemas import PROVIDERS

_UNKNOWN_TO_THE_REGISTER = 0.004
_RESERVE_LINKED = 0.67
_MARKED, _HIDDEN, _ENDED = 0.012, 0.004, 0.1
_OPTED_OUT, _BLOCKED, _BLOCKED_EVERYWHERE, _UNDATED = 0.02, 0.015, 0.2, 0.03
_DONATED, _WITHDRAWN = 0.03, 0.12

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Who is known to the register of persons, whose records are marked, and whose registration is hidden."""

    known: Flags
    marked: Flags
    hidden: Flags


def draw_registers(chance: Chance, residents: Residents, reserve: Reserve) -> Mapping[tuple[str, str], Table]:
    """Every table of both registers, by register and table."""
    standing = draw_standing(chance, residents)
    return {
        ("persons", "number"): numbers(chance, residents, reserve, standing),
        ("persons", "protection"): protections(chance, residents, standing),
        ("persons", "resident"): residents_columns(chance, residents, standing),
        ("objections", "objection"): objections(chance, residents),
        ("objections", "donation"): donations(chance, residents),
    }


def draw_standing(chance: Chance, residents: Residents) -> Standing:
    """Nobody is both marked and hidden; who changed number is always known."""
    draw = chance.random(residents.total)
    known = (chance.random(residents.total) >= _UNKNOWN_TO_THE_REGISTER) | (residents.earlier != 0)
    return Standing(known=known, marked=known & (draw < _MARKED), hidden=known & (draw > 1 - _HIDDEN))


def numbers(chance: Chance, residents: Residents, reserve: Reserve, standing: Standing) -> Table:
    """The table `number`: each resident's number now, the earlier one, and the reserve numbers that were linked."""
    linked = (reserve.provider != NEVER) & (chance.random(residents.total) < _RESERVE_LINKED) & standing.known
    earlier = (residents.earlier != 0) & standing.known
    every = np.r_[residents.number[standing.known], residents.earlier[earlier], reserve.number[linked]]
    person = np.r_[residents.number[standing.known], residents.number[earlier], residents.number[linked]]
    return {"number": _text(every), "person": _text(person)}


def protections(chance: Chance, residents: Residents, standing: Standing) -> Table:
    """The table `protection`: most in force, a few ended."""
    who = np.flatnonzero(standing.marked | standing.hidden)
    start = chance.integers(day("2014-01-01"), day("2024-12-31"), who.size)
    ended = chance.random(who.size) < _ENDED
    return {
        "person": _text(residents.number[who]),
        "kind": words(("sekretessmarkering", "skyddad_folkbokforing"), standing.hidden[who].astype(np.int64)),
        "from_date": dates(start),
        "to_date": dates(np.where(ended, start + chance.integers(100, 365, who.size), NO_DAY)),
    }


def residents_columns(chance: Chance, residents: Residents, standing: Standing) -> Table:
    """The table `resident`; hidden registrations have no address, and some have left no phone or mail address."""
    who = standing.known
    hidden, total = standing.hidden[who], int(who.sum())
    return {
        "person": _text(residents.number[who]),
        "given_name": texts(residents.given[who]),
        "family_name": texts(residents.family[who]),
        "street": texts(residents.street[who], hidden),
        "postcode": texts(residents.postcode[who], hidden),
        "city": texts(residents.city[who], hidden),
        "phone": texts(residents.phone[who], hidden | (chance.random(total) < 0.08)),
        "email": texts(residents.email[who], hidden | (chance.random(total) < 0.3)),
    }


def objections(chance: Chance, residents: Residents) -> Table:
    """The table `objection`: opt-outs, and care blocks for one provider or for all."""
    out = np.flatnonzero(chance.random(residents.total) < _OPTED_OUT)
    blocked = np.flatnonzero(chance.random(residents.total) < _BLOCKED)
    everywhere = chance.random(blocked.size) < _BLOCKED_EVERYWHERE
    controller = np.where(everywhere, NEVER, chance.integers(0, len(PROVIDERS), blocked.size))
    total = out.size + blocked.size
    start = chance.integers(day("2016-01-01"), day("2025-12-31"), total)
    ended = chance.random(total) < 0.1
    return {
        "number": any_number(chance, residents, np.r_[out, blocked]),
        "kind": words(("opt_out", "care_block"), np.r_[np.zeros(out.size, np.int64), np.ones(blocked.size, np.int64)]),
        "controller": words(PROVIDERS, np.r_[np.full(out.size, NEVER), controller]),
        "from_date": dates(start, chance.random(total) < _UNDATED),
        "to_date": dates(np.where(ended, start + chance.integers(30, 900, total), NO_DAY)),
    }


def donations(chance: Chance, residents: Residents) -> Table:
    """The table `donation`: some were withdrawn; the terms have had three versions."""
    who = np.flatnonzero(chance.random(residents.total) < _DONATED)
    start = chance.integers(day("2021-01-01"), day("2025-12-01"), who.size)
    withdrawn = chance.random(who.size) < _WITHDRAWN
    version = 1 + (start > day("2022-07-01")) + (start > day("2024-07-01"))
    return {
        "number": any_number(chance, residents, who),
        "from_date": dates(start),
        "to_date": dates(np.where(withdrawn, start + chance.integers(10, 600, who.size), NO_DAY)),
        "version": integers(version),
    }


def any_number(chance: Chance, residents: Residents, who: Ints) -> Any:
    """The number a person signed with: for some who changed it, the earlier one."""
    old = (residents.earlier[who] != 0) & (chance.random(who.size) < 0.5)
    return _text(np.where(old, residents.earlier[who], residents.number[who]))


def _text(every: Ints) -> Any:
    return texts(written(every, dashed=np.zeros(every.size, np.bool_)))
