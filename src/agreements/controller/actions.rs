//! The verbs of people towards the controller.

use std::time::Duration;

use super::events::Event;
use super::model::{Controller, Named};
use super::policy::AskController;
use crate::agreements::dpa::{self, HoldAgreements, Processor};
use crate::kernel::authz::{Authorized, Visitor};
use crate::kernel::error::Error;
use crate::kernel::limits::Rule;
use crate::notifications::{self, Mail, Recipient};
use crate::people::users;

/// One person asks once a day: whoever answers needs no second mail before.
const PER_PERSON: Rule = Rule::new("controller-asked", 1, Duration::from_secs(24 * 3600));

/// Who is responsible for the data of the caller's workspace.
///
/// # Errors
/// When the database fails.
pub async fn get(caller: &Authorized<AskController>, visitor: &Visitor, processor: &Processor) -> Result<Controller, Error> {
    let agreement = dpa::in_force(caller, visitor).await?.map(|row| Named {
        since: row.in_force_at.unwrap_or(row.requested_at),
        legal_name: row.legal_name,
        address: row.address,
        country: row.country,
        number: row.number,
    });
    let workspace = caller.session().workspace.name.clone();
    Ok(Controller { workspace, agreement, processor_email: processor.privacy_email.clone() })
}

/// Asks those who hold the agreements of the workspace for a copy: they decide what they show, and to whom.
///
/// # Errors
/// `TooMany` within a day of the last time.
pub async fn ask(caller: &Authorized<AskController>) -> Result<(), Error> {
    let session = caller.session();
    caller.kernel().limits.reserve(&PER_PERSON, &session.user_id.to_string()).await?;
    let tx = caller.begin().await?;
    let holders = users::holding::<HoldAgreements>(&tx).await?;
    for &person in &holders {
        let mail = Mail::new(Recipient::Person(person), "controller-asked")
            .with("name", session.name.clone())
            .with("workspace", session.workspace.name.clone())
            .link("/settings/agreements".to_owned());
        notifications::mail(&tx, mail).await?;
    }
    tx.commit(Event::Asked { user_id: session.user_id, told: holders.len() as u64 }).await
}
