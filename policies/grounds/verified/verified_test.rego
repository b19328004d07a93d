package grounds.verified_test

import data.grounds.verified
import data.study_test as study

code := "E11-approval-verified"

amendment := json.patch(study.facts.ethics_approval.decisions[0], [
	{"op": "replace", "path": "/case_number", "value": "2021-04890-02"},
	{"op": "replace", "path": "/paper", "value": "sha256:4"},
	{"op": "replace", "path": "/verification/of", "value": "sha256:4"},
])

amended(decision) := json.patch(study.facts, [{"op": "add", "path": "/ethics_approval/decisions/-", "value": decision}])

verifying(field, value) := study.with_fact(concat("/", ["/ethics_approval/decisions/0", field]), value)

test_a_decision_that_somebody_held_against_its_document_is_verified if {
	code in verified.grounds with input as study.facts
}

test_every_decision_is_verified_itself if {
	code in verified.grounds with input as amended(amendment)
	not code in verified.grounds with input as amended(object.remove(amendment, ["verification"]))
}

test_a_correction_makes_it_void if {
	not code in verified.grounds with input as verifying("paper", "sha256:5")
}

test_the_document_is_one_of_the_decisions if {
	not code in verified.grounds with input as verifying("verification/document", "sha256:9")
	not code in verified.grounds with input as verifying("documents", [])
	not code in verified.grounds with input as verifying("documents", ["sha256:4", 4])
}

test_nobody_in_the_project_verifies if {
	not code in verified.grounds with input as verifying("verification/by", "anna")
	not code in verified.grounds with input as verifying("verification/by", " ")
}

test_it_was_done_by_today if {
	code in verified.grounds with input as verifying("verification/on", "2026-11-22")
	not code in verified.grounds with input as verifying("verification/on", "2026-11-23")
}

test_silence_verifies_nothing if {
	not code in verified.grounds with input as verifying("verification", null)
	not code in verified.grounds with input as study.without("/ethics_approval/decisions")
	not code in verified.grounds with input as study.with_fact("/ethics_approval/decisions", [])
	not code in verified.grounds with input as study.without("/project/members")
	not code in verified.grounds with input as study.with_fact("/project/members", [])
	not code in verified.grounds with input as json.patch(study.facts, [
		{"op": "remove", "path": "/ethics_approval/decisions/0/paper"},
		{"op": "remove", "path": "/ethics_approval/decisions/0/verification/of"},
	])
	not code in verified.grounds with input as json.patch(study.facts, [
		{"op": "replace", "path": "/ethics_approval/decisions/0/paper", "value": null},
		{"op": "replace", "path": "/ethics_approval/decisions/0/verification/of", "value": null},
	])
}
