# METADATA
# title: Recipients
# description: To whom health data are handed out, and in which country.
package grounds.recipients

import data.grounds.judgements

# METADATA
# title: The applicant's organisation is in Sweden
# custom:
#   sv: Sökandens organisation finns i Sverige
#   paragraph: Offentlighets- och sekretesslag (2009:400) 8 kap. 3 § och 25 kap. 1 §
grounds contains "D04-recipient-in-reach" if input.access_request.applicant.country == "SE"

# METADATA
# title: It is decided that data may go to a recipient outside Sweden
# description: |
#   For a foreign authority or an international organisation the special decision is that of chapter 8 section 3; for a
#   private recipient abroad the same question belongs to the harm test. It is on record with its reasons.
# custom:
#   sv: Det är beslutat att uppgifter får lämnas till en mottagare utanför Sverige
#   paragraph: Offentlighets- och sekretesslag (2009:400) 8 kap. 3 § och 25 kap. 1 §
grounds contains "D04-recipient-in-reach" if judgements.accepted("D04-recipient-in-reach")
