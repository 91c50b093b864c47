//! The vocabulary in which each table states what personal data it holds (M-4.2, Art. 30 GDPR).

/// What a table says about the data in it.
#[derive(Clone, Copy, Debug, serde::Serialize)]
pub struct Privacy {
    /// The legal basis of the processing.
    pub basis: Basis,
    /// How long rows are kept, in words.
    pub retention: &'static str,
    /// What happens to a row when its person is erased.
    pub erasure: Erasure,
    /// Every column with its category.
    pub columns: &'static [(&'static str, Category)],
}

impl Privacy {
    /// Returns whether the column must never leave the database: keys, hashes, tokens.
    #[must_use]
    pub fn is_secret(&self, column: &str) -> bool {
        self.columns.iter().any(|(name, category)| *name == column && *category == Category::Secret)
    }
}

/// The legal basis of processing, Art. 6(1) GDPR.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Performance of a contract, Art. 6(1)(b).
    Contract,
    /// A legal obligation, Art. 6(1)(c).
    LegalObligation,
    /// Security of the service as a legitimate interest, Art. 6(1)(f).
    Security,
}

/// What erasing a person does to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Erasure {
    /// The row goes.
    Delete,
    /// The identifiers go, the row stays as a statistic.
    Anonymise,
    /// The row stays: it describes the tenant, or the law asks for it.
    Keep,
}

/// What a column holds; the first five are the categories of M-4.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Name, e-mail address.
    Identification,
    /// Role and groups.
    RoleAndGroups,
    /// Progress, quizzes, certificates, points.
    LearningRecords,
    /// Activity and sign-ins.
    Activity,
    /// Uploaded or written content.
    Content,
    /// Not personal: states, settings, times of objects.
    Technical,
    /// Keys, hashes and tokens: never exported, never shown.
    Secret,
}
