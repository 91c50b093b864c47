### Taking the whole workspace out.

exports-title = Data export
exports-lead = Everything this workspace holds, in one zip file.
exports-new = Start an export
exports-inside-title = What is inside
exports-inside-tables = Each table as CSV and as JSON Lines
exports-inside-files = Each file: certificates, agreements, uploads
exports-inside-schema = A schema that explains each column
exports-inside-manifest = A manifest with the number of rows and the SHA-256 of each part
exports-inside-not = No passwords, tokens or keys
exports-inside-moment = All parts show the same moment. You can go on working meanwhile.
exports-care-title = Handle it with care
exports-care-text = Once downloaded, the file is yours to protect. Both steps stand in the audit log.
exports-step-up = You confirm your password first, so that nobody else takes the data out.

## State and progress

exports-state-requested = Waiting to start
exports-state-building = Being prepared
exports-state-ready = Ready
exports-state-failed = Stopped
exports-state-expired = Deleted
exports-progress-label = Progress of the export
exports-progress-tables = { $done } of { $total } tables
exports-progress-rows =
    { $n ->
        [0] no rows yet
        [one] { $n } row so far
       *[other] { $n } rows so far
    }
exports-progress-leave = You can leave this page. The export goes on.
exports-progress-reload = Refresh
exports-ready-text =
    { $n ->
        [one] { $n } row
       *[other] { $n } rows
    } from { $tables } tables, { $size }
exports-ready-until = Can be downloaded until { $date }.
exports-ready-hash = SHA-256 of the file
exports-download = Download zip
exports-failed-text = The export stopped before it was complete. Nothing was changed. Start it again.
exports-expired-text = The file was deleted when its time was over. Start a new export to get one of today.
refused-export-running = An export is already running. Wait until it is ready.
refused-export-not-ready = The export is not ready yet. Wait a moment.
refused-export-expired = The file was deleted when its time was over. Start a new export.

## List

exports-list-title = Exports so far
exports-list-caption = Exports of this workspace
exports-col-requested = Requested
exports-col-state = State
exports-col-size = Size
exports-col-action = Action
exports-open = Open
exports-back = All exports
exports-one-title = Export of { $date }
exports-empty-title = No export yet
exports-empty-text = You can take everything out at any time, as often as you like.
