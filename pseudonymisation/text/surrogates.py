"""
Other words in place of those that point at somebody: the same word becomes the same word throughout a project.

Which one is the HMAC under the project's own key, as pseudonyms are: nobody without the key can tell which name stands
behind which, and two projects' surrogates do not join. What has no surrogate here (numbers, addresses on the net,
dates that cannot be read) becomes a class tag.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pseudonymisation.text import surrogate_words as words_for
from pseudonymisation.text.letters import plain, words
from pseudonymisation.text.numbering import NO_NAMES, Found, comma_after_family, name_of
from pseudonymisation.text.spans import Tag
from pseudonymisation.text.surrogate_dates import shifted
from pseudonymisation.text.tagging import TAGGED

_OLDEST = 90
_NUMBER = re.compile(r"\d{1,3}")
_TOP = {"sv": f"{_OLDEST} år eller äldre", "en": f"{_OLDEST} years or older"}
_HOUSE = re.compile(r"\d")
_STREET = re.compile(r"\d|gata|väg|gränd|torg|plan|stig|backe|allé|kaj|road|street|avenue|lane", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surrogates:
    """`code` is the HMAC of a text under the project's key for surrogates; `offset_days` is the person's own."""

    code: Callable[[str], bytes] = field(repr=False)
    offset_days: int | None = field(default=None, repr=False)

    def instead(self, found: Sequence[Found], language: str) -> list[str]:
        """A surrogate for each stretch, a class tag where there is none."""
        tags = TAGGED.instead(found, language)
        families = {
            name[-1] for name in (name_of(each.written) for each in found if each.tag is Tag.PERSON) if name[1:]
        }
        return [self._instead(each, language, families) or tag for each, tag in zip(found, tags, strict=True)]

    def _instead(self, found: Found, language: str, families: set[str]) -> str | None:
        match found.tag:
            case Tag.PERSON:
                return self._person(found.written, families)
            case Tag.DATE:
                return None if self.offset_days is None else shifted(found.written, days=self.offset_days)
            case Tag.AGE:
                return _age(found.written, language)
            case Tag.ADDRESS:
                return self._address(found.written)
            case Tag.PLACE:
                return self._other(found.written, words_for.PLACES)
            case Tag.CARE_UNIT:
                return self._other(found.written, words_for.UNITS)
            case Tag.ORGANISATION:
                return self._other(found.written, words_for.ORGANISATIONS)
            case _:
                return None

    def _person(self, written: str, families: set[str]) -> str | None:
        found = list(words(plain(written)))
        names = [word for word in found if word.plain not in NO_NAMES]
        if not names:
            return None
        comma = comma_after_family(written)
        for word in reversed(names):
            last = word is names[-1]
            if comma >= 0 and len(names) > 1:
                family = word.end <= comma
            else:
                family = last and (len(names) > 1 or _is_family(word.plain, families))
            new = self._name(written[word.start : word.end], word.plain, family=family, inflected=last)
            written = written[: word.start] + new + written[word.end :]
        return written

    def _name(self, written: str, plain_word: str, *, family: bool, inflected: bool) -> str:
        if len(plain_word) == 1:
            return self._drawn(f"initial|{plain_word}", "ABCDEFGHIJKLMNOPRSTV", not_this=written.upper())
        genitive = inflected and plain_word.endswith("s") and plain_word not in words_for.ENDS_IN_S
        stem = plain_word[:-1] if genitive else plain_word
        if family:
            drawn = self._drawn(f"family|{stem}", words_for.FAMILIES, not_this=written)
        else:
            others = words_for.WOMEN if _is_a_womans(stem) else words_for.MEN
            drawn = self._drawn(f"given|{stem}", others, not_this=written)
        return _cased(drawn + ("s" if genitive else ""), written)

    def _address(self, written: str) -> str:
        if not _STREET.search(written):
            return self._other(written, words_for.PLACES)
        number = int.from_bytes(self.code(f"house|{_letters(written)}")[:4], "big") % 60 + 1
        street = self._drawn(f"address|{_letters(written)}", words_for.STREETS, not_this=written)
        return _cased(f"{street} {number}" if _HOUSE.search(written) else street, written)

    def _other(self, written: str, among: Sequence[str]) -> str:
        letters = _letters(written)
        genitive = letters.endswith("s") and len(letters) > 3
        drawn = self._drawn(f"other|{letters[:-1] if genitive else letters}", among, not_this=written)
        return _cased(drawn + ("s" if genitive and not drawn.endswith(("s", "B")) else ""), written)

    def _drawn(self, message: str, among: Sequence[str], *, not_this: str) -> str:
        place = int.from_bytes(self.code(message)[:8], "big") % len(among)
        if plain(among[place]) in plain(not_this):
            place = (place + 1) % len(among)
        return among[place]


def _is_family(word: str, families: set[str]) -> bool:
    stem = word[:-1] if word.endswith("s") else word
    return bool({word, stem} & families) or stem.endswith(words_for.FAMILY_ENDINGS)


def _is_a_womans(given: str) -> bool:
    if given in words_for.WOMENS_WITHOUT_A:
        return True
    return given.endswith("a") and given not in words_for.MENS_WITH_A


def _letters(written: str) -> str:
    return " ".join(word.plain for word in words(plain(written))) or plain(written)


def _cased(new: str, written: str) -> str:
    letters = [sign for sign in written if sign.isalpha()]
    if len(letters) > 1 and all(sign.isupper() for sign in letters):
        return new.upper()
    return new.lower() if letters and all(sign.islower() for sign in letters) else new


def _age(written: str, language: str) -> str | None:
    """An age below ninety as it stands, an older one as that class; None for one that is not in digits."""
    number = _NUMBER.search(written)
    if number is None or len(_NUMBER.findall(written)) > 1 or re.search(r"\d{4}", written):
        return None
    if int(number[0]) < _OLDEST:
        return written
    ending = written[number.end() :].lstrip(" -‑–").lower()
    if ending.startswith("åring"):
        return f"minst {_OLDEST}-{ending}"
    if ending.startswith("årig"):
        return f"minst {_OLDEST}-{ending}"
    return _TOP[language]
