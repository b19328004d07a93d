# METADATA
# title: Who may do what, by verb
# description: |
#   The rules read the table by role, people by verb. Whoever gives somebody a verb says so in both, so that no cell
#   changes by itself.
package permission.table_test

import data.permission.table

who_may := {
	"accept-condition": {"researcher": "own_project"},
	"accept-terms": {"researcher": "self"},
	"acknowledge": {"researcher": "own_project"},
	"ask-again": {"coordinator": "any"},
	"ask-extension": {"researcher": "own_project"},
	"assign": {"operator": "any"},
	"bar": {"coordinator": "any"},
	"check-notes": {"steward": "own_part"},
	"confirm-assignment": {"coordinator": "any", "operator": "any"},
	"confirm-barring": {"steward": "any", "coordinator": "any"},
	"decide-extension": {"coordinator": "any"},
	"decide-samples": {"biobank_head": "own_samples"},
	"deliver": {"house": "any"},
	"draw-spot-check": {"auditor": "any"},
	"draft": {"researcher": "own_project"},
	"end-deputyship": {"steward": "own_deputies", "coordinator": "any"},
	"end-assignment": {"coordinator": "any", "operator": "any"},
	"export-ledger": {"auditor": "any"},
	"issue": {"house": "any"},
	"judge": {"coordinator": "any"},
	"keep-document": {"researcher": "own_project", "coordinator": "any"},
	"lift-barring": {"coordinator": "any"},
	"name-deputy": {"steward": "own_deputies"},
	"order": {"house": "any"},
	"prolong": {"coordinator": "any"},
	"query": {"researcher": "own_project"},
	"read": {"researcher": "own_project", "steward": "own_controller", "coordinator": "any", "auditor": "any"},
	"read-assignments": {"coordinator": "any", "auditor": "any", "operator": "any"},
	"read-attrition": {"steward": "own_controller", "coordinator": "any", "auditor": "any"},
	"read-due": {"researcher": "own_project", "steward": "own_part", "coordinator": "any", "auditor": "any"},
	"read-barrings": {"steward": "any", "coordinator": "any", "auditor": "any"},
	"read-deputyships": {"steward": "own_part", "coordinator": "any", "auditor": "any"},
	"read-ledger": {"auditor": "any"},
	"read-note-sample": {"steward": "own_part"},
	"read-samples": {
		"researcher": "own_project",
		"steward": "own_controller",
		"biobank_head": "own_samples",
		"coordinator": "any",
		"auditor": "any",
	},
	"receive": {"house": "any"},
	"record-approval": {"researcher": "own_project", "coordinator": "any"},
	"record-decision-against": {"coordinator": "any"},
	"record-publication": {"coordinator": "any"},
	"register-person": {"coordinator": "any", "operator": "any"},
	"read-spot-checks": {"auditor": "any"},
	"remark": {"auditor": "any"},
	"remind": {"house": "any"},
	"return": {"coordinator": "any"},
	"review": {"steward": "own_part"},
	"revoke": {"coordinator": "any"},
	"sign-off": {"auditor": "any"},
	"submit": {"researcher": "own_project"},
	"sweep": {"house": "any"},
	"trace": {"researcher": "own_project", "steward": "own_controller", "coordinator": "any", "auditor": "any"},
	"verify": {"coordinator": "any", "auditor": "any", "operator": "any"},
	"verify-approval": {"steward": "any", "coordinator": "any"},
	"withdraw": {"researcher": "own_project"},
	"write-message": {"researcher": "own_project", "steward": "own_controller", "coordinator": "any"},
}

test_systems_read_and_verify_and_do_nothing_else if {
	table.services == [
		"read",
		"read-attrition",
		"read-barrings",
		"read-due",
		"read-ledger",
		"read-samples",
		"trace",
		"verify",
	]
}

test_every_cell_is_the_same_both_ways if {
	every role, verbs in table.verbs {
		verbs == {verb: reach | some verb, roles in who_may; some other, reach in roles; other == role}
	}
}

test_every_role_has_its_row if {
	object.keys(table.verbs) == {
		"auditor",
		"biobank_head",
		"coordinator",
		"custodian",
		"house",
		"operator",
		"researcher",
		"steward",
	}
}
