### The operator's console.

operator-title = Mandanten
operator-lead = Alle Firmen, die auf dieser Plattform arbeiten. Sie sehen Zahlen, keine Inhalte.
operator-tenant-lead = Ein Arbeitsbereich in Zahlen.
operator-tenant-stats = Personen in Zahlen
operator-tenant-facts = Arbeitsbereich
operator-nav-label = Betreiberkonsole
operator-nav-tenants = Mandanten
operator-nav-agreements = AVV-Anfragen
operator-nav-subprocessors = Unterauftragsverarbeiter
operator-count =
    { $n ->
        [0] Noch kein Mandant
        [one] { $n } Mandant
       *[other] { $n } Mandanten
    }
operator-caption = Mandanten dieser Plattform
operator-filter-label = Mandanten filtern
operator-filter-search = Name oder Kurzname
operator-filter-apply = Anwenden
operator-filter-clear = Filter zurücksetzen
operator-col-name = Mandant
operator-col-slug = Kurzname
operator-col-people = Personen
operator-col-learners = Lernende
operator-col-signed-in = Lernende, die sich schon angemeldet haben
operator-col-modules = Module
operator-col-language = Sprache
operator-col-zone = Zeitzone
operator-col-ai = KI
operator-col-agreement = Vertrag
operator-col-since = Seit
operator-col-active = Zuletzt aktiv
operator-people =
    { $n ->
        [0] niemand
        [one] { $n } Person
       *[other] { $n } Personen
    }
operator-ai-on = An
operator-ai-off = Aus
operator-ai-since = KI zuletzt geschaltet
operator-ai-never = Nie
operator-agreement-none = Noch keiner
operator-agreement-sealed = Gesiegelt am { $date }
operator-agreement-in-force = In Kraft seit { $date }
operator-never-active = Noch nie
operator-more = Weitere Mandanten zeigen
operator-empty-title = Noch kein Mandant
operator-empty-text = Die erste Firma erscheint hier, sobald ihr Arbeitsbereich eröffnet ist.
operator-none-title = Kein Mandant passt
operator-none-text = Suchen Sie nach einem Teil des Namens.
operator-access-title = Sie können nicht hineinsehen
operator-access-text = Von dieser Seite führt kein Weg zu Personen, Antworten oder Nachweisen eines Mandanten.
operator-stats-label = Die Plattform in Zahlen
operator-stat-tenants = Mandanten
operator-stat-people = Personen
operator-stat-agreements = Gesiegelte Verträge
operator-stat-jobs = Wartende Aufträge
operator-stat-jobs-dead =
    { $n ->
        [0] Keiner ist endgültig gescheitert
        [one] { $n } ist endgültig gescheitert
       *[other] { $n } sind endgültig gescheitert
    }
