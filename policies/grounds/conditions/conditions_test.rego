package grounds.conditions_test

import data.grounds.conditions
import data.study_test as study

code := "D03-conditions-accepted"

granted_on(list) := study.with_fact("/permit/parts/0/conditions", list)

test_a_part_without_conditions_says_so if {
	code in conditions.grounds with input as granted_on([])
	not code in conditions.grounds with input as granted_on(null)
	not code in conditions.grounds with input as study.without("/permit/parts/0/conditions")
}

test_every_condition_is_accepted if {
	first := {"id": "c1", "text": "no linking", "accepted": true}
	code in conditions.grounds with input as granted_on([first])
	every second in [
		{"id": "c2", "text": "no minors", "accepted": false},
		{"id": "c2", "text": "no minors", "accepted": "yes"},
		{"id": "c2", "text": "no minors"},
		{"id": " ", "text": "no minors", "accepted": true},
		{"text": "no minors", "accepted": true},
	] {
		not code in conditions.grounds with input as granted_on([first, second])
	}
}

test_conditions_that_are_no_list_are_none if {
	not code in conditions.grounds with input as granted_on({"c1": {"id": "c1", "accepted": true}})
}

test_the_conditions_of_every_part_count if {
	another := object.union(study.facts.permit.parts[0], {"conditions": [{"id": "c1", "text": "x", "accepted": false}]})
	facts := json.patch(study.facts, [{"op": "add", "path": "/permit/parts/-", "value": another}])
	not code in conditions.grounds with input as facts
}

test_no_part_at_all_is_silence if {
	not code in conditions.grounds with input as study.with_fact("/permit/parts", [])
	not code in conditions.grounds with input as study.without("/permit/parts")
}
