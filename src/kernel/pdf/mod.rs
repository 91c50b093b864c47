//! Documents that prove themselves: tagged PDF/A-3 and PDF/UA files, sealed with PAdES signatures and checked again
//! when they come back. Serves every promise that is kept on paper; knows no business word.
//!
//! [`Sheet`] lays text out and collects the structure, [`finish`] makes the archival file, [`Seal`] signs it in an
//! incremental revision, [`inspect`] judges any file, own or foreign, [`continuation`] judges what was added to one of ours,
//! and [`check_structure`] is the tests' own judge.
//! Equal input gives equal bytes; only a signature is random.

mod alike;
mod anchor;
mod archive;
mod block;
mod canvas;
mod certs;
mod cms;
mod error;
mod finish;
mod fonts;
mod generate;
mod icc;
mod identity;
mod inspect;
mod list;
mod loose;
mod mark;
mod meaning;
mod original;
mod outline;
mod parser;
mod pkcs12;
mod qr;
mod refusal;
mod revision;
mod running;
mod scan;
mod seal;
mod sheet;
mod stamp;
mod strict;
mod structure;
mod table;
mod tags;
mod text;
mod tree;
mod update;
mod verify;
mod xmp;

#[cfg(test)]
mod forgery;
#[cfg(test)]
mod samples;

pub use anchor::{Anchor, Vouch};
pub use canvas::Colour;
pub use error::Error;
pub use finish::{Attachment, Description, SignatureField, finish};
pub use generate::NewSeal;
pub use identity::Identity;
pub use inspect::{Inspection, MAX_BYTES, SignatureReport, has_end, inspect};
pub use mark::bears_mark;
pub use pkcs12::open as open_pkcs12;
pub use refusal::Refusal;
pub use running::{fits_foot, fits_page_number};
pub use seal::{Purpose, Seal, SigningDetails};
pub use sheet::{Align, Sheet, Tone};
pub use stamp::{Authority, TimeStamp};
pub use structure::check_structure;
pub use table::Column;
pub use text::{first_unprintable, printable};
pub use update::{Continuation, continuation};
