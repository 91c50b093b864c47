# Wer für die Daten einer Person verantwortlich ist.

controller-title = Wer für Ihre Daten verantwortlich ist
controller-lead = Ihre Organisation entscheidet, was hier mit Ihren Daten geschieht. Wir verarbeiten sie nur auf deren Weisung.
controller-workspace = Arbeitsbereich
controller-name = Verantwortliche Organisation
controller-agreement = Vertrag mit uns
controller-bound = { $number }, in Kraft seit { $since }
controller-agreement-none = In diesem Produkt ist noch kein Vertrag in Kraft. Ihre Organisation kann sagen, welcher uns bindet.
controller-first = Was vorgeht
controller-first-text = Wo dieser Vertrag und das, was wir selbst zu diesen Daten sagen, voneinander abweichen, gilt der Vertrag.
controller-processor = Unser Kontakt für Datenschutz
controller-ask-title = Um den Vertrag bitten
controller-ask-text = Wir sagen denen, die sich bei { $workspace } um Verträge kümmern, dass Sie ihn sehen möchten. Sie antworten Ihnen.
controller-ask-action = Darum bitten
flash-controller-asked = Sie wissen Bescheid und antworten Ihnen per E-Mail.
flash-controller-asked-before = Sie haben am letzten Tag schon gefragt. Es wurde weitergegeben.
