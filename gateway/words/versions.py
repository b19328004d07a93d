"""The fields of an application, in words: what a change between two versions is a change of."""

from collections.abc import Mapping

from catalog.model import Words

FIELDS: Mapping[str, Words] = {
    "columns": Words(sv="variabel", en="column"),
    "period": Words(sv="period", en="period"),
    "cohort": Words(sv="kohort", en="cohort"),
    "expected_persons": Words(sv="antal personer", en="number of persons"),
    "named_persons": Words(sv="namngivna", en="named persons"),
    "investigator": Words(sv="ansvarig forskare", en="principal investigator"),
    "applicant": Words(sv="sökande", en="applicant"),
    "kind": Words(sv="slag av begäran", en="kind of request"),
    "purpose": Words(sv="ändamål", en="purpose"),
    "declarations": Words(sv="försäkringar", en="declarations"),
    "format": Words(sv="form", en="format"),
    "why_pseudonymised": Words(sv="varför pseudonymiserat", en="why pseudonymised"),
    "wanted": Words(sv="önskad tid", en="wanted time"),
    "text_profile": Words(sv="profil för fritext", en="profile for free text"),
}
