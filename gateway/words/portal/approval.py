"""Writing down an ethics decision, step by step."""

from collections.abc import Mapping

from catalog.model import Words

APPROVAL: Mapping[str, Words] = {
    "approval": Words(sv="Etikgodkännande", en="Ethics approval"),
    "amendment": Words(sv="Ändring av etikgodkännandet", en="Amendment of the ethics approval"),
    "of": Words(sv="steg {number} av {all}", en="step {number} of {all}"),
    "step_decision": Words(sv="Vad beslutades?", en="What was decided?"),
    "step_people": Words(sv="Vilka gäller beslutet för?", en="For whom does the decision hold?"),
    "step_scope": Words(sv="Vad omfattar beslutet?", en="What does the decision cover?"),
    "step_size": Words(sv="Hur många, och hur tillfrågas de?", en="How many, and how are they asked?"),
    "step_conditions": Words(sv="Villkor och handling", en="Conditions and document"),
    "step_summary": Words(sv="Stämmer allt med beslutet?", en="Does everything agree with the decision?"),
    "lead": Words(
        sv="Ha beslutet framför dig och skriv av det. Begäran fylls sedan i med det du skriver här.",
        en="Have the decision before you and copy it. The request is then filled in with what you write here.",
    ),
    "lead_amendment": Words(
        sv="En ändring läggs bredvid det beslut som den ändrar. Skriv bara det som är nytt.",
        en="An amendment stands beside the decision that it changes. Write only what is new.",
    ),
    "only_changes": Words(
        sv="Lämna tomt det som inte ändras. Listor läggs till det som gällde förut, annat ersätter det.",
        en="Leave empty what does not change. Lists are added to what held before, the rest takes its place.",
    ),
    "case_number": Words(sv="Diarienummer", en="Case number"),
    "case_number_hint": Words(
        sv="Till exempel 2021-04890, 2018/247-32 eller Ö 32-2021/3.1.",
        en="For example 2021-04890, 2018/247-32 or Ö 32-2021/3.1.",
    ),
    "amends": Words(sv="Vilket beslut ändras?", en="Which decision is amended?"),
    "amends_hint": Words(
        sv="Dess diarienummer: godkännandet eller en tidigare ändring.",
        en="Its case number: the approval or an earlier amendment.",
    ),
    "kind": Words(sv="Vad är det för beslut?", en="What kind of decision is it?"),
    "kind_approval": Words(sv="Godkännande", en="An approval"),
    "kind_appeal": Words(sv="Beslut av Överklagandenämnden", en="A decision of the appeals board"),
    "kind_advisory_opinion": Words(sv="Rådgivande yttrande", en="An advisory opinion"),
    "kind_exempt": Words(sv="Omfattas inte av lagen", en="The act does not apply"),
    "outcome": Words(sv="Utfall", en="Outcome"),
    "outcome_approved": Words(sv="Godkänt", en="Approved"),
    "outcome_refused": Words(sv="Avslag", en="Refused"),
    "decided_on": Words(sv="Beslutsdag", en="Day of the decision"),
    "legal_force_on": Words(sv="Laga kraft", en="Final from"),
    "legal_force_hint": Words(
        sv="Dagen då beslutet fick laga kraft. Lämna tomt om det inte har hänt.",
        en="The day on which the decision became final. Leave it empty if that has not happened.",
    ),
    "immediate": Words(sv="Gäller det genast?", en="Does it apply at once?"),
    "immediate_yes": Words(
        sv="Ja, beslutet säger att det gäller omedelbart", en="Yes, the decision says that it applies at once"
    ),
    "started_on": Words(sv="När började forskningen?", en="When did the research begin?"),
    "started_hint": Words(
        sv="Ett godkännande upphör om forskningen inte har börjat inom två år. Lämna tomt om den inte har börjat.",
        en="An approval ends if the research has not begun within two years. Leave it empty if it has not begun.",
    ),
    "principals": Words(sv="Forskningshuvudmän", en="Research principals"),
    "one_each": Words(sv="En på varje rad.", en="One on each line."),
    "investigator": Words(sv="Ansvarig forskare", en="Principal investigator"),
    "person_hint": Words(
        sv="Det namn som personen loggar in med, till exempel ture.holm.",
        en="The name that the person signs in with, for example ture.holm.",
    ),
    "named_persons": Words(sv="Andra som namnges i beslutet", en="Others whom the decision names"),
    "people_hint": Words(
        sv="De namn som personerna loggar in med, ett på varje rad.",
        en="The names that the persons sign in with, one on each line.",
    ),
    "datasets": Words(sv="Datamängder", en="Datasets"),
    "groups": Words(sv="Grupper av variabler", en="Groups of variables"),
    "period_from": Words(sv="Uppgifter från och med", en="Records from"),
    "period_to": Words(sv="Uppgifter till och med", en="Records until"),
    "period_hint": Words(
        sv="När det som står i journalerna hände, inte när forskningen pågår.",
        en="When what stands in the records happened, not when the research goes on.",
    ),
    "population": Words(sv="Vilka personer", en="Which persons"),
    "population_hint": Words(
        sv="Koder som beslutet nämner, en på varje rad, som ICD-10-SE:K922 eller ATC:B01A.",
        en="Codes that the decision names, one on each line, as ICD-10-SE:K922 or ATC:B01A.",
    ),
    "biobanks": Words(sv="Biobanker", en="Biobanks"),
    "biobanks_hint": Words(
        sv="Nummer på de biobanker vars prover används, ett på varje rad.",
        en="The numbers of the biobanks whose samples are used, one on each line.",
    ),
    "maximum_persons": Words(sv="Högst så många personer", en="So many persons at most"),
    "maximum_hint": Words(sv="Ett heltal, till exempel 1000.", en="A whole number, for example 1000."),
    "consent": Words(sv="Hur tillfrågas personerna?", en="How are the persons asked?"),
    "mode_unsaid": Words(sv="Beslutet säger inget om det", en="The decision does not say"),
    "mode_consent": Words(sv="Var och en samtycker", en="Each of them consents"),
    "mode_opt_out_information": Words(sv="De får information och kan säga nej", en="They are informed and may say no"),
    "mode_waived": Words(sv="Samtycke behövs inte", en="No consent is needed"),
    "versions": Words(sv="Versioner av samtyckesblanketten", en="Versions of the consent form"),
    "conditions": Words(sv="Villkor i beslutet", en="Conditions of the decision"),
    "conditions_hint": Words(
        sv="Ett på varje rad. Projektet tar dem på sig ett i taget efteråt.",
        en="One on each line. The project takes them on one by one afterwards.",
    ),
    "document": Words(sv="Vad heter beslutshandlingen?", en="What is the document of the decision called?"),
    "document_hint": Words(sv="Till exempel Beslut 2021-04890.", en="For example Decision 2021-04890."),
    "digest": Words(sv="Handlingens fingeravtryck", en="The document's fingerprint"),
    "file": Words(sv="Beslutet som PDF", en="The decision as a PDF"),
    "file_hint": Words(
        sv="Högst {most} MB, utan lösenord och skript. Fingeravtrycket räknas ut här, och filen behålls bredvid "
        "beslutet.",
        en="At most {most} MB, without password and script. The fingerprint is computed here, and the file is kept "
        "beside the decision.",
    ),
    "summary_lead": Words(
        sv="Läs igenom. När du skriver in beslutet blir det en signerad handling; en rättelse blir en ny.",
        en="Read it through. Once recorded it is a signed paper; a correction is another one.",
    ),
    "change": Words(sv="Ändra", en="Change"),
    "next": Words(sv="Nästa", en="Next"),
    "before": Words(sv="Tillbaka", en="Back"),
    "record": Words(sv="Skriv in beslutet", en="Record the decision"),
    "not_yet": Words(
        sv="Det du skriver följer med från steg till steg. Det finns i ärendet först när du skriver in beslutet.",
        en="What you write goes along from step to step. It is on record only once you record the decision.",
    ),
}
