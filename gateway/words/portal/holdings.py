"""Extracts beside each other."""

from collections.abc import Mapping

from catalog.model import Words

HOLDINGS: Mapping[str, Words] = {
    "title": Words(sv="Uttag", en="Extracts"),
    "lead": Words(
        sv="Var uppgifterna är nu, och när de ska bort. Det som upphör först står först.",
        en="Where the data are now, and when they must go. What ends first stands first.",
    ),
    "none": Words(sv="Det finns inget uttag som du får se.", en="There is no extract for you to see."),
    "table": Words(
        sv="Uttag, deras vårdgivare och deras sista dag", en="Extracts, their care providers, their last day"
    ),
    "study": Words(sv="Studie", en="Study"),
    "controllers": Words(sv="Vårdgivare", en="Care providers"),
    "where": Words(sv="Var det är", en="Where it is"),
    "until": Words(sv="Tillståndet till och med", en="Permit until"),
    "workspace": Words(sv="Arbetsyta: {state}", en="Workspace: {state}"),
}
