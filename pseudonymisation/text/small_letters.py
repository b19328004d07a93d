"""Names where capitals tell nothing: in texts of small letters or of capitals alone, and written without them."""

from collections.abc import Iterator

from pseudonymisation.text.lexicon import (
    BOTH,
    CONTEXT,
    EPONYM,
    GIVEN,
    KNOWN,
    MEDICAL,
    NAME,
    PLACE,
    WORD,
    is_beginning,
    is_formed,
)
from pseudonymisation.text.names import EVERYDAY
from pseudonymisation.text.standing import JOINTS, Standing

_SHORTEST_SMALL, _SHORTEST_UNKNOWN, _LONGEST = 5, 4, 40
_NOBLE = frozenset({"von", "af", "der", "la"})
_OPENINGS = frozenset(":/(|>&\n")


def where_capitals_tell_nothing(there: Standing) -> Iterator[int]:
    """In a text without capitals, or of capitals alone: what is no word, or built as family names are, and awaited."""
    if not there.is_even:
        return
    for at, kind in enumerate(there.kinds):
        if (at in there.capitals and not there.shouts(at)) or not (
            _is_listed(kind) if kind else _is_like_a_name(there, at)
        ):
            continue
        if _awaits_a_name(there, at) and not (_is_cut_short(there, at) or there.is_clinical(at) or there.is_dosed(at)):
            yield at


def _is_listed(kind: int) -> bool:
    return bool(kind & GIVEN) and not kind & ~NAME


def _is_like_a_name(there: Standing, at: int) -> bool:
    """Of a word that no list holds: whether it is long enough, and no compound, or one that families are called by."""
    length = there.words[at].end - there.words[at].start
    return _SHORTEST_UNKNOWN <= length <= _LONGEST and (not is_formed(there.small(at)) or there.has_family_shape(at))


def _is_cut_short(there: Standing, at: int) -> bool:
    """Whether it is the beginning of a word, or the label of what follows on a colon."""
    return there.text[there.words[at].end :][:1] == ":" or (not there.kinds[at] and is_beginning(there.small(at)))


def _awaits_a_name(there: Standing, at: int) -> bool:
    if at == 0:
        return False
    if not _OPENINGS.isdisjoint(there.gap(at)) or (there.gap(at) == " " and there.small(at - 1) in _NOBLE):
        return True
    return there.acts(at) or there.follows_on_somebodys(at)


def in_small_letters(there: Standing) -> Iterator[int]:
    """Names in texts that bear no capitals: long ones by themselves, short ones beside another."""
    for at in there.marked:
        kind = there.kinds[at]
        if not kind & NAME or at in there.capitals or kind & (EPONYM | MEDICAL | CONTEXT):
            continue
        if (
            (not kind & (WORD | BOTH | PLACE) and there.words[at].end - there.words[at].start >= _SHORTEST_SMALL)
            or any(_is_small_kin(there, at, near) for near in (at - 1, at + 1))
            or _is_before_a_small_name(there, at)
        ):
            yield at


def _is_before_a_small_name(there: Standing, at: int) -> bool:
    """Whether a given name, though it be short or a word, stands before what no list holds: "leif shkreli"."""
    after, kind = at + 1, there.kinds[at]
    if after >= len(there.words) or not kind & GIVEN or there.gap(after) != " " or after in there.capitals:
        return False
    length = there.words[after].end - there.words[after].start
    if there.kinds[after] or there.is_clinical(after) or length < _SHORTEST_UNKNOWN:
        return False
    if there.has_family_shape(after):
        return there.small(at) not in EVERYDAY
    return not kind & (KNOWN | BOTH) and not is_formed(there.small(after))


def _is_small_kin(there: Standing, at: int, near: int) -> bool:
    if not 0 <= near < len(there.words) or near in there.capitals or there.gap(max(at, near)) not in JOINTS:
        return False
    one, other = there.kinds[at], there.kinds[near]
    return bool(other & NAME) and not other & (KNOWN | BOTH) and (bool(one & BOTH) or not one & KNOWN)
