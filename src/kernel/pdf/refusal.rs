//! Why a file that begins with one of ours is not one of ours with a signature added.

/// What the strict reader found wrong; the first thing it came upon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The file is larger than is read.
    #[error("The file is larger than is read.")]
    TooLarge,
    /// The beginning is no file of ours with an empty field of that name.
    #[error("The original has no empty field for a further signature.")]
    Original,
    /// Nothing was added.
    #[error("Nothing was added to the original.")]
    NothingSigned,
    /// The added part is not written as every reader understands it.
    #[error("What was added is not written plainly enough for every program to read it in the same way.")]
    Syntax,
    /// More than one revision was added.
    #[error("The file was changed more than once since it was sealed; only one signature may be added.")]
    SeveralRevisions,
    /// Something stands behind the end.
    #[error("Something stands behind the end of the signed file.")]
    AfterEnd,
    /// The table of objects does not say what stands there.
    #[error("The table of the added part does not list exactly what was added.")]
    Table,
    /// The trailer names something else than the original's.
    #[error("The end of the added part names other things than the original does.")]
    Trailer,
    /// No signature, or more than one.
    #[error("Exactly one signature may be added.")]
    SignatureCount,
    /// Something new beside the signature.
    #[error("Something was added beside the signature.")]
    ObjectsAdded,
    /// A page, a text, an attachment or another part of the original is replaced.
    #[error("A part of the original was replaced.")]
    ContentChanged,
    /// The catalog is changed: actions, fields, attachments.
    #[error("The list of what the document consists of was changed.")]
    CatalogChanged,
    /// Title, author or other facts are changed.
    #[error("What the document says about itself, such as its title, was changed.")]
    MetadataChanged,
    /// The signature does not stand in the prepared field.
    #[error("The signature does not stand in the field that was prepared for it.")]
    OtherField,
    /// The prepared field says something else than before, or holds no signature.
    #[error("The field that was prepared for the signature was changed.")]
    FieldChanged,
    /// The signature has parts that a plain one has not.
    #[error("The signature has parts that a plain signature does not need.")]
    SignatureUnusual,
    /// The signature leaves out something.
    #[error("The signature does not cover the whole file.")]
    SignatureRange,
    /// It was made by means that prove nothing any more.
    #[error("The signature uses a procedure that is no longer safe.")]
    SignatureWeak,
    /// It does not hold.
    #[error("The signature does not match the file.")]
    SignatureBroken,
    /// There are parts in it for which nobody vouches.
    #[error("The signature carries data that it does not protect.")]
    SignatureLoose,
    /// Its time-stamp does not hold.
    #[error("The time-stamp of the signature does not hold.")]
    TimeStampBroken,
}

impl Refusal {
    /// Every refusal there is.
    pub const ALL: [Self; 21] = [
        Self::TooLarge,
        Self::Original,
        Self::NothingSigned,
        Self::Syntax,
        Self::SeveralRevisions,
        Self::AfterEnd,
        Self::Table,
        Self::Trailer,
        Self::SignatureCount,
        Self::ObjectsAdded,
        Self::ContentChanged,
        Self::CatalogChanged,
        Self::MetadataChanged,
        Self::OtherField,
        Self::FieldChanged,
        Self::SignatureUnusual,
        Self::SignatureRange,
        Self::SignatureWeak,
        Self::SignatureBroken,
        Self::SignatureLoose,
        Self::TimeStampBroken,
    ];

    /// Stable, for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "too-large",
            Self::Original => "original",
            Self::NothingSigned => "nothing-signed",
            Self::Syntax => "syntax",
            Self::SeveralRevisions => "several-revisions",
            Self::AfterEnd => "after-end",
            Self::Table => "table",
            Self::Trailer => "trailer",
            Self::SignatureCount => "signature-count",
            Self::ObjectsAdded => "objects-added",
            Self::ContentChanged => "content-changed",
            Self::CatalogChanged => "catalog-changed",
            Self::MetadataChanged => "metadata-changed",
            Self::OtherField => "other-field",
            Self::FieldChanged => "field-changed",
            Self::SignatureUnusual => "signature-unusual",
            Self::SignatureRange => "signature-range",
            Self::SignatureWeak => "signature-weak",
            Self::SignatureBroken => "signature-broken",
            Self::SignatureLoose => "signature-loose",
            Self::TimeStampBroken => "time-stamp-broken",
        }
    }
}
