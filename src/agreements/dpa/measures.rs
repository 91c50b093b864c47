//! Annex II, frozen: the measures by aim, each with what proves or shows it on the day of the agreement.

use super::content::{EvidenceListed, MeasureGroup, MeasureListed, Proved};
use super::registers::Registers;
use crate::agreements::measures::{Measure, PerformedBy, Undertaking};
use crate::kernel::i18n::Locale;

/// Annex II: under each aim what the software does, as far as it is proved, and what people of the operator do.
///
/// # Errors
/// In words, when nothing stands under an aim.
pub(super) fn measures(registers: &Registers, undertakings: &[Undertaking], locale: Locale) -> Result<Vec<MeasureGroup>, String> {
    let groups = registers.measures.headings.iter().map(|heading| {
        let by_people = undertakings.iter().filter(|one| one.heading == heading.id).map(|one| undertaken(one, locale));
        let by_software = registers.measures.under(heading).map(|measure| proved(measure, locale));
        MeasureGroup { name: heading.name(locale).to_owned(), measures: by_software.chain(by_people).collect() }
    });
    let groups: Vec<MeasureGroup> = groups.collect();
    match groups.iter().find(|group| group.measures.is_empty()) {
        None => Ok(groups),
        Some(empty) => Err(format!("annex II says nothing under “{}”: put a measure there", empty.name)),
    }
}

fn proved(measure: &Measure, locale: Locale) -> MeasureListed {
    MeasureListed {
        id: measure.id.clone(),
        name: measure.name.say(locale).to_owned(),
        text: measure.text.say(locale).to_owned(),
        performed_by: PerformedBy::Software.as_str().to_owned(),
        promises: measure.promises.clone(),
        proof: measure.proof().map(|proof| Proved {
            tests: u32::try_from(measure.tests.len()).unwrap_or(u32::MAX),
            passed_on: proof.ran_at.date_naive(),
        }),
        evidence: None,
    }
}

fn undertaken(one: &Undertaking, locale: Locale) -> MeasureListed {
    let titles: Vec<String> = one.evidence.iter().map(|evidence| evidence.title.clone()).collect();
    let checked_on = one.checked_at.map(|at| at.date_naive());
    MeasureListed {
        id: one.code.clone(),
        name: one.name.say(locale).to_owned(),
        text: one.text.say(locale).to_owned(),
        performed_by: PerformedBy::Operator.as_str().to_owned(),
        promises: one.promises.clone(),
        proof: None,
        evidence: (!titles.is_empty() || checked_on.is_some()).then_some(EvidenceListed { titles, checked_on }),
    }
}
