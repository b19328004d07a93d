# METADATA
# title: In whose place somebody decides
# description: |
#   A steward names a deputy for a time. Told is every deputyship on record of whoever acts, ended and coming ones too;
#   which of them count is said here. One that cannot be read lends nothing.
package grounds.deputies

import data.facts

# METADATA
# title: Under which of them the actor decides today
counting contains deputyship if {
	facts.is_text(input.actor.id)
	is_array(input.deputyships)
	some deputyship in input.deputyships
	deputyship.deputy == input.actor.id
	facts.is_text(deputyship.steward)
	deputyship.steward != input.actor.id
	facts.is_text(deputyship.controller)
	deputyship.ended_on == null
	facts.within(input.today, deputyship.from, deputyship.until)
}

# METADATA
# title: For which controllers that is
controllers contains deputyship.controller if some deputyship in counting
