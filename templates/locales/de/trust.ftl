# Öffentliches Vertrauen: Zusagen, Unterauftragsverarbeiter, Prüfung von Dokumenten und Zertifikaten. Daten und Zahlen kommen als Text; $n wählt die Mehrzahl.

# Vertrauensseite
trust-title = Was wir zusagen, und ob wir es halten
trust-lead = Jede Zeile ist eine Zusage an die Menschen, deren Daten wir haben. Als gehalten gilt sie nur, wenn eine Prüfung sie beweist.
trust-stat-kept = Gehalten
trust-stat-kept-of = von { $total }
trust-stat-kept-text = Jede mit Prüfungen, die gelaufen und bestanden sind
trust-stat-planned = Noch nicht gehalten
trust-stat-planned-text = Steht hier, solange es so ist
trust-stat-version = Register
trust-stat-version-text = Fassung { $version }, gültig seit { $date }
trust-stat-tests = Prüfungen dahinter
trust-stat-tests-text = Teil der Tests, die jede Version bestehen muss
trust-filter-all = Alle
trust-filter-kept = Gehalten
trust-filter-planned = Noch nicht gehalten
trust-filter-label = Zusagen zeigen
trust-state-kept = Gehalten
trust-state-not-kept = Noch nicht gehalten
trust-checked = { $n ->
    [one] Eine Prüfung bestanden am { $at } mit { $on }. { $sources }
   *[other] { $n } Prüfungen bestanden am { $at } mit { $on }. { $sources }
}
trust-checked-on-both = SQLite und PostgreSQL
trust-checked-on-one = SQLite
trust-checked-these = Geprüft wurde genau diese Software.
trust-checked-earlier = Seitdem hat sich die Software geändert.
trust-evidence-none = Keine Prüfung beweist es
trust-unproved = Gebaut, aber noch durch keine Prüfung bewiesen.
trust-planned = Noch nicht gebaut.
trust-planned-partly = Zum Teil gebaut. { $note }
trust-core-outside = { $n ->
    [one] 1 Unterauftragsverarbeiter, den alle Kunden nutzen, hat seinen Sitz oder einen Ort der Verarbeitung außerhalb der Europäischen Union: { $vendors }.
   *[other] { $n } Unterauftragsverarbeiter, die alle Kunden nutzen, haben ihren Sitz oder einen Ort der Verarbeitung außerhalb der Europäischen Union: { $vendors }.
}
trust-core-no-host = Kein Unterauftragsverarbeiter, den alle Kunden nutzen, betreibt Server in Frankfurt.
trust-show-tests = Prüfungen zeigen
trust-source = Zugesagt für: { $source }
trust-none-found = Keine Zusage passt zu diesem Filter.
trust-own-title = Verlassen Sie sich nicht auf unser Wort
trust-own-text = Dieselbe Liste gibt es für Maschinen. Darin stehen die Namen der Prüfungen.
trust-own-action = Maschinenlesbare Liste
trust-measures-title = Was wir für die Sicherheit tun
trust-measures-lead = Diese Maßnahmen stehen mit diesen Worten in Anlage II jedes Vertrags, der jetzt erstellt wird.
trust-measures-serves = Dient
trust-measures-by-operator = Führen wir beim Betrieb aus
trust-measures-undertaken = Unsere Verpflichtung: Zurzeit steht hier nichts, was es zeigt
trust-measures-checked = Von uns im Betrieb ausgeführt, zuletzt in Ordnung befunden am { $date }
trust-measures-evidence = Nachweise:
trust-more-title = Sehen Sie selbst nach
trust-more-agreement = Vertrag anfordern
trust-more-agreement-text = Binnen Sekunden gesiegelt, mit diesen Maßnahmen darin.
trust-more-subprocessors = Unterauftragsverarbeiter ansehen
trust-more-subprocessors-text = Wer sonst Daten erhält, nach Kategorien.
trust-more-verify = Dokument prüfen
trust-more-verify-text = Ist dieser Vertrag oder dieses Zertifikat wirklich von uns?
trust-contact = Fragen zum Datenschutz: { $email }
trust-contact-security = Meldungen zur Sicherheit: { $email }

# Was ein angemeldeter Kunde von einer Zusage gesehen hat
evidence-lead = Unter manchen Zusagen steht, was Ihr eigener Arbeitsbereich davon zeigt.
evidence-action = Dasselbe für Maschinen
evidence-title = In Ihrem Arbeitsbereich:
evidence-instructions = { $n ->
    [one] Eine Weisung ist festgehalten, erteilt am { $last }.
   *[other] { $n } Weisungen sind festgehalten, die letzte vom { $last }.
}
evidence-instructions-none = Sie haben noch keine Weisung erteilt: Es gilt, was im Vertrag steht.
evidence-agreement = Ihr Vertrag { $number } ist seit { $since } in Kraft.
evidence-agreement-none = Für Ihren Arbeitsbereich ist noch kein Vertrag in Kraft.
evidence-parties = Der Vertrag { $number } nennt { $name } als Verantwortlichen.
evidence-questionnaires = { $n ->
    [one] Ein Fragebogen von Ihnen wurde beantwortet, am { $last }.
   *[other] { $n } Fragebögen von Ihnen wurden beantwortet, der letzte am { $last }.
}
evidence-questionnaires-none = Noch wurde kein Fragebogen von Ihnen beantwortet.
evidence-meeting = { $n ->
    [0] Ihr letztes Gespräch über die Maßnahmen war am { $last }; nichts Vereinbartes ist offen.
    [one] Ihr letztes Gespräch über die Maßnahmen war am { $last }; eine Maßnahme ist offen.
   *[other] Ihr letztes Gespräch über die Maßnahmen war am { $last }; { $n } Maßnahmen sind offen.
}
evidence-meeting-none = Mit Ihnen wurde noch kein Gespräch über die Maßnahmen geführt.
evidence-notice-none = Ihnen wurde noch keine Änderung eines Unterauftragsverarbeiters angekündigt.
evidence-notice-open = Letzte Ankündigung vom { $at }: Beginn frühestens { $n } Tage später; { $reached } von { $contacts } Kontakten erreicht.
evidence-notice-started = Letzte Ankündigung vom { $at }: { $n } Tage vor dem Beginn; { $reached } von { $contacts } Kontakten erreicht.
evidence-notice-objected = Letzte Ankündigung vom { $at }: Sie widersprechen, darum gilt die Änderung für Sie nicht, solange Ihr Widerspruch offen ist; { $reached } von { $contacts } Kontakten erreicht.
evidence-notice-left-out = Letzte Ankündigung vom { $at }: Nach Ihrem Widerspruch gilt die Änderung für Sie nicht; { $reached } von { $contacts } Kontakten erreicht.
evidence-notice-withdrawn = Letzte Ankündigung vom { $at }: Die Änderung wurde zurückgezogen; { $reached } von { $contacts } Kontakten erreicht.
evidence-list = { $n } Unterauftragsverarbeiter stehen mit Namen in Ihrer Liste; { $used } davon werden für Sie eingesetzt.
evidence-list-undeclared = Die Liste der Unterauftragsverarbeiter ist noch nicht erklärt.
evidence-objections = { $n ->
    [0] Sie haben nicht widersprochen.
    [one] Sie haben einmal widersprochen; { $ended } Widerspruch hat ein Ergebnis.
   *[other] Sie haben { $n } Mal widersprochen; { $ended } Widersprüche haben ein Ergebnis.
}
evidence-roles = { $n ->
    [one] Ein offenes Konto, das den Arbeitsbereich verwaltet.
   *[other] { $n } offene Konten, davon verwalten { $managers } den Arbeitsbereich.
}
evidence-log = { $n ->
    [one] Ein Eintrag Ihres Protokolls stand unter dem letzten signierten Prüfpunkt vom { $last }.
   *[other] { $n } Einträge Ihres Protokolls standen unter dem letzten signierten Prüfpunkt vom { $last }.
}
evidence-log-none = Ihr Protokoll hat noch keinen signierten Prüfpunkt.
evidence-passwords = { $n ->
    [0] Noch ist kein Passwort gespeichert.
    [one] Ein Passwort ist gespeichert, mit diesem Aufwand.
   *[other] { $n } Passwörter sind gespeichert, alle mit diesem Aufwand.
}
evidence-passwords-older = { $n } Passwörter sind gespeichert, { $renewed } davon mit diesem Aufwand; die übrigen werden erneuert, wenn sich ihre Inhaber anmelden.
evidence-export = { $n ->
    [one] Zuletzt haben Sie Ihre Daten am { $last } mitgenommen: eine Zeile.
   *[other] Zuletzt haben Sie Ihre Daten am { $last } mitgenommen: { $n } Zeilen.
}
evidence-export-none = Sie haben Ihre Daten noch nicht mitgenommen. Sie können es jederzeit.

# Unterauftragsverarbeiter, öffentliche Seite
subprocessors-title = Wer sonst Daten für uns verarbeitet
subprocessors-lead = Unternehmen dieser Kategorien helfen uns, den Dienst zu betreiben. Kunden sehen jedes mit Namen.
subprocessors-nav = Unterauftragsverarbeiter
subprocessors-as-of = Stand { $date }
subprocessors-column-category = Kategorie
subprocessors-column-purpose = Was sie tun
subprocessors-column-place = Wo
subprocessors-column-used = Eingesetzt
subprocessors-in-eea = Im Europäischen Wirtschaftsraum
subprocessors-outside-eea = Außerhalb des Europäischen Wirtschaftsraums
subprocessors-both = Im Europäischen Wirtschaftsraum und außerhalb
subprocessors-applies-always = Immer
subprocessors-applies-ai-enabled = Nur wenn ein Kunde KI eingeschaltet hat
subprocessors-applies-sso-enabled = Nur wenn ein Kunde die einmalige Anmeldung (SSO) eingeschaltet hat
subprocessors-category-hosting = Hosting
subprocessors-category-email-delivery = E-Mail-Versand
subprocessors-category-object-storage = Objektspeicher und Sicherung
subprocessors-category-support-desk = Kundendienst
subprocessors-category-live-sessions = Video und Live-Termine
subprocessors-category-single-sign-on = Einmalige Anmeldung (SSO)
subprocessors-category-database = Datenbanken
subprocessors-category-email = E-Mail-Versand
subprocessors-category-payments = Zahlungen
subprocessors-category-support = Support
subprocessors-category-monitoring = Überwachung des Betriebs
subprocessors-category-security = Sicherheit
subprocessors-category-ai = KI-Modelle
subprocessors-category-sso = Einmalige Anmeldung (SSO)
subprocessors-category-video = Live-Video
subprocessors-category-backup = Sicherungen
subprocessors-category-other = Sonstige
subprocessors-notice-title = Wenn sich diese Liste ändert
subprocessors-notice-text = Kunden erfahren von einer Änderung mindestens { $days } Tage vor ihrem Beginn in Textform und können widersprechen. Nur ein dringender Ersatz darf gleich nach seiner Ankündigung beginnen.
subprocessors-detail-offer-title = Die Liste mit Namen
subprocessors-detail-offer = Kunden finden sie in ihrem Arbeitsbereich und in Anlage III ihres Vertrags.
subprocessors-empty = Kein Unterauftragsverarbeiter wird eingesetzt.
subprocessors-undeclared = Die Liste der Unterauftragsverarbeiter ist noch nicht erklärt.
subprocessors-declare-task = Vorher wird kein Vertrag erstellt: Anfragen warten. Führen Sie auf dem Server tutela subprocessors declare aus, mit einer Datei derer, die Sie einsetzen, oder mit --none, wenn Sie niemanden einsetzen. Die Anfragen, die darauf warten, werden dann von selbst erledigt.
subprocessors-first = Die erste Liste ist vom { $date }: { $vendors }.
subprocessors-first-vendors = { $n ->
    [0] kein Unterauftragsverarbeiter
    [one] { $n } Unterauftragsverarbeiter
   *[other] { $n } Unterauftragsverarbeiter
}

# Unterauftragsverarbeiter, einzeln für Kunden
subprocessors-detail-title = Unterauftrags{ "\u00AD" }verarbeiter
subprocessors-detail-lead = Jedes Unternehmen, das Daten für Ihren Arbeitsbereich verarbeitet, und jene, die es täten, wenn Sie etwas einschalten.
subprocessors-detail-lead-operator = Jedes Unternehmen, das Daten von Kunden verarbeitet. Kunden sehen dieselbe Liste und bei jedem Unternehmen, ob es für sie eingesetzt wird.
subprocessors-detail-name = Unternehmen
subprocessors-detail-purpose = Aufgabe
subprocessors-detail-data = Daten
subprocessors-detail-location = Ort der Verarbeitung
subprocessors-models = KI-Modelle
subprocessors-models-on-request = auf Anfrage genannt
subprocessors-detail-since = Seit
subprocessors-detail-used = Für Ihren Arbeitsbereich
subprocessors-used-yes = Eingesetzt
subprocessors-used-no-ai = Bei Ihnen nicht eingesetzt: KI ist aus
subprocessors-used-no-sso = Bei Ihnen nicht eingesetzt: einmalige Anmeldung (SSO) ist aus
subprocessors-transfer-none-within-eea = Keine nötig: innerhalb des EWR
subprocessors-transfer-adequacy = Angemessenheitsbeschluss
subprocessors-transfer-dpf = EU-US-Datenschutzrahmen
subprocessors-transfer-scc-m2 = Standardvertragsklauseln, Modul 2, vom Kunden selbst geschlossen
subprocessors-transfer-scc-m3 = Standardvertragsklauseln, Modul 3
subprocessors-transfer-bcr = Verbindliche interne Datenschutzvorschriften
subprocessors-data-identification = Name und E-Mail-Adresse
subprocessors-data-role-and-groups = Rolle und Gruppen
subprocessors-data-learning-records = Lernnachweise
subprocessors-data-activity = Aktivität und Anmeldungen
subprocessors-data-content = Inhalte
subprocessors-detail-settings = In den Einstellungen ändern, was eingesetzt wird

# Prüfung eines Dokuments
verify-title = Ist dieses Dokument von uns?
verify-lead = Legen Sie einen Vertrag oder ein Zertifikat hier ab. Wir vergleichen jedes Byte mit dem, was wir gesiegelt haben.
verify-nav = Dokument prüfen
verify-drop-title = PDF hier ablegen
verify-field-file-hint = Höchstens { $size }. Wir prüfen die Datei und behalten sie nicht.
verify-action = Datei prüfen
verify-again = Weitere Datei prüfen
verify-code-title = Haben Sie stattdessen einen Code?
verify-code-label = Code auf dem Zertifikat
verify-code-hint = Er steht neben dem QR-Code.
verify-code-action = Nachschlagen
verify-error-no-file = Wählen Sie zuerst eine PDF-Datei aus.
verify-error-not-pdf = Das ist keine PDF-Datei. Wählen Sie die Datei, die Sie erhalten haben, kein Bild und keinen Scan davon.
verify-error-one-file = Wählen Sie nur eine Datei: Jede wird für sich geprüft.
verify-error-too-large = Die Datei ist größer als { $size }. Unsere Dokumente sind kleiner.
verify-verdict-authentic = Echt
verify-verdict-authentic-title = Dieses Dokument ist echt: Es ist genau so, wie wir es gesiegelt haben
verify-verdict-authentic-text = Das Siegel ist unversehrt, und die Datei stimmt Byte für Byte mit dem überein, was wir ausgestellt haben.
verify-verdict-authentic-next = Sie können sich auf den Inhalt verlassen.
verify-verdict-countersigned = Gegengezeichnet
verify-verdict-countersigned-title = Unser Dokument ist unversehrt, und eine Signatur wurde hinzugefügt
verify-verdict-countersigned-text = Seine ersten { $size } sind Byte für Byte, was wir gesiegelt haben. Danach folgt eine Signatur, die hält und die ganze Datei umfasst, und sonst nichts.
verify-verdict-countersigned-next = Für die Identität hinter dem Zertifikat von { $signer } stehen wir nicht ein. Prüfen Sie, wer es ausgestellt hat, bevor Sie sich auf den Namen verlassen.
verify-verdict-sealed-twice = Zweimal gesiegelt
verify-verdict-sealed-twice-title = Unser Dokument ist unversehrt, und wir haben es ein zweites Mal gesiegelt
verify-verdict-sealed-twice-text = Seine ersten { $size } sind Byte für Byte, was wir zuerst gesiegelt haben. Danach folgt unser zweites Siegel, das die ganze Datei umfasst, und sonst nichts.
verify-verdict-sealed-twice-next = Sie können sich auf den Inhalt verlassen. Das zweite Siegel nennt seinen Grund.
verify-verdict-continued = Ergänzt
verify-verdict-continued-title = Diesem Dokument wurde nach dem Siegeln etwas hinzugefügt
verify-verdict-continued-text = Seine ersten { $size } sind Byte für Byte, was wir gesiegelt haben. Was folgt, ist mehr oder anderes als eine gültige Signatur und kann ändern, was Sie sehen. { $reason }
verify-verdict-continued-next = Verlassen Sie sich nicht auf das, was Sie sehen. Vergleichen Sie mit dem Original oder fragen Sie { $email }.
verify-verdict-truncated = Unvollständig
verify-verdict-truncated-title = Dieses Dokument ist unvollständig
verify-verdict-truncated-text = Die Datei endet, bevor sie vollständig ist; niemand kann sie prüfen.
verify-verdict-truncated-next = Verlassen Sie sich nicht darauf. Wahrscheinlich wurde sie nicht ganz übertragen: Holen Sie sie noch einmal, oder fragen Sie { $email }.
verify-refusal-too-large = Die Datei ist zu groß, um gelesen zu werden.
verify-refusal-original = Das Dokument hat kein leeres Feld für eine weitere Signatur.
verify-refusal-nothing-signed = Es wurde nichts signiert.
verify-refusal-syntax = Der Zusatz ist nicht so geschrieben, dass ihn jedes Programm gleich liest.
verify-refusal-several-revisions = Die Datei wurde nach dem Siegeln mehr als einmal gespeichert.
verify-refusal-after-end = Hinter dem Ende der Datei steht noch etwas.
verify-refusal-table = Der Zusatz verzeichnet nicht genau, was er enthält.
verify-refusal-trailer = Der Zusatz verweist auf anderes als das Original.
verify-refusal-signature-count = Er enthält keine Signatur oder mehr als eine.
verify-refusal-objects-added = Neben der Signatur wurde etwas hinzugefügt.
verify-refusal-content-changed = Ein Teil des Originals wurde ersetzt: eine Seite, ein Anhang oder ein Eintrag auf einer Seite.
verify-refusal-catalog-changed = Der Aufbau des Dokuments wurde verändert, etwa durch eine Aktion, die beim Öffnen läuft.
verify-refusal-metadata-changed = Titel, Autor oder andere Angaben zum Dokument wurden verändert.
verify-refusal-other-field = Die Signatur steht nicht in dem Feld, das wir dafür vorbereitet haben.
verify-refusal-field-changed = Das Feld, das wir für die Signatur vorbereitet haben, wurde verändert.
verify-refusal-signature-unusual = Die Signatur hat Teile, die eine einfache nicht braucht.
verify-refusal-signature-range = Die Signatur umfasst nicht die ganze Datei.
verify-refusal-signature-weak = Die Signatur nutzt ein Verfahren, das nicht mehr sicher ist, etwa SHA-1.
verify-refusal-signature-broken = Die Signatur passt nicht zur Datei.
verify-refusal-signature-loose = Die Signatur führt Daten mit, die sie nicht schützt.
verify-refusal-time-stamp-broken = Der Zeitstempel der Signatur hält nicht.
verify-encrypted = Die Datei ist mit einem Passwort geschützt. Das tun wir nie: Entfernen Sie den Schutz oder bitten Sie um das Original.
verify-verdict-expired = Abgelaufen
verify-verdict-expired-title = Dieses Zertifikat ist echt, aber am { $date } abgelaufen
verify-verdict-expired-text = Die Datei stimmt Byte für Byte mit dem überein, was wir ausgestellt haben.
verify-verdict-expired-next = Es gilt nicht mehr. Bitten Sie um ein neueres.
verify-verdict-revoked = Widerrufen
verify-verdict-revoked-title = Dieses Zertifikat ist echt, wurde aber am { $date } widerrufen
verify-verdict-revoked-text = Die Datei stimmt Byte für Byte mit dem überein, was wir ausgestellt haben, aber der Aussteller hat es zurückgezogen.
verify-verdict-revoked-next = Verlassen Sie sich nicht darauf.
verify-verdict-gone = Kein Eintrag
verify-verdict-gone-title = Dieses Zertifikat ist echt, aber wir haben keinen Eintrag mehr dazu
verify-verdict-gone-text = Die Datei stimmt Byte für Byte mit dem überein, was wir ausgestellt haben. Der Eintrag wurde gelöscht, daher können wir nicht sagen, ob es noch gilt.
verify-verdict-gone-next = Fragen Sie den Aussteller.
verify-verdict-altered = Verändert
verify-verdict-altered-title = Dieses Dokument wurde nach der Besiegelung verändert
verify-verdict-altered-text = Es trägt unser Kennzeichen, stimmt aber nicht Byte für Byte mit dem überein, was wir gesiegelt haben.
verify-verdict-altered-next = Verlassen Sie sich nicht darauf. Bitten Sie den, der es Ihnen gab, um das Original, oder schreiben Sie an { $email }.
verify-verdict-unknown = Nicht von uns
verify-verdict-unknown-title = Dieses Dokument ist nicht von uns
verify-verdict-unknown-text = Es trägt weder unser Siegel noch unser Kennzeichen. Es kann von jemand anderem stammen, auch mit derselben Software, oder ein Scan oder Nachdruck sein.
verify-verdict-unknown-next = Bitten Sie um die ursprüngliche PDF-Datei. Ein Scan, ein Druck in PDF oder eine umgewandelte Kopie verliert das Siegel.
verify-facts-title = Was wir gefunden haben
verify-facts-kind = Dokument
verify-kind-dpa = Auftragsverarbeitungsvertrag
verify-kind-certificate = Zertifikat
verify-facts-sealed-at = Besiegelt
verify-facts-sha256 = Fingerabdruck Ihrer Datei (SHA-256)
verify-facts-original-sha256 = Fingerabdruck nach unserer Besiegelung (SHA-256)
verify-facts-size = Größe
verify-signatures-title = Signaturen
verify-signatures-none = Die Datei enthält keine Signatur.
verify-signatures-count = { $n ->
    [one] Eine Signatur
   *[other] { $n } Signaturen
}
verify-signature-by = Signiert von
verify-signature-at = Signiert
verify-signature-issued-by = Zertifikat ausgestellt von { $issuer }
verify-signature-self-issued = Zertifikat vom Inhaber selbst ausgestellt
verify-signature-stamped = Zeit bestätigt von { $authority }
verify-signature-stamped-unknown = Zeitstempel von { $authority }, uns nicht bekannt
verify-signature-claimed = Zeit nach Angabe der Unterzeichnenden
verify-signature-state = Stand
verify-signature-valid = Gültig
verify-signature-invalid = Passt nicht zum Inhalt
verify-signature-broken = Gebrochene Signatur
verify-signature-broken-text = Sie beweist nicht, wer signiert hat.
verify-signature-ours = Unser Siegel
verify-signature-other = Von uns nicht geprüft
verify-signature-customer = Kunde
verify-signature-processor = Auftrags{ "\u00AD" }verarbeiter
verify-signature-stated = In der Signatur angegeben: { $reason }
verify-offline-title = Ohne dieser Seite zu vertrauen
verify-offline-text = Laden Sie unser Siegelzertifikat herunter und prüfen Sie die Datei mit einem beliebigen Programm für PDF-Signaturen.
verify-offline-action = Siegelzertifikat herunterladen

# Prüfung eines Zertifikats über seinen Code
verify-certificate-title = Zertifikat { $code }
verify-certificate-valid = Gültig
verify-certificate-valid-title = Dieses Zertifikat ist gültig
verify-certificate-valid-text = Es wurde von { $issuer } ausgestellt und weder zurückgezogen noch ersetzt.
verify-certificate-expired = Abgelaufen
verify-certificate-expired-title = Dieses Zertifikat ist abgelaufen
verify-certificate-expired-text = Es war echt und bis { $date } gültig. Bitten Sie um ein neueres.
verify-certificate-revoked = Widerrufen
verify-certificate-revoked-title = Dieses Zertifikat wurde widerrufen
verify-certificate-revoked-text = { $issuer } hat es am { $date } zurückgezogen. Verlassen Sie sich nicht darauf.
verify-certificate-unknown = Unbekannt
verify-certificate-unknown-title = Zu diesem Code gibt es kein Zertifikat
verify-certificate-unknown-text = Prüfen Sie jedes Zeichen des Codes. Ist er richtig, stammt das Zertifikat nicht von uns oder wurde mit den Daten der Person gelöscht.
verify-certificate-unknown-action = Anderen Code versuchen
verify-certificate-holder = Ausgestellt für
verify-certificate-module = Modul
verify-certificate-version = Fassung des Moduls
verify-certificate-issuer = Ausgestellt von
verify-certificate-issued = Ausgestellt
verify-certificate-expires = Gültig bis
verify-certificate-expires-never = Ohne Enddatum
verify-certificate-check-file = Haben Sie das PDF? Prüfen Sie auch die Datei: Diese Seite kennt den Code, nicht das Blatt in Ihrer Hand.
verify-certificate-looked-up = Nachgeschlagen am { $date }
verify-code-agreement = Besiegelt
verify-code-agreement-title = Es gibt einen Vertrag mit diesem Code
verify-code-agreement-text = Wir haben ihn gesiegelt. Was darin steht, ist Sache seiner Parteien und wird hier nicht gezeigt. Prüfen Sie die PDF-Datei, um jedes Byte zu sichern.
verify-verdict-both-signed = Von beiden unterschrieben
verify-verdict-both-signed-title = Diese Vereinbarung ist echt: Beide Unterschriften stehen darin, genau so bewahren wir sie auf
verify-verdict-both-signed-text = Die Datei ist Byte für Byte die, die beide Seiten haben. Ihre ersten { $size } sind das, was wir vor der Gegenzeichnung versiegelt haben.
verify-verdict-both-signed-next = Sie können sich auf den Inhalt verlassen.
verify-verdict-signature-cut-off = Unvollständig
verify-verdict-signature-cut-off-title = Dieses Dokument ist unvollständig: Was hinzugefügt wurde, ist abgeschnitten
verify-verdict-signature-cut-off-text = Nach den { $size }, die wir gesiegelt haben, endet die Datei, bevor sie vollständig ist; niemand kann sie als Ganzes prüfen.
verify-verdict-signature-cut-off-next = Verlassen Sie sich nicht darauf. Wahrscheinlich wurde sie nicht ganz übertragen: Holen Sie sie noch einmal, oder fragen Sie { $email }.
verify-verdict-agreement-superseded = Ersetzt
verify-verdict-agreement-superseded-title = Diese Vereinbarung ist echt, wurde aber am { $date } durch eine neuere ersetzt
verify-verdict-agreement-superseded-text = Die Datei ist unversehrt.
verify-verdict-agreement-superseded-next = Sie gilt nicht mehr. Fragen Sie nach der geltenden Vereinbarung.
verify-verdict-agreement-ended = Beendet
verify-verdict-agreement-ended-title = Diese Vereinbarung ist echt, endete aber am { $date }
verify-verdict-agreement-ended-text = Die Datei ist unversehrt.
verify-verdict-agreement-ended-next = Sie gilt nicht mehr.
verify-verdict-agreement-declined = Abgelehnt
verify-verdict-agreement-declined-title = Diese Vereinbarung ist echt, wurde aber am { $date } abgelehnt
verify-verdict-agreement-declined-text = Die Datei ist unversehrt.
verify-verdict-agreement-declined-next = Sie ist nie in Kraft getreten.
verify-verdict-agreement-expired = Abgelaufen
verify-verdict-agreement-expired-title = Diese Vereinbarung ist echt, aber das Angebot endete am { $date }
verify-verdict-agreement-expired-text = Die Datei ist unversehrt.
verify-verdict-agreement-expired-next = Niemand hat rechtzeitig unterschrieben, sie ist nie in Kraft getreten. Fordern Sie eine neue an.
verify-verdict-agreement-overtaken = Geschlossen
verify-verdict-agreement-overtaken-title = Diese Vereinbarung ist echt, wurde aber am { $date } geschlossen
verify-verdict-agreement-overtaken-text = Die Datei ist unversehrt.
verify-verdict-agreement-overtaken-next = Eine andere trat in Kraft, bevor sie unterschrieben war; sie selbst nie. Fragen Sie nach der, die gilt.
verify-agreement = Vereinbarung
verify-agreement-not-signed = Nicht in Kraft: vom Kunden nicht unterschrieben
verify-agreement-not-confirmed = Nicht in Kraft: von beiden unterschrieben, von uns noch nicht bestätigt
verify-agreement-in-force = In Kraft seit { $date }
verify-agreement-superseded = Am { $date } durch eine neuere ersetzt
verify-agreement-ended = Am { $date } beendet
verify-agreement-declined = Nie in Kraft: am { $date } abgelehnt
verify-agreement-expired = Nie in Kraft: Das Angebot endete am { $date }
verify-agreement-overtaken = Nie in Kraft: am { $date } geschlossen, weil eine andere in Kraft trat
verify-facts-countersigned-sha256 = Fingerabdruck mit beiden Unterschriften (SHA-256)
verify-code-agreement-over = Nicht in Kraft
verify-code-agreement-over-title = Die Vereinbarung mit diesem Code gilt nicht
verify-code-agreement-over-text = Wir haben sie versiegelt, aber sie ist nicht in Kraft. Ihr Inhalt ist Sache der Parteien und wird hier nicht gezeigt.

# Startseite
start-title = Schulungen für Unternehmen, mit Datenschutz zum Nachprüfen
start-lead = Tutela ist eine Lernplattform für Unternehmen. Der Auftragsverarbeitungsvertrag ist in Sekunden gesiegelt, und eine öffentliche Liste sagt, welche Zusagen durch Prüfungen bewiesen sind und welche noch nicht gehalten werden.
start-door-sign-in = Lernen oder lehren
start-door-sign-in-text = Melden Sie sich in Ihrem Arbeitsbereich an.
start-door-agreement = Vertrag anfordern
start-door-agreement-text = Acht Fragen, und ein gesiegelter Auftragsverarbeitungsvertrag liegt in Ihrem Postfach.
start-door-agreement-action = Vertrag anfordern
start-door-verify = Dokument prüfen
start-door-verify-text = Ist dieser Vertrag oder dieses Zertifikat von uns und unverändert?
start-door-verify-action = Datei oder Code prüfen
start-open-title = Für alle einsehbar
start-open-promises = Was wir zusagen, und ob wir es halten
start-open-summary = Der Vertrag in Kürze
start-open-subprocessors = Wer sonst Daten verarbeitet
start-open-api = Die Schnittstelle für Programme

evidence-controller = Jede Person Ihres Arbeitsbereichs sieht { $name } als Verantwortlichen, mit dem Vertrag { $number }.
evidence-transfers-none = Kein für Sie eingesetzter Unterauftragsverarbeiter verarbeitet außerhalb des Europäischen Wirtschaftsraums.
evidence-transfers = { $n ->
    [one] Ein für Sie eingesetzter Unterauftragsverarbeiter verarbeitet außerhalb des Europäischen Wirtschaftsraums, auf einer festgehaltenen Grundlage; keine Prüfung davon gilt derzeit.
   *[other] { $n } für Sie eingesetzte Unterauftragsverarbeiter verarbeiten außerhalb des Europäischen Wirtschaftsraums, auf festgehaltenen Grundlagen; ohne derzeit geltende Prüfung: { $missing }.
}
evidence-transfers-until = { $n ->
    [one] Ein für Sie eingesetzter Unterauftragsverarbeiter verarbeitet außerhalb des Europäischen Wirtschaftsraums, auf einer festgehaltenen Grundlage; ihre Prüfung gilt bis { $next }.
   *[other] { $n } für Sie eingesetzte Unterauftragsverarbeiter verarbeiten außerhalb des Europäischen Wirtschaftsraums, auf festgehaltenen Grundlagen; die nächste Prüfung endet am { $next }.
}
evidence-core = { $n ->
    [one] In diesem Arbeitsbereich: Der Unterauftragsverarbeiter, der von keiner Einstellung abhängt, ist in der Europäischen Union, mit Servern in Frankfurt.
   *[other] In diesem Arbeitsbereich: Alle { $n } Unterauftragsverarbeiter, die von keiner Einstellung abhängen, sind in der Europäischen Union, einer mit Servern in Frankfurt.
}
evidence-core-outside = { $n ->
    [one] In diesem Arbeitsbereich: Ein Unterauftragsverarbeiter, der von keiner Einstellung abhängt, ist nicht nur in der Europäischen Union: { $names }.
   *[other] In diesem Arbeitsbereich: { $n } Unterauftragsverarbeiter, die von keiner Einstellung abhängen, sind nicht nur in der Europäischen Union: { $names }.
}
evidence-core-no-host = In diesem Arbeitsbereich: Kein Unterauftragsverarbeiter, der von keiner Einstellung abhängt, betreibt Server in Frankfurt.
evidence-reviews-none = Für Sie wird kein Unterauftragsverarbeiter eingesetzt.
evidence-reviews = { $n ->
    [one] Ein Unterauftragsverarbeiter wird für Sie eingesetzt; { $in_time } davon kam innerhalb eines Jahres dazu oder wurde angesehen, der nächste ist am { $next } fällig.
   *[other] { $n } Unterauftragsverarbeiter werden für Sie eingesetzt; { $in_time } davon kamen innerhalb eines Jahres dazu oder wurden angesehen, der nächste ist am { $next } fällig.
}
