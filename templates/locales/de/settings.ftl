### Settings of the workspace.

settings-title = Einstellungen
settings-lead = Was für alle bei { $tenant } gilt.
settings-save = Speichern

## Name and accent colour

settings-look-title = Name und Farbe
settings-look-lead = Beides prägt jede Seite des Arbeitsbereichs. E-Mails tragen den Namen, nicht die Farbe.
settings-name-label = Name des Arbeitsbereichs
settings-name-hint = Ältere Zertifikate und Verträge behalten den Namen, mit dem sie entstanden sind.
settings-slug-label = Kurzname
settings-slug-hint = Man gibt ihn beim Anmelden ein. Hier lässt er sich nicht ändern.
settings-accent-label = Akzentfarbe
settings-accent-hint = Für Knöpfe, Links und das Zeichen. Ein Hexwert wie #0b5563.
settings-accent-check-title = Kontrast
settings-accent-check-button = Text auf einem Knopf: { $ratio } zu 1
settings-accent-check-link = Link auf der Seite: { $ratio } zu 1
settings-accent-check-ok = Gut lesbar. Nötig sind mindestens 4,5 zu 1.
settings-accent-check-adjusted = Diese Farbe ist für Text zu hell oder zu dunkel. Für Text nehmen wir einen benachbarten Ton, für Flächen bleibt es Ihrer.

## Language and time

settings-language-title = Sprache und Zeit
settings-locale-label = Sprache für neue Personen
settings-locale-hint = Jede Person kann für sich eine andere wählen.
settings-locale-en = Englisch
settings-locale-de = Deutsch
settings-locale-error = Wählen Sie eine Sprache aus der Liste.
settings-zone-label = Zeitzone
settings-zone-hint = Fristen enden um Mitternacht in dieser Zone. Das Protokoll bleibt in UTC.

## AI switch

settings-ai-title = Künstliche Intelligenz
settings-ai-lead = Aus, solange Sie sie nicht einschalten.
settings-ai-state-off = KI ist aus
settings-ai-state-on = KI ist an
settings-ai-off-means = Solange sie aus ist
settings-ai-off-1 = Keine Anfrage dieses Arbeitsbereichs geht an einen KI-Anbieter.
settings-ai-off-2 = Unterauftragsverarbeiter für KI stehen in der Liste als „Bei Ihnen nicht eingesetzt“.
settings-ai-off-3 = Ihre Daten bleiben bei den Unterauftragsverarbeitern, die immer eingesetzt sind.
settings-ai-on-means = Wenn Sie sie einschalten
settings-ai-on-1 = Die Unterauftragsverarbeiter für KI in der Liste dürfen Texte verarbeiten, die Ihre Leute einer KI-Funktion geben.
settings-ai-on-2 = Das kann außerhalb der Europäischen Union geschehen, auf der Übermittlungsgrundlage, die in dieser Liste steht.
settings-ai-on-3 = Mit Ihren Daten werden keine Modelle trainiert.
settings-ai-on-4 = Sie können sie jederzeit ausschalten. Das wirkt ab der nächsten Anfrage.
settings-ai-none-yet = In dieser Version nutzt noch keine Funktion KI. Der Schalter hält schon fest, was Sie entscheiden.
settings-ai-vendors-link = Unterauftragsverarbeiter für KI in der Liste ansehen
settings-ai-confirm = Ich entscheide das für { $tenant } und darf diese Weisung geben.
settings-ai-switch-on = KI einschalten
settings-ai-switch-off = KI ausschalten
settings-ai-instruction = Das ist eine Weisung nach Art. 28 Abs. 3 Buchst. a DSGVO. Wir halten fest, wer sie wann gegeben hat.
settings-ai-given-on = Eingeschaltet von { $name } am { $date }
settings-ai-given-off = Ausgeschaltet von { $name } am { $date }
settings-ai-given-never = Noch niemand hat geschaltet.
settings-ai-history = Bisherige Weisungen
settings-ai-history-empty = Noch keine Weisung.


field-unknown-zone = Wählen Sie eine Zone, zum Beispiel Europe/Berlin.
field-slug = Nehmen Sie Kleinbuchstaben, Ziffern und Bindestriche, zum Beispiel acme.
field-ai-confirm = Setzen Sie das Häkchen, damit die Weisung jemanden hat, der sie gibt.
flash-ai-on = KI ist an. Die Weisung ist gespeichert.
flash-ai-off = KI ist aus. Keine Anfrage geht mehr hinaus.

# Das Verzeichnis der Weisungen
instructions-title = Weisungen
instructions-lead = Was Ihre Organisation angewiesen hat, durch wen und wann. Nur auf diese Weisungen verarbeiten wir personenbezogene Daten (Artikel 28 Absatz 3 Buchstabe a DSGVO).
instructions-download = Als CSV herunterladen
instructions-filter-all = Alle
instructions-column-subject = Gegenstand
instructions-column-value = Weisung
instructions-column-who = Erteilt von
instructions-column-when = Wann
instructions-empty = Keine Weisung
instructions-empty-text = Was niemand geändert hat, bleibt, wie der Vertrag es sagt.
instructions-agreement = Ein neuer Vertrag führt auf, was an seinem Tag gilt.
instructions-all = Das ganze Verzeichnis
instruction-subject-ai = Künstliche Intelligenz
instruction-subject-sso = Einmalige Anmeldung (SSO)
instruction-subject-retention = Aufbewahrung
instruction-subject-subprocessors = Unterauftragsverarbeiter
instruction-value-on = eingeschaltet
instruction-value-off = ausgeschaltet
instruction-value-retention = { $category }: { $period }
instruction-value-acknowledged = { $vendor }: Ankündigung gelesen
instruction-value-objected = { $vendor }: widersprochen
instruction-value-withdrawn = { $vendor }: Widerspruch zurückgenommen
instruction-line = { $subject }: { $value }
instruction-subject-written = In Textform
instruction-given-in-writing = in Textform
instruction-answer-followed = Wird befolgt
instruction-answer-infringes = Gegen das Recht
instruction-answer-revoked = Widerrufen
instruction-revoked-by = Zurückgenommen am { $date } durch die Weisung von { $name }.
instruction-written-revokes = Nimmt zurück
instruction-written-revokes-none = Keine: Sie steht neben den anderen
instruction-written-revokes-hint = Wählen Sie zuerst den Kunden. Was zurückgenommen ist, bleibt in der Aufzeichnung und gilt nicht mehr.
field-instruction-unknown = Wählen Sie eine schriftliche Weisung dieses Kunden, die befolgt wird.
field-instruction-revoked = Diese Weisung ist schon zurückgenommen.
instruction-written-objection = Wir widersprechen { $vendor }: { $grounds }
instruction-written-title = Weisungen in Textform
instruction-written-lead = Tragen Sie Wort für Wort ein, was ein Kunde per Brief oder E-Mail anweist. Seine Inhaber und Administratoren erfahren es, und ein neuer Vertrag führt auf, was befolgt wird.
instruction-written-giver = Erteilt von
instruction-written-giver-hint = Name und Funktion, wie im Schreiben.
instruction-written-text-hint = Wort für Wort.
instruction-written-answer = Was daraus wird
instruction-written-reason = Warum sie gegen das Recht ist
instruction-written-reason-hint = Nur dann. Der Kunde liest es.
instruction-written-send = Weisung eintragen
instruction-written-none = Für diesen Kunden ist nichts eingetragen.
flash-instruction-entered = Die Weisung ist eingetragen, und der Kunde erfährt es.
field-not-yet = Geben Sie an, wann sie einging, nicht einen Zeitpunkt in der Zukunft.
