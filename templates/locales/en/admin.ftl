### The administrator's home.

admin-title = Overview
admin-lead-calm = { $date }. Everything is on course.
admin-lead-late =
    { $date }. { $n ->
        [one] { $n } person is late; everything else is on course.
       *[other] { $n } people are late; everything else is on course.
    }
admin-lead-new = { $date }. Five steps, then your people can learn.
admin-lead-instructor = { $date }. The groups you lead.
admin-add-people = Add people
admin-new-module = New module
admin-assign = Assign a module

## Numbers

admin-stats-label = At a glance
admin-stat-active = Active learners
admin-stat-active-of = of { $total }
admin-stat-active-note =
    { $n ->
        [0] Everybody has signed in
        [one] { $n } has not signed in yet
       *[other] { $n } have not signed in yet
    }
admin-stat-finished = Finished this week
admin-stat-finished-more =
    { $n ->
        [0] As many as last week
        [one] { $n } more than last week
       *[other] { $n } more than last week
    }
admin-stat-finished-fewer =
    { $n ->
        [one] { $n } fewer than last week
       *[other] { $n } fewer than last week
    }
admin-stat-overdue = Overdue
admin-stat-overdue-note =
    { $n ->
        [0] None for more than a week
        [one] { $n } for more than a week
       *[other] { $n } for more than a week
    }
admin-stat-median = Median time to finish
admin-stat-median-days =
    { $n ->
        [one] { $n } day
       *[other] { $n } days
    }
admin-stat-median-note = From assignment to the last unit
admin-stat-median-none = Nobody has finished yet

## Overdue

admin-overdue-title = Overdue
admin-overdue-all =
    { $n ->
        [one] Show it in the progress matrix
       *[other] All { $n } in the progress matrix
    }
admin-overdue-caption = People whose due date has passed
admin-overdue-col-person = Person
admin-overdue-col-module = Module
admin-overdue-col-due = Due
admin-overdue-col-late = Late
admin-overdue-col-action = Action
admin-overdue-days =
    { $n ->
        [one] { $n } day
       *[other] { $n } days
    }
admin-overdue-open = Open
admin-overdue-open-name = Open the progress of { $name }
admin-overdue-empty-title = Nobody is late
admin-overdue-empty-text = Who passes a due date appears here.

## Finished per week

admin-weeks-title = Finished per week
admin-weeks-range = { $from } to { $until }
admin-weeks-label = Finished modules per week: { $n } this week, { $max } in the best week.
admin-weeks-note = This week is not over.
admin-weeks-empty = The first finished module draws the first bar.

## Checklist

admin-setup-title = Set up
admin-setup-done = { $done } of { $total } done
admin-setup-step-done = Done:
admin-setup-look = Name and accent colour
admin-setup-look-text = So that people know where they are.
admin-setup-look-action = Choose
admin-setup-people = Add people
admin-setup-people-text = One by one for a start; groups make assigning easy.
admin-setup-people-action = Add
admin-setup-people-done =
    { $n ->
        [one] { $n } person added
       *[other] { $n } people added
    }
admin-setup-module = Publish a module
admin-setup-module-text = A page and three questions are enough.
admin-setup-module-action = Write
admin-setup-module-done =
    { $n ->
        [one] { $n } module published
       *[other] { $n } modules published
    }
admin-setup-assign = Assign it
admin-setup-assign-text = You see who gets it before anything is sent.
admin-setup-assign-action = Assign
admin-setup-assign-done =
    { $n ->
        [one] { $n } assignment made
       *[other] { $n } assignments made
    }
admin-setup-agreement = Get the agreement
admin-setup-agreement-text = The data-processing agreement under Article 28 GDPR, sealed in seconds.
admin-setup-agreement-action = Request
admin-setup-agreement-done = Agreement sealed
admin-setup-all-done = All five steps are done. This list leaves when you close it.

## Coming up

admin-coming-title = Coming up
admin-coming-due = { $module } is due
admin-coming-due-text =
    { $date }. { $n ->
        [0] Everybody has finished.
        [one] { $n } person has not finished.
       *[other] { $n } people have not finished.
    }
admin-coming-empty = Nothing in the next 30 days.

admin-setup-first = See the first one finish
admin-setup-first-text = The matrix shows who is how far, as it happens.
admin-setup-first-action = Look
admin-setup-first-done =
    { $n ->
        [one] { $n } module finished
       *[other] { $n } modules finished
    }
