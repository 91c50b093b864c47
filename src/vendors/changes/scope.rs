//! What a kind of change may change: customers read the kind first, so nothing else may come along with it unseen. Name, address
//! and contact of a vendor may be brought up to date with any of them; the notice tells every fact that differs.

use super::model::Kind;
use crate::kernel::error::{Error, FieldError};
use crate::vendors::subprocessors::Facts;

/// A fact of a vendor, by the field of a draft in which it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fact {
    Name,
    Address,
    Country,
    Contact,
    Category,
    Purpose,
    Data,
    Location,
    Ground,
    Applies,
    Models,
}

impl Fact {
    const fn field(self) -> &'static str {
        match self {
            Self::Name => "subprocessor.legal_name",
            Self::Address => "subprocessor.address",
            Self::Country => "subprocessor.country",
            Self::Contact => "subprocessor.contact_email",
            Self::Category => "subprocessor.category",
            Self::Purpose => "subprocessor.purpose",
            Self::Data => "subprocessor.data_categories",
            Self::Location => "subprocessor.location",
            Self::Ground => "subprocessor.transfer_mechanism",
            Self::Applies => "subprocessor.applies",
            Self::Models => "subprocessor.models",
        }
    }
}

/// What makes up a kind of change: of these at least one differs.
const fn own(kind: Kind) -> &'static [Fact] {
    match kind {
        Kind::Location => &[Fact::Location, Fact::Country],
        Kind::Purpose => &[Fact::Purpose, Fact::Data, Fact::Category, Fact::Applies, Fact::Models],
        Kind::Transfer => &[Fact::Ground],
        Kind::Add | Kind::Replace | Kind::Remove => &[],
    }
}

/// What may change along with it: who goes elsewhere may need another ground.
const fn along(kind: Kind) -> &'static [Fact] {
    match kind {
        Kind::Location => &[Fact::Name, Fact::Address, Fact::Contact, Fact::Ground],
        _ => &[Fact::Name, Fact::Address, Fact::Contact],
    }
}

fn differing(before: &Facts, after: &Facts) -> Vec<Fact> {
    let data = |facts: &Facts| -> std::collections::BTreeSet<String> { facts.data_categories.iter().cloned().collect() };
    let models = |facts: &Facts| -> std::collections::BTreeSet<String> { facts.models.iter().cloned().collect() };
    let all = [
        (Fact::Name, before.legal_name != after.legal_name),
        (Fact::Address, before.address != after.address),
        (Fact::Country, before.country != after.country),
        (Fact::Contact, before.contact_email != after.contact_email),
        (Fact::Category, before.category != after.category),
        (Fact::Purpose, before.purpose_en != after.purpose_en || before.purpose_de != after.purpose_de),
        (Fact::Data, data(before) != data(after)),
        (Fact::Location, before.location != after.location),
        (Fact::Ground, before.transfer_mechanism != after.transfer_mechanism),
        (Fact::Applies, before.applies != after.applies),
        (Fact::Models, models(before) != models(after)),
    ];
    all.into_iter().filter(|(_, differs)| *differs).map(|(fact, _)| fact).collect()
}

/// Holds a change of a vendor to its kind; and a replacement in an emergency to the task of whom it replaces.
///
/// # Errors
/// `Invalid` with every fact that another kind of change is for, or when nothing differs that makes up this one.
pub fn check(kind: Kind, emergency: bool, before: Option<&Facts>, after: Option<&Facts>) -> Result<(), Error> {
    let (Some(before), Some(after)) = (before, after) else { return Ok(()) };
    if kind == Kind::Replace {
        return match emergency && before.category != after.category {
            true => {
                let detail =
                    "In an emergency a vendor is replaced in its own task. Choose the category of the vendor that is replaced.";
                Err(Error::invalid(Fact::Category.field(), "other-task", detail))
            }
            false => Ok(()),
        };
    }
    if own(kind).is_empty() {
        return Ok(());
    }
    let differing = differing(before, after);
    // A register that was made before models had names is brought up to date with any change.
    let is_first_naming = |fact: &Fact| *fact == Fact::Models && before.models.is_empty() && before.category == after.category;
    let is_strange = |fact: &Fact| !own(kind).contains(fact) && !along(kind).contains(fact) && !is_first_naming(fact);
    let strange = differing.iter().filter(|fact| is_strange(fact));
    let mut wrong: Vec<FieldError> = strange
        .map(|fact| {
            let detail = "This kind of change leaves it as the register has it. Draft another change for it.";
            FieldError::new(fact.field(), "other-kind", detail)
        })
        .collect();
    if !differing.iter().any(|fact| own(kind).contains(fact)) {
        let detail = "Nothing that makes up this kind of change differs from what the register says.";
        wrong.push(FieldError::new("kind", "no-difference", detail));
    }
    if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid(wrong)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vendors::subprocessors::{Applies, Transfer};

    fn facts() -> Facts {
        Facts {
            legal_name: "Mailer SA".into(),
            address: "Rue 1, 1000 Bruxelles".into(),
            country: "BE".into(),
            contact_email: "privacy@mailer.example".into(),
            category: "email_delivery".into(),
            purpose_en: "Delivers mails.".into(),
            purpose_de: "Stellt E-Mails zu.".into(),
            data_categories: vec!["identification".into(), "content".into()],
            location: "Brussels, Belgium".into(),
            transfer_mechanism: Transfer::NoneWithinEea,
            applies: Applies::Always,
            models: Vec::new(),
        }
    }

    fn wrong(kind: Kind, after: &Facts) -> Vec<(String, String)> {
        match check(kind, false, Some(&facts()), Some(after)) {
            Ok(()) => Vec::new(),
            Err(error) => error.fields().iter().map(|one| (one.field.clone(), one.code.to_string())).collect(),
        }
    }

    fn said(all: &[(&str, &str)]) -> Vec<(String, String)> {
        all.iter().map(|(field, code)| ((*field).to_owned(), (*code).to_owned())).collect()
    }

    #[test]
    fn a_change_changes_what_its_kind_says() {
        let moved = Facts { location: "Mumbai, India".into(), transfer_mechanism: Transfer::SccM2, ..facts() };
        let asked = Facts { data_categories: vec!["content".into()], ..facts() };
        let grounded = Facts { transfer_mechanism: Transfer::Bcr, ..facts() };
        assert_eq!(wrong(Kind::Location, &moved), said(&[]));
        assert_eq!(wrong(Kind::Purpose, &asked), said(&[]));
        assert_eq!(wrong(Kind::Transfer, &grounded), said(&[]));
        let renamed = Facts { legal_name: "Mailer NV".into(), contact_email: "dpo@mailer.example".into(), ..moved.clone() };
        assert_eq!(wrong(Kind::Location, &renamed), said(&[]), "who moves may have another address and name");
        let place = ("subprocessor.location", "other-kind");
        assert_eq!(wrong(Kind::Transfer, &moved), said(&[place]));
        assert_eq!(
            wrong(Kind::Purpose, &moved),
            said(&[place, ("subprocessor.transfer_mechanism", "other-kind"), ("kind", "no-difference")])
        );
        let both = Facts { purpose_en: "Reads mails.".into(), ..moved };
        assert_eq!(wrong(Kind::Location, &both), said(&[("subprocessor.purpose", "other-kind")]));
    }

    #[test]
    fn other_models_are_another_purpose_and_the_first_naming_comes_along() {
        let of = |models: &[&str], location: &str| Facts {
            category: "ai".into(),
            models: models.iter().map(|&name| name.to_owned()).collect(),
            location: location.into(),
            ..facts()
        };
        let judged = |kind, before: &Facts, after: &Facts| {
            check(kind, false, Some(before), Some(after)).map_err(|error| error.fields()[0].field.clone())
        };
        let (one, other) = (of(&["Parrot 2"], "Brno, Czechia"), of(&["Parrot 3"], "Brno, Czechia"));
        assert_eq!(judged(Kind::Purpose, &one, &other), Ok(()));
        assert_eq!(judged(Kind::Location, &one, &of(&["Parrot 3"], "Wien, Austria")), Err("subprocessor.models".into()));
        let unnamed = of(&[], "Brno, Czechia");
        assert_eq!(judged(Kind::Purpose, &unnamed, &one), Ok(()), "a naming alone");
        assert_eq!(judged(Kind::Location, &unnamed, &of(&["Parrot 2"], "Wien, Austria")), Ok(()));
        assert_eq!(judged(Kind::Location, &unnamed, &one), Err("kind".into()), "but makes up no other kind");
        let turned = [of(&["A", "B"], "Brno, Czechia"), of(&["B", "A"], "Brno, Czechia")];
        assert_eq!(judged(Kind::Purpose, &turned[0], &turned[1]), Err("kind".into()));
    }

    #[test]
    fn a_change_changes_something() {
        let turned = Facts { data_categories: vec!["content".into(), "identification".into()], ..facts() };
        let renamed = Facts { legal_name: "Mailer NV".into(), ..facts() };
        for kind in [Kind::Location, Kind::Purpose, Kind::Transfer] {
            for after in [&facts(), &turned, &renamed] {
                assert_eq!(wrong(kind, after), said(&[("kind", "no-difference")]), "{kind:?}");
            }
        }
        assert!(
            check(Kind::Add, false, None, Some(&facts())).is_ok() && check(Kind::Remove, false, Some(&facts()), None).is_ok()
        );
    }

    #[test]
    fn in_an_emergency_the_task_stays_the_same() {
        let other = Facts { category: "ai".into(), legal_name: "Model AG".into(), ..facts() };
        assert!(check(Kind::Replace, false, Some(&facts()), Some(&other)).is_ok());
        let refused = check(Kind::Replace, true, Some(&facts()), Some(&other)).unwrap_err();
        assert_eq!(refused.fields()[0].code, "other-task");
        let same = Facts { legal_name: "Courrier SA".into(), purpose_en: "Sends mails.".into(), ..facts() };
        assert!(check(Kind::Replace, true, Some(&facts()), Some(&same)).is_ok());
    }
}
