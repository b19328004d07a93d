"""Diseases, signs and tests that bear a person's name: what stands beside them says that no person is meant."""

from pseudonymisation.text.standing import Standing

_AFTER_EPONYMS = frozenset(
    "sjukdom sjukdomen syndrom syndromet test testet tecken tecknet skala skalan score fraktur frakturen lymfom anemi"
    " kateter katetern manöver index klass klassifikation grad grade tyreoidit hernia bråck ring stage disease syndrome"
    " sign sarkom sarcoma fenomen phenomenon palsy pares kontraktur contracture esofagus purpura operation resektion"
    " drän poäng typ type positiv negativ lesion teknik thyroiditis lymphoma maneuver scale criteria kriterier".split()
)
_BEFORE_EPONYMS = frozenset("mb morbus m modum syndrom sjukdom test misstänkt känd à".split())


def is_eponym_here(there: Standing, at: int) -> bool:
    """Whether the word is part of a term here: Sjögrens syndrom, Mb Crohn, Hickman-kateter."""
    after = there.small(at + 1) if at + 1 < len(there.words) else ""
    before = there.small(at - 1) if at else ""
    return after in _AFTER_EPONYMS or before in _BEFORE_EPONYMS or "-" in there.text[there.words[at].end :][:1]
