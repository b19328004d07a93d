# METADATA
# title: Donated data
# description: |
#   A dataset may hold what persons have donated to research. Its controller says whether such data are used at all;
#   whose donation holds the data plane alone knows. Facts of before datasets told of it have nothing donated.
package grounds.donations

import data.facts
import data.parameters

used := "D12-donated-data-used"

# METADATA
# title: What need not be asked where no dataset is donated
spared contains used if count(donated) == 0

# METADATA
# title: The datasets that are donated
# description: Those that say anything of it but a plain no.
donated contains entry.dataset if {
	some entry in input.access_request.datasets
	object.get(entry, "donated", false) != false
}

# METADATA
# title: Each controller whose donated data are asked for has said that they are used
# description: A controller that has said nothing has not opened them, since the strictest value is not used.
# custom:
#   sv: Varje vårdgivare vars donerade uppgifter begärs har sagt att de används
#   paragraph: Lag (2024:1146) 2 kap. 8 § och 3 kap. 8 §, read for donated data
request contains "D12-donated-data-used" if {
	facts.is_filled_list(input.access_request.datasets)
	every entry in input.access_request.datasets {
		may_be_read(entry)
	}
}

# METADATA
# title: Each controller whose donated data the permit is about says that they are used
# description: What it says today, at every step; a permit from before it said no gives nothing more.
# custom:
#   sv: Varje vårdgivare vars donerade uppgifter tillståndet gäller säger att de används
#   paragraph: Lag (2024:1146) 2 kap. 8 § och 3 kap. 8 §, read for donated data
permit contains "D12-donated-data-used" if {
	facts.is_list_of_text(input.permit.datasets)
	every dataset in input.permit.datasets {
		may_be_read(described(dataset))
	}
}

# METADATA
# title: The data plane read donated rows of those alone whose donation holds
# description: Its manifest names each donated dataset of the permit, and the register by which it counted the others.
# custom:
#   sv: Dataplanet har bara läst donerade uppgifter om dem vars donation gäller
#   paragraph: Lag (2024:1146) 2 kap. 8 § och 3 kap. 8 §, read for donated data
manifest contains "D12-donated-data-used" if {
	used in permit
	told
}

# METADATA
# title: The permit's datasets that are donated, as far as anybody says
in_permit contains dataset if {
	some dataset in input.permit.datasets
	dataset in donated
}

# The permit has none of the donated ones.
told if count(in_permit) == 0

told if {
	donations := input.manifest.donations
	facts.is_list_of_text(donations.datasets)
	{dataset | some dataset in donations.datasets} == in_permit
	facts.is_text(donations.register)
	facts.is_text(donations.snapshot)
	some line in input.manifest.exclusions
	line.kind == "X06-no-donation"
	line.register == donations.register
	line.snapshot == donations.snapshot
}

may_be_read(entry) if entry.donated == false

may_be_read(entry) if {
	entry.donated == true
	parameters.controllers[entry.controller].donated_data == "used"
}

# The request says what a dataset is; one that it does not list, or lists twice, is none.
described(dataset) := entries[0] if {
	entries := [entry | some entry in input.access_request.datasets; entry.dataset == dataset]
	count(entries) == 1
}
