//! The schedule of liability, frozen: who bears which claim, and up to what amount (Art. 82 GDPR).

use serde::{Deserialize, Serialize};

use crate::agreements::templates::{Config, Labels, Limit, Per, Template};
use crate::kernel::i18n::{Locale, Texts};

/// A row of the schedule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiabilityListed {
    /// Stable.
    pub id: String,
    /// Which claims.
    pub claim: String,
    /// Who bears them.
    pub bearer: String,
    /// Up to what amount.
    pub limit: Limit,
}

/// The schedule of a text; none where it has no schedule.
///
/// # Errors
/// In words, when a limit is not known.
pub(super) fn liability(template: &Template, locale: Locale) -> Result<Vec<LiabilityListed>, String> {
    let rows = template.liability(locale)?.into_iter().map(|row| LiabilityListed {
        id: row.id.to_owned(),
        claim: row.claim.to_owned(),
        bearer: row.bearer.to_owned(),
        limit: row.limit,
    });
    Ok(rows.collect())
}

impl LiabilityListed {
    /// As it stands in the table; `None` where the text has no words for its limit.
    pub(super) fn cells(&self, config: &Config, labels: &Labels, locale: Locale) -> Option<Vec<String>> {
        let limit = match &self.limit {
            Limit::Unlimited => config.word(locale, "liability_limit", "unlimited")?.to_owned(),
            Limit::MainContract => config.word(locale, "liability_limit", "main_contract")?.to_owned(),
            Limit::AsOwn => config.word(locale, "liability_limit", "as_own")?.to_owned(),
            Limit::Amount { amount, currency, per } => {
                let label = labels.text(match per {
                    Per::Event => "liability_event",
                    Per::ContractYear => "liability_contract_year",
                });
                label?.replace("{amount}", &Texts::new(locale).number(*amount)).replace("{currency}", currency)
            }
        };
        Some(vec![self.claim.clone(), self.bearer.clone(), limit])
    }
}
