//! People as pages: the list, a new person, one person, and one's own language.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, post, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::actions;
use super::model::{Change, Draft, Filter, NewUser, OwnChange, PersonFile, State, User};
use super::policy::{ManagePeople, ReadPeople};
use crate::kernel::authz::{Authorized, Role, SignedIn};
use crate::kernel::error::Error;
use crate::kernel::html::{self, FormErrors, Shell, Tone};
use crate::kernel::i18n::Locale;
use crate::kernel::page::Paging;
use crate::kernel::web::{Form, Query};
use crate::people::groups;
use crate::people::sessions::OwnAccount;

/// The pages of this capability.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(list_people).service(new).service(add).service(show).service(update);
    config.service(deactivate).service(reactivate).service(invite_again).service(withdraw_invitation).service(update_language);
}

type Options = Vec<(String, String)>;

#[derive(Template)]
#[template(path = "pages/users/list.html")]
struct ListPage {
    shell: Shell,
    rows: Vec<Row>,
    count: String,
    filter: Filter,
    is_filtered: bool,
    roles: Options,
    states: Options,
    groups: Options,
    group: String,
    first: String,
    next: String,
    lede: String,
    may_manage: bool,
}

#[derive(Template)]
#[template(path = "pages/users/new.html")]
struct NewPage {
    shell: Shell,
    errors: FormErrors,
    values: NewUser,
    roles: Options,
    languages: Options,
    locale: String,
}

#[derive(Template)]
#[template(path = "pages/users/show.html")]
struct ShowPage {
    shell: Shell,
    errors: FormErrors,
    /// Whether somebody else has changed the person since the form was made.
    is_stale: bool,
    person: Row,
    values: Values,
    roles: Options,
    languages: Options,
    /// What became of the invitation.
    invitation: Option<(Tone, String)>,
    /// Whether the invitation can still be used.
    is_open: bool,
    /// Whether the link would be a first invitation: the account has no password yet.
    is_invited: bool,
    is_active: bool,
    is_self: bool,
    may_manage: bool,
    may_assign: bool,
    deactivation: String,
}

/// A person in words.
struct Row {
    id: Uuid,
    name: String,
    email: String,
    role: String,
    state: String,
    tone: Tone,
    groups: Vec<(Uuid, String)>,
    signed_in: String,
    added: String,
}

/// What stands in the form of one person.
struct Values {
    name: String,
    role: String,
    locale: String,
    revision: String,
}

impl Row {
    fn new(shell: &Shell, person: &User, groups: Vec<(Uuid, String)>) -> Self {
        let tone = match person.state {
            State::Active => Tone::Ok,
            State::Invited => Tone::Info,
            State::Deactivated => Tone::None,
        };
        Self {
            id: person.id,
            name: person.name.clone(),
            email: person.email.clone(),
            role: shell.t(&format!("people-role-{}", person.role.as_str())),
            state: shell.t(&format!("people-state-{}", person.state.as_str())),
            tone,
            groups,
            signed_in: person.signed_in_at.map_or_else(|| shell.t("people-never-signed-in"), |at| shell.date(at)),
            added: shell.date(person.created_at),
        }
    }
}

#[get("/people")]
async fn list_people(
    caller: Authorized<ReadPeople>,
    shell: Shell,
    filter: Query<Filter>,
    paging: Query<Paging>,
) -> Result<HttpResponse, Error> {
    let filter = filter.0;
    let mut found = actions::directory(&caller, &filter, &paging.0).await?;
    let all = groups::list(&SignedIn::clone(&caller).authorize()?, &Paging { after: None, limit: Some(200) }).await?;
    let is_filtered = filter.q.is_some() || filter.role.is_some() || filter.state.is_some() || filter.group_id.is_some();
    let rows =
        found.people.items.iter().map(|person| Row::new(&shell, person, found.groups.remove(&person.id).unwrap_or_default()));
    let rows: Vec<Row> = rows.collect();
    let any = |key: &str| (String::new(), shell.t(key));
    let states = [State::Active, State::Invited, State::Deactivated];
    let states = states.map(|state| (state.as_str().to_owned(), shell.t(&format!("people-state-{}", state.as_str()))));
    html::respond(&ListPage {
        rows,
        count: shell.tn(if is_filtered { "people-count-filtered" } else { "people-count" }, found.count),
        roles: std::iter::once(any("people-filter-role-any")).chain(roles(&shell, &caller)).collect(),
        states: std::iter::once(any("people-filter-state-any")).chain(states).collect(),
        groups: std::iter::once(any("people-filter-group-any"))
            .chain(all.items.into_iter().map(|group| (group.id.to_string(), group.name)))
            .collect(),
        group: filter.group_id.map(|id| id.to_string()).unwrap_or_default(),
        first: if paging.0.after.is_some() { address(&filter, None) } else { String::new() },
        next: found.people.next.as_deref().map(|after| address(&filter, Some(after))).unwrap_or_default(),
        lede: match caller.session().role {
            Role::Instructor => shell.t("people-lead-instructor"),
            _ => shell.ta("people-lead", &[("tenant", shell.place())]),
        },
        may_manage: caller.may::<ManagePeople>(),
        is_filtered,
        filter,
        shell,
    })
}

/// The address of a page of the list with its filters.
fn address(filter: &Filter, after: Option<&str>) -> String {
    let group = filter.group_id.map(|id| id.to_string());
    let parts = [
        ("q", filter.q.as_deref()),
        ("role", filter.role.as_deref()),
        ("state", filter.state.as_deref()),
        ("group_id", group.as_deref()),
        ("after", after),
    ];
    let query: Vec<String> =
        parts.iter().filter_map(|(name, value)| value.map(|value| format!("{name}={}", html::encode(value)))).collect();
    if query.is_empty() { "/people".to_owned() } else { format!("/people?{}", query.join("&")) }
}

/// The roles of the caller's realm.
fn roles(shell: &Shell, caller: &SignedIn) -> Options {
    let mine = Role::ALL.into_iter().filter(|role| role.realm() == caller.session().realm);
    mine.map(|role| (role.as_str().to_owned(), shell.t(&format!("people-role-{}", role.as_str())))).collect()
}

/// The roles that the caller may give: only an owner makes owners.
fn giveable(shell: &Shell, caller: &SignedIn, held: Option<Role>) -> Options {
    let all = roles(shell, caller);
    let owner = caller.session().role == Role::Owner || held == Some(Role::Owner);
    all.into_iter().filter(|(role, _)| owner || role != Role::Owner.as_str()).collect()
}

fn languages(shell: &Shell) -> Options {
    Locale::ALL.map(|locale| (locale.code().to_owned(), shell.t(&format!("language-{}", locale.code())))).into_iter().collect()
}

#[get("/people/new")]
async fn new(caller: Authorized<ManagePeople>, shell: Shell) -> Result<HttpResponse, Error> {
    html::respond(&new_page(&caller, shell, FormErrors::none(), NewUser::default()))
}

fn new_page(caller: &SignedIn, shell: Shell, errors: FormErrors, mut values: NewUser) -> NewPage {
    let mut roles = giveable(&shell, caller, None);
    roles.reverse();
    if values.role.is_empty() {
        "learner".clone_into(&mut values.role);
    }
    let locale = values.locale.clone().unwrap_or_else(|| caller.session().locale.code().to_owned());
    NewPage { errors, roles, languages: languages(&shell), locale, values, shell }
}

#[post("/people")]
async fn add(caller: Authorized<ManagePeople>, shell: Shell, form: Form<NewUser>) -> Result<HttpResponse, Error> {
    let added = match Draft::read(form.0.clone(), caller.session().realm) {
        Ok(draft) => actions::add(&caller, draft).await,
        Err(error) => Err(error),
    };
    match added {
        Ok(person) => {
            let key = if person.state == State::Invited { "flash-person-invited" } else { "flash-person-added" };
            Ok(html::see_other_with(&format!("/people/{}", person.id), Tone::Ok, key))
        }
        Err(error) => {
            let errors = FormErrors::try_from_error(shell.texts, error)?;
            html::respond_with(StatusCode::UNPROCESSABLE_ENTITY, &new_page(&caller, shell, errors, form.0))
        }
    }
}

#[get("/people/{id}")]
async fn show(caller: Authorized<ReadPeople>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let file = actions::file(&caller, *id).await?;
    html::respond(&show_page(&caller, shell, FormErrors::none(), file, None))
}

fn show_page(caller: &SignedIn, shell: Shell, errors: FormErrors, file: PersonFile, change: Option<Change>) -> ShowPage {
    let PersonFile { person, groups, invited_until } = file;
    let change = change.unwrap_or_default();
    let now = caller.kernel().clock.now();
    let invited_until = invited_until.filter(|_| person.state == State::Invited);
    let is_open = invited_until.is_some_and(|until| now < until);
    let invitation = invited_until.map(|until| {
        let (tone, key) = if is_open { (Tone::Info, "people-invite-valid-until") } else { (Tone::Warn, "people-invite-expired") };
        (tone, shell.ta(key, &[("date", &shell.date(until))]))
    });
    ShowPage {
        errors,
        is_stale: false,
        values: Values {
            name: change.name.unwrap_or_else(|| person.name.clone()),
            role: change.role.unwrap_or_else(|| person.role.as_str().to_owned()),
            locale: change.locale.unwrap_or_else(|| person.locale.code().to_owned()),
            revision: change.revision.unwrap_or_else(|| person.revision.clone()),
        },
        roles: giveable(&shell, caller, Some(person.role)),
        languages: languages(&shell),
        invitation,
        is_open,
        is_invited: person.state == State::Invited,
        is_active: person.state != State::Deactivated,
        is_self: person.id == caller.session().user_id,
        may_manage: caller.may::<ManagePeople>(),
        may_assign: caller.kernel().policy.allows_named(caller.session().role, "assignments", "make"),
        deactivation: format!("/people/{}/deactivation", person.id),
        person: Row::new(&shell, &person, groups),
        shell,
    }
}

/// The form of a person: what is left empty is empty, not left as it was.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PersonForm {
    name: String,
    role: String,
    locale: String,
    #[serde(default)]
    revision: Option<String>,
}

#[post("/people/{id}")]
async fn update(
    caller: Authorized<ManagePeople>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<PersonForm>,
) -> Result<HttpResponse, Error> {
    let PersonForm { name, role, locale, revision } = form.0;
    let change = Change { name: Some(name), role: Some(role), locale: Some(locale), revision };
    match actions::update(&caller, *id, change.clone()).await {
        Ok(_) => Ok(html::see_other_with(&format!("/people/{id}"), Tone::Ok, "flash-saved")),
        Err(error) => again(&caller, shell, *id, error, Some(change)).await,
    }
}

/// The page of a person once more, with what is wrong.
async fn again(
    caller: &Authorized<ManagePeople>,
    shell: Shell,
    id: Uuid,
    error: Error,
    mut change: Option<Change>,
) -> Result<HttpResponse, Error> {
    // What was typed stays then, and saving it over what the other has saved is a decision.
    let is_stale = error.code() == "changed-elsewhere";
    if let Some(change) = change.as_mut().filter(|_| is_stale) {
        change.revision = None;
    }
    let status = if is_stale { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    let errors = FormErrors::try_from_error(shell.texts, error)?;
    let file = actions::file(&SignedIn::clone(caller).authorize()?, id).await?;
    html::respond_with(status, &ShowPage { is_stale, ..show_page(caller, shell, errors, file, change) })
}

#[post("/people/{id}/deactivation")]
async fn deactivate(caller: Authorized<ManagePeople>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    match actions::deactivate(&caller, *id).await {
        Ok(_) => Ok(html::see_other_with(&format!("/people/{id}"), Tone::Ok, "flash-person-deactivated")),
        Err(error) => again(&caller, shell, *id, error, None).await,
    }
}

#[post("/people/{id}/reactivation")]
async fn reactivate(caller: Authorized<ManagePeople>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    match actions::reactivate(&caller, *id).await {
        Ok(_) => Ok(html::see_other_with(&format!("/people/{id}"), Tone::Ok, "flash-person-reactivated")),
        Err(error) => again(&caller, shell, *id, error, None).await,
    }
}

#[post("/people/{id}/invitation")]
async fn invite_again(caller: Authorized<ManagePeople>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    match actions::invite_again(&caller, *id).await {
        Ok(()) => Ok(html::see_other_with(&format!("/people/{id}"), Tone::Ok, "flash-invitation-sent")),
        Err(error) => again(&caller, shell, *id, error, None).await,
    }
}

#[post("/people/{id}/invitation/withdrawal")]
async fn withdraw_invitation(caller: Authorized<ManagePeople>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    match actions::withdraw_invitation(&caller, *id).await {
        Ok(()) => Ok(html::see_other_with(&format!("/people/{id}"), Tone::Ok, "flash-invitation-withdrawn")),
        Err(error) => again(&caller, shell, *id, error, None).await,
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct LanguageForm {
    locale: String,
}

#[post("/account/language")]
async fn update_language(caller: Authorized<OwnAccount>, form: Form<LanguageForm>) -> Result<HttpResponse, Error> {
    actions::update_own(&caller, OwnChange { locale: Some(form.0.locale) }).await?;
    Ok(html::see_other_with("/account", Tone::Ok, "flash-saved"))
}
