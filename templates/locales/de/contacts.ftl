# Kontakte für Ankündigungen von Änderungen bei Unterauftragsverarbeitern

refused-contact-known = Diese Adresse ist schon ein Kontakt.
refused-contacts-full = Ein Arbeitsbereich nennt höchstens 20 Kontakte.

contacts-title = Kontakte für Ankündigungen
contacts-lead = Inhaber und Administratoren erfahren von jeder Änderung bei Unterauftragsverarbeitern. Nennen Sie, wer es außerdem erfahren soll, etwa Ihre Datenschutzbeauftragte.
contacts-empty = Sonst erfährt es niemand
contacts-empty-text = Wen Sie hier nennen, erhält die Ankündigungen per E-Mail, ohne ein Konto.
contacts-name = Name
contacts-email = E-Mail
contacts-email-hint = Die Adresse wird um Bestätigung gebeten, bevor Ankündigungen dorthin gehen.
contacts-language = Sprache
contacts-state = Stand
contacts-confirmed = Bestätigt am { $date }
contacts-agreed = In Ihrem Vertrag genannt
contacts-asked = Um Bestätigung gebeten
contacts-remove = Entfernen
contacts-add-title = Kontakt nennen
contacts-add = Kontakt nennen
contacts-see = Kontakte für Ankündigungen
contacts-ask-title = Ankündigungen erhalten?
contacts-ask-text = { $workspace } nennt Sie als Person, die per E-Mail erfährt, wenn sich ein Unterauftragsverarbeiter ihres Auftragsverarbeitungsvertrags ändert.
contacts-ask-confirm = Ja, senden Sie mir die Ankündigungen
contacts-done-title = Ihre Adresse ist bestätigt
contacts-done-text = Sie erfahren per E-Mail, wenn sich ein Unterauftragsverarbeiter von { $workspace } ändert.
contacts-gone-title = Dieser Link gilt nicht mehr
contacts-gone-text = Er wurde benutzt oder ist abgelaufen. Bitten Sie, wer Sie genannt hat, es noch einmal zu tun.
contacts-beside-title = Was Sie erhalten
contacts-beside-text = Jede Ankündigung sagt, wer der Unterauftragsverarbeiter ist, was er mit welchen Daten wo tut, wann es beginnen kann und bis wann der Kunde widersprechen kann.
flash-contact-added = Der Kontakt wird um Bestätigung gebeten.
flash-contact-removed = Der Kontakt erhält keine Ankündigungen mehr.
