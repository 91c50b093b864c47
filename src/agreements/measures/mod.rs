//! The register of technical and organisational measures (Art. 32 GDPR; M-5.2, M-8): by aim, each with what proves it. They
//! are annex II of every agreement and stand on the trust page, in the same words.
//!
//! What the software claims to do stands on tests that ran (the record of proofs), else it is neither printed nor shown. What
//! the operator has to do by hand says so.

mod model;
mod phrases;

pub use model::{Heading, Measure, Measures, PerformedBy, measures};
pub use phrases::{empty_phrases, flat};
