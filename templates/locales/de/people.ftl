### People, groups, invitations and roles.

## List

people-title = Personen
people-lead = Alle, die sich bei { $tenant } anmelden können.
people-lead-instructor = Die Personen der Gruppen, die Sie leiten.
people-count =
    { $n ->
        [0] Noch niemand
        [one] { $n } Person
       *[other] { $n } Personen
    }
people-count-filtered =
    { $n ->
        [0] Niemand passt dazu
        [one] { $n } Person passt dazu
       *[other] { $n } Personen passen dazu
    }
people-add = Personen hinzufügen
people-filter-label = Personen filtern
people-filter-search = Name oder E-Mail
people-filter-role = Rolle
people-filter-role-any = Alle Rollen
people-filter-group = Gruppe
people-filter-group-any = Alle Gruppen
people-filter-state = Status
people-filter-state-any = Jeder Status
people-filter-apply = Anwenden
people-filter-clear = Filter zurücksetzen
people-table-caption = Personen dieses Arbeitsbereichs
people-col-name = Name
people-col-role = Rolle
people-col-groups = Gruppen
people-col-state = Status
people-col-signed-in = Letzte Anmeldung
people-col-added = Hinzugefügt
people-col-action = Aktion
people-never-signed-in = Noch nie
people-no-groups = Keine Gruppe
people-empty-title = Noch ist niemand da
people-empty-text = Fügen Sie die Personen hinzu, die lernen sollen. Jede erhält eine E-Mail mit einem Knopf zum Anmelden.
people-none-title = Zu diesen Filtern passt niemand
people-none-text = Nehmen Sie einen Filter weg, oder suchen Sie nach einem Teil des Namens.

## States

people-state-active = Aktiv
people-state-invited = Eingeladen
people-state-deactivated = Deaktiviert

## Roles

people-role-owner = Inhaberkonto
people-role-owner-hint = Kann alles, was die Verwaltung kann, und zusätzlich den ganzen Arbeitsbereich exportieren.
people-role-admin = Verwaltung
people-role-admin-hint = Verwaltet Personen, Module, Zuweisungen und Einstellungen und liest das Protokoll.
people-role-instructor = Trainingsleitung
people-role-instructor-hint = Sieht Personen und Fortschritt der Gruppen, die sie leitet, weist ihnen Module zu und liest jedes Modul. Ändert keines.
people-role-learner = Lernende
people-role-learner-hint = Lernt, legt Quizze ab und erhält Zertifikate. Sieht nur die eigenen Nachweise.
people-role-legal = Recht
people-role-legal-hint = Team des Betreibers: Verträge, Unterauftragsverarbeiter und das Protokoll der Plattform.
people-role-security = Sicherheit
people-role-security-hint = Team des Betreibers: Verträge, Unterauftragsverarbeiter und das Protokoll der Plattform.

## Adding a person

people-new-title = Person hinzufügen
people-new-lead = Ohne erstes Passwort bekommt die Person eine Einladung und wählt selbst eines.
people-field-name = Vollständiger Name
people-field-name-hint = So, wie er auf Zertifikaten stehen soll.
people-field-email = Dienstliche E-Mail
people-field-email-hint = Dorthin geht die Einladung. Mit dieser Adresse meldet sich die Person auch an.
people-field-role = Rolle
people-field-role-hint = Sie können sie später ändern. Jede Änderung steht im Protokoll.
people-field-language = Sprache der Oberfläche
people-field-language-hint = Die Person kann sie selbst ändern.
people-field-password = Erstes Passwort
people-field-password-hint = Leer lassen, um stattdessen eine Einladung zu schicken. Mindestens { $min } Zeichen.
people-new-submit = Person hinzufügen
people-cancel = Abbrechen

## One person

people-person-facts = Konto
people-person-edit = Angaben ändern
people-person-save = Änderungen speichern
people-person-groups = Gruppen
people-person-groups-empty = In keiner Gruppe.
people-person-learning-link = Fortschritt und Ergebnisse ansehen
people-person-assign = Modul zuweisen
people-person-log-link = Im Protokoll zeigen
people-invite-resend = Einladung noch einmal senden
people-invite-valid-until = Die Einladung gilt bis { $date }.
people-invite-expired = Die Einladung ist am { $date } abgelaufen. Senden Sie eine neue.
people-invite-withdraw = Zurückziehen

## Deactivation

people-deactivate = Deaktivieren
people-deactivate-title = { $name } deaktivieren?
people-deactivate-text = { $name } wird sofort überall abgemeldet und kann sich nicht mehr anmelden. Fortschritt, Ergebnisse und Zertifikate bleiben. Sie können das Konto jederzeit wieder aktivieren.
people-deactivate-confirm = Konto deaktivieren
people-reactivate = Wieder aktivieren

## Groups

people-groups-title = Gruppen
people-groups-lead = Weisen Sie einer Gruppe ein Modul zu, dann bekommen es alle darin. Die Trainingsleitung sieht nur die Gruppen, die sie leitet.
people-groups-caption = Gruppen dieses Arbeitsbereichs
people-groups-col-name = Gruppe
people-groups-col-members = Mitglieder
people-groups-col-leads = Geleitet von
people-groups-no-lead = Noch niemand
people-groups-empty-title = Noch keine Gruppe
people-groups-empty-text = Legen Sie für jedes Team eine an, das dasselbe lernt.
people-group-new-title = Neue Gruppe
people-group-field-name = Name der Gruppe
people-group-field-name-hint = Ein Team oder ein Ort, zum Beispiel Kundendienst.
people-group-create = Gruppe anlegen
people-group-rename = Umbenennen
people-group-members = Mitglieder
people-group-members-count =
    { $n ->
        [0] Keine Mitglieder
        [one] { $n } Mitglied
       *[other] { $n } Mitglieder
    }
people-group-empty-title = Diese Gruppe ist leer
people-group-empty-text = Fügen Sie Personen hinzu. Was sie schon haben, behalten sie.
people-group-add-member = Zur Gruppe hinzufügen
people-group-add-member-field = Person, die dazukommt
people-group-add-member-choose = Person wählen
people-group-add-as = Nimmt teil als
people-group-add-as-member = Mitglied
people-group-add-as-lead = Leitung
people-group-lead-hint = Die Leitung sieht den Fortschritt dieser Gruppe und weist ihr Module zu. Leiten können nur Trainingsleitung und Verwaltung.
people-group-member-remove = Entfernen
people-group-progress = Fortschritt dieser Gruppe
people-group-assign = Dieser Gruppe ein Modul zuweisen

## Accepting an invitation

people-welcome-title = Willkommen bei { $tenant }
people-welcome-lead = Wählen Sie ein Passwort und legen Sie los. Ihr Konto ist { $email }.
people-welcome-password = Neues Passwort
people-welcome-password-hint = Mindestens { $min } Zeichen. Vier Wörter ohne Zusammenhang sind leicht zu merken und schwer zu erraten.
people-welcome-submit = Passwort setzen und anmelden
people-welcome-gone-title = Diese Einladung gilt nicht mehr
people-welcome-gone-text = Sie wurde benutzt, ersetzt oder ist abgelaufen. Bitten Sie die Person, die Sie eingeladen hat, um eine neue.

## More of one person and one group

people-person-session-hint = Die Änderung gilt ab dem nächsten Klick.
people-person-invitation = Einladung
people-person-password = Passwort
people-person-reset = Link für ein neues Passwort senden
people-person-reset-hint = Für alle, die ihres vergessen haben. Der Link geht an { $email }, gilt 14 Tage und funktioniert einmal.
people-group-find = Person suchen
people-group-find-hint = Ein Teil des Namens oder der Adresse.
people-group-find-submit = Suchen
people-group-find-more = Es passen mehr Personen, als die Liste fasst. Grenzen Sie die Suche ein.
people-group-nobody-left = Alle, die passen, sind schon in dieser Gruppe.
people-group-make-lead = Zur Leitung machen
people-group-make-member = Zum Mitglied machen

## Field errors and refusals

field-length = Prüfen Sie die Länge.
field-unknown-role = Wählen Sie eine Rolle aus der Liste.
field-unknown-locale = Wählen Sie eine Sprache aus der Liste.
field-unknown-person = Wählen Sie eine Person aus der Liste.
field-cannot-lead = Eine Gruppe leiten können nur Trainingsleitung und Verwaltung. Wählen Sie „Mitglied“, oder geben Sie der Person zuerst eine andere Rolle.
refused-own-role = Bitten Sie eine andere Person aus der Verwaltung: Niemand ändert die eigene Rolle.
refused-owner-needed = Inhaberkonten vergibt und entzieht nur ein Inhaberkonto.
refused-own-account = Bitten Sie eine andere Person aus der Verwaltung: Niemand deaktiviert das eigene Konto.
refused-not-deactivated = Dieses Konto ist schon offen.
refused-is-deactivated = Dieses Konto ist deaktiviert. Aktivieren Sie es zuerst wieder.
refused-no-invitation = Für diese Person ist keine Einladung offen.

flash-person-added = Die Person wurde hinzugefügt und kann sich anmelden.
flash-person-invited = Die Person wurde hinzugefügt. Die Einladung geht innerhalb einer Minute hinaus.
flash-person-deactivated = Die Person wurde deaktiviert und überall abgemeldet.
flash-person-reactivated = Die Person kann sich wieder anmelden.
flash-invitation-sent = Ein neuer Link geht innerhalb einer Minute hinaus. Der ältere gilt nicht mehr.
flash-invitation-withdrawn = Die Einladung wurde zurückgezogen. Ihr Link gilt nicht mehr.
flash-group-created = Die Gruppe wurde angelegt.
flash-group-renamed = Die Gruppe hat ihren neuen Namen.
flash-member-added = Die Person gehört jetzt zur Gruppe.
flash-member-removed = Die Person gehört nicht mehr zur Gruppe. Was zugewiesen war, bleibt zugewiesen.
