package grounds.consent_test

import data.grounds.consent
import data.study_test as study

code := "E09-consent-checked"

asked(mode, versions, register) := json.patch(study.facts, [
	{"op": "replace", "path": "/ethics_approval/consent", "value": {"mode": mode, "versions": versions}},
	{"op": "replace", "path": "/system/consent_register", "value": register},
])

test_where_nobody_is_asked_one_by_one_nothing_is_checked if {
	every mode in ["opt_out_information", "waived"] {
		code in consent.grounds with input as asked(mode, [], null)
	}
}

test_where_each_person_consents_a_register_tells_who_did if {
	code in consent.grounds with input as asked("consent", ["2.0"], "consents")
	not code in consent.grounds with input as asked("consent", ["2.0"], null)
	not code in consent.grounds with input as asked("consent", ["2.0"], " ")
	not code in consent.grounds with input as asked("consent", [], "consents")
	not code in consent.grounds with input as asked("consent", [2], "consents")
}

test_a_mode_that_is_not_on_record_is_none if {
	not code in consent.grounds with input as asked("assumed", ["2.0"], "consents")
	not code in consent.grounds with input as study.with_fact("/ethics_approval/consent", null)
	not code in consent.grounds with input as study.without("/ethics_approval/consent")
}
