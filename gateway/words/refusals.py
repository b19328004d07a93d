"""
Every ground and every kind of exclusion as sentences: what is missing, by which paragraph, and what to do now.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """One code for a reader. `sv` and `en` say what was not found; the next step says what removes the obstacle."""

    sv: str
    en: str
    paragraph: str
    next_step_sv: str
    next_step_en: str


ETHICS: Mapping[str, Sentences] = {
    "E01-approval-linked": Sentences(
        sv="Projektet har inget etikgodkännande: det saknas, avslogs eller är bara ett rådgivande yttrande.",
        en="The project has no ethics approval of its own: none is linked, it was refused, or it is only an advisory "
        "opinion.",
        paragraph="Lag (2003:460) om etikprövning 6 §; offentlighets- och sekretesslag (2009:400) 21 kap. 7 §",
        next_step_sv="Be samordnaren registrera Etikprövningsmyndighetens beslut på projektet.",
        next_step_en="Ask the coordinator to record the ethical review authority's decision on the project.",
    ),
    "E02-approval-in-force": Sentences(
        sv="Etikgodkännandet har inte fått laga kraft, och det är inte antecknat att det gäller omedelbart.",
        en="The ethics approval has not gained legal force, and it is not recorded that it applies at once.",
        paragraph="Lag (2003:460) om etikprövning 30 §",
        next_step_sv="Vänta till dagen för laga kraft, eller låt samordnaren anteckna att beslutet gäller omedelbart.",
        next_step_en="Wait for the day of legal force, or have the coordinator record that it applies at once.",
    ),
    "E03-started-in-time": Sentences(
        sv="Etikgodkännandet har upphört att gälla: forskningen påbörjades inte inom två år från laga kraft.",
        en="The ethics approval has lapsed: the research had not started within two years of its legal force.",
        paragraph="Lag (2003:460) om etikprövning 6 § fjärde stycket",
        next_step_sv="Om forskningen påbörjades i tid, låt samordnaren anteckna dagen; annars krävs nytt godkännande.",
        next_step_en="If the research did start in time, have the coordinator record the day; if not, apply for a new "
        "approval.",
    ),
    "E04-principal-approved": Sentences(
        sv="Projektets forskningshuvudman är inte en av dem som etikgodkännandet gäller.",
        en="The project's research principal is not one of those that the ethics approval is for.",
        paragraph="Lag (2003:460) om etikprövning 23 §",
        next_step_sv="Rätta projektets huvudman, eller ansök om ändring av godkännandet så att huvudmannen omfattas.",
        next_step_en="Correct the project's principal, or apply for an amendment that includes it.",
    ),
    "E05-people-approved": Sentences(
        sv="Ansvarig forskare eller någon namngiven omfattas inte av etikgodkännandet.",
        en="The investigator, or somebody who is named, is not among the people of the ethics approval.",
        paragraph="Lag (2003:460) om etikprövning 6 §; EHDS (EU) 2025/327 art. 67(2)(a)",
        next_step_sv="Huvudmannen bedömer om ändringen är väsentlig; samordnaren antecknar bedömningen med skäl. "
        "Är den väsentlig, ansök om ändring.",
        next_step_en="The principal judges whether the change is substantial, and the coordinator records that with "
        "its reasons. If it is, apply for an amendment.",
    ),
    "E06-within-approved-scope": Sentences(
        sv="Begäran går utöver etikgodkännandet: en datamängd, variabelgrupp, period eller population täcks inte.",
        en="More is asked for than the ethics approval covers: a dataset, a group of variables, the period or the "
        "population.",
        paragraph="Lag (2003:460) om etikprövning 6 §; EHDS (EU) 2025/327 art. 66, 68(10)(a)",
        next_step_sv="Ta bort det som inte täcks, eller ansök om ändring av godkännandet och låt registrera den.",
        next_step_en="Leave out what is not covered, or apply for an amendment of the approval and have it recorded.",
    ),
    "E07-cohort-within-approval": Sentences(
        sv="Antalet personer är större än etikgodkännandet medger, eller så är ett av antalen okänt.",
        en="There are more persons than the ethics approval allows, or one of the two numbers is not known.",
        paragraph="Lag (2003:460) om etikprövning 6 §; Etikprövningsmyndighetens praxis",
        next_step_sv="Snäva in kohorten, eller ansök om ändring av godkännandet till ett större antal.",
        next_step_en="Narrow the cohort, or apply for an amendment of the approval to a larger number.",
    ),
    "E08-conditions-acknowledged": Sentences(
        sv="Ett villkor i etikgodkännandet är inte bekräftat av projektet.",
        en="A condition of the ethics approval is not acknowledged by the project.",
        paragraph="Lag (2003:460) om etikprövning 6 och 38 §§",
        next_step_sv="Läs villkoren och bekräfta vart och ett (slussen acknowledge).",
        next_step_en="Read the conditions, and acknowledge each of them (slussen acknowledge).",
    ),
    "E09-consent-checked": Sentences(
        sv="Godkännandet bygger på varje persons samtycke och det kan inte prövas: versioner eller register saknas, "
        "tillståndet säger något annat, eller uttaget gjordes utan registret; eller så är det inte antecknat hur "
        "personer tillfrågas.",
        en="The approval rests on each person's consent and that cannot be checked: versions or register are missing, "
        "the permit says otherwise, or the extract was made without the register; or it is not on record how persons "
        "are asked.",
        paragraph="Lag (2003:460) om etikprövning 16-22 §§",
        next_step_sv="Anteckna hur personer tillfrågas enligt beslutet och, vid samtycke, versionerna; låt driften "
        "lägga in registret över samtycken. Har beslutet ändrats efter tillståndet: begär ett nytt tillstånd.",
        next_step_en="Record how persons are asked, as the decision says, and the versions where they consent; have "
        "the operator place the register of consents. Where the decision changed after the permit: ask for a new one.",
    ),
    "E10-nothing-against": Sentences(
        sv="Ett senare beslut står mot studien: godkännandet är återkallat eller upphävt, "
        "eller så gäller ett föreläggande.",
        en="A later decision stands against the study: the approval was revoked or overturned, or is under an order.",
        paragraph="Lag (2003:460) om etikprövning 34-36 §§",
        next_step_sv="Avbryt arbetet. När beslutet har upphävts, låt samordnaren anteckna dagen.",
        next_step_en="Stop working. Once the decision is lifted, have the coordinator record the day.",
    ),
    "E11-approval-verified": Sentences(
        sv="Ingen utanför projektet har jämfört godkännandet, eller en ändring som gäller, med själva beslutet.",
        en="Nobody outside the project has held the approval, or an amendment in force, against the decision itself.",
        paragraph="Lag (2003:460) om etikprövning 6 §; offentlighets- och sekretesslag (2009:400) 21 kap. 7 §",
        next_step_sv="Be samordnaren eller en utlämnandeansvarig jämföra det som är antecknat med handlingen "
        "(slussen verify-approval). En rättelse kräver en ny jämförelse.",
        next_step_en="Ask the coordinator or a steward to hold the record against the document (slussen "
        "verify-approval). A correction needs it anew.",
    ),
}

DECISION: Mapping[str, Sentences] = {
    "D01-every-controller-granted": Sentences(
        sv="Minst en vårdgivare vars uppgifter omfattas har inte beviljat sin del.",
        en="At least one controller whose data are covered has not granted its part.",
        paragraph="Offentlighets- och sekretesslag (2009:400) 25 kap. 1 §; patientdatalag (2008:355) 2 kap. 6 §",
        next_step_sv="Vänta på de delbeslut som saknas; det som ingen beviljat kan inte ingå i tillståndet.",
        next_step_en="Wait for the parts that are missing; what nobody granted cannot be part of the permit.",
    ),
    "B01-samples-granted": Sentences(
        sv="Den biobanksansvarige har inte beviljat användningen av proverna bakom en datamängd.",
        en="Whoever answers for the biobank has not granted the use of the samples behind a dataset.",
        paragraph="Biobankslag (2023:38) 5 kap. 13 §",
        next_step_sv="Vänta på den biobanksansvariges beslut; vårdgivarens del räcker inte. Ett avslag omprövas av "
        "biobankens huvudman på din begäran.",
        next_step_en="Wait for the decision of whoever answers for the biobank: the controller's part is not enough. A "
        "refusal is reconsidered by the body that runs the biobank if you ask.",
    ),
    "B02-collection-approved": Sentences(
        sv="Etikgodkännandet omfattar inte biobanken vars prover en datamängd kommer ur.",
        en="The ethics approval does not cover the biobank whose samples a dataset comes from.",
        paragraph="Biobankslag (2023:38) 2 kap. 6 §, 4 kap. 11 §; lag (2003:460) om etikprövning 6 §",
        next_step_sv="Låt godkännandet ange biobanken med dess nummer, ansök om ändring, eller ta bort datamängden.",
        next_step_en="Have the approval on record name the biobank by its number, apply for an amendment, or leave the "
        "dataset out.",
    ),
    "B03-own-biobank": Sentences(
        sv="Den som beslutar är inte ansvarig för biobanken, eller så gäller begäran inte dess prover.",
        en="The decider does not answer for that biobank, or the request is not about its samples.",
        paragraph="Biobankslag (2023:38) 2 kap. 1 och 4 §§, 5 kap. 13 §",
        next_step_sv="Låt den som är ansvarig för biobanken besluta.",
        next_step_en="Let whoever answers for the biobank decide.",
    ),
    "D02-no-conflict-of-interest": Sentences(
        sv="Den som deltar i projektet får inte besluta om det.",
        en="Nobody who takes part in the project may decide on it.",
        paragraph="EHDS (EU) 2025/327 art. 55(3)-(5); förvaltningslag (2017:900) 16-18 §§",
        next_step_sv="Låt en annan utlämnandeansvarig hos samma vårdgivare besluta.",
        next_step_en="Let another steward of the same controller decide.",
    ),
    "D03-conditions-accepted": Sentences(
        sv="Ett förbehåll som en vårdgivare har beviljat sin del med är inte godtaget av projektet.",
        en="A condition on which a controller granted its part is not accepted by the project.",
        paragraph="Offentlighets- och sekretesslag (2009:400) 10 kap. 14 § och 12 kap. 2 §",
        next_step_sv="Läs förbehållen och godta vart och ett (slussen accept-condition), eller återta begäran.",
        next_step_en="Read the conditions and accept each (slussen accept-condition), or withdraw the request.",
    ),
    "D04-recipient-in-reach": Sentences(
        sv="Mottagaren finns utanför Sverige, och det särskilda beslut som då krävs är inte antecknat.",
        en="The recipient is outside Sweden, and the special decision that this needs is not on record.",
        paragraph="Offentlighets- och sekretesslag (2009:400) 8 kap. 3 § och 25 kap. 1 §",
        next_step_sv="Låt samordnaren anteckna beslutet och skälen, när vårdgivarna har fattat det.",
        next_step_en="Have the coordinator record the decision with its reasons, once the controllers have made it.",
    ),
    "D05-own-controller": Sentences(
        sv="Delen hör till en vårdgivare som beslutsfattaren inte svarar för.",
        en="The part belongs to a controller that this steward does not answer for.",
        paragraph="Patientdatalag (2008:355) 2 kap. 6 §; offentlighets- och sekretesslag (2009:400) 25 kap. 1 §",
        next_step_sv="Lämna delen till vårdgivarens egen utlämnandeansvariga.",
        next_step_en="Leave the part to that controller's own steward.",
    ),
    "D06-request-submitted": Sentences(
        sv="Begäran är inte inlämnad, eller inte längre: det finns inget att besluta om.",
        en="The request is not submitted, or no longer is: there is nothing to decide on.",
        paragraph="Förvaltningslag (2017:900) 19 §; EHDS (EU) 2025/327 art. 68(4)",
        next_step_sv="Vänta tills sökanden lämnar in begäran.",
        next_step_en="Wait until the applicant submits the request.",
    ),
    "D07-finding-reasoned": Sentences(
        sv="Beslutet är varken ett ja eller ett nej, eller ett nej utan skäl.",
        en="The finding is neither a yes nor a no, or it is a no without reasons.",
        paragraph="Förvaltningslag (2017:900) 32 §; EHDS (EU) 2025/327 art. 68(9)",
        next_step_sv="Skriv skälen för avslaget och besluta på nytt.",
        next_step_en="Write the reasons for the refusal and decide again.",
    ),
    "D08-own-datasets-only": Sentences(
        sv="Beslutet beviljar något som inte är begärt av den vårdgivaren.",
        en="The finding grants something that was not asked of that controller.",
        paragraph="Patientdatalag (2008:355) 2 kap. 6 §",
        next_step_sv="Bevilja bara vårdgivarens egna datamängder i begäran.",
        next_step_en="Grant only the controller's own datasets in the request.",
    ),
    "D09-basis-known": Sentences(
        sv="Det är inte angivet efter vilken lag en vårdgivare av det slaget beslutar.",
        en="It is not written down by which law a controller of this kind decides.",
        paragraph="Offentlighets- och sekretesslag (2009:400) 25 kap. 1 §; patientsäkerhetslag (2010:659) 6 kap. 12 §",
        next_step_sv="Be den driftansvariga ange i katalogen om vårdgivaren är offentlig eller privat.",
        next_step_en="Ask the operator to say in the catalog whether the controller is public or private.",
    ),
    "D10-routed-capacity": Sentences(
        sv="Delen är inte beslutad i den egenskap som så många enheter ska till, eller antalet enheter är inte sagt.",
        en="The part is not decided in the capacity that so many units are routed to, or how many is not said.",
        paragraph="Patientdatalag (2008:355) 2 kap. 6 §; vårdgivarens delegationsordning",
        next_step_sv="Ange hur många enheter delen gäller och i vilken egenskap du beslutar (--units, --as), eller "
        "lämna över delen till den som den ska till.",
        next_step_en="Say how many units the part concerns and in which capacity you decide (--units, --as), or leave "
        "the part to whom it is routed.",
    ),
}

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
}

PERMIT: Mapping[str, Sentences] = {
    "T10-nobody-barred": Sentences(
        sv="Någon som söker, namnges eller som studien görs för är avstängd.",
        en="Somebody who asks, is named, or for whom the study is done is barred.",
        paragraph="EHDS (EU) 2025/327 art. 63(3)",
        next_step_sv="Fråga samordnaren vem och till vilken dag; namnge dem som inte är avstängda, eller vänta.",
        next_step_en="Ask the coordinator who, and until which day; name people who are not barred, or wait.",
    ),
    "T01-permit-valid": Sentences(
        sv="Tillståndet gäller inte i dag, eller för längre tid än tio år.",
        en="The permit does not hold today, or is for longer than ten years.",
        paragraph="EHDS (EU) 2025/327 art. 68(12)",
        next_step_sv="Begär ett nytt tillstånd eller en period som ryms i tio år.",
        next_step_en="Ask for a new permit, or for a period within ten years.",
    ),
    "T04-permit-standing": Sentences(
        sv="Tillståndet är återkallat.",
        en="The permit is revoked.",
        paragraph="EHDS (EU) 2025/327 art. 63(3)",
        next_step_sv="Fråga samordnaren om skälet; ett återkallat tillstånd gäller inte igen, begär ett nytt.",
        next_step_en="Ask the coordinator for the reason; a revoked permit does not hold again, ask for a new one.",
    ),
    "T08-permit-not-replaced": Sentences(
        sv="Tillståndet är ersatt av ett ändrat.",
        en="The permit is replaced by an amended one.",
        paragraph="EHDS (EU) 2025/327 art. 68(13)",
        next_step_sv="Använd det tillstånd som ersatte det; `slussen follow` visar vilket.",
        next_step_en="Use the permit that took its place; `slussen follow` tells which.",
    ),
    "T09-amends-standing-permit": Sentences(
        sv="Det tillstånd som ska ändras gäller inte längre, eller ändringen ger ett annat ändamål eller längre tid.",
        en="The permit to be amended no longer holds, or the amendment asks for another purpose or a longer time.",
        paragraph="EHDS (EU) 2025/327 art. 68(12)-(13)",
        next_step_sv="Behåll ändamål och sista dag, begär förlängning för sig, eller lämna in en ny begäran.",
        next_step_en="Keep purpose and last day, ask for an extension by itself, or submit a new access request.",
    ),
    "T05-extended-once": Sentences(
        sv="Tillståndet har redan förlängts, och det görs en gång.",
        en="The permit was extended already, and that is done once.",
        paragraph="EHDS (EU) 2025/327 art. 68(12)",
        next_step_sv="Lämna in en ny begäran om utlämnande för tiden därefter.",
        next_step_en="Submit a new access request for the time after it.",
    ),
    "T06-extension-asked-in-time": Sentences(
        sv="Förlängningen begärdes utan skäl, eller mindre än en månad innan tillståndet löper ut.",
        en="The extension was asked for without a reason, or less than a month before the permit expires.",
        paragraph="EHDS (EU) 2025/327 art. 68(12)",
        next_step_sv="Lämna in en ny begäran om utlämnande; nästa gång, begär förlängningen med skäl i god tid.",
        next_step_en="Submit a new access request; the next time, ask with the reasons in good time.",
    ),
    "T07-extension-within-ten-years": Sentences(
        sv="Förlängningen gäller ingen senare dag, eller är längre än tio år.",
        en="The extension is for no later day, or for longer than ten years.",
        paragraph="EHDS (EU) 2025/327 art. 68(12)",
        next_step_sv="Begär en dag efter tillståndets sista och högst tio år därefter.",
        next_step_en="Ask for a day after the permit's last one, and ten years after it at most.",
    ),
    "T02-people-trained": Sentences(
        sv="Någon som begäran namnger har inte godtagit villkoren eller har ingen giltig utbildning.",
        en="Somebody named in the request has not accepted the terms or has no valid training.",
        paragraph="EHDS (EU) 2025/327 art. 67(2)(a); SATRE 1.5-1.6, 3.2",
        next_step_sv="Låt alla namngivna godta villkoren och gå utbildningen, eller ta bort dem ur begäran.",
        next_step_en="Have everyone named accept the terms and take the training, or take them off the request.",
    ),
    "T03-on-the-permit": Sentences(
        sv="Bara den som står i tillståndet får öppna uttaget.",
        en="Only those on the permit may open the extract.",
        paragraph="EHDS (EU) 2025/327 art. 61(2), 73(1)(a)",
        next_step_sv="Be ansvarig forskare begära ett tillägg till tillståndet.",
        next_step_en="Ask the principal investigator to apply for an addition to the permit.",
    ),
    "R01-kept-long-enough": Sentences(
        sv="Raderna ska inte tas bort än: det har inte gått fem månader sedan tillståndet löpte ut.",
        en="The rows are not to go yet: it is not five months since the permit expired.",
        paragraph="EHDS (EU) 2025/327 art. 68(12)",
        next_step_sv="Inget behöver göras: huset frågar varje dag.",
        next_step_en="Nothing needs to be done: the house asks every day.",
    ),
}

PERMISSION: Mapping[str, Sentences] = {
    "W01-may-act": Sentences(
        sv="Ingen av dina roller får göra detta.",
        en="None of your roles may do this.",
        paragraph="Patientdatalag (2008:355) 4 kap. 2-3 §§; EHDS (EU) 2025/327 art. 73(1)(a)",
        next_step_sv="Vänd dig till den som har rollen, eller till samordnaren.",
        next_step_en="Turn to somebody who has the role, or to the coordinator.",
    ),
    "W02-within-reach": Sentences(
        sv="Handlingarna hör till ett projekt eller en vårdgivare utanför din roll.",
        en="The papers belong to a project or a controller outside your role.",
        paragraph="Patientdatalag (2008:355) 4 kap. 2-3 §§; EHDS (EU) 2025/327 art. 73(1)(a)",
        next_step_sv="Vänd dig till någon i projektet eller till vårdgivarens utlämnandeansvariga.",
        next_step_en="Turn to somebody in the project, or to the controller's steward.",
    ),
}

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
    "X10-exclusions-counted": Sentences(
        sv="Uttaget redovisar inte alla undantagna: ett slag saknas, ett register är onämnt eller summan är fel.",
        en="The extract does not account for all left out: a kind is missing, a register unnamed or the sum wrong.",
        paragraph="EHDS (EU) 2025/327 art. 71; patientdatalag (2008:355) 4 kap. 4 §; OSL (2009:400) 22 kap. 1 §",
        next_step_sv="Uttaget levereras inte. Låt driften läsa körningens journal och beställ på nytt.",
        next_step_en="The extract is not delivered. Have the operator read the runner's journal, and order again.",
    ),
}

_ANSWER_SV = (
    "Bedöm punkten och besvara den med skäl (slussen sheet; slussen review --sheet eller --point), eller avslå delen."
)
_ANSWER_EN = (
    "Assess the point and answer it with its reason (slussen sheet; slussen review --sheet or --point), or refuse the "
    "part."
)

SHEET: Mapping[str, Sentences] = {
    "D11-extra-safeguards": Sentences(
        sv="Inte besvarat med ja: att det skydd finns som vårdgivaren kräver för uppgifter av det slaget.",
        en="Not answered with yes: that the safeguards are in place which the controller asks for with such data.",
        paragraph="EHDS (EU) 2025/327 art. 51(4)",
        next_step_sv=_ANSWER_SV,
        next_step_en=_ANSWER_EN,
    ),
    "D11-free-text": Sentences(
        sv="Inte besvarat med ja: att det som maskningen av fritexten kan lämna kvar är godtagbart.",
        en="Not answered with yes: that what the masking of the free text may leave behind is acceptable.",
        paragraph="GDPR art. 5(1)(c), 5(1)(f); EHDS (EU) 2025/327 art. 68(3)",
        next_step_sv=_ANSWER_SV,
        next_step_en=_ANSWER_EN,
    ),
    "D11-necessary": Sentences(
        sv="Inte besvarat med ja: att uppgifterna är nödvändiga och proportionerliga för ändamålet.",
        en="Not answered with yes: that the data are necessary and proportionate for the purpose.",
        paragraph="EHDS (EU) 2025/327 art. 68(1)(b), 66(1)",
        next_step_sv=_ANSWER_SV,
        next_step_en=_ANSWER_EN,
    ),
    "D11-no-breach": Sentences(
        sv="Inte besvarat med ja: att utlämnandet är förenligt med tystnadsplikten och ingen lider men.",
        en="Not answered with yes: that the disclosure keeps to the duty of silence, and nobody is harmed.",
        paragraph="Patientsäkerhetslag (2010:659) 6 kap. 12 §",
        next_step_sv=_ANSWER_SV,
        next_step_en=_ANSWER_EN,
    ),
    "D11-no-harm": Sentences(
        sv="Inte besvarat med ja: att det står klart att ingen lider men.",
        en="Not answered with yes: that it is clear that nobody is harmed.",
        paragraph="Offentlighets- och sekretesslag (2009:400) 25 kap. 1 §",
        next_step_sv=_ANSWER_SV,
        next_step_en=_ANSWER_EN,
    ),
    "D11-public-interest": Sentences(
        sv="Inte besvarat med ja: ett allmänt intresse som väger tyngre än intrånget.",
        en="Not answered with yes: a public interest that outweighs the intrusion.",
        paragraph="EHDS (EU) 2025/327 art. 68(1)(c); GDPR art. 6(1)(e), 9(2)(j); lag (2018:218) 2 kap. 2 §",
        next_step_sv=_ANSWER_SV,
        next_step_en=_ANSWER_EN,
    ),
    "D11-public-security": Sentences(
        sv="Inte besvarat med ja eller inte tillämpligt: riskerna för rikets säkerhet och allmän ordning.",
        en="Not answered with yes or not applicable: the risks for national security and public order.",
        paragraph="EHDS (EU) 2025/327 art. 68(2)-(3)",
        next_step_sv=_ANSWER_SV,
        next_step_en=_ANSWER_EN,
    ),
    "D11-qualified": Sentences(
        sv="Inte besvarat med ja: att de namngivna har den kompetens som användningen kräver.",
        en="Not answered with yes: that those who are named are qualified for the use.",
        paragraph="EHDS (EU) 2025/327 art. 68(1)(d); lag (2003:460) om etikprövning 11 §",
        next_step_sv=_ANSWER_SV,
        next_step_en=_ANSWER_EN,
    ),
    "D11-safeguarded": Sentences(
        sv="Inte besvarat med ja: att skyddet hos mottagaren räcker.",
        en="Not answered with yes: that the recipient's safeguards are sufficient.",
        paragraph="EHDS (EU) 2025/327 art. 68(1)(e), 68(3)",
        next_step_sv=_ANSWER_SV,
        next_step_en=_ANSWER_EN,
    ),
    "D11-small-group": Sentences(
        sv="Inte besvarat med ja: att ingen i en liten eller okänd grupp går att känna igen.",
        en="Not answered with yes: that nobody can be recognised in a group that is small or of unknown size.",
        paragraph="Offentlighets- och sekretesslag (2009:400) 25 kap. 1 §; EHDS (EU) 2025/327 art. 68(3)",
        next_step_sv=_ANSWER_SV,
        next_step_en=_ANSWER_EN,
    ),
}
"""Each point of the assessment sheet (`policies/sheet`) that a person signs."""

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

REFUSALS: Mapping[str, Sentences] = {
    **ETHICS,
    **DECISION,
    **SHEET,
    **REQUEST,
    **PERMIT,
    **PERMISSION,
    **NOT_ASKED_YET,
    **EXCLUSIONS,
}
"""All of them by code."""
