"""What a researcher reads first in a workspace, in Swedish and English."""

from spark_jobs.papers.manifest import DeliveryNote

_TEXT = """# {workspace}

## Svenska

Det här är uttaget för projektet {project} under tillståndet {permit}.

- Varje mapp är en datamängd, varje undermapp en tabell i Parquet.
- `dictionary.csvw.json` beskriver varje kolumn och vad som har gjorts med den.
- `delivery-note.json` är den undertecknade följesedeln: filer, kontrollsummor och avrundade antal.
- Personer heter här med pseudonymer som bara gäller i det här projektet. Datum som har flyttats har flyttats lika
  många dagar för allt som rör samma person.
- Uppgifterna är pseudonymiserade, inte anonyma: de är fortfarande personuppgifter. Den som försöker ta reda på vem
  någon är bryter mot tillståndet.
{text_sv}
Fråga med `slussen workspace query`. Vyerna heter `datamängd.tabell`; en vy `tabell` samlar samma tabell från alla
datamängder, med kolumnen `dataset`.

## English

This is the extract for the project {project} under the permit {permit}.

- Each folder is a dataset, each folder below it a table in Parquet.
- `dictionary.csvw.json` describes every column and what was done to it.
- `delivery-note.json` is the signed delivery note: files, digests and rounded totals.
- Persons go by pseudonyms that hold in this project alone. Dates that were moved were moved by the same number of
  days for everything that concerns one person.
- The records are pseudonymised, not anonymous: they are still personal data. To try to find out who somebody is
  breaks the permit.
{text_en}
Ask with `slussen workspace query`. Views are called `dataset.table`; a view `table` holds the same table of all
datasets, with the column `dataset`.
"""

_TEXTS = {
    "withhold": ("- Fritext lämnas inte ut: kolumnerna är tomma.", "- Free text is withheld: its columns are empty."),
    "unmeasured": (
        "- Fritext är maskad, men hur mycket maskeringen missar är inte mätt. Endast påhittade personer.",
        "- Free text is masked, but what the masking misses has not been measured. Invented people only.",
    ),
}


def readme(note: DeliveryNote) -> bytes:
    """The text for this workspace; no number of persons or rows is in it."""
    text_sv, text_en = _TEXTS[note.text]
    filled = _TEXT.format(
        workspace=note.workspace, project=note.project, permit=note.permit_id, text_sv=text_sv, text_en=text_en
    )
    return filled.encode()
