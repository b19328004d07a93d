"""A controller's sample of masked notes, as its steward reads it before a delivery."""

from collections.abc import Mapping

from catalog.model import Words

NOTE_CHECK: Mapping[str, Words] = {
    "title": Words(sv="Läsprov av maskerade anteckningar", en="Samples of masked notes"),
    "lead": Words(
        sv="Innan maskerad fritext levereras läser varje vårdgivare ett läsprov av sina anteckningar.",
        en="Before masked free text is delivered, each controller reads a sample of its notes.",
    ),
    "table": Words(sv="Varje vårdgivares läsprov", en="Each controller's sample"),
    "controller": Words(sv="Vårdgivare", en="Controller"),
    "state": Words(sv="Läge", en="Status"),
    "of": Words(sv="Läsprov av anteckningar: {controller}", en="Sample of notes: {controller}"),
    "waits": Words(
        sv="Leveransen väntar på att du läser läsprovet och säger vad som fanns kvar.",
        en="The delivery waits until you have read the sample and said what was left.",
    ),
    "waits_for_steward": Words(
        sv="Leveransen väntar på vårdgivarens utlämnandeansvariga.",
        en="The delivery waits for the controller's steward.",
    ),
    "read_by": Words(sv="Läst av {by} den {day}.", en="Read by {by} on {day}."),
    "notes": Words(sv="Anteckningar i läsprovet", en="Notes in the sample"),
    "leaving": Words(sv="Anteckningar som ska lämnas ut, avrundat", en="Notes that are to leave, rounded"),
    "looked_at": Words(sv="Lästa anteckningar", en="Notes read"),
    "looked_at_hint": Words(
        sv="Alla {notes}, om leveransen ska kunna gå vidare.", en="All {notes}, if the delivery is to go on."
    ),
    "with_a_miss": Words(sv="Anteckningar där något fanns kvar", en="Notes with something left in them"),
    "with_a_miss_hint": Words(
        sv="Varje anteckning räknas en gång, hur mycket som än fanns kvar.",
        en="Each note counts once, however much was left.",
    ),
    "bound": Words(sv="Högst så stor andel av alla (95 %)", en="At most this share of all (95 %)"),
    "limit": Words(sv="Högsta andel för leverans", en="Highest share for a delivery"),
    "key": Words(sv="Förseglat för nyckeln", en="Sealed for the key"),
    "stopped": Words(sv="Leveransen stoppas", en="The delivery is stopped"),
    "stopped_means": Words(
        sv="Inte alla i läsprovet är lästa, eller så är andelen som kan peka ut någon över gränsen. Maskeringen "
        "rättas, eller tillståndet ändras så att fritexten hålls inne; sedan görs uttaget om.",
        en="Not all of the sample is read, or the share that may point at somebody is beyond the limit. The masking is "
        "mended, or the permit amended so that free text is kept back; then the extract is made anew.",
    ),
    "reading": Words(sv="Läs läsprovet", en="Read the sample"),
    "sealed": Words(
        sv="Läsprovet är förseglat för vårdgivarens nyckel. Slussen kan inte öppna det; det gör du, där nyckeln är.",
        en="The sample is sealed for the controller's key. Slussen cannot open it; you do, where the key is.",
    ),
    "save": Words(sv="Spara det förseglade läsprovet", en="Save the sealed sample"),
    "open": Words(sv="Öppna det, och läs arket:", en="Open it, and read the sheet:"),
    "fill_in": Words(
        sv="Skriv vad som fanns kvar i findings.txt, och räkna:", en="Write what was left into findings.txt, and count:"
    ),
    "found": Words(sv="Det här fanns kvar", en="What was left"),
    "numbers_alone": Words(
        sv="Ange antal. Skriv aldrig ord ur en anteckning här.", en="Tell numbers. Never write a word of a note here."
    ),
    "missed": Words(sv="Vad som fanns kvar, slag för slag", en="What was left, class by class"),
    "missed_hint": Words(sv="Lämna tomt där inget fanns kvar.", en="Leave empty where nothing was left."),
    "wrongly_masked": Words(sv="Ställen som är maskerade i onödan", en="Places that were masked needlessly"),
    "wrongly_masked_hint": Words(
        sv="Sjukdomar, läkemedel och annat som inte pekar ut någon.",
        en="Diseases, drugs and what else points at nobody.",
    ),
    "until_delivered": Words(
        sv="Svaret blir en undertecknad handling. Till dess leveransen går kan ett nytt svar ersätta det.",
        en="The answer becomes a signed paper. Until the delivery goes, another answer can take its place.",
    ),
    "sign": Words(sv="Anteckna och underteckna", en="Record and sign"),
}
