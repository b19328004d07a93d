"""What an objection means, in words: the kinds, the moments and the effects of `policies/objections`."""

from collections.abc import Mapping

from catalog.model import Words
from gateway.words.language import Language

KINDS: Mapping[str, Words] = {
    "ehds_opt_out": Words(sv="Nej till sekundäranvändning", en="Opt-out of secondary use"),
    "quality_register_opt_out": Words(sv="Nej till kvalitetsregister", en="Opt-out of a quality register"),
    "care_block": Words(sv="Spärr av vårduppgifter", en="Block on care records"),
    "protected_identity": Words(sv="Skyddad identitet", en="Protected identity"),
    "withdrawn_consent": Words(sv="Återkallat samtycke", en="Withdrawn consent"),
    "withdrawn_donation": Words(sv="Återkallad datadonation", en="Withdrawn donation"),
}

MOMENTS: Mapping[str, Words] = {
    "before_permit": Words(sv="Före tillståndet", en="Before the permit"),
    "before_extraction": Words(sv="Efter tillståndet, före uttaget", en="After the permit, before the extraction"),
    "after_delivery": Words(sv="Efter uttaget", en="After the extraction"),
}

EFFECTS: Mapping[str, Words] = {
    "excluded": Words(sv="Personen lämnas utanför.", en="The person is left out."),
    "may_stay": Words(sv="Uppgifterna får vara kvar.", en="The records may stay."),
    "told_to_projects": Words(
        sv="Projekten som har fått uppgifterna ska få veta det.",
        en="The projects that have the records are to be told.",
    ),
    "human_decides": Words(
        sv="En människa hos vårdgivaren avgör; utan beslut lämnas personen utanför.",
        en="A human at the controller decides; without a decision the person is left out.",
    ),
}

BY_CONTROLLER = Words(
    sv="Vårdgivaren kan i sina parametrar ha bestämt annat.",
    en="The controller may have said otherwise in its parameters.",
)

AFTERWARDS: Mapping[str, Words] = {
    "quality_register_opt_out": Words(
        sv="Personen har sagt nej till att finnas i kvalitetsregister. Uppgifterna får inte samlas in på nytt; "
        "forskningshuvudmannen avgör med vårdgivaren vad som ska raderas (patientdatalagen 7 kap. 2 §, "
        "dataskyddsförordningen artikel 19).",
        en="The person has opted out of quality registers. The records must not be collected anew; the research "
        "principal decides with the controller what is to be erased (patient data act 7:2, GDPR article 19).",
    ),
    "withdrawn_consent": Words(
        sv="Samtycket gäller inte längre. Det som redan har samlats in får användas i studien, men inget nytt får "
        "samlas in om personen (etikprövningslagen 19 §).",
        en="The consent holds no longer. What was collected already may be used in the study, but nothing new may be "
        "collected about the person (ethics review act, section 19).",
    ),
    "withdrawn_donation": Words(
        sv="Datadonationen är återkallad. Inget nytt får samlas in om personen; forskningshuvudmannen avgör med "
        "vårdgivaren vad som ska raderas.",
        en="The donation is withdrawn. Nothing new may be collected about the person; the research principal decides "
        "with the controller what is to be erased.",
    ),
}
"""What a project does that is told of such objections after its extract."""

TOLD_DAILY = Words(
    sv="Huset frågar körningen varje dag om någon i ett levererat uttag har invänt sedan uttaget gjordes, så länge "
    "raderna ligger i arbetsytan. Projektet och vårdgivarna får veta slaget och ett avrundat antal, aldrig vem; talet "
    "blir aldrig lägre. Det gäller de slag som projekten ska få veta om. Vem det är ser vårdgivaren i sin förteckning "
    "över utlämnade.",
    en="Every day, as long as the rows lie in the workspace, the house asks the runner whether somebody in a delivered "
    "extract has objected since it was made. The project and the controllers are told the kind and a rounded number, "
    "never who; the number never becomes lower. That holds for the kinds that projects are to be told of. Who it is, "
    "the controller sees in its disclosure list.",
)

NOT_YET = Words(
    sv="Där en människa avgör efter uttaget gör huset inget självt: vårdgivaren ser i sin förteckning vilka uttag "
    "personen finns i, beslutar och underrättar projekten.",
    en="Where a human decides after the extraction the house does nothing by itself: the controller sees in its "
    "disclosure list which extracts the person is in, decides, and tells the projects.",
)


def persons(at_least: int, below: int | None, language: Language) -> str:
    """A rounded number of persons of whom there is at least one."""
    least = max(at_least, 1)
    sv = language is Language.SV
    if below is None:
        return f"minst {least} personer" if sv else f"at least {least} persons"
    return f"{least} till {below - 1} personer" if sv else f"{least} to {below - 1} persons"
