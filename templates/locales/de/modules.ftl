### Modules, units and the quiz editor.

## List

modules-title = Module
modules-lead = Ein Modul ist eine Folge von Seiten und Quizzen. Zu sehen ist es, sobald es veröffentlicht und zugewiesen ist.
modules-count =
    { $n ->
        [0] Noch kein Modul
        [one] { $n } Modul
       *[other] { $n } Module
    }
modules-new = Neues Modul
modules-table-caption = Module dieses Arbeitsbereichs
modules-col-title = Modul
modules-col-language = Sprache
modules-col-units = Einheiten
modules-col-people = Zugewiesen an
modules-col-finished = Abgeschlossen
modules-col-state = Status
modules-col-changed = Geändert
modules-col-action = Aktion
modules-people =
    { $n ->
        [0] Niemand
        [one] { $n } Person
       *[other] { $n } Personen
    }
modules-units =
    { $n ->
        [0] Keine Einheit
        [one] { $n } Einheit
       *[other] { $n } Einheiten
    }
modules-pages =
    { $n ->
        [0] keine Seite
        [one] { $n } Seite
       *[other] { $n } Seiten
    }
modules-questions =
    { $n ->
        [0] keine Frage
        [one] { $n } Frage
       *[other] { $n } Fragen
    }
modules-open = Öffnen
modules-edit = Bearbeiten
modules-edit-name = { $name } bearbeiten
modules-assign = Zuweisen
modules-preview = Ansehen wie Lernende
modules-more = Weitere Module zeigen
modules-empty-title = Noch kein Modul
modules-empty-text = Schreiben Sie das erste. Eine Seite und drei Fragen sind ein guter Anfang, und vor dem Veröffentlichen sieht es niemand.
modules-filter-search = Titel
modules-filter-state = Status
modules-filter-state-any = Jeder Status
modules-filter-apply = Anwenden
modules-none-title = Kein Modul passt
modules-none-text = Suchen Sie nach einem anderen Wort, oder zeigen Sie jeden Status.

## States

modules-state-draft = Entwurf
modules-state-published = Veröffentlicht
modules-state-archived = Archiviert
modules-state-changed = Veröffentlicht, seitdem geändert
modules-state-draft-hint = Nur wer schreibt, sieht es.
modules-state-published-hint = Alle, denen es zugewiesen ist, können damit lernen.
modules-state-archived-hint = Kann nicht mehr zugewiesen werden. Nachweise und Zertifikate bleiben.

## New module and details

modules-new-title = Neues Modul
modules-new-lead = Ein Titel genügt für den Anfang. Alles wird beim Schreiben gespeichert.
modules-field-title = Titel
modules-field-title-hint = Steht auf der Liste der Lernenden und auf dem Zertifikat.
modules-field-language = Sprache des Moduls
modules-field-language-hint = Für Vorleseprogramme und Silbentrennung.
modules-field-summary = Kurzbeschreibung
modules-field-summary-hint = Ein oder zwei Sätze: was man danach kann.
modules-language-en = Englisch
modules-language-de = Deutsch
modules-create = Modul anlegen
modules-cancel = Abbrechen
modules-created = Das Modul wurde angelegt. Fügen Sie jetzt die erste Einheit hinzu.
modules-save = Speichern
modules-saved-notice = Gespeichert.
modules-errors-title =
    { $n ->
        [one] Eine Angabe braucht einen zweiten Blick
       *[other] { $n } Angaben brauchen einen zweiten Blick
    }
modules-error-title-empty = Geben Sie dem Modul einen Titel.
modules-error-title-long = Kürzen Sie den Titel auf { $max } Zeichen.
modules-error-language = Wählen Sie eine Sprache aus der Liste.
modules-error-body-long = Diese Seite ist zu lang zum Speichern: { $size } von { $max } Zeichen. Teilen Sie sie in zwei Einheiten.
modules-error-archived = Dieses Modul ist archiviert und lässt sich nicht ändern.
modules-error-changed-elsewhere = Während Sie schrieben, hat jemand anderes gespeichert. Ihr Text ist noch da: Vergleichen Sie, und speichern Sie noch einmal.

## Editor

modules-editor-back = Alle Module
modules-editor-outline = Einheiten
modules-editor-outline-label = Einheiten dieses Moduls
modules-editor-details = Angaben
modules-editor-empty-title = Dieses Modul hat noch keine Einheit
modules-editor-empty-text = Beginnen Sie mit einer Seite zum Lesen. Fügen Sie ein Quiz hinzu, wenn es etwas zu fragen gibt.
modules-unit-add-page = Seite hinzufügen
modules-unit-add-quiz = Quiz hinzufügen
modules-unit-kind-page = Seite
modules-unit-kind-quiz = Quiz
modules-unit-number = Einheit { $n }
modules-unit-untitled-page = Seite ohne Titel
modules-unit-untitled-quiz = Quiz ohne Titel
modules-unit-field-title = Titel der Einheit
modules-unit-field-body = Text
modules-unit-field-body-hint = Markdown: # Überschrift, - Liste, **fett**, > Zitat, Tabellen mit |. HTML ist nicht nötig.
modules-unit-move-up = Nach oben
modules-unit-move-down = Nach unten
modules-unit-move-up-name = { $name } nach oben verschieben
modules-unit-move-down-name = { $name } nach unten verschieben
modules-unit-remove = Einheit entfernen
modules-unit-remove-title = Diese Einheit entfernen?
modules-unit-remove-text = Sie verschwindet aus dem Entwurf. Veröffentlichte Fassungen und Ergebnisse behalten sie.
modules-unit-remove-keep = Behalten
modules-unit-removed = Die Einheit wurde aus dem Entwurf entfernt.
modules-unit-error-title-empty = Geben Sie der Einheit einen Titel.
modules-unit-rule-page = Abgeschlossen, wenn sie geöffnet wurde.
modules-unit-rule-quiz = Abgeschlossen, wenn das Quiz bestanden wurde.
modules-unit-reading-time =
    { $n ->
        [one] etwa { $n } Minute Lesezeit
       *[other] etwa { $n } Minuten Lesezeit
    }
modules-preview-title = Vorschau
modules-preview-label = Vorschau der Seite
modules-preview-hint = So sehen es die Lernenden.
modules-preview-empty = Noch nichts zu zeigen.
modules-preview-refresh = Vorschau aktualisieren
modules-preview-banner = Vorschau. Was Sie hier tun, zählt nicht und wird nicht aufbewahrt.
modules-preview-leave = Zurück zum Bearbeiten

## Autosave

modules-autosave-clean = Alle Änderungen sind gespeichert
modules-autosave-dirty = Änderungen noch nicht gespeichert
modules-autosave-saving = Wird gespeichert …
modules-autosave-saved = Gespeichert um { $time }
modules-autosave-failed = Nicht gespeichert. Nächster Versuch in { $n } s
modules-autosave-offline = Keine Verbindung. Ihr Text bleibt in diesem Fenster
modules-autosave-retry = Jetzt speichern
modules-autosave-leave = Einige Änderungen sind noch nicht gespeichert. Trotzdem verlassen?

## Publication

modules-publish = Veröffentlichen
modules-publish-again = Änderungen veröffentlichen
modules-publish-title = { $name } veröffentlichen?
modules-publish-text = Eine veröffentlichte Fassung bleibt für immer, wie sie ist. Den Entwurf können Sie weiter bearbeiten und wieder veröffentlichen.
modules-publish-running =
    { $n ->
        [0] Niemand ist gerade mittendrin.
        [one] { $n } Person ist gerade mittendrin. Ein begonnenes Quiz endet mit seinen eigenen Fragen.
       *[other] { $n } Personen sind gerade mittendrin. Ein begonnenes Quiz endet mit seinen eigenen Fragen.
    }
modules-publish-confirm = Fassung { $n } veröffentlichen
modules-publish-keep = Noch nicht
modules-published-done = Fassung { $n } ist veröffentlicht. Bevor Sie das Modul zuweisen, hat es niemand.
modules-published-version = Fassung { $n }, am { $date } von { $name } veröffentlicht
modules-published-never = Noch nicht veröffentlicht
modules-publish-check-title = Vor dem Veröffentlichen
modules-publish-check-units = Fügen Sie mindestens eine Einheit hinzu.
modules-publish-check-body = Schreiben Sie einen Text für „{ $name }“.
modules-publish-check-questions = Fügen Sie „{ $name }“ mindestens eine Frage hinzu.
modules-publish-check-key = Markieren Sie die richtige Antwort von Frage { $n } in „{ $name }“.
modules-publish-nothing = Seit Fassung { $n } hat sich nichts geändert.
modules-archive = Archivieren
modules-archive-title = { $name } archivieren?
modules-archive-text = Es lässt sich nicht mehr zuweisen oder bearbeiten. Wer es hat, kann es noch abschließen; Nachweise und Zertifikate bleiben.
modules-archived-done = { $name } wurde archiviert.

## Quiz settings

modules-quiz-settings = Regeln dieses Quiz
modules-quiz-settings-save = Regeln speichern
modules-quiz-settings-frozen = Neue Regeln gelten für Versuche, die ab jetzt beginnen.
modules-quiz-pass = Bestehensgrenze in Prozent
modules-quiz-pass-hint = Anteil der Punkte, der zum Bestehen nötig ist, von 0 bis 100.
modules-quiz-attempts = Versuche
modules-quiz-attempts-hint = Leer lassen für beliebig viele.
modules-quiz-time = Zeit in Minuten
modules-quiz-time-hint = Leer lassen für keine Begrenzung. Es zählt die Uhr des Servers, auch bei geschlossenem Fenster.
modules-quiz-shuffle-questions = Reihenfolge der Fragen mischen
modules-quiz-shuffle-options = Reihenfolge der Antworten mischen
modules-quiz-shuffle-hint = Jeder Versuch bekommt seine eigene Reihenfolge und behält sie.
modules-quiz-error-pass = Geben Sie eine ganze Zahl von 0 bis 100 an.
modules-quiz-error-attempts = Geben Sie eine ganze Zahl von 1 bis { $max } an, oder lassen Sie das Feld leer.
modules-quiz-error-time = Geben Sie ganze Minuten von 1 bis { $max } an, oder lassen Sie das Feld leer.

## Questions

modules-questions-title = Fragen
modules-questions-sum =
    { $n ->
        [one] { $n } Frage
       *[other] { $n } Fragen
    }, Punkte zusammen: { $points }
modules-questions-empty-title = Noch keine Frage
modules-questions-empty-text = Wählen Sie eine Art und schreiben Sie die erste.
modules-question-add = Frage hinzufügen
modules-question-kind = Art der Frage
modules-question-kind-single-choice = Eine richtige Antwort
modules-question-kind-multiple-response = Mehrere richtige Antworten
modules-question-kind-true-false = Richtig oder falsch
modules-question-kind-short-text = Kurzer Text
modules-question-kind-number = Zahl
modules-question-kind-single-choice-hint = Genau eine Antwort ist richtig.
modules-question-kind-multiple-response-hint = Eine oder mehrere Antworten sind richtig.
modules-question-kind-true-false-hint = Eine Aussage, die richtig oder falsch ist.
modules-question-kind-short-text-hint = Ein Wort oder wenige. Führen Sie jede Schreibweise auf, die gilt.
modules-question-kind-number-hint = Eine Zahl, wenn Sie möchten mit einer Toleranz.
modules-question-number = Frage { $n }
modules-question-points = Punkte
modules-question-points-count =
    { $n ->
        [one] { $n } Punkt
       *[other] { $n } Punkte
    }
modules-question-stem = Frage
modules-question-stem-hint = Markdown. Fragen Sie nur eine Sache.
modules-question-options = Antworten
modules-question-option = Antwort { $n }
modules-question-option-text = Text der Antwort { $n }
modules-question-option-correct = Antwort { $n } ist richtig
modules-question-option-add = Antwort hinzufügen
modules-question-option-remove = Antwort { $n } entfernen
modules-question-true = Richtig
modules-question-false = Falsch
modules-question-truth = Die Aussage ist
modules-question-accepted = Gültige Antworten
modules-question-accepted-hint = Eine je Zeile. Großschreibung und Leerzeichen am Rand spielen keine Rolle.
modules-question-value = Richtige Zahl
modules-question-tolerance = Toleranz
modules-question-tolerance-hint = 0 verlangt die genaue Zahl; 2 lässt auch zwei mehr oder weniger gelten.
modules-question-feedback = Rückmeldung
modules-question-feedback-hint = Lernende lesen sie nach der Abgabe. Sagen Sie, warum, und wo man es nachlesen kann.
modules-question-save = Frage speichern
modules-question-saved = Die Frage wurde gespeichert. Begonnene Versuche behalten den älteren Wortlaut.
modules-question-edit = Frage { $n } bearbeiten
modules-question-remove = Frage { $n } entfernen
modules-question-removed = Die Frage wurde aus dem Entwurf entfernt.
modules-question-right = Richtig
modules-question-right-answer = Richtige Antwort: { $answer }
modules-question-plus-minus = { $value }, plus oder minus { $tolerance }
modules-question-version = Wortlaut { $n }
modules-question-error-stem-empty = Schreiben Sie die Frage.
modules-question-error-points = Geben Sie eine ganze Zahl von 1 bis { $max } Punkten an.
modules-question-error-options-few = Geben Sie mindestens zwei Antworten an.
modules-question-error-options-many = Geben Sie höchstens { $max } Antworten an.
modules-question-error-option-empty = Antwort { $n } hat keinen Text. Schreiben Sie einen, oder entfernen Sie sie.
modules-question-error-option-twice = Die Antworten { $n } und { $m } sagen dasselbe.
modules-question-error-correct-one = Markieren Sie genau eine Antwort als richtig.
modules-question-error-correct-some = Markieren Sie mindestens eine Antwort als richtig.
modules-question-error-truth = Wählen Sie richtig oder falsch.
modules-question-error-accepted = Geben Sie mindestens eine gültige Antwort an.
modules-question-error-value = Geben Sie eine Zahl an, zum Beispiel 72 oder 0,5.
modules-question-error-tolerance = Geben Sie 0 oder eine positive Zahl an.
modules-question-error-kind = Wählen Sie eine der fünf Arten.
