"""The decision on a biobank's samples; a no is reconsidered by the body that runs the biobank if the applicant asks."""

from collections.abc import Mapping

from catalog.model import Words
from gateway.domain.letter import Behind, Section
from gateway.words.language import Language, said
from gateway.words.letters.decision import LAW, NOW, REASONS
from gateway.words.letters.parts import Text, asked, called, day_of, listed, paragraphs
from spark_jobs.papers.paper import Kind

TITLES: Mapping[str, Words] = {
    "granted": Words(sv="Proverna får användas", en="The samples may be used"),
    "refused": Words(sv="Proverna får inte användas", en="The samples may not be used"),
}
DECIDED: Mapping[str, Words] = {
    "granted": Words(
        sv="Proverna i biobank {biobank} får användas i studien. Uppgifterna ur {datasets} kan lämnas ut, om "
        "vårdgivaren också beviljar sin del.",
        en="The samples of biobank {biobank} may be used in the study. The data from {datasets} can be disclosed if "
        "the controller grants its part as well.",
    ),
    "refused": Words(
        sv="Proverna i biobank {biobank} får inte användas i studien. Uppgifterna ur {datasets} lämnas därför inte ut.",
        en="The samples of biobank {biobank} may not be used in the study. The data from {datasets} are therefore not "
        "disclosed.",
    ),
}
NO_REASONS = Words(sv="Inga särskilda skäl är angivna.", en="No particular reasons are given.")
BASIS = Words(sv="Biobankslag (2023:38) 5 kap. 13 §.", en="Biobanks act (Biobankslag, 2023:38) 5:13.")
NEXT: Mapping[str, Words] = {
    "granted": Words(
        sv="Du behöver inte göra något. Tillståndet utfärdas när alla delar är beslutade.",
        en="You need do nothing. The permit is issued when every part is decided.",
    ),
    "refused": Words(
        sv="Du kan begära att {body}, som är biobankens huvudman, omprövar beslutet. Skriv till {body}: vilket beslut "
        "det gäller och varför det ska bli ett annat. Beslutet kan inte överklagas.",
        en="You can ask {body}, which runs the biobank, to reconsider the decision. Write to {body}: which decision "
        "it is, and why it should be another. The decision cannot be appealed.",
    ),
}
BY = Words(
    sv="Beslutat av {decider}, ansvarig för biobank {biobank}, {body}",
    en="Decided by {decider}, who answers for biobank {biobank}, {body}",
)


def samples(behind: Behind, language: Language) -> Text:
    """What was decided on the samples."""
    made, request = behind.paper.body, behind.body(Kind.ACCESS_REQUEST)
    outcome, of = made["outcome"], {"biobank": made["biobank"], "body": made["body"]}
    reasons = paragraphs(made["reasons"]) or (said(NO_REASONS, language),)
    return Text(
        day=day_of(made["decided_at"]),
        sender=str(made["body"]),
        title=said(TITLES[outcome], language),
        decision=(said(DECIDED[outcome], language).format(**of, datasets=listed(made["datasets"], language)),),
        sections=(
            Section(heading=said(REASONS, language), texts=reasons),
            Section(heading=said(LAW, language), texts=(said(BASIS, language),)),
            Section(heading=said(NOW, language), texts=(said(NEXT[outcome], language).format(**of),)),
            asked(request, language, datasets=made["datasets"]),
        ),
        signed=(said(BY, language).format(**of, decider=called(made["decider"], request)),),
    )
