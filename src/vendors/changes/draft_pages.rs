//! The form of a draft for the operator's staff: what is changed, and what the vendor will be.

use actix_web::{HttpResponse, ResponseError as _, get, post, web};
use serde::Deserialize;
use uuid::Uuid;

use super::actions;
use super::clock::LEAST_DAYS;
use super::draft::NewChange;
use super::emergency::{Loss, Risk};
use super::model::Kind;
use super::operator_pages::BOARD;
use super::policy::ManageChanges;
use super::shown;
use super::view::Change;
use crate::kernel::authz::{Authorized, SignedIn};
use crate::kernel::error::{Error, FieldError};
use crate::kernel::html::{FormErrors, Shell, Tone, respond, respond_with, see_other_with};
use crate::kernel::i18n::Texts;
use crate::kernel::web::{Form, Query};
use crate::vendors::subprocessors::{
    self, Applies, Facts, NewVendor, Purpose, Transfer, Vendor, applies_name, category_name, data_name, ground_name,
};

/// The pages of drafts.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_new).service(create).service(show_draft).service(rewrite);
}

/// The grounds in the order of the form.
const GROUNDS: [Transfer; 6] =
    [Transfer::NoneWithinEea, Transfer::Adequacy, Transfer::Dpf, Transfer::SccM2, Transfer::SccM3, Transfer::Bcr];

/// When a vendor takes part, in the order of the form.
const APPLIES: [Applies; 3] = [Applies::Always, Applies::AiEnabled, Applies::SsoEnabled];

/// The fields from top to bottom.
const FIELDS: [&str; 19] = [
    "kind",
    "subprocessor_id",
    "reason",
    "notice_days",
    "emergency",
    "loss",
    "risk",
    "legal_name",
    "address",
    "country",
    "contact_email",
    "category",
    "purpose_en",
    "purpose_de",
    "models",
    "data_categories",
    "location",
    "transfer_mechanism",
    "applies",
];

/// What stands in the form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct DraftForm {
    kind: Kind,
    subprocessor_id: String,
    legal_name: String,
    address: String,
    country: String,
    contact_email: String,
    category: String,
    purpose_en: String,
    purpose_de: String,
    /// One a line.
    models: String,
    data_categories: Vec<String>,
    location: String,
    transfer_mechanism: Transfer,
    applies: Applies,
    reason: String,
    notice_days: String,
    emergency: bool,
    loss: String,
    risk: String,
    /// Of a draft that is written anew: which one was read.
    revision: Option<i32>,
}

impl Default for DraftForm {
    fn default() -> Self {
        Self {
            kind: Kind::Add,
            subprocessor_id: String::new(),
            legal_name: String::new(),
            address: String::new(),
            country: String::new(),
            contact_email: String::new(),
            category: String::new(),
            purpose_en: String::new(),
            purpose_de: String::new(),
            models: String::new(),
            data_categories: Vec::new(),
            location: String::new(),
            transfer_mechanism: Transfer::NoneWithinEea,
            applies: Applies::Always,
            reason: String::new(),
            notice_days: LEAST_DAYS.to_string(),
            emergency: false,
            loss: String::new(),
            risk: String::new(),
            revision: None,
        }
    }
}

impl From<Facts> for DraftForm {
    fn from(facts: Facts) -> Self {
        Self {
            legal_name: facts.legal_name,
            address: facts.address,
            country: facts.country,
            contact_email: facts.contact_email,
            category: facts.category,
            purpose_en: facts.purpose_en,
            purpose_de: facts.purpose_de,
            models: facts.models.join("\n"),
            data_categories: facts.data_categories,
            location: facts.location,
            transfer_mechanism: facts.transfer_mechanism,
            applies: facts.applies,
            ..Self::default()
        }
    }
}

impl DraftForm {
    /// A vendor of the register as it is, to be changed.
    fn of_vendor(vendor: &Vendor) -> Self {
        Self { kind: Kind::Location, subprocessor_id: vendor.id.to_string(), ..Self::from(vendor.facts.clone()) }
    }

    /// A draft as it was written.
    fn of_change(change: Change) -> Self {
        Self {
            kind: change.kind,
            subprocessor_id: change.subprocessor_id.map(|id| id.to_string()).unwrap_or_default(),
            reason: change.reason,
            notice_days: change.notice_days.to_string(),
            emergency: change.emergency,
            loss: change.loss.map(|loss| loss.as_str().to_owned()).unwrap_or_default(),
            risk: change.risk.map(|risk| risk.as_str().to_owned()).unwrap_or_default(),
            revision: Some(change.revision),
            ..change.subprocessor.map(Self::from).unwrap_or_default()
        }
    }

    /// The change that is asked for. Of a vendor that leaves nothing is proposed, whatever stands in the fields.
    fn change(&self) -> NewChange {
        let vendor = || NewVendor {
            legal_name: self.legal_name.clone(),
            address: self.address.clone(),
            country: self.country.clone(),
            contact_email: self.contact_email.clone(),
            category: self.category.clone(),
            purpose: Purpose::Each { en: self.purpose_en.clone(), de: self.purpose_de.clone() },
            models: self.models.lines().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect(),
            data_categories: self.data_categories.clone(),
            location: self.location.clone(),
            transfer_mechanism: self.transfer_mechanism,
            applies: self.applies,
        };
        NewChange {
            kind: self.kind,
            subprocessor_id: self.subprocessor_id.parse().ok(),
            replaces: None,
            subprocessor: self.kind.proposes().then(vendor),
            reason: self.reason.clone(),
            emergency: self.emergency,
            // What stands there counts for an emergency alone.
            loss: Loss::parse(&self.loss).filter(|_| self.emergency),
            risk: Risk::parse(&self.risk).filter(|_| self.emergency),
            // What is no number is no possible number of days either.
            notice_days: match self.notice_days.trim() {
                "" => None,
                days => Some(days.parse().unwrap_or(0)),
            },
            revision: self.revision,
        }
    }

    /// What is wrong, under the names of the form's fields.
    fn errors(&self, texts: Texts, error: Error) -> Result<FormErrors, Error> {
        let Error::Invalid(mut fields) = error else { return FormErrors::try_from_error(texts, error) };
        let mut english_is_said = subprocessors::purpose("purpose_en", &self.purpose_en, &self.legal_name).is_ok();
        for wrong in &mut fields {
            wrong.field = match wrong.field.strip_prefix("subprocessor.").unwrap_or(&wrong.field) {
                "purpose" if english_is_said => "purpose_de".to_owned(),
                "purpose" => {
                    english_is_said = true;
                    "purpose_en".to_owned()
                }
                name => name.to_owned(),
            };
        }
        // Two texts that are alike are judged once.
        let both = fields.iter().find(|wrong| wrong.field == "purpose_en").filter(|_| self.purpose_en == self.purpose_de);
        let german = both.map(|wrong| FieldError::new("purpose_de", wrong.code.clone(), wrong.detail.clone()));
        fields.extend(german);
        fields.sort_by_key(|wrong| FIELDS.iter().position(|field| *field == wrong.field));
        Ok(FormErrors::said(texts, "change", &fields))
    }
}

type Options = Vec<(String, String)>;

#[derive(askama::Template)]
#[template(path = "pages/changes/draft.html")]
struct DraftPage {
    shell: Shell,
    errors: FormErrors,
    title: String,
    action: String,
    send: String,
    values: DraftForm,
    kinds: Options,
    vendors: Options,
    countries: Options,
    grounds: Options,
    applies: Options,
    data: Vec<DataShown>,
    categories: Options,
    losses: Options,
    risks: Options,
    may_start_from_register: bool,
}

/// A category of data to tick.
struct DataShown {
    word: String,
    name: String,
    is_chosen: bool,
}

impl DraftPage {
    /// The form of a new draft, or of the one with this id.
    fn new(shell: Shell, errors: FormErrors, values: DraftForm, vendors: &[Vendor], id: Option<Uuid>) -> Self {
        let texts = shell.texts;
        let locale = texts.locale();
        let mut countries: Options =
            subprocessors::countries().iter().map(|country| (country.code.to_owned(), country.name(locale).to_owned())).collect();
        countries.sort_by_cached_key(|(_, name)| name.to_lowercase());
        countries.insert(0, (String::new(), texts.t("changes-field-country-choose")));
        let mut known = vec![(String::new(), texts.t("changes-field-vendor-none"))];
        known.extend(vendors.iter().map(|vendor| (vendor.id.to_string(), vendor.legal_name.clone())));
        Self {
            errors,
            title: texts.t(if id.is_some() { "changes-draft-title" } else { "changes-new-title" }),
            action: id.map_or_else(|| BOARD.to_owned(), |id| format!("{BOARD}/{id}/draft")),
            send: texts.t(if id.is_some() { "changes-draft-save" } else { "changes-new-save" }),
            kinds: Kind::ALL.iter().map(|kind| (kind.as_str().to_owned(), shown::kind_name(texts, *kind))).collect(),
            vendors: known,
            countries,
            grounds: GROUNDS.iter().map(|ground| (ground.as_str().to_owned(), ground_name(texts, *ground))).collect(),
            applies: APPLIES.iter().map(|applies| (applies.as_str().to_owned(), applies_name(texts, *applies))).collect(),
            data: data_shown(texts, &values.data_categories),
            categories: categories(texts, &values.category),
            losses: with_none(texts, Loss::ALL.map(|loss| (loss.as_str(), shown::loss_name(texts, loss)))),
            risks: with_none(texts, Risk::ALL.map(|risk| (risk.as_str(), shown::risk_name(texts, risk)))),
            may_start_from_register: id.is_none() && !vendors.is_empty(),
            values,
            shell,
        }
    }
}

/// The choices, and before them that there is no emergency.
fn with_none<const N: usize>(texts: Texts, all: [(&str, String); N]) -> Options {
    let none = [(String::new(), texts.t("changes-emergency-none"))];
    none.into_iter().chain(all.into_iter().map(|(word, name)| (word.to_owned(), name))).collect()
}

/// The words for programs that have a text of this beginning.
fn words(texts: Texts, start: &str) -> Vec<String> {
    texts.keys(start).into_iter().filter_map(|key| key.strip_prefix(start)).map(|word| word.replace('-', "_")).collect()
}

/// The categories of sub-processors by name, with the one that was chosen even if it has none.
fn categories(texts: Texts, chosen: &str) -> Options {
    let mut all = words(texts, "subprocessors-category-");
    if !chosen.is_empty() && !all.iter().any(|word| word == chosen) {
        all.push(chosen.to_owned());
    }
    let mut all: Options = all.into_iter().map(|word| (word.clone(), category_name(texts, &word))).collect();
    all.sort_by_cached_key(|(_, name)| name.to_lowercase());
    all.insert(0, (String::new(), texts.t("changes-field-category-choose")));
    all
}

/// Every category of data that has a name, and those that were chosen without one.
fn data_shown(texts: Texts, chosen: &[String]) -> Vec<DataShown> {
    let mut all = words(texts, "subprocessors-data-");
    let unnamed: Vec<String> = chosen.iter().filter(|word| !all.contains(word)).cloned().collect();
    all.extend(unnamed);
    let data = |word: String| DataShown { name: data_name(texts, &word), is_chosen: chosen.contains(&word), word };
    all.into_iter().map(data).collect()
}

/// The vendors in use.
async fn vendors_in_use(caller: &SignedIn) -> Result<Vec<Vendor>, Error> {
    subprocessors::active(&caller.kernel().register().await?).await
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Start {
    subprocessor_id: String,
}

#[get("/operator/changes/new")]
async fn show_new(caller: Authorized<ManageChanges>, shell: Shell, start: Query<Start>) -> Result<HttpResponse, Error> {
    let vendors = vendors_in_use(&caller).await?;
    let chosen = vendors.iter().find(|vendor| vendor.id.to_string() == start.0.subprocessor_id);
    let values = chosen.map(DraftForm::of_vendor).unwrap_or_default();
    respond(&DraftPage::new(shell, FormErrors::none(), values, &vendors, None))
}

#[post("/operator/changes")]
async fn create(caller: Authorized<ManageChanges>, shell: Shell, form: Form<DraftForm>) -> Result<HttpResponse, Error> {
    match actions::draft(&caller, form.0.change()).await {
        Ok(change) => Ok(see_other_with(&format!("{BOARD}/{}", change.id), Tone::Ok, "flash-change-drafted")),
        Err(error) => again(&caller, shell, error, form.0, None).await,
    }
}

#[get("/operator/changes/{id}/draft")]
async fn show_draft(caller: Authorized<ManageChanges>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let change = actions::get(&SignedIn::clone(&caller).authorize()?, *id).await?;
    if !change.state.is_open() {
        return Err(Error::refused("not-a-draft", "Only a draft is changed; this one was reviewed or withdrawn."));
    }
    let vendors = vendors_in_use(&caller).await?;
    respond(&DraftPage::new(shell, FormErrors::none(), DraftForm::of_change(change), &vendors, Some(*id)))
}

#[post("/operator/changes/{id}/draft")]
async fn rewrite(
    caller: Authorized<ManageChanges>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<DraftForm>,
) -> Result<HttpResponse, Error> {
    match actions::rewrite(&caller, *id, form.0.change()).await {
        Ok(_) => Ok(see_other_with(&format!("{BOARD}/{id}"), Tone::Ok, "flash-change-rewritten")),
        Err(error) => {
            let mut values = form.0;
            if error.code() == "changed-elsewhere" {
                // Whoever was told that it is another text decides on that one.
                values.revision = Some(actions::get(&SignedIn::clone(&caller).authorize()?, *id).await?.revision);
            }
            again(&caller, shell, error, values, Some(*id)).await
        }
    }
}

/// The form once more, with what is wrong and what was typed.
async fn again(
    caller: &SignedIn,
    shell: Shell,
    error: Error,
    values: DraftForm,
    id: Option<Uuid>,
) -> Result<HttpResponse, Error> {
    let status = error.status_code();
    let errors = values.errors(shell.texts, error)?;
    let vendors = vendors_in_use(caller).await?;
    respond_with(status, &DraftPage::new(shell, errors, values, &vendors, id))
}
