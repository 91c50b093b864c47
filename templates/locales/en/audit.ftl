### The audit log of the workspace; what happened stands in events.ftl.

audit-title = Audit log
audit-lead = Everything that was changed, by whom and when. Nothing here can be edited or deleted.
audit-note-read = Opening this page is recorded as well.
audit-zone = Times are those of { $zone }. Each event's details have the exact time in UTC.
audit-caption = Events of this workspace, newest first
audit-filter-label = Filter events
audit-filter-type = Event
audit-filter-type-any = Any event
audit-filter-area = All of: { $area }
audit-filter-who = Who
audit-filter-who-example = Part of a name or email
audit-filter-object = Object
audit-filter-actor = Person
audit-filter-apply = Apply
audit-filter-clear = Clear filters
audit-narrowed-object = Only events of: { $what }.
audit-narrowed-actor = Only what was done by: { $who }.
audit-narrowed-end = Show all
audit-col-number = No.
audit-col-time = Time
audit-col-type = Event
audit-col-actor = Who
audit-col-object = What
audit-col-outcome = Outcome
audit-outcome-success = done
audit-outcome-failed = failed
audit-actor-system = The system
audit-actor-anonymous = Nobody signed in
audit-actor-gone = A person whose data was erased
audit-number-pending = being numbered
audit-event-time = Exact time
audit-event-id = Event
audit-event-payload = Content
audit-event-request = Request
audit-event-same-object = All events of this object
audit-event-same-actor = All events of this person
audit-empty-title = Nothing has happened yet
audit-empty-text = The first change in this workspace appears here.
audit-none-title = No event fits these filters
audit-none-text = Take a filter away, or look for something else.
audit-older = Older events
audit-newest = Back to the newest
audit-pages-label = Pages of the log
audit-proof-title = How you can check this log
audit-proof-text = A checkpoint is a signed note of how many events the log has, with one fingerprint of them all. Keep it where we cannot reach it. If anybody later changed, removed or inserted an event before it, the log would no longer lead to your checkpoint, and the check would say so.
audit-proof-checkpoint = Newest checkpoint: { $n ->
        [one] { $n } event
       *[other] { $n } events
    }, { $date }, { $time }
audit-proof-download = Download the checkpoint
audit-proof-check = Whoever runs this Tutela checks the log against your file with this command:
audit-proof-copy = Copy the command
audit-proof-note = The note and the key of its signature
audit-proof-signed = Signed
audit-proof-key = Public key
audit-proof-none = No checkpoint yet. The first follows within a minute.

## What an event happened to.

audit-object-agreement = Agreement
audit-object-assignment = Assignment
audit-object-attempt = Attempt
audit-object-certificate = Certificate
audit-object-change = Change of sub-processors
audit-object-contact = Contact for notices
audit-object-export = Data export
audit-object-group = Group
audit-object-instruction = Instruction
audit-object-log = Audit log
audit-object-module = Module
audit-object-progress = Progress table
audit-object-question = Question
audit-object-quiz = Quiz
audit-object-request = Request for the list
audit-object-register = Register of sub-processors
audit-object-seal = Seal on documents
audit-object-session = Session
audit-object-subprocessor = Sub-processor
audit-object-template = Text of agreements
audit-object-subscriber = Address of the mail list
audit-object-tenant = Workspace
audit-object-token = Access token
audit-object-unit = Unit
audit-object-user = Person
audit-object-answer = Own answer
audit-object-questionnaire = Questionnaire
audit-object-meeting = Review meeting
audit-object-measure = Measure
audit-object-webhook = Webhook

## Areas of events.

audit-area-ai = AI
audit-area-assess = Attempts
audit-area-audit = Audit log
audit-area-auth = Sign-in
audit-area-cert = Certificates
audit-area-controller = Responsibility
audit-area-dpa = Agreements
audit-area-iam = People and access
audit-area-learn = Modules and learning
audit-area-offboard = Data export
audit-area-quiz = Quizzes
audit-area-subproc = Sub-processors
audit-area-tenant = Workspace
audit-area-assure = Answers and review meetings
