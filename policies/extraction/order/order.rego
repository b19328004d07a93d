# METADATA
# title: Ordering an extract
# description: |
#   Asked about the permit: may its extract be ordered today, and who stays out of it. Whom to leave out is
#   decided the other way round: everyone who objects in a known way stays out of every controller's rows, unless a
#   ground lifts that kind of objection there.
# entrypoint: true
package extraction.order

import data.exclusions as excluded
import data.grounds.barrings
import data.grounds.columns
import data.grounds.conditions
import data.grounds.consent
import data.grounds.donations
import data.grounds.ethics
import data.grounds.kinds
import data.grounds.people
import data.grounds.permits
import data.grounds.recipients
import data.grounds.samples
import data.grounds.scope
import data.grounds.searching
import data.grounds.text
import data.grounds.uses
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
	"M01-columns-justified",
	"M03-criteria-searchable",
	"M04-text-profile-chosen",
	"T01-permit-valid",
	"T04-permit-standing",
	"T08-permit-not-replaced",
	"T10-nobody-barred",
	"U01-uses-allowed",
}}

required_grounds := kinds.required(needed) - donations.spared

judgeable := {"D04-recipient-in-reach", "E05-people-approved"}

default allow := false

allow if missing == set()

missing := required_grounds - grounds

refusals := missing - judgeable

needs_judgement := missing & judgeable

found := union({
	barrings.study,
	columns.permit,
	conditions.grounds,
	consent.permit,
	donations.permit,
	ethics.grounds,
	kinds.found(needed),
	people.approved,
	permits.decided,
	permits.standing,
	permits.unreplaced,
	permits.valid,
	recipients.grounds,
	samples.granted,
	samples.permit,
	scope.permit,
	searching.grounds,
	text.grounds,
	uses.grounds,
	verified.grounds,
})

grounds contains ground if some ground in (found & required_grounds)

# METADATA
# title: The largest cohort the permit allows is no larger than the ethics approval allows
# scope: rule
# description: The order carries this number, and the runner stops above it before anything is written.
# custom:
#   sv: Den största kohort som tillståndet medger ryms i etikgodkännandet
#   paragraph: Lag (2003:460) om etikprövning 6 §; Etikprövningsmyndighetens praxis
grounds contains "E07-cohort-within-approval" if {
	ethics.no_more_than_approved(input.permit.maximum_persons)
}

# METADATA
# title: Who stays out
# description: Every kind is asked about and counted; who has consented, where the study rests on it.
exclusions := excluded.asked

# METADATA
# title: Out of whose rows, for which objection, made when
# description: A fact that is missing leaves people out, never in.
objections := excluded.effects
