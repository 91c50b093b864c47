//! What stands in the sidebar: what the role of the person opens, in the order of their day.

use crate::kernel::authz::{Realm, SignedIn};
use crate::kernel::html::{NavGroup, NavItem};
use crate::{agreements, learning, people, rights, vendors};

/// The sidebar of a person on a page.
#[must_use]
pub fn of(caller: &SignedIn, path: &str) -> Vec<NavGroup> {
    let item = |shown: bool, href: &'static str, icon: &'static str, key: &'static str| {
        shown.then_some(NavItem { href, icon, key, current: place_of(path) == href })
    };
    let group = |key: &'static str, items: Vec<Option<NavItem>>| NavGroup { key, items: items.into_iter().flatten().collect() };
    let groups = if caller.session().realm == Realm::Operator {
        vec![
            group(
                "nav-customers",
                vec![
                    item(caller.may::<people::tenants::ReadTenants>(), "/operator/tenants", "people", "nav-tenants"),
                    item(caller.may::<agreements::dpa::ManageAgreements>(), "/operator/dpa-requests", "doc", "nav-dpa-requests"),
                    item(caller.may::<agreements::templates::ReadTemplates>(), "/operator/templates", "pen", "nav-templates"),
                    item(caller.may::<vendors::changes::ManageChanges>(), "/operator/objections", "flag", "nav-objections"),
                    item(
                        caller.may::<people::settings::EnterInstructions>(),
                        "/operator/instructions",
                        "list",
                        "nav-instructions",
                    ),
                ],
            ),
            group(
                "nav-guard",
                vec![
                    item(
                        caller.may::<vendors::subprocessors::ReadSubprocessors>(),
                        "/settings/subprocessors",
                        "chain",
                        "nav-subprocessors",
                    ),
                    item(caller.may::<vendors::changes::ReadChanges>(), "/operator/changes", "bell", "nav-changes"),
                    item(caller.may::<agreements::measures::ReadMeasures>(), "/operator/measures", "check", "nav-measures"),
                    item(
                        caller.may::<agreements::assurance::AnswerQuestionnaires>(),
                        "/operator/questionnaires",
                        "list",
                        "nav-questionnaires",
                    ),
                    item(caller.may::<agreements::assurance::ReadLibrary>(), "/operator/library", "book", "nav-library"),
                    item(caller.may::<agreements::assurance::HoldReviews>(), "/operator/reviews", "clock", "nav-reviews"),
                    item(
                        caller.may::<vendors::feeds::ReadListRequests>(),
                        "/operator/list-requests",
                        "mail",
                        "nav-list-requests",
                    ),
                    item(caller.may::<rights::log::ReadLog>(), "/audit", "shield", "nav-audit"),
                ],
            ),
        ]
    } else {
        vec![
            group(
                "nav-teach",
                vec![
                    item(caller.may::<learning::progress::ReadProgress>(), "/admin", "home", "nav-overview"),
                    item(caller.may::<learning::progress::ReadProgress>(), "/progress", "grid", "nav-progress"),
                    item(caller.may::<learning::modules::ReadModules>(), "/modules", "book", "nav-modules"),
                    item(caller.may::<people::users::ReadPeople>(), "/people", "people", "nav-people"),
                    item(caller.may::<people::groups::ReadGroups>(), "/groups", "group", "nav-groups"),
                ],
            ),
            group(
                "nav-learn",
                vec![item(true, "/learn", "screen", "nav-learn-home"), item(true, "/certificates", "seal", "nav-certificates")],
            ),
            group(
                "nav-guard",
                vec![
                    item(caller.may::<rights::log::ReadLog>(), "/audit", "shield", "nav-audit"),
                    item(caller.may::<rights::exports::TakeOut>(), "/exports", "box", "nav-exports"),
                    item(
                        caller.may::<vendors::subprocessors::ReadSubprocessors>(),
                        "/settings/subprocessors",
                        "chain",
                        "nav-subprocessors",
                    ),
                    item(caller.may::<agreements::dpa::HoldAgreements>(), "/settings/agreements", "doc", "nav-agreements"),
                    item(
                        caller.may::<agreements::assurance::ReadAssurance>(),
                        "/settings/questionnaire",
                        "list",
                        "nav-questionnaires",
                    ),
                    item(caller.may::<agreements::assurance::ReadAssurance>(), "/settings/reviews", "clock", "nav-reviews"),
                    item(caller.may::<people::settings::ManageSettings>(), "/settings", "gear", "nav-settings"),
                ],
            ),
        ]
    };
    groups.into_iter().filter(|group| !group.items.is_empty()).collect()
}

/// The address in the sidebar to which a page belongs.
fn place_of(path: &str) -> &str {
    let first =
        path.find('/').and_then(|at| path.get(at + 1..)).and_then(|rest| rest.find('/')).map_or(path, |end| &path[..=end]);
    match first {
        "/quizzes" => "/modules",
        "/assignments" => "/progress",
        "/operator" if path.starts_with("/operator/subprocessors") => "/settings/subprocessors",
        "/operator" => path.match_indices('/').nth(2).map_or(path, |(end, _)| &path[..end]),
        "/settings" if path.starts_with("/settings/subprocessors") => "/settings/subprocessors",
        "/settings" if path.starts_with("/settings/agreements") => "/settings/agreements",
        "/settings" if path.starts_with("/settings/questionnaire") => "/settings/questionnaire",
        "/settings" if path.starts_with("/settings/reviews") => "/settings/reviews",
        _ => first,
    }
}

#[cfg(test)]
mod tests {
    use super::place_of;

    #[test]
    fn a_page_belongs_to_one_place() {
        for (path, place) in [
            ("/modules", "/modules"),
            ("/modules/7/units/8", "/modules"),
            ("/quizzes/7/questions/new", "/modules"),
            ("/assignments/new", "/progress"),
            ("/settings", "/settings"),
            ("/settings/subprocessors", "/settings/subprocessors"),
            ("/settings/subprocessors/changes/7", "/settings/subprocessors"),
            ("/settings/agreements/7", "/settings/agreements"),
            ("/settings/instructions", "/settings"),
            ("/operator/changes/new", "/operator/changes"),
            ("/operator/dpa-requests/7", "/operator/dpa-requests"),
            ("/operator/tenants", "/operator/tenants"),
            ("/operator/subprocessors/7", "/settings/subprocessors"),
            ("/operator/objections/7", "/operator/objections"),
            ("/operator/instructions", "/operator/instructions"),
            ("/settings/questionnaires/7", "/settings/questionnaire"),
            ("/settings/reviews/7", "/settings/reviews"),
            ("/", "/"),
        ] {
            assert_eq!(place_of(path), place);
        }
    }
}
