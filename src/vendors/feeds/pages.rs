//! The public page of sub-processors: by category, with what changes, and the ways to hear of it; and the page of a step that
//! somebody came to by a link in a mail.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, web};

use super::mail_list::NewSubscription;
use super::news::NewsItem;
use super::{mail_list, news, requests, webhooks};
use crate::kernel::authz::Visitor;
use crate::kernel::error::Error;
use crate::kernel::html::{FormErrors, Shell, respond_public, respond_with};
use crate::kernel::i18n::{Locale, Texts};
use crate::vendors::subprocessors::{self, Group, Listed, applies_name, category_name, nobody, place};

/// The pages of this capability.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_public).service(news::pages::show_feed);
    mail_list::pages::pages(config);
    requests::pages::pages(config);
    requests::operator_pages::pages(config);
    webhooks::pages::pages(config);
}

/// The public page.
#[derive(askama::Template)]
#[template(path = "pages/subprocessors/public.html")]
pub struct PublicPage {
    shell: Shell,
    errors: FormErrors,
    as_of: String,
    groups: Vec<GroupShown>,
    /// What is said where no vendor stands.
    empty: &'static str,
    /// How the list began.
    first: String,
    changes: Vec<ChangeShown>,
    feed: String,
    mail: NewSubscription,
    languages: Vec<(String, String)>,
}

struct GroupShown {
    title: String,
    place: String,
    vendors: Vec<ListedShown>,
}

struct ListedShown {
    purpose: String,
    place: String,
    since: String,
    applies: String,
}

/// A change in the list of changes.
struct ChangeShown {
    title: String,
    standing: String,
    purpose: String,
    place: String,
    ground: String,
    told: String,
}

/// What was typed into the forms of the public page.
pub struct Entered {
    /// Into that of the mail list.
    pub mail: NewSubscription,
}

#[get("/subprocessors")]
async fn show_public(visitor: Visitor, shell: Shell) -> Result<HttpResponse, Error> {
    let mail = NewSubscription { language: shell.lang().to_owned(), ..NewSubscription::default() };
    respond_public(&public(&visitor, shell, FormErrors::none(), Entered { mail }).await?)
}

/// The public page, also once more with what is wrong.
///
/// # Errors
/// When the database fails.
pub async fn public(visitor: &Visitor, shell: Shell, errors: FormErrors, entered: Entered) -> Result<PublicPage, Error> {
    let texts = shell.texts;
    let summary = subprocessors::summary(visitor, texts.locale()).await?;
    let changes = news::latest(visitor, texts.locale()).await?;
    Ok(PublicPage {
        errors,
        empty: nobody(summary.is_declared),
        first: summary.first_list.map(|first| first.say(texts)).unwrap_or_default(),
        as_of: shell.ta("subprocessors-as-of", &[("date", &texts.moment(summary.as_of))]),
        groups: summary.categories.iter().map(|group| group_shown(texts, group)).collect(),
        changes: changes.into_iter().map(|item| change_shown(texts, item)).collect(),
        feed: format!("{}?language={}", news::pages::FEED, shell.lang()),
        mail: entered.mail,
        languages: languages(texts),
        shell,
    })
}

/// The languages in which mails are written.
pub fn languages(texts: Texts) -> Vec<(String, String)> {
    Locale::ALL.iter().map(|locale| (locale.code().to_owned(), texts.t(&format!("language-{locale}")))).collect()
}

fn group_shown(texts: Texts, group: &Group) -> GroupShown {
    let inside = group.vendors.iter().filter(|vendor| vendor.within_eea).count();
    let place = match inside {
        0 => "subprocessors-outside-eea",
        all if all == group.count => "subprocessors-in-eea",
        _ => "subprocessors-both",
    };
    GroupShown {
        title: category_name(texts, &group.category),
        place: texts.t(place),
        vendors: group.vendors.iter().map(|vendor| listed_shown(texts, vendor)).collect(),
    }
}

fn listed_shown(texts: Texts, vendor: &Listed) -> ListedShown {
    ListedShown {
        purpose: vendor.purpose.clone(),
        place: place(&vendor.location, texts.locale()),
        since: texts.date(vendor.since),
        applies: applies_name(texts, vendor.applies),
    }
}

fn change_shown(texts: Texts, item: NewsItem) -> ChangeShown {
    ChangeShown {
        title: item.title(texts),
        standing: item.standing(texts),
        ground: item.ground(texts),
        told: texts.date(item.noticed_at),
        purpose: item.purpose,
        place: item.location,
    }
}

/// A step of somebody who came by a link: what was done, or one button that does it.
#[derive(askama::Template)]
#[template(path = "pages/subprocessors/step.html")]
pub struct Step {
    shell: Shell,
    title: &'static str,
    text: &'static str,
    /// What the button says; without one there is nothing to do.
    action: Option<&'static str>,
}

impl Step {
    /// It is done.
    pub const fn told(shell: Shell, title: &'static str, text: &'static str) -> Self {
        Self { shell, title, text, action: None }
    }

    /// A button does it: the same address takes its form.
    pub const fn asked(shell: Shell, title: &'static str, text: &'static str, action: &'static str) -> Self {
        Self { shell, title, text, action: Some(action) }
    }

    /// The link opens nothing any more, or never did.
    pub fn gone(shell: Shell, error: Error) -> Result<HttpResponse, Error> {
        match error {
            Error::NotFound => {
                let page = Self::told(shell, "feeds-link-gone-title", "feeds-link-gone-text");
                respond_with(StatusCode::NOT_FOUND, &page)
            }
            other => Err(other),
        }
    }
}
