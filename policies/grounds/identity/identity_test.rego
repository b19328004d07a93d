package grounds.identity_test

import data.grounds.identity
import data.study_test as study

test_level_two_and_two_factors_are_enough if {
	every level in [2, 3] {
		identity.grounds == {"T02-strong-identity"} with input as study.with_fact("/actor/assurance", level)
	}
}

test_level_one_is_not_enough if {
	identity.grounds == set() with input as study.with_fact("/actor/assurance", 1)
}

test_one_factor_is_not_enough if {
	identity.grounds == set() with input as study.with_fact("/actor/mfa", false)
}

test_what_a_provider_did_not_say_is_a_no if {
	every wrong in study.no_counts {
		identity.grounds == set() with input as study.with_fact("/actor/assurance", wrong)
	}
	every wrong in [null, 1, "true", "yes", [], {}] {
		identity.grounds == set() with input as study.with_fact("/actor/mfa", wrong)
	}
	every path in ["/actor/assurance", "/actor/mfa"] {
		identity.grounds == set() with input as study.without(path)
	}
}
