"""What a refusal says of who may do what."""

from collections.abc import Mapping

from gateway.words.refusals.sentences import Sentences

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
    "W03-person-acts": Sentences(
        sv="Det här gör en person, inte ett system.",
        en="A person does this, not a system.",
        paragraph="SATRE 3.2.01; HSLF-FS 2016:40 4 kap. 2 §",
        next_step_sv="Låt en person som har rollen logga in och göra det.",
        next_step_en="Have a person who has the role sign in and do it.",
    ),
}
