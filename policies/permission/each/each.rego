# METADATA
# title: Who may do what, of several matters at once
# description: |
#   Each of them is asked of permission/act as if it had been asked alone: the facts that they share, and what it tells
#   beside or in place of these. The answers come in the order of the matters.
# entrypoint: true
package permission.each

import data.permission.act

rulings := [ruled(alone(matter)) | some matter in input.matters]

ruled(facts) := ruling if {
	# The one rule is asked as it stands, so that no second way of telling who may do what can come to differ from it.
	# regal ignore:with-outside-test-context
	ruling := answered with input as facts
}

answered := {
	"allow": act.allow,
	"required_grounds": act.required_grounds,
	"grounds": act.grounds,
	"refusals": act.refusals,
	"needs_judgement": act.needs_judgement,
}

# What a matter tells stands in place of what is shared, whole: facts of two matters must not grow together.
alone(matter) := object.union(object.remove(shared, object.keys(matter)), matter)

shared := object.remove(input, {"matters"})
