"""Every duty that has a deadline, in words: what is to be done, from which day, and how it stands."""

from collections.abc import Mapping

from catalog.model import Words
from gateway.domain.actor import Role
from gateway.domain.deadline import Duty, State, Unit

DUTIES: Mapping[Duty, Words] = {
    Duty.COMPLETION: Words(sv="Komplettera den återsända begäran", en="Complete the access request that was sent back"),
    Duty.PART_DECISION: Words(sv="Pröva vårdgivarens del", en="Decide the controller's part"),
    Duty.DECISION: Words(sv="Besluta om begäran i sin helhet", en="Decide the access request as a whole"),
    Duty.PUBLICATION: Words(sv="Offentliggör beslutet", en="Make the decision public"),
    Duty.HOLDER_DELIVERY: Words(
        sv="Ställ vårdgivarens uppgifter till förfogande", en="Put the controller's records at the disposal"
    ),
    Duty.AVAILABILITY: Words(sv="Gör uttaget tillgängligt i arbetsytan", en="Make the extract available to its users"),
    Duty.EXTENSION_REQUEST: Words(
        sv="Sista dag att begära förlängning av tillståndet", en="Last day to ask for the permit to be extended"
    ),
    Duty.DELETION: Words(sv="Radera uppgifterna i arbetsytan", en="Delete the data in the workspace"),
    Duty.DESCRIPTION_CHECK: Words(
        sv="Kontrollera att datamängdens beskrivning stämmer", en="Check that the dataset's description is accurate"
    ),
    Duty.SPOT_CHECK: Words(sv="Avsluta stickprovet", en="Sign the spot check off"),
}

BEGINS: Mapping[Duty, Words] = {
    Duty.COMPLETION: Words(sv="dagen då den sändes åter", en="the day it was sent back"),
    Duty.PART_DECISION: Words(
        sv="dagen då den gällande versionen lämnades in", en="the day the present version was submitted"
    ),
    Duty.DECISION: Words(
        sv="dagen då den gällande versionen lämnades in", en="the day the present version was submitted"
    ),
    Duty.PUBLICATION: Words(
        sv="dagen då tillståndet utfärdades, eller den sista delen avslogs",
        en="the day the permit was issued, or the last part refused",
    ),
    Duty.HOLDER_DELIVERY: Words(sv="dagen då uttaget beställdes", en="the day the extract was ordered"),
    Duty.AVAILABILITY: Words(sv="dagen då uttaget blev färdigt", en="the day the extract was finished"),
    Duty.EXTENSION_REQUEST: Words(
        sv="tillståndets sista dag, räknat bakåt", en="the permit's last day, counted backwards"
    ),
    Duty.DELETION: Words(sv="tillståndets sista dag", en="the permit's last day"),
    Duty.DESCRIPTION_CHECK: Words(
        sv="dagen då beskrivningen senast kontrollerades (`checked_on`)",
        en="the day the description was last checked (`checked_on`)",
    ),
    Duty.SPOT_CHECK: Words(sv="dagen då stickprovet drogs", en="the day the spot check was drawn"),
}

STATES: Mapping[State, Words] = {
    State.RUNNING: Words(sv="löper", en="running"),
    State.SOON: Words(sv="går snart ut", en="soon over"),
    State.OVERDUE: Words(sv="överskriden", en="overdue"),
    State.MET: Words(sv="hållen", en="met"),
}

DESKS: Mapping[Role, Words] = {
    Role.RESEARCHER: Words(sv="sökanden", en="the applicant"),
    Role.STEWARD: Words(sv="den utlämnandeansvariga", en="the steward"),
    Role.COORDINATOR: Words(sv="samordnaren", en="the coordinator"),
    Role.AUDITOR: Words(sv="granskaren", en="the auditor"),
}
"""Whose turn it is. Nobody else has a desk with deadlines."""

LENGTHS: Mapping[Unit, Words] = {
    Unit.DAYS: Words(sv="{length} dagar", en="{length} days"),
    Unit.WORKING_DAYS: Words(sv="{length} arbetsdagar", en="{length} working days"),
    Unit.MONTHS: Words(sv="{length} månader", en="{length} months"),
    Unit.MONTHS_BEFORE: Words(sv="{length} månad innan", en="{length} month before"),
}

STANDING_STILL: Mapping[str, Words] = {
    "EHDS (EU) 2025/327 art. 61(4)": Words(
        sv="Resultat offentliggörs inom 18 månader efter att behandlingen i den säkra miljön är avslutad. Huset får "
        "inte veta när den är avslutad och släpper inte ut några resultat ännu: fristen har ingen dag att räknas från.",
        en="Results are made public within 18 months of the completion of the processing in the secure environment. "
        "The house is not told when it is completed, and lets no results out yet: there is no day to count from.",
    ),
    "EHDS (EU) 2025/327 art. 63(2)": Words(
        sv="Den som sägs ha brutit mot reglerna får yttra sig inom högst fyra veckor. En sådan underrättelse finns "
        "inte som handling ännu.",
        en="Whoever is found not to comply may state their views within four weeks at most. Such a finding is no "
        "paper of the house yet.",
    ),
    "EHDS (EU) 2025/327 art. 60(2)": Words(
        sv="Tre månader till för vårdgivaren, i motiverade fall: bara tiden för beslutet kan förlängas ännu.",
        en="Three more months for the holder, in justified cases: only the time for the decision can be prolonged yet.",
    ),
    "EHDS (EU) 2025/327 art. 68(6)": Words(
        sv="Det skyndsamma förfarandet för offentliga organ, två månader: begäran säger inte att den hör dit.",
        en="The accelerated procedure for public bodies, two months: no request says that it belongs there.",
    ),
}
"""What the law also gives a time for, and why no deadline of it runs here."""
