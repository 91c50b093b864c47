//! Everything a request can end in besides success: one type for the JSON interface (RFC 9457) and for pages.
//!
//! Handlers never choose how an error looks. The API answers `application/problem+json`; where a browser asked for a
//! page, one middleware in `app` dresses the same error as a page.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError};
use chrono::{DateTime, Utc};
use sea_orm::sqlx;
use serde::Serialize;

/// Why a request did not succeed. `Display` is what the person reads.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// Nobody is signed in, or the session has ended.
    #[error("Sign in to continue.")]
    Unauthenticated,
    /// Workspace, address and password do not fit together; which of the three is wrong is a secret.
    #[error("Workspace, email and password do not fit together. Check all three.")]
    WrongCredentials,
    /// The role of the person does not include this.
    #[error("Your role does not include this. Ask an administrator of your workspace.")]
    Forbidden,
    /// There is no such thing here; also for another tenant's rows, because existence is a secret.
    #[error("There is nothing here under this address.")]
    NotFound,
    /// Fields of the request are wrong: all of them at once.
    #[error("Some fields need another look.")]
    Invalid(Vec<FieldError>),
    /// A rule of the domain said no.
    #[error("{detail}")]
    Refused {
        /// Stable, for programs.
        code: &'static str,
        /// What to do next, for people.
        detail: String,
    },
    /// A rule of the domain says not yet.
    #[error("{detail}")]
    TooEarly {
        /// Stable, for programs.
        code: &'static str,
        /// What to do next, for people.
        detail: String,
        /// The first moment at which it can succeed.
        earliest: DateTime<Utc>,
    },
    /// A unique key is taken; verbs turn this into a field error or a refusal by the name of the key.
    #[error("This already exists.")]
    Taken {
        /// The name of the key, as in the migration.
        key: String,
    },
    /// The person must confirm the password again (step-up) before this act.
    #[error("Confirm your password to continue.")]
    ConfirmationNeeded,
    /// The request is larger than allowed.
    #[error("This is too large. Send at most {limit} bytes.")]
    TooLarge {
        /// Bytes.
        limit: usize,
    },
    /// Too many requests of this kind.
    #[error("That was too often. Try again in {retry_after_s} seconds.")]
    TooMany {
        /// Seconds until the next try can succeed.
        retry_after_s: u64,
    },
    /// The server is busy or a part of it is down.
    #[error("The service is busy. Try again in {retry_after_s} seconds.")]
    Unavailable {
        /// Seconds until the next try is worth it.
        retry_after_s: u64,
    },
    /// The body is not what this address reads.
    #[error("{0}")]
    Malformed(String),
    /// Something broke that the person cannot mend; the cause stands in the log, on a line with the request's id.
    #[error("Something went wrong on our side. It has been recorded.")]
    Internal(std::sync::Arc<anyhow::Error>),
}

/// One wrong field: which one, a stable code, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct FieldError {
    /// The name of the field as in the request, dotted for nested ones (`options.2.text_md`).
    pub field: String,
    /// Stable, for programs and for the locale files (`field-<code>`).
    pub code: String,
    /// What to do, in English.
    pub detail: String,
}

impl FieldError {
    /// One wrong field.
    pub fn new(field: impl Into<String>, code: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { field: field.into(), code: code.into(), detail: detail.into() }
    }
}

impl Error {
    /// A rule of the domain said no.
    pub fn refused(code: &'static str, detail: impl Into<String>) -> Self {
        Self::Refused { code, detail: detail.into() }
    }

    /// One wrong field.
    pub fn invalid(field: &str, code: &str, detail: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError::new(field, code, detail)])
    }

    /// Turns a taken unique key into something the person understands; other errors pass.
    #[must_use]
    pub fn when_taken(self, key: &str, then: impl FnOnce() -> Self) -> Self {
        match self {
            Self::Taken { key: taken } if taken == key => then(),
            other => other,
        }
    }

    /// What broke, for the log and the operator; `Display` is what the person reads.
    #[must_use]
    pub fn cause(&self) -> String {
        match self {
            Self::Internal(cause) => format!("{cause:#}"),
            other => format!("{}: {other}", other.code()),
        }
    }

    /// The stable code of the error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unauthenticated => "unauthenticated",
            Self::WrongCredentials => "wrong-credentials",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not-found",
            Self::Invalid(_) => "invalid",
            Self::Refused { code, .. } | Self::TooEarly { code, .. } => code,
            Self::Taken { .. } => "already-exists",
            Self::ConfirmationNeeded => "confirmation-needed",
            Self::TooLarge { .. } => "too-large",
            Self::TooMany { .. } => "too-many-requests",
            Self::Unavailable { .. } => "unavailable",
            Self::Malformed(_) => "malformed",
            Self::Internal(_) => "internal",
        }
    }

    /// Writes the cause into the log if it is ours. Called once for each answer, where it is dressed.
    pub fn record(&self) {
        if let Self::Internal(cause) = self {
            tracing::error!(error.cause = format!("{cause:#}"), "A request ended in an internal error.");
        }
    }

    /// The wrong fields, if that is what this is.
    #[must_use]
    pub fn fields(&self) -> &[FieldError] {
        if let Self::Invalid(fields) = self { fields } else { &[] }
    }
}

/// Collects wrong fields so that a person sees all of them at once.
#[derive(Debug, Default)]
pub struct Fields(Vec<FieldError>);

impl Fields {
    /// Nothing wrong so far.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes a wrong field.
    pub fn add(&mut self, field: impl Into<String>, code: impl Into<String>, detail: impl Into<String>) {
        self.0.push(FieldError::new(field, code, detail));
    }

    /// Keeps the value, or notes what is wrong with it.
    pub fn take<T>(&mut self, result: Result<T, FieldError>) -> Option<T> {
        result.map_err(|error| self.0.push(error)).ok()
    }

    /// Ends the check.
    ///
    /// # Errors
    /// `Invalid` with every field noted.
    pub fn check(self) -> Result<(), Error> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::Invalid(self.0)) }
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(std::sync::Arc::new(error))
    }
}

impl From<sea_orm::DbErr> for Error {
    fn from(error: sea_orm::DbErr) -> Self {
        match error.sql_err() {
            Some(sea_orm::SqlErr::UniqueConstraintViolation(message)) => Self::Taken { key: taken_key(&message) },
            _ if cause_of(&error).is_some_and(passes) => {
                tracing::warn!(error.cause = %error, "The database could not do it now.");
                Self::Unavailable { retry_after_s: 2 }
            }
            _ => Self::from(anyhow::Error::new(error)),
        }
    }
}

fn cause_of(error: &sea_orm::DbErr) -> Option<&sqlx::Error> {
    use sea_orm::DbErr::{Conn, Exec, Query};
    let (Conn(cause) | Exec(cause) | Query(cause)) = error else { return None };
    if let sea_orm::RuntimeErr::SqlxError(cause) = cause { Some(cause) } else { None }
}

/// Answers whether the same work may succeed in a moment: no connection was free, the server is being restarted, a lock was
/// not to be had (deadlock, serialisation, `busy` of SQLite), or it took too long.
fn passes(error: &sqlx::Error) -> bool {
    let sqlx::Error::Database(error) = error else { return matches!(error, sqlx::Error::PoolTimedOut) };
    let code = error.code().unwrap_or_default();
    match &*code {
        "40001" | "40P01" | "53300" | "55P03" | "57014" | "57P01" | "57P02" | "57P03" => true,
        // SQLite's codes are numbers; the lowest byte says what it is, the rest why.
        code => code.len() < 5 && code.parse::<u32>().is_ok_and(|code| [5, 6].contains(&(code & 0xff))),
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::from(anyhow::Error::new(error))
    }
}

impl From<askama::Error> for Error {
    fn from(error: askama::Error) -> Self {
        Self::from(anyhow::Error::new(error))
    }
}

/// The name of the violated key: PostgreSQL says it, SQLite lists the columns from which the migration made it.
fn taken_key(message: &str) -> String {
    if let Some((_, rest)) = message.split_once("unique constraint \"") {
        let name = rest.split('"').next().unwrap_or_default();
        return name.replace("_open_key", "_key");
    }
    let columns = message.rsplit(": ").next().unwrap_or_default();
    let mut parts = columns.split(", ").filter_map(|column| column.split_once('.'));
    let Some((table, first)) = parts.next() else { return message.to_owned() };
    let names: Vec<_> = std::iter::once(first).chain(parts.map(|(_, name)| name)).filter(|n| *n != "tenant_id").collect();
    format!("{table}_{}_key", names.join("_"))
}

/// The body of an error as in RFC 9457.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// A stable address of the kind of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// The HTTP status.
    pub status: u16,
    /// The stable code.
    pub code: String,
    /// The status in words.
    pub title: String,
    /// What to do next.
    pub detail: String,
    /// The wrong fields, all at once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// Of a rule that says not yet: the first moment at which it can succeed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earliest: Option<DateTime<Utc>>,
}

impl From<&Error> for Problem {
    fn from(error: &Error) -> Self {
        let status = error.status_code();
        Self {
            kind: format!("urn:tutela:problem:{}", error.code()),
            status: status.as_u16(),
            code: error.code().to_owned(),
            title: status.canonical_reason().unwrap_or("Error").to_owned(),
            detail: error.to_string(),
            errors: error.fields().to_vec(),
            earliest: if let Error::TooEarly { earliest, .. } = error { Some(*earliest) } else { None },
        }
    }
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Unauthenticated | Self::WrongCredentials => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::ConfirmationNeeded => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Refused { .. } | Self::TooEarly { .. } | Self::Taken { .. } => StatusCode::CONFLICT,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable { .. } => StatusCode::SERVICE_UNAVAILABLE,
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        response.insert_header((header::CONTENT_TYPE, "application/problem+json"));
        response.insert_header((header::CACHE_CONTROL, "no-store"));
        if let Self::TooMany { retry_after_s } | Self::Unavailable { retry_after_s } = self {
            response.insert_header((header::RETRY_AFTER, retry_after_s.to_string()));
        }
        response.json(Problem::from(self))
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use sea_orm::sqlx::error::{DatabaseError, ErrorKind};

    use super::*;

    /// What a store answers, by its code.
    #[derive(Debug, thiserror::Error)]
    #[error("code {0}")]
    struct Answered(&'static str);

    impl DatabaseError for Answered {
        fn message(&self) -> &str {
            self.0
        }
        fn code(&self) -> Option<Cow<'_, str>> {
            Some(self.0.into())
        }
        fn as_error(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
            self
        }
        fn as_error_mut(&mut self) -> &mut (dyn std::error::Error + Send + Sync + 'static) {
            self
        }
        fn into_error(self: Box<Self>) -> Box<dyn std::error::Error + Send + Sync + 'static> {
            self
        }
        fn kind(&self) -> ErrorKind {
            ErrorKind::Other
        }
    }

    #[test]
    fn what_passes_by_itself_is_worth_another_try() {
        let answer = |code| {
            let error = sqlx::Error::Database(Box::new(Answered(code)));
            Error::from(sea_orm::DbErr::Query(sea_orm::RuntimeErr::SqlxError(error.into())))
        };
        for code in ["40P01", "40001", "57014", "55P03", "57P01", "5", "517", "6"] {
            let error = answer(code);
            assert_eq!(error.status_code(), 503, "{code}");
            assert!(error.error_response().headers().contains_key(header::RETRY_AFTER), "{code}");
        }
        for code in ["42P01", "42501", "22021", "1", "8", "262149", "00005"] {
            assert_eq!(answer(code).status_code(), 500, "{code}");
        }
    }

    #[test]
    fn both_stores_name_the_same_key() {
        let postgres = "duplicate key value violates unique constraint \"attempt_quiz_id_user_id_open_key\"";
        let sqlite = "UNIQUE constraint failed: attempt.tenant_id, attempt.quiz_id, attempt.user_id";
        assert_eq!(taken_key(postgres), "attempt_quiz_id_user_id_key");
        assert_eq!(taken_key(sqlite), "attempt_quiz_id_user_id_key");
    }
}
