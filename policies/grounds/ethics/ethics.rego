# METADATA
# title: The ethics approval
# description: |
#   Health data may be handed out for research only under an approval that stands (lag 2003:460 section 6; an
#   invalid one makes the disclosure itself unlawful, offentlighets- och sekretesslag 21:7). Asked at submission
#   and at every step after it.
package grounds.ethics

import data.facts
import data.thresholds

# METADATA
# title: The project has an ethics approval
# description: |
#   An advisory opinion says that the act did not apply, and is no approval; neither is a note that the study is
#   exempt. A decision on appeal counts like the first decision. An amendment counts only beside the approval that
#   it is linked to: alone it widens nothing.
# custom:
#   sv: Projektet har ett etikgodkännande
#   paragraph: Lag (2003:460) om etikprövning 6 §; offentlighets- och sekretesslag (2009:400) 21 kap. 7 §
grounds contains "E01-approval-linked" if {
	facts.is_text(input.ethics_approval.case_number)
	input.ethics_approval.case_number == input.project.ethics_case_number
	input.ethics_approval.kind in {"approval", "appeal"}
	input.ethics_approval.outcome == "approved"
}

# METADATA
# title: The approval applies today
# custom:
#   sv: Godkännandet gäller i dag
#   paragraph: Lag (2003:460) om etikprövning 30 §
grounds contains "E02-approval-in-force" if {
	decided_on <= legal_force_on
	legal_force_on <= today
}

# METADATA
# title: The approval applies at once
# description: Immediate effect is recorded with the approval; then the decision is enough.
# custom:
#   sv: Godkännandet gäller omedelbart
#   paragraph: Lag (2003:460) om etikprövning 30 §
grounds contains "E02-approval-in-force" if {
	input.ethics_approval.immediate_effect == true
	decided_on <= today
}

# METADATA
# title: The research started within two years of legal force
# description: By calendar date, the last day inside. A start before the decision is no start under it.
# custom:
#   sv: Forskningen påbörjades inom två år från laga kraft
#   paragraph: Lag (2003:460) om etikprövning 6 § fjärde stycket
grounds contains "E03-started-in-time" if {
	started_on <= today
	decided_on <= started_on
	started_on <= last_day_to_start
}

# METADATA
# title: The research has not started, and may still
# custom:
#   sv: Forskningen är inte påbörjad men får fortfarande påbörjas
#   paragraph: Lag (2003:460) om etikprövning 6 § fjärde stycket
grounds contains "E03-started-in-time" if {
	not_started
	today <= last_day_to_start
}

# METADATA
# title: The research principal is one of the approval's
# custom:
#   sv: Forskningshuvudmannen är en av godkännandets
#   paragraph: Lag (2003:460) om etikprövning 23 §
grounds contains "E04-principal-approved" if {
	facts.is_list_of_text(input.ethics_approval.principals)
	input.project.principal in input.ethics_approval.principals
}

# METADATA
# title: Every condition of the approval is acknowledged
# description: An approval without conditions says so with an empty list; none at all is silence.
# custom:
#   sv: Varje villkor i godkännandet är bekräftat
#   paragraph: Lag (2003:460) om etikprövning 6 och 38 §§
grounds contains "E08-conditions-acknowledged" if {
	is_array(input.ethics_approval.conditions)
	every condition in input.ethics_approval.conditions {
		facts.is_text(condition.id)
		condition.acknowledged == true
	}
}

# METADATA
# title: Nothing that was decided later stands against the study
# description: |
#   A revocation, a decision on appeal or a supervision order closes everything that rests on the approval, until it
#   is lifted. That there is none is said with an empty list.
# custom:
#   sv: Inget senare beslut står mot studien
#   paragraph: Lag (2003:460) om etikprövning 34-36 §§
grounds contains "E10-nothing-against" if {
	is_array(input.ethics_approval.against)
	every decision in input.ethics_approval.against {
		facts.on_or_before(decision.lifted_on, today)
	}
}

# Said outright: null, or a day to come. A start that nobody recorded at all (absent) is silence.
not_started if input.ethics_approval.started_on == null

not_started if started_on > today

last_day_to_start := facts.years_after(lapse_counts_from, thresholds.ethics_approval_start_years.value)

lapse_counts_from := input.ethics_approval.legal_force_on if legal_force_on

# An approval that applies at once has, for its first weeks, no day of legal force yet (null). That day never comes
# before the decision, so that counting from the decision can only be too strict.
lapse_counts_from := decided_on if {
	input.ethics_approval.legal_force_on == null
	input.ethics_approval.immediate_effect == true
}

# Each day once: where it is no day there is nothing, and whatever compares it is not found.
today := input.today if facts.is_date(input.today)

decided_on := input.ethics_approval.decided_on if facts.is_date(input.ethics_approval.decided_on)

legal_force_on := input.ethics_approval.legal_force_on if facts.is_date(input.ethics_approval.legal_force_on)

started_on := input.ethics_approval.started_on if facts.is_date(input.ethics_approval.started_on)

# METADATA
# title: A number of persons is within the approval
# description: The ground E07 of each question is this, asked about the number that question knows.
no_more_than_approved(persons) if {
	facts.is_count(persons)
	facts.is_count(input.ethics_approval.maximum_persons)
	persons <= input.ethics_approval.maximum_persons
}
