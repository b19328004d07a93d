# METADATA
# title: Who is barred
# description: |
#   A person or an organisation may be excluded from any access for a time. Told is every barring on record of anybody
#   who has to do with the request; which of them count is said here. A barring that cannot be read counts.
package grounds.barrings

import data.facts

# METADATA
# title: Nobody who asks, or is named, is barred
# custom:
#   sv: Ingen som söker eller namnges är avstängd
#   paragraph: EHDS (EU) 2025/327 art. 63(3)
nobody contains "T10-nobody-barred" if {
	is_array(input.barrings)
	every barring in input.barrings {
		does_not_count(barring)
	}
}

# METADATA
# title: Nobody for whom the study is done is barred
# description: |
#   The principal, the applicant's organisation and the investigator. Somebody else who is named and barred is let in
#   nowhere, and does not keep the others out.
# custom:
#   sv: Ingen som studien görs för är avstängd
#   paragraph: EHDS (EU) 2025/327 art. 63(3)
study contains "T10-nobody-barred" if {
	is_array(input.barrings)
	every barring in input.barrings {
		leaves_study_alone(barring)
	}
}

# METADATA
# title: Neither whoever opens the workspace nor anybody for whom the study is done is barred
# custom:
#   sv: Varken den som öppnar arbetsytan eller någon som studien görs för är avstängd
#   paragraph: EHDS (EU) 2025/327 art. 63(3)
opening contains "T10-nobody-barred" if {
	is_array(input.barrings)
	facts.is_text(input.actor.id)
	every barring in input.barrings {
		lets_in(barring)
	}
}

leaves_study_alone(barring) if does_not_count(barring)

leaves_study_alone(barring) if barring.of_study == false

lets_in(barring) if does_not_count(barring)

lets_in(barring) if {
	barring.of_study == false
	facts.is_list_of_text(barring.persons)
	not input.actor.id in barring.persons
}

# Nobody has confirmed it yet.
does_not_count(barring) if barring.confirmed == false

does_not_count(barring) if facts.on_or_before(barring.lifted_on, input.today)

# It has not begun, or its last day is over.
does_not_count(barring) if {
	facts.on_or_before(input.today, barring.from)
	input.today != barring.from
}

does_not_count(barring) if {
	facts.on_or_before(barring.until, input.today)
	barring.until != input.today
}
