### The operator's console.

operator-title = Tenants
operator-lead = Every company that works on this platform. You see numbers, not contents.
operator-tenant-lead = One workspace in numbers.
operator-tenant-stats = People in numbers
operator-tenant-facts = Workspace
operator-nav-label = Operator console
operator-nav-tenants = Tenants
operator-nav-agreements = DPA requests
operator-nav-subprocessors = Sub-processors
operator-count =
    { $n ->
        [0] No tenant yet
        [one] { $n } tenant
       *[other] { $n } tenants
    }
operator-caption = Tenants of this platform
operator-filter-label = Filter tenants
operator-filter-search = Name or short name
operator-filter-apply = Apply
operator-filter-clear = Clear filters
operator-col-name = Tenant
operator-col-slug = Short name
operator-col-people = People
operator-col-learners = Learners
operator-col-signed-in = Learners who have signed in
operator-col-modules = Modules
operator-col-language = Language
operator-col-zone = Time zone
operator-col-ai = AI
operator-col-agreement = Agreement
operator-col-since = Since
operator-col-active = Last active
operator-people =
    { $n ->
        [0] nobody
        [one] { $n } person
       *[other] { $n } people
    }
operator-ai-on = On
operator-ai-off = Off
operator-ai-since = AI last switched
operator-ai-never = Never
operator-agreement-none = None yet
operator-agreement-sealed = Sealed on { $date }
operator-agreement-in-force = In force since { $date }
operator-never-active = Never
operator-more = Show more tenants
operator-empty-title = No tenant yet
operator-empty-text = The first company appears here as soon as its workspace is opened.
operator-none-title = No tenant fits
operator-none-text = Look for a part of the name.
operator-access-title = You cannot look inside
operator-access-text = Operator staff have no way into a tenant’s people, answers or records from this page.
operator-stats-label = The platform in numbers
operator-stat-tenants = Tenants
operator-stat-people = People
operator-stat-agreements = Agreements sealed
operator-stat-jobs = Jobs waiting
operator-stat-jobs-dead =
    { $n ->
        [0] None has failed for good
        [one] { $n } has failed for good
       *[other] { $n } have failed for good
    }
