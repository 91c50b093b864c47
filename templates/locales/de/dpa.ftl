# Der Vertrag: öffentliches Anfrageformular, Statusseite und Konsole des Betreibers. Daten und Zahlen kommen als Text; $n wählt die Mehrzahl.

# Anfrageformular
dpa-title = Auftrags{ "\u00AD" }verarbeitungs{ "\u00AD" }vertrag anfordern
dpa-lead = Beantworten Sie wenige Fragen. Wenige Sekunden später haben Sie einen gesiegelten Vertrag nach Art. 28 DSGVO, bereit zum Gegenzeichnen.
dpa-form-organisation = Ihr Unternehmen
dpa-form-signatory = Wer unterschreibt
dpa-form-document = Das Dokument
dpa-field-legal-name = Firma oder Name
dpa-field-legal-name-hint = Wie im Register eingetragen, zum Beispiel Acme Academy GmbH.
dpa-field-register-no = Registernummer
dpa-field-register-no-hint = Mit dem Register, zum Beispiel FN 123456a, Linz. Kein Registereintrag? Geben Sie Ihre Umsatzsteuernummer an.
dpa-field-address = Geschäfts{ "\u00AD" }anschrift
dpa-field-country = Land der Eintragung
dpa-field-country-choose = Land auswählen
dpa-field-contact-email = Geschäftliche E-Mail-Adresse
dpa-field-contact-email-hint = Dorthin senden wir den Vertrag und spätere Mitteilungen dazu.
dpa-field-signatory-name = Vor- und Nachname
dpa-field-signatory-title = Funktion
dpa-field-officer = Datenschutzbeauftragte Person
dpa-field-officer-hint = Name und E-Mail-Adresse, falls benannt.
dpa-field-language = Sprache des Vertrags
dpa-field-return-choice = Ihre Daten am Ende
dpa-field-return-choice-hint = Gilt, wenn der Vertrag endet; später können Sie es in Textform wählen oder ändern. Ohne Wahl erhalten Sie Ihre Daten zurück, bevor sie gelöscht werden.
dpa-return-choose = Noch nicht gewählt
dpa-return-then-delete = Rückgabe mit anschließender Löschung
dpa-delete-without-return = Löschung ohne Rückgabe
dpa-return-not-chosen = Nicht gewählt: Rückgabe mit anschließender Löschung gilt
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
dpa-error-return-choice-unknown = Wählen Sie Rückgabe mit anschließender Löschung oder Löschung ohne Rückgabe.
dpa-error-too-long = Verwenden Sie höchstens { $max } Zeichen.
dpa-error-characters = Dieses Zeichen können unsere Dokumente nicht drucken: { $character }. Verwenden Sie eine andere Schreibweise.
dpa-error-rate-limited = Aus Ihrem Netz kamen zu viele Anfragen. { $n ->
    [one] Versuchen Sie es in einer Minute erneut.
   *[other] Versuchen Sie es in { $n } Minuten erneut.
}
dpa-error-incomplete-operator = Der Betreiber hat seine eigenen Firmenangaben noch nicht hinterlegt; daher kann kein Vertrag erstellt werden. Schreiben Sie uns; wir sagen Ihnen, wann es möglich ist.

# Wie es weitergeht
dpa-next-title = Wie es weitergeht
dpa-next-ask = Sie fragen an
dpa-next-ask-text = Etwa drei Minuten.
dpa-next-seal = Wir siegeln
dpa-next-seal-text = Automatisch, binnen Sekunden. Niemand muss dafür erreichbar sein.
dpa-next-countersign = Sie zeichnen gegen
dpa-next-countersign-text = Auf der Seite des Vertrags, per E-Mail bestätigt, oder mit Ihrem eigenen Signaturprogramm.
dpa-next-force = Er gilt
dpa-next-force-text = Sobald beide Unterschriften vorliegen.
dpa-get-title = Was Sie erhalten
dpa-get-pdf = Ein PDF nach Art. 28 DSGVO mit den Sicherheitsmaßnahmen, den Unterauftragsverarbeitern und den Aufbewahrungsfristen
dpa-get-fingerprint = SHA-256-Fingerabdrücke und einen QR-Code, mit denen sich jede Kopie prüfen lässt
dpa-get-notice = { $days } Tage Vorlauf vor jedem neuen Unterauftragsverarbeiter, kürzer nur bei einem dringenden Ersatz, mit Widerspruchsrecht
dpa-get-data = Denselben Inhalt als JSON-Datei im PDF, für Ihr eigenes Verzeichnis
dpa-read-first = Zuerst den vollen Text lesen
dpa-own-title = Möchten Sie lieber Ihren eigenen Text senden?
dpa-own-text = Schreiben Sie an { $email }. Unsere Einstellungen können keinen Text durchsetzen, den sie nicht kennen; deshalb müssen ihn zuerst Menschen lesen.

# Statusseite
dpa-status-title = Vertrag { $number }
dpa-status-word = Vertrag
dpa-status-lead = Zwischen { $controller } und { $processor }
dpa-status-refresh = Diese Seite erneuert sich, bis der Vertrag versandt ist.
dpa-status-private-title = Diese Adresse ist ein Schlüssel
dpa-status-private = Behalten Sie diese Adresse für sich: Wer sie hat, kann den Stand sehen, das gesiegelte PDF herunterladen, den Vertrag ablehnen und Links an den Kontakt anfordern. Was unterschrieben wurde und wie er endete, steht nur unter der Adresse in den E-Mails an den Kontakt; auch eine unterschriebene Datei wird nur dort angenommen.
dpa-status-private-over = Behalten Sie diese Adresse für sich: Wer sie hat, sieht, dass der Vertrag beendet ist, und kann herunterladen, was diese Seite anbietet. Unterschreiben oder ablehnen lässt sich hier nichts mehr.
dpa-status-steps = Wie weit er ist
dpa-step-requested = Angefordert
dpa-step-requested-text = Die Angaben sind angekommen.
dpa-step-generated = Erzeugt
dpa-step-generated-text = Der Text ist vollständig und festgeschrieben.
dpa-step-sealed = Gesiegelt
dpa-step-sealed-text = Unser elektronisches Siegel ist angebracht und geprüft.
dpa-step-sent = Versandt
dpa-step-sent-text = Per E-Mail an den Kontakt.
dpa-step-failed = Angehalten
dpa-step-failed-text = Etwas ist schiefgegangen. Die Mitarbeiter des Betreibers wurden per E-Mail benachrichtigt und stoßen ihn wieder an. Niemand muss ein zweites Mal anfragen.
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
dpa-facts-title = In diesem Vertrag
dpa-facts-controller = Verant{ "\u00AD" }wortlicher
dpa-facts-processor = Auftrags{ "\u00AD" }verarbeiter
dpa-facts-signatory = Unterschreibt für Sie
dpa-facts-language = Sprache
dpa-facts-return = Daten am Ende
dpa-facts-template = Vorlage
dpa-facts-newer = Was in Version { $version } des Textes anders ist
dpa-facts-subprocessors = Aufgeführte Unter{ "\u00AD" }auftrags{ "\u00AD" }verarbeiter
dpa-facts-requested = Angefordert
dpa-mistake-title = Ein Fehler in Ihren Angaben?
dpa-mistake-text = Ein gesiegelter Vertrag lässt sich nicht ändern. Fordern Sie einen neuen mit den richtigen Angaben an und unterschreiben Sie diesen nicht.
dpa-mistake-action = Neuen Vertrag anfordern

# Zusammenfassung für alle (M-1.2). Ihre Zeilen stehen in der Vorlage selbst: [[summary]] in legal/dpa/<version>/template.toml
dpa-summary-title = Der Vertrag in Kürze
dpa-summary-lead = Jede Zeile ist eine Klausel des vollen Textes, Vorlage { $version }. Maßgeblich ist der volle Text.
dpa-summary-clause = Ziffer { $number }

# Konsole des Betreibers
operator-dpa-title = Verträge
operator-dpa-lead = Anfragen werden ohne Zutun erzeugt, gesiegelt und versandt. Sie greifen ein, wenn eine angehalten hat oder zu entscheiden ist.
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
operator-dpa-detail-took = Von der Anfrage bis zum Siegel: { $time }
operator-dpa-download = Gesiegeltes PDF
operator-dpa-status-page = Statusseite des Kunden
operator-dpa-retry = Erneut versuchen
operator-dpa-resend = E-Mail erneut senden
operator-dpa-stopped = { $n ->
    [0] Keiner hat angehalten
    [one] Einer hat angehalten
   *[other] { $n } haben angehalten
}
operator-dpa-column-age = Alter
flash-dpa-retried = Der Vertrag wird noch einmal vorbereitet.
flash-dpa-resent = Die E-Mail ist unterwegs.
dpa-text-title = Der volle Text
dpa-text-contents = Inhalt
dpa-text-lead = Wie er heute in Version { $version } lautet, mit Lücken für Ihre Angaben. Unterauftragsverarbeiter stehen hier nach ihrer Aufgabe; Ihr Vertrag nennt sie.
dpa-versions = Alle Versionen des Textes
dpa-version = Version { $version }
dpa-version-lead = Mit den Zahlen dieser Version und den Registern, wie sie heute sind. Was ein Vertrag sagt, steht in seiner eigenen Datei.
dpa-version-since = seit { $since }
dpa-version-differences = Was sich seitdem geändert hat
dpa-version-time = { $since } bis { $until }
dpa-text-other = Auf Englisch lesen
dpa-text-undeclared = Anlage III ist hier bis dahin leer. Vorher wird kein Vertrag erstellt.
refused-not-sealed-yet = Die PDF-Datei ist noch nicht gesiegelt. Versuchen Sie es in ein paar Sekunden erneut.
refused-not-stopped = Nur ein Vertrag, der angehalten hat, lässt sich noch einmal anstoßen.
refused-operator-incomplete = Im Moment kann kein Vertrag erstellt werden: Dem Betreiber fehlen Angaben zu sich selbst. Schreiben Sie dem Betreiber.
refused-operator-missing = Im Moment kann kein Vertrag erstellt werden: Der Betreiber ist nicht eingerichtet. Schreiben Sie dem Betreiber.

# Das Leben eines Vertrags: wer unterschreibt, wann er gilt, wie er endet
dpa-step-viewed = Geöffnet
dpa-step-viewed-text = Der Kunde hat ihn geöffnet.
dpa-step-countersigned = Gegengezeichnet
dpa-step-countersigned-text = Beide Signaturen sind darauf.
dpa-step-in-force = In Kraft
dpa-step-in-force-text = Er bindet beide Seiten.
dpa-step-superseded = Abgelöst
dpa-step-superseded-text = Ein neuerer Vertrag hat seinen Platz eingenommen.
dpa-step-terminated = Beendet
dpa-step-terminated-text = Er gilt nicht mehr.
dpa-step-declined = Abgelehnt
dpa-step-declined-text = Er wurde nicht unterschrieben oder nicht angenommen. Nichts davon gilt.
dpa-step-expired = Abgelaufen
dpa-step-expired-text = Niemand hat ihn rechtzeitig unterschrieben. Ein neuer kommt mit den Anlagen seines Tages.
dpa-state-viewed = Geöffnet
dpa-state-countersigned = Gegengezeichnet
dpa-state-in-force = In Kraft
dpa-state-superseded = Abgelöst
dpa-state-terminated = Beendet
dpa-state-declined = Abgelehnt
dpa-state-expired = Abgelaufen
dpa-waits-title = Gegengezeichnet, noch nicht in Kraft
dpa-waits-text = Unsere Rechtsabteilung muss ihn zuerst ansehen. Sie hören von uns per E-Mail binnen { $n ->
    [one] eines Arbeitstags
   *[other] { $n } Arbeitstagen
}.
dpa-reason-title = Grund
dpa-download-countersigned = Gegengezeichnetes PDF herunterladen
dpa-download-content = Inhalt als JSON
dpa-fingerprint-countersigned = Fingerabdruck des gegengezeichneten PDF
dpa-facts-list = Liste der Unter{ "\u00AD" }auftrags{ "\u00AD" }verarbeiter
dpa-open-until = Offen bis { $date }
dpa-open-until-text = Danach wären die Anlagen veraltet, und Sie würden einen neuen anfordern.
dpa-sign-title = Hier unterschreiben
dpa-sign-lead = Wir senden einen Link an { $email }. Wer ihn öffnet, sieht, was unterschrieben wird, und bestätigt es.
dpa-sign-authority = Ich darf diesen Vertrag für die Organisation unterschreiben.
dpa-sign-consent = Ich bin einverstanden, elektronisch zu unterschreiben.
dpa-sign-action = Link senden
dpa-sign-busy = Link wird gesendet
dpa-upload-title = Oder mit Ihrem eigenen Programm
dpa-upload-lead = Laden Sie das gesiegelte PDF herunter, unterschreiben Sie im Feld „{ $field }“ und senden Sie die Datei zurück. Bitte nicht ausdrucken und scannen: Damit ginge unser Siegel verloren.
dpa-upload-label = Unterschriebenes PDF
dpa-upload-hint = PDF, bis 20 MB
dpa-upload-action = Unterschriebene Datei senden
dpa-upload-busy = Datei wird geprüft
dpa-upload-workspace = Der Arbeitsbereich „{ $workspace }“ hält diesen Vertrag. Seine Inhaber und Administratoren sehen die Datei, die Sie senden. Wenn es nicht Ihrer ist, unterschreiben Sie nicht und schreiben Sie uns.
dpa-upload-elsewhere = Unterschreiben Sie das gesiegelte PDF und senden Sie es auf der Seite zurück, die unsere E-Mails an { $email } öffnen. Nur dort wird eine unterschriebene Datei angenommen.
dpa-refuse-title = Sie möchten nicht unterschreiben?
dpa-refuse-open = Vertrag ablehnen
dpa-refuse-reason = Grund
dpa-refuse-hint = Geht an die Rechtsabteilung des Betreibers.
dpa-refuse-action = Ablehnen
dpa-countersignature-reason = Für den Verantwortlichen gegengezeichnet von { $name }, { $title }, am { $at }. Zustimmung und Befugnis wurden erklärt und über die hinterlegte E-Mail-Adresse bestätigt. Vertrag { $number }. SHA-256 des Nachweises: { $evidence }

# Die Seite hinter dem Link
dpa-link-title = Vertrag unterschreiben
dpa-link-what = Was Sie unterschreiben
dpa-link-consent = Mit dieser Schaltfläche schließen Sie den Vertrag für den Verantwortlichen. Wir siegeln Ihre Erklärung in das PDF und bewahren sie als Nachweis auf.
dpa-link-action = Jetzt unterschreiben
dpa-link-busy = Wird unterschrieben
dpa-link-until = Der Link gilt einmal, bis { $date }.
dpa-link-done = Dieser Link wurde benutzt: Der Vertrag ist unterschrieben.
dpa-link-agreement = Vertrag öffnen
dpa-link-gone = Dieser Link gilt nicht mehr
dpa-link-gone-next = Die Seite des Vertrags, deren Adresse in unserer ersten E-Mail steht, sagt, wie weit er ist, und sendet einen neuen Link.
dpa-link-unknown = Prüfen Sie, ob die ganze Adresse aus der E-Mail da ist.

# Verträge eines Arbeitsbereichs
dpa-held-title = Verträge
dpa-held-lead = Ihre Verträge zur Auftragsverarbeitung mit uns: anfordern, unterschreiben und jede Fassung wiederfinden.
dpa-held-empty = Noch kein Vertrag
dpa-held-empty-text = Artikel 28 DSGVO verlangt einen, bevor personenbezogene Daten verarbeitet werden. Es dauert eine Minute.
dpa-held-ask = Vertrag anfordern
dpa-held-none-in-force = Kein Vertrag ist in Kraft
dpa-held-none-in-force-text = Öffnen Sie den neuesten und unterschreiben Sie ihn.
dpa-held-released = Der Vertrag { $number } wurde diesem Arbeitsbereich entzogen, am { $date }
dpa-held-released-why = Der Grund: { $reason }
dpa-held-column-since = In Kraft seit
dpa-held-on-its-way = Ihre Anfrage ist angekommen. Der Vertrag erscheint hier in einem Augenblick.
dpa-held-lost = Unterwegs verloren
dpa-held-lost-title = Ihre Anfrage ist nicht durchgekommen
dpa-held-lost-text = Wir konnten sie nicht an den Betreiber weitergeben, und es ist nichts daraus entstanden. Fordern Sie den Vertrag hier noch einmal an: 30 Tage lang beginnt das Formular mit Ihren Angaben, bis Sie es senden. Oder entfernen Sie diese Anfrage aus der Liste.
dpa-held-dismiss = Aus der Liste entfernen
dpa-held-new-title = Vertrag anfordern
dpa-held-new-lead = Prüfen Sie, was wir schon wissen. Der neue Vertrag löst den geltenden ab, sobald er unterschrieben ist.
dpa-held-contact-hint = Der Vertrag und der Link zum Unterschreiben gehen hierhin.
dpa-held-annexes = Was in den Anlagen steht
dpa-held-annexes-text = Ihre Schalter und Weisungen, wie sie sind, wenn der Vertrag erstellt wird, mit Rolle und Anfangsbuchstaben dessen, der sie erteilt hat, und die Liste der Unterauftragsverarbeiter dieses Tages. In der Regel ist das Sekunden nach der Anfrage.
dpa-attach-title = Sie haben einen Vertrag, der ohne Konto angefordert wurde?
dpa-attach-lead = Übernehmen Sie ihn in diesen Arbeitsbereich. Sein Kontakt bestätigt das durch einen Link in einer E-Mail.
dpa-attach-label = Adresse seiner Seite
dpa-attach-hint = Kopieren Sie sie aus der E-Mail mit dem Vertrag.
dpa-attach-action = Übernehmen

# Tafel des Betreibers
operator-dpa-promise-title = Versprechen
operator-dpa-promised = Versprochen
operator-dpa-promise = gesiegelt binnen { $n ->
    [one] eines Arbeitstags
   *[other] { $n } Arbeitstagen
}
operator-dpa-measured = Gemessen, letzte 90 Tage
operator-dpa-median = { $time } von der Anfrage bis zum Siegel, in der Mitte
operator-dpa-median-none = nichts wurde gesiegelt
operator-dpa-overdue = Überfällig
operator-dpa-overdue-none = keiner
operator-dpa-waiting-operator = { $n ->
    [one] { $n } wartet auf uns
   *[other] { $n } warten auf uns
}
operator-dpa-waiting-customer = { $n ->
    [one] { $n } wartet auf den Kunden
   *[other] { $n } warten auf den Kunden
}
operator-dpa-column-waits = Wartet auf
operator-dpa-waits-operator = uns
operator-dpa-waits-customer = Kunde
operator-dpa-waits-nobody = niemanden
operator-dpa-late = Überfällig
operator-dpa-due = fällig { $date }
operator-dpa-workspace = Gehalten von
operator-dpa-signed = Gegen{ "\u00AD" }gezeichnet
operator-dpa-reason = Grund
operator-dpa-download-countersigned = Gegengezeichnetes PDF
operator-dpa-decide = Entscheiden
operator-dpa-decide-text = Er tritt nicht von selbst in Kraft. Vergewissern Sie sich, dass der Unterzeichner für die Organisation sprechen darf.
operator-dpa-confirm = In Kraft treten lassen
operator-dpa-decline = Ablehnen
operator-dpa-decline-reason = Warum Sie ablehnen
operator-dpa-decline-hint = Der Text, der mit dem Produkt kommt, kennt nur zwei Gründe: Wer unterzeichnet hat, darf nicht für den Kunden handeln, oder der andere Vertrag bleibt in Kraft. Schreiben Sie, welcher es ist und warum: Der Kunde liest das.
operator-dpa-reason-hint = Der Kunde liest das.
operator-dpa-end-title = Diesen Vertrag beenden
operator-dpa-end-reason = Warum er endet
operator-dpa-end = Beenden
operator-dpa-end-state = Angabe festhalten
flash-dpa-link-sent = Der Link ist unterwegs zum Kontakt des Vertrags.
flash-dpa-declined = Der Vertrag ist abgelehnt.
flash-dpa-dismissed = Die Anfrage ist entfernt.
flash-dpa-uploaded = Die unterschriebene Datei ist angenommen.
flash-dpa-signing = Unterschrieben. Das gegengezeichnete PDF wird erstellt.
flash-dpa-attached = Der Arbeitsbereich hält den Vertrag jetzt.
flash-dpa-asked = Der Vertrag wird vorbereitet.
flash-dpa-confirmed = Der Vertrag ist in Kraft.
flash-dpa-turned-down = Der Vertrag ist abgelehnt. Der Kunde erfährt es.
flash-dpa-ended = Der Vertrag ist beendet. Der Kunde erfährt es.
field-authority-needed = Bestätigen Sie, dass Sie für die Organisation unterschreiben dürfen.
field-consent-needed = Stimmen Sie der elektronischen Unterschrift zu, oder unterschreiben Sie die Datei mit Ihrem eigenen Programm und laden Sie sie hoch.
field-sign-name-required = Geben Sie den Namen der Person an, die unterschreibt.
field-sign-title-required = Geben Sie die Funktion der Person an, die unterschreibt.
field-agreement-unknown = Kopieren Sie die ganze Adresse der Vertragsseite aus der E-Mail.
field-signed-file-needed = Wählen Sie das PDF, das Sie unterschrieben haben.
field-signed-file-too-large = Ein unterschriebener Vertrag hat höchstens 20 MB.
refused-agreement-not-open = Dieser Vertrag kann nicht unterschrieben werden: Er ist noch nicht gesendet oder schon unterschrieben oder geschlossen.
refused-not-countersigned-yet = Es gibt noch kein gegengezeichnetes PDF. Das gesiegelte können Sie herunterladen.
refused-link-expired = Dieser Link ist abgelaufen. Beginnen Sie dort von vorn, wo er angefordert wurde.
refused-agreement-not-waiting = Entscheiden lässt sich nur über einen Vertrag, der gegengezeichnet ist und auf Sie wartet.
refused-agreement-not-in-force = Beenden lässt sich nur ein Vertrag, der in Kraft ist.
refused-data-not-gone = Den Arbeitsbereich, der diesen Vertrag hält, gibt es noch. Seine Daten müssen zuerst zurückgegeben und gelöscht werden, oder ein anderer geltender Vertrag muss ihn abdecken.
refused-agreement-held = Ein anderer Arbeitsbereich hält diesen Vertrag. Schreiben Sie uns, wenn das falsch ist.
refused-agreement-in-force-already = Ihr Arbeitsbereich hat schon einen geltenden Vertrag. Fragen Sie uns, welcher der beiden gelten soll.
refused-upload-not-signed = Das ist die Datei, wie wir sie gesiegelt haben. Unterschreiben Sie sie zuerst.
refused-upload-other-file = Diese Datei beginnt nicht mit dem Vertrag, wie wir ihn gesiegelt haben. Unterschreiben Sie die Datei, die Sie hier heruntergeladen haben, und lassen Sie Ihr Programm die Unterschrift anfügen, statt eine neue Datei zu speichern.
refused-upload-signature-ours = Die zweite Signatur ist unsere eigene. Senden Sie eine Datei, die Sie selbst unterschrieben haben.
refused-upload-other-field = Die Unterschrift steht nicht in dem Feld, das für Sie vorbereitet ist. Unterschreiben Sie im Feld „Customer“.
refused-upload-signature-count = Die Datei enthält keine Signatur von Ihnen oder mehr als eine. Signieren Sie die hier heruntergeladene Datei einmal.
refused-upload-changed-after = Die Datei wurde mehr als einmal gespeichert. Signieren Sie die heruntergeladene Datei als einzigen Schritt.
refused-upload-signature-broken = Die hinzugefügte Signatur hält nicht oder deckt nicht die ganze Datei ab. Signieren Sie die heruntergeladene Datei noch einmal.
refused-upload-signature-weak = Die Signatur nutzt ein Verfahren, das nicht mehr sicher ist, etwa SHA-1. Wählen Sie in Ihrem Programm SHA-256 oder besser.
refused-upload-content-changed = Es wurde mehr als Ihre Signatur hinzugefügt oder geändert. Signieren Sie die heruntergeladene Datei, ohne sonst etwas auszufüllen, zu markieren oder hinzuzufügen.
refused-upload-not-plain = Ihr Programm schreibt die Signatur so, dass nicht jeder Leser sie gleich versteht. Signieren Sie mit einem anderen Programm oder hier.

# Rechenaufgabe vor einem Formular ohne Konto
captcha-working = Ihr Gerät löst eine kleine Aufgabe, die Fluten von Anfragen fernhält.
captcha-done = Die Prüfung ist erledigt.
captcha-failed = Die Prüfung hat nicht geklappt. Senden Sie das Formular noch einmal; wenn es so bleibt, schreiben Sie uns.
captcha-noscript = Dieses Formular braucht JavaScript für eine kleine Aufgabe, die Fluten von Anfragen fernhält. Ohne JavaScript schreiben Sie an { $email }, und wir senden Ihnen den Vertrag.
captcha-noscript-plain = Dieses Formular braucht JavaScript für eine kleine Aufgabe, die Fluten von Anfragen fernhält. Ohne JavaScript schreiben Sie uns, und wir senden Ihnen den Vertrag.
captcha-noscript-other = Dieses Formular braucht JavaScript für eine kleine Aufgabe, die Fluten von Anfragen fernhält. Ohne JavaScript schreiben Sie uns.
refused-captcha-needed = Die Prüfung gegen Fluten von Anfragen ist nicht gelaufen. Senden Sie das Formular noch einmal, mit eingeschaltetem JavaScript.
refused-captcha-wrong = Die Prüfung gegen Fluten von Anfragen stimmte nicht. Senden Sie das Formular noch einmal.
refused-captcha-expired = Die Seite war zu lange offen. Senden Sie das Formular noch einmal.
refused-captcha-used = Dieses Formular wurde schon gesendet. Senden Sie es noch einmal, wenn Sie erneut anfragen möchten.

# Wer einen Vertrag hält, wer ihn unterschrieben hat und was nicht ging wie es sollte
dpa-error-too-often = Zu viele Versuche. { $n ->
    [one] Versuchen Sie es in einer Minute wieder.
   *[other] Versuchen Sie es in { $n } Minuten wieder.
}
dpa-mail-failed-title = Die E-Mail ist nicht angekommen
dpa-mail-failed-text = Eine E-Mail an { $email } konnte nicht zugestellt werden. Stimmt die Adresse? Wenn nicht, fordern Sie einen neuen Vertrag mit der richtigen an.
dpa-kept-back-title = Er ist unterschrieben
dpa-kept-back-text = Das gegengezeichnete PDF ging an { $email }. Es steht unter der Adresse in dieser E-Mail und im Arbeitsbereich, der den Vertrag hält.
dpa-status-private-contact = Behalten Sie diese Adresse für sich: Wer sie hat, kann alles hier herunterladen, ablehnen, eine unterschriebene Datei einsenden und Links anfordern. Zum Unterschreiben und zum Übernehmen in einen Arbeitsbereich ist jedes Mal ein Link in Ihrem Postfach nötig.
dpa-download-evidence = Nachweis der Unterschrift
dpa-facts-workspace = Arbeitsbereich
dpa-link-workspace = Dieser Arbeitsbereich hält den Vertrag und sieht, was Sie unterschreiben. Unterschreiben Sie nicht, wenn es nicht Ihrer ist.
dpa-step-link = Link zum Unterschreiben gesendet
dpa-step-link-text = An { $email }, für { $name }, { $title }.
dpa-step-reminded = Erinnert
dpa-step-reminded-text = Wir haben dem Kontakt geschrieben, dass die Frist abläuft.
dpa-step-mail-failed = E-Mail nicht zugestellt
dpa-step-mail-failed-text = Eine E-Mail an den Kontakt ist nicht angekommen.
dpa-step-superseded-by = Der Vertrag { $number } trat an seine Stelle.
dpa-step-expired-by = Geschlossen: Der Vertrag { $number } trat vorher in Kraft.
dpa-signed-product = { $name }, { $title }: hier, bestätigt durch den Link an { $email }
dpa-signed-upload = Mit einem Programm des Kunden, Zertifikat von { $name }
dpa-held-waits-for-contact = Wartet auf den Kontakt
dpa-held-waits-for-contact-text = Wir haben dem Kontakt des Vertrags einen Link gesendet. Sobald er dort bestätigt ist, erscheint der Vertrag hier. Keine E-Mail? Fragen Sie mit der Adresse seiner Seite noch einmal.
flash-dpa-attach-asked = Wir haben den Kontakt des Vertrags um Bestätigung gebeten.
dpa-attaching-title = Ihren Vertrag einem Arbeitsbereich geben
dpa-attaching-lead = Jemand in diesem Arbeitsbereich möchte Ihren Vertrag übernehmen.
dpa-attaching-what = Was wem gegeben wird
dpa-attaching-consent = Seine Inhaber und Administratoren sehen dann den Vertrag und alles, was dazu unterschrieben wurde, und können ihn durch einen neueren ablösen. Bestätigen Sie nur, wenn der Arbeitsbereich Ihrer ist.
dpa-attaching-action = Es ist unserer: bestätigen
dpa-attaching-done = Der Arbeitsbereich hält den Vertrag.
dpa-attaching-refuse = Es ist nicht unserer
dpa-attaching-gone-next = Wer den Vertrag in einem Arbeitsbereich halten möchte, fragt dort noch einmal. Wir senden dann einen neuen Link.
flash-dpa-attach-refused = Der Arbeitsbereich bekommt den Vertrag nicht. Wer dort gefragt hat, erfährt es.
refused-attachment-refused = Sie haben gesagt, dass dieser Arbeitsbereich nicht Ihrer ist. Wenn doch, fragen Sie dort noch einmal.
refused-attachment-confirmed = Sie haben bestätigt, dass der Arbeitsbereich diesen Vertrag hält. Schreiben Sie uns, wenn das falsch ist.
refused-upload-for-the-contact = Eine unterschriebene Datei wird nur auf der Seite angenommen, die die E-Mails an den Kontakt des Vertrags öffnen.
operator-dpa-sealed-in = gesiegelt in { $time }
operator-dpa-mail-failed = E-Mail nicht angekommen
operator-dpa-mail-failed-text = Eine E-Mail an den Kontakt konnte nicht zugestellt werden. Erreichen Sie den Kunden auf anderem Weg, oder senden Sie sie erneut, sobald die Adresse geht.
operator-dpa-successor = Abgelöst durch
operator-dpa-workspace-hint = Die E-Mails an den Kontakt nennen ihn. Ein Arbeitsbereich kann im Namen anderer angefragt haben.
operator-dpa-certificate-holder = Inhaber des Zertifikats
operator-dpa-certificate-organisation = Organisation darin
operator-dpa-certificate-issuer = Ausgestellt von
operator-dpa-certificate-sha256 = Fingerabdruck des Zertifikats
operator-dpa-offers = Offene Angebote, die geschlossen werden
operator-dpa-closed-by = Geschlossen wegen
operator-dpa-released = Dem Arbeitsbereich entzogen
operator-dpa-release-title = Der falsche Arbeitsbereich?
operator-dpa-release-open = Den Vertrag dem Arbeitsbereich entziehen
operator-dpa-release-reason = Warum Sie ihn entziehen
operator-dpa-release-hint = Das lesen der Kontakt und wer ihn im Arbeitsbereich angefragt hat.
operator-dpa-release = Entziehen
flash-dpa-released = Der Arbeitsbereich hält den Vertrag nicht mehr. Beide Seiten erfahren es.
operator-dpa-doubt-other-country = Eine Organisation gleichen Namens hat in einem anderen Land einen geltenden, mit derselben Registernummer oder demselben Kontakt.
refused-agreement-not-held = Kein Arbeitsbereich hält diesen Vertrag.
refused-agreement-not-lost = Diese Anfrage ist nicht verloren: Ihr Vertrag ist da oder unterwegs.
operator-dpa-data = Was mit den Daten geschah
operator-dpa-doubts = Warum er wartet
operator-dpa-doubt-signed-elsewhere = Die Datei wurde anderswo unterschrieben: Nichts hier sagt, wem dieses Zertifikat gehört.
operator-dpa-doubt-entity-unknown = Die Registernummer hat weder Buchstaben noch Ziffern: Die juristische Person ist nicht klar.
operator-dpa-doubt-other-holder = Jemand anderes hält den geltenden Vertrag dieser juristischen Person.
operator-dpa-doubt-newer-in-force = Der geltende Vertrag wurde später angefordert als dieser.
operator-dpa-doubt-same-name = Eine Organisation gleichen Namens hat einen geltenden unter einer anderen Registernummer.
operator-dpa-doubt-same-contact = Derselbe Kontakt hat einen geltenden unter einer anderen Registernummer.
operator-dpa-rivals = Wird abgelöst
operator-dpa-rivals-none = Keiner
operator-dpa-twins = Vielleicht dieselbe juristische Person
operator-dpa-same-entity = Es ist dieselbe juristische Person: diese auch ablösen.
operator-dpa-end-data = Was mit den Daten geschah
operator-dpa-end-data-hint = Zum Beispiel: nie erhalten, an einem Tag zurückgegeben und gelöscht. Es bleibt beim Vertrag, und der Kunde sieht es.
operator-dpa-end-held = Möglich, sobald der Arbeitsbereich, der ihn hält, gelöscht ist oder ein anderer geltender Vertrag ihn deckt.
operator-dpa-end-two = Geben Sie an, was mit den Daten geschah; er endet, sobald jemand anderes aus dem Team das bestätigt.
operator-dpa-end-stated = Angegeben von
operator-dpa-end-confirmed = Bestätigt von
operator-dpa-end-other = Jemand anderes aus dem Team bestätigt das; dann endet der Vertrag. Was Sie unten schreiben, tritt an seine Stelle; dies bleibt in der Akte.
operator-dpa-end-again = Etwas anderes angeben
operator-dpa-held-before = Hielten ihn vorher
operator-dpa-held-before-lives = { $workspace }: Den Arbeitsbereich gibt es noch
operator-dpa-held-before-gone = { $workspace }: Den Arbeitsbereich gibt es nicht mehr
operator-dpa-said-title = Was vorher angegeben wurde
operator-dpa-end-confirm = Das bestätigen und beenden
flash-dpa-end-stated = Ihre Angabe ist festgehalten. Jemand anderes aus dem Team bestätigt sie; dann endet der Vertrag.
refused-ending-not-stated = Noch hat niemand angegeben, warum dieser Vertrag endet und was mit den Daten geschah.
refused-ending-outdated = Diese Angabe spricht nicht von den Arbeitsbereichen, die den Vertrag jetzt halten oder zuvor hielten. Sehen Sie sich den Vertrag noch einmal an, und geben Sie es neu an.
refused-own-statement = Was Sie über die Daten angegeben haben, bestätigt jemand anderes aus dem Team.
refused-nothing-to-resend = Der Kunde hat diesen Vertrag abgelehnt: Danach war keine E-Mail zu senden.
refused-for-the-contact = Was unterschrieben wurde, steht unter der Adresse in den E-Mails an den Kontakt des Vertrags und im Arbeitsbereich, der ihn hält.
