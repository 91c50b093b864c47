//! The words that a text may use and the product fills in: variables, flags, tables, and the labels and coded values that the
//! renderer puts on the page itself. A text that uses another word could never be filled in, so it is refused when it comes.

/// A variable, and whether every agreement has to say it somewhere.
pub struct Variable {
    /// Its name.
    pub name: &'static str,
    /// Must stand in the text; what the table of the parties shows need not stand in a sentence.
    pub is_needed: bool,
}

const fn needed(name: &'static str) -> Variable {
    Variable { name, is_needed: true }
}

const fn free(name: &'static str) -> Variable {
    Variable { name, is_needed: false }
}

/// Every variable. The needed ones name the agreement and carry what Art. 28(3) GDPR and the register of promises put a number
/// to: the notice of a sub-processor (d), the report of an incident (f), the return of the data and its choice (g); and the two periods that the
/// software itself keeps to, so that a sealed text cannot say another: how long the offer stands, how fast it is answered (M-1.1).
pub const VARIABLES: &[Variable] = &[
    free("controller.legal_name"),
    free("controller.register_no"),
    free("controller.address"),
    free("controller.country"),
    free("controller.contact_email"),
    free("controller.data_protection_officer"),
    free("controller.signatory_name"),
    free("controller.signatory_title"),
    free("processor.legal_name"),
    free("processor.register_no"),
    free("processor.address"),
    free("processor.country"),
    free("processor.contact_email"),
    free("processor.data_protection_officer"),
    free("processor.signatory_name"),
    free("processor.signatory_title"),
    needed("processor.privacy_email"),
    free("processor.security_email"),
    needed("agreement.number"),
    needed("agreement.date"),
    free("agreement.template_version"),
    needed("agreement.verification_url"),
    free("agreement.language"),
    needed("notice_days"),
    needed("incident_hours"),
    free("incident_target_hours"),
    free("request_days"),
    needed("return_days"),
    needed("offer_days"),
    needed("answer_days"),
    needed("return_choice"),
    needed("subprocessors.as_of"),
    free("subprocessors.count"),
    free("subprocessors.snapshot_id"),
    free("governing_law.country"),
    free("governing_law.place"),
];

/// What may be a condition of a paragraph.
pub const FLAGS: &[&str] = &["ai.enabled", "sso.enabled"];

/// Every table with its number of columns. Each of them must stand in a text: they are filled from the registers, the
/// settings and the version itself.
pub const TABLES: &[(&str, usize)] = &[
    ("parties", 3),
    ("liability", 3),
    ("data_categories", 3),
    ("people_categories", 2),
    ("instructions", 4),
    ("measures", 3),
    ("subprocessors", 7),
    ("retention", 6),
    ("ai_schedule", 5),
];

/// The rows of the table of the parties.
pub const PARTIES_ROWS: usize = 8;

/// The labels that the renderer puts on the page, each with the places in it that are filled.
pub const LABELS: &[(&str, &[&str])] = &[
    ("language_name", &[]),
    ("annex", &[]),
    ("page", &["{page}", "{pages}"]),
    ("footer", &["{number}", "{version}", "{language}"]),
    ("none", &[]),
    ("processor_field", &[]),
    ("customer_field", &[]),
    ("qr_alt", &[]),
    ("attachment", &[]),
    ("parties_no_officer", &[]),
    ("measures_test", &["{date}"]),
    ("measures_tests", &["{tests}", "{date}"]),
    ("measures_checked", &["{date}"]),
    ("instructions_default_giver", &[]),
    ("retention_none", &[]),
    ("liability_event", &["{currency}", "{amount}"]),
    ("liability_contract_year", &["{currency}", "{amount}"]),
    ("ai_schedule_empty", &[]),
    ("subprocessors_empty", &[]),
];

/// The coded values that tables write out.
pub const VALUES: &[(&str, &[&str])] = &[
    ("performed_by", &["software", "operator"]),
    ("applies", &["always", "ai_enabled", "sso_enabled", "left_out", "not_yet"]),
    ("transfer_mechanism", &["none_within_eea", "adequacy", "dpf", "scc_m2", "scc_m3", "bcr"]),
    ("liability_limit", &["unlimited", "main_contract", "as_own"]),
    ("action", &["delete", "anonymise", "overwrite"]),
    ("return_choice", &["return_then_delete", "delete_without_return", "none"]),
];

/// The duties of a processor, by their letters in Art. 28(3) GDPR.
pub const DUTIES: &[&str] = &["a", "b", "c", "d", "e", "f", "g", "h"];

/// As wide as the number of an agreement becomes: it is measured in the foot of the page.
pub const WIDEST_NUMBER: &str = "DPA-2026-WWWWWWWW";

/// A label or a title on the page is at most this long: it stands in the head and the foot of every page.
pub const LONGEST_LABEL: usize = 200;

/// Whether the product can fill in a variable of this name.
#[must_use]
pub fn is_variable(name: &str) -> bool {
    VARIABLES.iter().any(|variable| variable.name == name)
}

/// Whether there is a table of this name.
#[must_use]
pub fn is_table(name: &str) -> bool {
    TABLES.iter().any(|(table, _)| *table == name)
}
