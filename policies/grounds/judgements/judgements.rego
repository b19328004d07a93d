# METADATA
# title: Judgements
# description: |
#   Where the law leaves room, a person judges. A judgement says on which ground, by whom, when and why; it was
#   made about this version of the request, by somebody who has no part in the project.
package grounds.judgements

import data.facts

# METADATA
# title: Somebody has judged that this ground may be taken as found, and nobody the contrary
accepted(ground) if {
	facts.is_list_of_text(input.project.members)
	findings := {judgement.finding | some judgement in input.access_request.judgements; judgement.ground == ground}
	findings == {"accepted"}
	every judgement in about(ground) {
		well_made(judgement)
	}
}

# A rule of its own: inside `every` the embedded engine passes over a `not`.
well_made(judgement) if {
	facts.is_text(judgement.by)
	not judgement.by in input.project.members
	facts.is_text(judgement.reasons)
	facts.on_or_before(judgement.on, input.today)
}

about(ground) := [judgement | some judgement in input.access_request.judgements; judgement.ground == ground]
