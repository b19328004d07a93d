# METADATA
# title: Consent
# description: |
#   How persons are asked is part of the approval. Where they consent one by one, an extract holds only those whose
#   consent is on record in a version that the approval names. Who they are the data plane alone knows.
package grounds.consent

import data.facts

# METADATA
# title: Nobody is asked one by one
nobody_asked(consent) if consent.mode in {"opt_out_information", "waived"}

# METADATA
# title: The approval does not rest on each person's consent
# description: Consent is waived, or persons are informed and may say no; who said no stays out as everywhere.
# custom:
#   sv: Godkännandet bygger inte på varje persons samtycke
#   paragraph: Lag (2003:460) om etikprövning 16-22 §§
waived contains "E09-consent-checked" if nobody_asked(input.ethics_approval.consent)

# METADATA
# title: Each person's consent can be checked
# description: The approval names the versions of its consent form, and the rows' namespace has a register of consents.
# custom:
#   sv: Varje persons samtycke kan kontrolleras
#   paragraph: Lag (2003:460) om etikprövning 16-22 §§
checkable contains "E09-consent-checked" if {
	input.ethics_approval.consent.mode == "consent"
	facts.is_list_of_text(input.ethics_approval.consent.versions)
	facts.is_list_of_text(input.system.consent_registers)
	facts.is_filled_list(input.access_request.datasets)
	every dataset in input.access_request.datasets {
		dataset.namespace in input.system.consent_registers
	}
}

# METADATA
# title: What a request is told beforehand
request := union({waived, checkable})

# METADATA
# title: What a permit needs
permit := union({waived, permitted})

# METADATA
# title: The permit asks for each person's consent too
# description: It carries versions that the approval accepts today, and no others; the order follows it.
# custom:
#   sv: Även tillståndet kräver varje persons samtycke
#   paragraph: Lag (2003:460) om etikprövning 16-22 §§
permitted contains "E09-consent-checked" if {
	"E09-consent-checked" in checkable
	input.permit.consent.mode == "consent"
	accepted(input.permit.consent.versions)
}

# METADATA
# title: What a manifest needs
manifest := union({waived, used})

# METADATA
# title: The data plane let in those alone who have consented
# description: Its manifest names the study, the versions and the register, and counts those without a consent by it.
# custom:
#   sv: Dataplanet har bara släppt in dem som samtyckt
#   paragraph: Lag (2003:460) om etikprövning 16-22 §§
used contains "E09-consent-checked" if {
	"E09-consent-checked" in permitted
	consents := input.manifest.consents
	facts.is_text(consents.study)
	consents.study == input.project.ethics_case_number
	accepted(consents.versions)
	facts.is_text(consents.register)
	facts.is_text(consents.snapshot)
	some line in input.manifest.exclusions
	line.kind == "X05-no-consent"
	line.register == consents.register
	line.snapshot == consents.snapshot
}

accepted(versions) if {
	facts.is_list_of_text(versions)
	every version in versions {
		version in input.ethics_approval.consent.versions
	}
}
