//! The numbers of a version: what its text promises, and the periods of an agreement's own life.

use serde::Deserialize;

/// The numbers of the text.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// Days between the notice of a sub-processor and its start (M-5.6).
    pub notice_days: Term,
    /// Hours within which an incident is reported (M-9.1).
    pub incident_hours: Term,
    /// Hours within which the operator aims to report one; a version that does not say it aims as the first text did.
    #[serde(default = "incident_target")]
    pub incident_target_hours: Term,
    /// Working days within which a request is forwarded.
    pub request_days: Term,
    /// Days for the return of data (M-3.1).
    pub return_days: Term,
}

/// The trust design's aim, 6: a day.
const fn incident_target() -> Term {
    Term { value: 24, floor: None, ceiling: None }
}

impl Terms {
    /// Each number with its name.
    #[must_use]
    pub fn named(&self) -> [(&'static str, Term); 5] {
        [
            ("notice_days", self.notice_days),
            ("incident_hours", self.incident_hours),
            ("incident_target_hours", self.incident_target_hours),
            ("request_days", self.request_days),
            ("return_days", self.return_days),
        ]
    }
}

/// The periods of an agreement's own life, from the offer to its end: `[life]`, each with its source there. What a version does
/// not say is as it was before it could.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Life {
    /// For so many days the operator stands by what it sent: a customer's legal department may take a quarter; after it the
    /// annexes would describe registers that have moved on.
    pub offer_days: Term,
    /// So many days before the end of that time the customer is reminded: enough for a signature.
    pub reminder_days: Term,
    /// For so many hours a link to confirm works: over night, not over the weekend after.
    pub link_hours: Term,
    /// Within so many business days the operator makes an agreement, and decides one that has to be looked at (M-1.1).
    pub answer_days: Term,
}

impl Default for Life {
    fn default() -> Self {
        let term = |value| Term { value, floor: None, ceiling: None };
        Self { offer_days: term(90), reminder_days: term(14), link_hours: term(24), answer_days: term(2) }
    }
}

impl Life {
    /// Each number with its name.
    #[must_use]
    pub fn named(&self) -> [(&'static str, Term); 4] {
        [
            ("offer_days", self.offer_days),
            ("reminder_days", self.reminder_days),
            ("link_hours", self.link_hours),
            ("answer_days", self.answer_days),
        ]
    }
}

/// A number with its bounds; what else a term says (unit, source) is for people.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Term {
    /// The number.
    pub value: u32,
    pub(super) floor: Option<u32>,
    pub(super) ceiling: Option<u32>,
}

impl Term {
    /// Whether a number is within the bounds of this term.
    #[must_use]
    pub fn allows(&self, value: u32) -> bool {
        value > 0 && self.floor.is_none_or(|floor| value >= floor) && self.ceiling.is_none_or(|ceiling| value <= ceiling)
    }
}
