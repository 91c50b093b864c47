### Progress of people in modules.

## Matrix

progress-title = Fortschritt
progress-lead = Alle Personen, alle zugewiesenen Module.
progress-lead-instructor = Die Personen der Gruppen, die Sie leiten.
progress-caption = Fortschritt von { $n ->
        [one] { $n } Person
       *[other] { $n } Personen
    }, Module: { $modules }
progress-region = Fortschritt, lässt sich in beide Richtungen schieben
progress-download = CSV herunterladen
progress-filter-label = Personen filtern
progress-filter-search = Name oder E-Mail
progress-filter-group = Gruppe
progress-filter-group-any = Alle Gruppen
progress-filter-module = Modul
progress-filter-module-any = Alle Module
progress-filter-state = Status
progress-filter-state-any = Jeder Status
progress-filter-apply = Anwenden
progress-filter-clear = Filter zurücksetzen
progress-col-person = Person
progress-col-due = Fällig { $date }
progress-col-no-due = Keine Frist
progress-col-several-due = Mehrere Fristen
progress-foot = Abgeschlossen, diese Seite
progress-shown = { $here } von { $n ->
        [one] { $n } Person
       *[other] { $n } Personen
    }
progress-shown-here =
    { $n ->
        [one] { $n } Person auf dieser Seite
       *[other] { $n } Personen auf dieser Seite
    }
progress-filter-group-more = Nur die ersten 200 Gruppen nach Namen sind aufgeführt.
progress-empty-title = Noch gibt es keinen Fortschritt zu zeigen
progress-empty-text = Weisen Sie ein veröffentlichtes Modul zu. Jede Person erscheint hier sofort.
progress-empty-action = Modul zuweisen
progress-none-title = Zu diesen Filtern passt niemand
progress-none-text = Wählen Sie eine andere Gruppe, oder zeigen Sie jeden Status.
progress-no-groups-title = Sie leiten noch keine Gruppe
progress-no-groups-text = Bitten Sie die Verwaltung, Ihnen die Leitung einer Gruppe zu geben. Dann erscheinen deren Personen hier.

## Legend and states

progress-legend = Legende
progress-legend-finished = Abgeschlossen am
progress-state-finished = Abgeschlossen
progress-state-in-progress = Begonnen
progress-state-not-started = Nicht begonnen
progress-state-late = Überfällig
progress-state-not-assigned = Nicht zugewiesen
progress-cell-finished = Abgeschlossen am { $date }
progress-cell-late =
    { $n ->
        [one] { $n } Tag überfällig
       *[other] { $n } Tage überfällig
    }
progress-cell-late-short = { $n } T. über

## One person

progress-person-title = Fortschritt von { $name }
progress-person-lead =
    { $n ->
        [one] { $n } Modul zugewiesen
       *[other] { $n } Module zugewiesen
    }, { $done } abgeschlossen
progress-person-modules = Module
progress-person-col-module = Modul
progress-person-col-state = Status
progress-person-col-units = Einheiten
progress-person-col-score = Bestes Ergebnis
progress-person-col-due = Fällig
progress-person-units = { $done } von { $total }
progress-person-units-title = Einheiten von { $module }
progress-person-unit-open = Noch nicht geöffnet
progress-person-attempts = Versuche
progress-person-attempt = Versuch { $n }
progress-person-attempt-started = Begonnen
progress-person-attempt-score = Punkte
progress-person-attempt-result = Ergebnis
progress-person-attempt-running = Läuft
progress-person-attempt-passed = Bestanden
progress-person-attempt-failed = Nicht bestanden
progress-person-score = { $score } von { $max } Punkten
progress-person-certificate = Zertifikat
progress-person-why = Was zum Abschluss gehört
progress-person-why-text = Jede Seite geöffnet und jedes Quiz bestanden.
progress-person-privacy = Sie sehen Ergebnisse, keine einzelnen Antworten. Dass Sie diese Seite öffnen, steht im Protokoll.
progress-person-empty-title = { $name } ist nichts zugewiesen
progress-person-empty-text = Weisen Sie ein Modul zu, oder nehmen Sie { $name } in eine Gruppe auf.

progress-bulk = Für alle, die Sie ankreuzen:
progress-bulk-label = Personen und Module
progress-select = { $name } auswählen
progress-select-all = Alle auf dieser Seite auswählen
progress-times-zone = Zeiten in { $zone }
progress-person-attempts-title = Versuche in { $module }
progress-person-certificate-pdf = PDF
