# Die E-Mails. Schlüssel und Variablen sind am Anfang der englischen Datei beschrieben (en/mail.ftl) und hier dieselben:
#
#   mail-<message>-subject, -preview, -heading, -body, -action, -reason
#
#   dpa-sealed            $organisation, $operator, $number, $sha256, $privacy_email
#   dpa-stopped           $number, $failure; an den Betreiber
#   invitation            $workspace, $inviter, $expires
#   assignment            $workspace, $n; Liste aus mail-assignment-item oder -item-due ($module, $due)
#   certificate-issued    $workspace, $module, $issued, $code
#   export-ready          $workspace, $size, $expires, $sha256
#   gemeinsam             mail-greeting: $name; mail-greeting-plain: keine; mail-footer: $operator, $address

mail-greeting = Guten Tag { $name },
mail-greeting-plain = Guten Tag,
mail-closing = Freundliche Grüße
mail-link-fallback = Falls sich die Schaltfläche nicht öffnen lässt, kopieren Sie diese Adresse in Ihren Browser:
mail-attachment-note = Anhang: { $file }
mail-footer-operator = Gesendet von { $operator }

mail-dpa-sealed-subject = Ihr Auftragsverarbeitungsvertrag { $number } liegt bereit
mail-dpa-sealed-preview = Das gesiegelte PDF für { $organisation } ist angehängt.
mail-dpa-sealed-heading = Ihr Vertrag ist gesiegelt
mail-dpa-sealed-body =
    Der Auftragsverarbeitungsvertrag { $number } zwischen { $organisation } und { $operator } ist als PDF angehängt. Er trägt unser elektronisches Siegel.

    Wie es weitergeht: Lesen Sie ihn, lassen Sie ihn im vorbereiteten Signaturfeld von der darin genannten Person unterschreiben und senden Sie die unterschriebene Datei an { $privacy_email }. Behalten Sie eine Kopie.

    Um eine Kopie zu prüfen, legen Sie die Datei auf unserer Prüfseite ab. Ihr SHA-256-Fingerabdruck, so wie wir sie gesiegelt haben, lautet:

    { $sha256 }

    Eine hinzugefügte Unterschrift ändert den Fingerabdruck. Behalten Sie deshalb auch die Datei, wie wir sie gesendet haben.
mail-dpa-sealed-action = Statusseite öffnen
mail-dpa-sealed-reason = Sie erhalten diese E-Mail, weil diese Adresse als Kontakt für den Vertrag angegeben wurde.

mail-dpa-stopped-subject = Der Vertrag { $number } ist angehalten
mail-dpa-stopped-preview = Ein Kunde wartet darauf. Er braucht Sie.
mail-dpa-stopped-heading = Ein Vertrag ist angehalten
mail-dpa-stopped-body =
    Der Auftragsverarbeitungsvertrag { $number } konnte nicht erstellt werden und wird von selbst nicht noch einmal versucht. Der Grund:

    { $failure }

    Beheben Sie, was fehlt, und setzen Sie den Vertrag auf seiner Seite wieder in Gang. Der Kunde sieht, dass er angehalten ist und dass Sie es wissen.
mail-dpa-stopped-action = Vertrag öffnen
mail-dpa-stopped-reason = Sie erhalten diese E-Mail, weil Sie für den Betreiber die Verträge betreuen.

mail-invitation-subject = { $inviter } lädt Sie zu { $workspace } ein
mail-invitation-preview = Legen Sie ein Passwort fest und beginnen Sie. Die Einladung gilt bis { $expires }.
mail-invitation-heading = Sie sind zu { $workspace } eingeladen
mail-invitation-body =
    { $inviter } hat für Sie ein Konto im Arbeitsbereich { $workspace } angelegt.

    Über die Schaltfläche legen Sie ein Passwort fest. Die Einladung gilt einmal und bis { $expires }. Danach bitten Sie { $inviter } um eine neue.
mail-invitation-action = Einladung annehmen
mail-invitation-reason = Sie erhalten diese E-Mail, weil { $inviter } Ihre Adresse eingetragen hat. Falls Sie sie nicht erwarten, ignorieren Sie sie: Das Konto bleibt geschlossen.

mail-assignment-subject = { $n ->
    [one] Ein neues Modul für Sie in { $workspace }
   *[other] { $n } neue Module für Sie in { $workspace }
}
mail-assignment-preview = { $n ->
    [one] Sie haben ein Modul zu bearbeiten.
   *[other] Sie haben { $n } Module zu bearbeiten.
}
mail-assignment-heading = { $n ->
    [one] Sie haben ein neues Modul
   *[other] Sie haben { $n } neue Module
}
mail-assignment-body = { $n ->
    [one] In { $workspace } wurde Ihnen dieses Modul zugewiesen:
   *[other] In { $workspace } wurden Ihnen diese Module zugewiesen:
}
mail-assignment-item = { $module }
mail-assignment-item-due = { $module }, fällig am { $due }
mail-assignment-action = Jetzt lernen
mail-assignment-reason = Sie erhalten diese E-Mail, weil Sie ein Konto in { $workspace } haben.

mail-certificate-issued-subject = Ihr Zertifikat für „{ $module }“
mail-certificate-issued-preview = Ausgestellt am { $issued } von { $workspace }.
mail-certificate-issued-heading = Sie haben ein Zertifikat
mail-certificate-issued-body =
    Sie haben das Modul „{ $module }“ in { $workspace } abgeschlossen. Das Zertifikat wurde am { $issued } ausgestellt.

    Sie können es als gesiegeltes PDF herunterladen. Wer es erhält, kann es ohne Konto mit dem Code { $code } oder mit dem QR-Code prüfen.
mail-certificate-issued-action = Zertifikat öffnen
mail-certificate-issued-reason = Sie erhalten diese E-Mail, weil Sie ein Konto in { $workspace } haben.

mail-export-ready-subject = Der Export von { $workspace } liegt bereit
mail-export-ready-preview = { $size }, abrufbar bis { $expires }.
mail-export-ready-heading = Ihr Export liegt bereit
mail-export-ready-body =
    Alle Daten von { $workspace } sind in einer zip-Datei von { $size } zusammengestellt. Sie können sie bis { $expires } herunterladen. Vorher wird nach Ihrem Passwort gefragt.

    Die Datei enthält personenbezogene Daten aller Personen im Arbeitsbereich. Bewahren Sie sie dort auf, wo nur Befugte sie öffnen können.

    SHA-256-Fingerabdruck der Datei:

    { $sha256 }
mail-export-ready-action = Zum Export
mail-export-ready-reason = Sie erhalten diese E-Mail, weil Sie mit dem Inhaberkonto von { $workspace } den Export angefordert haben. Falls Sie es nicht waren, verständigen Sie sofort Ihre Administration.

mail-notice-subject = Änderung bei den Unterauftragsverarbeitern: { $vendor }
mail-notice-preview = Sie beginnt frühestens am { $starts }. Bis dahin können Sie widersprechen.
mail-notice-heading = Ein Unterauftragsverarbeiter ändert sich
mail-notice-body =
    Wir kündigen eine Änderung in der Liste der Unterauftragsverarbeiter Ihres Auftragsverarbeitungsvertrags an.

    Sie beginnt frühestens am { $starts }. Bis sie beginnt, können Sie widersprechen; dann beginnt sie für Sie nicht, solange Ihr Widerspruch offen ist.
mail-notice-action = Ankündigung lesen
mail-notice-reason = Sie erhalten diese E-Mail, weil Sie sich um den Vertrag Ihres Arbeitsbereichs kümmern.
mail-notice-emergency-subject = Dringender Ersatz eines Unterauftragsverarbeiters: { $vendor }
mail-notice-emergency-preview = Ohne ihn fiele der Dienst oder die Sicherheit aus. Sie können bis { $starts } widersprechen.
mail-notice-emergency-heading = Ein Unterauftragsverarbeiter wird sofort ersetzt
mail-notice-emergency-body =
    Ohne diesen Ersatz fiele der Dienst oder die Sicherheit aus. Er beginnt deshalb nach dieser Ankündigung.

    Sie können bis { $starts } widersprechen.
mail-notice-emergency-action = Ankündigung lesen
mail-notice-emergency-reason = Sie erhalten diese E-Mail, weil Sie sich um den Vertrag Ihres Arbeitsbereichs kümmern.
mail-notice-withdrawn-subject = Änderung zurückgezogen: { $vendor }
mail-notice-withdrawn-preview = Die angekündigte Änderung kommt nicht.
mail-notice-withdrawn-heading = Eine Änderung wurde zurückgezogen
mail-notice-withdrawn-body = Die angekündigte Änderung bei den Unterauftragsverarbeitern kommt nicht. Ihre Liste bleibt, wie sie ist.
mail-notice-withdrawn-action = Änderung ansehen
mail-notice-withdrawn-reason = Sie erhalten diese E-Mail, weil wir Ihnen die Änderung angekündigt hatten.
mail-notice-add = { $after } kommt neu hinzu.
mail-notice-replace = { $after } tritt an die Stelle von { $before }.
mail-notice-location = { $after } verarbeitet an einem anderen Ort.
mail-notice-purpose = { $after } tut etwas anderes oder sieht andere Daten.
mail-notice-transfer = Daten gehen auf einer anderen Grundlage zu { $after }.
mail-notice-remove = { $before } verlässt die Liste.
