# The versions of the list of sub-processors

field-unknown-version = No version of the list has this name.
field-day-gone = Give a day that has come.
refused-list-undeclared = The list of sub-processors is not declared yet. Declare it first.
refused-list-declared = The list of sub-processors was declared already. Draft a change: customers are told before it starts.
refused-assessment-missing = A transfer out of the European Economic Area was never assessed. Assess it first.
refused-assessment-expired = The assessment of a transfer has expired. Assess it anew.
refused-review-overdue = The yearly review of a sub-processor is overdue. Write it down first.

subprocessors-used-not-yet = Not used by you yet: your notice runs or your objection is open
subprocessors-used-left-out = Not used by you: left out after your objection
lists-see = Versions of this list
lists-title = Versions of the list
lists-lead = The list as it stood from one change to the next. Annex III of an agreement names one of these versions.
lists-empty = No version is kept yet
lists-empty-text = The first version is kept when the operator declares whom it engages.
lists-from = Compare
lists-to = With
lists-compare = Compare
lists-option = { $number } of { $date } ({ $name })
lists-compared = From version { $from } to version { $to }
lists-same = Both versions say the same.
lists-added = Joined
lists-removed = Left
lists-unchanged = Unchanged
lists-before = Before
lists-after = After
lists-all = All versions
lists-number = Version
lists-name = Name in agreements
lists-size = Sub-processors
lists-vendors = { $n ->
    [one] { $n } sub-processor
   *[other] { $n } sub-processors
}
