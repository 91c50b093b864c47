# The mails. One generic layout (text and HTML) serves them all; a message is a set of keys:
#
#   mail-<message>-subject   one line
#   mail-<message>-preview   one line, shown by mail programs beside the subject; hidden in the HTML
#   mail-<message>-heading   headline of the HTML, first line of the text
#   mail-<message>-body      paragraphs, separated by an empty line; values are escaped in the HTML
#   mail-<message>-action    label of the one button; its address is given by the code, not by the text
#   mail-<message>-reason    last line: why this person receives this mail
#
# Order of the layout: greeting, body, list (if any), button, address in full, closing, reason, footer.
# Dates, sizes and numbers arrive as text in the reader's language, except $n, which chooses the plural form.
#
#   message               variables (all are given to every key of the message)
#   dpa-sealed            $organisation, $operator, $number, $sha256, $privacy_email; the PDF is attached, the button opens the status page
#   dpa-stopped           $number, $failure; to the operator; the button opens the agreement
#   dpa-unsigned          $number, $failure; to the operator; the button opens the agreement
#   invitation            $workspace, $inviter, $expires; the button opens the invitation
#   assignment            $workspace, $n; list of mail-assignment-item or -item-due; the button opens the own list
#   certificate-issued    $workspace, $module, $issued, $code; the button opens the certificate
#   export-ready          $workspace, $size, $expires, $sha256; the button opens the export page
#   notice, notice-again  $vendor, $starts, $days, each also as -emergency; a line of mail-notice-<kind> with $before and $after, a line
#                         of mail-notice-fact with $name and $value for each fact, of mail-notice-fact-changed with $name, $before
#                         and $after where it differs; in an emergency one of mail-notice-loss-… and one of mail-notice-risk-…;
#                         changes-agreed; the button opens the notice
#   contact               $workspace, $expires; the button opens the question to confirm
#   objection             $customer; to the operator; the button opens the objection
#   review-due, review-overdue, assessment-due, assessment-expired, assessment-missing  $vendor, $due; to the operator; the button opens the vendor
#   measure-due, measure-overdue, measure-shortcoming  $measure, $due; to the operator; the button opens the measure
#   second-person         $what, one of mail-second-…; to those of the operator who may decide; the button opens it
#   objection-ended       $vendor; a line of mail-objection-ended-<outcome>, and one of -answer with $answer; the button opens the notice
#   notice-withdrawn      $vendor; the button opens the notice
#   instruction-followed, instruction-infringes  $workspace; to those who give instructions; the button opens the log of instructions
#   controller-asked      $name, $workspace; to those who hold agreements; the button opens them
#   common                mail-greeting: $name; mail-greeting-plain: none; mail-footer-operator: $operator

mail-greeting = Hello { $name },
mail-greeting-plain = Hello,
mail-closing = Kind regards
mail-link-fallback = If the button does not open, copy this address into your browser:
mail-attachment-note = Attached: { $file }
mail-footer-operator = Sent by { $operator }

mail-dpa-sealed-subject = Your data-processing agreement { $number } is ready
mail-dpa-sealed-preview = The sealed PDF for { $organisation } is attached.
mail-dpa-sealed-heading = Your agreement is sealed
mail-dpa-sealed-body =
    The data-processing agreement { $number } between { $organisation } and { $operator } is attached as a PDF. It carries our electronic seal.

    What comes next: read it and sign it on its page, which the button opens. The link to confirm the signature comes to this address. Or sign the attached file with your own program and send it back on the same page. Questions go to { $privacy_email }.

    To check any copy, drop the file on our verification page. Its SHA-256 fingerprint as sealed is:

    { $sha256 }

    Adding a signature changes the fingerprint. So keep the file as we sent it, too.
mail-dpa-sealed-action = Open the status page
mail-dpa-sealed-reason = You receive this email because this address was given as the contact for the agreement.

mail-dpa-stopped-subject = The agreement { $number } has stopped
mail-dpa-stopped-preview = A customer waits for it. It needs you.
mail-dpa-stopped-heading = An agreement has stopped
mail-dpa-stopped-body =
    The data-processing agreement { $number } could not be made, and it is not tried again by itself. The reason:

    { $failure }

    Put right what is missing and set the agreement going again on its page. The customer sees that it stopped and that you know.
mail-dpa-stopped-action = Open the agreement
mail-dpa-stopped-reason = You receive this email because you look after agreements for the operator.
mail-dpa-unsigned-subject = The signature on { $number } has stopped
mail-dpa-unsigned-preview = A customer has confirmed it and waits. It needs you.
mail-dpa-unsigned-heading = A countersignature has stopped
mail-dpa-unsigned-body =
    The customer has confirmed its signature on the data-processing agreement { $number }, but the countersigned PDF could not be made. It is not tried again by itself. The reason:

    { $failure }

    Put right what is missing and set the agreement going again on its page. The confirmation counts: the customer need not sign again.
mail-dpa-unsigned-action = Open the agreement
mail-dpa-unsigned-reason = You receive this email because you look after agreements for the operator.

mail-invitation-subject = { $inviter } invites you to { $workspace }
mail-invitation-preview = Set a password and begin. The invitation is valid until { $expires }.
mail-invitation-heading = You are invited to { $workspace }
mail-invitation-body =
    { $inviter } has opened an account for you in the workspace { $workspace }.

    Use the button to set a password. The invitation works once, and until { $expires }. After that, ask { $inviter } for a new one.
mail-invitation-action = Accept the invitation
mail-invitation-reason = You receive this email because { $inviter } entered your address. If you do not expect it, ignore it: the account stays closed.

mail-assignment-subject = { $n ->
    [one] A new module for you in { $workspace }
   *[other] { $n } new modules for you in { $workspace }
}
mail-assignment-preview = { $n ->
    [one] You have one module to work through.
   *[other] You have { $n } modules to work through.
}
mail-assignment-heading = { $n ->
    [one] You have a new module
   *[other] You have { $n } new modules
}
mail-assignment-body = { $n ->
    [one] In { $workspace }, this module has been assigned to you:
   *[other] In { $workspace }, these modules have been assigned to you:
}
mail-assignment-item = { $module }
mail-assignment-item-due = { $module }, due on { $due }
mail-assignment-action = Start learning
mail-assignment-reason = You receive this email because you have an account in { $workspace }.

mail-certificate-issued-subject = Your certificate for “{ $module }”
mail-certificate-issued-preview = Issued on { $issued } by { $workspace }.
mail-certificate-issued-heading = You have a certificate
mail-certificate-issued-body =
    You completed the module “{ $module }” in { $workspace }. The certificate was issued on { $issued }.

    You can download it as a sealed PDF. Whoever receives it can check it with the code { $code } or with the QR code, without an account.
mail-certificate-issued-action = Open the certificate
mail-certificate-issued-reason = You receive this email because you have an account in { $workspace }.

mail-export-ready-subject = The export of { $workspace } is ready
mail-export-ready-preview = { $size }, available until { $expires }.
mail-export-ready-heading = Your export is ready
mail-export-ready-body =
    All data of { $workspace } are packed into one zip file of { $size }. You can download it until { $expires }. You will be asked for your password first.

    The file contains personal data of everybody in the workspace. Store it where only authorised people can open it.

    SHA-256 fingerprint of the file:

    { $sha256 }
mail-export-ready-action = Go to the export
mail-export-ready-reason = You receive this email because you asked for the export as owner of { $workspace }. If it was not you, tell your administrator at once.

mail-notice-subject = Change of sub-processors: { $vendor }
mail-notice-preview = It starts on { $starts } at the earliest. You can object until then.
mail-notice-heading = A sub-processor changes
mail-notice-body =
    We tell you of a change in the list of sub-processors of this service.

    It starts for you at the earliest on { $starts }, after { $days } days of notice.

    You can object until it starts: open the notice, sign in as an owner or admin and say why, or answer in writing to the operator named below. While your objection is open, the change does not start for you.
mail-notice-action = Read the notice
mail-notice-reason = You receive this email because you look after notices of sub-processors in your workspace, or are named as a contact for them.
mail-notice-emergency-subject = Urgent replacement of a sub-processor: { $vendor }
mail-notice-emergency-preview = Service or security would be lost without it. You can object until { $starts }.
mail-notice-emergency-heading = A sub-processor is replaced at once
mail-notice-emergency-body =
    Without this replacement service or security would be lost, so it starts after this notice.

    You can object until { $starts }, that is for { $days } days: open the notice, sign in as an owner or admin and say why, or answer in writing to the operator named below.
mail-notice-emergency-action = Read the notice
mail-notice-emergency-reason = You receive this email because you look after notices of sub-processors in your workspace, or are named as a contact for them.
mail-notice-again-subject = Second notice: change of sub-processors, { $vendor }
mail-notice-again-preview = We could not tell whether our first email reached you. You can object until { $starts }.
mail-notice-again-heading = A sub-processor changes
mail-notice-again-body =
    This is a further notice of the same change: we could not tell whether our first email reached you.

    It starts for you at the earliest on { $starts }, after { $days } days of notice.

    You can object until it starts: open the notice, sign in as an owner or admin and say why, or answer in writing to the operator named below. While your objection is open, the change does not start for you.
mail-notice-again-action = Read the notice
mail-notice-again-reason = You receive this email because you look after notices of sub-processors in your workspace, or are named as a contact for them.
mail-notice-again-emergency-subject = Second notice: urgent replacement of a sub-processor, { $vendor }
mail-notice-again-emergency-preview = We could not tell whether our first email reached you. You can object until { $starts }.
mail-notice-again-emergency-heading = A sub-processor is replaced at once
mail-notice-again-emergency-body =
    This is a further notice of the same replacement: we could not tell whether our first email reached you. Without it service or security would be lost.

    You can object until { $starts }, that is for { $days } days: open the notice, sign in as an owner or admin and say why, or answer in writing to the operator named below.
mail-notice-again-emergency-action = Read the notice
mail-notice-again-emergency-reason = You receive this email because you look after notices of sub-processors in your workspace, or are named as a contact for them.
mail-notice-fact = { $name }: { $value }
mail-notice-fact-changed = { $name }: { $before } → { $after }
mail-notice-loss-service = Without the replacement the service would be lost.
mail-notice-loss-security = Without the replacement security would be lost.
mail-notice-risk-same = The new sub-processor has the same task, and the risk stays the same.
mail-notice-risk-lower = The new sub-processor has the same task, and the risk becomes lower.
mail-notice-reason-given = Why: { $reason }
mail-notice-answer = To object in writing, answer this email or write to { $address }.
mail-notice-withdrawn-subject = Change withdrawn: { $vendor }
mail-notice-withdrawn-preview = The change of which we told you will not be.
mail-notice-withdrawn-heading = A change was withdrawn
mail-notice-withdrawn-body = The change of sub-processors of which we told you will not be. Your list stays as it is.
mail-notice-withdrawn-action = See the change
mail-notice-withdrawn-reason = You receive this email because we told you of the change.
mail-notice-add = { $after } joins the list.
mail-notice-replace = { $after } takes the place of { $before }.
mail-notice-location = { $after } processes in another place.
mail-notice-purpose = { $after } does something else, or sees other data.
mail-notice-transfer = Data go to { $after } on another ground.
mail-notice-remove = { $before } leaves the list.

# The life of an agreement
#   dpa-signing           $organisation, $number, $signatory, $expires; the button opens the page to sign
#   dpa-in-force, dpa-waiting  $organisation, $number, $sha256, $n business days (waiting); the countersigned PDF is attached unless it is large
#   dpa-attach            $organisation, $number, $workspace, $expires; the button opens the page to confirm
#   dpa-attach-ended      $number; a line says why; to whoever asked for it in a workspace
#   dpa-released          $organisation, $number, $workspace, $reason; to the contact, and to whoever asked in the workspace
#   dpa-countersigned     $organisation, $number; to the operator, with the PDF and what follows from it
#   dpa-declined          $organisation, $number, $reason; to the operator
#   dpa-reminder          $organisation, $number, $ends
#   dpa-ended             $organisation, $number; a line says how, with $why
mail-dpa-signing-subject = Sign the agreement { $number }
mail-dpa-signing-preview = { $signatory } wants to sign for { $organisation }.
mail-dpa-signing-heading = Confirm the signature
mail-dpa-signing-body =
    { $signatory } wants to sign the data-processing agreement { $number } for { $organisation }.

    The button shows exactly what will be signed. It works once, until { $expires }. If nobody on your side asked for this, do nothing: without the confirmation nothing is signed.
mail-dpa-signing-action = See what will be signed
mail-dpa-signing-reason = You receive this email because this address is the contact of the agreement.

mail-dpa-in-force-subject = The agreement { $number } is in force
mail-dpa-in-force-preview = The countersigned agreement of { $organisation } counts from now on.
mail-dpa-in-force-heading = The agreement is in force
mail-dpa-in-force-body =
    The data-processing agreement { $number } of { $organisation } carries both signatures and is in force. The SHA-256 fingerprint of the countersigned PDF is:

    { $sha256 }
mail-dpa-in-force-action = Open the agreement
mail-dpa-in-force-reason = You receive this email because this address is the contact of the agreement.

mail-dpa-waiting-subject = We check your agreement { $number }
mail-dpa-waiting-preview = It is countersigned. Our legal staff look at it first.
mail-dpa-waiting-heading = Your agreement is countersigned
mail-dpa-waiting-body =
    The data-processing agreement { $number } of { $organisation } carries both signatures. Before it comes into force our legal staff have to look at it. That takes { $n ->
        [one] one business day
       *[other] { $n } business days
    } at most.

    The SHA-256 fingerprint of the file is:

    { $sha256 }
mail-dpa-waiting-action = Open the agreement
mail-dpa-waiting-reason = You receive this email because this address is the contact of the agreement.

mail-dpa-countersigned-subject = { $organisation } has countersigned { $number }
mail-dpa-countersigned-preview = Both signatures are on it.
mail-dpa-countersigned-heading = An agreement is countersigned
mail-dpa-countersigned-body = { $organisation } has countersigned the data-processing agreement { $number }.
mail-dpa-countersigned-in-force = It is in force.
mail-dpa-countersigned-waits = It waits for your decision.
mail-dpa-countersigned-action = Open the agreement
mail-dpa-countersigned-reason = You receive this email because you look after agreements for the operator.

mail-dpa-file-large = The file is too large for an email ({ $size }). Download it on the page of the agreement.
mail-dpa-held-open = The workspace “{ $workspace }” holds this agreement: its owners and administrators see it and what you sign. If it is not yours, do not sign, and write to us.
mail-dpa-held = The workspace “{ $workspace }” holds this agreement: its owners and administrators see it and what was signed. If it is not yours, write to us.
mail-dpa-attach-subject = The workspace { $workspace } wants to hold { $number }
mail-dpa-attach-preview = Confirm only if the workspace is your own.
mail-dpa-attach-heading = Is this your workspace?
mail-dpa-attach-body =
    Somebody in the workspace “{ $workspace }” wants to take the data-processing agreement { $number } of { $organisation } in. Whoever administers that workspace would then see what is signed, and could replace it by a newer agreement.

    Confirm only if the workspace is your own. The button works once, until { $expires }. If you do nothing, nothing changes.
mail-dpa-attach-action = See who asks
mail-dpa-attach-reason = You receive this email because this address is the contact of the agreement.
mail-dpa-attach-ended-subject = Your workspace does not hold { $number }
mail-dpa-attach-ended-preview = You asked to take this agreement in.
mail-dpa-attach-ended-heading = An agreement was not taken in
mail-dpa-attach-ended-body = You asked to take the data-processing agreement { $number } into your workspace. This became of it:
mail-dpa-attach-ended-taken = Another workspace holds it, or your workspace has one in force already.
mail-dpa-attach-ended-lapsed = Its contact did not confirm in time. You can ask again.
mail-dpa-attach-ended-refused = Its contact said that the workspace is not theirs.
mail-dpa-attach-ended-action = See your agreements
mail-dpa-attach-ended-reason = You receive this email because you asked to take the agreement in.

mail-dpa-released-subject = The workspace { $workspace } holds { $number } no more
mail-dpa-released-preview = We took the agreement from it.
mail-dpa-released-heading = An agreement was taken from a workspace
mail-dpa-released-body =
    We took the data-processing agreement { $number } of { $organisation } from the workspace “{ $workspace }”, which does not see it any more. Nothing else of the agreement changes. The reason:

    { $reason }
mail-dpa-released-action = See what there is
mail-dpa-released-reason = You receive this email because you are the contact of the agreement, or asked for it in the workspace.

mail-dpa-declined-subject = { $organisation } has declined { $number }
mail-dpa-declined-preview = The reason: { $reason }
mail-dpa-declined-heading = An agreement was declined
mail-dpa-declined-body =
    { $organisation } does not sign the data-processing agreement { $number }. The reason:

    { $reason }
mail-dpa-declined-action = Open the agreement
mail-dpa-declined-reason = You receive this email because you look after agreements for the operator.

mail-dpa-reminder-subject = The agreement { $number } is open until { $ends }
mail-dpa-reminder-preview = { $organisation } has not signed it yet.
mail-dpa-reminder-heading = Your signature is missing
mail-dpa-reminder-body =
    The data-processing agreement { $number } of { $organisation } can be signed until { $ends }. After that you would ask for a new one.

    Signing takes a minute on its page.
mail-dpa-reminder-action = Sign the agreement
mail-dpa-reminder-reason = You receive this email because this address is the contact of the agreement.

mail-dpa-ended-subject = The agreement { $number } has ended
mail-dpa-ended-preview = It concerns { $organisation }.
mail-dpa-ended-heading = An agreement has ended
mail-dpa-ended-body = This became of the data-processing agreement { $number } of { $organisation }:
mail-dpa-ended-superseded = The agreement { $why } took its place.
mail-dpa-ended-declined = We did not accept it: { $why }
mail-dpa-ended-terminated = It was ended: { $why }
mail-dpa-ended-expired = Nobody signed it in time.{ $why }
mail-dpa-ended-overtaken = It is closed: another agreement of the same organisation came into force before it was signed. If that is a surprise, write to us.
mail-dpa-ended-action = Open the agreement
mail-dpa-ended-reason = You receive this email because this address is the contact of the agreement.
mail-contact-subject = { $workspace } names you as a contact for notices
mail-contact-preview = Confirm your address, and you hear of changes of sub-processors.
mail-contact-heading = Receive notices?
mail-contact-body =
    { $workspace } names you to be told by email when a sub-processor of its data-processing agreement changes.

    Confirm your address with the button, until { $expires }. Without that nothing more is sent to you.
mail-contact-action = Confirm the address
mail-contact-reason = You receive this email because { $workspace } entered your address.

mail-objection-ended-subject = Your objection has its outcome: { $vendor }
mail-objection-ended-preview = Read how it ended.
mail-objection-ended-heading = Your objection has its outcome
mail-objection-ended-body = Your workspace objected to a change of sub-processors that concerns { $vendor }. This is how it ended.
mail-objection-ended-action = See the change
mail-objection-ended-reason = You receive this email because you or somebody of your workspace objected.
mail-objection-ended-vendor-dropped = We give the change up: it will not be, for any customer.
mail-objection-ended-configured-without = The change does not count for you: once it has started, your data do not go to the vendor.
mail-objection-ended-customer-leaves = You leave the part of the service that needs the vendor.
mail-objection-ended-answer = Our answer: { $answer }
mail-objection-subject = { $customer } objects to a change
mail-objection-preview = Read what must not happen until you answer.
mail-objection-heading = A customer objects
mail-objection-body = { $customer } objects to a change of sub-processors. Until the objection has its outcome, the change does not start for them; if it is an emergency that is in force already, keep their data away from the new sub-processor.
mail-objection-action = Read the objection
mail-objection-reason = You receive this email because you look after sub-processors for the operator.

mail-review-due-subject = Review of { $vendor } is due on { $due }
mail-review-due-preview = Each sub-processor is looked at once a year.
mail-review-due-heading = A review is due
mail-review-due-body = The yearly review of { $vendor } is due on { $due }.
mail-review-due-action = Open the sub-processor
mail-review-due-reason = You receive this email because you review sub-processors for the operator.
mail-review-overdue-subject = Review of { $vendor } is overdue
mail-review-overdue-preview = It was due on { $due }.
mail-review-overdue-heading = A review is overdue
mail-review-overdue-body = The yearly review of { $vendor } was due on { $due }. No agreement is made until it is recorded.
mail-review-overdue-action = Open the sub-processor
mail-review-overdue-reason = You receive this email because you review sub-processors for the operator.
mail-assessment-due-subject = Transfer assessment of { $vendor } runs out on { $due }
mail-assessment-due-preview = Without a new one no agreement can be made.
mail-assessment-due-heading = An assessment runs out
mail-assessment-due-body = The assessment of the transfer to { $vendor } runs out on { $due }. From then on no agreement is made until it is assessed anew.
mail-assessment-due-action = Open the sub-processor
mail-assessment-due-reason = You receive this email because you review sub-processors for the operator.
mail-assessment-expired-subject = Transfer assessment of { $vendor } has run out
mail-assessment-expired-preview = No agreement is made until it is assessed anew.
mail-assessment-expired-heading = An assessment has run out
mail-assessment-expired-body = The assessment of the transfer to { $vendor } ran out on { $due }. No agreement is made until it is assessed anew.
mail-assessment-expired-action = Open the sub-processor
mail-assessment-expired-reason = You receive this email because you review sub-processors for the operator.
mail-assessment-missing-subject = Transfer to { $vendor } was never assessed
mail-assessment-missing-preview = No agreement is made until it is.
mail-assessment-missing-heading = A transfer was never assessed
mail-assessment-missing-body = Data go to { $vendor } outside the European Economic Area since { $due }, and nobody has assessed that transfer. No agreement is made until somebody has.
mail-assessment-missing-action = Open the vendor
mail-assessment-missing-reason = You receive this email because you review sub-processors for the operator.
mail-controller-asked-subject = { $name } asks for the data-processing agreement
mail-controller-asked-preview = Somebody in { $workspace } would like to see it.
mail-controller-asked-heading = Somebody asks for the agreement
mail-controller-asked-body =
    { $name } would like to see the agreement under which we process the data of { $workspace }.

    Your organisation decides what it shows. You find your agreements in the workspace; please answer { $name } yourself.
mail-controller-asked-action = Open your agreements
mail-controller-asked-reason = You receive this email because you look after the agreements of { $workspace }.
mail-questionnaire-received-subject = Questionnaire of { $customer }
mail-questionnaire-received-preview =
    { $n ->
        [one] It has { $n } question.
       *[other] It has { $n } questions.
    }
mail-questionnaire-received-heading = A questionnaire waits
mail-questionnaire-received-body = { $customer } has handed in a questionnaire. Every answer needs somebody's eyes before it goes back.
mail-questionnaire-received-action = Review it
mail-questionnaire-received-reason = You receive this email because you answer questionnaires of customers.

mail-questionnaire-answered-subject = Answered: { $name }
mail-questionnaire-answered-preview = Your questionnaire is back.
mail-questionnaire-answered-heading = Your questionnaire is answered
mail-questionnaire-answered-body = Every answer in { $name } was reviewed. Take the file with the answers in its own layout.
mail-questionnaire-answered-action = Take the file
mail-questionnaire-answered-reason = You receive this email because you or somebody of your workspace handed the questionnaire in.

mail-review-requested-subject = { $customer } asks for a review meeting
mail-review-requested-preview = Propose times.
mail-review-requested-heading = A review meeting is asked for
mail-review-requested-body = { $customer } wants to go through the security measures. Propose times.
mail-review-requested-action = Propose times
mail-review-requested-reason = You receive this email because you hold review meetings with customers.

mail-review-commented-subject = { $customer } has a comment on the minutes
mail-review-commented-preview = Read it and write the minutes anew.
mail-review-commented-heading = A comment on the minutes
mail-review-commented-body = { $customer } wants something to be different in the minutes.
mail-review-commented-action = Read the comment
mail-review-commented-reason = You receive this email because you hold review meetings with customers.

mail-review-approved-subject = { $customer } has approved the minutes
mail-review-approved-preview = The meeting is closed.
mail-review-approved-heading = Minutes approved
mail-review-approved-body = { $customer } has approved the minutes of the review meeting. What was agreed is tracked from now on.
mail-review-approved-action = See the meeting
mail-review-approved-reason = You receive this email because you hold review meetings with customers.

mail-review-called-off-subject = No review meeting with { $customer }
mail-review-called-off-preview = It was cancelled before a time was chosen.
mail-review-called-off-heading = A review meeting was cancelled
mail-review-called-off-body = There will be no review meeting with { $customer }: it was cancelled before a time was chosen.
mail-review-called-off-action = See the meeting
mail-review-called-off-reason = You receive this email because you hold review meetings with customers.

mail-review-proposed-subject = Times for your review meeting
mail-review-proposed-preview = Choose one.
mail-review-proposed-heading = Choose a time
mail-review-proposed-body = The operator proposes times for the meeting on the security measures that your workspace asked for.
mail-review-proposed-action = Choose a time
mail-review-proposed-reason = You receive this email because you or somebody of your workspace asked for the meeting.

mail-review-scheduled-subject = Review meeting with { $customer }: { $at }
mail-review-scheduled-preview = The invitation for your calendar is attached.
mail-review-scheduled-heading = A review meeting is scheduled
mail-review-scheduled-body = The meeting on the security measures starts at { $at } UTC. The attached file puts it into your calendar.
mail-review-scheduled-action = See the meeting
mail-review-scheduled-reason = You receive this email because you take part in the meeting, or look after the meetings of your workspace.

mail-review-asked-again-subject = { $customer } asks for other times
mail-review-asked-again-preview = Propose other times.
mail-review-asked-again-heading = Other times are wanted
mail-review-asked-again-body = None of the times for the review meeting suits { $customer }. Propose others; until one is chosen there is no time.
mail-review-asked-again-action = Propose times
mail-review-asked-again-reason = You receive this email because you hold review meetings with customers.

mail-review-tomorrow-subject = Tomorrow: your review meeting
mail-review-tomorrow-preview = It starts at { $at } UTC.
mail-review-tomorrow-heading = Your review meeting is tomorrow
mail-review-tomorrow-body = The meeting on the security measures starts at { $at } UTC. If that does not suit you any more, ask for other times.
mail-review-tomorrow-action = See the meeting
mail-review-tomorrow-reason = You receive this email because you or somebody of your workspace asked for the meeting.

mail-review-tomorrow-staff-subject = Tomorrow: review meeting with { $customer }
mail-review-tomorrow-staff-preview = It is in your calendar.
mail-review-tomorrow-staff-heading = A review meeting is tomorrow
mail-review-tomorrow-staff-body = The meeting on the security measures with { $customer } is tomorrow.
mail-review-tomorrow-staff-action = See the meeting
mail-review-tomorrow-staff-reason = You receive this email because you hold review meetings with customers.

mail-review-cancelled-subject = Cancelled: review meeting with { $customer }, { $at }
mail-review-cancelled-preview = The attached file takes it out of your calendar.
mail-review-cancelled-heading = A review meeting was cancelled
mail-review-cancelled-body = The meeting on the security measures on { $at } UTC will not be. The attached file takes it out of your calendar.
mail-review-cancelled-action = See the meeting
mail-review-cancelled-reason = You receive this email because you were to take part in the meeting, or look after the meetings of your workspace.

mail-review-minuted-subject = Minutes of your review meeting
mail-review-minuted-preview = Approve them, or say what is wrong.
mail-review-minuted-heading = The minutes are there
mail-review-minuted-body = Read the minutes of the meeting on the security measures. Approve them, or say what is wrong.
mail-review-minuted-action = Read the minutes
mail-review-minuted-reason = You receive this email because you or somebody of your workspace asked for the meeting.

mail-review-action-subject = Due on { $due }: an action of your review meeting
mail-review-action-preview = It is not done yet.
mail-review-action-heading = Something that was agreed is due
mail-review-action-body = An action that was agreed in the meeting on the security measures is due on { $due } and not done yet.
mail-review-action-action = See the actions
mail-review-action-reason = You receive this email because you or somebody of your workspace asked for the meeting.

mail-review-action-staff-subject = An action agreed with { $customer } is due
mail-review-action-staff-preview = It is not done yet.
mail-review-action-staff-heading = Something that was agreed is due
mail-review-action-staff-body = An action that was agreed with { $customer } in a review meeting is due and not done yet.
mail-review-action-staff-action = See the actions
mail-review-action-staff-reason = You receive this email because you hold review meetings with customers.

mail-review-offered-subject = You may ask for this year's review meeting
mail-review-offered-preview = You have not asked yet.
mail-review-offered-heading = A meeting on the security measures
mail-review-offered-body = Your agreement lets you go through the security measures with the operator once a year. You have not asked for this year's meeting yet. You need not.
mail-review-offered-action = Ask for the meeting
mail-review-offered-reason = You receive this email once a year because you own the workspace.

mail-review-waiting-subject = Customers wait for review meetings
mail-review-waiting-preview =
    { $n ->
        [one] { $n } customer has waited for more than a week.
       *[other] { $n } customers have waited for more than a week.
    }
mail-review-waiting-heading = Customers wait for us
mail-review-waiting-body = Review meetings that customers asked for have waited for us for more than a week.
mail-review-waiting-action = See who waits
mail-review-waiting-reason = You receive this email at most once a week because you hold review meetings with customers.

mail-questionnaires-waiting-subject = Customers wait for answers to their questionnaires
mail-questionnaires-waiting-preview =
    { $n ->
        [one] { $n } questionnaire has waited for more than a week.
       *[other] { $n } questionnaires have waited for more than a week.
    }
mail-questionnaires-waiting-heading = Questionnaires wait for us
mail-questionnaires-waiting-body = Questionnaires that customers handed in have waited for us for more than a week. The agreement promises the answers within a month.
mail-questionnaires-waiting-action = See which wait
mail-questionnaires-waiting-reason = You receive this email at most once a week because you answer questionnaires of customers.
mail-questionnaires-urgent-subject = Questionnaires must be answered within days
mail-questionnaires-urgent-preview =
    { $n ->
        [one] { $n } questionnaire has waited for 25 days or more.
       *[other] { $n } questionnaires have waited for 25 days or more.
    }
mail-questionnaires-urgent-heading = The month is nearly over
mail-questionnaires-urgent-body = Questionnaires that customers handed in have waited for 25 days or more. The agreement promises the answers within a month.
mail-questionnaires-urgent-action = See which wait
mail-questionnaires-urgent-reason = You receive this email at most once a week because you answer questionnaires of customers.
## The mail list, requests for the list by name, and webhooks
#   list-confirm          none; the button opens the confirmation
#   list-already          none; the button opens the public page
#   list-noticed, list-started, list-withdrawn  $change, $starts; a line each of mail-list-purpose, -place, -ground; the button opens the public page
#   detail-confirm        none; the button opens the confirmation
#   detail-asked          $company; to the operator; the button opens the request
#   detail-granted        $company, $expires; the button opens the list
#   detail-refused        $company, $reason; detail-revoked  $company; the button opens the public page
#   webhook-failing, webhook-gone  $endpoint; the button opens the endpoint

mail-leave-list = Leave the list:
mail-list-confirm-subject = Confirm that you want to hear of changes
mail-list-confirm-preview = The link is valid for 48 hours.
mail-list-confirm-heading = Hear of changes of our sub-processors?
mail-list-confirm-body =
    Somebody, probably you, asked that we write to this address when our sub-processors change.

    If it was you, confirm it within 48 hours. If not, do nothing: we delete the address by ourselves.
mail-list-confirm-action = Confirm
mail-list-confirm-reason = You receive this email because this address was entered on our page.
mail-list-already-subject = You hear of changes already
mail-list-already-preview = This address is on the list. There is nothing to do.
mail-list-already-heading = You are on the list already
mail-list-already-body = Somebody, probably you, asked once more that we write to this address when our sub-processors change. We do so already; there is nothing to confirm.
mail-list-already-action = See the list by category
mail-list-already-reason = You receive this email because this address is on our list for changes of sub-processors.
mail-list-noticed-subject = Announced: { $change }
mail-list-noticed-preview = It starts on { $starts } at the earliest.
mail-list-noticed-heading = A change of our sub-processors is announced
mail-list-noticed-body =
    { $change }.

    It starts on { $starts } at the earliest. Customers know the company by name; others can ask for the list by name on our page.
mail-list-noticed-action = See the list by category
mail-list-noticed-reason = You receive this email because you asked to hear of changes.
mail-list-started-subject = Started: { $change }
mail-list-started-preview = The change that we announced holds now.
mail-list-started-heading = A change of our sub-processors has started
mail-list-started-body =
    { $change }.

    The change that we announced holds now. Customers know the company by name; others can ask for the list by name on our page.
mail-list-started-action = See the list by category
mail-list-started-reason = You receive this email because you asked to hear of changes.
mail-list-withdrawn-subject = Withdrawn: { $change }
mail-list-withdrawn-preview = The change that we announced will not be.
mail-list-withdrawn-heading = A change of our sub-processors was withdrawn
mail-list-withdrawn-body =
    { $change }.

    The change that we announced will not be.
mail-list-withdrawn-action = See the list by category
mail-list-withdrawn-reason = You receive this email because you asked to hear of changes.
mail-list-purpose = Task: { $purpose }
mail-list-place = Place of processing: { $place }
mail-list-ground = Ground of transfer: { $ground }
mail-detail-confirm-subject = Confirm your request for the list of sub-processors
mail-detail-confirm-preview = The link is valid for 48 hours.
mail-detail-confirm-heading = Confirm your request
mail-detail-confirm-body =
    Somebody, probably you, asked in the name of this address for the list of our sub-processors by name.

    If it was you, confirm it within 48 hours. If not, do nothing: we delete the request by ourselves.
mail-detail-confirm-action = Confirm
mail-detail-confirm-reason = You receive this email because this address was entered on our page.
mail-detail-asked-subject = { $company } asks for the list of sub-processors
mail-detail-asked-preview = The address is confirmed. It waits for your decision.
mail-detail-asked-heading = A request for the list by name
mail-detail-asked-body = A business contact of { $company } asks for the list of sub-processors by name and has confirmed the address. Grant it or refuse it.
mail-detail-asked-action = Open the request
mail-detail-asked-reason = You receive this email because you decide on such requests for the operator.
mail-detail-granted-subject = The list of our sub-processors
mail-detail-granted-preview = You can open it until { $expires }.
mail-detail-granted-heading = Here is the list
mail-detail-granted-body =
    You asked for { $company } for the list of our sub-processors by name. The button opens it as it stands at that moment, until { $expires }.

    The link is for you. Please do not pass it on.
mail-detail-granted-action = Open the list
mail-detail-granted-reason = You receive this email because you asked for the list.
mail-detail-refused-subject = Your request for the list of sub-processors
mail-detail-refused-preview = We do not give you the list by name.
mail-detail-refused-heading = We do not give you the list by name
mail-detail-refused-body =
    You asked for { $company } for the list of our sub-processors by name. We do not give it to you. Our reason:

    { $reason }

    The list by category is open to everybody.
mail-detail-refused-action = See the list by category
mail-detail-refused-reason = You receive this email because you asked for the list.
mail-detail-revoked-subject = The list of sub-processors is closed
mail-detail-revoked-preview = The link we sent you opens nothing any more.
mail-detail-revoked-heading = The list is closed
mail-detail-revoked-body = The link to the list of our sub-processors by name, which we gave you for { $company }, opens nothing any more.
mail-detail-revoked-action = See the list by category
mail-detail-revoked-reason = You receive this email because you asked for the list.
mail-webhook-failing-subject = Events do not arrive: { $endpoint }
mail-webhook-failing-preview = We tried for three days.
mail-webhook-failing-heading = Events do not arrive
mail-webhook-failing-body =
    We tried for three days to send an event of your workspace to your endpoint { $endpoint }, and gave up.

    See what it answers, put it right, and send the event again. We write about this endpoint again only after something has arrived there.
mail-webhook-failing-action = Open the endpoint
mail-webhook-failing-reason = You receive this email because you look after webhooks of your workspace.
mail-webhook-gone-subject = Endpoint is gone: { $endpoint }
mail-webhook-gone-preview = We have stopped sending events there.
mail-webhook-gone-heading = The endpoint says it is gone
mail-webhook-gone-body =
    Your endpoint { $endpoint } answered an event of your workspace with 410: it asks for no more messages. We have paused it.

    Remove it, or put it right and let it go on: events that wait are sent then. What has waited for 30 days is given up.
mail-webhook-gone-action = Open the endpoint
mail-webhook-gone-reason = You receive this email because you look after webhooks of your workspace.

mail-review-declined-subject = Your review meeting was cancelled
mail-review-declined-preview = The operator says why.
mail-review-declined-heading = Your review meeting was cancelled
mail-review-declined-body = The operator cancelled the meeting that your workspace asked for, and says why. You can ask for another one.
mail-review-declined-action = Read why
mail-review-declined-reason = You receive this email because you or somebody of your workspace asked for the meeting.

mail-instruction-followed-subject = Your instruction is entered: { $workspace }
mail-instruction-followed-preview = We follow what you instructed in writing.
mail-instruction-followed-heading = Your instruction is entered
mail-instruction-followed-body = We entered what was instructed in writing for { $workspace }, and we follow it. Check that it says what you meant.
mail-instruction-followed-action = See the instructions
mail-instruction-followed-reason = You receive this email because you may give instructions for { $workspace }.
mail-instruction-infringes-subject = We think that an instruction is against the law: { $workspace }
mail-instruction-infringes-preview = We wait for your answer before we do anything.
mail-instruction-infringes-heading = We think that an instruction is against the law
mail-instruction-infringes-body =
    In our opinion an instruction in writing for { $workspace } infringes data-protection law (Article 28(3) GDPR). Our reason stands beside it.

    We do nothing on it until you confirm or change it.
mail-instruction-infringes-action = Read our reason
mail-instruction-infringes-reason = You receive this email because you may give instructions for { $workspace }.

mail-second-person-subject = { $what } waits for a second person
mail-second-person-preview = Whoever wrote or proposed it does not decide on it.
mail-second-person-heading = A second person is needed
mail-second-person-body = { $what } waits for somebody who neither wrote nor proposed it. Look at it and decide.
mail-second-person-action = Open it
mail-second-person-reason = You receive this email because you may decide on it for the operator.
mail-second-change = A change of the list of sub-processors
mail-second-measure = A measure
mail-second-answer = An answer of the library
mail-second-retirement = The retirement of a measure
mail-second-ending = The end of an agreement
mail-second-template = A text of the agreement

mail-measure-due-subject = Check of “{ $measure }” is due on { $due }
mail-measure-due-preview = Each measure of ours is checked once a year at the latest.
mail-measure-due-heading = A check is due
mail-measure-due-body = The measure “{ $measure }” stands in our agreements. Look whether it is carried out, and record what shows it, by { $due }.
mail-measure-due-action = Open the measure
mail-measure-due-reason = You receive this email because you look after the operator’s measures.

mail-measure-overdue-subject = Check of “{ $measure }” is overdue
mail-measure-overdue-preview = It was due on { $due }.
mail-measure-overdue-heading = A check is overdue
mail-measure-overdue-body = The measure “{ $measure }” stands in our agreements, which promise a check every year. It was due on { $due }.
mail-measure-overdue-action = Open the measure
mail-measure-overdue-reason = You receive this email because you look after the operator’s measures.

mail-measure-shortcoming-subject = Shortcoming of “{ $measure }”
mail-measure-shortcoming-preview = The next check is due on { $due }.
mail-measure-shortcoming-heading = A check found a shortcoming
mail-measure-shortcoming-body = The measure “{ $measure }” stands in our agreements, and a check found that it is not carried out as it is written. Mend that, and record by { $due } that it holds.
mail-measure-shortcoming-action = Open the measure
mail-measure-shortcoming-reason = You receive this email because you look after the operator’s measures.
