//! What nobody asked for and still is said: once a year to a customer that it may ask for a meeting, once a week to the staff
//! that somebody waits. The worker calls this a few times a day; a row for each period keeps it to one mail.

use chrono::{DateTime, Datelike as _, Duration, Utc};

use super::model::{State, is_due};
use super::store;
use crate::agreements::assurance::events::Event;
use crate::agreements::assurance::policy::{AnswerQuestionnaires, HoldReviews};
use crate::agreements::assurance::questionnaires;
use crate::kernel::Kernel;
use crate::kernel::error::Error;
use crate::notifications::{self, Mail, Recipient};
use crate::people::tenants::{self, Tenant};
use crate::people::users;
use crate::rights::exports::TakeOut;

/// Somebody who has waited for so long is waiting too long.
const TOO_LONG: Duration = Duration::days(7);

/// A questionnaire is answered within a month of being handed in, as the agreement says: after so many days few are left.
const NEARLY_OVER: Duration = Duration::days(25);

/// What the reminders of questionnaires are counted by, so that they are none of meetings: years have four figures.
const ANSWERS: i32 = 1_000_000;

/// Tells customers whose year has come round, and the staff who waits. A customer that cannot be written to does not hold up
/// the others.
///
/// # Errors
/// When a workspace cannot be written to; the next round tries again.
pub async fn remind_customers(kernel: &Kernel) -> Result<(), Error> {
    let Some(realm) = tenants::operator_realm(&kernel.register().await?).await? else { return Ok(()) };
    let customers = tenants::customers(&kernel.read_as_system(realm.id).await?).await?;
    let (mut failure, now) = (None, kernel.clock.now());
    for customer in customers.iter().filter(|customer| is_due(customer.created_at, now, false)) {
        failure = offer(kernel, customer).await.err().or(failure);
    }
    failure = press(kernel, &realm, now).await.err().or(failure);
    failure = press_for_answers(kernel, &realm, now).await.err().or(failure);
    failure.map_or(Ok(()), Err)
}

/// The number of a week, as 202611.
fn week_of(now: DateTime<Utc>) -> i32 {
    let week = now.iso_week();
    week.year() * 100 + i32::try_from(week.week()).unwrap_or_default()
}

/// Tells the owners of a workspace that they may ask for this year's meeting.
async fn offer(kernel: &Kernel, customer: &Tenant) -> Result<(), Error> {
    let year = kernel.clock.now().year();
    if store::is_reminded(&kernel.read_as_system(customer.id).await?, year).await? {
        return Ok(());
    }
    let tx = kernel.as_system(customer.id).await?;
    let asked = store::of_year(&tx, year).await? > 0;
    if !is_due(customer.created_at, tx.now(), asked) || !store::insert_reminder(&tx, year).await? {
        return Ok(());
    }
    // Those who may take the workspace out are its owners.
    for person in users::holding::<TakeOut>(&tx).await? {
        let mail = Mail::new(Recipient::Person(person), "review-offered").link("/settings/reviews");
        notifications::mail(&tx, mail).await?;
    }
    tx.commit(Event::MeetingOffered { year }).await
}

/// Tells the staff once a week how many customers have been waiting for more than a week.
async fn press(kernel: &Kernel, realm: &Tenant, now: DateTime<Utc>) -> Result<(), Error> {
    let period = week_of(now);
    if store::is_reminded(&kernel.read_as_system(realm.id).await?, period).await? {
        return Ok(());
    }
    let late = |row: &store::Surveyed| {
        let since = State::parse(&row.state).and_then(|state| row.moments().waiting_since(state, now));
        since.is_some_and(|since| since + TOO_LONG <= now)
    };
    let waiting = store::survey(&kernel.survey_as_system().await?).await?.iter().filter(|row| late(row)).count();
    let tx = kernel.as_system(realm.id).await?;
    if waiting == 0 || !store::insert_reminder(&tx, period).await? {
        return Ok(());
    }
    for person in users::holding::<HoldReviews>(&tx).await? {
        let mail = Mail::new(Recipient::Person(person), "review-waiting")
            .counting(i64::try_from(waiting).unwrap_or(i64::MAX))
            .link("/operator/reviews");
        notifications::mail(&tx, mail).await?;
    }
    tx.commit(Event::MeetingsOverdue { meetings: i32::try_from(waiting).unwrap_or(i32::MAX) }).await
}

/// Tells the staff once a week how many questionnaires have waited for their answers for more than a week; and beside that, how
/// many of them must be answered within days.
async fn press_for_answers(kernel: &Kernel, realm: &Tenant, now: DateTime<Utc>) -> Result<(), Error> {
    let waiting = questionnaires::unanswered(&kernel.survey_as_system().await?).await?;
    let urgent = waiting.iter().filter(|since| **since + NEARLY_OVER <= now).count();
    let late = waiting.iter().filter(|since| **since + TOO_LONG <= now).count() - urgent;
    let all = [("questionnaires-waiting", late, ANSWERS), ("questionnaires-urgent", urgent, 2 * ANSWERS)];
    for (message, count, kind) in all.into_iter().filter(|(_, count, _)| *count > 0) {
        let tx = kernel.as_system(realm.id).await?;
        if !store::insert_reminder(&tx, kind + week_of(now)).await? {
            continue;
        }
        for person in users::holding::<AnswerQuestionnaires>(&tx).await? {
            let mail = Mail::new(Recipient::Person(person), message)
                .counting(i64::try_from(count).unwrap_or(i64::MAX))
                .link("/operator/questionnaires");
            notifications::mail(&tx, mail).await?;
        }
        tx.commit(Event::QuestionnairesOverdue { questionnaires: i32::try_from(count).unwrap_or(i32::MAX) }).await?;
    }
    Ok(())
}
