package grounds.recipients_test

import data.grounds.recipients
import data.study_test as study

code := "D04-recipient-in-reach"

abroad := study.with_fact("/access_request/applicant/country", "DK")

test_a_recipient_in_sweden_needs_no_special_decision if {
	code in recipients.grounds with input as study.facts
}

test_a_recipient_abroad_waits_for_one if {
	not code in recipients.grounds with input as abroad
	not code in recipients.grounds with input as study.without("/access_request/applicant/country")
	not code in recipients.grounds with input as study.with_fact("/access_request/applicant/country", null)
}

test_the_special_decision_is_a_judgement_on_record if {
	decision := {"ground": code, "finding": "accepted", "reasons": "an agreement", "by": "klara", "on": "2026-11-20"}
	decided := json.patch(abroad, [{"op": "replace", "path": "/access_request/judgements", "value": [decision]}])
	code in recipients.grounds with input as decided

	of_another := json.patch(decided, [{
		"op": "replace", "path": "/access_request/judgements/0/ground",
		"value": "E05-people-approved",
	}])
	not code in recipients.grounds with input as of_another
}
