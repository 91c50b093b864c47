### People, groups, invitations and roles.

## List

people-title = People
people-lead = Everyone who can sign in to { $tenant }.
people-lead-instructor = The people of the groups you lead.
people-count =
    { $n ->
        [0] Nobody yet
        [one] { $n } person
       *[other] { $n } people
    }
people-count-filtered =
    { $n ->
        [0] Nobody fits
        [one] { $n } person fits
       *[other] { $n } people fit
    }
people-add = Add people
people-filter-label = Filter people
people-filter-search = Name or email
people-filter-role = Role
people-filter-role-any = Any role
people-filter-group = Group
people-filter-group-any = All groups
people-filter-state = State
people-filter-state-any = Any state
people-filter-apply = Apply
people-filter-clear = Clear filters
people-table-caption = People of this workspace
people-col-name = Name
people-col-role = Role
people-col-groups = Groups
people-col-state = State
people-col-signed-in = Last sign-in
people-col-added = Added
people-col-action = Action
people-never-signed-in = Never
people-no-groups = No group
people-empty-title = Nobody is here yet
people-empty-text = Add the people who will learn. Each gets an email with one button to sign in.
people-none-title = Nobody fits these filters
people-none-text = Take a filter away, or look for a part of the name.

## States

people-state-active = Active
people-state-invited = Invited
people-state-deactivated = Deactivated

## Roles

people-role-owner = Owner
people-role-owner-hint = Does everything an administrator does, and can also export the whole workspace.
people-role-admin = Administrator
people-role-admin-hint = Manages people, modules, assignments and settings, and reads the audit log.
people-role-instructor = Instructor
people-role-instructor-hint = Sees the people and the progress of the groups they lead, assigns modules to them, and reads every module. Changes none.
people-role-learner = Learner
people-role-learner-hint = Learns, takes quizzes and gets certificates. Sees only their own records.
people-role-legal = Legal
people-role-legal-hint = Operator staff: agreements, sub-processors and the platform’s log.
people-role-security = Security
people-role-security-hint = Operator staff: agreements, sub-processors and the platform’s log.

## Adding a person

people-new-title = Add a person
people-new-lead = Without a first password they get an invitation and choose one themselves.
people-field-name = Full name
people-field-name-hint = As it should stand on certificates.
people-field-email = Work email
people-field-email-hint = The invitation goes here. It is also the name to sign in with.
people-field-role = Role
people-field-role-hint = You can change it later. Every change stands in the audit log.
people-field-language = Language of the interface
people-field-language-hint = They can change it themselves.
people-field-password = First password
people-field-password-hint = Leave it empty to send an invitation instead. At least { $min } characters.
people-new-submit = Add person
people-cancel = Cancel

## One person

people-person-facts = Account
people-person-edit = Change details
people-person-save = Save changes
people-person-groups = Groups
people-person-groups-empty = In no group.
people-person-learning-link = See progress and results
people-person-assign = Assign a module
people-person-log-link = Show in the audit log
people-invite-resend = Send the invitation again
people-invite-valid-until = The invitation can be used until { $date }.
people-invite-expired = The invitation ended on { $date }. Send a new one.
people-invite-withdraw = Withdraw

## Deactivation

people-deactivate = Deactivate
people-deactivate-title = Deactivate { $name }?
people-deactivate-text = { $name } is signed out everywhere at once and cannot sign in. Progress, results and certificates stay. You can reactivate the account at any time.
people-deactivate-confirm = Deactivate account
people-reactivate = Reactivate

## Groups

people-groups-title = Groups
people-groups-lead = Assign a module to a group and everybody in it gets it. An instructor sees only the groups they lead.
people-groups-caption = Groups of this workspace
people-groups-col-name = Group
people-groups-col-members = Members
people-groups-col-leads = Led by
people-groups-no-lead = Nobody yet
people-groups-empty-title = No group yet
people-groups-empty-text = Make one for each team that learns the same things.
people-group-new-title = New group
people-group-field-name = Name of the group
people-group-field-name-hint = A team or a place, for example Service desk.
people-group-create = Create group
people-group-rename = Rename
people-group-members = Members
people-group-members-count =
    { $n ->
        [0] No members
        [one] { $n } member
       *[other] { $n } members
    }
people-group-empty-title = This group is empty
people-group-empty-text = Add people. They keep everything they already have.
people-group-add-member = Add to the group
people-group-add-member-field = Person to add
people-group-add-member-choose = Choose a person
people-group-add-as = Takes part as
people-group-add-as-member = Member
people-group-add-as-lead = Leader
people-group-lead-hint = Leaders see the progress of this group and assign modules to it. Only instructors and administrators can lead.
people-group-member-remove = Remove
people-group-progress = Progress of this group
people-group-assign = Assign a module to this group

## Accepting an invitation

people-welcome-title = Welcome to { $tenant }
people-welcome-lead = Choose a password and start. Your account is { $email }.
people-welcome-password = New password
people-welcome-password-hint = At least { $min } characters. Four unrelated words are easy to remember and hard to guess.
people-welcome-submit = Set password and sign in
people-welcome-gone-title = This invitation no longer works
people-welcome-gone-text = It was used, replaced or has ended. Ask the person who invited you for a new one.

## More of one person and one group

people-person-session-hint = The change counts from the next click.
people-person-invitation = Invitation
people-person-password = Password
people-person-reset = Send a link to set a new password
people-person-reset-hint = For somebody who has forgotten theirs. The link goes to { $email }, is good for 14 days and works once.
people-group-find = Find a person
people-group-find-hint = A part of the name or the address.
people-group-find-submit = Find
people-group-find-more = More people fit than the list holds. Search to narrow it down.
people-group-nobody-left = Everybody who fits is in this group already.
people-group-make-lead = Make leader
people-group-make-member = Make member

## Field errors and refusals

field-length = Check the length of this.
field-unknown-role = Choose one of the roles in the list.
field-unknown-locale = Choose one of the languages in the list.
field-unknown-person = Choose a person from the list.
field-cannot-lead = Only instructors and administrators can lead a group. Choose “Member”, or give the person another role first.
refused-own-role = Ask another administrator: nobody changes their own role.
refused-owner-needed = Only an owner of the workspace makes or unmakes owners.
refused-own-account = Ask another administrator: nobody deactivates their own account.
refused-not-deactivated = This account is open already.
refused-is-deactivated = This account is deactivated. Reactivate it first.
refused-no-invitation = No invitation of this person is open.

flash-person-added = The person was added and can sign in.
flash-person-invited = The person was added. The invitation leaves within a minute.
flash-person-deactivated = The person was deactivated and signed out everywhere.
flash-person-reactivated = The person can sign in again.
flash-invitation-sent = A new link leaves within a minute. The older one no longer works.
flash-invitation-withdrawn = The invitation was withdrawn. Its link no longer works.
flash-group-created = The group was created.
flash-group-renamed = The group has its new name.
flash-member-added = The person was added to the group.
flash-member-removed = The person was removed from the group. What was assigned stays assigned.
