"""Codes that point at staff, units, samples, accounts and things: the forms are real, the digits are drawn."""

from collections.abc import Callable, Mapping, Sequence
from random import Random

from pseudonymisation.check_digits import check_digit
from pseudonymisation.text.gold.dictionaries import Dictionary, one_of
from pseudonymisation.text.gold.pieces import Piece, Pieces
from pseudonymisation.text.spans import Tag

_LETTERS, _DIGITS = "ABCDEFGHJKLMNPRSTUXYZ", "0123456789"
_NEVER_ISSUED = "MLB WAM NRP RPS NSF LOJ TOA XTZ ZOG FNL BSS HKH".split()
"""Letters that no plate of the country carries."""


def shaped(forms: Sequence[str], chance: Random) -> str:
    """One of the forms, with a digit for each `#` and a letter for each `@`."""
    form = one_of(forms, chance)
    return "".join(one_of(_DIGITS if sign == "#" else _LETTERS, chance) if sign in "#@" else sign for sign in form)


def organisation_number(chance: Random) -> str:
    bare = one_of("25789", chance) + shaped(("#",), chance) + one_of("2345", chance) + shaped(("######",), chance)
    return f"{bare[:6]}-{bare[6:]}{check_digit(bare)}"


def _hsa(words: Dictionary, chance: Random) -> str:
    number = organisation_number(chance).replace("-", "")
    return f"SE{number}-{shaped(('@#@##', '@###', '@@##', '####', '@#@####', 'P########'), chance)}"


def _iban(words: Dictionary, chance: Random) -> str:
    bare = shaped(("999#################",), chance)  # no bank has that number
    whole = f"SE{98 - int(f'{bare}281400') % 97:02d}{bare}"
    return whole if chance.random() < 0.3 else " ".join(whole[at : at + 4] for at in range(0, len(whole), 4))


def _giro(words: Dictionary, chance: Random) -> str:
    bare = shaped(("5#####", "5######"), chance)
    return f"{bare[:-3]}-{bare[-3:]}{check_digit(bare)}"


def _plusgiro(words: Dictionary, chance: Random) -> str:
    bare = shaped(("4#####",), chance)
    return f"{bare[:2]} {bare[2:4]} {bare[4:6]}-{check_digit(bare)}"


def _plate(words: Dictionary, chance: Random) -> str:
    return one_of(_NEVER_ISSUED, chance) + shaped((" ###", " ###", "###", " ##@"), chance)


def _url(words: Dictionary, chance: Random) -> str:
    before = one_of(("https://www.", "http://", "www.", "https://"), chance)
    path = shaped(("bokning", "kontakt", "u/######", "min-sida?id=########"), chance)
    return f"{before}{words.one_of('domains', chance)}/{path}"


def _imei(words: Dictionary, chance: Random) -> str:
    bare = shaped(("35############",), chance)
    return bare + check_digit(bare)


def _shape(*forms: str) -> Callable[[Dictionary, Random], str]:
    return lambda words, chance: shaped(forms, chance)


def phone_number(chance: Random) -> str:
    """As a register has it; of those that the Post and Telecom Authority has set aside for books and films."""
    return shaped(("070-17406##", "031-39006##", "040-62804##", "08-465004##", "0980-3192##"), chance)


def written_phone(number: str, chance: Random) -> str:
    """A telephone number as people write it."""
    area, _, rest = number.partition("-")
    parts = f"{rest[:-4]} {rest[-4:-2]} {rest[-2:]}".strip()
    forms = (
        "{area}-{rest}", "{area}-{parts}", "{area}-{parts}", "{area}/{rest}", "{area} {parts}", "{area}{rest}",
        "+46 {bare} {parts}", "+46{bare}{rest}", "0046{bare}{rest}", "+46(0){bare}-{parts}", "{area} - {parts}",
        "({area}) {parts}",
    )  # fmt: skip
    return one_of(forms, chance).format(area=area, rest=rest, parts=parts, bare=area[1:])


FORMS: Mapping[str, tuple[Tag, Callable[[Dictionary, Random], str]]] = {
    "hsa": (Tag.HSA_ID, _hsa),
    "prescriber": (Tag.STAFF_CODE, _shape("#######")),
    "licence": (Tag.STAFF_CODE, _shape("######")),
    "workplace": (Tag.STAFF_CODE, _shape("0600000######", "1400000######", "0900000######")),
    "card": (Tag.STAFF_CODE, _shape("9752##############", "9752 #### #### #### ##")),
    "orgnr": (Tag.ORGANISATION_NUMBER, lambda words, chance: organisation_number(chance)),
    "iban": (Tag.ACCOUNT, _iban),
    "bankgiro": (Tag.ACCOUNT, _giro),
    "plusgiro": (Tag.ACCOUNT, _plusgiro),
    "account": (Tag.ACCOUNT, _shape("8327-9, ### ### ###-#", "6112-#######", "3300 ######-####", "9180 ### ### #")),
    "passport": (Tag.PASSPORT, _shape("########", "@@######", "@@#######")),
    "plate": (Tag.PLATE, _plate),
    "url": (Tag.URL, _url),
    "ip": (Tag.URL, _shape("192.0.2.1##", "198.51.100.#", "203.0.113.2#")),
    "phone": (Tag.PHONE, lambda words, chance: written_phone(phone_number(chance), chance)),
    "ext": (Tag.PHONE, _shape("#####", "## ###", "####")),
    "phone_abroad": (
        Tag.PHONE,
        _shape("+44 1632 960###", "+358 40 ### ####", "+1 (555) 555-01##", "0049 30 23125###", "+48 22 ### ## ##"),
    ),
    "referral": (Tag.CASE_NUMBER, _shape("R########", "##########", "REM-######")),
    "accession": (Tag.CASE_NUMBER, _shape("@@@#########", "SE@@###########", "#########")),
    "sample": (Tag.CASE_NUMBER, _shape("T#####-2#", "L#########", "2#-#######")),
    "case": (Tag.CASE_NUMBER, _shape("####-#####", "SOC ####/2#", "#########")),
    "device": (Tag.DEVICE, _shape("@@#######", "####-#####-@", "PJN######H")),
    "imei": (Tag.DEVICE, _imei),
    "lma": (Tag.IDENTITY_NUMBER, _shape("5#-######", "5#######")),
}
"""Each slot's class, and how it is drawn."""


def drawn(slot: str, words: Dictionary, chance: Random) -> Pieces:
    """The code of a slot as one piece."""
    tag, form = FORMS[slot]
    return (Piece(form(words, chance), tag),)
