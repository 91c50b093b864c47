//! The register as pages: by category for everybody, by name for customers.

use actix_web::{HttpResponse, get, web};

use super::actions;
use super::countries::{country, place};
use super::model::{Applies, Detail, Group, Listed};
use super::policy::ReadSubprocessors;
use super::words::{applies_name, category_name, data_name, ground_name};
use crate::kernel::authz::{Authorized, Visitor};
use crate::kernel::error::Error;
use crate::kernel::html::{Shell, Tone, respond, respond_public};
use crate::kernel::i18n::Texts;

/// The pages of this capability.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(public_page).service(detail_page);
}

#[derive(askama::Template)]
#[template(path = "pages/subprocessors/public.html")]
struct PublicPage {
    shell: Shell,
    as_of: String,
    groups: Vec<GroupShown>,
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

#[get("/subprocessors")]
async fn public_page(visitor: Visitor, shell: Shell) -> Result<HttpResponse, Error> {
    let summary = actions::summary(&visitor, shell.texts.locale()).await?;
    let groups = summary.categories.iter().map(|group| group_shown(shell.texts, group)).collect();
    let as_of = shell.ta("subprocessors-as-of", &[("date", &shell.texts.moment(summary.as_of))]);
    respond_public(&PublicPage { shell, as_of, groups })
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

#[derive(askama::Template)]
#[template(path = "pages/subprocessors/detail.html")]
struct DetailPage {
    shell: Shell,
    lead: &'static str,
    /// Where changes of the register are read.
    changes: &'static str,
    vendors: Vec<DetailShown>,
    /// Whether the person works for a tenant, whose settings decide what is used.
    is_tenant: bool,
}

struct DetailShown {
    vendor: Detail,
    country: String,
    place: String,
    category: String,
    data: String,
    ground: String,
    since: String,
    tone: Tone,
    used: String,
}

#[get("/settings/subprocessors")]
async fn detail_page(caller: Authorized<ReadSubprocessors>, shell: Shell) -> Result<HttpResponse, Error> {
    let texts = shell.texts;
    let vendors = actions::detail(&caller, texts.locale()).await?;
    let vendors = vendors.into_iter().map(|vendor| detail_shown(texts, vendor)).collect();
    let is_tenant = !shell.operator;
    let lead = if is_tenant { "subprocessors-detail-lead" } else { "subprocessors-detail-lead-operator" };
    let changes = if is_tenant { "/settings/subprocessors/changes" } else { "/operator/changes" };
    respond(&DetailPage { shell, lead, changes, vendors, is_tenant })
}

fn detail_shown(texts: Texts, vendor: Detail) -> DetailShown {
    let data: Vec<String> = vendor.data_categories.iter().map(|id| data_name(texts, id)).collect();
    let (tone, used) = match (vendor.used, vendor.applies) {
        (true, _) | (false, Applies::Always) => (Tone::Ok, "subprocessors-used-yes"),
        (false, Applies::AiEnabled) => (Tone::None, "subprocessors-used-no-ai"),
        (false, Applies::SsoEnabled) => (Tone::None, "subprocessors-used-no-sso"),
    };
    DetailShown {
        country: country(&vendor.country)
            .map_or_else(|| vendor.country.clone(), |country| country.name(texts.locale()).to_owned()),
        place: place(&vendor.location, texts.locale()),
        category: category_name(texts, &vendor.category),
        data: data.join(", "),
        ground: ground_name(texts, vendor.transfer_mechanism),
        since: texts.date(vendor.since),
        tone,
        used: texts.t(used),
        vendor,
    }
}
