//! The values of the library's variables, each from the register that holds it.

use std::collections::{BTreeMap, BTreeSet};

use crate::agreements::dpa::{self, Processor};
use crate::agreements::promises::{Conditions, Register};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::i18n::Texts;
use crate::people::settings;
use crate::vendors::subprocessors::{self, country};

/// Every variable of the library.
#[cfg(test)]
pub const NAMES: [&str; 12] = [
    "operator.legal_name",
    "operator.privacy_email",
    "operator.security_email",
    "subprocessors.count",
    "subprocessors.countries",
    "notice_days",
    "incident_hours",
    "retention_days_after_end",
    "audit.event_types",
    "promises.kept",
    "promises.total",
    "tenant.ai",
];

/// Reads the values as they are now, for the workspace of the transaction.
///
/// # Errors
/// When the database fails.
pub async fn gather(
    tx: &TenantTx,
    processor: &Processor,
    (promises, now): (&Register, &Conditions),
    texts: Texts,
) -> Result<BTreeMap<&'static str, String>, Error> {
    let vendors = subprocessors::active(&tx.kernel().register().await?).await?;
    let names =
        vendors.iter().map(|vendor| country(&vendor.country).map_or(vendor.country.as_str(), |one| one.name(texts.locale())));
    let countries: BTreeSet<&str> = names.collect();
    let terms = dpa::promised(tx.kernel()).await?;
    let ai = if settings::ai_is_enabled(tx).await? { "library-ai-on" } else { "library-ai-off" };
    let mut facts = BTreeMap::from([
        ("operator.legal_name", processor.legal_name.clone()),
        ("operator.privacy_email", processor.privacy_email.clone()),
        ("operator.security_email", processor.security_email.clone()),
        ("subprocessors.count", vendors.len().to_string()),
        (
            "subprocessors.countries",
            if countries.is_empty() { texts.t("word-none") } else { Vec::from_iter(countries).join(", ") },
        ),
        ("notice_days", terms.notice_days.to_string()),
        ("incident_hours", terms.incident_hours.to_string()),
        ("retention_days_after_end", terms.return_days.to_string()),
        // A test holds that every type of event has exactly one text.
        ("audit.event_types", texts.keys("event-").len().to_string()),
        ("promises.kept", promises.kept(now).to_string()),
        ("promises.total", promises.promises.len().to_string()),
        ("tenant.ai", texts.t(ai)),
    ]);
    if !subprocessors::is_declared(tx).await? {
        // Nobody has said yet whom the operator engages: a zero would say that it engages nobody.
        facts.retain(|name, _| !name.starts_with("subprocessors."));
    }
    Ok(facts)
}
