# METADATA
# title: Opening a delivered extract
# description: Asked each time somebody opens a workspace. Silence is a refusal.
# entrypoint: true
package delivery.query

import data.grounds.people
import data.grounds.permits

required_grounds := {
	"T01-permit-valid",
	"T03-on-the-permit",
}

judgeable := set()

default allow := false

allow if missing == set()

missing := required_grounds - grounds

refusals := missing - judgeable

needs_judgement := missing & judgeable

grounds contains ground if some ground in ((permits.valid | people.permit) & required_grounds)
