//! How a notice came to each contact, as its customer sees it.

use super::deliveries::{Reach, Why};
use super::view::Delivery;
use crate::kernel::html::{Shell, Tone};

/// How the notice came to a contact.
pub struct DeliveryShown {
    /// Their name.
    pub name: String,
    /// Tells two of one name apart; empty for somebody who is gone.
    pub email: String,
    /// How far it came.
    pub tone: Tone,
    /// The same in words.
    pub state: String,
    /// When.
    pub at: String,
}

impl DeliveryShown {
    /// In the words of whoever looks.
    #[must_use]
    pub fn of(shell: &Shell, delivery: &Delivery) -> Self {
        let (tone, at) = match delivery.state {
            Reach::Acknowledged => (Tone::Ok, delivery.acknowledged_at),
            Reach::Opened => (Tone::Ok, delivery.opened_at),
            Reach::Sent => (Tone::Ok, delivery.sent_at),
            Reach::Bounced => (Tone::Bad, delivery.bounced_at),
            Reach::Unconfirmed => (Tone::Warn, None),
            Reach::Queued => (Tone::Info, None),
        };
        Self {
            name: delivery.name.clone().unwrap_or_else(|| shell.t("changes-contact-gone")),
            email: delivery.email.clone().unwrap_or_default(),
            tone,
            state: reach_said(shell, delivery),
            at: shell.moment_here(at.unwrap_or(delivery.queued_at)),
        }
    }
}

/// How far it came; of a mail that reached nobody, why.
fn reach_said(shell: &Shell, delivery: &Delivery) -> String {
    let why = delivery.failure.filter(|_| delivery.state == Reach::Bounced);
    match (why, delivery.smtp_code) {
        (Some(Why::Refused), Some(code)) => shell.ta("changes-bounced-refused-code", &[("code", &code.to_string())]),
        (Some(Why::Refused), None) => shell.t("changes-bounced-refused"),
        (Some(Why::Closed), _) => shell.t("changes-bounced-closed"),
        _ => shell.t(&format!("changes-delivery-{}", delivery.state.as_str())),
    }
}
