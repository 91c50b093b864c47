### Taking the whole workspace out.

exports-title = Datenexport
exports-lead = Alles, was dieser Arbeitsbereich enthält, in einer Zip-Datei.
exports-new = Export beginnen
exports-inside-title = Was darin ist
exports-inside-tables = Jede Tabelle als CSV und als JSON Lines
exports-inside-files = Jede Datei: Zertifikate, Verträge, Hochgeladenes
exports-inside-schema = Ein Schema, das jede Spalte erklärt
exports-inside-manifest = Ein Verzeichnis mit Zeilenzahl und SHA-256 jedes Teils
exports-inside-not = Keine Passwörter, Zugriffstoken oder kryptografischen Schlüssel
exports-inside-moment = Alle Teile zeigen denselben Augenblick. Sie können währenddessen weiterarbeiten.
exports-care-title = Gehen Sie sorgsam damit um
exports-care-text = Nach dem Herunterladen schützen Sie die Datei selbst. Beide Schritte stehen im Protokoll.
exports-step-up = Sie bestätigen zuerst Ihr Passwort, damit niemand sonst die Daten mitnimmt.

## State and progress

exports-state-requested = Wartet auf den Start
exports-state-building = Wird vorbereitet
exports-state-ready = Fertig
exports-state-failed = Abgebrochen
exports-state-expired = Gelöscht
exports-progress-label = Fortschritt des Exports
exports-progress-tables = { $done } von { $total } Tabellen
exports-progress-rows =
    { $n ->
        [0] noch keine Zeilen
        [one] bisher { $n } Zeile
       *[other] bisher { $n } Zeilen
    }
exports-progress-leave = Sie können diese Seite verlassen. Der Export läuft weiter.
exports-progress-reload = Aktualisieren
exports-ready-text =
    { $n ->
        [one] { $n } Zeile
       *[other] { $n } Zeilen
    } aus { $tables } Tabellen, { $size }
exports-ready-until = Lässt sich bis { $date } herunterladen.
exports-ready-hash = SHA-256 der Datei
exports-download = Zip herunterladen
exports-failed-text = Der Export wurde vor dem Ende abgebrochen. Nichts wurde verändert. Beginnen Sie ihn neu.
exports-expired-text = Die Datei wurde nach Ablauf ihrer Frist gelöscht. Beginnen Sie einen neuen Export, um eine von heute zu bekommen.
refused-export-running = Es läuft schon ein Export. Warten Sie, bis er fertig ist.
refused-export-not-ready = Der Export ist noch nicht fertig. Warten Sie einen Moment.
refused-export-expired = Die Datei wurde nach Ablauf ihrer Frist gelöscht. Beginnen Sie einen neuen Export.

## List

exports-list-title = Bisherige Exporte
exports-list-caption = Exporte dieses Arbeitsbereichs
exports-col-requested = Angefordert
exports-col-state = Status
exports-col-size = Größe
exports-col-action = Aktion
exports-open = Öffnen
exports-back = Alle Exporte
exports-one-title = Export vom { $date }
exports-empty-title = Noch kein Export
exports-empty-text = Sie können jederzeit alles mitnehmen, so oft Sie möchten.
