# The agreement: the public request form, its status page, and the operator's console. Dates and numbers arrive as text; $n chooses the plural.

# Request form
dpa-title = Request a data-processing agreement
dpa-lead = Answer a few questions. A few seconds later you have a sealed agreement under Article 28 GDPR, ready to countersign.
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
dpa-field-officer = Data protection officer
dpa-field-officer-hint = Name and email address, if you have designated one.
dpa-field-language = Language of the agreement
dpa-field-return-choice = Your data at the end
dpa-field-return-choice-hint = Applies when the contract ends; you can choose or change it in writing afterwards. Without a choice you get your data back before they are deleted.
dpa-return-choose = Not chosen yet
dpa-return-then-delete = Return followed by deletion
dpa-delete-without-return = Deletion without return
dpa-return-not-chosen = Not chosen: return followed by deletion applies
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
dpa-error-return-choice-unknown = Choose return followed by deletion, or deletion without return.
dpa-error-too-long = Use at most { $max } characters.
dpa-error-characters = Our documents cannot print this character: { $character }. Use another spelling.
dpa-error-rate-limited = Too many requests came from your network. { $n ->
    [one] Try again in one minute.
   *[other] Try again in { $n } minutes.
}
dpa-error-incomplete-operator = The operator has not entered its own company details yet, so no agreement can be made. Write to us; we will tell you when it is possible.

# What happens next
dpa-next-title = What happens next
dpa-next-ask = You ask
dpa-next-ask-text = About three minutes.
dpa-next-seal = We seal it
dpa-next-seal-text = Automatically, within seconds. No person has to be available.
dpa-next-countersign = You countersign
dpa-next-countersign-text = On the page of the agreement, confirmed by email, or with your own signing program.
dpa-next-force = It is in force
dpa-next-force-text = As soon as both signatures are there.
dpa-get-title = What you will get
dpa-get-pdf = A PDF under Article 28 GDPR with the security measures, the sub-processors and the retention periods
dpa-get-fingerprint = SHA-256 fingerprints and a QR code, so that any copy can be checked
dpa-get-notice = { $days } days’ notice of each new sub-processor, shorter only for an urgent replacement, with a right to object
dpa-get-data = The same content as a JSON file inside the PDF, for your own register
dpa-read-first = Read the full text first
dpa-own-title = Would you rather send your own text?
dpa-own-text = Write to { $email }. Our settings cannot enforce a text they do not know, so people have to read it first.

# Status page
dpa-status-title = Agreement { $number }
dpa-status-word = Agreement
dpa-status-lead = Between { $controller } and { $processor }
dpa-status-refresh = This page renews itself until the agreement has been sent.
dpa-status-private-title = This address is a key
dpa-status-private = Keep this address to yourself: whoever has it can follow the agreement, download the sealed PDF, decline it, and ask for links to the contact. What was signed, and how it ended, is shown at the address in the emails to the contact alone; a signed file is taken there, too.
dpa-status-private-over = Keep this address to yourself: whoever has it can see that the agreement has ended, and can download what this page offers. Nothing can be signed or declined here any more.
dpa-status-steps = How far it is
dpa-step-requested = Requested
dpa-step-requested-text = The answers have arrived.
dpa-step-generated = Generated
dpa-step-generated-text = The text is complete and frozen.
dpa-step-sealed = Sealed
dpa-step-sealed-text = Our electronic seal is on it and was checked.
dpa-step-sent = Sent
dpa-step-sent-text = By email to the contact.
dpa-step-failed = Stopped
dpa-step-failed-text = Something went wrong. The operator’s staff were told by email and will set it going again. Nobody has to ask a second time.
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
dpa-facts-title = In this agreement
dpa-facts-controller = Controller
dpa-facts-processor = Processor
dpa-facts-signatory = Signs for you
dpa-facts-language = Language
dpa-facts-return = Data at the end
dpa-facts-template = Template
dpa-facts-newer = What differs in version { $version } of the text
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
operator-dpa-title = Agreements
operator-dpa-lead = Requests are generated, sealed and sent without anybody’s help. You step in when one has stopped or has to be decided.
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
operator-dpa-detail-took = From request to seal: { $time }
operator-dpa-download = Sealed PDF
operator-dpa-status-page = Customer’s status page
operator-dpa-retry = Try again
operator-dpa-resend = Send the email again
operator-dpa-stopped = { $n ->
    [0] None has stopped
    [one] One has stopped
   *[other] { $n } have stopped
}
operator-dpa-column-age = Age
flash-dpa-retried = The agreement is being prepared again.
flash-dpa-resent = The email is on its way.
dpa-text-title = The full text
dpa-text-contents = Contents
dpa-text-lead = As it stands today in version { $version }, with blanks where your details will be. Sub-processors stand here by what they do; your agreement names them.
dpa-versions = All versions of the text
dpa-version = Version { $version }
dpa-version-lead = With the numbers of this version, and the registers as they are today. What an agreement says stands in its own file.
dpa-version-since = since { $since }
dpa-version-differences = What has changed since
dpa-version-time = { $since } to { $until }
dpa-text-other = Read it in German
dpa-text-undeclared = Annex III is empty here until it is. No agreement is made before.
refused-not-sealed-yet = The PDF is not sealed yet. Try again in a few seconds.
refused-not-stopped = Only an agreement that has stopped can be set going again.
refused-operator-incomplete = Agreements cannot be made at the moment: the operator has not entered all facts about itself. Write to the operator.
refused-operator-missing = Agreements cannot be made at the moment: the operator is not set up. Write to the operator.

# The life of an agreement: who signs, when it counts, how it ends
dpa-step-viewed = Opened
dpa-step-viewed-text = The customer has opened it.
dpa-step-countersigned = Countersigned
dpa-step-countersigned-text = Both signatures are on it.
dpa-step-in-force = In force
dpa-step-in-force-text = It binds both sides.
dpa-step-superseded = Superseded
dpa-step-superseded-text = A newer agreement took its place.
dpa-step-terminated = Ended
dpa-step-terminated-text = It no longer applies.
dpa-step-declined = Declined
dpa-step-declined-text = It was not signed, or not accepted. Nothing of it applies.
dpa-step-expired = Expired
dpa-step-expired-text = Nobody signed it in time. A new one comes with the annexes of its day.
dpa-state-viewed = Opened
dpa-state-countersigned = Countersigned
dpa-state-in-force = In force
dpa-state-superseded = Superseded
dpa-state-terminated = Ended
dpa-state-declined = Declined
dpa-state-expired = Expired
dpa-waits-title = Countersigned, not in force yet
dpa-waits-text = Our legal staff have to look at it first. You will hear from us by email within { $n ->
    [one] one business day
   *[other] { $n } business days
}.
dpa-reason-title = Reason
dpa-download-countersigned = Download the countersigned PDF
dpa-download-content = Content as JSON
dpa-fingerprint-countersigned = Fingerprint of the countersigned PDF
dpa-facts-list = List of sub-processors
dpa-open-until = Open until { $date }
dpa-open-until-text = After that the annexes would be out of date, and you would ask for a new one.
dpa-sign-title = Sign here
dpa-sign-lead = We send a link to { $email }. Whoever opens it sees what will be signed and confirms it.
dpa-sign-authority = I may sign this agreement for the organisation.
dpa-sign-consent = I agree to sign electronically.
dpa-sign-action = Send me the link
dpa-sign-busy = Sending the link
dpa-upload-title = Or sign with your own program
dpa-upload-lead = Download the sealed PDF, sign in the field “{ $field }”, and send the file back. Do not print and scan: that would lose our seal.
dpa-upload-label = Signed PDF
dpa-upload-hint = PDF, up to 20 MB
dpa-upload-action = Send the signed file
dpa-upload-busy = Checking the file
dpa-upload-workspace = The workspace “{ $workspace }” holds this agreement. Its owners and administrators see the file that you send. If it is not yours, do not sign, and write to us.
dpa-upload-elsewhere = Sign the sealed PDF and send it back on the page that our emails to { $email } open. A signed file is taken nowhere else.
dpa-refuse-title = You do not want to sign?
dpa-refuse-open = Decline the agreement
dpa-refuse-reason = Reason
dpa-refuse-hint = Goes to the operator’s legal staff.
dpa-refuse-action = Decline
dpa-countersignature-reason = Countersigned for the controller by { $name }, { $title }, on { $at }. Consent and authority were declared and confirmed through the email address on file. Agreement { $number }. SHA-256 of the evidence: { $evidence }

# The page behind the link
dpa-link-title = Sign the agreement
dpa-link-what = What you sign
dpa-link-consent = With this button you conclude the agreement for the controller. We seal your declaration into the PDF and keep it as evidence.
dpa-link-action = Sign now
dpa-link-busy = Signing
dpa-link-until = The link works once, until { $date }.
dpa-link-done = This link has been used: the agreement is signed.
dpa-link-agreement = Open the agreement
dpa-link-gone = This link does not work any more
dpa-link-gone-next = The page of the agreement, whose address is in our first email, says how far it is and sends a new link.
dpa-link-unknown = Check that the whole address from the email is there.

# Agreements of a workspace
dpa-held-title = Agreements
dpa-held-lead = Your data-processing agreements with us: ask for one, sign it, and find every version.
dpa-held-empty = No agreement yet
dpa-held-empty-text = Article 28 GDPR asks for one before personal data are processed. It takes a minute.
dpa-held-ask = Ask for an agreement
dpa-held-none-in-force = No agreement is in force
dpa-held-none-in-force-text = Open the newest one and sign it.
dpa-held-released = The agreement { $number } was taken from this workspace on { $date }
dpa-held-released-why = The reason: { $reason }
dpa-held-column-since = In force since
dpa-held-on-its-way = Your request has arrived. The agreement appears here in a moment.
dpa-held-lost = Lost on its way
dpa-held-lost-title = Your request did not get through
dpa-held-lost-text = We could not pass it on to the operator, and nothing was made of it. Ask for the agreement again here: for 30 days the form begins with your answers, until you send it. Or remove this request from the list.
dpa-held-dismiss = Remove from the list
dpa-held-new-title = Ask for an agreement
dpa-held-new-lead = Check what we know already. The new agreement takes the place of the one in force once it is signed.
dpa-held-contact-hint = The agreement and the link to sign go here.
dpa-held-annexes = What stands in the annexes
dpa-held-annexes-text = Your switches and instructions as they are when the agreement is made, with the role and the initials of who gave them, and the list of sub-processors of that day. As a rule that is seconds after you ask.
dpa-attach-title = You have an agreement that was asked for without an account?
dpa-attach-lead = Take it into this workspace. Its contact confirms by a link in an email.
dpa-attach-label = Address of its page
dpa-attach-hint = Copy it from the email with the agreement.
dpa-attach-action = Take it in

# Board of the operator
operator-dpa-promise-title = Promise
operator-dpa-promised = Promised
operator-dpa-promise = sealed within { $n ->
    [one] one business day
   *[other] { $n } business days
}
operator-dpa-measured = Measured, last 90 days
operator-dpa-median = { $time } from request to seal, in the middle
operator-dpa-median-none = nothing was sealed
operator-dpa-overdue = Overdue
operator-dpa-overdue-none = none
operator-dpa-waiting-operator = { $n ->
    [one] { $n } waits for us
   *[other] { $n } wait for us
}
operator-dpa-waiting-customer = { $n ->
    [one] { $n } waits for the customer
   *[other] { $n } wait for the customer
}
operator-dpa-column-waits = Waits for
operator-dpa-waits-operator = Us
operator-dpa-waits-customer = Customer
operator-dpa-waits-nobody = Nobody
operator-dpa-late = Overdue
operator-dpa-due = due { $date }
operator-dpa-workspace = Held by
operator-dpa-signed = Countersigned
operator-dpa-reason = Reason
operator-dpa-download-countersigned = Countersigned PDF
operator-dpa-decide = Decide
operator-dpa-decide-text = It does not come into force by itself. Make sure that whoever signed may speak for the organisation.
operator-dpa-confirm = Let it come into force
operator-dpa-decline = Decline
operator-dpa-decline-reason = Why you decline
operator-dpa-decline-hint = The text that comes with the product knows two reasons alone: whoever signed may not act for the customer, or the other agreement remains in force. Say which, and why: the customer reads this.
operator-dpa-reason-hint = The customer reads this.
operator-dpa-end-title = End this agreement
operator-dpa-end-reason = Why it ends
operator-dpa-end = End it
operator-dpa-end-state = Record this statement
flash-dpa-link-sent = The link is on its way to the contact of the agreement.
flash-dpa-declined = The agreement is declined.
flash-dpa-dismissed = The request is removed.
flash-dpa-uploaded = The signed file is accepted.
flash-dpa-signing = Signed. The countersigned PDF is being made.
flash-dpa-attached = The workspace holds the agreement now.
flash-dpa-asked = The agreement is being prepared.
flash-dpa-confirmed = The agreement is in force.
flash-dpa-turned-down = The agreement is declined. The customer is told.
flash-dpa-ended = The agreement is ended. The customer is told.
field-authority-needed = Confirm that you may sign for the organisation.
field-consent-needed = Agree to sign electronically, or sign the file with your own program and upload it.
field-sign-name-required = Give the name of the person who signs.
field-sign-title-required = Give the role of the person who signs.
field-agreement-unknown = Copy the whole address of the agreement’s page from the email.
field-signed-file-needed = Choose the PDF that you have signed.
field-signed-file-too-large = A signed agreement has at most 20 MB.
refused-agreement-not-open = This agreement is not open for a signature: it is not sent yet, or signed or closed already.
refused-not-countersigned-yet = There is no countersigned PDF yet. The sealed one can be downloaded.
refused-link-expired = This link has expired. Begin again where it was asked for.
refused-agreement-not-waiting = Only an agreement that is countersigned and waits for you can be decided.
refused-agreement-not-in-force = Only an agreement that is in force can be ended.
refused-data-not-gone = The workspace that holds this agreement still exists. Its data must be returned and deleted first, or another agreement in force must cover it.
refused-agreement-held = Another workspace holds this agreement. Write to us if that is wrong.
refused-agreement-in-force-already = Your workspace has an agreement in force already. Ask us which of the two shall count.
refused-upload-not-signed = This is the file as we sealed it. Sign it first, then send it.
refused-upload-other-file = This file does not begin with the agreement as we sealed it. Sign the file that you downloaded here, and let your program add its signature instead of saving a new file.
refused-upload-signature-ours = The second signature is our own. Send a file that you have signed yourself.
refused-upload-other-field = The signature is not in the field prepared for you. Sign in the field “Customer”.
refused-upload-signature-count = The file holds no signature of yours, or more than one. Sign the file that you downloaded here once.
refused-upload-changed-after = The file was saved more than once. Sign the downloaded file as the only step.
refused-upload-signature-broken = The signature that was added does not hold, or does not cover the whole file. Sign the downloaded file again.
refused-upload-signature-weak = The signature uses a procedure that is no longer safe, such as SHA-1. Choose SHA-256 or better in your program.
refused-upload-content-changed = More than your signature was added or changed. Sign the downloaded file without filling in, marking or adding anything else.
refused-upload-not-plain = Your program writes the signature in a way that not every reader understands alike. Sign with another program, or sign here.

# Proof of work before a form without an account
captcha-working = Your device is solving a small task that keeps floods of requests away.
captcha-done = The check is done.
captcha-failed = The check did not work. Send the form again; if it stays like that, write to us.
captcha-noscript = This form needs JavaScript for a small task that keeps floods of requests away. Without it, write to { $email } and we send you the agreement.
captcha-noscript-plain = This form needs JavaScript for a small task that keeps floods of requests away. Without it, write to us and we send you the agreement.
captcha-noscript-other = This form needs JavaScript for a small task that keeps floods of requests away. Without it, write to us.
refused-captcha-needed = The check against floods of requests has not run. Send the form once more, with JavaScript switched on.
refused-captcha-wrong = The check against floods of requests was not right. Send the form once more.
refused-captcha-expired = The page was open for too long. Send the form once more.
refused-captcha-used = This form was sent already. Send it once more if you mean to ask again.

# Who holds an agreement, who signed it, and what did not go as it should
dpa-error-too-often = Too many tries. { $n ->
    [one] Try again in one minute.
   *[other] Try again in { $n } minutes.
}
dpa-mail-failed-title = The email did not arrive
dpa-mail-failed-text = An email to { $email } could not be delivered. Is the address right? If not, request a new agreement with the right one.
dpa-kept-back-title = It is signed
dpa-kept-back-text = The countersigned PDF went to { $email }. It is shown at the address in that email, and in the workspace that holds the agreement.
dpa-status-private-contact = Keep this address to yourself: whoever has it can download everything here, decline, send back a signed file and ask for links. To sign, and to take the agreement into a workspace, a link in your mailbox is needed each time.
dpa-download-evidence = Evidence of the signature
dpa-facts-workspace = Workspace
dpa-link-workspace = This workspace holds the agreement and sees what you sign. Do not sign if it is not yours.
dpa-step-link = Link to sign sent
dpa-step-link-text = To { $email }, for { $name }, { $title }.
dpa-step-reminded = Reminded
dpa-step-reminded-text = We wrote to the contact that the time runs out.
dpa-step-mail-failed = Email not delivered
dpa-step-mail-failed-text = An email to the contact did not arrive.
dpa-step-superseded-by = The agreement { $number } took its place.
dpa-step-expired-by = Closed: the agreement { $number } came into force first.
dpa-signed-product = { $name }, { $title }: here, confirmed by the link to { $email }
dpa-signed-upload = With a program of the customer, certificate of { $name }
dpa-held-waits-for-contact = Waits for the contact
dpa-held-waits-for-contact-text = We sent a link to the contact of the agreement. Once it is confirmed there, the agreement appears here. No email? Ask again with the address of its page.
flash-dpa-attach-asked = We asked the contact of the agreement to confirm.
dpa-attaching-title = Let a workspace hold your agreement
dpa-attaching-lead = Somebody in this workspace wants to take your agreement in.
dpa-attaching-what = What will be held by whom
dpa-attaching-consent = Its owners and administrators then see the agreement and everything signed under it, and can replace it by a newer one. Confirm only if the workspace is your own.
dpa-attaching-action = It is ours: confirm
dpa-attaching-done = The workspace holds the agreement.
dpa-attaching-refuse = It is not ours
dpa-attaching-gone-next = Whoever wants to hold the agreement in a workspace asks again there. We then send a new link.
flash-dpa-attach-refused = The workspace does not come to hold the agreement. Whoever asked there is told.
refused-attachment-refused = You said that this workspace is not yours. If it is, ask again there.
refused-attachment-confirmed = You confirmed that the workspace holds this agreement. Write to us if that is wrong.
refused-upload-for-the-contact = A signed file is taken only on the page that the emails to the contact of the agreement open.
operator-dpa-sealed-in = sealed in { $time }
operator-dpa-mail-failed = Email did not arrive
operator-dpa-mail-failed-text = An email to the contact could not be delivered. Reach the customer in another way, or send it again once the address works.
operator-dpa-successor = Followed by
operator-dpa-workspace-hint = The emails to the contact name it. A workspace may have asked in another’s name.
operator-dpa-certificate-holder = Holder of the certificate
operator-dpa-certificate-organisation = Organisation in it
operator-dpa-certificate-issuer = Issued by
operator-dpa-certificate-sha256 = Fingerprint of the certificate
operator-dpa-offers = Open offers that are closed
operator-dpa-closed-by = Closed for
operator-dpa-released = Taken from the workspace
operator-dpa-release-title = The wrong workspace?
operator-dpa-release-open = Take the agreement from the workspace
operator-dpa-release-reason = Why you take it
operator-dpa-release-hint = The contact reads this, and whoever asked for it in the workspace.
operator-dpa-release = Take it
flash-dpa-released = The workspace holds the agreement no more. Both sides are told.
operator-dpa-doubt-other-country = An organisation of the same name has one in force in another country, with the same register number or contact.
refused-agreement-not-held = No workspace holds this agreement.
refused-agreement-not-lost = This request is not lost: its agreement is there, or under way.
operator-dpa-data = What became of the data
operator-dpa-doubts = Why it waits
operator-dpa-doubt-signed-elsewhere = The file was signed elsewhere: nothing here says who holds that certificate.
operator-dpa-doubt-entity-unknown = The register number has no letter and no digit: the legal entity is not clear.
operator-dpa-doubt-other-holder = Somebody else holds the agreement in force of this legal entity.
operator-dpa-doubt-newer-in-force = The agreement in force was asked for later than this one.
operator-dpa-doubt-same-name = An organisation of the same name has one in force under another register number.
operator-dpa-doubt-same-contact = The same contact has one in force under another register number.
operator-dpa-rivals = Will be superseded
operator-dpa-rivals-none = None
operator-dpa-twins = Perhaps the same legal entity
operator-dpa-same-entity = It is the same legal entity: supersede those, too.
operator-dpa-end-data = What became of the data
operator-dpa-end-data-hint = For example: never received, returned and deleted on a day. It is kept with the agreement, and the customer sees it.
operator-dpa-end-held = Possible once the workspace that holds it is deleted, or another agreement in force covers it.
operator-dpa-end-two = Say what became of the data; it ends once a second member of staff confirms that.
operator-dpa-end-stated = Stated by
operator-dpa-end-confirmed = Confirmed by
operator-dpa-end-other = Another member of staff confirms this; then the agreement ends. What you write below takes its place; this stays in the file.
operator-dpa-end-again = State something else
operator-dpa-held-before = Held it before
operator-dpa-held-before-lives = { $workspace }: the workspace still exists
operator-dpa-held-before-gone = { $workspace }: the workspace is gone
operator-dpa-said-title = What was said before
operator-dpa-end-confirm = Confirm this and end it
flash-dpa-end-stated = What you said is kept. Another member of staff confirms it; then the agreement ends.
refused-ending-not-stated = Nobody has said yet why this agreement ends and what became of the data.
refused-ending-outdated = What was said does not speak of the workspaces that hold or held this agreement now. Look at the agreement again, and say it anew.
refused-own-statement = A second member of staff confirms what you have said of the data.
refused-nothing-to-resend = The customer declined this agreement: no email was to be sent after it.
refused-for-the-contact = What was signed is shown at the address in the emails to the contact of the agreement, and in the workspace that holds it.
