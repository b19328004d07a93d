"""A cohort definition as one sentence for a steward, Swedish or English."""

from catalog.cohort.definition import CohortDefinition, Match, When

_PHRASES = {
    "sv": {
        "entry": "Personer med {codes}",
        "period": "mellan {start} och {end}",
        "age": "{start}–{end} år vid indexdatum",
        "sex": "kön {sex}",
        "exclude": "utan {codes} {when}",
        "or": " eller ",
        "prefix": "{system} som börjar på {codes}",
        "exact": "{system} {codes}",
        When.EVER: "någon gång",
        When.BEFORE_INDEX: "före indexdatum",
        "8507": "man",
        "8532": "kvinna",
    },
    "en": {
        "entry": "Persons with {codes}",
        "period": "between {start} and {end}",
        "age": "aged {start}–{end} at index",
        "sex": "sex {sex}",
        "exclude": "without {codes} {when}",
        "or": " or ",
        "prefix": "{system} beginning with {codes}",
        "exact": "{system} {codes}",
        When.EVER: "ever",
        When.BEFORE_INDEX: "before index",
        "8507": "male",
        "8532": "female",
    },
}


def sentence(cohort: CohortDefinition, *, language: str) -> str:
    """Every criterion of the definition is in it; codes stand as written."""
    words = _PHRASES[language]
    parts = [
        words["entry"].format(codes=words["or"].join(_codes(cohort, entry.code_list, words) for entry in cohort.entry)),
        words["period"].format(start=cohort.period.start, end=cohort.period.end),
    ]
    if cohort.age_at_index:
        parts.append(words["age"].format(start=cohort.age_at_index.start, end=cohort.age_at_index.end))
    if cohort.sex:
        parts.append(words["sex"].format(sex=words["or"].join(words.get(sex, sex) for sex in cohort.sex)))
    for exclusion in cohort.exclude:
        codes = _codes(cohort, exclusion.code_list, words)
        parts.append(words["exclude"].format(codes=codes, when=words[exclusion.when]))
    return ", ".join(parts) + "."


def _codes(cohort: CohortDefinition, name: str, words: dict[str, str]) -> str:
    listed = cohort.code_lists[name]
    phrase = words["prefix" if listed.match is Match.PREFIX else "exact"]
    return phrase.format(system=listed.system, codes=", ".join(listed.codes))
