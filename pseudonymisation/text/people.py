"""Names of persons of whom nothing is known beforehand: by lists, by the words around them, and by their capitals."""

from collections.abc import Iterator

from pseudonymisation.text.called import before_kin, by_context
from pseudonymisation.text.eponyms import is_eponym_here, is_of_a_pair, is_scale, is_used_as_term
from pseudonymisation.text.lexicon import (
    BOTH,
    CONTEXT,
    EPONYM,
    KNOWN,
    MEDICAL,
    NAME,
    PLACE,
    ROLE,
    WORD,
    is_beginning,
    is_formed,
)
from pseudonymisation.text.lists import entries
from pseudonymisation.text.reading import Reading
from pseudonymisation.text.recognizer import Recognizer
from pseudonymisation.text.runs import again, beside, runs
from pseudonymisation.text.signatures import signatures
from pseudonymisation.text.small_letters import in_small_letters, where_capitals_tell_nothing
from pseudonymisation.text.spans import Span, Tag
from pseudonymisation.text.standing import JOINTS, Standing

_NOBLE = frozenset({"von", "af"})
_SAMPLES = frozenset("b p s u fp fs fb csv lkc erc pt du tu sy".split())
"""What was sampled, before the analysis, as in B-Bly: no initials."""
_SHORTEST_SHOUTED, _SHORTEST_UNKNOWN = 6, 3


class People(Recognizer):
    """Names of patients, kin and staff that no column told: better one word too many than a name too few."""

    tags = (Tag.PERSON,)

    def spans(self, reading: Reading) -> Iterator[Span]:
        there = reading.standing
        found = {*_by_capital(there), *by_context(there), *before_kin(there), *in_small_letters(there)}
        found.update(where_capitals_tell_nothing(there))
        named = list(runs(there, found))
        yield from (Span(there.words[first].start, there.words[last].end, Tag.PERSON) for first, last in named)
        yield from again(there, named)
        yield from beside(there, named)
        yield from signatures(there)


def _by_capital(there: Standing) -> Iterator[int]:
    return (at for at in there.upper if _is_name(there, at))


def _is_name(there: Standing, at: int) -> bool:
    kind = there.kinds[at]
    if kind == WORD and not there.nobles:  # most words with a capital are these: they begin a sentence
        return _is_double(there, at) and not (there.is_letter(at) or _is_of_a_term(there, at))
    if there.is_letter(at) or _is_of_a_term(there, at) or (kind & MEDICAL and not _is_of_a_person(there, at)):
        return False
    if (
        there.nobles
        and not kind & EPONYM
        and _is_noble(there, at)
        and not (there.shouts(at) and (kind or not there.is_even))
    ):
        return True
    if kind & EPONYM and (not kind & NAME or is_eponym_here(there, at)):
        return False
    if there.shouts(at):
        return _is_shouted_name(there, at)
    return not is_used_as_term(there, at) and _is_written_name(there, at)


def _is_written_name(there: Standing, at: int) -> bool:
    """Of a word that is not all capitals: by what the lists say of it."""
    kind = there.kinds[at]
    if kind & NAME:
        if not kind & (WORD | BOTH | CONTEXT):
            return True
        if kind & CONTEXT and (there.begins(at) or there.text[there.words[at].end :][:1] == ":"):  # Pat: Anna
            return False
        return _is_meant_as_name(there, at)
    if kind & (WORD | CONTEXT | PLACE):
        return _is_double(there, at)
    return _is_unknown_name(there, at)


def _is_noble(there: Standing, at: int) -> bool:
    """Whether von or af stands before it, or von der and von dem."""
    if at > 1 and there.small(at - 1) in {"der", "dem"}:
        at -= 1
    return at > 0 and there.small(at - 1) in _NOBLE and there.gap(at) == " "


def _is_double(there: Standing, at: int) -> bool:
    """Whether a hyphen ties two capitals to one name, as in Min-Jun."""
    after = at + 1
    return (
        after in there.capitals
        and there.gap(after) == "-"
        and not there.shouts(at)
        and not there.shouts(after)
        and not there.kinds[at] & CONTEXT
        and not there.kinds[after] & (MEDICAL | EPONYM)
        and not there.is_letter(after)
    )


def _is_of_a_term(there: Standing, at: int) -> bool:
    """Whether what stands beside makes a term of it, name or not: Ann Arbor, B-Bly, Aurora-samtal, Laktulos Meda."""
    after, kind = at + 1, there.kinds[at]
    if is_of_a_pair(there, at) or is_scale(there, at):
        return True
    if kind & WORD and at and there.gap(at) == "-" and there.small(at - 1) in _SAMPLES:
        return True
    if not kind & NAME:
        return False
    if kind & MEDICAL and at and there.kinds[at - 1] & MEDICAL and there.small(at) in entries("drugs"):
        return True
    return (
        after < len(there.words)
        and there.gap(after) == "-"
        and after not in there.capitals
        and bool(there.kinds[after] & WORD)
        and not there.kinds[after] & CONTEXT
        and not there.small(after).startswith(("famil", "släkt", "barn", "hus", "hem"))
    )


def _is_of_a_person(there: Standing, at: int) -> bool:
    """Of a clinical word that is a name as well: Gerd is a name, GERD a disease, and August a month in English."""
    return bool(there.kinds[at] & NAME) and not there.shouts(at) and there.language != "en"


def _is_meant_as_name(there: Standing, at: int) -> bool:
    """Of a word that is a name as well: a capital inside a sentence says so, or what follows; "Björk 8 mm" is none."""
    if there.is_dosed(at):
        return False
    if not there.begins(at) or there.is_asked_for(at):
        return True
    after = at + 1
    if after == len(there.words) or there.gap(after) not in JOINTS:
        return after < len(there.words) and there.gap(after) == ", " and _is_a_role(there, after)
    return there.acts(at) or (after in there.capitals and not there.kinds[after] & MEDICAL)


def _is_a_role(there: Standing, at: int) -> bool:
    return bool(there.kinds[at] & ROLE) or there.small(at).endswith(("ansvarig", "sköterska", "läkare", "chef"))


def _is_shouted_name(there: Standing, at: int) -> bool:
    kind, word = there.kinds[at], there.small(at)
    if kind & CONTEXT:
        return False
    if kind & NAME and not kind & (KNOWN | BOTH):
        return len(word) > 3 or any(_is_shouted_kin(there, near) for near in (at - 1, at + 1))
    if kind & NAME and kind & BOTH:
        meant = there.is_even and (there.acts(at) or there.is_asked_for(at))
        return meant or any(_is_shouted_kin(there, near) for near in (at - 1, at + 1))
    return not kind and len(word) >= _SHORTEST_SHOUTED and not there.begins(at) and not is_formed(word)


def _is_shouted_kin(there: Standing, near: int) -> bool:
    return 0 <= near < len(there.words) and there.shouts(near) and bool(there.kinds[near] & NAME)


def _is_unknown_name(there: Standing, at: int) -> bool:
    word, begins = there.small(at), there.begins(at)
    if len(word) < _SHORTEST_UNKNOWN or there.is_dosed(at) or _is_tied_to_a_word(there, at):
        return False
    if word.endswith(("nr", "nummer")):  # Passnr: the label of a number
        return False
    if word[-1] == "s" and there.text[there.words[at].start : there.words[at].end - 1].isupper():  # many MRIs
        return False
    if there.has_initial(at) and not there.kinds[at] and not there.is_clinical(at):
        return True
    if not is_formed(word):
        after = there.text[there.words[at].end : there.words[at].end + 1]
        return not begins or not (after == ":" or is_beginning(word))
    if begins and there.acts(at):
        return there.has_family_shape(at) and not (word.endswith("ing") or there.is_clinical(at))
    # Behind the colon of a label stands what it asks for: "Best.: Kvarnvall".
    return (
        (not begins or there.gap(at).rstrip()[-1:] == ":") and there.has_family_shape(at) and not there.is_clinical(at)
    )


def _is_tied_to_a_word(there: Standing, at: int) -> bool:
    """Whether a hyphen ties it to an ordinary word, as in Seldinger-teknik, or to digits."""
    end = there.words[at].end
    if there.text[end : end + 1] not in {"-", "/"} or there.text[end + 1 : end + 2].isspace():
        return False
    return at + 1 == len(there.words) or there.words[at + 1].start > end + 1 or at + 1 not in there.capitals
