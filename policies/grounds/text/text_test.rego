package grounds.text_test

import data.grounds.text
import data.study_test as study

code := "M04-text-profile-chosen"

asking(profile, demo, measured) := json.patch(study.facts, [
	{"op": "replace", "path": "/access_request/free_text", "value": {"asked": true, "profile": profile}},
	{"op": "replace", "path": "/system/demo", "value": demo},
	{"op": "replace", "path": "/system/text_profiles_measured", "value": measured},
])

test_where_no_text_is_asked_for_nothing_is_chosen if {
	code in text.grounds with input as study.facts
}

test_whether_text_is_asked_for_is_said if {
	every value in [null, "no", 0] {
		not code in text.grounds with input as study.with_fact("/access_request/free_text/asked", value)
	}
}

test_a_profile_does_not_tell_whether_text_is_asked_for if {
	facts := json.patch(asking("withhold", false, []), [{
		"op": "replace",
		"path": "/access_request/free_text/asked", "value": "yes",
	}])
	not code in text.grounds with input as facts
}

test_silence_on_text_is_no_ground if {
	not code in text.grounds with input as study.without("/access_request/free_text")
}

test_text_without_a_profile_is_not_handed_out if {
	not code in text.grounds with input as asking(null, true, ["clinical-1"])
	not code in text.grounds with input as asking("clinical-2", true, ["clinical-1"])
}

test_text_may_be_withheld if {
	code in text.grounds with input as asking("withhold", false, [])
}

test_a_measured_profile_may_be_chosen if {
	code in text.grounds with input as asking("clinical-1", false, ["clinical-1"])
	not code in text.grounds with input as asking(" ", false, [" "])
}

test_an_unmeasured_profile_is_for_invented_patients_in_a_demonstration if {
	facts := asking("unmeasured", true, [])
	code in text.grounds with input as facts
	not code in text.grounds with input as asking("unmeasured", false, [])
	not code in text.grounds with input as json.patch(facts, [{
		"op": "replace",
		"path": "/access_request/datasets/0/synthetic", "value": false,
	}])
	not code in text.grounds with input as json.patch(facts, [{
		"op": "replace",
		"path": "/access_request/datasets", "value": [],
	}])
}
