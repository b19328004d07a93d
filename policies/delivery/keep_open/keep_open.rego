# METADATA
# title: Keeping a workspace open
# description: |
#   Asked about each delivered extract every day, and at once where something is recorded on its study. What is not
#   allowed is closed until it is allowed again. Silence closes.
# entrypoint: true
package delivery.keep_open

import data.grounds.barrings
import data.grounds.ethics
import data.grounds.kinds
import data.grounds.permits

needed := {"research": {
	"E01-approval-linked",
	"E02-approval-in-force",
	"E03-started-in-time",
	"E10-nothing-against",
	"T01-permit-valid",
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
	barrings.study,
	ethics.grounds,
	kinds.found(needed),
	permits.standing,
	permits.unsuperseded,
	permits.valid,
})

grounds contains ground if some ground in (found & required_grounds)
