### Progress of people in modules.

## Matrix

progress-title = Progress
progress-lead = Everyone against every module that is assigned.
progress-lead-instructor = The people of the groups you lead.
progress-caption = Progress of { $n ->
        [one] { $n } person
       *[other] { $n } people
    }, modules: { $modules }
progress-region = Progress, scrolls both ways
progress-download = Download CSV
progress-filter-label = Filter people
progress-filter-search = Name or email
progress-filter-group = Group
progress-filter-group-any = All groups
progress-filter-module = Module
progress-filter-module-any = All modules
progress-filter-state = State
progress-filter-state-any = Any state
progress-filter-apply = Apply
progress-filter-clear = Clear filters
progress-col-person = Person
progress-col-due = Due { $date }
progress-col-no-due = No due date
progress-col-several-due = Several due dates
progress-foot = Finished, this page
progress-shown = { $here } of { $n ->
        [one] { $n } person
       *[other] { $n } people
    }
progress-shown-here =
    { $n ->
        [one] { $n } person on this page
       *[other] { $n } people on this page
    }
progress-filter-group-more = Only the first 200 groups by name are listed.
progress-empty-title = There is no progress to show yet
progress-empty-text = Assign a published module. Each person appears here at once.
progress-empty-action = Assign a module
progress-none-title = Nobody fits these filters
progress-none-text = Choose another group, or show every state.
progress-no-groups-title = You lead no group yet
progress-no-groups-text = Ask an administrator to make you leader of a group. Then its people appear here.

## Legend and states

progress-legend = Legend
progress-legend-finished = Finished on
progress-state-finished = Finished
progress-state-in-progress = In progress
progress-state-not-started = Not started
progress-state-late = Late
progress-state-not-assigned = Not assigned
progress-cell-finished = Finished on { $date }
progress-cell-late =
    { $n ->
        [one] { $n } day late
       *[other] { $n } days late
    }
progress-cell-late-short = { $n } d late

## One person

progress-person-title = Progress of { $name }
progress-person-lead =
    { $n ->
        [one] { $n } module assigned
       *[other] { $n } modules assigned
    }, { $done } finished
progress-person-modules = Modules
progress-person-col-module = Module
progress-person-col-state = State
progress-person-col-units = Units
progress-person-col-score = Best result
progress-person-col-due = Due
progress-person-units = { $done } of { $total }
progress-person-units-title = Units of { $module }
progress-person-unit-open = Not opened yet
progress-person-attempts = Attempts
progress-person-attempt = Attempt { $n }
progress-person-attempt-started = Started
progress-person-attempt-score = Points
progress-person-attempt-result = Result
progress-person-attempt-running = Running
progress-person-attempt-passed = Passed
progress-person-attempt-failed = Not passed
progress-person-score = { $score } of { $max } points
progress-person-certificate = Certificate
progress-person-why = What “finished” needs
progress-person-why-text = Every page opened and every quiz passed.
progress-person-privacy = You see results, not single answers. Opening this page stands in the audit log.
progress-person-empty-title = Nothing is assigned to { $name }
progress-person-empty-text = Assign a module, or add { $name } to a group.

progress-bulk = For everybody you tick:
progress-bulk-label = People and modules
progress-select = Select { $name }
progress-select-all = Select everybody on this page
progress-times-zone = Times in { $zone }
progress-person-attempts-title = Attempts in { $module }
progress-person-certificate-pdf = PDF
