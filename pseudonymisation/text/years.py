"""Whether four digits are a year. A lab value, a dose or a time of day may look the same; the words about it tell."""

import re

from pseudonymisation.text.shapes import is_measured, words_before

_TIMELY = frozenset(
    "ar aret sedan fran till under ca cirka omkring kring runt i slutet borjan mitten av var varen sommaren "
    "sommar host "
    "hosten vinter vintern opererad opererades op diagnos diagnosticerad diagnosticerades diagnostiserad fodd fodda f "
    "anno sen redan forst senast tidigare in since from until year of spring summer autumn fall winter born during "
    "early late before after around nov dec jan feb mars april maj juni juli aug sep okt insjuknade debuterade debut "
    "avled gick pensionerad pension flyttade kom gifte skilda anhorig dod mellan fore efter januari februari augusti "
    "september oktober november december and the tom from fom vt ht arsskiftet jul julen pask pasken".split()
)
_MEASURED = frozenset(
    "kl klockan bnp probnp nt ck kreatinin krea ferritin myoglobin troponin tnt tni ldh asat alat alp gt amylas "
    "crp tpk "
    "lpk nivå niva varde vardet vitamin kobalamin folat psa cea afp hcg diures urin volym vatska vatskor energi kcal "
    "intag glukos insulin dos pulser cpk laktat osmolalitet testosteron ostradiol igg ige iga igm total saldo "
    "rum sal matt langd vikt bt puls ringer glucos natriumklorid nacl d-dimer dimer flode steg antal summa cd hiv rna "
    "fibrinogen mikroalbumin albumin protein kopior pef fev fvc tv level at time hrs room".split()
)
_SIGNS = frozenset("<>=~≈+*#±")


def is_year(plain_text: str, start: int, end: int, *, year: int) -> bool:
    """Whether the four digits between these places are a year, and not an amount."""
    if is_measured(plain_text, end) or plain_text[start - 1 : start] in _SIGNS:
        return False
    if plain_text[start - 1 : start].isalpha() or plain_text[end : end + 1] in _SIGNS:
        return False
    near = words_before(plain_text, start)
    if near and near[-1] in _TIMELY:
        return True
    if _MEASURED.intersection(near[-2:]) or _AMOUNT_BEFORE.search(plain_text, max(0, start - 8), start):
        return False
    return year != 2000 or plain_text[start - 1 : start] == "("


_AMOUNT_BEFORE = re.compile(r"(?:[0-9][-–/xX*:]|[0-9]\s[-–x]\s|[-/][a-z]{1,3}\s?)$")
