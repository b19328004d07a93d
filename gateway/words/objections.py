"""What an objection means, in words: the kinds, the moments and the effects of `policies/objections`."""

from collections.abc import Mapping

from catalog.model import Words

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

NOT_YET = Words(
    sv="Huset gör inget av detta självt ännu: registren läses när en order utförs och inte efteråt. Vårdgivaren ser "
    "i sin förteckning över utlämnade vilka uttag personen finns i och underrättar projekten.",
    en="The house does none of this by itself yet: the registers are read when an order is carried out, and not "
    "afterwards. The controller sees in its disclosure list which extracts a person is in, and tells the projects.",
)
