//! The job of questionnaires: tell the operator's staff that one waits.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store;
use crate::agreements::assurance::events::Event;
use crate::agreements::assurance::policy::AnswerQuestionnaires;
use crate::kernel::error::Error;
use crate::kernel::outbox::{Job, Work};
use crate::notifications::{self, Mail, Recipient};
use crate::people::{tenants, users};

/// Tells the operator's staff that a questionnaire was handed in.
#[derive(Debug, Serialize, Deserialize)]
pub struct TellStaff {
    /// The questionnaire.
    pub questionnaire_id: Uuid,
}

impl Job for TellStaff {
    const KIND: &'static str = "assurance.questionnaire";
}

/// Sends the mails.
///
/// # Errors
/// When the database fails; the outbox tries again.
pub async fn tell_staff(work: Work, job: TellStaff) -> Result<(), Error> {
    let tx = work.snapshot().await?;
    let row = store::by_id(&tx, job.questionnaire_id).await?;
    let customer = tenants::own(&tx).await?.ok_or(Error::NotFound)?;
    drop(tx);
    let Some(realm) = tenants::operator_realm(&work.kernel().register().await?).await? else { return Ok(()) };
    let tx = work.kernel().as_system(realm.id).await?;
    for person in users::holding::<AnswerQuestionnaires>(&tx).await? {
        let mail = Mail::new(Recipient::Person(person), "questionnaire-received")
            .with("customer", customer.name.as_str())
            .counting(row.questions.into())
            .link(format!("/operator/questionnaires/{}", row.id));
        notifications::mail(&tx, mail).await?;
    }
    tx.commit(Event::Received { questionnaire_id: row.id, count: row.questions }).await
}
