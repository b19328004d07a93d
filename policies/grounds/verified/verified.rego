# METADATA
# title: Verification
# description: |
#   An approval is recorded by whoever asks, and held against the decision itself by somebody who has no part in the
#   study.
package grounds.verified

import data.facts

# METADATA
# title: Every decision that counts today was verified as it is on record
# description: |
#   The verification names the paper of the record, so that a correction makes it void, and one of the documents
#   that are attached to it. Whoever verified has no part in the project, also not since.
# custom:
#   sv: Varje beslut som gäller i dag är jämfört med sin handling, så som det är antecknat
#   paragraph: Lag (2003:460) om etikprövning 6 §; offentlighets- och sekretesslag (2009:400) 21 kap. 7 §
grounds contains "E11-approval-verified" if {
	facts.is_list_of_text(input.project.members)
	facts.is_filled_list(input.ethics_approval.decisions)
	every decision in input.ethics_approval.decisions {
		held_against_document(decision)
	}
}

held_against_document(decision) if {
	facts.is_text(decision.paper)
	decision.verification.of == decision.paper
	facts.is_list_of_text(decision.documents)
	decision.verification.document in decision.documents
	facts.on_or_before(decision.verification.on, input.today)
	facts.is_text(decision.verification.by)
	not decision.verification.by in input.project.members
}
