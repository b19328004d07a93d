# METADATA
# title: Conditions of a part
# description: |
#   A controller may grant its part with a reservation that binds whoever receives the data. Nothing is handed out
#   before the project has taken it upon itself.
package grounds.conditions

import data.facts

# METADATA
# title: Every condition on which a part was granted is taken upon the project
# description: A part granted without conditions says so with an empty list; none at all is silence.
# custom:
#   sv: Varje förbehåll som en del beviljats med är godtaget av projektet
#   paragraph: Offentlighets- och sekretesslag (2009:400) 10 kap. 14 § och 12 kap. 2 §
grounds contains "D03-conditions-accepted" if {
	facts.is_filled_list(input.permit.parts)
	every part in input.permit.parts {
		all_accepted(part.conditions)
	}
}

all_accepted(conditions) if {
	is_array(conditions)
	every condition in conditions {
		accepted(condition)
	}
}

accepted(condition) if {
	facts.is_text(condition.id)
	condition.accepted == true
}
