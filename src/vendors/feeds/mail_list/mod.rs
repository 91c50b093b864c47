//! The mail list: anybody hears of changes of sub-processors by mail, once they have confirmed their address.
//!
//! An address is pending for 48 hours, then confirmed, and leaves no row when it ends: there is nothing to tell of whoever has
//! left. No answer says whether an address is known.

mod actions;
pub mod jobs;
mod model;
pub mod pages;
mod store;

pub use actions::{join, left_to_workspace, put_on_list, tell, told_elsewhere};
pub use model::{GOOD_FOR, NewSubscription, NewsLetter, is_open, language};
