"""The words that notes are filled with, in two halves that share none: `development` and `held-out`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

HALVES = ("development", "held-out")
_WORDS = Path(__file__).parent / "words"
_OWN_INVENTION = 0.35
"""The share of family names and towns that are put together anew, so that no list can hold them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dictionary:
    """One half's words by section."""

    sections: Mapping[str, Sequence[str]] = field(repr=False)

    def one_of(self, section: str, chance: Random) -> str:
        return one_of(self.sections[section], chance)

    def given(self, chance: Random, *, woman: bool, elsewhere: bool) -> str:
        return self.one_of(("women" if woman else "men") + ("_elsewhere" if elsewhere else ""), chance)

    def family(self, chance: Random, *, elsewhere: bool) -> str:
        """Common, rare, invented, noble or double."""
        kind = chance.random()
        if elsewhere:
            return self.one_of("families_elsewhere", chance)
        if kind < 0.04:
            return self.one_of("noble", chance)
        if kind < 0.04 + _OWN_INVENTION:
            return self._joined("beginnings", "endings", chance)
        if kind < 0.48:
            return f"{self.one_of('families', chance)}-{self._joined('beginnings', 'endings', chance)}"
        return self.one_of("families", chance)

    def town(self, chance: Random) -> str:
        if chance.random() < _OWN_INVENTION:
            return self._joined("town_beginnings", "town_endings", chance)
        return self.one_of("towns", chance)

    def street(self, chance: Random) -> str:
        return self._joined("streets", "street_ends", chance)

    def every_name(self) -> Iterator[str]:
        """Every given and family name that stands here; what is put together anew has no end, and is left out."""
        for section in ("women", "men", "women_elsewhere", "men_elsewhere", "families", "families_elsewhere", "noble"):
            yield from self.sections[section]

    def _joined(self, first: str, last: str, chance: Random) -> str:
        return self.one_of(first, chance) + self.one_of(last, chance)


@cache
def dictionary(half: str) -> Dictionary:
    """The words of a half. Raises KeyError for a half that there is not."""
    if half not in HALVES:
        raise KeyError(half)
    sections: dict[str, list[str]] = {}
    for line in (_WORDS / f"{half}.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            found = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            found += line.split("|") if "|" in line else line.split()
    return Dictionary(sections=sections)


def one_of(options: Sequence[str], chance: Random) -> str:
    """One of the options; Python promises the same `random()` for the same seed in every version."""
    return options[int(chance.random() * len(options))]
