### Signing in and out, confirming it is you, sessions.

## Sign in

session-title = Anmelden
session-lead = Nehmen Sie das Konto, das Ihre Firma Ihnen gegeben hat.
session-lead-return = Melden Sie sich an, dann geht es weiter, wohin Sie wollten.
session-field-workspace = Arbeitsbereich
session-field-workspace-hint = Der Kurzname Ihrer Firma hier, zum Beispiel acme.
session-field-email = Dienstliche E-Mail
session-field-password = Passwort
session-submit = Anmelden
session-help = Ich kann mich nicht anmelden
session-help-title = Sie können sich nicht anmelden?
session-help-text = Fragen Sie die Person, die Sie eingeladen hat, oder die Verwaltung Ihrer Firma. Sie kann eine neue Einladung senden.
session-back = Zurück zur Anmeldung
session-error-wrong = Arbeitsbereich, E-Mail und Passwort passen nicht zusammen. Prüfen Sie alle drei.
session-error-throttled = Zu viele Versuche. { $n ->
        [one] Versuchen Sie es in { $n } Minute noch einmal.
       *[other] Versuchen Sie es in { $n } Minuten noch einmal.
    }
session-aside-title = Wer was sieht, wenn Sie hier lernen
session-aside-seen = Ihre Verwaltung und die Trainingsleitung Ihrer Gruppen sehen, welche Module Sie wann abgeschlossen haben, und Ihre Ergebnisse.
session-aside-unseen = Ihre einzelnen Antworten sehen sie nicht.
session-aside-log = Jede Änderung an Ihren Daten steht in einem Protokoll, in dem spätere Eingriffe auffallen.
session-aside-ai = Kein Text geht an einen KI-Anbieter, solange Ihre Firma das nicht einschaltet.

## Sign out

session-signed-in-as = Angemeldet als { $name }
session-account = Mein Konto

## Confirming it is you

session-confirm-title = Bestätigen Sie Ihr Passwort
session-confirm-lead = Für diesen Schritt muss sicher sein, dass Sie es sind.
session-confirm-lead-export = Sie sind dabei, die Daten aller Personen herauszunehmen.
session-confirm-hint =
    { $n ->
        [one] Das gilt { $n } Minute in diesem Browser.
       *[other] Das gilt { $n } Minuten in diesem Browser.
    }
session-confirm-submit = Bestätigen
session-confirm-cancel = Abbrechen
session-confirm-kept = Ihre Eingaben gehen danach weiter.
session-confirmed-title = Passwort bestätigt
session-confirmed-lead = Ihre Eingaben gehen jetzt weiter.
session-confirmed-again = Das Passwort aus dem Formular
session-confirmed-again-hint = Passwörter warten nicht mit dem Rest eines Formulars. Geben Sie es noch einmal ein, oder lassen Sie es leer.
session-confirmed-go = Weiter

## My account and sessions

session-account-title = Mein Konto
session-account-email = E-Mail
session-account-role = Rolle
session-account-language = Sprache
session-account-save = Speichern
session-password-title = Passwort ändern
session-password-current = Jetziges Passwort
session-password-new = Neues Passwort
session-password-hint = Mindestens { $min } Zeichen.
session-password-submit = Passwort ändern
session-list-title = Wo Sie angemeldet sind
session-list-lead = Beenden Sie eine Sitzung, die Sie nicht kennen, und ändern Sie dann Ihr Passwort.
session-list-device = Browser
session-device = { $browser } unter { $platform }
session-device-unknown = Unbekannter Browser
session-browser-other = Anderer Browser
session-list-count =
    { $n ->
        [one] { $n } Sitzung
       *[other] { $n } Sitzungen
    }
session-list-started = Begonnen
session-list-seen = Zuletzt genutzt
session-list-ends = Endet
session-list-this = Diese Sitzung
session-list-action = Aktion
session-list-end = Sitzung beenden
session-list-end-others = Alle anderen beenden

## Tokens

session-tokens-title = Zugriffstoken
session-tokens-lead = Für Programme, die über die API für Sie handeln. Ein Token darf, was Sie dürfen.
session-tokens-name = Wofür es ist
session-tokens-name-hint = Ein Name, den Sie später wiedererkennen, zum Beispiel Nächtlicher Bericht.
session-tokens-days = Gültig für
session-tokens-submit = Token ausstellen
session-tokens-issued = Ausgestellt
session-tokens-ends = Endet
session-tokens-never = Nie
session-tokens-revoke = Widerrufen
session-tokens-empty = Sie haben kein Token.
session-tokens-confirm = Um ein Token auszustellen, bestätigen Sie zuerst Ihr Passwort.
session-tokens-shown-title = Kopieren Sie Ihr Token jetzt
session-tokens-shown-text = Es wird nur dieses eine Mal gezeigt. Wir behalten nur seinen Fingerabdruck und können es nicht noch einmal zeigen.
session-tokens-copy = Token kopieren
session-account-lead = Wie Sie sich anmelden, und wo Sie angemeldet sind.
session-account-workspace = Arbeitsbereich

## Field errors and refusals

field-workspace-required = Geben Sie den Kurznamen Ihres Arbeitsbereichs an.
field-email-required = Geben Sie Ihre E-Mail-Adresse an.
field-password-required = Geben Sie Ihr Passwort an.
field-password-same = Wählen Sie ein Passwort, das Sie noch nicht nutzen.
field-wrong-password = Das ist nicht Ihr Passwort. Nichts wurde ausgeführt.
field-token-name = Sagen Sie in 1 bis 120 Zeichen, wofür das Token ist.
field-token-days = Wählen Sie 1 bis 365 Tage.
field-not-kept = Lassen Sie den Schlüssel hier weg: Diese Antwort enthält ein Geheimnis und wird nie aufbewahrt.
refused-token-session = Ein Token hat keine Sitzung. Melden Sie sich dafür mit Ihrem Passwort an.

flash-password-changed = Ihr Passwort wurde geändert. Andere Sitzungen wurden beendet.
flash-session-ended = Die Sitzung wurde beendet.
flash-sessions-ended = Alle anderen Sitzungen wurden beendet.
flash-confirmed = Für 5 Minuten in diesem Browser bestätigt.
flash-token-revoked = Das Token wurde widerrufen.
flash-welcome = Ihr Passwort ist gesetzt. Sie sind angemeldet.
session-account-controller = Wer für Ihre Daten verantwortlich ist
