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
people-tab-people = People
people-tab-groups = Groups
people-tabs-label = People and groups
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
people-col-email = Email
people-col-role = Role
people-col-groups = Groups
people-col-state = State
people-col-signed-in = Last sign-in
people-col-added = Added
people-col-action = Action
people-never-signed-in = Never
people-no-groups = No group
people-more = Show more people
people-pages-label = Pages of the list of people
people-pages-first = Back to the start
people-pages-next = Next
people-empty-title = Nobody is here yet
people-empty-text = Add the people who will learn. Each gets an email with one button to sign in.
people-none-title = Nobody fits these filters
people-none-text = Take a filter away, or look for a part of the name.

## States

people-state-active = Active
people-state-invited = Invited
people-state-deactivated = Deactivated
people-state-active-hint = Can sign in.
people-state-invited-hint = Has an invitation and has not used it yet.
people-state-deactivated-hint = Cannot sign in. Records and certificates are kept.
people-state-since = since { $date }

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
people-role-legal-hint = Operator staff: agreements and sub-processors.
people-role-security = Security
people-role-security-hint = Operator staff: incidents, access and the platform’s log.

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
people-field-groups = Groups
people-field-groups-hint = What is assigned to a group later also reaches its new members.
people-field-groups-none = There is no group yet. You can add people to groups later.
people-field-password = First password
people-field-password-hint = Leave it empty to send an invitation instead. At least { $min } characters.
people-optional = optional
people-new-submit = Add person
people-cancel = Cancel
people-new-done = { $name } was added.
people-new-done-invited = { $name } was added. The invitation goes to { $email } within a minute.
people-errors-title =
    { $n ->
        [one] One answer needs another look
       *[other] { $n } answers need another look
    }
people-error-name-empty = Give the person’s name.
people-error-name-long = Shorten the name to { $max } characters.
people-error-email-empty = Give an email address.
people-error-email-shape = Check the address: it needs a name, an @ and a domain, as in ada@acme.example.
people-error-email-taken = Somebody in this workspace already uses this address.
people-error-role-unknown = Choose one of the roles in the list.
people-error-role-above = You cannot give a role that holds more rights than yours.
people-error-group-unknown = This group no longer exists. Choose another.
people-error-last-owner = A workspace needs one active owner. Make somebody else owner first.
people-error-self-deactivate = You cannot deactivate your own account. Ask another administrator.
people-error-password-short = Use at least { $min } characters.

## One person

people-person-title = { $name }
people-person-back = All people
people-person-facts = Account
people-person-edit = Change details
people-person-edit-title = Change the details of { $name }
people-person-save = Save changes
people-person-saved = Saved.
people-person-groups = Groups
people-person-groups-empty = In no group.
people-person-leads = leads this group
people-person-learning = Learning
people-person-learning-link = See progress and results
people-person-learning-empty = Nothing is assigned to { $name } yet.
people-person-assign = Assign a module
people-person-log = What was done with this account
people-person-log-link = Show in the audit log
people-person-role-change = Change role
people-person-role-changed = The role is now: { $role }. It counts from the next click.
people-invite-resend = Send the invitation again
people-invite-resent = A new invitation goes to { $email } within a minute. The older one no longer works.
people-invite-valid-until = The invitation can be used until { $date }.
people-invite-expired = The invitation ended on { $date }. Send a new one.
people-invite-withdraw = Withdraw

## Deactivation

people-deactivate = Deactivate
people-deactivate-title = Deactivate { $name }?
people-deactivate-text = { $name } is signed out everywhere at once and cannot sign in. Progress, results and certificates stay. You can reactivate the account at any time.
people-deactivate-confirm = Deactivate account
people-deactivate-keep = Keep it active
people-deactivate-done = { $name } was deactivated and signed out everywhere.
people-reactivate = Reactivate
people-reactivate-done = { $name } can sign in again.

## Groups

people-groups-title = Groups
people-groups-lead = Assign a module to a group and everybody in it gets it. An instructor sees only the groups they lead.
people-groups-count =
    { $n ->
        [0] No group yet
        [one] { $n } group
       *[other] { $n } groups
    }
people-groups-caption = Groups of this workspace
people-groups-add = New group
people-groups-col-name = Group
people-groups-col-members = Members
people-groups-col-leads = Led by
people-groups-col-assigned = Assigned modules
people-groups-no-lead = Nobody yet
people-groups-empty-title = No group yet
people-groups-empty-text = Make one for each team that learns the same things.
people-group-new-title = New group
people-group-field-name = Name of the group
people-group-field-name-hint = A team or a place, for example Service desk.
people-group-create = Create group
people-group-created = The group { $name } was created.
people-group-rename = Rename
people-group-error-name-empty = Give the group a name.
people-group-error-name-taken = There is already a group with this name.
people-group-back = All groups
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
people-group-lead = Leader
people-group-lead-hint = Leaders see the progress of this group and assign modules to it. Only instructors and administrators can lead.
people-group-member-added = { $name } was added to { $group }.
people-group-member-remove = Remove
people-group-member-removed = { $name } was removed from { $group }. What was assigned stays assigned.
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
people-group-leads = Leaders

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
flash-member-changed = The change was made.
flash-member-removed = The person was removed from the group. What was assigned stays assigned.
