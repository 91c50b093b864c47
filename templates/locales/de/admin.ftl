### The administrator's home.

admin-title = Übersicht
admin-lead-calm = { $date }. Alles läuft nach Plan.
admin-lead-late =
    { $date }. { $n ->
        [one] { $n } Person ist überfällig, alles andere läuft nach Plan.
       *[other] { $n } Personen sind überfällig, alles andere läuft nach Plan.
    }
admin-lead-new = { $date }. Fünf Schritte, dann können Ihre Leute lernen.
admin-lead-instructor = { $date }. Die Gruppen, die Sie leiten.
admin-add-people = Personen hinzufügen
admin-new-module = Neues Modul
admin-assign = Modul zuweisen

## Numbers

admin-stats-label = Auf einen Blick
admin-stat-active = Aktive Lernende
admin-stat-active-of = von { $total }
admin-stat-active-note =
    { $n ->
        [0] Alle haben sich angemeldet
        [one] { $n } hat sich noch nicht angemeldet
       *[other] { $n } haben sich noch nicht angemeldet
    }
admin-stat-finished = Diese Woche abgeschlossen
admin-stat-finished-more =
    { $n ->
        [0] So viele wie letzte Woche
        [one] { $n } mehr als letzte Woche
       *[other] { $n } mehr als letzte Woche
    }
admin-stat-finished-fewer =
    { $n ->
        [one] { $n } weniger als letzte Woche
       *[other] { $n } weniger als letzte Woche
    }
admin-stat-overdue = Überfällig
admin-stat-overdue-note =
    { $n ->
        [0] Keine seit mehr als einer Woche
        [one] { $n } seit mehr als einer Woche
       *[other] { $n } seit mehr als einer Woche
    }
admin-stat-median = Mittlere Dauer (Median)
admin-stat-median-days =
    { $n ->
        [one] { $n } Tag
       *[other] { $n } Tage
    }
admin-stat-median-note = Von der Zuweisung bis zur letzten Einheit
admin-stat-median-none = Noch hat niemand abgeschlossen

## Overdue

admin-overdue-title = Überfällig
admin-overdue-all =
    { $n ->
        [one] In der Fortschrittsübersicht zeigen
       *[other] Alle { $n } in der Fortschrittsübersicht
    }
admin-overdue-caption = Personen, deren Frist vorbei ist
admin-overdue-col-person = Person
admin-overdue-col-module = Modul
admin-overdue-col-due = Fällig
admin-overdue-col-late = Überfällig
admin-overdue-col-action = Aktion
admin-overdue-days =
    { $n ->
        [one] { $n } Tag
       *[other] { $n } Tage
    }
admin-overdue-open = Öffnen
admin-overdue-open-name = Fortschritt von { $name } öffnen
admin-overdue-empty-title = Niemand ist überfällig
admin-overdue-empty-text = Wer eine Frist überschreitet, erscheint hier.

## Finished per week

admin-weeks-title = Abschlüsse je Woche
admin-weeks-range = { $from } bis { $until }
admin-weeks-label = Abgeschlossene Module je Woche: { $n } in dieser Woche, { $max } in der stärksten Woche.
admin-weeks-note = Diese Woche ist noch nicht zu Ende.
admin-weeks-empty = Das erste abgeschlossene Modul zeichnet den ersten Balken.

## Checklist

admin-setup-title = Einrichten
admin-setup-done = { $done } von { $total } erledigt
admin-setup-step-done = Erledigt:
admin-setup-look = Name und Akzentfarbe
admin-setup-look-text = Damit alle wissen, wo sie sind.
admin-setup-look-action = Wählen
admin-setup-people = Personen hinzufügen
admin-setup-people-text = Für den Anfang einzeln; Gruppen machen das Zuweisen leicht.
admin-setup-people-action = Hinzufügen
admin-setup-people-done =
    { $n ->
        [one] { $n } Person hinzugefügt
       *[other] { $n } Personen hinzugefügt
    }
admin-setup-module = Ein Modul veröffentlichen
admin-setup-module-text = Eine Seite und drei Fragen genügen.
admin-setup-module-action = Schreiben
admin-setup-module-done =
    { $n ->
        [one] { $n } Modul veröffentlicht
       *[other] { $n } Module veröffentlicht
    }
admin-setup-assign = Zuweisen
admin-setup-assign-text = Bevor etwas gesendet wird, sehen Sie, wer es bekommt.
admin-setup-assign-action = Zuweisen
admin-setup-assign-done =
    { $n ->
        [one] { $n } Zuweisung gemacht
       *[other] { $n } Zuweisungen gemacht
    }
admin-setup-agreement = Vertrag holen
admin-setup-agreement-text = Der Auftragsverarbeitungsvertrag nach Art. 28 DSGVO, in Sekunden gesiegelt.
admin-setup-agreement-action = Anfordern
admin-setup-agreement-done = Vertrag gesiegelt
admin-setup-all-done = Alle fünf Schritte sind erledigt. Diese Liste verschwindet, wenn Sie sie schließen.

## Coming up

admin-coming-title = Demnächst
admin-coming-due = { $module } ist fällig
admin-coming-due-text =
    { $date }. { $n ->
        [0] Alle sind fertig.
        [one] { $n } Person ist noch nicht fertig.
       *[other] { $n } Personen sind noch nicht fertig.
    }
admin-coming-empty = Nichts in den nächsten 30 Tagen.

admin-setup-first = Den ersten Abschluss sehen
admin-setup-first-text = Die Matrix zeigt, wer wie weit ist, sobald es geschieht.
admin-setup-first-action = Ansehen
admin-setup-first-done =
    { $n ->
        [one] { $n } Modul abgeschlossen
       *[other] { $n } Module abgeschlossen
    }
