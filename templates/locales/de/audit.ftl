### Das Protokoll des Arbeitsbereichs; was geschah, steht in events.ftl.

audit-title = Protokoll
audit-lead = Alles, was geändert wurde, von wem und wann. Hier lässt sich nichts ändern oder löschen.
audit-note-read = Auch das Öffnen dieser Seite wird festgehalten.
audit-zone = Die Zeiten gelten für { $zone }. Die genaue Zeit in UTC steht in den Einzelheiten jedes Ereignisses.
audit-caption = Ereignisse dieses Arbeitsbereichs, neueste zuerst
audit-filter-label = Ereignisse filtern
audit-filter-type = Ereignis
audit-filter-type-any = Jedes Ereignis
audit-filter-area = Alles zu: { $area }
audit-filter-who = Wer
audit-filter-who-example = Teil von Name oder E-Mail
audit-filter-object = Gegenstand
audit-filter-actor = Person
audit-filter-apply = Anwenden
audit-filter-clear = Filter zurücksetzen
audit-narrowed-object = Nur Ereignisse von: { $what }.
audit-narrowed-actor = Nur, was diese Person getan hat: { $who }.
audit-narrowed-end = Alle zeigen
audit-col-number = Nr.
audit-col-time = Zeit
audit-col-type = Ereignis
audit-col-actor = Wer
audit-col-object = Was
audit-col-outcome = Ausgang
audit-outcome-success = erledigt
audit-outcome-failed = fehlgeschlagen
audit-actor-system = Das System
audit-actor-anonymous = Niemand angemeldet
audit-actor-gone = Eine Person, deren Daten gelöscht sind
audit-number-pending = wird nummeriert
audit-event-time = Genaue Zeit
audit-event-id = Ereignis
audit-event-payload = Inhalt
audit-event-request = Anfrage
audit-event-same-object = Alle Ereignisse dieses Gegenstands
audit-event-same-actor = Alle Ereignisse dieser Person
audit-empty-title = Noch ist nichts geschehen
audit-empty-text = Die erste Änderung in diesem Arbeitsbereich erscheint hier.
audit-none-title = Zu diesen Filtern passt kein Ereignis
audit-none-text = Nehmen Sie einen Filter weg, oder suchen Sie nach etwas anderem.
audit-older = Ältere Ereignisse
audit-newest = Zurück zu den neuesten
audit-pages-label = Seiten des Protokolls
audit-proof-title = So prüfen Sie dieses Protokoll
audit-proof-text = Ein Prüfpunkt ist eine signierte Notiz: wie viele Ereignisse das Protokoll hat, und ein Fingerabdruck von allen zusammen. Bewahren Sie ihn auf, wo wir nicht herankommen. Würde später ein Ereignis davor geändert, entfernt oder eingeschoben, führte das Protokoll nicht mehr zu Ihrem Prüfpunkt, und die Prüfung würde es melden.
audit-proof-checkpoint = Neuester Prüfpunkt: { $n ->
        [one] { $n } Ereignis
       *[other] { $n } Ereignisse
    }, { $date }, { $time }
audit-proof-download = Prüfpunkt herunterladen
audit-proof-check = Wer dieses Tutela betreibt, prüft das Protokoll mit diesem Befehl gegen Ihre Datei:
audit-proof-copy = Befehl kopieren
audit-proof-note = Die Notiz und der Schlüssel ihrer Signatur
audit-proof-signed = Signiert
audit-proof-key = Öffentlicher Schlüssel
audit-proof-none = Noch kein Prüfpunkt. Der erste folgt innerhalb einer Minute.

## Womit ein Ereignis geschah.

audit-object-agreement = Vertrag
audit-object-assignment = Zuweisung
audit-object-attempt = Versuch
audit-object-certificate = Zertifikat
audit-object-change = Änderung der Unterauftragsverarbeiter
audit-object-contact = Kontakt für Ankündigungen
audit-object-export = Datenexport
audit-object-group = Gruppe
audit-object-instruction = Weisung
audit-object-log = Protokoll
audit-object-module = Modul
audit-object-progress = Fortschrittstabelle
audit-object-question = Frage
audit-object-quiz = Quiz
audit-object-request = Anfrage nach der Liste
audit-object-register = Register der Unterauftragsverarbeiter
audit-object-seal = Siegel auf Dokumenten
audit-object-session = Sitzung
audit-object-subprocessor = Unterauftragsverarbeiter
audit-object-template = Vertragstext
audit-object-subscriber = Adresse des Verteilers
audit-object-tenant = Arbeitsbereich
audit-object-token = Zugriffstoken
audit-object-unit = Einheit
audit-object-user = Person
audit-object-answer = Eigene Antwort
audit-object-questionnaire = Fragebogen
audit-object-meeting = Gespräch über die Maßnahmen
audit-object-measure = Maßnahme
audit-object-webhook = Webhook

## Bereiche der Ereignisse.

audit-area-ai = KI
audit-area-assess = Versuche
audit-area-audit = Protokoll
audit-area-auth = Anmeldung
audit-area-cert = Zertifikate
audit-area-controller = Verantwortung
audit-area-dpa = Verträge
audit-area-iam = Personen und Zugang
audit-area-learn = Module und Lernen
audit-area-offboard = Datenexport
audit-area-quiz = Quiz
audit-area-subproc = Unterauftragsverarbeiter
audit-area-tenant = Arbeitsbereich
audit-area-assure = Antworten und Gespräche
