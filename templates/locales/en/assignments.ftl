### Assigning modules, and what is assigned.

## Form

assignments-new-title = Assign a module
assignments-new-lead = Choose what, who and until when. You see a summary before anything is sent.
assignments-step-choose = Choose
assignments-step-check = Check
assignments-step-sent = Sent
assignments-field-module = Module
assignments-field-module-hint = Only published modules can be assigned.
assignments-field-module-choose = Choose a module
assignments-field-groups = Groups
assignments-field-groups-hint = Everybody in the group today, and everybody who joins it later.
assignments-field-group-size =
    { $name }, { $n ->
        [one] { $n } person
       *[other] { $n } people
    }
assignments-field-people = Single people
assignments-field-people-hint = In addition to the groups. Nobody gets a module twice.
assignments-field-people-search = Find a person
assignments-people-find = Find
assignments-groups-more = Only the first 200 groups by name are shown.
assignments-field-due = Due on
assignments-field-due-hint = At the end of that day in { $zone }. Leave it empty for no due date.
assignments-review = Check before sending
assignments-cancel = Cancel
assignments-no-module-title = There is nothing to assign yet
assignments-no-module-text = Publish a module first.
assignments-no-module-action = Go to modules

## Summary before sending

assignments-summary-title = Is this right?
assignments-summary-due =
    { $n ->
        [one] { $n } person gets
       *[other] { $n } people get
    } “{ $module }”, due { $date }.
assignments-summary-no-due =
    { $n ->
        [one] { $n } person gets
       *[other] { $n } people get
    } “{ $module }”, with no due date.
assignments-summary-finished =
    { $n ->
        [0] None of them has finished it yet.
        [one] { $n } of them already finished and is not asked again.
       *[other] { $n } of them already finished and are not asked again.
    }
assignments-summary-already =
    { $n ->
        [0] Nobody has it already.
        [one] { $n } already has it. The new due date replaces the old one.
       *[other] { $n } already have it. The new due date replaces the old one.
    }
assignments-summary-deactivated =
    { $n ->
        [0] No account is left out.
        [one] { $n } deactivated account is left out.
       *[other] { $n } deactivated accounts are left out.
    }
assignments-summary-mail =
    { $n ->
        [0] No email is sent.
        [one] { $n } email goes out within a minute.
       *[other] { $n } emails go out within a minute.
    }
assignments-summary-past = The due date has passed. Everybody would be late at once.
assignments-send =
    { $n ->
        [one] Assign to { $n } person
       *[other] Assign to { $n } people
    }
assignments-back = Back
assignments-sent =
    { $n ->
        [one] { $n } person has
       *[other] { $n } people have
    } “{ $module }” now.
assignments-sent-progress = Watch the progress
assignments-sent-another = Assign another module

## List of assignments

assignments-no-due = No due date

## My list

assignments-mine-due = Due { $date }

## Codes of errors

assignments-people-more = The first 200 people are shown. Look for others by name or address, or use a group.
field-assign-module = Choose a module.
field-assign-nobody = Choose at least one group or person.
field-assign-due = Give a date, for example 2026-12-03.
refused-module-not-published = This module is not published. Publish it first.
refused-assigned-at-once = Somebody assigned this module at the same moment. Check the numbers and send again.
