# Public trust: promises, sub-processors, verification of documents and certificates. Dates and numbers arrive as text; $n chooses the plural.

# Trust page
trust-title = What we promise, and whether we keep it
trust-lead = Each line is a promise to the people whose data we hold. It counts as kept only when a test proves it.
trust-stat-kept = Kept
trust-stat-kept-of = of { $total }
trust-stat-kept-text = Each with tests that ran and passed
trust-stat-planned = Not yet kept
trust-stat-planned-text = Shown here for as long as that is so
trust-stat-version = Register
trust-stat-version-text = Version { $version }, in effect since { $date }
trust-stat-tests = Tests behind them
trust-stat-tests-text = Part of the tests that each version must pass
trust-filter-all = All
trust-filter-kept = Kept
trust-filter-planned = Not yet kept
trust-filter-label = Show promises
trust-state-kept = Kept
trust-state-not-kept = Not yet kept
trust-checked = { $n ->
    [one] One test passed on { $at } with { $on }. { $sources }
   *[other] { $n } tests passed on { $at } with { $on }. { $sources }
}
trust-checked-on-both = SQLite and PostgreSQL
trust-checked-on-one = SQLite
trust-checked-these = They ran for exactly this software.
trust-checked-earlier = The software has changed since then.
trust-evidence-none = No test proves it
trust-unproved = Built, but no test proves it yet.
trust-planned = Not built yet.
trust-planned-partly = Built in part. { $note }
trust-core-outside = { $n ->
    [one] 1 sub-processor that every customer uses has its seat or a place of processing outside the European Union: { $vendors }.
   *[other] { $n } sub-processors that every customer uses have their seat or a place of processing outside the European Union: { $vendors }.
}
trust-core-no-host = No sub-processor that every customer uses runs servers in Frankfurt.
trust-show-tests = Show the tests
trust-source = Promised for: { $source }
trust-none-found = No promise matches this filter.
trust-own-title = Do not take our word for it
trust-own-text = The same list is available for machines. The names of the tests stand in it.
trust-own-action = Machine-readable list
trust-measures-title = What we do for security
trust-measures-lead = These measures stand, in these words, in annex II of each agreement that is made now.
trust-measures-serves = Serves
trust-measures-by-operator = Done by us in operation
trust-measures-undertaken = An undertaking of ours: nothing that shows it stands here at present
trust-measures-checked = Done by us in operation, last found in order on { $date }
trust-measures-evidence = Evidence:
trust-more-title = See for yourself
trust-more-agreement = Request an agreement
trust-more-agreement-text = Sealed within seconds, with these measures in it.
trust-more-subprocessors = See our sub-processors
trust-more-subprocessors-text = Who else gets data, by category.
trust-more-verify = Check a document
trust-more-verify-text = Is this agreement or certificate really ours?
trust-contact = Questions about data protection: { $email }
trust-contact-security = Reports about security: { $email }

# What a signed-in customer has seen of a promise
evidence-lead = Below some promises stands what your own workspace shows of them.
evidence-action = The same for machines
evidence-title = For your workspace:
evidence-instructions = { $n ->
    [one] One instruction is recorded, given on { $last }.
   *[other] { $n } instructions are recorded, the last given on { $last }.
}
evidence-instructions-none = You have given no instruction yet: what the agreement says holds.
evidence-agreement = Your agreement { $number } has been in force since { $since }.
evidence-agreement-none = Your workspace has no agreement in force yet.
evidence-parties = Agreement { $number } names { $name } as controller.
evidence-questionnaires = { $n ->
    [one] One questionnaire of yours was answered, on { $last }.
   *[other] { $n } questionnaires of yours were answered, the last on { $last }.
}
evidence-questionnaires-none = No questionnaire of yours was answered yet.
evidence-meeting = { $n ->
    [0] Your last review meeting was on { $last }; nothing that was agreed is open.
    [one] Your last review meeting was on { $last }; one action is open.
   *[other] Your last review meeting was on { $last }; { $n } actions are open.
}
evidence-meeting-none = No review meeting was held with you yet.
evidence-notice-none = No change of a sub-processor was announced to you yet.
evidence-notice-open = Last notice, of { $at }: it may start { $n } days later at the earliest; { $reached } of { $contacts } contacts reached.
evidence-notice-started = Last notice, of { $at }: { $n } days before the start; { $reached } of { $contacts } contacts reached.
evidence-notice-objected = Last notice, of { $at }: you object, so it does not count for you while your objection is open; { $reached } of { $contacts } contacts reached.
evidence-notice-left-out = Last notice, of { $at }: after your objection it does not count for you; { $reached } of { $contacts } contacts reached.
evidence-notice-withdrawn = Last notice, of { $at }: the change was withdrawn; { $reached } of { $contacts } contacts reached.
evidence-list = { $n } sub-processors stand in your list by name; { $used } of them are used for you.
evidence-list-undeclared = The list of sub-processors is not declared yet.
evidence-objections = { $n ->
    [0] You have filed no objection.
    [one] You have filed one objection; { $ended } has an outcome.
   *[other] You have filed { $n } objections; { $ended } of them have an outcome.
}
evidence-roles = { $n ->
    [one] One open account, which runs the workspace.
   *[other] { $n } open accounts, { $managers } of which run the workspace.
}
evidence-log = { $n ->
    [one] One entry of your log was under the last signed checkpoint, of { $last }.
   *[other] { $n } entries of your log were under the last signed checkpoint, of { $last }.
}
evidence-log-none = Your log has no signed checkpoint yet.
evidence-passwords = { $n ->
    [0] No password is kept yet.
    [one] One password is kept, at this cost.
   *[other] { $n } passwords are kept, all of them at this cost.
}
evidence-passwords-older = { $n } passwords are kept, { $renewed } of them at this cost; the others are renewed when their holders sign in.
evidence-export = { $n ->
    [one] You last took your data out on { $last }: one row.
   *[other] You last took your data out on { $last }: { $n } rows.
}
evidence-export-none = You have not taken your data out yet. You can at any time.

# Sub-processors, public page
subprocessors-title = Who else processes data for us
subprocessors-lead = These categories of companies help us to run the service. Customers see each company by name.
subprocessors-nav = Sub-processors
subprocessors-as-of = As of { $date }
subprocessors-column-category = Category
subprocessors-column-purpose = What they do
subprocessors-column-place = Where
subprocessors-column-used = Used
subprocessors-in-eea = In the European Economic Area
subprocessors-outside-eea = Outside the European Economic Area
subprocessors-both = In and outside the European Economic Area
subprocessors-applies-always = Always
subprocessors-applies-ai-enabled = Only when a customer has AI on
subprocessors-applies-sso-enabled = Only when a customer has single sign-on on
subprocessors-category-hosting = Hosting
subprocessors-category-email-delivery = Email delivery
subprocessors-category-object-storage = Object storage and backup
subprocessors-category-support-desk = Support desk
subprocessors-category-live-sessions = Video and live sessions
subprocessors-category-single-sign-on = Single sign-on
subprocessors-category-database = Databases
subprocessors-category-email = Email delivery
subprocessors-category-payments = Payments
subprocessors-category-support = Support
subprocessors-category-monitoring = Monitoring
subprocessors-category-security = Security
subprocessors-category-ai = AI models
subprocessors-category-sso = Single sign-on
subprocessors-category-video = Live video
subprocessors-category-backup = Backups
subprocessors-category-other = Other
subprocessors-notice-title = When this list changes
subprocessors-notice-text = Customers hear of a change in writing at least { $days } days before it starts, and can object. Only an urgent replacement may start right after its notice.
subprocessors-detail-offer-title = The list by name
subprocessors-detail-offer = Customers find it in their workspace and in annex III of their agreement.
subprocessors-empty = No sub-processor is engaged.
subprocessors-undeclared = The list of sub-processors is not declared yet.
subprocessors-declare-task = No agreement is made before it is: requests wait. On the server, run tutela subprocessors declare with a file of those you engage, or with --none if you engage nobody. The requests that wait for it are then done by themselves.
subprocessors-first = The first list was made on { $date }: { $vendors }.
subprocessors-first-vendors = { $n ->
    [0] no sub-processor
    [one] { $n } sub-processor
   *[other] { $n } sub-processors
}

# Sub-processors, detail for customers
subprocessors-detail-title = Sub-processors
subprocessors-detail-lead = Each company that processes data for your workspace, and those that would if you switched something on.
subprocessors-detail-lead-operator = Each company that processes data of customers. Customers see the same list, and beside each company whether it is used for them.
subprocessors-detail-name = Company
subprocessors-detail-purpose = Task
subprocessors-detail-data = Data
subprocessors-detail-location = Place of processing
subprocessors-models = AI models
subprocessors-models-on-request = named on request
subprocessors-detail-since = Since
subprocessors-detail-used = For your workspace
subprocessors-used-yes = Used
subprocessors-used-no-ai = Not used by you: AI is off
subprocessors-used-no-sso = Not used by you: single sign-on is off
subprocessors-transfer-none-within-eea = None needed: within the EEA
subprocessors-transfer-adequacy = Adequacy decision
subprocessors-transfer-dpf = EU-US Data Privacy Framework
subprocessors-transfer-scc-m2 = Standard contractual clauses, module 2, concluded by the customer itself
subprocessors-transfer-scc-m3 = Standard contractual clauses, module 3
subprocessors-transfer-bcr = Binding corporate rules
subprocessors-data-identification = Name and email
subprocessors-data-role-and-groups = Role and groups
subprocessors-data-learning-records = Learning records
subprocessors-data-activity = Activity and sign-ins
subprocessors-data-content = Content
subprocessors-detail-settings = Change what is used in the settings

# Verification of a document
verify-title = Is this document ours?
verify-lead = Drop an agreement or a certificate here. We compare every byte with what we sealed.
verify-nav = Check a document
verify-drop-title = Drop the PDF here
verify-field-file-hint = At most { $size }. We check the file and do not keep it.
verify-action = Check the file
verify-again = Check another file
verify-code-title = Do you have a code instead?
verify-code-label = Code on the certificate
verify-code-hint = It stands beside the QR code.
verify-code-action = Look it up
verify-error-no-file = Choose a PDF file first.
verify-error-not-pdf = This is not a PDF file. Choose the file you received, not a picture or a scan of it.
verify-error-one-file = Choose one file only: each is checked by itself.
verify-error-too-large = The file is larger than { $size }. Our documents are smaller than that.
verify-verdict-authentic = Authentic
verify-verdict-authentic-title = This document is authentic: it is exactly as we sealed it
verify-verdict-authentic-text = The seal is intact, and the file is byte for byte what we issued.
verify-verdict-authentic-next = You can rely on its content.
verify-verdict-countersigned = Countersigned
verify-verdict-countersigned-title = Our document is intact, and one signature was added to it
verify-verdict-countersigned-text = Its first { $size } are byte for byte what we sealed. After that comes one signature, which holds and covers the whole file, and nothing else.
verify-verdict-countersigned-next = We do not vouch for the identity behind the certificate of { $signer }. Check who issued it before you rely on the name.
verify-verdict-sealed-twice = Sealed twice
verify-verdict-sealed-twice-title = Our document is intact, and we sealed it a second time
verify-verdict-sealed-twice-text = Its first { $size } are byte for byte what we sealed first. After that comes our second seal, which covers the whole file, and nothing else.
verify-verdict-sealed-twice-next = You can rely on its content. The second seal says why it was set.
verify-verdict-continued = Added to
verify-verdict-continued-title = Something was added to this document after it was sealed
verify-verdict-continued-text = Its first { $size } are byte for byte what we sealed. What follows is not one good signature alone, and it may change what you see. { $reason }
verify-verdict-continued-next = Do not rely on what you see. Compare it with the original, or ask { $email }.
verify-verdict-truncated = Incomplete
verify-verdict-truncated-title = This document is incomplete
verify-verdict-truncated-text = The file ends before it is complete, so nobody can check it.
verify-verdict-truncated-next = Do not rely on it. It was probably not transferred whole: fetch it again, or ask { $email }.
verify-refusal-too-large = The file is too large to be read.
verify-refusal-original = The document has no empty field for a further signature.
verify-refusal-nothing-signed = Nothing was signed.
verify-refusal-syntax = The added part is not written in a way that every program reads alike.
verify-refusal-several-revisions = The file was saved more than once after we sealed it.
verify-refusal-after-end = Something stands behind the end of the file.
verify-refusal-table = The added part does not list exactly what it contains.
verify-refusal-trailer = The added part points to other contents than the original.
verify-refusal-signature-count = It holds no signature, or more than one.
verify-refusal-objects-added = Something was added beside the signature.
verify-refusal-content-changed = A part of the original was replaced: a page, an attachment, or an entry on a page.
verify-refusal-catalog-changed = The structure of the document was changed, for instance by an action that runs when it is opened.
verify-refusal-metadata-changed = Title, author or other facts about the document were changed.
verify-refusal-other-field = The signature does not stand in the field that we prepared for it.
verify-refusal-field-changed = The field that we prepared for the signature was changed.
verify-refusal-signature-unusual = The signature has parts that a plain one does not need.
verify-refusal-signature-range = The signature does not cover the whole file.
verify-refusal-signature-weak = The signature uses a procedure that is no longer safe, such as SHA-1.
verify-refusal-signature-broken = The signature does not match the file.
verify-refusal-signature-loose = The signature carries data that it does not protect.
verify-refusal-time-stamp-broken = The time-stamp of the signature does not hold.
verify-encrypted = The file is protected with a password. We never do that: remove the protection, or ask for the original.
verify-verdict-expired = Expired
verify-verdict-expired-title = This certificate is authentic, but it expired on { $date }
verify-verdict-expired-text = The file is byte for byte what we issued.
verify-verdict-expired-next = It no longer counts. Ask the holder for a newer one.
verify-verdict-revoked = Revoked
verify-verdict-revoked-title = This certificate is authentic, but it was revoked on { $date }
verify-verdict-revoked-text = The file is byte for byte what we issued, but its issuer has withdrawn it.
verify-verdict-revoked-next = Do not rely on it.
verify-verdict-gone = No record
verify-verdict-gone-title = This certificate is authentic, but we no longer keep its record
verify-verdict-gone-text = The file is byte for byte what we issued. Its record was deleted, so we cannot say whether it still counts.
verify-verdict-gone-next = Ask whoever issued it.
verify-verdict-altered = Altered
verify-verdict-altered-title = This document was changed after it was sealed
verify-verdict-altered-text = It bears our mark, but it is not byte for byte what we sealed.
verify-verdict-altered-next = Do not rely on it. Ask whoever gave it to you for the original, or write to { $email }.
verify-verdict-unknown = Not ours
verify-verdict-unknown-title = This document is not ours
verify-verdict-unknown-text = It bears neither our seal nor our mark. It may come from somebody else, even with the same software, or be a scan or a reprint.
verify-verdict-unknown-next = Ask for the original PDF file. A scan, a print to PDF or a converted copy loses the seal.
verify-facts-title = What we found
verify-facts-kind = Document
verify-kind-dpa = Data-processing agreement
verify-kind-certificate = Certificate
verify-facts-sealed-at = Sealed
verify-facts-sha256 = Fingerprint of your file (SHA-256)
verify-facts-original-sha256 = Fingerprint as we sealed it (SHA-256)
verify-facts-size = Size
verify-signatures-title = Signatures
verify-signatures-none = The file contains no signature.
verify-signatures-count = { $n ->
    [one] One signature
   *[other] { $n } signatures
}
verify-signature-by = Signed by
verify-signature-at = Signed
verify-signature-issued-by = Certificate issued by { $issuer }
verify-signature-self-issued = Certificate issued by its own holder
verify-signature-stamped = Time confirmed by { $authority }
verify-signature-stamped-unknown = Time-stamp of { $authority }, whom we do not know
verify-signature-claimed = Time as the signer states it
verify-signature-state = State
verify-signature-valid = Valid
verify-signature-invalid = Does not match the content
verify-signature-broken = Broken signature
verify-signature-broken-text = It proves nothing about who signed.
verify-signature-ours = Our seal
verify-signature-other = Not checked by us
verify-signature-customer = Customer
verify-signature-processor = Processor
verify-signature-stated = Stated in the signature: { $reason }
verify-offline-title = Without trusting this page
verify-offline-text = Download our seal certificate and check the file with any program for PDF signatures.
verify-offline-action = Download the seal certificate

# Verification of a certificate by its code
verify-certificate-title = Certificate { $code }
verify-certificate-valid = Valid
verify-certificate-valid-title = This certificate is valid
verify-certificate-valid-text = It was issued by { $issuer } and has been neither withdrawn nor replaced.
verify-certificate-expired = Expired
verify-certificate-expired-title = This certificate has expired
verify-certificate-expired-text = It was genuine and valid until { $date }. Ask the holder for a newer one.
verify-certificate-revoked = Revoked
verify-certificate-revoked-title = This certificate was revoked
verify-certificate-revoked-text = { $issuer } withdrew it on { $date }. Do not rely on it.
verify-certificate-unknown = Unknown
verify-certificate-unknown-title = There is no certificate with this code
verify-certificate-unknown-text = Check each character of the code. If it is right, the certificate is not ours or has been deleted with the data of its holder.
verify-certificate-unknown-action = Try another code
verify-certificate-holder = Holder
verify-certificate-module = Module
verify-certificate-version = Version of the module
verify-certificate-issuer = Issued by
verify-certificate-issued = Issued
verify-certificate-expires = Valid until
verify-certificate-expires-never = Without end date
verify-certificate-check-file = Do you have the PDF? Check the file as well: this page knows the code, not the paper in your hand.
verify-certificate-looked-up = Looked up on { $date }
verify-code-agreement = Sealed
verify-code-agreement-title = There is an agreement with this code
verify-code-agreement-text = We sealed it. What stands in it is a matter of its parties, so it is not shown here. Check the PDF file to be sure of every byte.
verify-verdict-both-signed = Signed by both
verify-verdict-both-signed-title = This agreement is authentic: both signatures are on it, exactly as we keep it
verify-verdict-both-signed-text = The file is byte for byte the one that both parties hold. Its first { $size } are what we sealed before it was countersigned.
verify-verdict-both-signed-next = You can rely on its content.
verify-verdict-signature-cut-off = Incomplete
verify-verdict-signature-cut-off-title = This document is incomplete: what was added to it is cut off
verify-verdict-signature-cut-off-text = After the { $size } that we sealed the file ends before it is complete, so nobody can check it as a whole.
verify-verdict-signature-cut-off-next = Do not rely on it. It was probably not transferred whole: fetch it again, or ask { $email }.
verify-verdict-agreement-superseded = Superseded
verify-verdict-agreement-superseded-title = This agreement is authentic, but a newer one took its place on { $date }
verify-verdict-agreement-superseded-text = The file is intact.
verify-verdict-agreement-superseded-next = It no longer counts. Ask for the agreement that is in force.
verify-verdict-agreement-ended = Ended
verify-verdict-agreement-ended-title = This agreement is authentic, but it ended on { $date }
verify-verdict-agreement-ended-text = The file is intact.
verify-verdict-agreement-ended-next = It no longer counts.
verify-verdict-agreement-declined = Declined
verify-verdict-agreement-declined-title = This agreement is authentic, but it was declined on { $date }
verify-verdict-agreement-declined-text = The file is intact.
verify-verdict-agreement-declined-next = It never came into force.
verify-verdict-agreement-expired = Expired
verify-verdict-agreement-expired-title = This agreement is authentic, but the offer ended on { $date }
verify-verdict-agreement-expired-text = The file is intact.
verify-verdict-agreement-expired-next = Nobody signed in time, so it never came into force. Ask for a new one.
verify-verdict-agreement-overtaken = Closed
verify-verdict-agreement-overtaken-title = This agreement is authentic, but it was closed on { $date }
verify-verdict-agreement-overtaken-text = The file is intact.
verify-verdict-agreement-overtaken-next = Another agreement came into force before it was signed, so it never did. Ask for the one that counts.
verify-agreement = Agreement
verify-agreement-not-signed = Not in force: the customer has not signed
verify-agreement-not-confirmed = Not in force: signed by both, and we have not confirmed it yet
verify-agreement-in-force = In force since { $date }
verify-agreement-superseded = Replaced by a newer one on { $date }
verify-agreement-ended = Ended on { $date }
verify-agreement-declined = Never in force: declined on { $date }
verify-agreement-expired = Never in force: the offer ended on { $date }
verify-agreement-overtaken = Never in force: closed on { $date } for another one
verify-facts-countersigned-sha256 = Fingerprint with both signatures (SHA-256)
verify-code-agreement-over = Not in force
verify-code-agreement-over-title = The agreement with this code does not count
verify-code-agreement-over-text = We sealed it, but it is not in force. What stands in it is a matter of its parties, so it is not shown here.

# Start page
start-title = Training for companies, with data protection you can check
start-lead = Tutela is a learning platform for companies. Its data-processing agreement is sealed within seconds, and a public list says which promises are proved by tests and which are not kept yet.
start-door-sign-in = Learn or teach
start-door-sign-in-text = Sign in to your workspace.
start-door-agreement = Request an agreement
start-door-agreement-text = Eight questions, and a sealed data-processing agreement in your mailbox.
start-door-agreement-action = Request an agreement
start-door-verify = Check a document
start-door-verify-text = Is this agreement or certificate ours, and unchanged?
start-door-verify-action = Check a file or a code
start-open-title = Open to everybody
start-open-promises = What we promise, and whether we keep it
start-open-summary = The agreement in short
start-open-subprocessors = Who else processes data
start-open-api = The interface for programs

evidence-controller = Every person of your workspace sees { $name } as controller, with agreement { $number }.
evidence-transfers-none = No sub-processor that is used for you processes outside the European Economic Area.
evidence-transfers = { $n ->
    [one] One sub-processor used for you processes outside the European Economic Area, on a recorded ground; no assessment of it holds now.
   *[other] { $n } sub-processors used for you process outside the European Economic Area, on recorded grounds; without an assessment that holds now: { $missing }.
}
evidence-transfers-until = { $n ->
    [one] One sub-processor used for you processes outside the European Economic Area, on a recorded ground; its assessment holds until { $next }.
   *[other] { $n } sub-processors used for you process outside the European Economic Area, on recorded grounds; the next assessment ends on { $next }.
}
evidence-core = { $n ->
    [one] For this workspace: the sub-processor that does not depend on a setting is in the European Union, with servers in Frankfurt.
   *[other] For this workspace: all { $n } sub-processors that do not depend on a setting are in the European Union, one with servers in Frankfurt.
}
evidence-core-outside = { $n ->
    [one] For this workspace: one sub-processor that does not depend on a setting is not only in the European Union: { $names }.
   *[other] For this workspace: { $n } sub-processors that do not depend on a setting are not only in the European Union: { $names }.
}
evidence-core-no-host = For this workspace: no sub-processor that does not depend on a setting runs servers in Frankfurt.
evidence-reviews-none = No sub-processor is used for you.
evidence-reviews = { $n ->
    [one] One sub-processor is used for you; { $in_time } of them joined or was looked at within a year, and the next is due on { $next }.
   *[other] { $n } sub-processors are used for you; { $in_time } of them joined or were looked at within a year, and the next is due on { $next }.
}
