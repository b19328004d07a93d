"""Grounds that no verb asks for yet."""

from collections.abc import Mapping

from gateway.words.refusals.sentences import Sentences

NOT_ASKED_YET: Mapping[str, Sentences] = {
    "K01-resolved-by-two": Sentences(
        sv="Pseudonymen slås inte upp: skäl eller en andra person saknas, eller så deltar någon av dem i projektet.",
        en="The pseudonym is not resolved: a reason or the second person is missing, or one of them is in the project.",
        paragraph="EHDS (EU) 2025/327 art. 66(3); GDPR art. 4(5)",
        next_step_sv="Skriv skälet och låt en annan kodnyckelansvarig, utanför projektet, bekräfta.",
        next_step_en="Write the reason, and have another key custodian outside the project confirm.",
    ),
    "F01-count-within-its-purpose": Sentences(
        sv="Antalsberäkningen gäller inte klinisk forskning, har ändrade kriterier eller ber om mer än ett antal.",
        en="The count is not for clinical research, its criteria were changed, or it asks for more than a number.",
        paragraph="Patientdatalag (2008:355) 2 kap. 4 § första stycket 7 och 5 kap. 7 §",
        next_step_sv="Anteckna kriterierna på nytt innan något räknas, och be bara om antalet.",
        next_step_en="Record the criteria anew before anything is counted, and ask for the number alone.",
    ),
    "F02-nobody-shown": Sentences(
        sv="Svaret skulle visa ett för litet antal, eller så är utrymmet för överlappande räkningar förbrukat.",
        en="The answer would show too small a number, or the budget of overlapping counts is used up.",
        paragraph="Patientdatalag (2008:355) 5 kap. 7 §; GDPR art. 5(1)(c)",
        next_step_sv="Vidga kriterierna, eller nöj dig med att antalet ligger under gränsen.",
        next_step_en="Widen the criteria, or be content with the number being below the threshold.",
    ),
    "F03-counts-open": Sentences(
        sv="En vårdgivare vars uppgifter skulle räknas har inte öppnat för antalsberäkning.",
        en="A controller whose records would be counted has not opened its counts.",
        paragraph="Patientdatalag (2008:355) 2 kap. 4 § första stycket 7, 2 kap. 6 § och 5 kap. 7 §",
        next_step_sv="Räkna bara hos dem som har öppnat, eller fråga vårdgivaren: två utlämnandeansvariga ändrar det "
        "(slussen parameters).",
        next_step_en="Count only where it is open, or ask the controller: two stewards change it (slussen parameters).",
    ),
    "A01-released-after-a-check": Sentences(
        sv="Resultatet är inte kontrollerat av någon utanför projektet, eller av ett slag som inte får lämnas ut.",
        en="The result was not checked by somebody outside the project, or is of a class that may not leave.",
        paragraph="EHDS (EU) 2025/327 art. 73(2); SATRE 3.3",
        next_step_sv="Låt någon utanför projektet kontrollera just den filen; uppgifter om enskilda lämnas aldrig ut.",
        next_step_en="Have somebody outside the project check that very file; what is about one person never leaves.",
    ),
}
"""Of questions whose verbs do not exist: the rules are written and tried, and the server refuses to be asked."""
