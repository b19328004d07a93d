"""What a refusal says of a request."""

from collections.abc import Mapping

from gateway.words.refusals.sentences import Sentences

REQUEST: Mapping[str, Sentences] = {
    "P01-purpose-listed": Sentences(
        sv="Ändamålet finns inte i förordningens lista, eller är förbehållet myndigheter.",
        en="The purpose is not in the regulation's list, or it is kept for authorities.",
        paragraph="EHDS (EU) 2025/327 art. 53(1)-(2)",
        next_step_sv="Välj ett ändamål ur listan; a till c får bara myndigheter ange.",
        next_step_en="Choose a purpose from the list; only authorities may name a to c.",
    ),
    "P02-prohibited-uses-declared": Sentences(
        sv="En försäkran om förbjuden användning saknas.",
        en="A declaration on prohibited uses is missing.",
        paragraph="EHDS (EU) 2025/327 art. 54",
        next_step_sv="Lämna alla fem försäkringar, 54 a till e.",
        next_step_en="Make all five declarations, 54 a to e.",
    ),
    "P03-kind-has-rules": Sentences(
        sv="För det slags begäran finns ännu inga skrivna regler, så ingenting kan beviljas.",
        en="No rules are written for this kind of request yet, so nothing can be granted.",
        paragraph="EHDS (EU) 2025/327 art. 53(1), 68(1); offentlighets- och sekretesslag (2009:400) 25 kap. 1 §",
        next_step_sv="Regelförvaltarna skriver dem; be samordnaren ta upp frågan. Är det forskning, ange slaget "
        "research.",
        next_step_en="The stewards of the rules write them: ask the coordinator to raise it. If it is research, name "
        "the kind research.",
    ),
    "P04-purpose-of-its-kind": Sentences(
        sv="Ändamålet hör till ett annat slags begäran än det som anges.",
        en="The purpose belongs to another kind of request than the one named.",
        paragraph="EHDS (EU) 2025/327 art. 53(1)",
        next_step_sv="Forskning är 53.1.e, 53.1.e.i och 53.1.e.ii. Rätta ändamålet, eller ange det slag som det hör "
        "till.",
        next_step_en="Research is 53.1.e, 53.1.e.i and 53.1.e.ii. Correct the purpose, or name the kind that it "
        "belongs to.",
    ),
    "M01-columns-justified": Sentences(
        sv="En variabel saknar motivering, eller skulle lämnas ut så att den pekar ut en person.",
        en="A column has no justification, or would leave in a form that points to a person.",
        paragraph="GDPR art. 5(1)(c); EHDS (EU) 2025/327 art. 66",
        next_step_sv="Motivera varje variabel, och välj för identitetsuppgifter pseudonym eller uteslut dem.",
        next_step_en="Justify every column, and choose pseudonym or drop for identifiers.",
    ),
    "M02-pseudonyms-justified": Sentences(
        sv="Det är inte angivet varför anonymiserade uppgifter inte räcker.",
        en="It is not said why anonymised data would not do.",
        paragraph="EHDS (EU) 2025/327 art. 66(3)",
        next_step_sv="Skriv varför rader om samma person måste hänga samman.",
        next_step_en="Write why the rows of one person must belong together.",
    ),
    "U01-uses-allowed": Sentences(
        sv="En begärd datamängds villkor för användning (DUO) tillåter inte ändamål, mottagare, plats eller tid.",
        en="The terms of use (DUO) of a dataset do not allow the purpose, the recipient, the place or the time.",
        paragraph="EHDS (EU) 2025/327 art. 53, 68(1); GA4GH Data Use Ontology",
        next_step_sv="Läs villkoren i katalogen (slussen catalog show). Ta bort datamängden, eller lämna det löfte "
        "som villkoret kräver.",
        next_step_en="Read the terms in the catalog (slussen catalog show). Leave the dataset out, or make the promise "
        "that they ask for.",
    ),
    "M03-criteria-searchable": Sentences(
        sv="Kohorten söker på en variabel som inte får vara sökbegrepp, eller har inget kriterium alls.",
        en="The cohort searches by a column that may not be searched by, or has no criterion at all.",
        paragraph="Patientdatalag (2008:355) 2 kap. 8 §",
        next_step_sv="Ta bort kriteriet, eller välj en variabel som katalogen låter söka på.",
        next_step_en="Leave the criterion out, or choose a column that the catalog lets search by.",
    ),
    "M04-text-profile-chosen": Sentences(
        sv="Fritext begärs utan att en prövad profil för avidentifiering är vald.",
        en="Free text is asked for, and no de-identification profile that was measured is chosen.",
        paragraph="GDPR art. 5(1)(c), 5(1)(f)",
        next_step_sv="Välj en profil i begäran (withhold håller texten inne), eller ta bort fritexten.",
        next_step_en="Choose a profile in the request (withhold keeps the text back), or leave the free text out.",
    ),
    "M05-notes-checked": Sentences(
        sv="Maskerade anteckningar ska lämnas ut, och en vårdgivares läsprov är inte läst, inte läst helt, eller "
        "visar att för många anteckningar kan peka ut någon.",
        en="Masked notes are to leave, and a controller's sample is not read, not read whole, or shows that too many "
        "notes may point at somebody.",
        paragraph="GDPR art. 5(1)(c), 5(1)(f), 32(1)(d)",
        next_step_sv="Vårdgivarens utlämnandeansvariga läser läsprovet (slussen note-sample, slussen-runner "
        "open-sample) och antecknar vad som fanns kvar (slussen check-notes). Är gränsen passerad: rätta maskeringen, "
        "eller ändra tillståndet så att fritexten hålls inne.",
        next_step_en="The controller's steward reads the sample (slussen note-sample, slussen-runner open-sample) and "
        "records what was left (slussen check-notes). Beyond the limit: mend the masking, or amend the permit so that "
        "free text is kept back.",
    ),
}
