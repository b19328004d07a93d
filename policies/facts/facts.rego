# METADATA
# title: Facts
# description: |
#   A fact is of its type, or there is no ground. Rego orders types (null < boolean < number < string), so that
#   `null < 5 < "2"` holds: nothing is compared before one of these has said what it is.
package facts

import data.calendar

# METADATA
# title: A day of the calendar, written YYYY-MM-DD
# description: |
#   Written so, and only so, days compare as text. The years are those from 1000 to 2999. The count ends it: one
#   engine's `$` may stand before a last line break; ten characters are ten characters in all of them.
is_date(day) if {
	is_string(day)
	count(day) == 10
	regex.match(`^[12][0-9]{3}-[0-9]{2}-[0-9]{2}`, day)
	month := substring(day, 5, 2)
	date := substring(day, 8, 2)
	date >= "01"
	date <= calendar.last_day[month]
	exists_in_year(substring(day, 5, 5), substring(day, 0, 4))
}

exists_in_year(day, _) if day != "02-29"

exists_in_year("02-29", year) if is_leap(to_number(year))

is_leap(year) if {
	year % 4 == 0
	year % 100 != 0
}

is_leap(year) if year % 400 == 0

# METADATA
# title: A number of persons or rows
# description: |
#   Whole and not negative. The upper bound keeps it where every engine calculates exactly; and between the two bounds
#   there are only numbers, whatever the types.
is_count(value) if {
	value >= 0
	value <= 1000000000000
	value == floor(value)
}

# METADATA
# title: A text that says something
# description: Nothing else than a text can be trimmed.
is_text(value) if trim_space(value) != ""

# METADATA
# title: A list with something in it
# description: Over nothing `every` is true; so a list is filled before it runs over it.
is_filled_list(value) if {
	is_array(value)
	count(value) > 0
}

# METADATA
# title: A list of texts with something in it
is_list_of_text(value) if {
	is_filled_list(value)
	every entry in value {
		is_text(entry)
	}
}

# METADATA
# title: One day is not after the other
on_or_before(first, second) if {
	is_date(first)
	is_date(second)
	first <= second
}

# METADATA
# title: A day lies within a period, its first and last day inside
within(day, first, last) if {
	on_or_before(first, day)
	on_or_before(day, last)
}

# METADATA
# title: The same day of the calendar some years later
# scope: rule
# description: Where the month ends before that day (29 February), its last day (lag 1930:173 section 1).
years_after(day, years) := later if {
	later := moved(day, years)
	is_date(later)
}

years_after(day, years) := last_of_february if {
	later := moved(day, years)
	not is_date(later)
	last_of_february := replace(later, "-02-29", "-02-28")
	is_date(last_of_february)
}

moved(day, years) := later if {
	is_date(day)
	is_count(years)
	later := sprintf("%d%s", [to_number(substring(day, 0, 4)) + years, substring(day, 4, 6)])
}

# METADATA
# title: The same day of the calendar some months later
# scope: rule
# description: Where that month ends before the day, its last day (lag 1930:173 section 1).
months_after(day, months) := later if {
	is_date(day)
	is_count(months)
	some place, month in calendar.months
	month == substring(day, 5, 2)
	ahead := place + months
	year := to_number(substring(day, 0, 4)) + ((ahead - (ahead % 12)) / 12)
	later := in_month(year, calendar.months[ahead % 12], substring(day, 8, 2))
}

in_month(year, month, date) := day if {
	day := sprintf("%d-%s-%s", [year, month, min({date, calendar.last_day[month]})])
	is_date(day)
}

in_month(year, "02", date) := day if {
	not is_leap(year)
	date >= "29"
	day := sprintf("%d-02-28", [year])
	is_date(day)
}
