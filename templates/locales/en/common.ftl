# Words that many pages share. One file per capability stands beside this one.

skip-to-content = Skip to content
menu-open = Menu
menu-close = Close menu
nav-label = Main
nav-customers = Customers
nav-tenants = Tenants
nav-dpa-requests = Agreements
nav-templates = Agreement texts
nav-guard = Guard
nav-subprocessors = Sub-processors
nav-changes = Changes of the register
nav-objections = Objections
nav-instructions = Instructions
nav-audit = Audit log
nav-teach = Teach
nav-overview = Overview
nav-progress = Progress
nav-modules = Modules
nav-people = People
nav-groups = Groups
nav-learn = Learn
nav-learn-home = My modules
nav-certificates = Certificates
nav-exports = Data export
nav-settings = Settings
crumbs-label = You are here
operator-console = Operator
gate-beside = Good to know

action-remove = Remove
action-cancel = Cancel
action-confirm = Confirm
action-confirm-password = Confirm your password
action-dismiss = Dismiss
action-copied = Copied
action-sign-in = Sign in
action-sign-out = Sign out

confirm-title = Are you sure?

theme-label = Appearance
theme-light = Light
theme-dark = Dark
theme-system = As the system

word-language = Language
word-none = None

language-en = English
language-de = German

role-owner = Owner
role-admin = Administrator
role-instructor = Instructor
role-learner = Learner
role-legal = Legal
role-security = Security
role-support = Support

state-in-progress = In progress
state-done = Done
state-waiting = Waiting

count-people = { $n ->
    [one] { $n } person
   *[other] { $n } people
}
count-questions = { $n ->
    [one] { $n } question
   *[other] { $n } questions
}
count-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}

form-busy = Your entry is being sent.
form-errors = { $n ->
    [one] One answer needs another look
   *[other] { $n } answers need another look
}
form-refused = That did not work
form-earliest = It is possible from { $date }.
form-optional = (optional)
form-unsent = This was not kept
form-unsent-text = The form in which you wrote it is gone. Copy what you need.
form-row-remove = Remove this row

# Said beside a field, by the code of the error.
field-required = Fill this in.
field-too-long = Make this shorter.
field-too-short = Make this longer.
field-email = Write an email address, for example ana@company.example.
field-wrong-type = Check this: it is not what belongs here.
field-unknown-field = This is not a field of the form.
field-id = Give a whole id, as it stands in the details of an entry.
field-cursor-unknown = This place in the list no longer exists. The list starts at its beginning.
field-taken = This is already in use. Choose another.
field-colour = Write a colour as six hexadecimal digits, for example 7a2e8a.

save-saving = Saving
save-saved = Saved
save-unsaved = Not saved yet
save-failed = Not saved. We keep trying
save-refused = Not saved. Check what you wrote

timer-minutes = {"{"}n{"}"} min left
timer-seconds = {"{"}n{"}"} s left
timer-over = Time is up
timer-hide = Hide
timer-show = Show the time left

pager-label = Pages
pager-first = Back to the start
pager-next = Next

site-trust = Trust
site-promises = Promises
site-agreement = Request an agreement
site-subprocessors = Sub-processors
site-verify = Check a document
site-back-in = Back to work
site-licences = Licences
site-foot = Tutela keeps its data-processing agreement by itself, and shows where it does not.

flash-saved = Saved.
flash-sent-before = That was already done. What it showed then is not shown again.
flash-signed-out = You are signed out.

error-label = Error
error-home = To the start
error-wait = Try again in { $wait }.
error-confirmation-text = This needs your password once more, because it cannot be undone or shows a lot of data.
error-413-limit = It may have at most { $limit }.
error-400-title = We could not read this request
error-400-text = Something in the address or in what was sent has another form than this page reads.
error-400-next = Go back, reload the page, and try again.
error-403-title = Your role does not include this
error-403-text = You are signed in, but what you asked for belongs to another role.
error-403-next = Ask an administrator of your workspace if you need it.
error-404-title = There is nothing here
error-404-text = The address may be mistyped, or what was here has been removed, or it is not yours to see.
error-404-next = Check the address, or begin at the start.
error-409-title = This is not possible now
error-409-text = It would break a rule, or somebody has changed the same thing in the meantime.
error-409-next = Go back, reload the page to see how it is now, and decide again.
error-413-title = This is too large
error-413-text = What you sent is larger than this page takes.
error-413-next = Send a smaller file, or send it in parts.
error-422-title = Some answers need another look
error-422-text = Nothing was saved.
error-422-next = Go back and correct them.
error-429-title = That was too often
error-429-text = To protect everybody, this can be done only so often.
error-429-next = Wait a little. Nothing was lost.
error-500-title = Something went wrong on our side
error-500-text = It has been recorded. Nothing was half-saved.
error-500-next = Try again. If it happens again, tell your administrator at what time it happened.
error-503-title = We are busy right now
error-503-text = A part of the service does not answer.
error-503-next = Try again in a moment. Nothing was lost.
refused-other-origin = Open the page again and repeat this: the request came from another site.
refused-idempotency-in-progress = The same request is still being worked on. Wait a moment and look again.
refused-mail-undeliverable = The mail server refuses this address.
nav-agreements = Agreements
