"""Why a person is left out, and how that is counted."""

from collections.abc import Mapping

from gateway.words.refusals.sentences import Sentences

EXCLUSIONS: Mapping[str, Sentences] = {
    "X00-identity-unresolved": Sentences(
        sv="Personens nummer finns inte i personregistret, så ingen invändning kan prövas.",
        en="The persons' register does not know the person's number, so no objection can be looked up.",
        paragraph="GDPR art. 5(1)(d)",
        next_step_sv="Personen lämnas utanför; vårdgivaren kan rätta numret i källan.",
        next_step_en="The person is left out; the controller can correct the number at the source.",
    ),
    "X01-opted-out": Sentences(
        sv="Personen har motsatt sig att uppgifterna används.",
        en="The person has opted out of such use.",
        paragraph="EHDS (EU) 2025/327 art. 71",
        next_step_sv="Personen lämnas utanför; inget behöver göras.",
        next_step_en="The person is left out; nothing needs to be done.",
    ),
    "X02-care-block": Sentences(
        sv="Personen har spärrat uppgifter hos en vårdgivare som omfattas.",
        en="The person has a block on records at a controller that is covered.",
        paragraph="Patientdatalag (2008:355) 4 kap. 4 §; lag (2022:913) 2 kap. 3 §",
        next_step_sv="Personen lämnas utanför hos den vårdgivaren, om inte dess parametrar säger annat.",
        next_step_en="The person is left out of that controller's rows, unless its parameters say otherwise.",
    ),
    "X03-protected-identity": Sentences(
        sv="Personen har sekretessmarkering eller skyddad folkbokföring.",
        en="The person's identity is protected in the population register.",
        paragraph="Offentlighets- och sekretesslag (2009:400) 22 kap. 1 §",
        next_step_sv="Personen lämnas utanför, om inte vårdgivaren i sitt beslut om delen har avgjort något annat.",
        next_step_en="The person is left out, unless the controller has decided otherwise in its part.",
    ),
    "X04-consent-withdrawn": Sentences(
        sv="Personen har tagit tillbaka sitt samtycke.",
        en="The person has withdrawn consent.",
        paragraph="Lag (2003:460) om etikprövning 19 §",
        next_step_sv="Personen lämnas utanför; inget behöver göras.",
        next_step_en="The person is left out; nothing needs to be done.",
    ),
    "X05-no-consent": Sentences(
        sv="Studien bygger på varje persons samtycke, och personen har inget som gäller: inget alls, i en annan "
        "version, för en dag som inte har varit, av någon som inte får ge det, eller oläsligt.",
        en="The study rests on each person's consent, and this person has none that holds: none at all, in another "
        "version, of a day to come, by somebody who may not give it, or unreadable.",
        paragraph="Lag (2003:460) om etikprövning 17 och 18 §§",
        next_step_sv="Personen lämnas utanför; forskningshuvudmannen kan rätta registret över samtycken.",
        next_step_en="The person is left out; the research principal can correct the register of consents.",
    ),
    "X06-no-donation": Sentences(
        sv="Datamängden är donerad, och personen har ingen donation som gäller: ingen alls, återkallad, utan första "
        "dag eller version av villkoren, eller under ett nummer som inte säkert är personens.",
        en="The dataset is donated, and this person has no donation that holds: none at all, withdrawn, without a "
        "first day or a version of its terms, or under a number that is not surely theirs.",
        paragraph="Lag (2024:1146) 2 kap. 8 §, read for donated data",
        next_step_sv="Personen lämnas utanför den datamängden; den som för registret över donationer kan rätta det.",
        next_step_en="The person is left out of that dataset; whoever keeps the register of donations can correct it.",
    ),
    "X10-exclusions-counted": Sentences(
        sv="Uttaget redovisar inte alla undantagna: ett slag saknas, ett register är onämnt eller summan är fel.",
        en="The extract does not account for all left out: a kind is missing, a register unnamed or the sum wrong.",
        paragraph="EHDS (EU) 2025/327 art. 71; patientdatalag (2008:355) 4 kap. 4 §; OSL (2009:400) 22 kap. 1 §",
        next_step_sv="Uttaget levereras inte. Låt driften läsa körningens journal och beställ på nytt.",
        next_step_en="The extract is not delivered. Have the operator read the runner's journal, and order again.",
    ),
}
