package grounds.people_test

import data.grounds.people
import data.study_test as study

test_people_in_order_are_found if {
	people.request == {"T02-people-trained"} with input as study.facts
	people.permit == {"T02-people-trained", "T03-on-the-permit"} with input as study.facts
}

test_training_and_terms_hold_today if {
	wrong := {
		"/access_request/named_persons/2/training_valid_until": "2026-11-21",
		"/access_request/named_persons/2/training_on": "2026-11-23",
		"/access_request/named_persons/2/terms_accepted_on": "2026-11-23",
		"/access_request/named_persons/2/terms_version": "",
		"/access_request/named_persons": [],
	}
	every path, value in wrong {
		people.request == set() with input as study.with_fact(path, value)
		not "T02-people-trained" in people.permit with input as study.with_fact(path, value)
	}
}

test_the_last_day_of_training_is_inside if {
	last := study.with_fact("/access_request/named_persons/2/training_valid_until", "2026-11-22")
	people.request == {"T02-people-trained"} with input as last
}

test_somebody_on_the_permit_whom_nobody_knows_is_not_trained if {
	stranger := study.with_fact("/permit/named_persons", ["anna", "stranger"])
	not "T02-people-trained" in people.permit with input as stranger
}

test_only_those_on_the_permit_are_on_it if {
	not "T03-on-the-permit" in people.permit with input as study.with_fact("/actor/id", "stranger")
	not "T03-on-the-permit" in people.permit with input as study.with_fact("/permit/named_persons", [])
}
