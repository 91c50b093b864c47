//! How far a notice came to a contact, in the words of the table, of the interface and of the pages.

use chrono::{DateTime, Utc};
use entity::notice_delivery;
use serde::Serialize;

/// How far a notice came to a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// The mail is on its way.
    Queued,
    /// The mail server took it.
    Sent,
    /// Nobody knows whether the mail server took it.
    Unconfirmed,
    /// The mail came back, or the mail server refused it.
    Bounced,
    /// The contact opened the notice in the product.
    Opened,
    /// The contact said that they have read it.
    Acknowledged,
}

impl Reach {
    /// Every one.
    pub const ALL: [Self; 6] = [Self::Queued, Self::Sent, Self::Unconfirmed, Self::Bounced, Self::Opened, Self::Acknowledged];

    /// The most that is known of a contact: who opened the notice was reached, whatever became of the mail.
    #[must_use]
    pub fn of(row: &notice_delivery::Model) -> Self {
        match row.state.as_str() {
            _ if row.acknowledged_at.is_some() => Self::Acknowledged,
            _ if row.opened_at.is_some() => Self::Opened,
            "sent" => Self::Sent,
            "unconfirmed" => Self::Unconfirmed,
            "bounced" => Self::Bounced,
            _ => Self::Queued,
        }
    }

    /// The word in the interface and the end of the text's key.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Unconfirmed => "unconfirmed",
            Self::Bounced => "bounced",
            Self::Opened => "opened",
            Self::Acknowledged => "acknowledged",
        }
    }

    /// Whether the contact counts as told.
    #[must_use]
    pub const fn is_reached(self) -> bool {
        matches!(self, Self::Sent | Self::Opened | Self::Acknowledged)
    }
}

/// Since when a contact counts as told. A mail that came back reached nobody.
#[must_use]
pub fn reached_at(row: &notice_delivery::Model) -> Option<DateTime<Utc>> {
    let by_mail = row.sent_at.filter(|_| row.state == "sent");
    [by_mail, row.opened_at, row.acknowledged_at].into_iter().flatten().min()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_mail_that_came_back_reached_nobody_but_who_opened_the_notice_was_reached() {
        let at = |second| DateTime::from_timestamp(second, 0);
        let mut row = notice_delivery::Model {
            tenant_id: Uuid::nil(),
            id: Uuid::nil(),
            notice_id: Uuid::nil(),
            place: 0,
            user_id: None,
            contact_id: None,
            state: "sent".into(),
            turn: 1,
            tries: 1,
            sending_by: None,
            queued_at: DateTime::UNIX_EPOCH,
            tried_at: None,
            sent_at: at(5),
            bounced_at: None,
            failure: None,
            opened_at: None,
            acknowledged_at: None,
        };
        assert_eq!((Reach::of(&row), reached_at(&row)), (Reach::Sent, at(5)));
        row.state = "bounced".into();
        assert_eq!((Reach::of(&row), reached_at(&row)), (Reach::Bounced, None));
        row.opened_at = at(9);
        assert_eq!((Reach::of(&row), reached_at(&row)), (Reach::Opened, at(9)));
        row.acknowledged_at = at(12);
        assert_eq!((Reach::of(&row), reached_at(&row)), (Reach::Acknowledged, at(9)));
    }
}
