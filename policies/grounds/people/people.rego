# METADATA
# title: The people who will see the extract
# description: Named in the request, trained, bound by the terms; and nobody besides.
package grounds.people

import data.facts
import data.grounds.judgements

# METADATA
# title: Everyone named has accepted the terms and is trained
# custom:
#   sv: Alla namngivna har godtagit villkoren och är utbildade
#   paragraph: EHDS (EU) 2025/327 art. 67(2)(a); SATRE 1.5-1.6, 3.2
request contains "T02-people-trained" if everyone_trained

# METADATA
# title: Everyone the permit names has accepted the terms and is trained
# custom:
#   sv: Alla som tillståndet namnger har godtagit villkoren och är utbildade
#   paragraph: EHDS (EU) 2025/327 art. 67(2)(a); SATRE 1.5-1.6, 3.2
permit contains "T02-people-trained" if {
	everyone_trained
	facts.is_list_of_text(input.permit.named_persons)
	every person in input.permit.named_persons {
		person in named_in_request
	}
}

# METADATA
# title: Whoever acts is on the permit today
# custom:
#   sv: Den som handlar står i tillståndet i dag
#   paragraph: EHDS (EU) 2025/327 art. 61(2), 73(1)(a)
permit contains "T03-on-the-permit" if {
	facts.is_list_of_text(input.permit.named_persons)
	input.actor.id in input.permit.named_persons
}

# METADATA
# title: The investigator and everybody named are people of the approval
# custom:
#   sv: Ansvarig forskare och alla namngivna omfattas av godkännandet
#   paragraph: Lag (2003:460) om etikprövning 6 §; EHDS (EU) 2025/327 art. 67(2)(a)
approved contains "E05-people-approved" if {
	facts.is_text(input.access_request.investigator)
	input.access_request.investigator == input.ethics_approval.investigator
	facts.is_filled_list(input.access_request.named_persons)
	every person in input.access_request.named_persons {
		person.id in covered_by_approval
	}
}

# METADATA
# title: The principal has judged that people beside the approval are no substantial change
# description: |
#   The ethical review authority gives no advance rulings: whether a new person is a substantial change is for the
#   research principal to judge, and the judgement is on record with its reasons and who recorded it.
# custom:
#   sv: Huvudmannen har bedömt att personer utöver godkännandet inte är en väsentlig ändring
#   paragraph: Lag (2003:460) om etikprövning 6 §; EHDS (EU) 2025/327 art. 67(2)(a)
approved contains "E05-people-approved" if judgements.accepted("E05-people-approved")

covered_by_approval contains input.ethics_approval.investigator

covered_by_approval contains name if {
	some name in input.ethics_approval.named_persons
	facts.is_text(name)
}

named_in_request contains person.id if some person in input.access_request.named_persons

everyone_trained if {
	facts.is_filled_list(input.access_request.named_persons)
	every person in input.access_request.named_persons {
		trained(person)
	}
}

trained(person) if {
	facts.is_text(person.id)
	facts.is_text(person.terms_version)
	facts.on_or_before(person.terms_accepted_on, input.today)
	facts.within(input.today, person.training_on, person.training_valid_until)
}
