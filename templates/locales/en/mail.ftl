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
#   invitation            $workspace, $inviter, $expires; the button opens the invitation
#   assignment            $workspace, $n; list of mail-assignment-item or -item-due; the button opens the own list
#   certificate-issued    $workspace, $module, $issued, $code; the button opens the certificate
#   export-ready          $workspace, $size, $expires, $sha256; the button opens the export page
#   notice, notice-emergency  $vendor, $starts; a line of mail-notice-<kind> with $before and $after; the button opens the notice
#   notice-withdrawn      $vendor; the button opens the notice
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

    What comes next: read it, have it signed in the prepared signature field by the person it names, and send the signed file to { $privacy_email }. Keep a copy.

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
    We tell you of a change in the list of sub-processors of your data-processing agreement.

    It starts on { $starts } at the earliest. Until it starts you can object; then it does not start for you while your objection is open.
mail-notice-action = Read the notice
mail-notice-reason = You receive this email because you look after the agreement of your workspace.
mail-notice-emergency-subject = Urgent replacement of a sub-processor: { $vendor }
mail-notice-emergency-preview = Service or security would be lost without it. You can object until { $starts }.
mail-notice-emergency-heading = A sub-processor is replaced at once
mail-notice-emergency-body =
    Without this replacement service or security would be lost, so it starts after this notice.

    You can object until { $starts }.
mail-notice-emergency-action = Read the notice
mail-notice-emergency-reason = You receive this email because you look after the agreement of your workspace.
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
