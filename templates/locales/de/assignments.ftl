### Assigning modules, and what is assigned.

## Form

assignments-title = Zuweisungen
assignments-lead = Was zugewiesen wurde, wem und bis wann.
assignments-new = Modul zuweisen
assignments-new-title = Modul zuweisen
assignments-new-lead = Wählen Sie, was, wer und bis wann. Vor dem Senden sehen Sie eine Zusammenfassung.
assignments-step-choose = Auswählen
assignments-step-check = Prüfen
assignments-step-sent = Gesendet
assignments-field-module = Modul
assignments-field-module-hint = Nur veröffentlichte Module lassen sich zuweisen.
assignments-field-module-choose = Modul wählen
assignments-field-groups = Gruppen
assignments-field-groups-hint = Alle, die heute in der Gruppe sind, und alle, die später dazukommen.
assignments-field-group-size =
    { $name }, { $n ->
        [one] { $n } Person
       *[other] { $n } Personen
    }
assignments-field-people = Einzelne Personen
assignments-field-people-hint = Zusätzlich zu den Gruppen. Niemand bekommt ein Modul doppelt.
assignments-people-find = Suchen
assignments-groups-more = Nur die ersten 200 Gruppen nach Namen sind aufgeführt.
assignments-field-people-search = Person suchen
assignments-field-due = Fällig am
assignments-field-due-hint = Am Ende dieses Tages in { $zone }. Leer lassen für keine Frist.
assignments-review = Vor dem Senden prüfen
assignments-cancel = Abbrechen
assignments-no-module-title = Noch gibt es nichts zuzuweisen
assignments-no-module-text = Veröffentlichen Sie zuerst ein Modul.
assignments-no-module-action = Zu den Modulen

## Summary before sending

assignments-summary-title = Stimmt das so?
assignments-summary-due =
    { $n ->
        [one] { $n } Person bekommt
       *[other] { $n } Personen bekommen
    } „{ $module }“, fällig am { $date }.
assignments-summary-no-due =
    { $n ->
        [one] { $n } Person bekommt
       *[other] { $n } Personen bekommen
    } „{ $module }“, ohne Frist.
assignments-summary-finished =
    { $n ->
        [0] Noch niemand davon hat es abgeschlossen.
        [one] { $n } davon hat es schon abgeschlossen und wird nicht noch einmal gefragt.
       *[other] { $n } davon haben es schon abgeschlossen und werden nicht noch einmal gefragt.
    }
assignments-summary-already =
    { $n ->
        [0] Niemand hat es schon.
        [one] { $n } hat es schon. Die neue Frist ersetzt die alte.
       *[other] { $n } haben es schon. Die neue Frist ersetzt die alte.
    }
assignments-summary-deactivated =
    { $n ->
        [0] Kein Konto bleibt außen vor.
        [one] { $n } deaktiviertes Konto bleibt außen vor.
       *[other] { $n } deaktivierte Konten bleiben außen vor.
    }
assignments-summary-mail =
    { $n ->
        [0] Es wird keine E-Mail gesendet.
        [one] { $n } E-Mail geht innerhalb einer Minute hinaus.
       *[other] { $n } E-Mails gehen innerhalb einer Minute hinaus.
    }
assignments-summary-who = Zeigen, wer
assignments-summary-past = Die Frist ist schon vorbei. Alle wären sofort überfällig.
assignments-send =
    { $n ->
        [one] An { $n } Person zuweisen
       *[other] An { $n } Personen zuweisen
    }
assignments-back = Zurück
assignments-sent =
    { $n ->
        [one] { $n } Person hat
       *[other] { $n } Personen haben
    } jetzt „{ $module }“.
assignments-sent-progress = Fortschritt verfolgen
assignments-sent-another = Weiteres Modul zuweisen

## Errors

assignments-errors-title =
    { $n ->
        [one] Eine Angabe braucht einen zweiten Blick
       *[other] { $n } Angaben brauchen einen zweiten Blick
    }
assignments-error-module-empty = Wählen Sie ein Modul.
assignments-error-module-draft = Dieses Modul ist nicht veröffentlicht. Veröffentlichen Sie es zuerst.
assignments-error-nobody = Wählen Sie mindestens eine Gruppe oder Person.
assignments-error-group-empty = In den gewählten Gruppen ist niemand.
assignments-error-person-unknown = Eine dieser Personen ist nicht mehr da. Wählen Sie neu.
assignments-error-outside-groups = Zuweisen können Sie den Gruppen, die Sie leiten.
assignments-error-due-shape = Geben Sie ein Datum an, zum Beispiel 03.12.2026.
assignments-error-due-past = Wählen Sie einen Tag, der noch nicht vorbei ist.

## List of assignments

assignments-count =
    { $n ->
        [0] Noch keine Zuweisung
        [one] { $n } Zuweisung
       *[other] { $n } Zuweisungen
    }
assignments-caption = Zuweisungen dieses Arbeitsbereichs
assignments-col-module = Modul
assignments-col-who = An
assignments-col-due = Fällig
assignments-col-finished = Abgeschlossen
assignments-col-by = Zugewiesen von
assignments-col-date = Zugewiesen am
assignments-finished-of = { $n } von { $total }
assignments-empty-title = Noch ist nichts zugewiesen
assignments-empty-text = Wählen Sie ein veröffentlichtes Modul und die Personen, die es brauchen.
assignments-no-due = Keine Frist

## My list

assignments-mine-title = Meine Module
assignments-mine-due = Fällig am { $date }
assignments-mine-late =
    { $n ->
        [one] { $n } Tag überfällig
       *[other] { $n } Tage überfällig
    }
assignments-mine-today = Heute fällig
assignments-mine-tomorrow = Morgen fällig
assignments-mine-in-days =
    { $n ->
        [one] In { $n } Tag fällig
       *[other] In { $n } Tagen fällig
    }
assignments-mine-why-group = Weil Sie zu { $group } gehören
assignments-mine-why-person = Ihnen zugewiesen von { $name }
assignments-mine-empty-title = Ihnen ist nichts zugewiesen
assignments-mine-empty-text = Sie erhalten eine E-Mail, wenn sich das ändert.

## Fehlercodes

assignments-people-more = Gezeigt werden die ersten 200 Personen. Suchen Sie andere nach Namen oder Adresse, oder nehmen Sie eine Gruppe.
field-assign-module = Wählen Sie ein Modul.
field-assign-nobody = Wählen Sie mindestens eine Gruppe oder Person.
field-assign-due = Geben Sie ein Datum an, zum Beispiel 2026-12-03.
refused-module-not-published = Dieses Modul ist nicht veröffentlicht. Veröffentlichen Sie es zuerst.
refused-assigned-at-once = Jemand hat dieses Modul im selben Augenblick zugewiesen. Prüfen Sie die Zahlen, und senden Sie noch einmal.
