//! Instructions in writing (M-2.2, Art. 28(3)(a) GDPR): what a customer instructs by letter or mail is entered by the operator's
//! staff, word for word, with who gave it, when it arrived and what becomes of it. It is followed; or it is held to infringe
//! data-protection law, and then the customer is told why at once (the last sentence of Art. 28(3)). An entry never changes:
//! a later instruction is another one, and may say that it takes an earlier one back.

mod actions;
mod model;
mod operator_pages;
mod routes;
mod store;

pub use actions::{Document, all, document, followed, log};
pub use model::{NewWrittenInstruction, WrittenInstruction};
pub use operator_pages::{WrittenRow, pages};
pub use routes::api;
