package exclusions_test

import data.exclusions

test_four_kinds_are_known if {
	count(exclusions.known) == 4
}
