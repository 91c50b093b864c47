//! The query of a list in JSON: what its description does not name is refused, so that a filter with a slip of the pen in
//! its name never passes for no filter at all.

use std::borrow::Cow;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;
use utoipa::openapi::path::Parameter;

use super::body::Query;
use crate::kernel::error::{Error, FieldError};
use crate::kernel::page::Paging;

/// The query of a list: which rows, and which part of them.
#[derive(Debug)]
pub struct ListQuery<F = Whole> {
    /// Which rows.
    pub filter: F,
    /// Which part of them.
    pub paging: Paging,
}

/// The filter of a list that has none.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub struct Whole {}

impl IntoParams for Whole {
    fn into_params(_: impl Fn() -> Option<utoipa::openapi::path::ParameterIn>) -> Vec<Parameter> {
        Vec::new()
    }
}

impl<F: DeserializeOwned + IntoParams> FromRequest for ListQuery<F> {
    type Error = Error;
    type Future = std::future::Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let filter = Query::<F>::from_request(request, payload).into_inner();
        let paging = Query::<Paging>::from_request(request, payload).into_inner();
        let read = filter.and_then(|filter| Ok(Self { filter: filter.0, paging: paging?.0 }));
        let described = F::into_params(|| None).into_iter().chain(Paging::into_params(|| None));
        let names: Vec<String> = described.map(|parameter| parameter.name).collect();
        std::future::ready(read.and_then(|read| knows_all(&names, request.query_string()).map(|()| read)))
    }
}

/// The query of a list that is always whole: there is nothing to ask.
#[derive(Clone, Copy, Debug)]
pub struct NoQuery;

impl FromRequest for NoQuery {
    type Error = Error;
    type Future = std::future::Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(knows_all(&[], request.query_string()).map(|()| Self))
    }
}

/// Refuses every name in the query that is none of these.
fn knows_all(names: &[String], query: &str) -> Result<(), Error> {
    let asked: Vec<(Cow<'_, str>, Cow<'_, str>)> =
        serde_html_form::from_str(query).map_err(|_| Error::invalid("query", "wrong-type", "This query was not understood."))?;
    let strangers: Vec<FieldError> = asked
        .iter()
        .filter(|(name, _)| !names.iter().any(|known| known == name))
        .map(|(name, _)| FieldError::new(name.as_ref(), "unknown-field", explained(names)))
        .collect();
    if strangers.is_empty() { Ok(()) } else { Err(Error::Invalid(strangers)) }
}

fn explained(names: &[String]) -> String {
    if names.is_empty() {
        "This list has no parameters.".to_owned()
    } else {
        format!("This list knows only {}.", names.join(", "))
    }
}
