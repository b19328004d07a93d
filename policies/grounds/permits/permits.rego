# METADATA
# title: The permit
# description: |
#   Every controller decides on its own data, and a permit holds for a time. The permit asked about is the
#   proposed one, of the granted parts only, until it is issued; from then on the issued one.
package grounds.permits

import data.facts
import data.thresholds

# METADATA
# title: Every controller whose rows the permit covers has granted its part
# description: A permit of no part at all is no permit. A controller with two contradicting parts has granted nothing.
# custom:
#   sv: Varje vårdgivare vars uppgifter omfattas har beviljat sin del
#   paragraph: Offentlighets- och sekretesslag (2009:400) 25 kap. 1 §; patientdatalag (2008:355) 2 kap. 6 §
decided contains "D01-every-controller-granted" if {
	facts.is_list_of_text(input.permit.controllers)
	facts.is_filled_list(input.permit.parts)
	facts.is_list_of_text(input.permit.datasets)
	every controller in input.permit.controllers {
		granted(controller)
	}
	every dataset in input.permit.datasets {
		covered(dataset)
	}
}

granted(controller) if {
	parts := [part | some part in input.permit.parts; part.controller == controller]
	facts.is_filled_list(parts)
	every part in parts {
		part.outcome == "granted"
		facts.is_text(part.decider)
		facts.on_or_before(part.decided_on, input.today)
	}
}

# The request says whose a dataset is; one that it does not list belongs to nobody who could have granted it.
covered(dataset) if {
	owners := {entry.controller | some entry in input.access_request.datasets; entry.dataset == dataset}
	count(owners) == 1
	every owner in owners {
		owner in input.permit.controllers
	}
}

# METADATA
# title: The permit holds today
# custom:
#   sv: Tillståndet gäller i dag
#   paragraph: EHDS (EU) 2025/327 art. 68(12)
valid contains "T01-permit-valid" if {
	facts.within(input.today, input.permit.valid_from, input.permit.valid_until)
	not_too_long
}

# METADATA
# title: The permit was not revoked
# custom:
#   sv: Tillståndet är inte återkallat
#   paragraph: EHDS (EU) 2025/327 art. 63(3)
standing contains "T04-permit-standing" if input.permit.revoked == false

# METADATA
# title: The permit was not replaced by an amended one
# custom:
#   sv: Tillståndet är inte ersatt av ett ändrat
#   paragraph: EHDS (EU) 2025/327 art. 68(13)
unreplaced contains "T08-permit-not-replaced" if input.permit.replaced == false

# METADATA
# title: What was delivered under the permit is not superseded
# description: Until the new permit's extract is there, the replaced one lets those in whom the new one names too.
# custom:
#   sv: Det som levererats under tillståndet är inte ersatt
#   paragraph: EHDS (EU) 2025/327 art. 68(13)
unsuperseded contains "T08-permit-not-replaced" if input.permit.superseded == false

# METADATA
# title: A new permit is asked for, not another form of one
# description: That nothing is amended is told by a null; where it is not told, there is no ground.
# custom:
#   sv: Ett nytt tillstånd begärs, inte en ändring av ett
#   paragraph: EHDS (EU) 2025/327 art. 68(12)-(13)
amending contains "T09-amends-standing-permit" if input.amended == null

# METADATA
# title: The permit that is amended stands, and is asked for its own purpose and for no longer
# description: To hold longer is an extension, by its own rules. What else is another passes the rules of a new permit.
# custom:
#   sv: Det tillstånd som ändras gäller, och begärs för samma ändamål och inte för längre tid
#   paragraph: EHDS (EU) 2025/327 art. 68(12)-(13)
amending contains "T09-amends-standing-permit" if {
	input.amended.revoked == false
	input.amended.replaced == false
	facts.on_or_before(input.today, input.amended.until)
	facts.on_or_before(input.access_request.until, input.amended.until)
	facts.is_text(input.amended.purpose)
	input.access_request.purpose == input.amended.purpose
}

# METADATA
# title: The proposed permit has not ended before it is issued
# description: It may begin on a later day.
# custom:
#   sv: Det föreslagna tillståndet har inte löpt ut innan det utfärdas
#   paragraph: EHDS (EU) 2025/327 art. 68(12)
proposed contains "T01-permit-valid" if {
	facts.on_or_before(input.today, input.permit.valid_until)
	facts.on_or_before(input.permit.valid_from, input.permit.valid_until)
	not_too_long
}

# Ten years as it was issued, and ten more if it was extended; until then it ends when it was issued to end.
not_too_long if {
	ten_years_at_most(input.permit.valid_from, input.permit.issued_until)
	ten_years_at_most(input.permit.issued_until, input.permit.valid_until)
}

ten_years_at_most(first, last) if {
	last_day := facts.years_after(first, thresholds.permit_longest_years.value)
	facts.on_or_before(last, last_day)
}
