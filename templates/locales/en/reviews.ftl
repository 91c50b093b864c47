# Reviews of vendors and of transfers, for the operator's staff

field-day-to-come = Give a day to come, at most 3 years ahead.
refused-no-transfer = Data stay in the European Economic Area here: there is no transfer to assess.

reviews-see = Reviews
reviews-vendors-title = Reviews of sub-processors
reviews-vendors-lead = Each sub-processor is looked at once a year, and each transfer before its assessment runs out.
reviews-look = Yearly review
reviews-assessment = Assessment of the transfer
reviews-due = Due on { $date }
reviews-overdue = Overdue since { $date }
reviews-within = Within the EEA
reviews-not-assessed = Never assessed: no agreement is made
reviews-decided = Covered by an adequacy decision
reviews-holds = Holds until { $date }
reviews-expired = Expired on { $date }: no agreement is made
reviews-looks = What was found
reviews-none = Nobody has looked at this sub-processor yet.
reviews-by = { $name }, { $date }
reviews-note = What you looked at and found
reviews-note-hint = Such as the contract, its sub-processors, the place of processing.
reviews-send = Keep the review
reviews-found = What you found
reviews-reference = Document
reviews-reference-hint = Its number or place in your files.
reviews-until = Holds until
reviews-assess = Keep the assessment
flash-vendor-reviewed = The review is kept. The next one is due in a year.
flash-transfer-assessed = The assessment is kept.
