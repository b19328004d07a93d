"""Diseases, signs and tests that bear a person's name: what stands beside them says that no person is meant."""

import re

from pseudonymisation.text.lexicon import EPONYM, GIVEN, NAME
from pseudonymisation.text.standing import Standing

_AFTER_EPONYMS = frozenset(
    "sjukdom sjukdomen syndrom syndromet test testet tecken tecknet skala skalan score fraktur frakturen lymfom"
    " anemi kateter katetern manöver index klass klassifikation grad grade tyreoidit hernia bråck ring stage disease"
    " syndrome sign sarkom sarcoma fenomen phenomenon palsy pares kontraktur contracture esofagus purpura operation"
    " resektion drän poäng typ type positiv negativ lesion teknik thyroiditis lymphoma maneuver scale criteria"
    " kriterier neg pos negative positive ua normal normalt u fingers fingrar noduli nodulus knutor knuta stadium"
    " stadier klassificering klassifikationen frakturer kriterierna kriteriet cysta cystor divertikel ringar tumör"
    " nerv nerver körtel körtlar celler cell kanal kanalen reflex tratt tub tång sax peang ballong nål skruv spik"
    " stift platta protes plastik incision snitt färgning lösning poängskala indexet formel ekvation linje linjer"
    " vinkel ej inte lift band ligament trakt triad trias tetrad testen neurom ataxi demens chorea korea pneumoni"
    " neuralgi artropati andning ekvationen bältet zon kropp kroppar fläck fläckar lat lateraliserar lateraliserat"
    " saknas nodes node nodules lines line fracture"
    " grading classification procedure repair tube clamp forceps formula needle needles anfall".split()
)
_PAIRS = dict(
    pair.split("-")
    for pair in (
        "ann-arbor marcus-gunn li-fraumeni jackson-pratt ramsay-hunt klippel-feil peutz-jeghers kaplan-meier"
        " austin-moore austin-flint graham-steell gilles-tourette wood-light mac-conkey fitz-hugh osgood-schlatter"
        " boston-naming trail-making stanford-binet mini-mental glasgow-coma harris-hip oxford-knee edmonton-symptom"
        " robin-sequence barthel-index norton-skala braden-skala"
    ).split()
)
"""Terms of two words, of which either alone may be a name."""
_SECONDS = frozenset(_PAIRS.values())
_INSIDE = frozenset({"i", "in", "fossa"})
_SPACES = frozenset("douglas winslow morison retzius meckel".split())
"""Hollows of the body."""
_BEFORE_EPONYMS = frozenset(
    "mb morbus m modum syndrom sjukdom test misstänkt känd à negativ negative positiv positive enl".split()
)
# A grade of one figure or Roman numeral, as in Tanner 3 or Garden IV; an age or an amount is none.
_GRADE = re.compile(
    r"\s?(?:\+{1,3}|±|\(\+\)|\(-\))(?![\w])|:?\s\d{1,2}(?:\s?(?:p|poäng|points)\b|/\d{2}\b)|"
    r" (?:[1-6][a-c]?|I{1,3}|IV|V)"
    r"(?![\w:/\-–]|[.,]\d| ?(?:år|mån|v|dag|dagar|veckor|barn|gång|gånger|st|ggr|x|mg|ml)\b)"
)

_TELLING = frozenset(
    "syndrom syndromet tecken tecknet skala skalan score kriterier kriterierna klassifikation klassificering manöver"
    " reflex incision apparatur neg negativ negativt pos positiv positivt ua".split()
)
_MORBUS = frozenset("mb morbus modum syndroma".split())
_CLOSE = frozenset({" ", "-", ": "})
_FOUND = re.compile(r" ?(?:\+{1,3}|±|\(\+\)|\(-\))(?![\w+])")
_SCALE = re.compile(r"\s[^\W\d_]{0,20}(?:skala|skalan|testet)(?![^\W\d_])")
_SCORE = re.compile(r"\s(?P<points>\d{1,2})/(?P<most>27|28|30|56|66)(?![/\d])")
"""The scales of which so many points are the most; no day and hardly a blood pressure looks so."""


def _is_asked_or_tied(there: Standing, at: int) -> bool:
    """Whether a question mark follows, or a hyphen with no other name behind it: Moberg-Lind is a person."""
    end = there.words[at].end
    sign, more = there.text[end : end + 1], at + 1
    if sign == "-" and more in there.capitals and there.gap(more) == "-":
        return bool(there.kinds[more] & EPONYM) and not there.kinds[more] & NAME
    return sign in {"-", "?"}


def is_of_a_pair(there: Standing, at: int) -> bool:
    """Whether two words that stand here make one term: Ann Arbor, Marcus Gunn, Li-Fraumeni."""
    word = there.small(at)
    if word in _PAIRS:
        return at + 1 < len(there.words) and there.small(at + 1) == _PAIRS[word]
    return word in _SECONDS and at > 0 and _PAIRS.get(there.small(at - 1)) == word


def is_eponym_here(there: Standing, at: int) -> bool:
    """Whether the word is part of a term here: Sjögrens syndrom, Mb Crohn, Hickman-kateter."""
    next_one = at + 1
    if next_one < len(there.words) and there.small(next_one) == "s" and there.gap(next_one) in {"'", "’"}:
        next_one += 1
    after = there.small(next_one) if next_one < len(there.words) else ""
    before = there.small(at - 1) if at else ""
    if after in _AFTER_EPONYMS or before in _BEFORE_EPONYMS or _is_asked_or_tied(there, at):
        return True
    if there.gap(at)[-1:] == "(" and there.text[there.words[at].end :][:1] == ")":  # how it was measured: (Goldmann)
        return True
    if before in _INSIDE and there.gap(at) == " " and there.small(at) in _SPACES:
        return True
    if next_one < len(there.words) and there.gap(next_one) == " " and there.small(next_one) in {"a", "b", "c"}:
        return True  # a grade: Weber B
    if _GRADE.match(there.text, there.words[at].end) or before in {"enligt", "pubertet"}:
        return True
    if (at and there.gap(at) == "-" and there.kinds[at - 1] & EPONYM) or _is_listed_with_terms(there, at):
        return True
    if not after or there.gap(next_one) != " ":
        return False
    abbreviated = there.shouts(next_one) and not there.shouts(at)  # Simpson EF 52 %
    return (abbreviated or there.small(at).endswith("s")) and there.is_clinical(next_one)


def _is_listed_with_terms(there: Standing, at: int) -> bool:
    """Whether a comma parts it from a clinical word on either side: "Tidigare: Wilson, hjärtsvikt"."""
    after = at + 1
    if after < len(there.words) and there.gap(after) == ", " and there.is_clinical(after):
        return True
    return at > 0 and there.gap(at) == ", " and there.is_clinical(at - 1)


def is_used_as_term(there: Standing, at: int) -> bool:
    """Whether what stands beside says so of a word that no list knows for an eponym: "Herbst?", "Yergason neg"."""
    if there.kinds[at] & GIVEN:
        return False
    after = at + 1
    if after < len(there.words) and there.gap(after) in _CLOSE and there.small(after) in _TELLING:
        return True
    if at and there.gap(at) == " " and there.small(at - 1) in _MORBUS:
        return True
    end = there.words[at].end
    return bool(_FOUND.match(there.text, end)) or (there.text[end : end + 1] == "?" and there.begins(at))


def is_scale(there: Standing, at: int) -> bool:
    """Whether a scale bears the name here: Bergs balansskala, Berg 45/56."""
    end = there.words[at].end
    if there.scored and (score := _SCORE.match(there.text, end)):
        return int(score["points"]) <= int(score["most"])
    return there.small(at)[-1] == "s" and _SCALE.match(there.text, end) is not None
