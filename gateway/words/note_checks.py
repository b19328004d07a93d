"""The check of masked notes in words: classes of identifiers, and how a check stands."""

from collections.abc import Mapping

from catalog.model import Words

CLASSES: Mapping[str, Words] = {
    "IDENTITY_NUMBER": Words(sv="personnummer eller motsvarande", en="personal number or the like"),
    "HSA_ID": Words(sv="HSA-id", en="HSA id"),
    "STAFF_CODE": Words(sv="kod för personal eller arbetsplats", en="code of staff or workplace"),
    "ORGANISATION_NUMBER": Words(sv="organisationsnummer", en="organisation number"),
    "ACCOUNT": Words(sv="konto", en="account"),
    "PASSPORT": Words(sv="pass", en="passport"),
    "PLATE": Words(sv="registreringsnummer", en="number plate"),
    "EMAIL": Words(sv="e-postadress", en="e-mail address"),
    "URL": Words(sv="webbadress", en="web address"),
    "PHONE": Words(sv="telefonnummer", en="telephone number"),
    "CASE_NUMBER": Words(sv="ärende-, remiss- eller provnummer", en="number of a case, referral or specimen"),
    "DEVICE": Words(sv="apparat eller serienummer", en="device or serial number"),
    "PERSON": Words(sv="namn på en person", en="name of a person"),
    "CARE_UNIT": Words(sv="vårdenhet", en="care unit"),
    "ADDRESS": Words(sv="adress", en="address"),
    "PLACE": Words(sv="plats", en="place"),
    "ORGANISATION": Words(sv="organisation", en="organisation"),
    "AGE": Words(sv="ålder", en="age"),
    "DATE": Words(sv="datum", en="date"),
}
"""What may be left in a note."""

STANDING: Mapping[str, Words] = {
    "waiting": Words(sv="Väntar på läsning", en="Waits to be read"),
    "in_order": Words(sv="Läst, inom gränsen", en="Read, within the limit"),
    "stopped": Words(sv="Läst, över gränsen", en="Read, beyond the limit"),
}
"""How one controller's sample stands."""


def share(ten_thousandths: int, *, swedish: bool) -> str:
    """A share in per cent."""
    written = f"{ten_thousandths / 100:.2f}"
    return f"{written.replace('.', ',')} %" if swedish else f"{written} %"
