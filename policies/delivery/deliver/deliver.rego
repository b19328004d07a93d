# METADATA
# title: Delivering an extract
# description: |
#   Asked about the permit and the manifest of what the runner made. Every required ground must be found; silence
#   on any of them is a refusal.
# entrypoint: true
package delivery.deliver

import data.exclusions
import data.facts
import data.grounds.barrings
import data.grounds.conditions
import data.grounds.consent
import data.grounds.donations
import data.grounds.ethics
import data.grounds.kinds
import data.grounds.note_checks
import data.grounds.people
import data.grounds.permits
import data.grounds.recipients
import data.grounds.samples
import data.grounds.scope
import data.grounds.verified

needed := {"research": {
	"B01-samples-granted",
	"B02-collection-approved",
	"D01-every-controller-granted",
	"D03-conditions-accepted",
	"D04-recipient-in-reach",
	"D12-donated-data-used",
	"E01-approval-linked",
	"E02-approval-in-force",
	"E03-started-in-time",
	"E04-principal-approved",
	"E05-people-approved",
	"E06-within-approved-scope",
	"E07-cohort-within-approval",
	"E08-conditions-acknowledged",
	"E09-consent-checked",
	"E10-nothing-against",
	"E11-approval-verified",
	"M05-notes-checked",
	"T01-permit-valid",
	"T02-people-trained",
	"T04-permit-standing",
	"T08-permit-not-replaced",
	"T10-nobody-barred",
	"X10-exclusions-counted",
}}

required_grounds := (kinds.required(needed) - donations.spared) - note_checks.spared

judgeable := {"D04-recipient-in-reach", "E05-people-approved"}

default allow := false

allow if missing == set()

missing := required_grounds - grounds

refusals := missing - judgeable

needs_judgement := missing & judgeable

found := union({
	barrings.study,
	conditions.grounds,
	consent.manifest,
	donations.manifest,
	ethics.grounds,
	kinds.found(needed),
	note_checks.manifest,
	people.approved,
	people.permit,
	permits.decided,
	permits.standing,
	permits.unreplaced,
	permits.valid,
	recipients.grounds,
	samples.granted,
	samples.permit,
	scope.permit,
	verified.grounds,
})

grounds contains ground if some ground in (found & required_grounds)

# METADATA
# title: The cohort that was found is no larger than the ethics approval and the permit allow
# custom:
#   sv: Den kohort som hittades ryms i etikgodkännandet och tillståndet
#   paragraph: Lag (2003:460) om etikprövning 6 §; Etikprövningsmyndighetens praxis
grounds contains "E07-cohort-within-approval" if {
	facts.is_count(input.manifest.cohort_persons)
	persons := input.manifest.cohort_persons - without_consent
	ethics.no_more_than_approved(persons)
	ethics.no_more_than_approved(input.manifest.delivered_persons)
	facts.is_count(input.permit.maximum_persons)
	persons <= input.permit.maximum_persons
	input.manifest.delivered_persons <= input.permit.maximum_persons
}

# METADATA
# title: Everyone left out is accounted for
# description: |
#   Order and manifest name every kind that is asked about, each once; each count names the register it was made
#   from, in the state it was read; and nobody is lost between the cohort, those left out and those delivered.
# custom:
#   sv: Alla som undantagits är redovisade
#   paragraph: EHDS (EU) 2025/327 art. 71; patientdatalag (2008:355) 4 kap. 4 §; OSL (2009:400) 22 kap. 1 §
grounds contains "X10-exclusions-counted" if {
	facts.is_list_of_text(input.order.exclusions)
	count(exclusions.asked - ordered) == 0
	count(ordered - exclusions.known) == 0
	each_kind_once
	nobody_lost
	every line in input.manifest.exclusions {
		counted(line)
	}
}

ordered := {kind | some kind in input.order.exclusions}

# Whoever has not consented is no person of the study. (X10 holds the counts against each other.)
without_consent := sum([line.persons |
	some line in input.manifest.exclusions
	line.kind == "X05-no-consent"
])

each_kind_once if {
	facts.is_filled_list(input.manifest.exclusions)
	{line.kind | some line in input.manifest.exclusions} == ordered
	count(input.manifest.exclusions) == count(ordered)
}

counted(line) if {
	facts.is_count(line.persons)
	facts.is_text(line.register)
	facts.is_text(line.snapshot)
}

nobody_lost if {
	facts.is_count(input.manifest.delivered_persons)
	left_out := sum([line.persons | some line in input.manifest.exclusions])
	input.manifest.cohort_persons == left_out + input.manifest.delivered_persons
}
