# METADATA
# title: Extending a permit
# description: |
#   Asked when the project asks for it, and again before a person grants it. It may be granted after the permit
#   expired, if it was asked for in time. Silence is a refusal.
# entrypoint: true
package decision.extend

import data.facts
import data.grounds.barrings
import data.grounds.ethics
import data.grounds.kinds
import data.grounds.permits
import data.thresholds

needed := {"research": {
	"E01-approval-linked",
	"E02-approval-in-force",
	"E03-started-in-time",
	"E10-nothing-against",
	"T04-permit-standing",
	"T05-extended-once",
	"T06-extension-asked-in-time",
	"T07-extension-within-ten-years",
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
	barrings.nobody,
	ethics.grounds,
	kinds.found(needed),
	permits.standing,
	permits.unreplaced,
})

grounds contains ground if some ground in (found & required_grounds)

# METADATA
# title: The permit was not extended before
# custom:
#   sv: Tillståndet har inte förlängts tidigare
#   paragraph: EHDS (EU) 2025/327 art. 68(12)
grounds contains "T05-extended-once" if input.permit.extended == false

# METADATA
# title: The extension was asked for, with its reasons, a month before the permit expires
# description: By the calendar; where that month has no such day, by its last day.
# custom:
#   sv: Förlängningen begärdes, med skäl, en månad innan tillståndet löper ut
#   paragraph: EHDS (EU) 2025/327 art. 68(12)
grounds contains "T06-extension-asked-in-time" if {
	facts.is_text(input.extension.because)
	facts.on_or_before(input.extension.on, input.today)
	a_month_on := facts.months_after(input.extension.on, thresholds.extension_asked_months.value)
	facts.on_or_before(a_month_on, input.permit.valid_until)
}

# METADATA
# title: The extension is for a later day, and for ten years at most
# custom:
#   sv: Förlängningen gäller en senare dag, och högst tio år
#   paragraph: EHDS (EU) 2025/327 art. 68(12)
grounds contains "T07-extension-within-ten-years" if {
	input.extension.until != input.permit.valid_until
	facts.on_or_before(input.permit.valid_until, input.extension.until)
	last_day := facts.years_after(input.permit.valid_until, thresholds.permit_longest_years.value)
	facts.on_or_before(input.extension.until, last_day)
}
