### What learners see: home, player, quiz, result, certificates.

## Chrome

learn-nav-home = Mein Lernen

## Home

learn-home-title = Guten Tag, { $name }
learn-home-lead =
    { $n ->
        [one] { $n } Modul ist offen.
       *[other] { $n } Module sind offen.
    }
learn-home-lead-late =
    { $n ->
        [one] { $n } Modul ist überfällig. Beginnen Sie damit.
       *[other] { $n } Module sind überfällig. Beginnen Sie mit dem ersten.
    }
learn-continue-title = Weiterlernen
learn-continue-where = Als Nächstes: { $unit }
learn-continue-button = Weiter
learn-continue-button-name = { $module } fortsetzen
learn-continue-start = Beginnen
learn-continue-start-name = { $module } beginnen
learn-continue-attempt = Ein Quiz läuft. Es endet um { $time }.
learn-continue-attempt-open = Ein Quiz wartet auf Ihre Abgabe.
learn-continue-attempt-button = Zurück zum Quiz
learn-due-title = Zu erledigen
learn-due-caption = Ihnen zugewiesene Module
learn-due-col-module = Modul
learn-due-col-state = Status
learn-due-col-due = Fällig
learn-due-col-action = Aktion
learn-due-date = Fällig am { $date }
learn-due-none = Keine Frist
learn-due-today = Heute fällig
learn-due-tomorrow = Morgen fällig
learn-due-in =
    { $n ->
        [one] In { $n } Tag fällig
       *[other] In { $n } Tagen fällig
    }
learn-due-late =
    { $n ->
        [one] { $n } Tag überfällig
       *[other] { $n } Tage überfällig
    }
learn-due-group = Für alle in { $group }
learn-due-person = Zugewiesen von { $name }
learn-state-not-started = Nicht begonnen
learn-state-in-progress = { $done } von { $total } Einheiten
learn-state-finished = Abgeschlossen am { $date }
learn-done-title = Abgeschlossen
learn-done-again = Noch einmal lesen
learn-home-empty-title = Ihnen ist noch nichts zugewiesen
learn-home-empty-text = Sobald sich das ändert, erhalten Sie eine E-Mail, und es erscheint hier.
learn-home-all-done-title = Alles, was Ihnen zugewiesen ist, ist abgeschlossen
learn-home-all-done-text = Sie können jedes Modul jederzeit noch einmal lesen.
learn-home-certificates = Zertifikate
learn-home-certificates-all = Alle Zertifikate
learn-privacy-title = Wer was sieht
learn-privacy-text = Ihre Verwaltung und die Trainingsleitung Ihrer Gruppen sehen, welche Module Sie wann abgeschlossen haben, und Ihre Ergebnisse.
learn-privacy-not = Ihre einzelnen Antworten sehen sie nicht.

## Module and player

learn-player-back = Mein Lernen
learn-player-units = Einheiten
learn-player-units-label = Einheiten dieses Moduls
learn-player-unit = Einheit { $n }
learn-player-unit-of = Einheit { $n } von { $total }
learn-player-unit-done = abgeschlossen
learn-player-unit-quiz = Quiz
learn-player-minutes =
    { $n ->
        [one] { $n } Minute Lesezeit
       *[other] { $n } Minuten Lesezeit
    }
learn-player-next = Weiter
learn-player-next-quiz = Weiter zum Quiz
learn-player-finish = Modul abschließen
learn-player-saved = Ihre Stelle ist gespeichert.
learn-player-done-title = Modul abgeschlossen
learn-player-done-text = Sie haben „{ $module }“ am { $date } abgeschlossen.
learn-player-done-certificate-soon = Ihr Zertifikat finden Sie unter „Zertifikate“, spätestens nach einer Minute.
learn-player-not-assigned-title = Dieses Modul ist Ihnen nicht zugewiesen
learn-player-not-assigned-text = Fragen Sie Ihre Verwaltung, wenn Sie es brauchen.
learn-player-rule-page = Gilt als gelesen, sobald die Seite offen ist.
learn-player-rule-quiz = Abgeschlossen, wenn Sie bestehen.

## Before a quiz

learn-quiz-intro-title = Bevor Sie beginnen
learn-quiz-intro-questions =
    { $n ->
        [one] { $n } Frage
       *[other] { $n } Fragen
    }, Punkte zusammen: { $points }
learn-quiz-intro-pass = Mit { $percent } der Punkte bestehen Sie.
learn-quiz-intro-time =
    { $n ->
        [one] Ab dem Start haben Sie { $n } Minute. Die Uhr läuft weiter, wenn Sie gehen.
       *[other] Ab dem Start haben Sie { $n } Minuten. Die Uhr läuft weiter, wenn Sie gehen.
    }
learn-quiz-intro-no-time = Es gibt keine Zeitbegrenzung. Sie können gehen und wiederkommen.
learn-quiz-intro-attempts =
    { $n ->
        [one] Sie haben { $n } Versuch.
       *[other] Sie haben { $n } Versuche.
    }
learn-quiz-intro-attempts-left =
    { $n ->
        [0] Kein Versuch ist mehr übrig.
        [one] { $n } Versuch ist übrig.
       *[other] { $n } Versuche sind übrig.
    }
learn-quiz-intro-attempts-free = Sie können es beliebig oft versuchen.
learn-quiz-intro-saved = Jede Antwort wird gespeichert, sobald Sie sie geben.
learn-quiz-start = Quiz beginnen
learn-quiz-start-again = Noch einmal versuchen
learn-quiz-resume = Zurück zum offenen Versuch
learn-quiz-no-attempts-title = Kein Versuch ist mehr übrig
learn-quiz-no-attempts-text = Fragen Sie Ihre Trainingsleitung oder Verwaltung, wie es weitergeht.
learn-quiz-attempts-title = Ihre Versuche
learn-quiz-attempt-number = Versuch { $n }
learn-times-zone = Alle Zeiten in { $zone }.

## In a quiz

learn-quiz-leave = Verlassen, meine Antworten bleiben
learn-quiz-question = Frage { $n }
learn-quiz-question-of = Frage { $n } von { $total }
learn-quiz-points =
    { $n ->
        [one] { $n } Punkt
       *[other] { $n } Punkte
    }
learn-quiz-kind-single-choice = wählen Sie eine Antwort
learn-quiz-kind-multiple-response = wählen Sie alle richtigen Antworten
learn-quiz-kind-true-false = richtig oder falsch
learn-quiz-kind-short-text = schreiben Sie ein Wort oder wenige
learn-quiz-kind-number = schreiben Sie eine Zahl
learn-quiz-true = Richtig
learn-quiz-false = Falsch
learn-quiz-answer-text = Ihre Antwort
learn-quiz-answer-number = Ihre Zahl
learn-quiz-answer-number-hint = Ziffern, mit Komma oder Punkt für Nachkommastellen.
learn-quiz-flag = Diese Frage markieren, um sie noch einmal anzusehen
learn-quiz-previous = Zurück
learn-quiz-next = Speichern und weiter
learn-quiz-review = Durchsehen und abgeben
learn-quiz-time-until = bis { $time }
learn-quiz-stale-title = Dieser Versuch ist anderswo offen
learn-quiz-stale-text = Eine neuere Antwort kam aus einem anderen Fenster. Laden Sie die Frage neu, um hier weiterzumachen.
learn-quiz-stale-button = Hier weitermachen
learn-quiz-hint = Jede Antwort wird gespeichert, wenn Sie weitergehen. Sie können gehen und wiederkommen.
learn-quiz-hint-until = Jede Antwort wird gespeichert, wenn Sie weitergehen. Sie können bis { $time } gehen und wiederkommen.

## Question map

learn-map-title = Ihre Antworten
learn-map-label = Fragenübersicht
learn-map-question = Frage
learn-map-answered = beantwortet
learn-map-open = nicht beantwortet
learn-map-current = aktuell
learn-map-flagged = markiert
learn-map-legend-answered = Beantwortet, { $n }
learn-map-legend-current = Hier sind Sie
learn-map-legend-flagged = Markiert, { $n }
learn-map-legend-open = Offen, { $n }

## Review and hand in

learn-review-title = Durchsehen und abgeben
learn-review-lead = Nach der Abgabe lassen sich Antworten nicht mehr ändern.
learn-review-all = Alle Fragen sind beantwortet.
learn-review-open =
    { $n ->
        [one] { $n } Frage hat noch keine Antwort.
       *[other] { $n } Fragen haben noch keine Antwort.
    }
learn-review-flagged =
    { $n ->
        [one] { $n } Frage ist markiert.
       *[other] { $n } Fragen sind markiert.
    }
learn-review-caption = Ihre Antworten
learn-review-col-question = Frage
learn-review-col-state = Status
learn-review-col-action = Aktion
learn-review-change = Ändern
learn-review-change-name = Antwort auf Frage { $n } ändern
learn-review-submit = Abgeben
learn-review-back = Zurück zu den Fragen

## Result

learn-result-title = Ergebnis
learn-result-passed = Bestanden
learn-result-failed = Nicht bestanden
learn-result-passed-text = Sie haben { $percent } erreicht. Nötig waren { $pass }.
learn-result-failed-text = Sie haben { $percent } erreicht. Nötig sind { $pass }.
learn-result-score = { $score } von { $max } Punkten
learn-result-score-label = Punkte
learn-result-percent-label = Ergebnis
learn-result-time-label = Zeit
learn-result-handed-in = Abgegeben am { $date } um { $time }
learn-result-expired = Die Zeit lief am { $date } um { $time } ab. Was bis dahin gespeichert war, hat gezählt.
learn-result-running = Ein weiterer Versuch läuft.
learn-result-late-answers =
    { $n ->
        [one] { $n } Antwort kam nach dem Ende und zählte nicht.
       *[other] { $n } Antworten kamen nach dem Ende und zählten nicht.
    }
learn-result-questions = Frage für Frage
learn-result-question-right = Richtig
learn-result-question-partly = Teilweise richtig
learn-result-question-wrong = Nicht richtig
learn-result-question-empty = Keine Antwort
learn-result-question-points = { $points } von { $max }
learn-result-your-answer = Ihre Antwort
learn-result-right-answer = Richtige Antwort
learn-result-feedback = Rückmeldung
learn-result-certificate = Zertifikat öffnen
learn-result-try-again = Noch einmal versuchen
learn-result-read-again = Modul noch einmal lesen
learn-result-continue = Weiter
learn-result-home = Zurück zu meinem Lernen

## Certificates

learn-certificates-title = Meine Zertifikate
learn-certificates-lead = Gesiegelte PDF-Dateien. Wem Sie den Code geben, kann sie ohne Konto prüfen.
learn-certificates-count =
    { $n ->
        [0] Noch kein Zertifikat
        [one] { $n } Zertifikat
       *[other] { $n } Zertifikate
    }
learn-certificates-caption = Ihre Zertifikate
learn-certificates-col-module = Modul
learn-certificates-col-issued = Ausgestellt
learn-certificates-col-until = Gültig bis
learn-certificates-col-state = Status
learn-certificates-col-code = Code
learn-certificates-col-action = Aktion
learn-certificates-open-end = Ohne Ende
learn-certificates-valid = Gültig
learn-certificates-expired = Abgelaufen am { $date }
learn-certificates-revoked = Widerrufen am { $date }
learn-certificates-download = PDF herunterladen
learn-certificates-making = Die PDF-Datei entsteht gerade. In einer Minute ist sie fertig.
learn-certificates-verify = Öffentliche Seite
learn-certificates-empty-title = Noch kein Zertifikat
learn-certificates-empty-text = Sie erhalten eines für jedes Modul mit Quiz, wenn Sie alle Seiten gelesen und bestanden haben.
learn-certificates-empty-action = Zu meinen Modulen

learn-player-left =
    { $n ->
        [one] Noch etwa { $n } Minute Lesezeit.
       *[other] Noch etwa { $n } Minuten Lesezeit.
    }
learn-player-unit-done-text = Diese Einheit ist abgeschlossen. Das beste Ergebnis zählt.

## Ablehnungen

refused-no-attempts-left = Für dieses Quiz ist kein Versuch mehr übrig. Fragen Sie Ihre Trainingsleitung oder Verwaltung, wie es weitergeht.
refused-not-assigned = Dieses Modul ist Ihnen nicht zugewiesen. Fragen Sie Ihre Verwaltung, wenn Sie es brauchen.
refused-attempt-ended = Dieser Versuch ist beendet. Die Antwort ist aufgehoben, zählt aber nicht mehr.
refused-answers-many = Eine Frage nimmt höchstens 2.000 Antworten an. Es zählt die zuletzt gespeicherte.
refused-attempt-open = Dieser Versuch läuft noch. Geben Sie ihn erst ab.
refused-stale-answer = Dieser Versuch ist noch woanders offen, und von dort kam eine neuere Antwort. Laden Sie die Frage neu, um hier weiterzumachen.
