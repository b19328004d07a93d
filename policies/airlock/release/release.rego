# METADATA
# title: Releasing a result from a workspace
# description: |
#   Not asked yet: the server refuses the question until a verb asks it. A result leaves once somebody else has checked
#   that nobody can be recognised in it; what is about persons one by one never leaves.
# entrypoint: true
package airlock.release

import data.facts

required_grounds := {"A01-released-after-a-check"}

# What may leave at all: numbers about groups, code, and words about them.
classes := {"aggregate", "code", "document"}

judgeable := set()

default allow := false

allow if missing == set()

missing := required_grounds - grounds

refusals := missing - judgeable

needs_judgement := missing & judgeable

# METADATA
# title: Somebody outside the project has checked the result, and it is of a class that may leave
# description: The check is of the very file that is released, was passed, and is not older than the request for it.
# custom:
#   sv: Någon utanför projektet har kontrollerat resultatet, och det är av ett slag som får lämnas ut
#   paragraph: EHDS (EU) 2025/327 art. 73(2); SATRE 3.3
grounds contains "A01-released-after-a-check" if {
	facts.is_text(input.actor.id)
	input.release.checked_by == input.actor.id
	facts.is_text(input.release.asked_by)
	input.release.checked_by != input.release.asked_by
	facts.is_list_of_text(input.project.members)
	not input.release.checked_by in input.project.members
	input.release.class in classes
	input.release.outcome == "passed"
	facts.is_text(input.release.file)
	input.release.checked_file == input.release.file
	facts.on_or_before(input.release.asked_on, input.release.checked_on)
	facts.on_or_before(input.release.checked_on, input.today)
}
