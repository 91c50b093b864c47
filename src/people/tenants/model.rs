//! What a workspace is called and looks like, and whether its colour can be read.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::kernel::authz::Realm;
use crate::kernel::error::{Error, FieldError, Fields};
use crate::kernel::i18n::Locale;
use crate::kernel::revision;
use crate::kernel::tenancy::TenantId;

/// A workspace's name is at most this long.
pub const MOST_NAME_CHARACTERS: usize = 120;
/// A slug is at most this long.
const MOST_SLUG_CHARACTERS: usize = 40;
/// Text needs this contrast: WCAG 2.2, 1.4.3 (AA).
const LEAST_CONTRAST: f64 = 4.5;

/// A workspace.
#[derive(Clone, Debug)]
pub struct Tenant {
    /// Its id: as the register or a session says it.
    pub id: TenantId,
    /// The short name in addresses and at sign-in.
    pub slug: String,
    /// The name.
    pub name: String,
    /// A customer, or the operator's own staff.
    pub realm: Realm,
    /// The colour, if it has one of its own.
    pub accent: Option<Accent>,
    /// The language of new people.
    pub locale: Locale,
    /// The time zone in which due dates end.
    pub zone: Tz,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
}

/// A workspace that could be opened.
#[derive(Clone, Debug)]
pub struct NewTenant {
    /// The short name.
    pub slug: String,
    /// The name.
    pub name: String,
    /// A customer, or the operator's own staff.
    pub kind: Realm,
    /// The language of new people.
    pub locale: Locale,
    /// The IANA time zone.
    pub zone: String,
    /// The colour as `#rrggbb`.
    pub accent: Option<String>,
}

/// A checked new workspace.
#[derive(Clone, Debug)]
pub struct Draft {
    pub slug: String,
    pub name: String,
    pub kind: Realm,
    pub locale: Locale,
    pub zone: String,
    pub accent: Option<Accent>,
}

impl NewTenant {
    /// Checks everything, noting every wrong field.
    ///
    /// # Errors
    /// `Invalid` with all of them.
    pub fn check(self) -> Result<Draft, Error> {
        let mut fields = Fields::new();
        let slug = fields.take(slug(&self.slug));
        let name = fields.take(name(&self.name));
        let zone = fields.take(zone(&self.zone));
        let accent = self.accent.as_deref().map(Accent::parse).and_then(|accent| fields.take(accent));
        fields.check()?;
        match (slug, name, zone) {
            (Some(slug), Some(name), Some(zone)) => Ok(Draft { slug, name, kind: self.kind, locale: self.locale, zone, accent }),
            _ => Err(Error::Invalid(Vec::new())),
        }
    }
}

/// A workspace's colour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, example = "#0b5563")]
pub struct Accent(String);

impl Accent {
    /// Reads `#rrggbb`; the `#` may be left out.
    ///
    /// # Errors
    /// The field error for anything else.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let digits = text.trim().trim_start_matches('#').to_lowercase();
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(FieldError::new("accent", "colour", "Give six hexadecimal digits after #, for example #0b5563."));
        }
        Ok(Self(format!("#{digits}")))
    }

    /// `#rrggbb`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `rrggbb`.
    #[must_use]
    pub fn digits(&self) -> &str {
        self.0.trim_start_matches('#')
    }

    /// How well text in this colour, and text on it, can be read.
    #[must_use]
    pub fn contrast(&self) -> Contrast {
        let own = self.luminance();
        let against = |other: f64| (own.max(other) + 0.05) / (own.min(other) + 0.05);
        Contrast { on_paper: against(1.0), button_label: against(1.0).max(against(0.0)) }
    }

    /// Relative luminance as in WCAG 2.2.
    fn luminance(&self) -> f64 {
        let channel = |at: usize| {
            let byte = self.digits().get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok()).unwrap_or_default();
            let value = f64::from(byte) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
    }
}

/// How well a colour can be read, as ratios to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contrast {
    /// The colour as text on the white page.
    pub on_paper: f64,
    /// Black or white, whichever is better, on a button of the colour.
    pub button_label: f64,
}

impl Contrast {
    /// Whether the colour can be text as it is; otherwise pages use a neighbouring shade for text.
    #[must_use]
    pub fn is_enough(&self) -> bool {
        self.on_paper >= LEAST_CONTRAST && self.button_label >= LEAST_CONTRAST
    }
}

/// Name and colour of a workspace.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Branding {
    /// The name.
    pub name: String,
    /// The colour as `#rrggbb`; null is the standard one.
    pub accent: Option<Accent>,
    /// Which name and colour these are; send it back with a change to find out whether somebody else was faster.
    pub revision: String,
}

impl Branding {
    /// A name and a colour.
    #[must_use]
    pub fn new(name: String, accent: Option<Accent>) -> Self {
        let revision = revision::of(&(&name, accent.as_ref().map(Accent::as_str)));
        Self { name, accent, revision }
    }
}

impl From<&Tenant> for Branding {
    fn from(tenant: &Tenant) -> Self {
        Self::new(tenant.name.clone(), tenant.accent.clone())
    }
}

/// Language and time zone of a workspace.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Language {
    /// The language of new people.
    pub locale: Locale,
    /// The IANA time zone in which due dates end.
    pub zone: String,
    /// Which language and zone these are; send it back with a change to find out whether somebody else was faster.
    pub revision: String,
}

impl Language {
    /// A language and a time zone.
    #[must_use]
    pub fn new(locale: Locale, zone: String) -> Self {
        let revision = revision::of(&(locale.code(), &zone));
        Self { locale, zone, revision }
    }
}

impl From<&Tenant> for Language {
    fn from(tenant: &Tenant) -> Self {
        Self::new(tenant.locale, tenant.zone.name().to_owned())
    }
}

/// A change of name and colour; what is absent stays, an empty colour is the standard one.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BrandingChange {
    /// The name.
    pub name: Option<String>,
    /// The colour as `#rrggbb`, or empty.
    pub accent: Option<String>,
    /// `revision` of the name and colour the change is based on; when they are others by now, the change is refused.
    pub revision: Option<String>,
}

impl BrandingChange {
    /// The branding after the change.
    ///
    /// # Errors
    /// `Invalid` with every wrong field.
    pub fn apply(self, before: &Tenant) -> Result<Branding, Error> {
        let mut fields = Fields::new();
        let new_name = self.name.as_deref().and_then(|text| fields.take(name(text)));
        let accent = match self.accent.as_deref().map(str::trim) {
            None => before.accent.clone(),
            Some("") => None,
            Some(text) => fields.take(Accent::parse(text)),
        };
        fields.check()?;
        Ok(Branding::new(new_name.unwrap_or_else(|| before.name.clone()), accent))
    }
}

/// A change of language and time zone; what is absent stays.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LanguageChange {
    /// `en` or `de`.
    pub locale: Option<String>,
    /// An IANA zone such as `Europe/Berlin`.
    pub zone: Option<String>,
    /// `revision` of the language and zone the change is based on; when they are others by now, the change is refused.
    pub revision: Option<String>,
}

impl LanguageChange {
    /// Language and zone after the change.
    ///
    /// # Errors
    /// `Invalid` with every wrong field.
    pub fn apply(self, before: &Tenant) -> Result<Language, Error> {
        let mut fields = Fields::new();
        let locale = self.locale.as_deref().and_then(|code| fields.take(locale(code)));
        let new_zone = self.zone.as_deref().and_then(|text| fields.take(zone(text)));
        fields.check()?;
        Ok(Language::new(locale.unwrap_or(before.locale), new_zone.unwrap_or_else(|| before.zone.name().to_owned())))
    }
}

fn locale(code: &str) -> Result<Locale, FieldError> {
    Locale::ALL
        .into_iter()
        .find(|locale| locale.code() == code)
        .ok_or_else(|| FieldError::new("locale", "unknown-locale", "Choose en or de."))
}

/// Time zones that a form offers; any other that clocks know may be typed.
#[must_use]
pub fn zones() -> Vec<&'static str> {
    let names = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
    names.filter(|name| name.starts_with("Europe/") || *name == "UTC").collect()
}

fn zone(text: &str) -> Result<String, FieldError> {
    let zone: Result<Tz, _> = text.trim().parse();
    let wrong = || FieldError::new("zone", "unknown-zone", "Choose a time zone such as Europe/Berlin.");
    zone.map(|zone| zone.name().to_owned()).map_err(|_| wrong())
}

fn name(text: &str) -> Result<String, FieldError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(FieldError::new("name", "required", "Give the workspace a name."));
    }
    if text.chars().count() > MOST_NAME_CHARACTERS || text.chars().any(char::is_control) {
        let detail = format!("Shorten the name to {MOST_NAME_CHARACTERS} characters on one line.");
        return Err(FieldError::new("name", "too-long", detail));
    }
    Ok(text.to_owned())
}

fn slug(text: &str) -> Result<String, FieldError> {
    let characters = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let ends = text.starts_with('-') || text.ends_with('-');
    if text.is_empty() || text.len() > MOST_SLUG_CHARACTERS || !characters || ends {
        let detail = format!("Use 1 to {MOST_SLUG_CHARACTERS} small letters, digits and hyphens, such as acme.");
        return Err(FieldError::new("slug", "slug", detail));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn acme() -> Tenant {
        Tenant {
            id: TenantId::trusted(Uuid::nil()),
            slug: "acme".into(),
            name: "Acme".into(),
            realm: Realm::Tenant,
            accent: Accent::parse("#0b5563").ok(),
            locale: Locale::En,
            zone: Tz::Europe__Berlin,
            created_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_colour_is_six_digits() {
        assert_eq!(Accent::parse(" 0B5563 ").unwrap().as_str(), "#0b5563");
        for wrong in ["", "#fff", "#0b55633", "teal", "#0b556g"] {
            assert_eq!(Accent::parse(wrong).unwrap_err().code, "colour");
        }
    }

    #[test]
    fn contrast_is_what_the_guideline_says() {
        let black = Accent::parse("#000000").unwrap().contrast();
        assert!((black.on_paper - 21.0).abs() < 0.01 && black.is_enough());
        let grey = Accent::parse("#777777").unwrap().contrast();
        assert!((grey.on_paper - 4.48).abs() < 0.01 && !grey.is_enough());
        let yellow = Accent::parse("#ffee00").unwrap().contrast();
        assert!(yellow.on_paper < 1.3 && yellow.button_label > 15.0);
    }

    #[test]
    fn an_absent_colour_stays_and_an_empty_one_goes() {
        let change = BrandingChange { name: Some("Acme Academy".into()), ..BrandingChange::default() };
        let after = change.apply(&acme()).unwrap();
        assert_eq!((after.name.as_str(), after.accent), ("Acme Academy", acme().accent));
        let change = BrandingChange { accent: Some(String::new()), ..BrandingChange::default() };
        assert_eq!(change.apply(&acme()).unwrap().accent, None);
    }

    #[test]
    fn a_zone_is_one_that_clocks_know() {
        let change = LanguageChange { locale: Some("fr".into()), zone: Some("Mars/Olympus".into()), revision: None };
        let error = change.apply(&acme()).unwrap_err();
        assert_eq!(
            error.fields().iter().map(|field| field.code.as_str()).collect::<Vec<_>>(),
            ["unknown-locale", "unknown-zone"]
        );
    }

    #[test]
    fn a_new_workspace_names_every_wrong_field() {
        let request = NewTenant {
            slug: "Acme!".into(),
            name: String::new(),
            kind: Realm::Tenant,
            locale: Locale::En,
            zone: "UTC".into(),
            accent: Some("red".into()),
        };
        assert_eq!(request.check().unwrap_err().fields().len(), 3);
    }
}
