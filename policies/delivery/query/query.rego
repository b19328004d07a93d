# METADATA
# title: Opening a delivered extract
# description: |
#   Asked each time somebody opens a workspace. An approval that no longer stands closes it. Silence is a refusal.
# entrypoint: true
package delivery.query

import data.grounds.barrings
import data.grounds.ethics
import data.grounds.identity
import data.grounds.kinds
import data.grounds.people
import data.grounds.permits

needed := {"research": {
	"E01-approval-linked",
	"E02-approval-in-force",
	"E03-started-in-time",
	"E10-nothing-against",
	"T01-permit-valid",
	"T02-strong-identity",
	"T03-on-the-permit",
	"T04-permit-standing",
	"T08-permit-not-replaced",
	"T10-nobody-barred",
}}

required_grounds := kinds.required(needed)

judgeable := set()

default allow := false

allow if missing == set()

missing := required_grounds - grounds

refusals := missing - judgeable

needs_judgement := missing & judgeable

found := union({
	barrings.opening,
	ethics.grounds,
	identity.grounds,
	kinds.found(needed),
	people.permit,
	permits.standing,
	permits.unsuperseded,
	permits.valid,
})

grounds contains ground if some ground in (found & required_grounds)
