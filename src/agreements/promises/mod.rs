//! The register of promises and the record of the tests that prove them. A promise counts as kept only when it is claimed and
//! each of its tests stands in the record as passed; everything else is not kept, whatever is said of it.

mod model;
mod proofs;
mod routes;

pub use model::{Promise, Register, register};
pub use proofs::{Proof, proof};
pub use routes::api;
