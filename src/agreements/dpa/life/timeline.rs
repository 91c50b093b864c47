//! The way of an agreement as a line of steps: read from the moments in its row, for customers and for the operator.

use chrono::{DateTime, Utc};

use super::super::model::Status;
use super::super::states::State;
use crate::kernel::html::Tone;
use crate::kernel::i18n::Texts;

/// A step of an agreement's way.
pub struct Step {
    /// How it went.
    pub tone: Tone,
    /// Its name.
    pub name: String,
    /// What it means; empty while it is to come.
    pub about: String,
    /// When, in words; empty while it is to come.
    pub at: String,
}

/// The steps of an agreement's way: those it has made, and those still to come where it goes on.
#[must_use]
pub fn steps(texts: Texts, status: &Status) -> Vec<Step> {
    let moments = [
        ("requested", Some(status.requested_at)),
        ("generated", status.generated_at),
        ("sealed", status.sealed_at),
        ("sent", status.sent_at),
        ("viewed", status.viewed_at),
        ("countersigned", status.countersigned_at),
        ("in-force", status.in_force_at),
    ];
    let last = moments.iter().rposition(|(_, at)| at.is_some()).unwrap_or_default();
    let end = ending(status);
    let mut steps: Vec<Step> = Vec::new();
    for (place, (name, at)) in moments.into_iter().enumerate() {
        if at.is_none() && place < last {
            // Whoever signs from the file in the mail has never opened the page.
            continue;
        }
        if at.is_none() && end.is_some() {
            break;
        }
        steps.push(Step {
            tone: if at.is_some() { Tone::Ok } else { Tone::None },
            name: texts.t(&format!("dpa-step-{name}")),
            // What has not happened yet is not told as if it had.
            about: at.map(|_| texts.t(&format!("dpa-step-{name}-text"))).unwrap_or_default(),
            at: at.map_or_else(|| texts.t("dpa-step-waiting"), |at| texts.moment(at)),
        });
    }
    if let Some((name, tone, at)) = end {
        steps.push(Step {
            tone,
            name: texts.t(&format!("dpa-step-{name}")),
            about: texts.t(&format!("dpa-step-{name}-text")),
            at: at.map(|at| texts.moment(at)).unwrap_or_default(),
        });
    }
    steps
}

/// How the way ended, if it did.
fn ending(status: &Status) -> Option<(&'static str, Tone, Option<DateTime<Utc>>)> {
    Some(match status.state {
        State::Failed => ("failed", Tone::Bad, None),
        State::Superseded => ("superseded", Tone::None, status.superseded_at),
        State::Terminated => ("terminated", Tone::None, status.terminated_at),
        State::Declined => ("declined", Tone::Bad, status.declined_at),
        State::Expired => ("expired", Tone::Warn, status.expired_at),
        _ => return None,
    })
}

/// How a state is shown.
#[must_use]
pub const fn tone(state: State) -> Tone {
    match state {
        State::InForce => Tone::Ok,
        State::Failed | State::Declined => Tone::Bad,
        State::Countersigned | State::Expired => Tone::Warn,
        State::Superseded | State::Terminated => Tone::None,
        _ => Tone::Info,
    }
}
