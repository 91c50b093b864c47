//! Which state of a thing an author saw: two who change it at once do not overwrite each other unawares. A change that finds
//! everything as it wants it is no change, and not refused: a request that is sent again does no harm.

use std::fmt::Debug;

use crate::kernel::error::Error;
use crate::kernel::ids::sha256_hex;

/// The name of a state: another one as soon as anything in it differs, the same one on every server. It is compared and
/// thrown away, never kept.
#[must_use]
pub fn of(state: &impl Debug) -> String {
    sha256_hex(format!("{state:?}").as_bytes())
}

/// Refuses a change that is based on another state than the one there is. Without a base it is no question.
///
/// # Errors
/// `Refused` with `changed-elsewhere`.
pub fn check<T: PartialEq>(there: &T, based_on: Option<&T>) -> Result<(), Error> {
    if based_on.is_none_or(|based_on| based_on == there) {
        return Ok(());
    }
    Err(Error::refused(
        "changed-elsewhere",
        "This was saved in another window or by somebody else meanwhile. Read it again, compare, then send your change again.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_state_has_another_name() {
        assert_eq!(of(&("Ladders", "en")), of(&("Ladders".to_owned(), "en".to_owned())));
        for other in [("Ladder", "sen"), ("Ladders", "de"), ("", "")] {
            assert_ne!(of(&("Ladders", "en")), of(&other));
        }
    }

    #[test]
    fn a_change_of_another_state_is_refused() {
        assert_eq!(check(&2, Some(&1)).unwrap_err().code(), "changed-elsewhere");
        assert!(check(&2, Some(&2)).is_ok() && check(&2, None).is_ok());
    }
}
