//! The register of promises and the record of the tests that prove them. A promise counts as kept only when it is claimed,
//! each of its tests stands in the record as passed, and what it needs of the registers besides holds now; everything else is not
//! kept, whatever is said of it.

mod conditions;
mod model;
mod proofs;
mod routes;

pub use conditions::Conditions;
pub use model::{Promise, Register, register};
pub use proofs::{Proof, proof};
pub use routes::api;
