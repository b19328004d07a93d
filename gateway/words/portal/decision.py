"""A part as the steward sees it."""

from collections.abc import Mapping

from catalog.model import Words
from gateway.domain.disclosure_review import Keepable

KEPT: Mapping[str, Words] = {
    Keepable.CARE_BLOCK: Words(sv="de som har spärrat sin journal", en="those who have blocked their records"),
    Keepable.PROTECTED_IDENTITY: Words(sv="de som har skyddad identitet", en="those with a protected identity"),
}

DECISION: Mapping[str, Words] = {
    "title": Words(sv="Pröva delen: {controller}", en="Decide the part: {controller}"),
    "title_of": Words(sv="Delen: {controller}", en="The part: {controller}"),
    "to_decision": Words(sv="Gå till beslutet", en="Go to the decision"),
    "to_request": Words(sv="Till begäran", en="To the access request"),
    "undecided": Words(sv="Att pröva", en="To be decided"),
    "undecided_lead": Words(
        sv="Begäran gäller uppgifter hos {controller}. Läs, bedöm varje punkt och besluta sist på sidan.",
        en="The request concerns data of {controller}. Read, assess each point, and decide at the end of the page.",
    ),
    "not_yours": Words(
        sv="Delen är inte prövad än. Det är den utlämnandeansvariga hos {controller} som beslutar.",
        en="The part is not decided yet. The steward of {controller} decides it.",
    ),
    "not_now": Words(
        sv="Begäran är inte inlämnad just nu, så delen kan inte beslutas.",
        en="The request is not submitted at present, so the part cannot be decided.",
    ),
    "decided": Words(sv="{outcome} av {decider} den {day}.", en="{outcome} by {decider} on {day}."),
    "in_place_of": Words(sv="I stället för {steward}.", en="In the place of {steward}."),
    "due": Words(sv="Beslut senast", en="Decide by"),
    "overdue": Words(sv="Fristen är överskriden.", en="The time is over."),
    "route": Words(sv="Vem beslutar", en="Who decides"),
    "law": Words(sv="Med stöd av", en="By law"),
    "safe_project": Words(sv="Säkert projekt", en="Safe project"),
    "safe_people": Words(sv="Säkra personer", en="Safe people"),
    "safe_data": Words(sv="Säkra uppgifter", en="Safe data"),
    "safe_settings": Words(sv="Säker miljö", en="Safe settings"),
    "safe_outputs": Words(sv="Säkra resultat", en="Safe outputs"),
    "asks_project": Words(sv="Är studien rätt och tillåten?", en="Is the study right, and allowed?"),
    "asks_people": Words(sv="Kan de som får uppgifterna lita på?", en="Can those who get the data be trusted?"),
    "asks_data": Words(sv="Behövs just de här uppgifterna?", en="Are exactly these data needed?"),
    "asks_settings": Words(
        sv="Är uppgifterna skyddade där de används?", en="Are the data protected where they are used?"
    ),
    "asks_outputs": Words(sv="Kan någon lida men av det som kommer ut?", en="Can anybody be harmed by what comes out?"),
    "papers_say": Words(sv="Handlingarna säger", en="What the papers say"),
    "rules_found": Words(sv="Reglerna fann", en="What the rules found"),
    "you_assess": Words(sv="Du bedömer", en="You assess"),
    "assessed": Words(sv="Bedömt", en="Assessed"),
    "study": Words(sv="Studie", en="Study"),
    "principal": Words(sv="Forskningshuvudman", en="Research principal"),
    "purpose": Words(sv="Ändamål, EHDS artikel", en="Purpose, EHDS article"),
    "ethics": Words(sv="Etikgodkännande", en="Ethics approval"),
    "ethics_told": Words(
        sv="{number}, beslutat {day}, högst {persons} personer",
        en="{number}, decided {day}, at most {persons} people",
    ),
    "no_ethics": Words(sv="Inget är registrerat.", en="None is on record."),
    "applicant": Words(sv="Sökande", en="Applicant"),
    "investigator": Words(sv="Ansvarig forskare", en="Principal investigator"),
    "people": Words(sv="Namngivna personer", en="Named people"),
    "cohort": Words(sv="Vilka personer", en="Which people"),
    "expected": Words(sv="Väntat antal", en="Expected number"),
    "expected_told": Words(
        sv="{asked} begärda, i hela begäran",
        en="{asked} asked for, in the whole request",
    ),
    "period": Words(sv="Från vilken tid", en="From which time"),
    "days": Words(sv="{first} till {last}", en="{first} to {last}"),
    "datasets": Words(sv="Datamängder", en="Datasets"),
    "scope": Words(sv="Jämfört med etikgodkännandet", en="Compared with the ethics approval"),
    "scope_all": Words(
        sv="Allt som begärs omfattas av etikgodkännandet.", en="Everything asked for is covered by the ethics approval."
    ),
    "scope_none": Words(
        sv="Det finns inget etikgodkännande att jämföra med.", en="There is no ethics approval to compare with."
    ),
    "scope_what": Words(sv="Begärt", en="Asked for"),
    "scope_state": Words(sv="Hur godkännandet förhåller sig", en="How the approval stands to it"),
    "columns": Words(sv="Varje variabel och varför den behövs", en="Each variable, and why it is needed"),
    "columns_count": Words(sv="{count} variabler i delen", en="{count} variables in the part"),
    "column": Words(sv="Variabel", en="Variable"),
    "why": Words(sv="Varför", en="Why"),
    "why_pseudonymised": Words(sv="Varför inte anonymt", en="Why not anonymous"),
    "where": Words(sv="Var uppgifterna används", en="Where the data are used"),
    "where_told": Words(
        sv="I en stängd arbetsyta. Raderna lämnar den inte; den som frågar släpps in en fråga i taget, och det "
        "antecknas.",
        en="In a closed workspace. Rows do not leave it; whoever asks is let in for one question at a time, on record.",
    ),
    "wanted": Words(sv="Önskad tid", en="Wanted time"),
    "text_profile": Words(sv="Maskning av fritext", en="Masking of free text"),
    "no_text": Words(sv="Ingen profil vald", en="No profile chosen"),
    "outputs": Words(sv="Vad som kommer ut", en="What comes out"),
    "outputs_told": Words(
        sv="Inget resultat släpps ur arbetsytan ännu. Det som sägs utanför den är avrundade antal.",
        en="No result is let out of the workspace yet. What is told outside it are rounded numbers.",
    ),
    "before": Words(sv="Det projektet har fått tidigare", en="What the project received before"),
    "before_none": Words(
        sv="Projektet har inte fått något uttag som du får se.",
        en="The project has received no extract that you may see.",
    ),
    "before_what": Words(sv="Datamängder", en="Datasets"),
    "before_until": Words(sv="Tillståndet till och med", en="Permit until"),
    "before_where": Words(sv="Var det ligger", en="Where it is"),
    "not_delivered": Words(sv="Inte levererat", en="Not delivered"),
    "ordered": Words(sv="Beställt", en="Ordered"),
    "others": Words(sv="De andra vårdgivarnas delar", en="The other care providers' parts"),
    "others_table": Words(sv="Vad var och en har beslutat", en="What each of them has decided"),
    "before_table": Words(sv="Uttag som projektet har fått", en="Extracts that the project received"),
    "other_controller": Words(sv="Vårdgivare", en="Care provider"),
    "other_outcome": Words(sv="Beslut", en="Decision"),
    "reason": Words(sv="Skäl för din bedömning", en="Your reason"),
    "missing": Words(sv="Det här fattas", en="What is missing"),
    "decide": Words(sv="Ditt beslut", en="Your decision"),
    "grant": Words(sv="Bevilja delen", en="Grant the part"),
    "grant_means": Words(
        sv="Uppgifterna lämnas ut enligt tillståndet när alla delar är prövade. Varje punkt som du bedömer ska då vara "
        "besvarad.",
        en="The data are disclosed under the permit once every part is decided. Each point that you assess must then "
        "be "
        "answered.",
    ),
    "refuse": Words(sv="Avslå delen", en="Refuse the part"),
    "refuse_means": Words(
        sv="Inga rader från {controller} läses, varken för kohorten eller för uttaget. De andra delarna prövas för "
        "sig, "
        "och studien kan få ett tillstånd utan er del. Ett avslag ska ha skäl.",
        en="No rows of {controller} are read, neither for the cohort nor for the extract. The other parts are decided "
        "by "
        "themselves, and the study may get a permit without yours. A refusal needs its reasons.",
    ),
    "appeal": Words(sv="Om det blir nej", en="If it is a no"),
    "units": Words(sv="Hur många av era enheter delen gäller", en="How many of your units the part concerns"),
    "capacity": Words(sv="I vilken egenskap du beslutar", en="In which capacity you decide"),
    "reasons": Words(sv="Skäl för beslutet", en="Reasons for the decision"),
    "reasons_hint": Words(
        sv="Sökanden läser dem. Skriv inget om en enskild patient.",
        en="The applicant reads them. Write nothing about a single patient.",
    ),
    "conditions": Words(sv="Förbehåll", en="Conditions"),
    "conditions_hint": Words(
        sv="Binder den som tar emot uppgifterna (OSL 10 kap. 14 §). Projektet ska godta vart och ett innan det finns "
        "något tillstånd. Lämna tomt om du inte har några.",
        en="They bind whoever receives the data (OSL 10:14). The project accepts each before there is a permit. Leave "
        "empty where you have none.",
    ),
    "condition": Words(sv="Förbehåll {number}", en="Condition {number}"),
    "kept": Words(sv="Ska några stå kvar som annars undantas?", en="Shall anybody stay who would be left out?"),
    "kept_hint": Words(
        sv="Bara om ni har sagt att det kan prövas. Skriv då varför bland skälen.",
        en="Only where you have said that it can be decided. Say why among the reasons.",
    ),
    "sign": Words(sv="Besluta och underteckna", en="Decide and sign"),
    "once_only": Words(
        sv="Ett beslut fattas en gång. Det blir en undertecknad handling och kan inte ändras.",
        en="A decision is made once. It becomes a signed paper, and cannot be changed.",
    ),
    "finding": Words(sv="Beslutet", en="The decision"),
    "outcome": Words(sv="Beslut", en="Decision"),
}
