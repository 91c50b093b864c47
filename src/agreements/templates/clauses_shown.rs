//! What a page says of each clause: who carries it out, on which promises it stands, and when they were last proved.

use super::clauses::{Clause, Performer, Tally, are_current};
use super::text::Template;
use crate::agreements::promises::{Conditions, Promise};
use crate::kernel::html::Count as _;
use crate::kernel::i18n::Texts;

/// What a page says of a clause.
#[derive(Clone, Debug)]
pub struct ClauseLine {
    /// The number of the clause.
    pub number: String,
    /// Who carries it out.
    pub words: String,
    /// The promises on which it stands, each with whether it is kept where that is not said already.
    pub promises: Vec<(String, String)>,
    /// When they were last proved.
    pub proved: String,
    /// What the workspace of whoever looks has seen of them.
    pub own: Vec<String>,
}

/// What a page says of the clauses of a version.
#[derive(Debug, Default)]
pub struct ClauseMap {
    /// How many are carried out by whom; empty where the version does not say it.
    pub summary: String,
    /// What a declaration is; empty where there is none.
    pub declarations: String,
    /// Of each clause.
    pub lines: Vec<ClauseLine>,
}

impl ClauseMap {
    /// In the words of whoever looks.
    #[must_use]
    pub fn of(template: &Template, now: &Conditions, texts: Texts) -> Self {
        let clauses = template.clauses();
        Self {
            summary: match tallied(Tally::of(&clauses, now), texts) {
                said if said.is_empty() || are_current(&clauses) => said,
                said => format!("{said} {}", texts.t("trust-checked-earlier")),
            },
            declarations: match clauses.iter().any(|clause| clause.performed_by == Performer::Agreed) {
                true => texts.t("clauses-declarations"),
                false => String::new(),
            },
            lines: clauses.iter().map(|clause| line(clause, now, texts)).collect(),
        }
    }

    /// With what the workspace of whoever looks has seen of each promise.
    #[must_use]
    pub fn seen(mut self, of: impl Fn(&str) -> Option<String>) -> Self {
        for line in &mut self.lines {
            line.own = line.promises.iter().filter_map(|(promise, _)| of(promise)).collect();
        }
        self
    }
}

fn line(clause: &Clause<'_>, now: &Conditions, texts: Texts) -> ClauseLine {
    let proved = clause.proved_at(now);
    let has_promises = !clause.promises.is_empty();
    let key = match (clause.performed_by, proved) {
        (Performer::Software, Some(_)) => "clause-by-software",
        (Performer::Software, None) => "clause-by-software-unproved",
        (Performer::Operator, _) if has_promises => "clause-by-operator-with",
        (Performer::Operator, _) => "clause-by-operator",
        (Performer::Customer, _) if has_promises => "clause-by-customer-with",
        (Performer::Customer, _) => "clause-by-customer",
        (Performer::Agreed, _) if has_promises => "clause-agreed-with",
        (Performer::Agreed, _) => "clause-agreed",
    };
    let state = |promise: &Promise| match (proved, promise.hindrance(now, texts)) {
        (Some(_), _) => String::new(),
        (None, None) if promise.is_kept(now) => texts.t("clause-promise-kept"),
        (None, None) => texts.t("clause-promise-not-kept"),
        (None, Some(hindrance)) => format!("{}: {hindrance}", texts.t("clause-promise-not-kept")),
    };
    ClauseLine {
        number: clause.number.to_owned(),
        words: texts.t(key),
        promises: clause.promises.iter().map(|promise| (promise.id.clone(), state(promise))).collect(),
        proved: proved.map(|at| texts.ta("clause-proved", &[("date", &texts.date(at))])).unwrap_or_default(),
        own: Vec::new(),
    }
}

/// How many clauses are carried out by whom; what there is none of is not said.
fn tallied(tally: Tally, texts: Texts) -> String {
    if tally.clauses == 0 {
        return String::new();
    }
    let parts = [
        ("clause-tally-proved", tally.proved),
        ("clause-tally-unproved", tally.unproved),
        ("clause-tally-operator", tally.operator),
        ("clause-tally-customer", tally.customer),
        ("clause-tally-agreed", tally.agreed),
    ];
    let said = parts.into_iter().filter(|(_, count)| *count > 0).map(|(key, count)| texts.tn(key, count.count()));
    texts.tna("clause-tally", tally.clauses.count(), &[("parts", &said.collect::<Vec<_>>().join(", "))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::i18n::Locale;

    #[test]
    fn a_page_says_who_carries_out_how_many() {
        let tally = Tally { clauses: 31, proved: 18, unproved: 0, operator: 9, customer: 0, agreed: 4 };
        let said = |tally, locale| tallied(tally, Texts::new(locale));
        let english = said(tally, Locale::En);
        assert_eq!(english, "31 clauses: 18 kept by the software and proved, 9 by the operator’s people, 4 declarations.");
        assert!(said(tally, Locale::De).starts_with("31 Ziffern: "), "{}", said(tally, Locale::De));
        assert_eq!(said(Tally::default(), Locale::En), "");
        let unproved = said(Tally { proved: 17, unproved: 1, ..tally }, Locale::En);
        assert!(unproved.contains("1 meant for the software and not proved at present"), "{unproved}");
    }
}
