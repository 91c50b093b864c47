# Reviews of vendors and of transfers, for the operator's staff

field-day-to-come = Give a day to come, at most 3 years after the assessment.
field-day-before-assessment = Give the day of the assessment or a later one.
field-day-within-a-year = Give a day to come, at most a year after the assessment: the vendor certifies itself anew every year.
field-day-after-decision = Give a day on which the decision of the Commission still holds.
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
reviews-assess-adequacy = Whether the decision of the Commission covers this vendor: the country or territory, the kind of vendor and of data, and that it is still in force.
reviews-assess-framework = Whether the vendor's certification under the Data Privacy Framework is active and covers these data. It is renewed every year, so it holds until the next renewal at most.
reviews-assess-clauses = Whether the clauses are signed in this module, whether law and practice of the country stand in the way of the protection, and what is done about it.
reviews-assess-rules = Whether an authority has approved the rules and they bind this vendor, whether law and practice of the country stand in the way of the protection, and what is done about it.
reviews-assess-unnamed = No ground is recorded for this transfer. Write down what you found, and draft a change that names the ground.
reviews-assess = Keep the assessment
flash-vendor-reviewed = The review is kept. The next one is due in a year.
flash-transfer-assessed = The assessment is kept.
