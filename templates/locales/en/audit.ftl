### The audit log of the workspace.

audit-title = Audit log
audit-lead = Everything that was changed, by whom and when. Nothing here can be edited or deleted.
audit-note-read = Opening this page is recorded as well.
audit-count =
    { $n ->
        [0] No event
        [one] { $n } event
       *[other] { $n } events
    }
audit-caption = Events of this workspace, newest first
audit-filter-label = Filter events
audit-filter-type = Type
audit-filter-type-any = Any type
audit-filter-type-hint = Or only its beginning, for example certificate.
audit-filter-actor = Who
audit-filter-actor-any = Anybody
audit-filter-object = Object
audit-filter-object-hint = The id of a person, module or other thing.
audit-filter-from = From
audit-filter-until = Until
audit-filter-apply = Apply
audit-filter-clear = Clear filters
audit-filter-error-id = Give a whole id, as it stands in the list.
audit-col-number = No.
audit-col-time = Time (UTC)
audit-col-type = Event
audit-col-actor = Who
audit-col-object = Object
audit-col-outcome = Outcome
audit-col-details = Details
audit-outcome-success = done
audit-outcome-refused = refused
audit-outcome-failed = failed
audit-actor-user = Person
audit-actor-operator = Operator staff
audit-actor-system = The system
audit-actor-worker = The worker
audit-actor-anonymous = Nobody signed in
audit-actor-token = by access token
audit-actor-gone = A person whose data was erased
audit-number-pending = being numbered
audit-event-title = Event { $n }
audit-event-title-open = Event
audit-event-back = Back to the log
audit-event-payload = Content
audit-event-request = Request
audit-event-session = Session
audit-event-ip = Address
audit-event-agent = Program
audit-event-severity = Weight
audit-event-leaf = Fingerprint
audit-event-show = Show details
audit-event-same-object = All events of this object
audit-event-same-actor = All events of this person
audit-empty-title = Nothing has happened yet
audit-empty-text = The first change in this workspace appears here.
audit-none-title = No event fits these filters
audit-none-text = Take a filter away, or look at another time.
audit-older = Older events
audit-newest = Back to the newest
audit-pages-label = Pages of the log
audit-proof-title = How you can check this log
audit-proof-text = Every event is a leaf of a hash tree. A signed checkpoint fixes all that came before it.
audit-proof-checkpoint = Last checkpoint: { $n ->
        [one] { $n } event
       *[other] { $n } events
    }, { $date }
audit-proof-none = No checkpoint yet. The first follows within a minute.
