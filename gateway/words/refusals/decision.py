"""What a refusal says of a part, its law and its decider."""

from collections.abc import Mapping

from gateway.words.refusals.sentences import Sentences

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
        sv="Delen hör till en vårdgivare som beslutsfattaren inte svarar för, och är i dag inte heller ersättare hos.",
        en="The part belongs to a controller that the decider neither answers for nor is deputy at today.",
        paragraph="Patientdatalag (2008:355) 2 kap. 6 §; offentlighets- och sekretesslag (2009:400) 25 kap. 1 §",
        next_step_sv="Lämna delen till vårdgivarens egen utlämnandeansvariga, som kan utse en ersättare.",
        next_step_en="Leave the part to that controller's own steward, who may name a deputy.",
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
    "D12-donated-data-used": Sentences(
        sv="En begärd datamängd är donerad, och dess vårdgivare har inte sagt att donerade uppgifter används, eller så "
        "visar uttaget inte vems donation som gällde.",
        en="A dataset that is asked for is donated, and its controller has not said that donated data are used, or the "
        "extract does not show whose donation held.",
        paragraph="Lag (2024:1146) 2 kap. 8 § och 3 kap. 8 §, read for donated data",
        next_step_sv="Ta bort datamängden, eller fråga vårdgivaren: två av dess utlämnandeansvariga kan ändra det "
        "(slussen parameters).",
        next_step_en="Leave the dataset out, or ask its controller: two of its stewards can change it (slussen "
        "parameters).",
    ),
}
