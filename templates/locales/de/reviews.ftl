# Prüfungen von Anbietern und Übermittlungen, für die Mitarbeitenden des Betreibers

field-day-to-come = Geben Sie einen kommenden Tag an, höchstens 3 Jahre nach der Bewertung.
field-day-before-assessment = Geben Sie den Tag der Bewertung an oder einen späteren.
field-day-within-a-year = Geben Sie einen kommenden Tag an, höchstens ein Jahr nach der Bewertung: Der Anbieter zertifiziert sich jedes Jahr neu.
field-day-after-decision = Geben Sie einen Tag an, an dem der Beschluss der Kommission noch gilt.
refused-no-transfer = Die Daten bleiben hier im Europäischen Wirtschaftsraum: Es gibt keine Übermittlung zu bewerten.

reviews-see = Prüfungen
reviews-vendors-title = Prüfungen der Unterauftragsverarbeiter
reviews-vendors-lead = Jeder Unterauftragsverarbeiter wird einmal im Jahr geprüft, jede Übermittlung, bevor ihre Bewertung abläuft.
reviews-look = Jährliche Prüfung
reviews-assessment = Bewertung der Übermittlung
reviews-due = Fällig am { $date }
reviews-overdue = Überfällig seit { $date }
reviews-within = Innerhalb des EWR
reviews-not-assessed = Nie bewertet: es wird kein Vertrag erstellt
reviews-holds = Gilt bis { $date }
reviews-expired = Abgelaufen am { $date }: Es wird kein Vertrag erstellt
reviews-looks = Was festgestellt wurde
reviews-none = Diesen Unterauftragsverarbeiter hat noch niemand geprüft.
reviews-by = { $name }, { $date }
reviews-note = Was Sie geprüft und festgestellt haben
reviews-note-hint = Etwa den Vertrag, seine Unterauftragnehmer, den Ort der Verarbeitung.
reviews-send = Prüfung festhalten
reviews-found = Was Sie festgestellt haben
reviews-reference = Dokument
reviews-reference-hint = Seine Nummer oder sein Ort in Ihren Akten.
reviews-until = Gilt bis
reviews-assess-adequacy = Ob der Beschluss der Kommission diesen Anbieter erfasst: Land oder Gebiet, Art des Anbieters und der Daten, und dass er noch gilt.
reviews-assess-framework = Ob die Zertifizierung des Anbieters nach dem Datenschutzrahmen aktiv ist und diese Daten erfasst. Sie wird jedes Jahr erneuert und gilt daher höchstens bis zur nächsten Erneuerung.
reviews-assess-clauses = Ob die Klauseln in diesem Modul unterzeichnet sind, ob Recht und Praxis des Landes dem Schutz entgegenstehen, und was dagegen getan wird.
reviews-assess-rules = Ob eine Behörde die Vorschriften genehmigt hat und sie diesen Anbieter binden, ob Recht und Praxis des Landes dem Schutz entgegenstehen, und was dagegen getan wird.
reviews-assess-unnamed = Für diese Übermittlung ist keine Grundlage festgehalten. Schreiben Sie auf, was Sie festgestellt haben, und entwerfen Sie eine Änderung, die die Grundlage nennt.
reviews-assess = Bewertung festhalten
flash-vendor-reviewed = Die Prüfung ist festgehalten. Die nächste ist in einem Jahr fällig.
flash-transfer-assessed = Die Bewertung ist festgehalten.
