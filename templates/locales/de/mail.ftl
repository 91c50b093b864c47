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

    Wie es weitergeht: Lesen Sie ihn und unterschreiben Sie ihn auf seiner Seite, die die Schaltfläche öffnet. Der Link zum Bestätigen der Unterschrift kommt an diese Adresse. Oder unterschreiben Sie die angehängte Datei mit Ihrem eigenen Programm und senden Sie sie auf derselben Seite zurück. Fragen gehen an { $privacy_email }.

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
mail-dpa-unsigned-subject = Die Unterschrift auf { $number } hat angehalten
mail-dpa-unsigned-preview = Ein Kunde hat sie bestätigt und wartet. Sie werden gebraucht.
mail-dpa-unsigned-heading = Eine Gegenzeichnung hat angehalten
mail-dpa-unsigned-body =
    Der Kunde hat seine Unterschrift auf dem Auftragsverarbeitungsvertrag { $number } bestätigt, aber das gegengezeichnete PDF konnte nicht erstellt werden. Es wird nicht von selbst noch einmal versucht. Der Grund:

    { $failure }

    Beheben Sie, was fehlt, und stoßen Sie den Vertrag auf seiner Seite wieder an. Die Bestätigung gilt: Der Kunde muss nicht noch einmal unterschreiben.
mail-dpa-unsigned-action = Vertrag öffnen
mail-dpa-unsigned-reason = Sie erhalten diese E-Mail, weil Sie für den Betreiber die Verträge betreuen.

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
    Wir kündigen eine Änderung in der Liste der Unterauftragsverarbeiter dieses Dienstes an.

    Sie beginnt für Sie frühestens am { $starts }, nach einer Frist von { $days } Tagen.

    Sie können widersprechen, bis sie beginnt: Öffnen Sie die Ankündigung, melden Sie sich mit einem Inhaber- oder Administratorkonto an und sagen Sie, warum; oder antworten Sie dem unten genannten Betreiber in Textform. Solange Ihr Widerspruch offen ist, beginnt die Änderung für Sie nicht.
mail-notice-action = Ankündigung lesen
mail-notice-reason = Sie erhalten diese E-Mail, weil Sie sich in Ihrem Arbeitsbereich um Ankündigungen zu Unterauftragsverarbeitern kümmern oder als Kontakt dafür genannt sind.
mail-notice-emergency-subject = Dringender Ersatz eines Unterauftragsverarbeiters: { $vendor }
mail-notice-emergency-preview = Ohne ihn fiele der Dienst oder die Sicherheit aus. Sie können bis { $starts } widersprechen.
mail-notice-emergency-heading = Ein Unterauftragsverarbeiter wird sofort ersetzt
mail-notice-emergency-body =
    Ohne diesen Ersatz fiele der Dienst oder die Sicherheit aus. Er beginnt deshalb nach dieser Ankündigung.

    Sie können bis { $starts } widersprechen, das sind { $days } Tage: Öffnen Sie die Ankündigung, melden Sie sich mit einem Inhaber- oder Administratorkonto an und sagen Sie, warum; oder antworten Sie dem unten genannten Betreiber in Textform.
mail-notice-emergency-action = Ankündigung lesen
mail-notice-emergency-reason = Sie erhalten diese E-Mail, weil Sie sich in Ihrem Arbeitsbereich um Ankündigungen zu Unterauftragsverarbeitern kümmern oder als Kontakt dafür genannt sind.
mail-notice-again-subject = Zweite Ankündigung: Änderung bei den Unterauftragsverarbeitern, { $vendor }
mail-notice-again-preview = Ob unsere erste E-Mail Sie erreicht hat, ließ sich nicht feststellen. Sie können bis { $starts } widersprechen.
mail-notice-again-heading = Ein Unterauftragsverarbeiter ändert sich
mail-notice-again-body =
    Dies ist eine weitere Ankündigung derselben Änderung: Ob unsere erste E-Mail Sie erreicht hat, ließ sich nicht feststellen.

    Sie beginnt für Sie frühestens am { $starts }, nach einer Frist von { $days } Tagen.

    Sie können widersprechen, bis sie beginnt: Öffnen Sie die Ankündigung, melden Sie sich mit einem Inhaber- oder Administratorkonto an und sagen Sie, warum; oder antworten Sie dem unten genannten Betreiber in Textform. Solange Ihr Widerspruch offen ist, beginnt die Änderung für Sie nicht.
mail-notice-again-action = Ankündigung lesen
mail-notice-again-reason = Sie erhalten diese E-Mail, weil Sie sich in Ihrem Arbeitsbereich um Ankündigungen zu Unterauftragsverarbeitern kümmern oder als Kontakt dafür genannt sind.
mail-notice-again-emergency-subject = Zweite Ankündigung: dringender Ersatz eines Unterauftragsverarbeiters, { $vendor }
mail-notice-again-emergency-preview = Ob unsere erste E-Mail Sie erreicht hat, ließ sich nicht feststellen. Sie können bis { $starts } widersprechen.
mail-notice-again-emergency-heading = Ein Unterauftragsverarbeiter wird sofort ersetzt
mail-notice-again-emergency-body =
    Dies ist eine weitere Ankündigung desselben Ersatzes: Ob unsere erste E-Mail Sie erreicht hat, ließ sich nicht feststellen. Ohne ihn fiele der Dienst oder die Sicherheit aus.

    Sie können bis { $starts } widersprechen, das sind { $days } Tage: Öffnen Sie die Ankündigung, melden Sie sich mit einem Inhaber- oder Administratorkonto an und sagen Sie, warum; oder antworten Sie dem unten genannten Betreiber in Textform.
mail-notice-again-emergency-action = Ankündigung lesen
mail-notice-again-emergency-reason = Sie erhalten diese E-Mail, weil Sie sich in Ihrem Arbeitsbereich um Ankündigungen zu Unterauftragsverarbeitern kümmern oder als Kontakt dafür genannt sind.
mail-notice-fact = { $name }: { $value }
mail-notice-fact-changed = { $name }: { $before } → { $after }
mail-notice-loss-service = Ohne den Ersatz fiele der Dienst aus.
mail-notice-loss-security = Ohne den Ersatz fiele die Sicherheit aus.
mail-notice-risk-same = Der neue Unterauftragsverarbeiter hat dieselbe Aufgabe, und das Risiko bleibt gleich.
mail-notice-risk-lower = Der neue Unterauftragsverarbeiter hat dieselbe Aufgabe, und das Risiko wird geringer.
mail-notice-reason-given = Grund: { $reason }
mail-notice-answer = In Textform widersprechen Sie, indem Sie auf diese E-Mail antworten oder an { $address } schreiben.
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

# Das Leben eines Vertrags
mail-dpa-signing-subject = Vertrag { $number } unterschreiben
mail-dpa-signing-preview = { $signatory } möchte für { $organisation } unterschreiben.
mail-dpa-signing-heading = Unterschrift bestätigen
mail-dpa-signing-body =
    { $signatory } möchte den Vertrag zur Auftragsverarbeitung { $number } für { $organisation } unterschreiben.

    Die Schaltfläche zeigt genau, was unterschrieben wird. Sie gilt einmal, bis { $expires }. Wenn niemand auf Ihrer Seite darum gebeten hat, tun Sie nichts: Ohne die Bestätigung wird nichts unterschrieben.
mail-dpa-signing-action = Ansehen, was unterschrieben wird
mail-dpa-signing-reason = Sie erhalten diese E-Mail, weil diese Adresse der Kontakt des Vertrags ist.

mail-dpa-in-force-subject = Der Vertrag { $number } ist in Kraft
mail-dpa-in-force-preview = Der gegengezeichnete Vertrag von { $organisation } gilt ab jetzt.
mail-dpa-in-force-heading = Der Vertrag ist in Kraft
mail-dpa-in-force-body =
    Der Vertrag zur Auftragsverarbeitung { $number } von { $organisation } trägt beide Signaturen und ist in Kraft. Der SHA-256-Fingerabdruck des gegengezeichneten PDF lautet:

    { $sha256 }
mail-dpa-in-force-action = Vertrag öffnen
mail-dpa-in-force-reason = Sie erhalten diese E-Mail, weil diese Adresse der Kontakt des Vertrags ist.

mail-dpa-waiting-subject = Wir prüfen Ihren Vertrag { $number }
mail-dpa-waiting-preview = Er ist gegengezeichnet. Unsere Rechtsabteilung sieht ihn zuerst an.
mail-dpa-waiting-heading = Ihr Vertrag ist gegengezeichnet
mail-dpa-waiting-body =
    Der Vertrag zur Auftragsverarbeitung { $number } von { $organisation } trägt beide Signaturen. Bevor er in Kraft tritt, muss unsere Rechtsabteilung ihn ansehen. Das dauert höchstens { $n ->
        [one] einen Arbeitstag
       *[other] { $n } Arbeitstage
    }.

    Der SHA-256-Fingerabdruck der Datei lautet:

    { $sha256 }
mail-dpa-waiting-action = Vertrag öffnen
mail-dpa-waiting-reason = Sie erhalten diese E-Mail, weil diese Adresse der Kontakt des Vertrags ist.

mail-dpa-countersigned-subject = { $organisation } hat { $number } gegengezeichnet
mail-dpa-countersigned-preview = Beide Signaturen sind darauf.
mail-dpa-countersigned-heading = Ein Vertrag ist gegengezeichnet
mail-dpa-countersigned-body = { $organisation } hat den Vertrag zur Auftragsverarbeitung { $number } gegengezeichnet.
mail-dpa-countersigned-in-force = Er ist in Kraft.
mail-dpa-countersigned-waits = Er wartet auf Ihre Entscheidung.
mail-dpa-countersigned-action = Vertrag öffnen
mail-dpa-countersigned-reason = Sie erhalten diese E-Mail, weil Sie sich für den Betreiber um Verträge kümmern.

mail-dpa-file-large = Die Datei ist zu groß für eine E-Mail ({ $size }). Laden Sie sie auf der Seite des Vertrags herunter.
mail-dpa-held-open = Der Arbeitsbereich „{ $workspace }“ hält diesen Vertrag: Seine Inhaber und Administratoren sehen ihn und was Sie unterschreiben. Wenn es nicht Ihrer ist, unterschreiben Sie nicht und schreiben Sie uns.
mail-dpa-held = Der Arbeitsbereich „{ $workspace }“ hält diesen Vertrag: Seine Inhaber und Administratoren sehen ihn und was unterschrieben wurde. Wenn es nicht Ihrer ist, schreiben Sie uns.
mail-dpa-attach-subject = Der Arbeitsbereich { $workspace } möchte { $number } halten
mail-dpa-attach-preview = Bestätigen Sie nur, wenn der Arbeitsbereich Ihrer ist.
mail-dpa-attach-heading = Ist das Ihr Arbeitsbereich?
mail-dpa-attach-body =
    Jemand im Arbeitsbereich „{ $workspace }“ möchte den Vertrag zur Auftragsverarbeitung { $number } von { $organisation } übernehmen. Wer diesen Arbeitsbereich verwaltet, sähe dann, was unterschrieben wird, und könnte ihn durch einen neueren Vertrag ablösen.

    Bestätigen Sie nur, wenn der Arbeitsbereich Ihrer ist. Die Schaltfläche gilt einmal, bis { $expires }. Wenn Sie nichts tun, ändert sich nichts.
mail-dpa-attach-action = Sehen, wer fragt
mail-dpa-attach-reason = Sie erhalten diese E-Mail, weil diese Adresse der Kontakt des Vertrags ist.
mail-dpa-attach-ended-subject = Ihr Arbeitsbereich hält { $number } nicht
mail-dpa-attach-ended-preview = Sie wollten diesen Vertrag übernehmen.
mail-dpa-attach-ended-heading = Ein Vertrag wurde nicht übernommen
mail-dpa-attach-ended-body = Sie wollten den Auftragsverarbeitungsvertrag { $number } in Ihren Arbeitsbereich übernehmen. Daraus wurde:
mail-dpa-attach-ended-taken = Ein anderer Arbeitsbereich hält ihn, oder Ihr Arbeitsbereich hat schon einen geltenden.
mail-dpa-attach-ended-lapsed = Sein Kontakt hat nicht rechtzeitig bestätigt. Sie können noch einmal fragen.
mail-dpa-attach-ended-refused = Sein Kontakt sagt, dass der Arbeitsbereich nicht seiner ist.
mail-dpa-attach-ended-action = Ihre Verträge ansehen
mail-dpa-attach-ended-reason = Sie erhalten diese E-Mail, weil Sie den Vertrag übernehmen wollten.

mail-dpa-released-subject = Der Arbeitsbereich { $workspace } hält { $number } nicht mehr
mail-dpa-released-preview = Wir haben ihm den Vertrag entzogen.
mail-dpa-released-heading = Ein Vertrag wurde einem Arbeitsbereich entzogen
mail-dpa-released-body =
    Wir haben den Auftragsverarbeitungsvertrag { $number } von { $organisation } dem Arbeitsbereich „{ $workspace }“ entzogen, der ihn nicht mehr sieht. Sonst ändert sich an dem Vertrag nichts. Der Grund:

    { $reason }
mail-dpa-released-action = Ansehen, was es gibt
mail-dpa-released-reason = Sie erhalten diese E-Mail, weil Sie der Kontakt des Vertrags sind oder ihn im Arbeitsbereich angefragt haben.

mail-dpa-declined-subject = { $organisation } hat { $number } abgelehnt
mail-dpa-declined-preview = Der Grund: { $reason }
mail-dpa-declined-heading = Ein Vertrag wurde abgelehnt
mail-dpa-declined-body =
    { $organisation } unterschreibt den Vertrag zur Auftragsverarbeitung { $number } nicht. Der Grund:

    { $reason }
mail-dpa-declined-action = Vertrag öffnen
mail-dpa-declined-reason = Sie erhalten diese E-Mail, weil Sie sich für den Betreiber um Verträge kümmern.

mail-dpa-reminder-subject = Der Vertrag { $number } ist bis { $ends } offen
mail-dpa-reminder-preview = { $organisation } hat ihn noch nicht unterschrieben.
mail-dpa-reminder-heading = Ihre Unterschrift fehlt
mail-dpa-reminder-body =
    Der Vertrag zur Auftragsverarbeitung { $number } von { $organisation } kann bis { $ends } unterschrieben werden. Danach würden Sie einen neuen anfordern.

    Auf seiner Seite dauert das Unterschreiben eine Minute.
mail-dpa-reminder-action = Vertrag unterschreiben
mail-dpa-reminder-reason = Sie erhalten diese E-Mail, weil diese Adresse der Kontakt des Vertrags ist.

mail-dpa-ended-subject = Der Vertrag { $number } ist beendet
mail-dpa-ended-preview = Es geht um { $organisation }.
mail-dpa-ended-heading = Ein Vertrag ist beendet
mail-dpa-ended-body = Das wurde aus dem Vertrag zur Auftragsverarbeitung { $number } von { $organisation }:
mail-dpa-ended-superseded = Der Vertrag { $why } hat seinen Platz eingenommen.
mail-dpa-ended-declined = Wir haben ihn nicht angenommen: { $why }
mail-dpa-ended-terminated = Er wurde beendet: { $why }
mail-dpa-ended-expired = Niemand hat ihn rechtzeitig unterschrieben.{ $why }
mail-dpa-ended-overtaken = Er ist geschlossen: Ein anderer Vertrag derselben Organisation trat in Kraft, bevor er unterschrieben war. Wenn Sie das überrascht, schreiben Sie uns.
mail-dpa-ended-action = Vertrag öffnen
mail-dpa-ended-reason = Sie erhalten diese E-Mail, weil diese Adresse der Kontakt des Vertrags ist.
mail-contact-subject = { $workspace } nennt Sie als Kontakt für Ankündigungen
mail-contact-preview = Bestätigen Sie Ihre Adresse, dann erfahren Sie von Änderungen bei Unterauftragsverarbeitern.
mail-contact-heading = Ankündigungen erhalten?
mail-contact-body =
    { $workspace } nennt Sie als Person, die per E-Mail erfährt, wenn sich ein Unterauftragsverarbeiter ihres Auftragsverarbeitungsvertrags ändert.

    Bestätigen Sie Ihre Adresse über die Schaltfläche, bis { $expires }. Sonst senden wir Ihnen nichts mehr.
mail-contact-action = Adresse bestätigen
mail-contact-reason = Sie erhalten diese E-Mail, weil { $workspace } Ihre Adresse eingetragen hat.

mail-objection-ended-subject = Ihr Widerspruch hat ein Ergebnis: { $vendor }
mail-objection-ended-preview = Lesen Sie, wie er geendet hat.
mail-objection-ended-heading = Ihr Widerspruch hat ein Ergebnis
mail-objection-ended-body = Ihr Arbeitsbereich hat einer Änderung bei den Unterauftragsverarbeitern widersprochen, die { $vendor } betrifft. So hat der Widerspruch geendet.
mail-objection-ended-action = Änderung ansehen
mail-objection-ended-reason = Sie erhalten diese E-Mail, weil Sie oder jemand aus Ihrem Arbeitsbereich widersprochen haben.
mail-objection-ended-vendor-dropped = Wir geben die Änderung auf: Sie kommt nicht, für keinen Kunden.
mail-objection-ended-configured-without = Die Änderung gilt für Sie nicht: Sobald sie begonnen hat, gehen Ihre Daten nicht zu dem Anbieter.
mail-objection-ended-customer-leaves = Sie verlassen den Teil des Dienstes, der den Anbieter braucht.
mail-objection-ended-answer = Unsere Antwort: { $answer }
mail-objection-subject = { $customer } widerspricht einer Änderung
mail-objection-preview = Lesen Sie, was bis zu Ihrer Antwort nicht geschehen darf.
mail-objection-heading = Ein Kunde widerspricht
mail-objection-body = { $customer } widerspricht einer Änderung bei den Unterauftragsverarbeitern. Bis der Widerspruch ein Ergebnis hat, beginnt die Änderung dort nicht; ist es ein Notfall, der schon in Kraft ist, halten Sie die Daten des Kunden vom neuen Unterauftragsverarbeiter fern.
mail-objection-action = Widerspruch lesen
mail-objection-reason = Sie erhalten diese E-Mail, weil Sie für den Betreiber die Unterauftragsverarbeiter betreuen.

mail-review-due-subject = Prüfung von { $vendor } ist am { $due } fällig
mail-review-due-preview = Jeder Unterauftragsverarbeiter wird einmal im Jahr geprüft.
mail-review-due-heading = Eine Prüfung wird fällig
mail-review-due-body = Die jährliche Prüfung von { $vendor } ist am { $due } fällig.
mail-review-due-action = Unterauftragsverarbeiter öffnen
mail-review-due-reason = Sie erhalten diese E-Mail, weil Sie für den Betreiber die Unterauftragsverarbeiter prüfen.
mail-review-overdue-subject = Prüfung von { $vendor } ist überfällig
mail-review-overdue-preview = Sie war am { $due } fällig.
mail-review-overdue-heading = Eine Prüfung ist überfällig
mail-review-overdue-body = Die jährliche Prüfung von { $vendor } war am { $due } fällig. Bis sie festgehalten ist, entsteht kein Vertrag.
mail-review-overdue-action = Unterauftragsverarbeiter öffnen
mail-review-overdue-reason = Sie erhalten diese E-Mail, weil Sie für den Betreiber die Unterauftragsverarbeiter prüfen.
mail-assessment-due-subject = Bewertung der Übermittlung an { $vendor } läuft am { $due } ab
mail-assessment-due-preview = Ohne eine neue kann kein Vertrag erstellt werden.
mail-assessment-due-heading = Eine Bewertung läuft ab
mail-assessment-due-body = Die Bewertung der Übermittlung an { $vendor } läuft am { $due } ab. Danach wird kein Vertrag erstellt, bis neu bewertet ist.
mail-assessment-due-action = Unterauftragsverarbeiter öffnen
mail-assessment-due-reason = Sie erhalten diese E-Mail, weil Sie für den Betreiber die Unterauftragsverarbeiter prüfen.
mail-assessment-expired-subject = Bewertung der Übermittlung an { $vendor } ist abgelaufen
mail-assessment-expired-preview = Es wird kein Vertrag erstellt, bis neu bewertet ist.
mail-assessment-expired-heading = Eine Bewertung ist abgelaufen
mail-assessment-expired-body = Die Bewertung der Übermittlung an { $vendor } ist am { $due } abgelaufen. Es wird kein Vertrag erstellt, bis neu bewertet ist.
mail-assessment-expired-action = Unterauftragsverarbeiter öffnen
mail-assessment-expired-reason = Sie erhalten diese E-Mail, weil Sie für den Betreiber die Unterauftragsverarbeiter prüfen.
mail-assessment-missing-subject = Übermittlung an { $vendor } wurde nie bewertet
mail-assessment-missing-preview = Es wird kein Vertrag erstellt, bis sie bewertet ist.
mail-assessment-missing-heading = Eine Übermittlung wurde nie bewertet
mail-assessment-missing-body = Seit { $due } gehen Daten an { $vendor } außerhalb des Europäischen Wirtschaftsraums, und niemand hat diese Übermittlung bewertet. Es wird kein Vertrag erstellt, bis das geschehen ist.
mail-assessment-missing-action = Anbieter öffnen
mail-assessment-missing-reason = Sie erhalten diese E-Mail, weil Sie für den Betreiber die Unterauftragsverarbeiter prüfen.
mail-controller-asked-subject = { $name } bittet um den Auftragsverarbeitungsvertrag
mail-controller-asked-preview = Jemand in { $workspace } möchte ihn sehen.
mail-controller-asked-heading = Jemand bittet um den Vertrag
mail-controller-asked-body =
    { $name } möchte den Vertrag sehen, auf dessen Grundlage wir die Daten von { $workspace } verarbeiten.

    Ihre Organisation entscheidet, was sie zeigt. Ihre Verträge finden Sie im Arbeitsbereich; bitte antworten Sie { $name } selbst.
mail-controller-asked-action = Verträge öffnen
mail-controller-asked-reason = Sie erhalten diese E-Mail, weil Sie sich um die Verträge von { $workspace } kümmern.
mail-questionnaire-received-subject = Fragebogen von { $customer }
mail-questionnaire-received-preview =
    { $n ->
        [one] Er hat { $n } Frage.
       *[other] Er hat { $n } Fragen.
    }
mail-questionnaire-received-heading = Ein Fragebogen wartet
mail-questionnaire-received-body = { $customer } hat einen Fragebogen eingereicht. Jede Antwort muss jemand ansehen, bevor sie zurückgeht.
mail-questionnaire-received-action = Durchsehen
mail-questionnaire-received-reason = Sie erhalten diese E-Mail, weil Sie Fragebögen von Kunden beantworten.

mail-questionnaire-answered-subject = Beantwortet: { $name }
mail-questionnaire-answered-preview = Ihr Fragebogen ist zurück.
mail-questionnaire-answered-heading = Ihr Fragebogen ist beantwortet
mail-questionnaire-answered-body = Jede Antwort in { $name } wurde durchgesehen. Holen Sie die Datei mit den Antworten in ihrer eigenen Form ab.
mail-questionnaire-answered-action = Datei abholen
mail-questionnaire-answered-reason = Sie erhalten diese E-Mail, weil Sie oder jemand aus Ihrem Arbeitsbereich den Fragebogen eingereicht haben.

mail-review-requested-subject = { $customer } bittet um ein Gespräch
mail-review-requested-preview = Schlagen Sie Termine vor.
mail-review-requested-heading = Ein Gespräch über die Maßnahmen ist erbeten
mail-review-requested-body = { $customer } möchte die Sicherheitsmaßnahmen durchgehen. Schlagen Sie Termine vor.
mail-review-requested-action = Termine vorschlagen
mail-review-requested-reason = Sie erhalten diese E-Mail, weil Sie Gespräche mit Kunden führen.

mail-review-commented-subject = { $customer } hat eine Anmerkung zum Protokoll
mail-review-commented-preview = Lesen Sie sie und schreiben Sie das Protokoll neu.
mail-review-commented-heading = Eine Anmerkung zum Protokoll
mail-review-commented-body = { $customer } möchte am Protokoll etwas geändert haben.
mail-review-commented-action = Anmerkung lesen
mail-review-commented-reason = Sie erhalten diese E-Mail, weil Sie Gespräche mit Kunden führen.

mail-review-approved-subject = { $customer } hat das Protokoll genehmigt
mail-review-approved-preview = Das Gespräch ist abgeschlossen.
mail-review-approved-heading = Protokoll genehmigt
mail-review-approved-body = { $customer } hat das Protokoll des Gesprächs genehmigt. Was vereinbart wurde, wird ab jetzt verfolgt.
mail-review-approved-action = Gespräch ansehen
mail-review-approved-reason = Sie erhalten diese E-Mail, weil Sie Gespräche mit Kunden führen.

mail-review-called-off-subject = Kein Gespräch mit { $customer }
mail-review-called-off-preview = Es wurde abgesagt, bevor ein Termin gewählt war.
mail-review-called-off-heading = Ein Gespräch wurde abgesagt
mail-review-called-off-body = Das Gespräch mit { $customer } findet nicht statt: Es wurde abgesagt, bevor ein Termin gewählt war.
mail-review-called-off-action = Gespräch ansehen
mail-review-called-off-reason = Sie erhalten diese E-Mail, weil Sie Gespräche mit Kunden führen.

mail-review-proposed-subject = Termine für Ihr Gespräch
mail-review-proposed-preview = Wählen Sie einen.
mail-review-proposed-heading = Wählen Sie einen Termin
mail-review-proposed-body = Der Betreiber schlägt Termine für das Gespräch über die Sicherheitsmaßnahmen vor, um das Ihr Arbeitsbereich gebeten hat.
mail-review-proposed-action = Termin wählen
mail-review-proposed-reason = Sie erhalten diese E-Mail, weil Sie oder jemand aus Ihrem Arbeitsbereich um das Gespräch gebeten haben.

mail-review-scheduled-subject = Gespräch mit { $customer }: { $at }
mail-review-scheduled-preview = Die Einladung für Ihren Kalender liegt bei.
mail-review-scheduled-heading = Ein Gespräch ist vereinbart
mail-review-scheduled-body = Das Gespräch über die Sicherheitsmaßnahmen beginnt am { $at } UTC. Die beigefügte Datei trägt es in Ihren Kalender ein.
mail-review-scheduled-action = Gespräch ansehen
mail-review-scheduled-reason = Sie erhalten diese E-Mail, weil Sie an dem Gespräch teilnehmen oder sich um die Gespräche Ihres Arbeitsbereichs kümmern.

mail-review-asked-again-subject = { $customer } bittet um andere Termine
mail-review-asked-again-preview = Schlagen Sie andere Termine vor.
mail-review-asked-again-heading = Andere Termine sind gewünscht
mail-review-asked-again-body = Keiner der Termine für das Gespräch passt { $customer }. Schlagen Sie andere vor; bis einer gewählt ist, gibt es keinen.
mail-review-asked-again-action = Termine vorschlagen
mail-review-asked-again-reason = Sie erhalten diese E-Mail, weil Sie Gespräche mit Kunden führen.

mail-review-tomorrow-subject = Morgen: Ihr Gespräch über die Sicherheitsmaßnahmen
mail-review-tomorrow-preview = Es beginnt am { $at } UTC.
mail-review-tomorrow-heading = Ihr Gespräch ist morgen
mail-review-tomorrow-body = Das Gespräch über die Sicherheitsmaßnahmen beginnt am { $at } UTC. Passt Ihnen das nicht mehr, bitten Sie um andere Termine.
mail-review-tomorrow-action = Gespräch ansehen
mail-review-tomorrow-reason = Sie erhalten diese E-Mail, weil Sie oder jemand aus Ihrem Arbeitsbereich um das Gespräch gebeten haben.

mail-review-tomorrow-staff-subject = Morgen: Gespräch mit { $customer }
mail-review-tomorrow-staff-preview = Es steht in Ihrem Kalender.
mail-review-tomorrow-staff-heading = Ein Gespräch ist morgen
mail-review-tomorrow-staff-body = Das Gespräch über die Sicherheitsmaßnahmen mit { $customer } ist morgen.
mail-review-tomorrow-staff-action = Gespräch ansehen
mail-review-tomorrow-staff-reason = Sie erhalten diese E-Mail, weil Sie Gespräche mit Kunden führen.

mail-review-cancelled-subject = Abgesagt: Gespräch mit { $customer }, { $at }
mail-review-cancelled-preview = Die beigefügte Datei nimmt es aus Ihrem Kalender.
mail-review-cancelled-heading = Ein Gespräch wurde abgesagt
mail-review-cancelled-body = Das Gespräch über die Sicherheitsmaßnahmen am { $at } UTC findet nicht statt. Die beigefügte Datei nimmt es aus Ihrem Kalender.
mail-review-cancelled-action = Gespräch ansehen
mail-review-cancelled-reason = Sie erhalten diese E-Mail, weil Sie an dem Gespräch teilnehmen sollten oder sich um die Gespräche Ihres Arbeitsbereichs kümmern.

mail-review-minuted-subject = Protokoll Ihres Gesprächs
mail-review-minuted-preview = Genehmigen Sie es, oder sagen Sie, was nicht stimmt.
mail-review-minuted-heading = Das Protokoll ist da
mail-review-minuted-body = Lesen Sie das Protokoll des Gesprächs über die Sicherheitsmaßnahmen. Genehmigen Sie es, oder sagen Sie, was nicht stimmt.
mail-review-minuted-action = Protokoll lesen
mail-review-minuted-reason = Sie erhalten diese E-Mail, weil Sie oder jemand aus Ihrem Arbeitsbereich um das Gespräch gebeten haben.

mail-review-action-subject = Fällig am { $due }: eine Maßnahme aus Ihrem Gespräch
mail-review-action-preview = Sie ist noch nicht erledigt.
mail-review-action-heading = Etwas Vereinbartes ist fällig
mail-review-action-body = Eine Maßnahme, die im Gespräch über die Sicherheitsmaßnahmen vereinbart wurde, ist am { $due } fällig und noch nicht erledigt.
mail-review-action-action = Maßnahmen ansehen
mail-review-action-reason = Sie erhalten diese E-Mail, weil Sie oder jemand aus Ihrem Arbeitsbereich um das Gespräch gebeten haben.

mail-review-action-staff-subject = Eine mit { $customer } vereinbarte Maßnahme ist fällig
mail-review-action-staff-preview = Sie ist noch nicht erledigt.
mail-review-action-staff-heading = Etwas Vereinbartes ist fällig
mail-review-action-staff-body = Eine Maßnahme, die mit { $customer } in einem Gespräch vereinbart wurde, ist fällig und noch nicht erledigt.
mail-review-action-staff-action = Maßnahmen ansehen
mail-review-action-staff-reason = Sie erhalten diese E-Mail, weil Sie Gespräche mit Kunden führen.

mail-review-offered-subject = Sie können um das Gespräch dieses Jahres bitten
mail-review-offered-preview = Bisher haben Sie nicht gefragt.
mail-review-offered-heading = Ein Gespräch über die Sicherheitsmaßnahmen
mail-review-offered-body = Nach Ihrem Vertrag können Sie die Sicherheitsmaßnahmen einmal im Jahr mit dem Betreiber durchgehen. Um das Gespräch dieses Jahres haben Sie noch nicht gebeten. Sie müssen es nicht.
mail-review-offered-action = Um das Gespräch bitten
mail-review-offered-reason = Sie erhalten diese E-Mail einmal im Jahr, weil Ihnen der Arbeitsbereich gehört.

mail-review-waiting-subject = Kunden warten auf Gespräche
mail-review-waiting-preview =
    { $n ->
        [one] { $n } Kunde wartet seit mehr als einer Woche.
       *[other] { $n } Kunden warten seit mehr als einer Woche.
    }
mail-review-waiting-heading = Kunden warten auf uns
mail-review-waiting-body = Gespräche, um die Kunden gebeten haben, warten seit mehr als einer Woche auf uns.
mail-review-waiting-action = Sehen, wer wartet
mail-review-waiting-reason = Sie erhalten diese E-Mail höchstens einmal in der Woche, weil Sie Gespräche mit Kunden führen.

mail-questionnaires-waiting-subject = Kunden warten auf Antworten zu Fragebögen
mail-questionnaires-waiting-preview =
    { $n ->
        [one] { $n } Fragebogen wartet seit mehr als einer Woche.
       *[other] { $n } Fragebögen warten seit mehr als einer Woche.
    }
mail-questionnaires-waiting-heading = Fragebögen warten auf uns
mail-questionnaires-waiting-body = Eingereichte Fragebögen von Kunden warten seit mehr als einer Woche auf uns. Der Vertrag verspricht die Antworten binnen eines Monats.
mail-questionnaires-waiting-action = Sehen, welche warten
mail-questionnaires-waiting-reason = Sie erhalten diese E-Mail höchstens einmal in der Woche, weil Sie Fragebögen von Kunden beantworten.
mail-questionnaires-urgent-subject = Fragebögen sind in wenigen Tagen zu beantworten
mail-questionnaires-urgent-preview =
    { $n ->
        [one] { $n } Fragebogen wartet seit 25 Tagen oder länger.
       *[other] { $n } Fragebögen warten seit 25 Tagen oder länger.
    }
mail-questionnaires-urgent-heading = Der Monat ist fast vorbei
mail-questionnaires-urgent-body = Eingereichte Fragebögen von Kunden warten seit 25 Tagen oder länger. Der Vertrag verspricht die Antworten binnen eines Monats.
mail-questionnaires-urgent-action = Sehen, welche warten
mail-questionnaires-urgent-reason = Sie erhalten diese E-Mail höchstens einmal in der Woche, weil Sie Fragebögen von Kunden beantworten.
## Der Verteiler, Anfragen nach der Liste mit Namen und Webhooks

mail-leave-list = Vom Verteiler abmelden:
mail-list-confirm-subject = Bestätigen Sie, dass Sie von Änderungen erfahren möchten
mail-list-confirm-preview = Der Link gilt 48 Stunden.
mail-list-confirm-heading = Von Änderungen bei unseren Unterauftragsverarbeitern erfahren?
mail-list-confirm-body =
    Jemand, wahrscheinlich Sie, hat darum gebeten, dass wir an diese Adresse schreiben, wenn sich unsere Unterauftragsverarbeiter ändern.

    Waren Sie es, dann bestätigen Sie es binnen 48 Stunden. Wenn nicht, tun Sie nichts: Wir löschen die Adresse von selbst.
mail-list-confirm-action = Bestätigen
mail-list-confirm-reason = Sie erhalten diese E-Mail, weil diese Adresse auf unserer Seite eingetragen wurde.
mail-list-already-subject = Sie erfahren schon von Änderungen
mail-list-already-preview = Diese Adresse steht auf dem Verteiler. Es ist nichts zu tun.
mail-list-already-heading = Sie stehen schon auf dem Verteiler
mail-list-already-body = Jemand, wahrscheinlich Sie, hat noch einmal darum gebeten, dass wir an diese Adresse schreiben, wenn sich unsere Unterauftragsverarbeiter ändern. Das tun wir schon; es ist nichts zu bestätigen.
mail-list-already-action = Die Liste nach Kategorien ansehen
mail-list-already-reason = Sie erhalten diese E-Mail, weil diese Adresse auf unserem Verteiler für Änderungen bei Unterauftragsverarbeitern steht.
mail-list-noticed-subject = Angekündigt: { $change }
mail-list-noticed-preview = Sie beginnt frühestens am { $starts }.
mail-list-noticed-heading = Eine Änderung bei unseren Unterauftragsverarbeitern ist angekündigt
mail-list-noticed-body =
    { $change }.

    Die Änderung beginnt frühestens am { $starts }. Kunden kennen das Unternehmen mit Namen; andere können die Liste mit Namen auf unserer Seite anfragen.
mail-list-noticed-action = Die Liste nach Kategorien ansehen
mail-list-noticed-reason = Sie erhalten diese E-Mail, weil Sie von Änderungen erfahren wollten.
mail-list-started-subject = Begonnen: { $change }
mail-list-started-preview = Die angekündigte Änderung gilt jetzt.
mail-list-started-heading = Eine Änderung bei unseren Unterauftragsverarbeitern hat begonnen
mail-list-started-body =
    { $change }.

    Die angekündigte Änderung gilt jetzt. Kunden kennen das Unternehmen mit Namen; andere können die Liste mit Namen auf unserer Seite anfragen.
mail-list-started-action = Die Liste nach Kategorien ansehen
mail-list-started-reason = Sie erhalten diese E-Mail, weil Sie von Änderungen erfahren wollten.
mail-list-withdrawn-subject = Zurückgezogen: { $change }
mail-list-withdrawn-preview = Die angekündigte Änderung kommt nicht.
mail-list-withdrawn-heading = Eine Änderung bei unseren Unterauftragsverarbeitern wurde zurückgezogen
mail-list-withdrawn-body =
    { $change }.

    Die angekündigte Änderung kommt nicht.
mail-list-withdrawn-action = Die Liste nach Kategorien ansehen
mail-list-withdrawn-reason = Sie erhalten diese E-Mail, weil Sie von Änderungen erfahren wollten.
mail-list-purpose = Aufgabe: { $purpose }
mail-list-place = Ort der Verarbeitung: { $place }
mail-list-ground = Grundlage der Übermittlung: { $ground }
mail-detail-confirm-subject = Bestätigen Sie Ihre Anfrage nach der Liste der Unterauftragsverarbeiter
mail-detail-confirm-preview = Der Link gilt 48 Stunden.
mail-detail-confirm-heading = Bestätigen Sie Ihre Anfrage
mail-detail-confirm-body =
    Jemand, wahrscheinlich Sie, hat im Namen dieser Adresse nach der Liste unserer Unterauftragsverarbeiter mit Namen gefragt.

    Waren Sie es, dann bestätigen Sie es binnen 48 Stunden. Wenn nicht, tun Sie nichts: Wir löschen die Anfrage von selbst.
mail-detail-confirm-action = Bestätigen
mail-detail-confirm-reason = Sie erhalten diese E-Mail, weil diese Adresse auf unserer Seite eingetragen wurde.
mail-detail-asked-subject = { $company } fragt nach der Liste der Unterauftragsverarbeiter
mail-detail-asked-preview = Die Adresse ist bestätigt. Die Anfrage wartet auf Ihre Entscheidung.
mail-detail-asked-heading = Eine Anfrage nach der Liste mit Namen
mail-detail-asked-body = Ein Geschäftskontakt von { $company } fragt nach der Liste der Unterauftragsverarbeiter mit Namen und hat die Adresse bestätigt. Gewähren Sie sie oder lehnen Sie ab.
mail-detail-asked-action = Anfrage öffnen
mail-detail-asked-reason = Sie erhalten diese E-Mail, weil Sie beim Betreiber über solche Anfragen entscheiden.
mail-detail-granted-subject = Die Liste unserer Unterauftragsverarbeiter
mail-detail-granted-preview = Sie können sie bis { $expires } öffnen.
mail-detail-granted-heading = Hier ist die Liste
mail-detail-granted-body =
    Sie haben für { $company } nach der Liste unserer Unterauftragsverarbeiter mit Namen gefragt. Der Knopf öffnet sie so, wie sie dann steht, bis { $expires }.

    Der Link ist für Sie. Bitte geben Sie ihn nicht weiter.
mail-detail-granted-action = Liste öffnen
mail-detail-granted-reason = Sie erhalten diese E-Mail, weil Sie nach der Liste gefragt haben.
mail-detail-refused-subject = Ihre Anfrage nach der Liste der Unterauftragsverarbeiter
mail-detail-refused-preview = Wir geben Ihnen die Liste mit Namen nicht.
mail-detail-refused-heading = Wir geben Ihnen die Liste mit Namen nicht
mail-detail-refused-body =
    Sie haben für { $company } nach der Liste unserer Unterauftragsverarbeiter mit Namen gefragt. Wir geben sie Ihnen nicht. Unser Grund:

    { $reason }

    Die Liste nach Kategorien steht allen offen.
mail-detail-refused-action = Die Liste nach Kategorien ansehen
mail-detail-refused-reason = Sie erhalten diese E-Mail, weil Sie nach der Liste gefragt haben.
mail-detail-revoked-subject = Die Liste der Unterauftragsverarbeiter ist geschlossen
mail-detail-revoked-preview = Der Link, den wir Ihnen sandten, öffnet nichts mehr.
mail-detail-revoked-heading = Die Liste ist geschlossen
mail-detail-revoked-body = Der Link zur Liste unserer Unterauftragsverarbeiter mit Namen, den wir Ihnen für { $company } gaben, öffnet nichts mehr.
mail-detail-revoked-action = Die Liste nach Kategorien ansehen
mail-detail-revoked-reason = Sie erhalten diese E-Mail, weil Sie nach der Liste gefragt haben.
mail-webhook-failing-subject = Ereignisse kommen nicht an: { $endpoint }
mail-webhook-failing-preview = Wir haben es drei Tage lang versucht.
mail-webhook-failing-heading = Ereignisse kommen nicht an
mail-webhook-failing-body =
    Wir haben drei Tage lang versucht, ein Ereignis Ihres Arbeitsbereichs an Ihren Endpunkt { $endpoint } zu senden, und dann aufgegeben.

    Sehen Sie nach, was er antwortet, bringen Sie ihn in Ordnung und senden Sie das Ereignis erneut. Wir schreiben zu diesem Endpunkt erst wieder, nachdem etwas angekommen ist.
mail-webhook-failing-action = Endpunkt öffnen
mail-webhook-failing-reason = Sie erhalten diese E-Mail, weil Sie in Ihrem Arbeitsbereich die Webhooks verwalten.
mail-webhook-gone-subject = Endpunkt besteht nicht mehr: { $endpoint }
mail-webhook-gone-preview = Wir senden keine Ereignisse mehr dorthin.
mail-webhook-gone-heading = Der Endpunkt besteht nicht mehr
mail-webhook-gone-body =
    Ihr Endpunkt { $endpoint } hat auf ein Ereignis Ihres Arbeitsbereichs mit 410 geantwortet: Er möchte keine Nachrichten mehr. Wir haben ihn angehalten.

    Entfernen Sie ihn, oder bringen Sie ihn in Ordnung und lassen Sie ihn weiterlaufen: Dann werden wartende Ereignisse gesendet. Was 30 Tage gewartet hat, wird aufgegeben.
mail-webhook-gone-action = Endpunkt öffnen
mail-webhook-gone-reason = Sie erhalten diese E-Mail, weil Sie in Ihrem Arbeitsbereich die Webhooks verwalten.

mail-review-declined-subject = Ihr Gespräch wurde abgesagt
mail-review-declined-preview = Der Betreiber nennt den Grund.
mail-review-declined-heading = Ihr Gespräch wurde abgesagt
mail-review-declined-body = Der Betreiber hat das Gespräch abgesagt, um das Ihr Arbeitsbereich gebeten hat, und nennt den Grund. Sie können um ein neues bitten.
mail-review-declined-action = Grund lesen
mail-review-declined-reason = Sie erhalten diese E-Mail, weil Sie oder jemand aus Ihrem Arbeitsbereich um das Gespräch gebeten haben.

mail-instruction-followed-subject = Ihre Weisung ist eingetragen: { $workspace }
mail-instruction-followed-preview = Wir befolgen, was Sie in Textform angewiesen haben.
mail-instruction-followed-heading = Ihre Weisung ist eingetragen
mail-instruction-followed-body = Wir haben eingetragen, was für { $workspace } in Textform angewiesen wurde, und befolgen es. Prüfen Sie, ob es sagt, was Sie meinten.
mail-instruction-followed-action = Weisungen ansehen
mail-instruction-followed-reason = Sie erhalten diese E-Mail, weil Sie für { $workspace } Weisungen erteilen dürfen.
mail-instruction-infringes-subject = Eine Weisung verstößt nach unserer Ansicht gegen das Recht: { $workspace }
mail-instruction-infringes-preview = Wir warten auf Ihre Antwort, bevor wir etwas tun.
mail-instruction-infringes-heading = Eine Weisung verstößt nach unserer Ansicht gegen das Recht
mail-instruction-infringes-body =
    Nach unserer Ansicht verstößt eine Weisung in Textform für { $workspace } gegen das Datenschutzrecht (Artikel 28 Absatz 3 DSGVO). Unser Grund steht daneben.

    Wir tun nichts darauf, bis Sie sie bestätigen oder ändern.
mail-instruction-infringes-action = Unseren Grund lesen
mail-instruction-infringes-reason = Sie erhalten diese E-Mail, weil Sie für { $workspace } Weisungen erteilen dürfen.

mail-second-person-subject = { $what } wartet auf eine zweite Person
mail-second-person-preview = Wer es geschrieben oder vorgeschlagen hat, entscheidet nicht darüber.
mail-second-person-heading = Eine zweite Person wird gebraucht
mail-second-person-body = { $what } wartet auf jemanden, der es weder geschrieben noch vorgeschlagen hat. Sehen Sie es sich an und entscheiden Sie.
mail-second-person-action = Öffnen
mail-second-person-reason = Sie erhalten diese E-Mail, weil Sie beim Betreiber darüber entscheiden dürfen.
mail-second-change = Eine Änderung der Liste der Unterauftragsverarbeiter
mail-second-measure = Eine Maßnahme
mail-second-answer = Eine Antwort der Bibliothek
mail-second-retirement = Der Rückzug einer Maßnahme
mail-second-ending = Das Ende eines Vertrags
mail-second-template = Ein Text des Vertrags

mail-measure-due-subject = Prüfung von „{ $measure }“ ist am { $due } fällig
mail-measure-due-preview = Jede unserer Maßnahmen wird spätestens nach einem Jahr geprüft.
mail-measure-due-heading = Eine Prüfung wird fällig
mail-measure-due-body = Die Maßnahme „{ $measure }“ steht in unseren Verträgen. Sehen Sie bis zum { $due } nach, ob sie ausgeführt wird, und halten Sie fest, was es zeigt.
mail-measure-due-action = Maßnahme öffnen
mail-measure-due-reason = Sie erhalten diese E-Mail, weil Sie sich um die Maßnahmen des Betreibers kümmern.

mail-measure-overdue-subject = Prüfung von „{ $measure }“ ist überfällig
mail-measure-overdue-preview = Sie war am { $due } fällig.
mail-measure-overdue-heading = Eine Prüfung ist überfällig
mail-measure-overdue-body = Die Maßnahme „{ $measure }“ steht in unseren Verträgen, die jedes Jahr eine Prüfung zusagen. Sie war am { $due } fällig.
mail-measure-overdue-action = Maßnahme öffnen
mail-measure-overdue-reason = Sie erhalten diese E-Mail, weil Sie sich um die Maßnahmen des Betreibers kümmern.

mail-measure-shortcoming-subject = Mangel bei „{ $measure }“
mail-measure-shortcoming-preview = Die nächste Prüfung ist am { $due } fällig.
mail-measure-shortcoming-heading = Eine Prüfung hat einen Mangel gefunden
mail-measure-shortcoming-body = Die Maßnahme „{ $measure }“ steht in unseren Verträgen, und eine Prüfung hat ergeben, dass sie nicht wie geschrieben ausgeführt wird. Beheben Sie das, und halten Sie bis zum { $due } fest, dass sie ausgeführt wird.
mail-measure-shortcoming-action = Maßnahme öffnen
mail-measure-shortcoming-reason = Sie erhalten diese E-Mail, weil Sie sich um die Maßnahmen des Betreibers kümmern.
