# The agreement: the public request form, its status page, and the operator's console. Dates and numbers arrive as text; $n chooses the plural.

# Request form
dpa-title = Request a data-processing agreement
dpa-lead = Answer eight questions. A few seconds later you have a sealed agreement under Article 28 GDPR, ready to countersign.
dpa-form-organisation = Your organisation
dpa-form-signatory = Who signs
dpa-form-document = The document
dpa-field-legal-name = Legal name
dpa-field-legal-name-hint = As it appears in the register, for example Acme Academy GmbH.
dpa-field-register-no = Registration number
dpa-field-register-no-hint = With the register, for example FN 123456a, Linz. No register entry? Give your VAT number.
dpa-field-address = Registered address
dpa-field-country = Country of registration
dpa-field-country-choose = Choose a country
dpa-field-contact-email = Work email
dpa-field-contact-email-hint = We send the agreement here, and later notices about it.
dpa-field-signatory-name = Full name
dpa-field-signatory-title = Role
dpa-field-language = Language of the agreement
dpa-language-en = English
dpa-language-de = German
dpa-form-use = We use these answers to prepare the agreement, and for nothing else. Nobody will call you.
dpa-form-submit = Request the agreement
dpa-form-busy = Preparing the agreement

# Errors
dpa-error-legal-name-required = Give the legal name of your organisation.
dpa-error-register-no-required = Give the registration number, or the VAT number if there is none.
dpa-error-address-required = Give the registered address.
dpa-error-country-required = Choose the country of registration.
dpa-error-country-unknown = Choose a country from the list.
dpa-error-contact-email-required = Give the email address to which we should send the agreement.
dpa-error-contact-email-format = An email address has a name, an @ and a domain, for example legal@acme.example.
dpa-error-signatory-name-required = Give the name of the person who signs.
dpa-error-signatory-title-required = Give the role of the person who signs.
dpa-error-language-unknown = Choose English or German.
dpa-error-too-long = Use at most { $max } characters.
dpa-error-characters = Our documents cannot print this character: { $character }. Use another spelling.
dpa-error-rate-limited = Too many requests came from your network. Try again in { $minutes } minutes.
dpa-error-incomplete-operator = The operator has not entered its own company details yet, so no agreement can be made. Write to us; we will tell you when it is possible.

# What happens next
dpa-next-title = What happens next
dpa-next-ask = You ask
dpa-next-ask-text = About three minutes.
dpa-next-seal = We seal it
dpa-next-seal-text = Automatically, within seconds. No person has to be available.
dpa-next-countersign = You countersign
dpa-next-countersign-text = In the signature field of the PDF, when you are ready.
dpa-next-force = It is in force
dpa-next-force-text = As soon as both signatures are there.
dpa-get-title = What you will get
dpa-get-pdf = A PDF under Article 28 GDPR with the security measures, the sub-processors and the retention periods
dpa-get-fingerprint = SHA-256 fingerprints and a QR code, so that any copy can be checked
dpa-get-notice = { $days } days’ notice of each new sub-processor, with a right to object
dpa-get-data = The same content as a JSON file inside the PDF, for your own register
dpa-read-first = Read the full text first
dpa-own-title = Would you rather send your own text?
dpa-own-text = Write to { $email }. Our settings cannot enforce a text they do not know, so people have to read it first.

# Status page
dpa-status-title = Agreement { $number }
dpa-status-lead = Between { $controller } and { $processor }
dpa-status-refresh = This page renews itself until the agreement has been sent.
dpa-status-private-title = This address is a key
dpa-status-private = Keep this address to yourself: whoever has it can download the agreement.
dpa-status-steps = How far it is
dpa-step-requested = Requested
dpa-step-requested-text = Your answers have arrived.
dpa-step-generated = Generated
dpa-step-generated-text = The text is complete and frozen.
dpa-step-sealed = Sealed
dpa-step-sealed-text = Our electronic seal is on it and was checked.
dpa-step-sent = Sent
dpa-step-sent-text = On its way to { $email }.
dpa-step-failed = Stopped
dpa-step-failed-text = Something went wrong on our side. Our staff have been told by email and will set it going again. You need not ask a second time.
dpa-step-waiting = Not yet
dpa-state-requested = Requested
dpa-state-generated = Generated
dpa-state-sealed = Sealed
dpa-state-sent = Sent
dpa-state-failed = Stopped
dpa-download = Download the sealed PDF
dpa-download-waiting = The PDF appears here as soon as it is sealed.
dpa-fingerprint-pdf = Fingerprint of the sealed PDF
dpa-fingerprint-json = Fingerprint of the content
dpa-fingerprint-algorithm = SHA-256
dpa-fingerprint-hint = Read the first and last two groups aloud to compare two copies.
dpa-fingerprint-json-hint = It stands at the foot of every page of the PDF and belongs to the attached agreement.json.
dpa-check-title = How to check a copy
dpa-check-page = Drop the file on our verification page. It says whether the file is ours and unchanged.
dpa-check-page-action = Check a copy
dpa-check-reader = Or open it in a PDF program that shows signatures. The program may call our certificate unknown until you trust it.
dpa-check-certificate = Download our seal certificate
dpa-countersign-title = How to countersign
dpa-countersign-text = Have { $signatory } sign in the field “{ $field }” with your own signing program. Do not print and scan: that would lose our seal. Send the signed file to { $email }.
dpa-facts-title = In this agreement
dpa-facts-controller = Controller
dpa-facts-processor = Processor
dpa-facts-signatory = Signs for you
dpa-facts-language = Language
dpa-facts-template = Template
dpa-facts-subprocessors = Sub-processors listed
dpa-facts-requested = Requested
dpa-mistake-title = A mistake in your details?
dpa-mistake-text = A sealed agreement cannot be changed. Request a new one with the right details, and do not sign this one.
dpa-mistake-action = Request a new one

# Summary for the public (M-1.2). Its lines stand in the template itself: [[summary]] in legal/dpa/<version>/template.toml
dpa-summary-title = The agreement in short
dpa-summary-lead = Each line is a clause of the full text, template { $version }. The full text decides.
dpa-summary-clause = Clause { $number }

# Operator's console
operator-dpa-title = Agreements requested
operator-dpa-lead = Requests are generated, sealed and sent without anybody’s help. You step in when one has stopped.
operator-dpa-nav = Agreements
operator-dpa-empty = No agreement has been requested yet.
operator-dpa-empty-text = Requests come from the public form.
operator-dpa-empty-action = Open the form
operator-dpa-none-found = No request matches this filter.
operator-dpa-count = { $n ->
    [one] { $n } request
   *[other] { $n } requests
}
operator-dpa-filter-state = State
operator-dpa-filter-all = All
operator-dpa-filter-search = Organisation or number
operator-dpa-filter-action = Filter
operator-dpa-column-number = Number
operator-dpa-column-organisation = Organisation
operator-dpa-column-requested = Requested
operator-dpa-column-state = State
operator-dpa-column-action = Action
operator-dpa-open = Open
operator-dpa-detail-title = Agreement { $number }
operator-dpa-detail-request = What was asked
operator-dpa-detail-course = Course
operator-dpa-detail-failure = Why it stopped
operator-dpa-detail-took = From request to seal: { $seconds } s
operator-dpa-download = Sealed PDF
operator-dpa-status-page = Customer’s status page
operator-dpa-retry = Try again
operator-dpa-resend = Send the email again
operator-dpa-stopped = { $n ->
    [0] None has stopped
    [one] One has stopped
   *[other] { $n } have stopped
}
operator-dpa-column-age = Took
flash-dpa-retried = The agreement is being prepared again.
flash-dpa-resent = The email is on its way.
dpa-text-title = The full text
dpa-text-lead = As it stands today, with blanks where your details will be.
dpa-text-other = Read it in German
refused-not-sealed-yet = The PDF is not sealed yet. Try again in a few seconds.
refused-not-stopped = Only an agreement that has stopped can be set going again.
refused-operator-incomplete = Agreements cannot be made at the moment: the operator has not entered all facts about itself. Write to the operator.
refused-operator-missing = Agreements cannot be made at the moment: the operator is not set up. Write to the operator.
