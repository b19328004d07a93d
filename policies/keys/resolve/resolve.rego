# METADATA
# title: Resolving a pseudonym
# description: |
#   Not asked yet: the server refuses the question until a verb asks it. Who may open a code key to learn whom a
#   pseudonym means: two people outside the project, for a reason that is on record.
# entrypoint: true
package keys.resolve

import data.facts

required_grounds := {"K01-resolved-by-two"}

judgeable := set()

default allow := false

allow if missing == set()

missing := required_grounds - grounds

refusals := missing - judgeable

needs_judgement := missing & judgeable

# METADATA
# title: Two people outside the project resolve it, for a reason on record
# description: |
#   Whoever acts has asked, somebody else has confirmed, and neither is in the project. A reason is a text that says
#   something.
# custom:
#   sv: Två personer utanför projektet slår upp den, av ett skäl som är antecknat
#   paragraph: EHDS (EU) 2025/327 art. 66(3); GDPR art. 4(5)
grounds contains "K01-resolved-by-two" if {
	facts.is_text(input.actor.id)
	input.resolve.asked_by == input.actor.id
	facts.is_text(input.resolve.reason)
	facts.is_text(input.resolve.confirmed_by)
	input.resolve.confirmed_by != input.resolve.asked_by
	facts.is_list_of_text(input.project.members)
	not input.resolve.asked_by in input.project.members
	not input.resolve.confirmed_by in input.project.members
}
