# Der Vertrag: öffentliches Anfrageformular, Statusseite und Konsole des Betreibers. Daten und Zahlen kommen als Text; $n wählt die Mehrzahl.

# Anfrageformular
dpa-title = Auftragsverarbeitungs{ "\u00AD" }vertrag anfordern
dpa-lead = Beantworten Sie acht Fragen. Wenige Sekunden später haben Sie einen gesiegelten Vertrag nach Art. 28 DSGVO, bereit zum Gegenzeichnen.
dpa-form-organisation = Ihr Unternehmen
dpa-form-signatory = Wer unterschreibt
dpa-form-document = Das Dokument
dpa-field-legal-name = Firma oder Name
dpa-field-legal-name-hint = Wie im Register eingetragen, zum Beispiel Acme Academy GmbH.
dpa-field-register-no = Registernummer
dpa-field-register-no-hint = Mit dem Register, zum Beispiel FN 123456a, Linz. Kein Registereintrag? Geben Sie Ihre Umsatzsteuernummer an.
dpa-field-address = Geschäftsanschrift
dpa-field-country = Land der Eintragung
dpa-field-country-choose = Land auswählen
dpa-field-contact-email = Geschäftliche E-Mail-Adresse
dpa-field-contact-email-hint = Dorthin senden wir den Vertrag und spätere Mitteilungen dazu.
dpa-field-signatory-name = Vor- und Nachname
dpa-field-signatory-title = Funktion
dpa-field-language = Sprache des Vertrags
dpa-language-en = Englisch
dpa-language-de = Deutsch
dpa-form-use = Wir verwenden diese Angaben, um den Vertrag zu erstellen, und für nichts anderes. Niemand wird Sie anrufen.
dpa-form-submit = Vertrag anfordern
dpa-form-busy = Der Vertrag wird vorbereitet

# Fehler
dpa-error-legal-name-required = Geben Sie die Firma oder den Namen Ihres Unternehmens an.
dpa-error-register-no-required = Geben Sie die Registernummer an, oder die Umsatzsteuernummer, falls es keine gibt.
dpa-error-address-required = Geben Sie die Geschäftsanschrift an.
dpa-error-country-required = Wählen Sie das Land der Eintragung aus.
dpa-error-country-unknown = Wählen Sie ein Land aus der Liste.
dpa-error-contact-email-required = Geben Sie die E-Mail-Adresse an, an die wir den Vertrag senden sollen.
dpa-error-contact-email-format = Eine E-Mail-Adresse hat einen Namen, ein @ und eine Domain, zum Beispiel recht@acme.example.
dpa-error-signatory-name-required = Geben Sie den Namen der Person an, die unterschreibt.
dpa-error-signatory-title-required = Geben Sie die Funktion der Person an, die unterschreibt.
dpa-error-language-unknown = Wählen Sie Englisch oder Deutsch.
dpa-error-too-long = Verwenden Sie höchstens { $max } Zeichen.
dpa-error-characters = Dieses Zeichen können unsere Dokumente nicht drucken: { $character }. Verwenden Sie eine andere Schreibweise.
dpa-error-rate-limited = Aus Ihrem Netz kamen zu viele Anfragen. Versuchen Sie es in { $minutes } Minuten erneut.
dpa-error-incomplete-operator = Der Betreiber hat seine eigenen Firmenangaben noch nicht hinterlegt; daher kann kein Vertrag erstellt werden. Schreiben Sie uns; wir sagen Ihnen, wann es möglich ist.

# Wie es weitergeht
dpa-next-title = Wie es weitergeht
dpa-next-ask = Sie fragen an
dpa-next-ask-text = Etwa drei Minuten.
dpa-next-seal = Wir siegeln
dpa-next-seal-text = Automatisch, binnen Sekunden. Niemand muss dafür erreichbar sein.
dpa-next-countersign = Sie zeichnen gegen
dpa-next-countersign-text = Im Signaturfeld des PDF, wenn Sie so weit sind.
dpa-next-force = Er gilt
dpa-next-force-text = Sobald beide Unterschriften vorliegen.
dpa-get-title = Was Sie erhalten
dpa-get-pdf = Ein PDF nach Art. 28 DSGVO mit den Sicherheitsmaßnahmen, den Unterauftragsverarbeitern und den Aufbewahrungsfristen
dpa-get-fingerprint = SHA-256-Fingerabdrücke und einen QR-Code, mit denen sich jede Kopie prüfen lässt
dpa-get-notice = { $days } Tage Vorlauf vor jedem neuen Unterauftragsverarbeiter, mit Widerspruchsrecht
dpa-get-data = Denselben Inhalt als JSON-Datei im PDF, für Ihr eigenes Verzeichnis
dpa-read-first = Zuerst den vollen Text lesen
dpa-own-title = Möchten Sie lieber Ihren eigenen Text senden?
dpa-own-text = Schreiben Sie an { $email }. Unsere Einstellungen können keinen Text durchsetzen, den sie nicht kennen; deshalb müssen ihn zuerst Menschen lesen.

# Statusseite
dpa-status-title = Vertrag { $number }
dpa-status-lead = Zwischen { $controller } und { $processor }
dpa-status-refresh = Diese Seite erneuert sich, bis der Vertrag versandt ist.
dpa-status-private-title = Diese Adresse ist ein Schlüssel
dpa-status-private = Behalten Sie diese Adresse für sich: Wer sie hat, kann den Vertrag herunterladen.
dpa-status-steps = Wie weit er ist
dpa-step-requested = Angefordert
dpa-step-requested-text = Ihre Angaben sind eingetroffen.
dpa-step-generated = Erzeugt
dpa-step-generated-text = Der Text ist vollständig und festgeschrieben.
dpa-step-sealed = Gesiegelt
dpa-step-sealed-text = Unser elektronisches Siegel ist angebracht und geprüft.
dpa-step-sent = Versandt
dpa-step-sent-text = Unterwegs an { $email }.
dpa-step-failed = Angehalten
dpa-step-failed-text = Bei uns ist etwas schiefgegangen. Unsere Mitarbeitenden sind per E-Mail verständigt und setzen es wieder in Gang. Sie brauchen nicht noch einmal anzufragen.
dpa-step-waiting = Noch nicht
dpa-state-requested = Angefordert
dpa-state-generated = Erzeugt
dpa-state-sealed = Gesiegelt
dpa-state-sent = Versandt
dpa-state-failed = Angehalten
dpa-download = Gesiegeltes PDF herunterladen
dpa-download-waiting = Das PDF erscheint hier, sobald es gesiegelt ist.
dpa-fingerprint-pdf = Fingerabdruck des gesiegelten PDF
dpa-fingerprint-json = Fingerabdruck des Inhalts
dpa-fingerprint-algorithm = SHA-256
dpa-fingerprint-hint = Lesen Sie die ersten und die letzten zwei Gruppen vor, um zwei Kopien zu vergleichen.
dpa-fingerprint-json-hint = Er steht am Fuß jeder Seite des PDF und gehört zur angehängten agreement.json.
dpa-check-title = So prüfen Sie eine Kopie
dpa-check-page = Legen Sie die Datei auf unserer Prüfseite ab. Sie sagt, ob die Datei von uns stammt und unverändert ist.
dpa-check-page-action = Kopie prüfen
dpa-check-reader = Oder öffnen Sie sie in einem PDF-Programm, das Signaturen anzeigt. Das Programm nennt unser Zertifikat womöglich unbekannt, bis Sie ihm vertrauen.
dpa-check-certificate = Unser Siegelzertifikat herunterladen
dpa-countersign-title = So zeichnen Sie gegen
dpa-countersign-text = Lassen Sie { $signatory } im Feld „{ $field }“ mit Ihrem eigenen Signaturprogramm unterschreiben. Nicht ausdrucken und einscannen: Dabei ginge unser Siegel verloren. Senden Sie die unterschriebene Datei an { $email }.
dpa-facts-title = In diesem Vertrag
dpa-facts-controller = Verantwortlicher
dpa-facts-processor = Auftragsverarbeiter
dpa-facts-signatory = Unterschreibt für Sie
dpa-facts-language = Sprache
dpa-facts-template = Vorlage
dpa-facts-subprocessors = Aufgeführte Unterauftragsverarbeiter
dpa-facts-requested = Angefordert
dpa-mistake-title = Ein Fehler in Ihren Angaben?
dpa-mistake-text = Ein gesiegelter Vertrag lässt sich nicht ändern. Fordern Sie einen neuen mit den richtigen Angaben an und unterschreiben Sie diesen nicht.
dpa-mistake-action = Neuen Vertrag anfordern

# Zusammenfassung für alle (M-1.2). Ihre Zeilen stehen in der Vorlage selbst: [[summary]] in legal/dpa/<version>/template.toml
dpa-summary-title = Der Vertrag in Kürze
dpa-summary-lead = Jede Zeile ist eine Klausel des vollen Textes, Vorlage { $version }. Maßgeblich ist der volle Text.
dpa-summary-clause = Ziffer { $number }

# Konsole des Betreibers
operator-dpa-title = Angeforderte Verträge
operator-dpa-lead = Anfragen werden ohne Zutun erzeugt, gesiegelt und versandt. Sie greifen ein, wenn eine angehalten hat.
operator-dpa-nav = Verträge
operator-dpa-empty = Es wurde noch kein Vertrag angefordert.
operator-dpa-empty-text = Anfragen kommen aus dem öffentlichen Formular.
operator-dpa-empty-action = Formular öffnen
operator-dpa-none-found = Keine Anfrage passt zu diesem Filter.
operator-dpa-count = { $n ->
    [one] { $n } Anfrage
   *[other] { $n } Anfragen
}
operator-dpa-filter-state = Stand
operator-dpa-filter-all = Alle
operator-dpa-filter-search = Unternehmen oder Nummer
operator-dpa-filter-action = Filtern
operator-dpa-column-number = Nummer
operator-dpa-column-organisation = Unternehmen
operator-dpa-column-requested = Angefordert
operator-dpa-column-state = Stand
operator-dpa-column-action = Aktion
operator-dpa-open = Öffnen
operator-dpa-detail-title = Vertrag { $number }
operator-dpa-detail-request = Was angefragt wurde
operator-dpa-detail-course = Verlauf
operator-dpa-detail-failure = Warum er angehalten hat
operator-dpa-detail-took = Von der Anfrage bis zum Siegel: { $seconds } s
operator-dpa-download = Gesiegeltes PDF
operator-dpa-status-page = Statusseite des Kunden
operator-dpa-retry = Erneut versuchen
operator-dpa-resend = E-Mail erneut senden
operator-dpa-stopped = { $n ->
    [0] Keiner hat angehalten
    [one] Einer hat angehalten
   *[other] { $n } haben angehalten
}
operator-dpa-column-age = Dauer
flash-dpa-retried = Der Vertrag wird noch einmal vorbereitet.
flash-dpa-resent = Die E-Mail ist unterwegs.
dpa-text-title = Der volle Text
dpa-text-lead = Wie er heute lautet, mit Lücken für Ihre Angaben.
dpa-text-other = Auf Englisch lesen
refused-not-sealed-yet = Die PDF-Datei ist noch nicht gesiegelt. Versuchen Sie es in ein paar Sekunden erneut.
refused-not-stopped = Nur ein Vertrag, der angehalten hat, lässt sich noch einmal anstoßen.
refused-operator-incomplete = Im Moment kann kein Vertrag erstellt werden: Dem Betreiber fehlen Angaben zu sich selbst. Schreiben Sie dem Betreiber.
refused-operator-missing = Im Moment kann kein Vertrag erstellt werden: Der Betreiber ist nicht eingerichtet. Schreiben Sie dem Betreiber.
