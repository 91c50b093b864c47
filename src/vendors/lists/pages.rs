//! The list as pages: each vendor by name and whether it is used here, and the versions of the list.

use actix_web::{HttpResponse, ResponseError as _, get, web};
use serde::Deserialize;

use super::actions;
use super::model::{Comparison, Detail, ListVersion, WhyNot};
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::html::{FormErrors, Shell, Tone, respond, respond_with};
use crate::kernel::i18n::Texts;
use crate::kernel::web::Query;
use crate::vendors::changes;
use crate::vendors::contacts::ManageContacts;
use crate::vendors::subprocessors::{
    Kept, ReadSubprocessors, around_the_sign, category_name, country, data_name, ground_name, models_said, nobody, place,
};

/// Where versions are compared.
const VERSIONS: &str = "/settings/subprocessors/versions";

/// The pages of this capability.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(detail_page).service(versions_page);
}

#[derive(askama::Template)]
#[template(path = "pages/lists/detail.html")]
struct DetailPage {
    shell: Shell,
    lead: &'static str,
    /// Where changes of the register are read.
    changes: &'static str,
    vendors: Vec<DetailShown>,
    /// What is said where no vendor stands.
    empty: &'static str,
    /// Whether the person works for a tenant, whose settings decide what is used.
    is_tenant: bool,
    may_name_contacts: bool,
}

struct DetailShown {
    vendor: Detail,
    /// The address of its contact in two parts, where the page may break it.
    mailbox: (String, String),
    country: String,
    place: String,
    category: String,
    data: String,
    /// The AI models; empty where it runs none.
    models: String,
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
    let may_name_contacts = caller.may::<ManageContacts>();
    let empty = nobody(actions::is_declared(&caller).await?);
    respond(&DetailPage { shell, lead, changes, vendors, empty, is_tenant, may_name_contacts })
}

fn detail_shown(texts: Texts, vendor: Detail) -> DetailShown {
    let data: Vec<String> = vendor.data_categories.iter().map(|id| data_name(texts, id)).collect();
    let (tone, used) = match vendor.why_not {
        None => (Tone::Ok, "subprocessors-used-yes"),
        Some(WhyNot::AiOff) => (Tone::None, "subprocessors-used-no-ai"),
        Some(WhyNot::SsoOff) => (Tone::None, "subprocessors-used-no-sso"),
        Some(WhyNot::NotYet) => (Tone::Info, "subprocessors-used-not-yet"),
        Some(WhyNot::LeftOut) => (Tone::None, "subprocessors-used-left-out"),
    };
    DetailShown {
        mailbox: around_the_sign(&vendor.contact_email),
        country: country(&vendor.country)
            .map_or_else(|| vendor.country.clone(), |country| country.name(texts.locale()).to_owned()),
        place: place(&vendor.location, texts.locale()),
        category: category_name(texts, &vendor.category),
        data: data.join(", "),
        models: models_said(texts, &vendor.category, &vendor.models),
        ground: ground_name(texts, vendor.transfer_mechanism),
        since: texts.date(vendor.since),
        tone,
        used: texts.t(used),
        vendor,
    }
}

#[derive(askama::Template)]
#[template(path = "pages/lists/versions.html")]
struct VersionsPage {
    shell: Shell,
    errors: FormErrors,
    rows: Vec<VersionShown>,
    options: Vec<(String, String)>,
    from: String,
    to: String,
    title: String,
    compared: Option<ComparedShown>,
}

struct VersionShown {
    number: i32,
    name: String,
    since: String,
    vendors: String,
    /// Compares it with the newest.
    address: String,
}

struct ComparedShown {
    is_same: bool,
    added: Vec<VendorShown>,
    removed: Vec<VendorShown>,
    changed: Vec<ChangedShown>,
    same: Vec<VendorShown>,
}

struct VendorShown {
    name: String,
    place: String,
    category: String,
}

struct ChangedShown {
    name: String,
    lines: Vec<changes::Line>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Pair {
    from: String,
    to: String,
}

#[get("/settings/subprocessors/versions")]
async fn versions_page(caller: Authorized<ReadSubprocessors>, shell: Shell, pair: Query<Pair>) -> Result<HttpResponse, Error> {
    let texts = shell.texts;
    let all = actions::versions(&caller).await?;
    let Pair { from, to } = pair.0;
    let compared = match from.is_empty() {
        true => Ok(None),
        false => actions::compare(&caller, &from, Some(to.as_str()).filter(|to| !to.is_empty())).await.map(Some),
    };
    let (status, errors, compared) = match compared {
        Ok(compared) => (actix_web::http::StatusCode::OK, FormErrors::none(), compared),
        Err(error) => (error.status_code(), FormErrors::try_from_error(texts, error)?, None),
    };
    let to = if to.is_empty() { all.first().map(|newest| newest.snapshot_id.clone()).unwrap_or_default() } else { to };
    let title = match &compared {
        Some(both) => {
            let (one, other) = (both.from.version.to_string(), both.to.version.to_string());
            shell.ta("lists-compared", &[("from", &one), ("to", &other)])
        }
        None => String::new(),
    };
    let page = VersionsPage {
        errors,
        rows: all.iter().map(|version| version_shown(&shell, version)).collect(),
        options: all.iter().map(|version| (version.snapshot_id.clone(), option(&shell, version))).collect(),
        title,
        compared: compared.map(|both| compared_shown(texts, &both)),
        from,
        to,
        shell,
    };
    respond_with(status, &page)
}

fn option(shell: &Shell, version: &ListVersion) -> String {
    let (number, date) = (version.version.to_string(), shell.date(version.made_at));
    shell.ta("lists-option", &[("number", &number), ("date", &date), ("name", &version.snapshot_id)])
}

fn version_shown(shell: &Shell, version: &ListVersion) -> VersionShown {
    VersionShown {
        number: version.version,
        name: version.snapshot_id.clone(),
        since: shell.date(version.made_at),
        vendors: shell.tn("lists-vendors", version.vendors),
        address: format!("{VERSIONS}?from={}", version.snapshot_id),
    }
}

fn compared_shown(texts: Texts, both: &Comparison) -> ComparedShown {
    let vendor = |kept: &Kept| VendorShown {
        name: kept.facts.legal_name.clone(),
        place: place(&kept.facts.location, texts.locale()),
        category: category_name(texts, &kept.facts.category),
    };
    let changed = |one: &super::model::Changed| ChangedShown {
        name: one.after.legal_name.clone(),
        lines: changes::differences(texts, &one.before, &one.after),
    };
    ComparedShown {
        is_same: both.added.is_empty() && both.removed.is_empty() && both.changed.is_empty(),
        added: both.added.iter().map(vendor).collect(),
        removed: both.removed.iter().map(vendor).collect(),
        changed: both.changed.iter().map(changed).collect(),
        same: both.same.iter().map(vendor).collect(),
    }
}
