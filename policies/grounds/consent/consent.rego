# METADATA
# title: Consent
# description: |
#   How persons are asked is part of the approval. Where they consent one by one, an extract holds only those whose
#   consent is on record in a version that the approval names.
package grounds.consent

import data.facts

# METADATA
# title: The approval does not rest on each person's consent
# description: Consent is waived, or persons are informed and may say no; who said no stays out as everywhere.
# custom:
#   sv: Godkännandet bygger inte på varje persons samtycke
#   paragraph: Lag (2003:460) om etikprövning 16-22 §§
grounds contains "E09-consent-checked" if input.ethics_approval.consent.mode in {"opt_out_information", "waived"}

# METADATA
# title: Each person's consent can be checked
# description: |
#   The approval names the versions of its consent form, and a register tells who has agreed to which. The house has no
#   such register yet, and tells none: an approval by consent stops here until it has.
# custom:
#   sv: Varje persons samtycke kan kontrolleras
#   paragraph: Lag (2003:460) om etikprövning 16-22 §§
grounds contains "E09-consent-checked" if {
	input.ethics_approval.consent.mode == "consent"
	facts.is_list_of_text(input.ethics_approval.consent.versions)
	facts.is_text(input.system.consent_register)
}
