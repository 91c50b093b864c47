//! In which language an answer is wanted.

use actix_web::HttpRequest;
use actix_web::http::header;
use serde::Deserialize;

use crate::kernel::i18n::Locale;

/// In which language an answer is wanted.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct Wish {
    /// `en` or `de`; when absent the person's own, or what the browser asks for.
    language: Option<String>,
}

impl Wish {
    /// What was asked for.
    #[must_use]
    pub const fn new(language: Option<String>) -> Self {
        Self { language }
    }

    /// The language that was asked for, if it is one of ours.
    #[must_use]
    pub fn said(&self) -> Option<Locale> {
        self.language.as_deref().and_then(Locale::of)
    }

    /// The language that was asked for, or what the browser prefers.
    #[must_use]
    pub fn or_of_browser(&self, request: &HttpRequest) -> Locale {
        let header = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        self.said().unwrap_or_else(|| Locale::negotiate(header))
    }
}
