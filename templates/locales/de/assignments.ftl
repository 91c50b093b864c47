### Assigning modules, and what is assigned.

## Form

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

## List of assignments

assignments-no-due = Keine Frist

## My list

assignments-mine-due = Fällig am { $date }

## Fehlercodes

assignments-people-more = Gezeigt werden die ersten 200 Personen. Suchen Sie andere nach Namen oder Adresse, oder nehmen Sie eine Gruppe.
field-assign-module = Wählen Sie ein Modul.
field-assign-nobody = Wählen Sie mindestens eine Gruppe oder Person.
field-assign-due = Geben Sie ein Datum an, zum Beispiel 2026-12-03.
refused-module-not-published = Dieses Modul ist nicht veröffentlicht. Veröffentlichen Sie es zuerst.
refused-assigned-at-once = Jemand hat dieses Modul im selben Augenblick zugewiesen. Prüfen Sie die Zahlen, und senden Sie noch einmal.
