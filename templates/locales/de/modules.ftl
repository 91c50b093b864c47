### Modules, units and the quiz editor.

## List

modules-title = Module
modules-lead = Ein Modul ist eine Folge von Seiten und Quizzen. Zu sehen ist es, sobald es veröffentlicht und zugewiesen ist.
modules-new = Neues Modul
modules-table-caption = Module dieses Arbeitsbereichs
modules-col-title = Modul
modules-col-language = Sprache
modules-col-units = Einheiten
modules-col-state = Status
modules-col-changed = Geändert
modules-col-action = Aktion
modules-units =
    { $n ->
        [0] Keine Einheit
        [one] { $n } Einheit
       *[other] { $n } Einheiten
    }
modules-questions =
    { $n ->
        [0] Keine Frage
        [one] { $n } Frage
       *[other] { $n } Fragen
    }
modules-open = Öffnen
modules-edit = Bearbeiten
modules-assign = Zuweisen
modules-preview = Ansehen wie Lernende
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
modules-state-changed = Veröffentlicht, seitdem geändert

## New module and details

modules-new-title = Neues Modul
modules-new-lead = Ein Titel genügt für den Anfang. Seiten werden beim Schreiben gespeichert.
modules-field-title = Titel
modules-field-title-hint = Steht auf der Liste der Lernenden und auf dem Zertifikat.
modules-field-language = Sprache des Moduls
modules-field-language-hint = Für Vorleseprogramme und Silbentrennung.
modules-field-summary = Kurzbeschreibung
modules-field-summary-hint = Ein oder zwei Sätze: was man danach kann.
modules-create = Modul anlegen
modules-cancel = Abbrechen
modules-save = Speichern

## Editor

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
modules-unit-field-title = Titel der Einheit
modules-unit-field-body = Text
modules-unit-move-up-name = { $name } nach oben verschieben
modules-unit-move-down-name = { $name } nach unten verschieben
modules-unit-remove = Einheit entfernen
modules-unit-remove-title = „{ $name }“ entfernen?
modules-unit-remove-text = Sie verschwindet aus dem Entwurf. Veröffentlichte Fassungen und Ergebnisse behalten sie.
modules-unit-reading-time =
    { $n ->
        [one] etwa { $n } Minute Lesezeit
       *[other] etwa { $n } Minuten Lesezeit
    }
modules-preview-title = Vorschau
modules-preview-label = Vorschau der Seite
modules-preview-hint = So sehen es die Lernenden.
modules-preview-empty = Noch nichts zu zeigen.
modules-preview-banner = Vorschau. Was Sie hier tun, zählt nicht und wird nicht aufbewahrt.
modules-preview-leave = Zurück zum Bearbeiten

## Publication

modules-publish-text = Eine veröffentlichte Fassung bleibt für immer, wie sie ist. Den Entwurf können Sie weiter bearbeiten und wieder veröffentlichen.
modules-publish-confirm = Fassung { $n } veröffentlichen
modules-published-version = Fassung { $n }, am { $date } von { $name } veröffentlicht
modules-published-never = Noch nicht veröffentlicht
modules-publish-check-title = Vor dem Veröffentlichen
modules-publish-check-units = Fügen Sie mindestens eine Einheit hinzu.
modules-publish-check-body = Schreiben Sie einen Text für „{ $name }“.
modules-publish-check-questions = Fügen Sie „{ $name }“ mindestens eine Frage hinzu.
modules-publish-nothing = Seit Fassung { $n } hat sich nichts geändert.

## Quiz settings

modules-quiz-settings = Regeln dieses Quiz
modules-quiz-settings-save = Regeln speichern
modules-quiz-settings-frozen = Neue Regeln gelten für Versuche, die nach der nächsten Veröffentlichung des Moduls beginnen.
modules-quiz-pass = Bestehensgrenze in Prozent
modules-quiz-pass-hint = Anteil der Punkte, der zum Bestehen nötig ist, von 0 bis 100.
modules-quiz-attempts = Versuche
modules-quiz-attempts-hint = Leer lassen für beliebig viele.
modules-quiz-time = Zeit in Minuten
modules-quiz-time-hint = Leer lassen für keine Begrenzung. Es zählt die Uhr des Servers, auch bei geschlossenem Fenster.
modules-quiz-shuffle-questions = Reihenfolge der Fragen mischen
modules-quiz-shuffle-options = Reihenfolge der Antworten mischen
modules-quiz-shuffle-hint = Jeder Versuch bekommt seine eigene Reihenfolge und behält sie.

## Questions

modules-questions-title = Fragen
modules-questions-sum =
    { $n ->
        [one] { $n } Frage
       *[other] { $n } Fragen
    }, zusammen { $points }
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
modules-question-option-text = Text der Antwort { $n }
modules-question-option-short = Antwort { $n }
modules-question-option-correct = Antwort { $n } ist richtig
modules-question-option-add = Antwort hinzufügen
modules-question-option-remove = Antwort { $n } entfernen
modules-question-true = Richtig
modules-question-false = Falsch
modules-question-truth = Die Aussage ist
modules-question-accepted = Gültige Antworten
modules-question-accepted-hint = Eine je Zeile. Leerzeichen am Rand und mehrfache in der Mitte spielen keine Rolle.
modules-question-value = Richtige Zahl
modules-question-tolerance = Toleranz
modules-question-tolerance-hint = 0 verlangt die genaue Zahl; 2 lässt auch zwei mehr oder weniger gelten.
modules-question-feedback = Rückmeldung
modules-question-feedback-hint = Lernende lesen sie nach der Abgabe. Sagen Sie, warum, und wo man es nachlesen kann.
modules-question-save = Frage speichern
modules-question-remove = Frage { $n } entfernen
modules-question-right = Richtig
modules-question-plus-minus = { $value }, plus oder minus { $tolerance }
modules-question-version = Wortlaut { $n }

## Seiten für Autoren

modules-col-unit = Einheit
modules-col-kind = Art
modules-col-size = Umfang
modules-col-version = Fassung
modules-version-none = Nicht veröffentlicht
modules-filter-label = Module finden
modules-filter-clear = Alle zeigen
modules-new-next = Was danach kommt
modules-new-step-units = Seiten und Quiz schreiben
modules-new-step-preview = Mit den Augen der Lernenden ansehen
modules-new-step-publish = Die erste Fassung veröffentlichen
modules-new-step-assign = Personen oder Gruppen zuweisen
modules-unit-add-title = Neue Einheit
modules-unit-add-hint = Geben Sie ihr einen Titel und wählen Sie dann, was sie ist.
modules-unit-no-text = Noch kein Text
modules-unit-remove-name = { $name } entfernen
modules-publication-title = Veröffentlichung
modules-publish-ready = Bereit zum Veröffentlichen
modules-published-more =
    { $n ->
        [one] und { $n } ältere Fassung
       *[other] und { $n } ältere Fassungen
    }
modules-marks-label = Markdown:
modules-mark-heading = Überschrift
modules-mark-strong = fett
modules-mark-emphasis = betont
modules-mark-list = Liste
modules-mark-steps = Schritte mit Nummern
modules-mark-quote = Zitat
modules-mark-link = Verweis
modules-mark-table = Tabelle
modules-preview-place = Einheit { $n } von { $of }
modules-preview-minutes = { $n } Min.
modules-preview-pass = Bestanden ab { $percent }
modules-preview-limit = höchstens { $time }
modules-preview-answer = Ihre Antwort
modules-preview-answer-number = Ihre Antwort als Zahl
modules-quiz-shuffle = Reihenfolge
modules-quiz-no-limit = Unbegrenzt
modules-question-back = Zurück zum Quiz
modules-question-new-title = Neue Frage
modules-question-edit-title = Frage bearbeiten
modules-question-edit-lead = Speichern macht einen neuen Wortlaut. Er gilt für Versuche, die nach der nächsten Veröffentlichung des Moduls beginnen; die anderen behalten ihren.
modules-question-options-one = Markieren Sie die eine richtige. Zeilen ohne Text entfallen.
modules-question-options-some = Markieren Sie jede richtige. Eine falsche Wahl hebt eine richtige auf. Zeilen ohne Text entfallen.
modules-question-option-new = Text der neuen Antwort
modules-question-option-new-correct = Die neue Antwort ist richtig
modules-question-case = Großschreibung zählt
modules-question-case-hint = „pH“ ist dann richtig, „PH“ nicht.
modules-question-value-hint = Bis zu 20 Nachkommastellen, genau verglichen.
modules-question-save-another = Speichern und noch eine schreiben
modules-question-up = Frage { $n } nach oben
modules-question-down = Frage { $n } nach unten
modules-question-remove-title = Frage { $n } entfernen?
modules-question-remove-text = Sie wird nicht mehr gestellt. Begonnene Versuche und ihre Ergebnisse behalten sie.

## Gerade getan

flash-module-created = Das Modul wurde angelegt. Fügen Sie jetzt die erste Einheit hinzu.
flash-module-published = Das Modul ist veröffentlicht. Bevor Sie es zuweisen, hat es niemand.
flash-unit-removed = Die Einheit wurde aus dem Entwurf entfernt.
flash-quiz-saved = Die Regeln wurden gespeichert. Sie gelten für Versuche, die nach der nächsten Veröffentlichung des Moduls beginnen.
flash-question-saved = Die Frage wurde gespeichert.
flash-question-removed = Die Frage wurde entfernt.

## Was an einem Feld nicht stimmt, und warum etwas abgelehnt wird

field-line-long = Kürzen Sie das: Es passt nicht in eine Zeile der Liste.
field-text-long = Dieser Text ist zu lang. Kürzen Sie ihn, oder teilen Sie ihn in zwei.
field-characters = Darin steht ein Zeichen, das sich nicht zeigen lässt. Tippen Sie es neu, statt es einzufügen.
field-module-language = Wählen Sie eine Sprache aus der Liste.
field-unit-kind = Wählen Sie, ob es eine Seite oder ein Quiz ist.
field-not-of-kind = Das gehört nicht hierher.
field-order = Inzwischen kam etwas hinzu oder fiel weg. Laden Sie die Seite neu.
field-pass-percent = Geben Sie eine ganze Zahl von 0 bis 100 an.
field-attempts-allowed = Geben Sie eine ganze Zahl von 1 bis 100 an, oder lassen Sie es leer.
field-time-limit = Geben Sie 0,5 bis 1.440 Minuten an, oder lassen Sie es leer.
field-question-kind = Wählen Sie eine der fünf Arten.
field-kind-kept = Die Art einer Frage bleibt. Entfernen Sie sie und schreiben Sie eine neue.
field-points = Geben Sie eine ganze Zahl von 1 bis 100 Punkten an.
field-options-few = Geben Sie mindestens zwei Antworten an.
field-options-many = Geben Sie höchstens 20 Antworten an.
field-option-twice = Eine andere Antwort sagt dasselbe.
field-correct-one = Markieren Sie genau eine Antwort als richtig.
field-correct-some = Markieren Sie mindestens eine Antwort als richtig.
field-truth = Wählen Sie richtig oder falsch.
field-accepted-none = Geben Sie mindestens eine gültige Antwort an.
field-accepted-many = Geben Sie höchstens 50 gültige Antworten an.
field-not-a-number = Schreiben Sie eine Zahl, zum Beispiel 72 oder 0,5.
field-tolerance-negative = Geben Sie 0 oder eine positive Zahl an.
field-answers-many = Diese Frage hat so viele Antworten, wie sie fasst. Die letzte gespeicherte zählt.
field-answer-kind = Diese Frage wird anders beantwortet.
field-unknown-option = Wählen Sie Antworten dieser Frage.
field-one-option = Wählen Sie eine Antwort.
refused-changed-elsewhere = Seit Sie dies gelesen haben, wurde es von jemand anderem oder in einem anderen Fenster gespeichert. Lesen Sie, was jetzt dasteht, und senden Sie dann noch einmal. Was Sie vielleicht getippt haben, ist noch da.
refused-unit-removed = Während Sie schrieben, wurde diese Seite in einem anderen Fenster oder von jemand anderem entfernt. Ihr Text ist noch da: Kopieren Sie, was Sie brauchen, in eine andere Seite.
refused-question-removed = Während Sie schrieben, wurde diese Frage in einem anderen Fenster oder von jemand anderem entfernt. Ihr Text ist noch da: Speichern Sie ihn, um ihn als neue Frage hinzuzufügen.
modules-unit-removed = Entfernte Seite
modules-changed-open = In neuem Tab öffnen, was jetzt gespeichert ist
refused-module-full = Ein Modul hat höchstens 200 Einheiten. Machen Sie ein zweites.
refused-quiz-full = Ein Quiz hat höchstens 200 Fragen. Machen Sie ein zweites.
