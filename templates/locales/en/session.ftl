### Signing in and out, confirming it is you, sessions.

## Sign in

session-title = Sign in
session-lead = Use the account your company gave you.
session-lead-return = Sign in, then you go on where you wanted to.
session-field-workspace = Workspace
session-field-workspace-hint = The short name of your company here, for example acme.
session-field-email = Work email
session-field-password = Password
session-submit = Sign in
session-help = I cannot sign in
session-help-title = You cannot sign in?
session-help-text = Ask the person who invited you, or the administrator of your company. They can send a new invitation.
session-back = Back to sign-in
session-error-wrong = Workspace, email and password do not fit together. Check all three.
session-error-throttled = Too many attempts. { $n ->
        [one] Try again in { $n } minute.
       *[other] Try again in { $n } minutes.
    }
session-aside-title = Who sees what when you learn here
session-aside-seen = Your administrators and the instructors of your groups see which modules you finished, when, and your results.
session-aside-unseen = They do not see your single answers.
session-aside-log = Each change to your data stands in a log in which later tampering shows.
session-aside-ai = No text goes to an AI provider unless your company switches that on.

## Sign out

session-signed-in-as = Signed in as { $name }
session-account = My account

## Confirming it is you

session-confirm-title = Confirm your password
session-confirm-lead = This step needs to be sure that it is you.
session-confirm-lead-export = You are about to take out everybody’s data.
session-confirm-hint =
    { $n ->
        [one] It counts for { $n } minute in this browser.
       *[other] It counts for { $n } minutes in this browser.
    }
session-confirm-submit = Confirm
session-confirm-cancel = Cancel
session-confirm-kept = What you typed goes on afterwards.
session-confirmed-title = Password confirmed
session-confirmed-lead = What you typed goes on now.
session-confirmed-again = The password from the form
session-confirmed-again-hint = Passwords do not wait with the rest of a form. Type it again, or leave it empty.
session-confirmed-go = Continue

## My account and sessions

session-account-title = My account
session-account-email = Email
session-account-role = Role
session-account-language = Language
session-account-save = Save
session-password-title = Change password
session-password-current = Current password
session-password-new = New password
session-password-hint = At least { $min } characters.
session-password-submit = Change password
session-list-title = Where you are signed in
session-list-lead = End a session you do not know, then change your password.
session-list-device = Browser
session-device = { $browser } on { $platform }
session-device-unknown = Unknown browser
session-browser-other = Another browser
session-list-count =
    { $n ->
        [one] { $n } session
       *[other] { $n } sessions
    }
session-list-started = Started
session-list-seen = Last used
session-list-ends = Ends
session-list-this = This session
session-list-action = Action
session-list-end = End session
session-list-end-others = End all others

## Tokens

session-tokens-title = Access tokens
session-tokens-lead = For programs that act for you through the API. A token may do what you may do.
session-tokens-name = What it is for
session-tokens-name-hint = A name that you recognise later, for example Nightly report.
session-tokens-days = Valid for
session-tokens-submit = Issue a token
session-tokens-issued = Issued
session-tokens-ends = Ends
session-tokens-never = Never
session-tokens-revoke = Revoke
session-tokens-empty = You have no token.
session-tokens-confirm = To issue a token, confirm your password first.
session-tokens-shown-title = Copy your token now
session-tokens-shown-text = It is shown this once. We keep only its fingerprint and cannot show it again.
session-tokens-copy = Copy the token
session-account-lead = How you sign in, and where you are signed in.
session-account-workspace = Workspace

## Field errors and refusals

field-workspace-required = Give the short name of your workspace.
field-email-required = Give your email address.
field-password-required = Give your password.
field-password-same = Choose a password you do not use yet.
field-wrong-password = This is not your password. Nothing was done.
field-token-name = Say what the token is for, in 1 to 120 characters.
field-token-days = Choose 1 to 365 days.
field-not-kept = Leave the key out here: this answer carries a secret and is never kept.
refused-token-session = A token has no session. Sign in with your password for this.

flash-password-changed = Your password was changed. Other sessions were ended.
flash-session-ended = The session was ended.
flash-sessions-ended = All other sessions were ended.
flash-confirmed = Confirmed for 5 minutes in this browser.
flash-token-revoked = The token was revoked.
flash-welcome = Your password is set. You are signed in.
session-account-controller = Who is responsible for your data
