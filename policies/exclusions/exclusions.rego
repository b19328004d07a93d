# METADATA
# title: The kinds of exclusion
# description: |
#   Everyone whom one of these concerns is left out of an extract, unless a ground lifts the kind. X00: a number
#   the persons' register does not know can be checked against nobody's objection, so nothing may ever lift it.
package exclusions

import data.facts
import data.grounds.consent
import data.grounds.donations
import data.objections
import data.parameters

# METADATA
# title: Every kind there is, in the words of order and manifest
# custom:
#   X00-identity-unresolved: GDPR art. 5(1)(d)
#   X01-opted-out: EHDS (EU) 2025/327 art. 71
#   X02-care-block: Patientdatalag (2008:355) 4 kap. 4 §; lag (2022:913) 2 kap. 3 §
#   X03-protected-identity: Offentlighets- och sekretesslag (2009:400) 22 kap. 1 §
#   X04-consent-withdrawn: Lag (2003:460) om etikprövning 19 §
#   X05-no-consent: Lag (2003:460) om etikprövning 17 och 18 §§
#   X06-no-donation: Lag (2024:1146) 2 kap. 8 §, read for donated data
known := {
	"X00-identity-unresolved",
	"X01-opted-out",
	"X02-care-block",
	"X03-protected-identity",
	"X04-consent-withdrawn",
	"X05-no-consent",
	"X06-no-donation",
}

# METADATA
# title: The kinds that are asked about and counted
# description: All of them, less what a ground lifts. What is missing lifts nothing but the want of a donation.
asked := known - lifted_kinds

# METADATA
# title: Nobody is asked for consent, so that nobody is left out for want of it
# description: Neither by the approval nor by the permit (lag 2003:460 sections 16-22).
lifted_kinds contains for_want_of_consent if {
	consent.nobody_asked(input.ethics_approval.consent)
	permitted_without_consent
}

# METADATA
# title: Nothing of the permit is donated, so that nobody is left out for want of a donation
# description: Facts of before datasets told of it have nothing donated.
lifted_kinds contains for_want_of_a_donation if count(donations.in_permit) == 0

for_want_of_consent := "X05-no-consent"

for_want_of_a_donation := "X06-no-donation"

permitted_without_consent if consent.nobody_asked(input.permit.consent)

# A permit from before it was kept says nothing of it, and follows its approval.
permitted_without_consent if input.permit.consent == null

# METADATA
# title: Every kind of objection, at every controller of the permit, at both moments before its rows are read
cells contains cell if {
	facts.is_list_of_text(input.permit.controllers)
	some controller in input.permit.controllers
	some objection, _ in objections.kinds
	some moment in {"before_permit", "before_extraction"}
	cell := {"objection": objection, "controller": controller, "moment": moment}
}

# METADATA
# title: Whose objection leaves them out of whose rows
# description: Everything that is known to be an objection, less what a ground lifts. What is missing lifts nothing.
left_out := cells - lifted

# METADATA
# title: The law says that they may stay, or the controller does, where the law leaves it to the controller
lifted contains cell if {
	some cell in cells
	meaning(cell) == "may_stay"
}

# METADATA
# title: A human was to decide, and the controller's steward decided in this part that they stay
lifted contains cell if {
	some cell in cells
	meaning(cell) == "human_decides"
	kept(cell)
}

# METADATA
# title: What order and manifest are told, controller by controller
effects contains effect if {
	some cell in cells
	cell.moment == "before_permit"
	effect := {
		"objection": cell.objection,
		"controller": cell.controller,
		"exclusion": objections.kinds[cell.objection].exclusion,
		"before_permit": told(cell),
		"before_extraction": told(object.union(cell, {"moment": "before_extraction"})),
	}
}

told(cell) := "excluded" if cell in left_out

told(cell) := "may_stay" if cell in lifted

# What the table of objections says, read with the controller's own setting where the row names one.
meaning(cell) := row.effect if {
	row := objections.kinds[cell.objection][cell.moment]
	not row.parameter
}

meaning(cell) := objections.settings[setting] if {
	row := objections.kinds[cell.objection][cell.moment]
	setting := parameters.controllers[cell.controller][row.parameter]
}

kept(cell) if {
	decided := [part | some part in input.permit.parts; part.controller == cell.controller]
	count(decided) == 1
	decided[0].outcome == "granted"
	facts.is_list_of_text(decided[0].kept)
	cell.objection in decided[0].kept
}
