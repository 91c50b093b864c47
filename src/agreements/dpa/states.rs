//! How far an agreement has come, which step may follow which, and when one comes into force by itself.

use chrono::{DateTime, Datelike as _, Days, Utc, Weekday};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::error::Error;

/// How far an agreement has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AgreementState)]
pub enum State {
    /// The answers have arrived.
    #[default]
    Requested,
    /// The content is complete and frozen.
    Generated,
    /// The seal is on it and was checked.
    Sealed,
    /// It is on its way.
    Sent,
    /// Somebody of the customer has opened it.
    Viewed,
    /// Both signatures are on it; the operator's staff have to look before it counts.
    Countersigned,
    /// It counts.
    InForce,
    /// A newer one took its place.
    Superseded,
    /// It was ended.
    Terminated,
    /// One side said no.
    Declined,
    /// Nobody signed in time.
    Expired,
    /// It stopped; whoever looks after agreements has been told by mail.
    Failed,
}

/// Who has to do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WaitsFor {
    /// The operator, or its software.
    Operator,
    /// The customer.
    Customer,
    /// Nobody.
    Nobody,
}

impl State {
    /// Every state, in order.
    pub const ALL: [Self; 12] = [
        Self::Requested,
        Self::Generated,
        Self::Sealed,
        Self::Sent,
        Self::Viewed,
        Self::Countersigned,
        Self::InForce,
        Self::Superseded,
        Self::Terminated,
        Self::Declined,
        Self::Expired,
        Self::Failed,
    ];

    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Generated => "generated",
            Self::Sealed => "sealed",
            Self::Sent => "sent",
            Self::Viewed => "viewed",
            Self::Countersigned => "countersigned",
            Self::InForce => "in_force",
            Self::Superseded => "superseded",
            Self::Terminated => "terminated",
            Self::Declined => "declined",
            Self::Expired => "expired",
            Self::Failed => "failed",
        }
    }

    /// The state with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// The state in a row.
    ///
    /// # Errors
    /// When the word is none of ours.
    pub fn read(word: &str) -> Result<Self, Error> {
        Self::parse(word).ok_or_else(|| Error::from(anyhow::anyhow!("an agreement is in the unknown state {word}")))
    }

    /// Whether this step may follow.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        use State::{
            Countersigned, Declined, Expired, Failed, Generated, InForce, Requested, Sealed, Sent, Superseded, Terminated, Viewed,
        };
        matches!(
            (self, next),
            (Requested, Generated | Failed)
                | (Generated, Sealed | Failed)
                | (Sealed, Sent | Failed)
                | (Failed, Requested | Sealed)
                | (Sent, Viewed | Countersigned | Declined | Expired)
                | (Viewed, Countersigned | Declined | Expired)
                | (Countersigned, InForce | Declined)
                | (InForce, Superseded | Terminated)
        )
    }

    /// Whether the customer can sign or decline.
    #[must_use]
    pub const fn is_open(self) -> bool {
        self.may_become(Self::Countersigned)
    }

    /// Whether the customer could sign or decline and cannot any more.
    #[must_use]
    pub const fn was_open(self) -> bool {
        matches!(self, Self::Countersigned | Self::InForce | Self::Superseded | Self::Terminated | Self::Declined | Self::Expired)
    }

    /// Whether the worker is at it.
    #[must_use]
    pub const fn is_under_way(self) -> bool {
        matches!(self, Self::Requested | Self::Generated | Self::Sealed)
    }

    /// Who has to do something.
    #[must_use]
    pub const fn waits_for(self) -> WaitsFor {
        match self {
            Self::Requested | Self::Generated | Self::Sealed | Self::Countersigned | Self::Failed => WaitsFor::Operator,
            Self::Sent | Self::Viewed => WaitsFor::Customer,
            Self::InForce | Self::Superseded | Self::Terminated | Self::Declined | Self::Expired => WaitsFor::Nobody,
        }
    }

    /// The states in which one of these waits.
    pub fn waiting_for(who: WaitsFor) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |state| state.waits_for() == who)
    }
}

/// The refusal of a signature or a no where neither is possible any more, or yet.
#[must_use]
pub fn not_open() -> Error {
    Error::refused(
        "agreement-not-open",
        "This agreement is not open for a signature: it is not sent yet, or signed or closed already.",
    )
}

/// What makes two agreements those of one legal entity: its country and its register number, in capitals, without anything
/// but letters and digits. `None` where no letter or digit is left: then a person has to look.
///
/// An Austrian number is one in the whole country, so that the court beside it does not count; a German one is one at its court
/// only, so that it does.
#[must_use]
pub fn entity_key(country: &str, register_no: &str) -> Option<String> {
    let bare = flattened(register_no);
    let number = if country == "AT" { austrian(register_no) } else { None };
    (!bare.is_empty()).then(|| format!("{country}:{}", number.unwrap_or(bare)))
}

/// `FN`, one to six digits and their check letter (§ 30 FBG): `FN 123456a, Linz` and `123456 A` are one. Without `FN` the text
/// has to begin with the number: the digits of a postal code are nobody's.
fn austrian(text: &str) -> Option<String> {
    let text: Vec<char> = text.chars().map(|c| c.to_ascii_uppercase()).collect();
    let begins_word = |at: usize| at.checked_sub(1).and_then(|before| text.get(before)).is_none_or(|c| !c.is_alphanumeric());
    let is_named = |at: &usize| begins_word(*at) && text.get(*at..).is_some_and(|rest| rest.starts_with(&['F', 'N']));
    let mut named = (0..text.len()).filter(is_named).peekable();
    if named.peek().is_none() {
        return checked_number(&text);
    }
    named.find_map(|at| checked_number(text.get(at + 2..)?))
}

/// One to six digits and one letter alone, whatever signs stand before and between them.
fn checked_number(text: &[char]) -> Option<String> {
    let mut rest = text.iter().enumerate().filter(|(_, c)| c.is_alphanumeric());
    let mut digits = String::new();
    loop {
        let (at, c) = rest.next()?;
        if c.is_ascii_digit() {
            digits.push(*c);
            continue;
        }
        let is_alone = text.get(at + 1).is_none_or(|next| !next.is_alphanumeric());
        let is_number = (1..=6).contains(&digits.len()) && c.is_ascii_uppercase() && is_alone;
        return is_number.then(|| format!("FN{digits}{c}"));
    }
}

/// A name or a number in capitals, without anything but letters and digits: what does not change with its spelling.
#[must_use]
pub fn flattened(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// Whose an agreement is, as far as we know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder<'a> {
    /// The workspace that holds it.
    pub workspace: Option<Uuid>,
    /// The contact it was sent to.
    pub contact_email: &'a str,
}

impl Holder<'_> {
    /// Whether this one may take the place of the other without anybody looking: the same workspace holds both, or no
    /// workspace holds either and both went to the same contact. Anybody may ask in the name of a company; only who holds
    /// its agreement already may replace it.
    #[must_use]
    pub fn may_replace(self, other: Self) -> bool {
        match (self.workspace, other.workspace) {
            (Some(ours), Some(theirs)) => ours == theirs,
            (None, None) => self.contact_email.eq_ignore_ascii_case(other.contact_email),
            _ => false,
        }
    }
}

/// The moment so many business days later, Monday to Friday: what comes on a weekend counts from Monday, 00:00 UTC. Holidays
/// are not left out, which promises more, not less.
#[must_use]
pub fn business_days_after(at: DateTime<Utc>, days: u32) -> DateTime<Utc> {
    let is_off = |day: Weekday| matches!(day, Weekday::Sat | Weekday::Sun);
    let mut moment = at;
    while is_off(moment.weekday()) {
        moment = moment
            .date_naive()
            .checked_add_days(Days::new(1))
            .map_or(moment, |day| day.and_time(chrono::NaiveTime::MIN).and_utc());
    }
    for _ in 0..days {
        moment = moment.checked_add_days(Days::new(1)).unwrap_or(moment);
        while is_off(moment.weekday()) {
            moment = moment.checked_add_days(Days::new(1)).unwrap_or(moment);
        }
    }
    moment
}

/// The middle of some numbers.
#[must_use]
pub fn median(mut all: Vec<i64>) -> Option<i64> {
    all.sort_unstable();
    all.get(all.len() / 2).copied().filter(|_| !all.is_empty())
}

#[cfg(test)]
mod tests {
    use super::State::{
        Countersigned, Declined, Expired, Failed, Generated, InForce, Requested, Sealed, Sent, Superseded, Terminated, Viewed,
    };
    use super::*;

    /// Every step there is. What is not here is refused.
    const STEPS: &[(State, &[State])] = &[
        (Requested, &[Generated, Failed]),
        (Generated, &[Sealed, Failed]),
        (Sealed, &[Sent, Failed]),
        (Sent, &[Viewed, Countersigned, Declined, Expired]),
        (Viewed, &[Countersigned, Declined, Expired]),
        (Countersigned, &[InForce, Declined]),
        (InForce, &[Superseded, Terminated]),
        (Superseded, &[]),
        (Terminated, &[]),
        (Declined, &[]),
        (Expired, &[]),
        (Failed, &[Requested, Sealed]),
    ];

    #[test]
    fn every_pair_of_states_is_decided() {
        assert_eq!(STEPS.iter().map(|(from, _)| *from).collect::<Vec<_>>(), State::ALL);
        for (from, allowed) in STEPS {
            for next in State::ALL {
                assert_eq!(from.may_become(next), allowed.contains(&next), "{from:?} to {next:?}");
            }
            assert_eq!(State::parse(from.as_str()), Some(*from));
        }
        assert_eq!(State::ALL.into_iter().filter(|state| state.is_open()).collect::<Vec<_>>(), [Sent, Viewed]);
    }

    #[test]
    fn one_company_is_one_however_it_writes_its_number() {
        let key = |number: &str| entity_key("AT", number);
        assert_eq!(key("FN 123456a, Linz"), key("fn123456A Linz"));
        assert_eq!(key("FN 123456a").as_deref(), Some("AT:FN123456A"));
        assert_eq!(key("FN 123456a, Linz"), key("123 456 A"), "the court does not count");
        assert_eq!(key("ATU12345678").as_deref(), Some("AT:ATU12345678"), "a VAT number is no register number");
        let german = |number| entity_key("DE", number);
        assert_ne!(german("HRB 4711, Köln"), german("HRB 4711, Bonn"), "a German number is one at its court only");
        assert_eq!(flattened("Žiga & Söhne d.o.o."), flattened("ŽIGA&SÖHNE  D O O"));
        assert_ne!(entity_key("SI", "1234567000"), entity_key("AT", "1234567000"));
        assert_ne!(key("FN 123456a"), key("FN 123456b"));
        assert_eq!(key("1010 Wien, FN 111111a").as_deref(), Some("AT:FN111111A"), "a postal code is no number");
        assert_ne!(key("1010 Wien, FN 111111a"), key("1010 Wien, FN 222222b"));
        assert_ne!(key("1010 Wien, HG Wien 111111"), key("1010 Wien, HG Wien 222222"));
        assert_eq!(key("1010 Wien").as_deref(), Some("AT:1010WIEN"), "what is not understood is compared as it is");
        assert_eq!(key("Firmenbuch FN: 123456 a").as_deref(), Some("AT:FN123456A"));
        assert_eq!(key("FN 1234567a").as_deref(), Some("AT:FN1234567A"), "seven digits are no such number: it stays bare");
        assert_eq!(key(" – / "), None);
    }

    #[test]
    fn a_stranger_replaces_nobody() {
        let (ours, theirs) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let holder = |workspace, contact_email| Holder { workspace, contact_email };
        assert!(holder(Some(ours), "a@x").may_replace(holder(Some(ours), "b@x")));
        assert!(!holder(Some(theirs), "a@x").may_replace(holder(Some(ours), "a@x")));
        assert!(
            !holder(None, "a@x").may_replace(holder(Some(ours), "a@x")),
            "the address of a workspace's agreement is not enough"
        );
        assert!(!holder(Some(ours), "a@x").may_replace(holder(None, "a@x")));
        assert!(holder(None, "A@x").may_replace(holder(None, "a@X")));
        assert!(!holder(None, "b@x").may_replace(holder(None, "a@x")));
    }

    #[test]
    fn the_weekend_is_no_business_day() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let due = |text| business_days_after(at(text), 2);
        assert_eq!(due("2026-11-16T10:00:00Z"), at("2026-11-18T10:00:00Z"), "Monday");
        assert_eq!(due("2026-11-19T10:00:00Z"), at("2026-11-23T10:00:00Z"), "Thursday");
        assert_eq!(due("2026-11-20T10:00:00Z"), at("2026-11-24T10:00:00Z"), "Friday");
        assert_eq!(due("2026-11-21T10:00:00Z"), at("2026-11-25T00:00:00Z"), "Saturday");
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![9, 1, 3]), Some(3));
    }
}
