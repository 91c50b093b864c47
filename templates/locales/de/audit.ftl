### The audit log of the workspace.

audit-title = Protokoll
audit-lead = Alles, was geändert wurde, von wem und wann. Hier lässt sich nichts ändern oder löschen.
audit-note-read = Auch das Öffnen dieser Seite wird festgehalten.
audit-count =
    { $n ->
        [0] Kein Ereignis
        [one] { $n } Ereignis
       *[other] { $n } Ereignisse
    }
audit-caption = Ereignisse dieses Arbeitsbereichs, neueste zuerst
audit-filter-label = Ereignisse filtern
audit-filter-type = Art
audit-filter-type-any = Jede Art
audit-filter-type-hint = Oder nur der Anfang, zum Beispiel certificate.
audit-filter-actor = Wer
audit-filter-actor-any = Alle
audit-filter-object = Gegenstand
audit-filter-object-hint = Die Kennung einer Person, eines Moduls oder einer anderen Sache.
audit-filter-from = Von
audit-filter-until = Bis
audit-filter-apply = Anwenden
audit-filter-clear = Filter zurücksetzen
audit-filter-error-id = Geben Sie eine ganze Kennung an, wie sie in der Liste steht.
audit-col-number = Nr.
audit-col-time = Zeit (UTC)
audit-col-type = Ereignis
audit-col-actor = Wer
audit-col-object = Gegenstand
audit-col-outcome = Ausgang
audit-col-details = Einzelheiten
audit-outcome-success = erledigt
audit-outcome-refused = abgelehnt
audit-outcome-failed = fehlgeschlagen
audit-actor-user = Person
audit-actor-operator = Team des Betreibers
audit-actor-system = Das System
audit-actor-worker = Der Hintergrunddienst
audit-actor-anonymous = Niemand angemeldet
audit-actor-token = mit Zugangsschlüssel
audit-actor-gone = Eine Person, deren Daten gelöscht sind
audit-number-pending = wird nummeriert
audit-event-title = Ereignis { $n }
audit-event-title-open = Ereignis
audit-event-back = Zurück zum Protokoll
audit-event-payload = Inhalt
audit-event-request = Anfrage
audit-event-session = Sitzung
audit-event-ip = Adresse
audit-event-agent = Programm
audit-event-severity = Gewicht
audit-event-leaf = Fingerabdruck
audit-event-show = Einzelheiten zeigen
audit-event-same-object = Alle Ereignisse dieses Gegenstands
audit-event-same-actor = Alle Ereignisse dieser Person
audit-empty-title = Noch ist nichts geschehen
audit-empty-text = Die erste Änderung in diesem Arbeitsbereich erscheint hier.
audit-none-title = Zu diesen Filtern passt kein Ereignis
audit-none-text = Nehmen Sie einen Filter weg, oder wählen Sie einen anderen Zeitraum.
audit-older = Ältere Ereignisse
audit-newest = Zurück zu den neuesten
audit-pages-label = Seiten des Protokolls
audit-proof-title = So prüfen Sie dieses Protokoll
audit-proof-text = Jedes Ereignis ist ein Blatt eines Hash-Baums. Ein signierter Prüfpunkt legt alles fest, was vor ihm kam.
audit-proof-checkpoint = Letzter Prüfpunkt: { $n ->
        [one] { $n } Ereignis
       *[other] { $n } Ereignisse
    }, { $date }
audit-proof-none = Noch kein Prüfpunkt. Der erste folgt innerhalb einer Minute.
