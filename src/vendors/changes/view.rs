//! What the operator's staff and customers see of a change.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::{change_notice, change_review, notice_delivery, objection, subprocessor_change};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::dates::{Clocks, Dates};
use super::deliveries::{Failure, Reach, Why};
use super::emergency::{Loss, Risk};
use super::model::{Kind, Outcome, State};
use super::store;
use crate::kernel::error::Error;
use crate::vendors::subprocessors::Facts;

/// A change as the operator's staff sees it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = VendorChange)]
pub struct Change {
    /// The row.
    pub id: Uuid,
    /// What is changed.
    pub kind: Kind,
    /// How far it has come.
    pub state: State,
    /// Whether it may start as soon as customers were told.
    pub emergency: bool,
    /// What an emergency would lose.
    pub loss: Option<Loss>,
    /// The risk after an emergency.
    pub risk: Option<Risk>,
    /// The vendor in the register that is changed, replaced or removed.
    pub subprocessor_id: Option<Uuid>,
    /// What the vendor will be.
    pub subprocessor: Option<Facts>,
    /// Why.
    pub reason: String,
    /// Days between notice and start.
    pub notice_days: i32,
    /// Counts how often it was written: a review names the one that was read.
    pub revision: i32,
    /// Who wrote it as it stands.
    pub drafted_by: Uuid,
    /// When.
    pub drafted_at: DateTime<Utc>,
    /// What others said of the draft as it stands.
    pub reviews: Vec<Review>,
    /// When customers were told.
    pub noticed_at: Option<DateTime<Utc>>,
    /// Where the clocks of the customers stand, once they were told.
    pub clocks: Option<Clocks>,
    /// When it started.
    pub activated_at: Option<DateTime<Utc>>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// Why it was withdrawn.
    pub withdrawal_reason: Option<String>,
}

/// What somebody said of a draft.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Review {
    /// Who.
    pub reviewed_by: Uuid,
    /// When.
    pub reviewed_at: DateTime<Utc>,
    /// `approved` or `rejected`.
    pub decision: String,
    /// What was looked at, or what is missing.
    pub note: String,
}

impl Change {
    /// The change in a row.
    ///
    /// # Errors
    /// When the row says what the product does not know.
    pub fn of(row: subprocessor_change::Model, reviews: &[change_review::Model], clocks: Option<Clocks>) -> Result<Self, Error> {
        let unknown = || anyhow::anyhow!("a change of an unknown kind or state");
        let said = reviews.iter().filter(|review| review.change_id == row.id && review.revision == row.revision);
        Ok(Self {
            kind: Kind::parse(&row.kind).ok_or_else(unknown)?,
            state: State::parse(&row.state).ok_or_else(unknown)?,
            subprocessor: row.proposed.map(serde_json::from_value).transpose()?,
            reviews: said.map(Review::of).collect(),
            clocks,
            id: row.id,
            emergency: row.emergency,
            loss: row.loss.as_deref().and_then(Loss::parse),
            risk: row.risk.as_deref().and_then(Risk::parse),
            subprocessor_id: row.subprocessor_id,
            reason: row.reason,
            notice_days: row.notice_days,
            revision: row.revision,
            drafted_by: row.drafted_by,
            drafted_at: row.drafted_at,
            noticed_at: row.noticed_at,
            activated_at: row.activated_at,
            withdrawn_at: row.withdrawn_at,
            withdrawal_reason: row.withdrawal_reason,
        })
    }
}

impl Review {
    fn of(row: &change_review::Model) -> Self {
        let (decision, note) = (row.decision.clone(), row.note.clone());
        Self { reviewed_by: row.reviewed_by, reviewed_at: row.reviewed_at, decision, note }
    }
}

/// What a customer is told of a change; kept as it was told from the moment of the announcement.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Content {
    /// What is changed.
    pub kind: Kind,
    /// Whether it starts at once because service or security would be lost.
    pub emergency: bool,
    /// Which of them would be lost; absent in notices from before it was asked.
    #[serde(default)]
    pub loss: Option<Loss>,
    /// The risk after an emergency; absent as `loss`.
    #[serde(default)]
    pub risk: Option<Risk>,
    /// The vendor in the register that is changed, replaced or removed.
    #[serde(default)]
    pub subprocessor_id: Option<Uuid>,
    /// The vendor as it was.
    pub before: Option<Facts>,
    /// The vendor as it will be.
    pub after: Option<Facts>,
    /// Why.
    pub reason: String,
    /// Days between notice and start.
    pub notice_days: u16,
}

/// How far a notice has come for a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = NoticeStanding)]
pub enum Standing {
    /// The clock runs, or has run and the change has not started.
    Noticed,
    /// The customer objects.
    Objected,
    /// The change does not count for this customer.
    LeftOut,
    /// It holds.
    Active,
    /// It will not be.
    Withdrawn,
}

impl Standing {
    /// How far the notice in a row has come.
    #[must_use]
    pub const fn of(row: &change_notice::Model) -> Self {
        match () {
            () if row.withdrawn_at.is_some() => Self::Withdrawn,
            () if row.left_out => Self::LeftOut,
            () if row.has_objection => Self::Objected,
            () if row.activated_at.is_some() => Self::Active,
            () => Self::Noticed,
        }
    }
}

/// A notice as its customer sees it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Notice {
    /// The change.
    pub id: Uuid,
    /// How far it has come.
    pub state: Standing,
    /// What was told.
    #[serde(flatten)]
    pub content: Content,
    /// When the clock began.
    pub noticed_at: DateTime<Utc>,
    /// From when it can take effect here, and until when an objection counts.
    #[serde(flatten)]
    pub dates: Dates,
    /// When the first contact was reached.
    pub reached_at: Option<DateTime<Utc>>,
    /// When it started here.
    pub activated_at: Option<DateTime<Utc>>,
    /// Whether an objection can be filed.
    pub may_object: bool,
    /// Whether the workspace uses such a vendor as its settings are; if not, its days run all the same.
    pub is_used: bool,
    /// How it came to each contact.
    pub deliveries: Vec<Delivery>,
    /// What was objected.
    pub objections: Vec<Objection>,
}

/// How a notice came to a contact.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = NoticeDelivery)]
pub struct Delivery {
    /// The person of the workspace; absent for a contact without an account.
    pub user_id: Option<Uuid>,
    /// The contact without an account.
    pub contact_id: Option<Uuid>,
    /// Their name.
    pub name: Option<String>,
    /// Their address, which tells two of one name apart; none of a contact that was struck out.
    pub email: Option<String>,
    /// How far it came.
    pub state: Reach,
    /// How many mails were sent or tried, the first included.
    pub turn: i32,
    /// When it was put into the queue.
    pub queued_at: DateTime<Utc>,
    /// When the mail server took it.
    pub sent_at: Option<DateTime<Utc>>,
    /// When it came back or was refused.
    pub bounced_at: Option<DateTime<Utc>>,
    /// Why the last mail reached nobody.
    pub failure: Option<Why>,
    /// What the mail server answered when it refused the mail, as 550.
    pub smtp_code: Option<u16>,
    /// When it was opened in the product.
    pub opened_at: Option<DateTime<Utc>>,
    /// When the contact said that they have read it.
    pub acknowledged_at: Option<DateTime<Utc>>,
}

/// A line in the operator's list of objections.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct FiledLine {
    /// The objection.
    pub id: Uuid,
    /// The change.
    pub change_id: Uuid,
    /// The customer.
    pub tenant_id: Uuid,
    /// Its name.
    pub tenant: String,
    /// When it was filed.
    pub filed_at: DateTime<Utc>,
    /// How it ended; open while absent.
    pub outcome: Option<Outcome>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
}

/// An objection and who files it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Filed {
    /// The change.
    pub change_id: Uuid,
    /// The customer.
    pub tenant_id: Uuid,
    /// Its name.
    pub tenant: String,
    /// What it objects.
    pub objection: Objection,
}

/// An objection and how it ended.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Objection {
    /// The row.
    pub id: Uuid,
    /// Why.
    pub grounds: String,
    /// Who objected, or who of the operator's staff entered what came in writing.
    pub objected_by: Uuid,
    /// When.
    pub objected_at: DateTime<Utc>,
    /// When it came in writing; absent when it was filed in the product.
    pub received_at: Option<DateTime<Utc>>,
    /// How it ended; open while absent.
    pub outcome: Option<Outcome>,
    /// What the operator answered.
    pub answer: Option<String>,
    /// When it ended.
    pub resolved_at: Option<DateTime<Utc>>,
}

impl Objection {
    /// The objection in a row.
    #[must_use]
    pub fn of(row: &objection::Model) -> Self {
        Self {
            id: row.id,
            grounds: row.grounds.clone(),
            objected_by: row.objected_by,
            objected_at: row.objected_at,
            received_at: row.received_at,
            outcome: row.outcome.as_deref().and_then(Outcome::parse),
            answer: row.answer.clone(),
            resolved_at: row.resolved_at,
        }
    }
}

/// Whether an objection that arrives then can be filed: as long as the notice runs.
#[must_use]
pub fn may_object(row: &change_notice::Model, arrives: DateTime<Utc>) -> bool {
    store::runs(row, arrives) && !row.left_out && !row.has_objection
}

/// What stands around a notice as it is seen.
pub struct Around<'a> {
    /// How it came to its contacts.
    pub deliveries: &'a [notice_delivery::Model],
    /// What was objected.
    pub objections: &'a [objection::Model],
    /// The names and addresses of people and contacts.
    pub named: &'a HashMap<Uuid, (String, Option<String>)>,
    /// The zone of the workspace.
    pub zone: Tz,
    /// Whether the workspace has AI on.
    pub ai_is_on: bool,
    /// The moment.
    pub now: DateTime<Utc>,
}

impl Notice {
    /// The notice in its rows.
    ///
    /// # Errors
    /// When the row says what the product does not know.
    pub fn of(row: change_notice::Model, around: &Around<'_>) -> Result<Self, Error> {
        let state = Standing::of(&row);
        let failure =
            |one: &notice_delivery::Model| one.failure.as_deref().filter(|_| one.state == "bounced").and_then(Failure::read);
        let named = |one: &notice_delivery::Model| one.user_id.or(one.contact_id).and_then(|id| around.named.get(&id));
        let delivery = |one: &notice_delivery::Model| Delivery {
            failure: failure(one).map(|failure| failure.why),
            smtp_code: failure(one).and_then(|failure| failure.smtp_code),
            user_id: one.user_id,
            contact_id: one.contact_id,
            name: named(one).map(|(name, _)| name.clone()),
            email: named(one).and_then(|(_, email)| email.clone()),
            state: Reach::of(one),
            turn: one.turn,
            queued_at: one.queued_at,
            sent_at: one.sent_at,
            bounced_at: one.bounced_at,
            opened_at: one.opened_at,
            acknowledged_at: one.acknowledged_at,
        };
        let content = store::content(&row)?;
        Ok(Self {
            id: row.change_id,
            state,
            may_object: may_object(&row, around.now),
            is_used: content.is_used(around.ai_is_on),
            deliveries: around.deliveries.iter().filter(|one| one.notice_id == row.id).map(delivery).collect(),
            objections: around.objections.iter().filter(|one| one.notice_id == row.id).map(Objection::of).collect(),
            noticed_at: row.noticed_at,
            dates: Dates::of(&row, around.zone),
            reached_at: row.reached_at,
            activated_at: row.activated_at,
            content,
        })
    }
}

impl Content {
    /// The name of the vendor that it is about: as it will be, or as it was.
    #[must_use]
    pub fn vendor(&self) -> &str {
        self.after.as_ref().or(self.before.as_ref()).map_or("", |facts| facts.legal_name.as_str())
    }

    /// What a workspace decides on the change, for its log of instructions.
    #[must_use]
    pub fn decided(&self, change: Uuid, decision: &str) -> serde_json::Value {
        serde_json::json!({ "change": change, "vendor": self.vendor(), "decision": decision })
    }

    /// Whether a workspace with this AI switch uses the vendor, as it was or as it will be.
    #[must_use]
    pub fn is_used(&self, ai_is_on: bool) -> bool {
        [&self.before, &self.after].into_iter().flatten().any(|facts| facts.applies.is_used(ai_is_on))
    }
}
