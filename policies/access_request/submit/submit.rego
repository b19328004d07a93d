# METADATA
# title: Submitting an access request
# description: Every required ground must be found; silence on any of them is a refusal.
# entrypoint: true
package access_request.submit

import data.grounds.barrings
import data.grounds.columns
import data.grounds.consent
import data.grounds.donations
import data.grounds.ethics
import data.grounds.kinds
import data.grounds.people
import data.grounds.permits
import data.grounds.purpose
import data.grounds.recipients
import data.grounds.samples
import data.grounds.scope
import data.grounds.searching
import data.grounds.text
import data.grounds.uses
import data.grounds.verified

needed := {"research": {
	"B02-collection-approved",
	"D12-donated-data-used",
	"E01-approval-linked",
	"E02-approval-in-force",
	"E03-started-in-time",
	"E04-principal-approved",
	"E06-within-approved-scope",
	"E07-cohort-within-approval",
	"E08-conditions-acknowledged",
	"E10-nothing-against",
	"M01-columns-justified",
	"M02-pseudonyms-justified",
	"M03-criteria-searchable",
	"M04-text-profile-chosen",
	"P01-purpose-listed",
	"P02-prohibited-uses-declared",
	"P04-purpose-of-its-kind",
	"T02-people-trained",
	"T09-amends-standing-permit",
	"T10-nobody-barred",
	"U01-uses-allowed",
}}

required_grounds := kinds.required(needed) - donations.spared

judgeable := set()

default allow := false

allow if missing == set()

missing := required_grounds - grounds

refusals := missing - judgeable

needs_judgement := missing & judgeable

found := union({
	barrings.nobody,
	columns.request,
	donations.request,
	ethics.grounds,
	kinds.found(needed),
	people.request,
	permits.amending,
	purpose.grounds,
	samples.request,
	scope.request,
	searching.grounds,
	text.grounds,
	uses.grounds,
})

grounds contains ground if some ground in (found & required_grounds)

# METADATA
# title: The expected cohort is no larger than the ethics approval allows
# scope: rule
# custom:
#   sv: Den väntade kohorten är inte större än etikgodkännandet medger
#   paragraph: Lag (2003:460) om etikprövning 6 §; Etikprövningsmyndighetens praxis
grounds contains "E07-cohort-within-approval" if {
	ethics.no_more_than_approved(input.access_request.expected_persons)
}

compared := scope.compared

# METADATA
# title: What a later step will ask for, and would not find today
# description: Nothing is refused for it now; whoever submits is told, so that it can be seen to meanwhile.
warnings := foreseen - union({consent.request, people.approved, recipients.grounds, verified.grounds})

foreseen := {
	"D04-recipient-in-reach",
	"E05-people-approved",
	"E09-consent-checked",
	"E11-approval-verified",
}
