"""What a refusal says of the points of the assessment sheet."""

from collections.abc import Mapping

from gateway.words.refusals.sentences import Sentences

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
