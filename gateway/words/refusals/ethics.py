"""What a refusal says of the ethics approval."""

from collections.abc import Mapping

from gateway.words.refusals.sentences import Sentences

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
