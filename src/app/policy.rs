//! Every grant of every capability. The snapshot test prints the whole matrix; a permission that is missing there is
//! missing here.

use crate::kernel::authz::Grant;
use crate::{agreements, learning, people, rights, vendors};

/// Every grant.
#[must_use]
pub fn grants() -> Vec<Grant> {
    [
        people::tenants::GRANTS,
        people::groups::GRANTS,
        people::users::GRANTS,
        people::sessions::GRANTS,
        people::settings::GRANTS,
        vendors::subprocessors::GRANTS,
        vendors::contacts::GRANTS,
        vendors::reviews::GRANTS,
        vendors::changes::GRANTS,
        vendors::feeds::GRANTS,
        learning::modules::GRANTS,
        learning::quizzes::GRANTS,
        learning::assignments::GRANTS,
        learning::attempts::GRANTS,
        learning::progress::GRANTS,
        learning::certificates::GRANTS,
        rights::log::GRANTS,
        rights::exports::GRANTS,
        agreements::measures::GRANTS,
        agreements::templates::GRANTS,
        agreements::dpa::GRANTS,
        agreements::controller::GRANTS,
        agreements::trust::GRANTS,
        agreements::assurance::GRANTS,
    ]
    .concat()
}
