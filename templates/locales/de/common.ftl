# Wörter, die viele Seiten teilen. Daneben steht eine Datei je Bereich.

skip-to-content = Zum Inhalt springen
menu-open = Menü
menu-close = Menü schließen
nav-label = Hauptmenü
nav-customers = Kunden
nav-tenants = Mandanten
nav-dpa-requests = Vertragsanfragen
nav-guard = Schützen
nav-subprocessors = Unterauftragnehmer
nav-audit = Protokoll
nav-teach = Lehren
nav-overview = Überblick
nav-progress = Fortschritt
nav-modules = Module
nav-people = Personen
nav-groups = Gruppen
nav-learn = Lernen
nav-learn-home = Meine Module
nav-certificates = Zertifikate
nav-exports = Datenexport
nav-settings = Einstellungen
crumbs-label = Sie sind hier
operator-console = Betreiber
gate-beside = Gut zu wissen

action-save = Speichern
action-create = Anlegen
action-add = Hinzufügen
action-edit = Bearbeiten
action-open = Öffnen
action-remove = Entfernen
action-delete = Löschen
action-cancel = Abbrechen
action-back = Zurück
action-continue = Weiter
action-confirm = Bestätigen
action-confirm-password = Passwort bestätigen
action-close = Schließen
action-dismiss = Ausblenden
action-download = Herunterladen
action-copy = Kopieren
action-copied = Kopiert
action-search = Suchen
action-filter = Anzeigen
action-sign-in = Anmelden
action-sign-out = Abmelden

confirm-title = Sind Sie sicher?

theme-label = Darstellung
theme-light = Hell
theme-dark = Dunkel
theme-system = Wie das System

word-name = Name
word-email = E-Mail
word-password = Passwort
word-role = Rolle
word-language = Sprache
word-status = Stand
word-title = Titel
word-created = Angelegt
word-changed = Geändert
word-due = Fällig
word-actions = Aktionen
word-none = Keine
word-yes = Ja
word-no = Nein
word-all = Alle
word-on = An
word-off = Aus

language-en = Englisch
language-de = Deutsch

role-owner = Inhaber
role-admin = Administration
role-instructor = Kursleitung
role-learner = Lernende
role-operator = Betreiber
role-legal = Recht
role-security = Sicherheit
role-support = Support

state-active = Aktiv
state-inactive = Inaktiv
state-draft = Entwurf
state-published = Veröffentlicht
state-archived = Archiviert
state-not-started = Nicht begonnen
state-in-progress = In Arbeit
state-done = Erledigt
state-passed = Bestanden
state-failed = Nicht bestanden
state-late = Überfällig
state-due = Fällig
state-open = Offen
state-waiting = Wartet
state-valid = Gültig
state-expired = Abgelaufen
state-revoked = Widerrufen

count-people = { $n ->
    [one] { $n } Person
   *[other] { $n } Personen
}
count-modules = { $n ->
    [one] { $n } Modul
   *[other] { $n } Module
}
count-units = { $n ->
    [one] { $n } Einheit
   *[other] { $n } Einheiten
}
count-questions = { $n ->
    [one] { $n } Frage
   *[other] { $n } Fragen
}
count-minutes = { $n ->
    [one] { $n } Minute
   *[other] { $n } Minuten
}
count-days = { $n ->
    [one] { $n } Tag
   *[other] { $n } Tage
}

form-errors = { $n ->
    [one] Eine Angabe braucht noch einen Blick
   *[other] { $n } Angaben brauchen noch einen Blick
}
form-optional = (freiwillig)
form-row-add = Zeile hinzufügen
form-row-remove = Diese Zeile entfernen

# Steht neben einem Feld, nach dem Code des Fehlers.
field-required = Bitte ausfüllen.
field-too-long = Bitte kürzer fassen.
field-too-short = Bitte länger fassen.
field-invalid = Bitte prüfen.
field-email = Bitte eine E-Mail-Adresse angeben, zum Beispiel ana@firma.example.
field-number = Bitte eine Zahl angeben.
field-date = Bitte ein Datum angeben.
field-choice = Bitte eine der Möglichkeiten wählen.
field-unknown = Dieses Feld gehört nicht zum Formular.
field-taken = Das ist schon vergeben. Bitte etwas anderes wählen.
field-colour = Bitte eine Farbe aus sechs Hexadezimalziffern angeben, zum Beispiel 7a2e8a.

save-saving = Wird gespeichert
save-saved = Gespeichert
save-unsaved = Noch nicht gespeichert
save-failed = Nicht gespeichert. Wir versuchen es weiter
save-refused = Nicht gespeichert. Bitte prüfen Sie die Angaben

timer-minutes = noch {"{"}n{"}"} min
timer-seconds = noch {"{"}n{"}"} s
timer-over = Die Zeit ist um
timer-hide = Ausblenden
timer-show = Restzeit zeigen

pager-label = Seiten
pager-first = Zum Anfang
pager-next = Weiter

site-trust = Vertrauen
site-promises = Zusagen
site-agreement = Vertrag anfordern
site-subprocessors = Unterauftragnehmer
site-verify = Dokument prüfen
site-back-in = Zurück zur Arbeit
site-licences = Lizenzen
site-foot = Tutela hält seinen Auftragsverarbeitungsvertrag selbst ein und zeigt, wo das nicht gelingt.

preview-label = Vorschau
preview-empty = Hier erscheint, was Sie schreiben.
drop-here = Datei hier ablegen oder auswählen.

flash-saved = Gespeichert.
flash-created = Angelegt.
flash-removed = Entfernt.
flash-signed-out = Sie sind abgemeldet.

error-label = Fehler
error-home = Zum Anfang
error-wait = Bitte in { $wait } noch einmal versuchen.
error-confirmation-text = Dafür brauchen wir Ihr Passwort noch einmal: Es lässt sich nicht rückgängig machen oder zeigt viele Daten.
error-413-limit = Höchstens { $limit } sind möglich.
error-400-title = Wir konnten diese Anfrage nicht lesen
error-400-text = In der Adresse oder in den gesendeten Angaben hat etwas eine andere Form, als diese Seite liest.
error-400-next = Gehen Sie zurück, laden Sie die Seite neu und versuchen Sie es noch einmal.
error-401-title = Bitte melden Sie sich an
error-401-text = Diese Seite ist für angemeldete Personen. Vielleicht ist Ihre Sitzung abgelaufen.
error-401-next = Nach dem Anmelden kommen Sie hierher zurück.
error-403-title = Ihre Rolle umfasst das nicht
error-403-text = Sie sind angemeldet, aber das Gewünschte gehört zu einer anderen Rolle.
error-403-next = Wenn Sie es brauchen, fragen Sie die Administration Ihres Arbeitsbereichs.
error-404-title = Hier ist nichts
error-404-text = Vielleicht ist die Adresse vertippt, oder das Gesuchte wurde entfernt, oder es ist nicht für Sie bestimmt.
error-404-next = Prüfen Sie die Adresse, oder beginnen Sie von vorn.
error-409-title = Das geht jetzt nicht
error-409-text = Es würde eine Regel verletzen, oder jemand hat dasselbe inzwischen geändert.
error-409-next = Gehen Sie zurück, laden Sie die Seite neu und entscheiden Sie noch einmal.
error-413-title = Das ist zu groß
error-413-text = Was Sie gesendet haben, ist größer, als diese Seite annimmt.
error-413-next = Senden Sie eine kleinere Datei, oder senden Sie sie in Teilen.
error-422-title = Einige Angaben brauchen noch einen Blick
error-422-text = Es wurde nichts gespeichert.
error-422-next = Gehen Sie zurück und berichtigen Sie sie.
error-429-title = Das war zu oft
error-429-text = Zum Schutz aller geht das nur eine begrenzte Zahl von Malen.
error-429-next = Warten Sie ein wenig. Es ist nichts verloren gegangen.
error-500-title = Bei uns ist etwas schiefgegangen
error-500-text = Es wurde aufgezeichnet. Nichts wurde halb gespeichert.
error-500-next = Versuchen Sie es noch einmal. Wenn es wieder geschieht, sagen Sie Ihrer Administration, um welche Uhrzeit.
error-503-title = Wir sind gerade ausgelastet
error-503-text = Ein Teil des Dienstes antwortet nicht.
error-503-next = Versuchen Sie es gleich noch einmal. Es ist nichts verloren gegangen.
refused-other-origin = Öffnen Sie die Seite neu und wiederholen Sie das: Die Anfrage kam von einer anderen Website.
refused-idempotency-in-progress = Dieselbe Anfrage ist noch in Arbeit. Warten Sie einen Moment und sehen Sie dann nach.
refused-mail-undeliverable = Der Mailserver weist diese Adresse ab.
