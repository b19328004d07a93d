"""What the data plane counted, and the kinds of exclusion that it counts by."""

from gateway.domain.facts.forms import Facts
from spark_jobs.papers.manifest import Manifest

NO_CONSENT, NO_DONATION = "X05-no-consent", "X06-no-donation"

KNOWN_EXCLUSIONS = (
    "X00-identity-unresolved",
    "X01-opted-out",
    "X02-care-block",
    "X03-protected-identity",
    "X04-consent-withdrawn",
    NO_CONSENT,
    NO_DONATION,
)
"""Every kind of exclusion there is, in the order in which a person is counted under one of them."""

ALWAYS_ASKED = KNOWN_EXCLUSIONS[:-2]
"""Those that are counted in every extract; the others, where a study rests on consents, or on donated data."""


def of_manifest(manifest: Manifest) -> Facts:
    """What the data plane counted."""
    return {
        "delivered_persons": manifest.delivered_persons,
        "cohort_persons": manifest.cohort_persons,
        "exclusions": [excluded.as_json() for excluded in manifest.exclusions],
        "consents": manifest.consents.as_json() if manifest.consents else None,
        "text": {"notes": manifest.text.notes, "withheld": manifest.text.withheld},
        "note_samples": [line.as_json() for line in manifest.note_samples],
        "donations": manifest.donations.as_json() if manifest.donations else None,
        "snapshots": [
            {"dataset": dataset, "snapshot": snapshot} for dataset, snapshot in sorted(manifest.snapshots.items())
        ],
    }
