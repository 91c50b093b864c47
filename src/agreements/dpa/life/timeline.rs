//! The way of an agreement as a line of steps: read from the moments in its row and from who was asked to sign, for customers
//! and for the operator.

use chrono::{DateTime, Utc};
use entity::{agreement, countersignature};
use uuid::Uuid;

use super::super::model::Status;
use super::super::states::State;
use super::super::store as agreements;
use super::store;
use super::upload::Signed;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::html::{Tone, groups};
use crate::kernel::i18n::Texts;

/// A step of an agreement's way.
pub struct Step {
    /// How it went.
    pub tone: Tone,
    /// The symbol beside its name.
    pub icon: &'static str,
    /// Its name.
    pub name: String,
    /// What it means; empty while it is to come.
    pub about: String,
    /// When, in words; empty while it is to come.
    pub at: String,
    /// The number in `about` that leads to another agreement.
    pub link: Option<Link>,
}

/// A number that leads to its agreement.
pub struct Link {
    /// The number.
    pub number: String,
    /// The page that the reader may open.
    pub address: String,
}

impl Step {
    /// What stands before the linked number, and after it.
    #[must_use]
    pub fn around(&self, link: &Link) -> (&str, &str) {
        self.about.split_once(&link.number).unwrap_or((&self.about, ""))
    }
}

/// What the row of an agreement does not say of its way.
#[derive(Debug, Default)]
pub struct Course {
    /// Who was asked to sign, or signed, the oldest first.
    pub signatures: Vec<countersignature::Model>,
    /// The agreement that took its place.
    pub successor: Option<Successor>,
}

/// The agreement that took the place of another.
#[derive(Clone, Debug)]
pub struct Successor {
    /// Which one.
    pub id: Uuid,
    /// Its number.
    pub number: String,
    /// The workspace that holds it.
    pub held_by: Option<Uuid>,
}

impl Course {
    /// The course of an agreement.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of(tx: &TenantTx, row: &agreement::Model) -> Result<Self, Error> {
        let successor = match row.superseded_by {
            Some(id) => agreements::find(tx, id).await?,
            None => None,
        };
        let successor = successor.map(|row| Successor { id: row.id, number: row.number, held_by: row.held_by });
        Ok(Self { signatures: store::countersignatures(tx, row.id).await?, successor })
    }

    /// Whoever signed.
    #[must_use]
    pub fn signed(&self) -> Option<&countersignature::Model> {
        self.signatures.iter().find(|one| one.confirmed_at.is_some())
    }
}

/// Who signed, and in which way.
#[must_use]
pub fn signed_how(texts: Texts, signed: &countersignature::Model) -> String {
    if signed.how == "upload" {
        let by = texts.ta("dpa-signed-upload", &[("name", &signed.name)]);
        let Some(kept) = Signed::of(signed) else { return by };
        let of = Some(kept.organisation.clone()).filter(|organisation| !organisation.is_empty() && *organisation != kept.signer);
        return [Some(by), of, Some(issued_by(texts, &kept))].into_iter().flatten().collect::<Vec<_>>().join("; ");
    }
    texts.ta("dpa-signed-product", &[("name", &signed.name), ("title", &signed.title), ("email", &signed.contact_email)])
}

/// Who issued the certificate of a signature.
fn issued_by(texts: Texts, signed: &Signed) -> String {
    if signed.self_issued {
        texts.t("verify-signature-self-issued")
    } else {
        texts.ta("verify-signature-issued-by", &[("issuer", &signed.issuer)])
    }
}

/// What is known of a signature that was made elsewhere: whose certificate it is, who issued it, and when it was set.
#[must_use]
pub fn certificate(texts: Texts, signed: &Signed) -> Vec<(String, String)> {
    let issuer = if signed.self_issued { texts.t("verify-signature-self-issued") } else { signed.issuer.clone() };
    let mut facts = vec![
        (texts.t("operator-dpa-certificate-holder"), signed.signer.clone()),
        (texts.t("operator-dpa-certificate-organisation"), signed.organisation.clone()),
        (texts.t("operator-dpa-certificate-issuer"), issuer),
        (texts.t("operator-dpa-certificate-sha256"), groups(&signed.certificate_sha256).join(" ")),
        (texts.t("verify-signature-claimed"), signed.signed_at.map(|at| texts.moment(at)).unwrap_or_default()),
    ];
    if let Some(stamp) = &signed.time_stamp {
        let key = if stamp.trusted { "verify-signature-stamped" } else { "verify-signature-stamped-unknown" };
        facts.push((texts.ta(key, &[("authority", &stamp.authority)]), texts.moment(stamp.at)));
    }
    facts.retain(|(_, value)| !value.is_empty());
    facts
}

/// The steps of an agreement's way: those it has made, and those still to come where it goes on. The agreement that took its place
/// is linked where there is an address under which the reader may open it.
#[must_use]
pub fn steps(texts: Texts, status: &Status, course: &Course, successor: Option<String>) -> Vec<Step> {
    let stages = [
        ("requested", Some(status.requested_at)),
        ("generated", status.generated_at),
        ("sealed", status.sealed_at),
        ("sent", status.sent_at),
        ("viewed", status.viewed_at),
        ("countersigned", status.countersigned_at),
        ("in-force", status.in_force_at),
    ];
    let last = stages.iter().rposition(|(_, at)| at.is_some()).unwrap_or_default();
    let end = ending(status);
    let step = |tone: Tone, name: &str, about: String, at: String| Step {
        tone,
        icon: tone.as_str(),
        name: texts.t(&format!("dpa-step-{name}")),
        about,
        at,
        link: None,
    };
    let (mut made, mut to_come): (Vec<(DateTime<Utc>, Step)>, Vec<Step>) = (Vec::new(), Vec::new());
    for (place, (name, at)) in stages.into_iter().enumerate() {
        if name == "countersigned" {
            made.extend(between(texts, status, course));
        }
        match at {
            Some(at) => {
                let about = match course.signed().filter(|_| name == "countersigned") {
                    Some(signed) => signed_how(texts, signed),
                    None => texts.t(&format!("dpa-step-{name}-text")),
                };
                made.push((at, step(Tone::Ok, name, about, texts.moment(at))));
            }
            // Whoever signs from the file in the mail has never opened the page; and what has ended goes nowhere.
            None if place < last || end.is_some() => {}
            // What has not happened yet is not told as if it had.
            None => to_come.push(step(Tone::None, name, String::new(), texts.t("dpa-step-waiting"))),
        }
    }
    made.sort_by_key(|(at, _)| *at);
    let mut steps: Vec<Step> = made.into_iter().map(|(_, step)| step).collect();
    if status.stopped {
        steps.push(step(Tone::Bad, "failed", texts.t("dpa-step-failed-text"), String::new()));
    }
    steps.append(&mut to_come);
    if let Some((name, tone, at)) = end {
        let about = match (&course.successor, name) {
            (Some(by), "superseded") => texts.ta("dpa-step-superseded-by", &[("number", &by.number)]),
            (Some(by), "expired") => texts.ta("dpa-step-expired-by", &[("number", &by.number)]),
            _ => texts.t(&format!("dpa-step-{name}-text")),
        };
        let last = step(tone, name, about, at.map(|at| texts.moment(at)).unwrap_or_default());
        let link = course.successor.as_ref().zip(successor).map(|(by, address)| Link { number: by.number.clone(), address });
        steps.push(Step { icon: icon(status.state), link, ..last });
    }
    steps
}

/// What happened between the mail and the signature: links that were sent, the reminder, a mail that did not arrive.
fn between(texts: Texts, status: &Status, course: &Course) -> Vec<(DateTime<Utc>, Step)> {
    let links = course.signatures.iter().filter(|one| one.how == "product").map(|one| {
        let said = [("email", one.contact_email.as_str()), ("name", one.name.as_str()), ("title", one.title.as_str())];
        let about = texts.ta("dpa-step-link-text", &said);
        (
            one.asked_at,
            Step {
                tone: Tone::Ok,
                icon: Tone::Ok.as_str(),
                name: texts.t("dpa-step-link"),
                about,
                at: texts.moment(one.asked_at),
                link: None,
            },
        )
    });
    let reminded = status.reminded_at.map(|at| {
        let about = texts.t("dpa-step-reminded-text");
        let (tone, name) = (Tone::Ok, texts.t("dpa-step-reminded"));
        (at, Step { tone, icon: tone.as_str(), name, about, at: texts.moment(at), link: None })
    });
    let lost = status.mail_failed_at.map(|at| {
        let about = texts.t("dpa-step-mail-failed-text");
        (
            at,
            Step {
                tone: Tone::Bad,
                icon: Tone::Bad.as_str(),
                name: texts.t("dpa-step-mail-failed"),
                about,
                at: texts.moment(at),
                link: None,
            },
        )
    });
    links.chain(reminded).chain(lost).collect()
}

/// Whether the way has ended.
#[must_use]
pub fn is_over(status: &Status) -> bool {
    ending(status).is_some()
}

/// How the way ended, if it did.
fn ending(status: &Status) -> Option<(&'static str, Tone, Option<DateTime<Utc>>)> {
    Some(match status.state {
        State::Superseded => ("superseded", Tone::None, status.superseded_at),
        State::Terminated => ("terminated", Tone::None, status.terminated_at),
        State::Declined => ("declined", Tone::Bad, status.declined_at),
        State::Expired => ("expired", Tone::Warn, status.expired_at),
        _ => return None,
    })
}

/// The symbol of a state: what has ended is put away, and not to come.
#[must_use]
pub const fn icon(state: State) -> &'static str {
    match state {
        State::Superseded | State::Terminated => "box",
        _ => tone(state).as_str(),
    }
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
