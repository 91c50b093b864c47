//! What the operator's staff can do with a change as it stands, and what they are told of that.

use chrono::{DateTime, Utc};

use super::model::{Kind, State};
use super::policy::ManageChanges;
use super::transfer::Lack;
use super::view::Change;
use crate::kernel::authz::SignedIn;
use crate::kernel::i18n::Texts;
use crate::vendors::subprocessors::{Core, Vendor};

/// What the person can do with a change as it stands.
pub(super) struct Next {
    pub(super) enter: bool,
    pub(super) edit: bool,
    pub(super) review: bool,
    pub(super) announce: bool,
    pub(super) start: bool,
    /// The transfer is to be assessed, or was.
    pub(super) assess: bool,
    pub(super) withdraw: bool,
}

/// A change, and what beside its notice keeps it from starting now.
pub(super) struct Standing<'a> {
    pub(super) change: &'a Change,
    pub(super) lack: Option<Lack>,
    pub(super) now: DateTime<Utc>,
}

impl Standing<'_> {
    /// The end of the notice that keeps the change from starting now.
    fn runs_until(&self) -> Option<DateTime<Utc>> {
        let Self { change, now, .. } = self;
        change.clocks.and_then(|clocks| clocks.earliest).filter(|earliest| now < earliest && !change.emergency)
    }

    /// Whether a customer keeps the change from starting.
    fn waits(&self) -> bool {
        self.change.clocks.is_some_and(|clocks| clocks.objecting > 0)
    }

    /// What the person can do.
    pub(super) fn next(&self, caller: &SignedIn) -> Next {
        let (change, may) = (self.change, caller.may::<ManageChanges>());
        Next {
            edit: may && change.state.is_open(),
            review: may && change.state == State::Draft && !has_spoken(caller, change),
            announce: may && change.state == State::Reviewed,
            enter: may && matches!(change.state, State::Noticed | State::Active),
            start: may && change.state == State::Noticed && self.runs_until().is_none() && self.lack.is_none(),
            assess: change.subprocessor.as_ref().is_some_and(|facts| !facts.is_within_eea()) && change.kind != Kind::Remove,
            withdraw: may && !matches!(change.state, State::Active | State::Withdrawn),
        }
    }

    /// Where the change stands, in a sentence.
    pub(super) fn about(&self, texts: Texts, caller: &SignedIn) -> String {
        let change = self.change;
        let dated = |key: &str, at: Option<DateTime<Utc>>| {
            let date = at.map(|at| texts.moment(at)).unwrap_or_default();
            texts.ta(key, &[("date", &date)])
        };
        match (change.state, self.lack) {
            (State::Draft, _) if has_spoken(caller, change) => texts.t("changes-about-draft-own"),
            (State::Draft, _) => texts.t("changes-about-draft"),
            (State::Rejected, _) => texts.t("changes-about-rejected"),
            (State::Reviewed, _) => texts.t("changes-about-reviewed"),
            (State::Noticed, _) if self.runs_until().is_some() => dated("changes-about-runs", self.runs_until()),
            (State::Noticed, _) if self.waits() => texts.t("changes-about-waits"),
            (State::Noticed, Some(Lack::Assessment)) => texts.t("changes-about-unassessed"),
            (State::Noticed, Some(Lack::NewAssessment)) => texts.t("changes-about-assessed-no-more"),
            (State::Noticed, None) => match change.clocks.map_or(0, |clocks| clocks.customers.saturating_sub(clocks.reached)) {
                0 => texts.t("changes-about-ready"),
                lost => {
                    let urgent = "changes-about-ready-without-emergency";
                    let key = if change.emergency { urgent } else { "changes-about-ready-without" };
                    texts.tn(key, i64::try_from(lost).unwrap_or(i64::MAX))
                }
            },
            (State::Active, _) => dated("changes-about-active", change.activated_at),
            (State::Withdrawn, _) => dated("changes-about-withdrawn", change.withdrawn_at),
        }
    }
}

/// Whether the person wrote the draft or has reviewed it.
fn has_spoken(caller: &SignedIn, change: &Change) -> bool {
    let me = caller.session().user_id;
    change.drafted_by == me || change.reviews.iter().any(|review| review.reviewed_by == me)
}

/// Whether the core of the service leaves the European Union with a change that has yet to start (M-7.1).
pub(super) fn takes_core_out(change: &Change, in_use: &[Vendor]) -> bool {
    if matches!(change.state, State::Active | State::Withdrawn) {
        return false;
    }
    let today = Core::of(in_use.iter().map(|vendor| &vendor.facts));
    let others = in_use.iter().filter(|vendor| Some(vendor.id) != change.subprocessor_id).map(|vendor| &vendor.facts);
    let afterwards = Core::of(others.chain(&change.subprocessor));
    today.is_in_union() && !afterwards.is_in_union()
}
