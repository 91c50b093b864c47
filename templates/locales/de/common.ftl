# Wörter, die viele Seiten teilen. Daneben steht eine Datei je Bereich.

skip-to-content = Zum Inhalt springen
menu-open = Menü
menu-close = Menü schließen
nav-label = Hauptmenü
nav-customers = Kunden
nav-tenants = Mandanten
nav-dpa-requests = Verträge
nav-templates = Vertragstexte
nav-guard = Schützen
nav-subprocessors = Unterauftragsverarbeiter
nav-changes = Änderungen am Verzeichnis
nav-objections = Widersprüche
nav-instructions = Weisungen
nav-audit = Protokoll
nav-teach = Lehren
nav-overview = Übersicht
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

action-remove = Entfernen
action-cancel = Abbrechen
action-confirm = Bestätigen
action-confirm-password = Passwort bestätigen
action-dismiss = Ausblenden
action-copied = Kopiert
action-sign-in = Anmelden
action-sign-out = Abmelden

confirm-title = Sind Sie sicher?

theme-label = Darstellung
theme-light = Hell
theme-dark = Dunkel
theme-system = Wie das System

word-language = Sprache
word-none = Keine

language-en = Englisch
language-de = Deutsch

role-owner = Inhaberkonto
role-admin = Verwaltung
role-instructor = Trainingsleitung
role-learner = Lernende
role-legal = Recht
role-security = Sicherheit
role-support = Support

state-in-progress = In Arbeit
state-done = Erledigt
state-waiting = Wartet

count-people = { $n ->
    [one] { $n } Person
   *[other] { $n } Personen
}
count-questions = { $n ->
    [one] { $n } Frage
   *[other] { $n } Fragen
}
count-days = { $n ->
    [one] { $n } Tag
   *[other] { $n } Tage
}

form-busy = Ihre Eingabe wird gesendet.
form-errors = { $n ->
    [one] Eine Angabe braucht noch einen Blick
   *[other] { $n } Angaben brauchen noch einen Blick
}
form-refused = Das hat nicht geklappt
form-earliest = Möglich ist es ab { $date }.
form-optional = (freiwillig)
form-unsent = Das wurde nicht gespeichert
form-unsent-text = Das Formular, in dem Sie es schrieben, gibt es nicht mehr. Kopieren Sie, was Sie brauchen.
form-row-remove = Diese Zeile entfernen

# Steht neben einem Feld, nach dem Code des Fehlers.
field-required = Bitte ausfüllen.
field-too-long = Bitte kürzer fassen.
field-too-short = Bitte länger fassen.
field-email = Bitte eine E-Mail-Adresse angeben, zum Beispiel ana@firma.example.
field-wrong-type = Bitte prüfen: Das gehört nicht hierher.
field-unknown-field = Dieses Feld gehört nicht zum Formular.
field-id = Bitte eine ganze Kennung angeben, wie sie in den Einzelheiten eines Eintrags steht.
field-cursor-unknown = Diese Stelle der Liste gibt es nicht mehr. Die Liste beginnt von vorn.
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
site-subprocessors = Unterauftragsverarbeiter
site-verify = Dokument prüfen
site-back-in = Zurück zur Arbeit
site-licences = Lizenzen
site-foot = Tutela hält seinen Auftragsverarbeitungsvertrag selbst ein und zeigt, wo das nicht gelingt.

flash-saved = Gespeichert.
flash-sent-before = Das war schon erledigt. Was dabei gezeigt wurde, wird nicht noch einmal gezeigt.
flash-signed-out = Sie sind abgemeldet.

error-label = Fehler
error-home = Zum Anfang
error-wait = Bitte in { $wait } noch einmal versuchen.
error-confirmation-text = Dafür brauchen wir Ihr Passwort noch einmal: Es lässt sich nicht rückgängig machen oder zeigt viele Daten.
error-413-limit = Höchstens { $limit } sind möglich.
error-400-title = Wir konnten diese Anfrage nicht lesen
error-400-text = In der Adresse oder in den gesendeten Angaben hat etwas eine andere Form, als diese Seite liest.
error-400-next = Gehen Sie zurück, laden Sie die Seite neu und versuchen Sie es noch einmal.
error-403-title = Ihre Rolle umfasst das nicht
error-403-text = Sie sind angemeldet, aber das Gewünschte gehört zu einer anderen Rolle.
error-403-next = Wenn Sie es brauchen, fragen Sie die Verwaltung Ihres Arbeitsbereichs.
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
error-500-next = Versuchen Sie es noch einmal. Wenn es wieder geschieht, sagen Sie Ihrer Verwaltung, um welche Uhrzeit.
error-503-title = Wir sind gerade ausgelastet
error-503-text = Ein Teil des Dienstes antwortet nicht.
error-503-next = Versuchen Sie es gleich noch einmal. Es ist nichts verloren gegangen.
refused-other-origin = Öffnen Sie die Seite neu und wiederholen Sie das: Die Anfrage kam von einer anderen Website.
refused-idempotency-in-progress = Dieselbe Anfrage ist noch in Arbeit. Warten Sie einen Moment und sehen Sie dann nach.
refused-mail-undeliverable = Der Mailserver weist diese Adresse ab.
nav-agreements = Verträge
