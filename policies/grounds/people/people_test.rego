package grounds.people_test

import data.grounds.people
import data.study_test as study

test_people_in_order_are_found if {
	people.request == {"T02-people-trained"} with input as study.facts
	people.permit == {"T02-people-trained", "T03-on-the-permit"} with input as study.facts
}

test_people_of_the_approval_are_found if {
	people.approved == {"E05-people-approved"} with input as study.facts
}

test_somebody_beside_the_approval_is_for_a_person_to_judge if {
	beside := study.with_fact("/ethics_approval/named_persons", ["anna"])
	people.approved == set() with input as beside
	judged := json.patch(beside, [{"op": "replace", "path": "/access_request/judgements", "value": [{
		"ground": "E05-people-approved",
		"finding": "accepted",
		"reasons": "one more doctoral student",
		"by": "klara",
		"on": "2026-11-20",
	}]}])
	people.approved == {"E05-people-approved"} with input as judged
}

test_another_investigator_is_for_a_person_to_judge if {
	people.approved == set() with input as study.with_fact("/access_request/investigator", "anna")
	people.approved == set() with input as study.with_fact("/ethics_approval/investigator", "")
	people.approved == set() with input as study.with_fact("/access_request/named_persons", [])
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

test_those_on_the_permit_are_a_list_of_texts if {
	every wrong in study.no_lists("astrid") {
		people.permit == set() with input as study.with_fact("/permit/named_persons", wrong)
	}
	every wrong in study.no_texts {
		same := study.with_facts({"/actor/id": wrong, "/permit/named_persons": ["astrid", wrong]})
		not "T03-on-the-permit" in people.permit with input as same
	}
}

test_two_names_that_are_the_same_mistake_are_nobodys if {
	every wrong in study.no_texts {
		everybody := {"/ethics_approval/named_persons": ["anna", "astrid", "bo", wrong]}
		investigators := {"/access_request/investigator": wrong, "/ethics_approval/investigator": wrong}
		people.approved == set() with input as study.with_facts(object.union(everybody, investigators))
		named := {"/access_request/named_persons/0/id": wrong}
		people.approved == set() with input as study.with_facts(object.union(everybody, named))
	}
}

test_somebody_without_a_name_is_not_trained if {
	every wrong in study.no_texts {
		people.request == set() with input as study.with_fact("/access_request/named_persons/1/id", wrong)
	}
}
