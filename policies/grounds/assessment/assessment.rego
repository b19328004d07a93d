# METADATA
# title: The assessment sheet
# description: |
#   What a controller assesses before it decides its part (EHDS article 68(1)-(3), and the test of harm), point by
#   point, as `sheet/data.json` lists it. What can be computed is found among the grounds; what a person must judge is
#   answered by the steward, each point with its reason. A point concerns every part that nothing known spares.
package grounds.assessment

import data.bases
import data.facts
import data.grounds.columns
import data.grounds.consent
import data.grounds.ethics
import data.grounds.people
import data.grounds.purpose
import data.grounds.recipients
import data.grounds.scope
import data.grounds.searching
import data.grounds.text
import data.grounds.uses
import data.grounds.verified
import data.objections
import data.parameters
import data.sheet

# METADATA
# title: One ground for each point that a person signs
codes contains code(point) if some point in signed

# METADATA
# title: A part that is refused needs none of them
settled contains code(point) if {
	input.review.outcome == "refused"
	some point in signed
}

# METADATA
# title: The point does not concern this part, as far as is known
settled contains code(point) if {
	some point in signed
	point.id in spared
}

# METADATA
# title: The steward has answered the point, and it stands in the way of nothing
settled contains code(point) if {
	some point in signed
	accepted(point)
}

# METADATA
# title: The sheet as it is shown, in its order, without the points that do not concern this part
points := [shown |
	some point in sheet.points
	not point.id in spared
	shown := {
		"id": point.id,
		"answered": point.answered,
		"paragraph": point.paragraph,
		"sv": point.sv,
		"en": point.en,
		"outcome": outcome(point),
		"missing": lacking(point),
		"not_applicable": not_applicable(point),
	}
]

signed contains point if {
	some point in sheet.points
	point.answered == "signed"
}

code(point) := concat("-", ["D11", point.id])

# One answer, with its reason: two are a contradiction, whatever they say.
accepted(point) if {
	is_array(input.review.answers)
	answers := [answer | some answer in input.review.answers; answer.point == point.id]
	count(answers) == 1
	facts.is_text(answers[0].reason)
	answers[0].answer in accepting(point)
}

accepting(point) := {"yes", "not_applicable"} if not_applicable(point)

accepting(point) := {"yes"} if not not_applicable(point)

not_applicable(point) := object.get(point, "not_applicable", false)

outcome(point) := null if point.answered == "signed"

outcome(point) := found_out(point) if point.answered == "computed"

found_out(point) := "yes" if computed(point)

found_out(point) := "no" if not computed(point)

computed(point) if {
	lacking(point) == []
	object.get(point, "shown", "nothing besides") in shown_besides
}

lacking(point) := sort([ground | some ground in point.grounds; not ground in found])

found := union({
	columns.request,
	consent.request,
	ethics.grounds,
	people.approved,
	people.request,
	purpose.grounds,
	recipients.grounds,
	scope.request,
	searching.grounds,
	text.grounds,
	uses.grounds,
	verified.grounds,
	within_number,
})

within_number contains "E07-cohort-within-approval" if {
	ethics.no_more_than_approved(input.access_request.expected_persons)
}

# What a computed point asks for that is no ground of any question.
shown_besides contains "nothing besides"

shown_besides contains "closed_workspace" if input.system.delivered_into == "closed_workspace"

shown_besides contains "no_small_group" if no_small_group

shown_besides contains "opted_out_left_out" if {
	objections.kinds.ehds_opt_out.before_permit.effect == "excluded"
	objections.kinds.ehds_opt_out.exclusion in input.system.known_exclusions
}

# Whom a point is not for. What is not known spares nobody.
spared contains point.id if {
	bases.kinds[input.part.kind]
	some point in signed
	not input.part.kind in point.kinds
}

spared contains point.id if {
	some point in signed
	point.concerns in absent
}

absent contains "free_text" if input.access_request.free_text.asked == false

absent contains "small_groups" if no_small_group

absent contains "extra_safeguards" if {
	own := [entry | some entry in input.access_request.datasets; entry.controller == input.part.controller]
	facts.is_filled_list(own)
	every entry in own {
		facts.is_list_of_text(entry.health_categories)
		every category in entry.health_categories {
			as_any_other(category)
		}
	}
}

# A rule of its own: inside `every` the embedded engine passes over a `not`.
as_any_other(category) if {
	category in sheet.health_categories
	not category in said.extra_safeguards
}

# Nobody knows how the persons are spread over the controllers that are asked: evenly is the most that can be said.
no_small_group if {
	facts.is_filled_list(input.access_request.datasets)
	owners := [entry.controller | some entry in input.access_request.datasets]
	count(owners) == count(input.access_request.datasets)
	facts.is_list_of_text(owners)
	facts.is_count(input.access_request.expected_persons)
	input.access_request.expected_persons >= count({owner | some owner in owners}) * said.small_cell_threshold
}

said := object.get(parameters.controllers, input.part.controller, parameters.strictest)
