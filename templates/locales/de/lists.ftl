# Die Fassungen der Liste der Unterauftragsverarbeiter

field-unknown-version = Keine Fassung der Liste heißt so.
field-day-gone = Geben Sie einen Tag an, der schon gekommen ist.
refused-list-undeclared = Die Liste der Unterauftragsverarbeiter ist noch nicht erklärt. Erklären Sie sie zuerst.
refused-list-declared = Die Liste der Unterauftragsverarbeiter wurde schon erklärt. Entwerfen Sie eine Änderung: Kunden erfahren davon, bevor sie beginnt.
refused-assessment-missing = Eine Übermittlung aus dem Europäischen Wirtschaftsraum wurde nie bewertet. Bewerten Sie sie zuerst.
refused-assessment-expired = Die Bewertung einer Übermittlung ist abgelaufen. Bewerten Sie sie neu.
refused-review-overdue = Die jährliche Prüfung eines Unterauftragsverarbeiters ist überfällig. Halten Sie sie zuerst fest.

subprocessors-used-not-yet = Von Ihnen noch nicht genutzt: Ihre Frist läuft oder Ihr Widerspruch ist offen
subprocessors-used-left-out = Von Ihnen nicht genutzt: nach Ihrem Widerspruch ausgenommen
lists-see = Fassungen dieser Liste
lists-title = Fassungen der Liste
lists-lead = Die Liste, wie sie von einer Änderung zur nächsten galt. Anlage III eines Vertrags nennt eine dieser Fassungen.
lists-empty = Noch ist keine Fassung aufbewahrt
lists-empty-text = Die erste Fassung wird aufbewahrt, wenn der Betreiber erklärt, wen er einsetzt.
lists-from = Vergleichen
lists-to = Mit
lists-compare = Vergleichen
lists-option = { $number } vom { $date } ({ $name })
lists-compared = Von Fassung { $from } zu Fassung { $to }
lists-same = Beide Fassungen sagen dasselbe.
lists-added = Hinzugekommen
lists-removed = Ausgeschieden
lists-unchanged = Unverändert
lists-before = Vorher
lists-after = Nachher
lists-all = Alle Fassungen
lists-number = Fassung
lists-name = Name in Verträgen
lists-size = Unterauftragsverarbeiter
lists-vendors = { $n ->
    [one] { $n } Unterauftragsverarbeiter
   *[other] { $n } Unterauftragsverarbeiter
}
