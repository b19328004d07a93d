package facts_test

import data.facts

test_days_of_the_calendar_are_dates if {
	every day in {"2026-01-31", "2026-04-30", "2024-02-29", "2000-02-29", "2026-02-28", "1999-12-31"} {
		facts.is_date(day)
	}
}

test_each_month_ends_on_its_last_day if {
	every month, last in {
		"01": 31, "02": 29, "03": 31, "04": 30, "05": 31, "06": 30,
		"07": 31, "08": 31, "09": 30, "10": 31, "11": 30, "12": 31,
	} {
		facts.is_date(sprintf("2024-%s-%d", [month, last]))
		not facts.is_date(sprintf("2024-%s-%d", [month, last + 1]))
	}
}

test_days_that_never_were_are_no_dates if {
	every day in {"2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "2026-01-32"} {
		not facts.is_date(day)
	}
}

test_other_spellings_and_types_are_no_dates if {
	every day in [null, 2026, [], "", "2026-1-1", "2026-01-01T00:00Z", "0999-01-01"] {
		not facts.is_date(day)
	}
	every day in {"2026-01-01\n", "2026-01-011", " 2026-01-01"} {
		not facts.is_date(day)
	}
}

test_counts_are_whole_and_not_negative if {
	every value in {0, 1, 5000, 1000000000000} {
		facts.is_count(value)
	}
	every value in [null, true, -1, 1.5, "5", [], 1000000000001] {
		not facts.is_count(value)
	}
}

test_a_text_says_something if {
	facts.is_text("x")
	every value in [null, 5, "", "  ", [], ["x"]] {
		not facts.is_text(value)
	}
}

test_a_list_of_text_is_filled_with_text if {
	facts.is_list_of_text(["a", "b"])
	every value in [null, "a", [], {}, [""], ["a", 5], {"a": "b"}] {
		not facts.is_list_of_text(value)
	}
}

test_days_compare_only_with_days if {
	facts.on_or_before("2026-01-01", "2026-01-01")
	facts.on_or_before("2026-01-01", "2026-01-02")
	not facts.on_or_before("2026-01-02", "2026-01-01")
	not facts.on_or_before(null, "2026-01-01")
	not facts.on_or_before("2026-01-01", "x")
}

test_the_first_and_the_last_day_are_inside if {
	facts.within("2026-01-01", "2026-01-01", "2026-01-31")
	facts.within("2026-01-31", "2026-01-01", "2026-01-31")
	not facts.within("2026-02-01", "2026-01-01", "2026-01-31")
	not facts.within("2025-12-31", "2026-01-01", "2026-01-31")
}

test_years_are_added_by_the_calendar if {
	facts.years_after("2024-03-01", 2) == "2026-03-01"
	facts.years_after("2024-02-29", 2) == "2026-02-28"
	facts.years_after("2024-02-29", 4) == "2028-02-29"
	facts.years_after("2024-02-28", 1) == "2025-02-28"
}

test_years_are_added_to_days_alone if {
	not facts.years_after(null, 2)
	not facts.years_after("x", 2)
	not facts.years_after("2024-03-01", "2")
	not facts.years_after("2999-03-01", 2)
}

test_months_are_added_by_the_calendar if {
	facts.months_after("2026-06-22", 5) == "2026-11-22"
	facts.months_after("2026-07-22", 5) == "2026-12-22"
	facts.months_after("2026-08-22", 5) == "2027-01-22"
	facts.months_after("2026-08-22", 17) == "2028-01-22"
	facts.months_after("2026-11-22", 0) == "2026-11-22"
}

test_where_a_month_is_too_short_its_last_day_counts if {
	facts.months_after("2026-08-31", 6) == "2027-02-28"
	facts.months_after("2027-08-31", 6) == "2028-02-29"
	facts.months_after("2026-08-29", 6) == "2027-02-28"
	facts.months_after("2026-08-28", 6) == "2027-02-28"
	facts.months_after("2026-08-15", 6) == "2027-02-15"
	facts.months_after("2026-10-31", 6) == "2027-04-30"
	facts.months_after("2026-12-31", 1) == "2027-01-31"
}

test_months_are_added_to_days_alone if {
	not facts.months_after(null, 5)
	not facts.months_after("2026-02-29", 5)
	not facts.months_after("2026-06-22", "5")
	not facts.months_after("2026-06-22", -1)
	not facts.months_after("2999-12-22", 1)
	not facts.months_after("2999-08-30", 6)
}
