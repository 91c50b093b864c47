//! The mail of a notice: everything that the customer must know without opening the product (M-5.6).

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Duration, Utc};
use chrono_tz::Tz;
use entity::{change_notice, notice_delivery};
use uuid::Uuid;

use super::super::clock::{Earliest, Sent};
use super::super::emergency::{Loss, Risk};
use super::super::model::Kind;
use super::super::{shown, store as notices};
use super::link;
use super::store::{self, Addressee};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::ids;
use crate::notifications::{Mail, Recipient, Value};
use crate::people::users::{self, Email};
use crate::vendors::contacts;
use crate::vendors::subprocessors::Facts;

/// Where the mail goes; none for a contact that was struck out.
pub async fn recipient(tx: &TenantTx, to: Addressee) -> Result<Option<Recipient>, Error> {
    Ok(match to {
        Addressee::Person(id) => Some(Recipient::Person(id)),
        Addressee::Contact(id) => contacts::reader(tx, id).await?.map(|reader| Recipient::Address {
            email: reader.email,
            name: Some(reader.name),
            locale: reader.locale,
        }),
    })
}

/// The mail of a turn, for a workspace in this zone: what changes, every fact of the vendor, the first moment at which it can
/// start, and until when and how to object.
pub fn letter(notice: &change_notice::Model, to: Recipient, zone: Tz, turn: i32, now: DateTime<Utc>) -> Result<Mail, Error> {
    let content = notices::content(notice)?;
    let name = |facts: &Option<Facts>| facts.as_ref().map(|facts| facts.legal_name.clone()).unwrap_or_default();
    let (before, after) = (name(&content.before), name(&content.after));
    let vendor = if after.is_empty() { before.clone() } else { after.clone() };
    let line = match content.kind {
        Kind::Add => "mail-notice-add",
        Kind::Replace => "mail-notice-replace",
        Kind::Location => "mail-notice-location",
        Kind::Purpose => "mail-notice-purpose",
        Kind::Transfer => "mail-notice-transfer",
        Kind::Remove => "mail-notice-remove",
    };
    let message = match (turn > 1, content.emergency) {
        (false, false) => "notice",
        (false, true) => "notice-emergency",
        (true, false) => "notice-again",
        (true, true) => "notice-again-emergency",
    };
    let starts = first_start(notice, zone, now);
    let mut mail = Mail::new(to, message)
        .with("vendor", vendor)
        .with("days", Value::Text(content.notice_days.to_string()))
        .with("starts", Value::at(starts, zone))
        .item(line, [("before", before.into()), ("after", after.into())]);
    if let Some(loss) = content.loss {
        let line = match loss {
            Loss::Service => "mail-notice-loss-service",
            Loss::Security => "mail-notice-loss-security",
        };
        mail = mail.item(line, []);
    }
    if let Some(risk) = content.risk {
        let line = match risk {
            Risk::Same => "mail-notice-risk-same",
            Risk::Lower => "mail-notice-risk-lower",
        };
        mail = mail.item(line, []);
    }
    // Of a vendor that stays, what differs is told as it was, too; who replaces another one is another one.
    let was = content.before.as_ref().filter(|_| !content.kind.brings_a_vendor());
    for fact in shown::told(was, content.after.as_ref().or(content.before.as_ref())) {
        mail = match fact.before {
            Some(before) => {
                mail.item("mail-notice-fact-changed", [("name", fact.name), ("before", before), ("after", fact.value)])
            }
            None => mail.item("mail-notice-fact", [("name", fact.name), ("value", fact.value)]),
        };
    }
    if !content.reason.is_empty() {
        mail = mail.item("mail-notice-reason-given", [("reason", content.reason.into())]);
    }
    // Everybody is told, for an agreement that is signed before the start takes the change with it.
    Ok(mail.item("changes-agreed", []))
}

/// Says where an objection in writing goes, and lets an answer go there. An operator without a right address for data
/// protection still tells its customers.
pub fn answerable(mail: Mail, privacy: &str) -> Mail {
    match Email::parse("privacy", privacy) {
        Ok(address) => {
            let address = address.as_str().to_owned();
            mail.item("mail-notice-answer", [("address", address.clone().into())]).reply_to(address)
        }
        Err(_) => mail,
    }
}

/// Of a notice that has reached somebody, the end of its days; of another, their end if it reaches somebody now.
fn first_start(notice: &change_notice::Model, zone: Tz, now: DateTime<Utc>) -> DateTime<Utc> {
    let running = notices::clock(notice, zone).earliest;
    match notice.reached_at {
        Some(_) => running.at(),
        None => running.max(Earliest::of(Sent { at: now, days: notices::days(notice.notice_days), zone })).at(),
    }
}

/// Those who may have heard of a change by mail, and where each of them reads its notice; each address once.
pub async fn told_by_mail(tx: &TenantTx, notice: &change_notice::Model) -> Result<Vec<(Recipient, String)>, Error> {
    let rows = store::of_notices(tx, &[notice.id]).await?;
    let heard: Vec<(Uuid, Addressee)> =
        rows.iter().filter(|row| may_have_heard(row)).filter_map(|row| Some((row.id, Addressee::of(row)?))).collect();
    let addresses = addresses_by_id(tx, &heard.iter().map(|(_, to)| *to).collect::<Vec<_>>()).await?;
    let (mut all, mut written) = (Vec::new(), HashSet::new());
    for (delivery, to) in heard {
        let Some(reader) = recipient(tx, to).await? else { continue };
        if addresses.get(&to.id()).is_none_or(|address| written.insert(address)) {
            all.push((reader, link::path(tx, notice.change_id, delivery, to)));
        }
    }
    Ok(all)
}

/// Whether a mail has left, or may have: whoever waits for a further one may have had the one before, unless that came back.
fn may_have_heard(row: &notice_delivery::Model) -> bool {
    let is_underway = matches!(row.state.as_str(), "unconfirmed" | "sending");
    row.sent_at.is_some() || row.opened_at.is_some() || (row.turn > 1 && row.bounced_at.is_none()) || is_underway
}

/// Whether a delivery was promised with its notice, and not when somebody looked after it: the list has left that person out.
fn came_with(notice: &change_notice::Model, row: &notice_delivery::Model) -> bool {
    ids::moment_of(notice.id).is_some_and(|entered| row.queued_at - entered < Duration::minutes(1))
}

/// Whether somebody with this address may have heard of a change from the workspace of the transaction: whoever has hears there
/// that it was withdrawn, too, and whoever has not does not.
///
/// # Errors
/// When the database fails.
pub async fn may_know(tx: &TenantTx, change: Uuid, email: &str) -> Result<bool, Error> {
    let notice = match notices::notice(tx, change).await {
        // A workspace that was not told of it before its end never is: its people have heard from the list alone.
        Err(Error::NotFound) => return Ok(false),
        notice => notice?,
    };
    let rows = store::of_notices(tx, &[notice.id]).await?;
    let mut told: Vec<Addressee> =
        rows.iter().filter(|row| may_have_heard(row) || came_with(&notice, row)).filter_map(Addressee::of).collect();
    // To an account that was closed nothing leaves any more.
    let open = users::open_among(tx, &told.iter().filter_map(|to| to.person()).collect::<BTreeSet<_>>()).await?;
    told.retain(|to| to.person().is_none_or(|id| open.get(&id) == Some(&true)));
    Ok(addresses_of(tx, &told).await?.iter().any(|theirs| theirs.eq_ignore_ascii_case(email)))
}

/// The address of each of some people and contacts, also of contacts that were struck out: what they were told stays.
pub async fn addresses_by_id(tx: &TenantTx, all: &[Addressee]) -> Result<HashMap<Uuid, String>, Error> {
    let people: HashSet<Uuid> = all.iter().filter_map(|to| to.person()).collect();
    let mut named = contacts::names_and_addresses(tx).await?;
    named.extend(users::names_and_addresses(tx, &people).await?);
    Ok(named.into_iter().map(|(id, (_, email))| (id, email)).collect())
}

/// The addresses of some people and contacts; none of a contact that was struck out.
pub async fn addresses_of(tx: &TenantTx, all: &[Addressee]) -> Result<Vec<String>, Error> {
    let people: Vec<Uuid> = all.iter().filter_map(|to| to.person()).collect();
    let contacts = contacts::confirmed(tx).await?.into_iter().filter(|(id, _)| all.contains(&Addressee::Contact(*id)));
    Ok(contacts.map(|(_, email)| email).chain(users::addresses(tx, &people).await?).collect())
}
