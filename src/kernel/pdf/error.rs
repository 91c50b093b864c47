//! What can go wrong between a text and a signed file.

/// Why a document was not made, signed or read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The text holds a character the embedded fonts cannot draw correctly.
    #[error("The character \u{201c}{0}\u{201d} (U+{code:04X}) cannot be printed; write the text without it.", code = u32::from(*.0))]
    Unprintable(char),
    /// A table row has more or fewer cells than the table has columns.
    #[error("A table row has {cells} cells, but the table has {columns} columns.")]
    Shape {
        /// Cells in the offending row.
        cells: usize,
        /// Columns of the table.
        columns: usize,
    },
    /// The document would have more pages than any reader wants.
    #[error("The document is longer than {0} pages.")]
    TooLong(usize),
    /// The label of a clause would leave no room for the clause.
    #[error("The label \u{201c}{0}\u{201d} is too wide.")]
    Label(String),
    /// The text of a QR code does not fit into one.
    #[error("The text is too long for a QR code.")]
    Qr,
    /// A colour is not written as `#rrggbb`.
    #[error("\u{201c}{0}\u{201d} is not a colour; write it as #rrggbb.")]
    Colour(String),
    /// An embedded font could not be read.
    #[error("An embedded font cannot be read.")]
    Font,
    /// The file has no such signature field, or it is signed already.
    #[error("There is no empty signature field \u{201c}{0}\u{201d}.")]
    Field(String),
    /// The file cannot be signed: it was not made here.
    #[error("The file cannot be signed: {0}.")]
    NotOurs(&'static str),
    /// The reason of a signature is longer than a sentence or two.
    #[error("The reason is longer than {0} characters.")]
    Reason(usize),
    /// There shall be a time-stamp and there is none.
    #[error("The time-stamping authority gave no time-stamp: {0}.")]
    Stamp(String),
    /// The seal on the disk is another by now.
    #[error("The seal was replaced. Restart the servers and workers: they go on with the new one.")]
    Replaced,
    /// What was signed did not hold when it was looked at as a stranger would.
    #[error("Our own seal did not hold when it was checked: {0}.")]
    NotHeld(String),
    /// The key or its certificates cannot be used.
    #[error("The signing key cannot be used: {0}.")]
    Key(String),
    /// The signature with its certificates needs more room than was set aside.
    #[error("The signature does not fit into the reserved {0} bytes.")]
    Reserve(usize),
    /// The file's structure could not be read or written.
    #[error("The PDF cannot be processed: {0}")]
    Pdf(#[from] lopdf::Error),
    /// A certificate or signature could not be encoded or decoded.
    #[error("A certificate or signature cannot be processed: {0}")]
    Asn1(#[from] der::Error),
    /// The finished file could not be written.
    #[error("The PDF cannot be written: {0}")]
    Write(#[from] std::io::Error),
}

impl Error {
    /// Whether it may work later without anybody doing anything.
    #[must_use]
    pub const fn is_temporary(&self) -> bool {
        matches!(self, Self::Stamp(_) | Self::Replaced)
    }
}
