"""What can be wrong with what was sent: every reason of Invalid as a sentence."""

from collections.abc import Mapping

from catalog.model import Words

REASONS: Mapping[str, Words] = {
    "document-digest": Words(
        sv="Filen har inte den kontrollsumma som är antecknad: skicka den som beslutet kom.",
        en="These are not the bytes whose digest is on record: send the file as the decision came.",
    ),
    "document-empty": Words(
        sv="Välj en fil som inte är tom.",
        en="Choose a file that is not empty.",
    ),
    "document-type": Words(
        sv="Filen är ingen PDF, eller är något annat också: skicka beslutet som PDF.",
        en="This file is no PDF, or it is something else as well: send the decision as a PDF.",
    ),
    "document-broken": Words(
        sv="PDF-filen är avklippt, skadad eller låst: skicka den hel och utan lösenord.",
        en="This PDF is cut off, damaged or locked: send it whole and without a password.",
    ),
    "document-active": Words(
        sv="PDF-filen kan göra något av sig själv (skript, åtgärd, formulär eller bifogad fil): skicka en utan.",
        en="This PDF could do something by itself (a script, an action, a form, a file inside): send one without.",
    ),
    "no-letter": Words(
        sv="De här handlingarna gör inget brev.",
        en="These papers make no letter.",
    ),
    "case-number": Words(
        sv="Detta är inget diarienummer för ett etikbeslut: skriv 2021-04890, 2018/247-32 eller Ö 32-2021/3.1.",
        en="This is no case number of an ethics decision: write it as 2021-04890, 2018/247-32 or Ö 32-2021/3.1.",
    ),
    "dates-order": Words(
        sv="Datumen står i fel ordning.",
        en="The dates are in the wrong order.",
    ),
    "own-deputy": Words(
        sv="Ingen är ersättare för sig själv.",
        en="Nobody is deputy of themselves.",
    ),
    "unknown-dataset": Words(
        sv="Katalogen har ingen sådan datamängd.",
        en="The catalog has no such dataset.",
    ),
    "unknown-column": Words(
        sv="Datamängden har ingen sådan variabel.",
        en="The dataset has no such column.",
    ),
    "treatment-not-allowed": Words(
        sv="Variabeln tillåter inte den behandlingen.",
        en="The column does not allow that treatment.",
    ),
    "column-twice": Words(
        sv="Samma variabel begärs två gånger.",
        en="The same column is asked for twice.",
    ),
    "no-column": Words(
        sv="Ingen variabel begärs.",
        en="No column is asked for.",
    ),
    "namespaces-differ": Words(
        sv="Datamängderna hör till olika namnrymder, och personer i olika namnrymder länkas inte.",
        en="The datasets belong to different namespaces, and persons of different namespaces do not link.",
    ),
    "cohort-form": Words(
        sv="Kohorten är inte rätt skriven på det ställe som nämns.",
        en="The cohort is not well formed at the place that is named.",
    ),
    "search-prohibited": Words(
        sv="Den variabeln får inte användas för att söka fram personer.",
        en="That column may not be searched by.",
    ),
    "code-system": Words(
        sv="Variabeln innehåller inte koder ur det kodsystemet.",
        en="The column does not hold codes of that system.",
    ),
    "no-date": Words(
        sv="Tabellens rader har inget datum och ger därför inget indexdatum.",
        en="Rows of that table have no date, so they give no index.",
    ),
    "no-approval": Words(
        sv="Projektet har inget registrerat etikgodkännande: registrera ett först.",
        en="The project has no ethics approval on record: record one first.",
    ),
    "amendment-unlinked": Words(
        sv="Beslutet som ändras är inte antecknat här: anteckna det först.",
        en="The decision that is amended is not on record here: record it first.",
    ),
    "amendment-loop": Words(
        sv="Ändringarna ändrar varandra i en cirkel: en länk är fel.",
        en="The amendments change one another in a circle: one link is wrong.",
    ),
    "amendments-overlap": Words(
        sv="Två ändringar med verkan från samma dag säger olika: anteckna vilken som gäller.",
        en="Two amendments of the same day say different things: record which of them holds.",
    ),
    "two-approvals": Words(
        sv="Numret är redan antecknat som själva godkännandet, och en studie har ett.",
        en="This number is on record as the approval itself, and a study has one.",
    ),
    "no-decision": Words(
        sv="Inget beslut med det numret är antecknat här.",
        en="No decision of that number is on record here.",
    ),
    "no-document": Words(
        sv="Den handlingen hör inte till beslutet på posten: bifoga den, eller jämför med en som hör dit.",
        en="That document is not attached to the decision on record: attach it, or verify against one that is.",
    ),
    "no-condition": Words(
        sv="Beslutet har inget villkor eller förbehåll med den beteckningen.",
        en="The decision has no condition of that name.",
    ),
    "not-judgeable": Words(
        sv="Den grunden avgörs av reglerna ensamma.",
        en="The rules alone decide that ground.",
    ),
    "no-ruling": Words(
        sv="Detta är ingen bedömning av husets regler, eller en fråga som reglerna inte har.",
        en="This is no ruling of the house's rules, or a question that the rules do not have.",
    ),
    "no-snapshot": Words(
        sv="Datamängden har ingen ögonblicksbild ännu: be den som driver huset om en.",
        en="The data plane has published no snapshot of the dataset yet: ask the operator for one.",
    ),
    "register-missing": Words(
        sv="Ett register saknas: ett uttag utan det skulle inte lämna någon utanför.",
        en="A register is missing: an extract without it would leave nobody out.",
    ),
    "consent-register-missing": Words(
        sv="Studien bygger på varje persons samtycke, och dataplanet har inget register över dem: be den som driver "
        "huset lägga in det.",
        en="The study rests on each person's consent, and the data plane has no register of them: ask the operator to "
        "place it.",
    ),
    "no-such-part": Words(
        sv="Begäran gäller inget hos den vårdgivaren.",
        en="The request asks nothing of that controller.",
    ),
    "size-outside": Words(
        sv="Skriv ett antal från 1 till 500.",
        en="Write a number from 1 to 500.",
    ),
    "nothing-to-draw": Words(
        sv="Det finns inget av det att dra ett stickprov ur.",
        en="There is nothing of that to draw a spot check from.",
    ),
    "another-sample": Words(
        sv="Svaret gäller ett annat läsprov: läs det som hör till uttaget, och räkna på nytt.",
        en="These findings are about another sample: read the one of this extract, and count anew.",
    ),
    "more-than-drawn": Words(
        sv="Så många anteckningar kan inte vara lästa: minst en, högst så många som drogs.",
        en="So many notes cannot have been read: one at least, and no more than were drawn.",
    ),
    "more-missed-than-read": Words(
        sv="Fler anteckningar har något kvar än som är lästa.",
        en="More notes have something left in them than were read.",
    ),
    "classes-without-a-miss": Words(
        sv="Ange vad som fanns kvar, slag för slag: minst ett för varje anteckning där något fanns kvar.",
        en="Say what was left, class by class: one at least for each note in which something was left.",
    ),
    "class-unknown": Words(
        sv="Det finns inget sådant slag av uppgift.",
        en="There is no such class of identifier.",
    ),
    "no-such-item": Words(
        sv="Något med den beteckningen drogs inte.",
        en="Nothing of that name was drawn.",
    ),
    "no-such-samples": Words(
        sv="Begäran gäller inga prover ur den biobanken.",
        en="The request is about no samples of that biobank.",
    ),
    "no-such-point": Words(
        sv="Bedömningsunderlaget för den delen har ingen sådan punkt att besvara.",
        en="The assessment sheet of that part has no point of that name for anybody to sign.",
    ),
    "answered-twice": Words(
        sv="En punkt i bedömningsunderlaget är besvarad två gånger.",
        en="A point of the assessment sheet is answered twice.",
    ),
    "terms-version": Words(
        sv="Det är inte den version av villkoren som gäller.",
        en="That is not the version of the terms in force.",
    ),
    "maximum-persons": Words(
        sv="Ett godkännande av ingen är inget: skriv hur många personer det medger.",
        en="An approval of nobody is none: write how many persons it allows.",
    ),
    "etag": Words(
        sv="If-Match ska vara den ETag som följde med när du läste.",
        en="If-Match holds the ETag that came when it was read.",
    ),
    "barred-too-long": Words(
        sv="Ingen stängs av längre än fem år.",
        en="Nobody is barred for more than five years.",
    ),
    "own-role": Words(
        sv="Ingen ger sig själv en roll.",
        en="Nobody gives a role to themselves.",
    ),
    "role-reach": Words(
        sv="Utlämnandeansvariga svarar för vårdgivare, biobanksansvariga för biobanker, och ingen annan för någotdera.",
        en="A steward decides for controllers, a biobank's head for biobanks, and no other role for either.",
    ),
    "rules-unsigned": Words(
        sv="Ingen listad regelförvaltare har skrivit under dessa regler.",
        en="No listed steward of the rules has signed these rules.",
    ),
    "rules-once-signed": Words(
        sv="Bara en listad regelförvaltare har skrivit under dessa regler, och två olika behövs.",
        en="Only one listed steward of the rules has signed these rules, and two different ones are needed.",
    ),
    "rules-edited": Words(
        sv="Regelpaketet är ändrat eller skadat sedan det byggdes eller skrevs under.",
        en="The bundle of rules was changed or damaged since it was built or signed.",
    ),
    "rules-superseded": Words(
        sv="Regelförvaltarna har gett ut nyare regler än dessa.",
        en="The stewards have released newer rules than these.",
    ),
    "rules-other": Words(
        sv="Regelservern svarar efter andra regler än dem som är utgivna till detta hus.",
        en="The rule server answers by other rules than those released to this house.",
    ),
    "rules-older": Words(
        sv="Tillståndet utfärdades efter nyare regler än dessa, eller efter andra med samma nummer.",
        en="The permit was issued by newer rules than these, or by others of the same number.",
    ),
    "day-outside": Words(
        sv="Dagen ligger utanför det den kan vara.",
        en="The day lies outside what it can be.",
    ),
    "form": Words(
        sv="Något i formuläret behöver rättas.",
        en="Something in the form needs mending.",
    ),
    "empty": Words(
        sv="Här behövs en text.",
        en="A text is needed here.",
    ),
}
"""By reason. What pydantic finds (a wrong type, a missing field) carries pydantic's own code and sentence."""
