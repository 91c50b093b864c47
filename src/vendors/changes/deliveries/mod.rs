//! How a notice comes to each of its contacts: who is told, how far each mail came, who is told once more.
//!
//! A mail leaves at most once in each turn. It is marked before it leaves and has a name of its own; when nobody can say
//! whether it left, it is `unconfirmed`, counts as not reached, and stays a doubt that staff and customer see. Only
//! where nobody of the workspace was reached is the contact written to again after some days, in a mail that says that it is a
//! second one. What surely did not leave is tried until the change has ended.
//!
//! A mail may come back after an emergency is in force, as most do some minutes later. The vendor has received data by then and
//! the one before it is gone, so it is shown as in force all the same: anything else would be untrue. What begins anew is the
//! notice: whoever was not reached is written to again, staff sees the customer among those not reached, and the days in which
//! an objection counts run from when somebody was.

mod bounce;
mod bounce_routes;
mod known;
mod letter;
mod link;
mod reach;
mod send;
pub(super) mod store;
mod tend;
mod why;

pub use bounce::{Bounce, BounceSecret, Returned, report};
pub use bounce_routes::api;
pub use letter::may_know;
pub(super) use letter::told_by_mail;
pub(super) use link::workspace;
pub use reach::Reach;
pub(super) use reach::reached_at;
pub(super) use send::reckon;
pub use send::{Deliver, deliver, given_up};
pub(super) use tend::{Seen, begin, see, see_by_link, tend};
pub use tend::{addresses, tells};
pub(super) use why::Failure;
pub use why::Why;
