//! The rules of a quiz: what it takes to pass, how often and how long people may try.

use serde::{Deserialize, Deserializer, Serialize};

use crate::kernel::error::{Error, FieldError, Fields};

/// What must be reached when the author says nothing.
const USUAL_PASS_PERCENT: i32 = 80;
/// Attempts that can be allowed; without a number there is no end.
const MOST_ATTEMPTS: i32 = 100;
/// Seconds a time limit may have: half a minute to a day.
const TIME_LIMIT_S: std::ops::RangeInclusive<i32> = 30..=86_400;

/// The rules of a quiz.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = QuizSettings)]
pub struct Settings {
    /// Share of the points needed to pass, in percent, 0 to 100.
    pub pass_percent: i32,
    /// How often a person may try, 1 to 100; `null` for as often as they like.
    pub attempts_allowed: Option<i32>,
    /// Seconds for one attempt, 30 to 86,400; `null` for no limit.
    pub time_limit_s: Option<i32>,
    /// Whether each attempt mixes the questions.
    pub shuffle_questions: bool,
    /// Whether each attempt mixes the options of choice questions.
    pub shuffle_options: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            pass_percent: USUAL_PASS_PERCENT,
            attempts_allowed: None,
            time_limit_s: None,
            shuffle_questions: false,
            shuffle_options: false,
        }
    }
}

/// New rules; what is absent stays as it is, `null` takes a limit away.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = QuizSettingsChange)]
#[serde(deny_unknown_fields, default)]
pub struct SettingsChange {
    /// Share of the points needed to pass, in percent, 0 to 100.
    pub pass_percent: Option<i64>,
    /// How often a person may try, 1 to 100.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<i64>)]
    pub attempts_allowed: Option<Option<i64>>,
    /// Seconds for one attempt, 30 to 86,400.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<i64>)]
    pub time_limit_s: Option<Option<i64>>,
    /// Whether each attempt mixes the questions.
    pub shuffle_questions: Option<bool>,
    /// Whether each attempt mixes the options of choice questions.
    pub shuffle_options: Option<bool>,
}

/// Tells `null` from absent.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<i64>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

impl SettingsChange {
    /// The rules after the change.
    ///
    /// # Errors
    /// `Invalid` with every number that is out of bounds.
    pub fn apply(&self, to: &Settings) -> Result<Settings, Error> {
        self.apply_as(to, "")
    }

    /// As [`Self::apply`], with `prefix` before the names of wrong fields.
    ///
    /// # Errors
    /// `Invalid` with every number that is out of bounds.
    pub fn apply_as(&self, to: &Settings, prefix: &str) -> Result<Settings, Error> {
        let mut fields = Fields::new();
        let mut settings = to.clone();
        if let Some(given) = self.pass_percent {
            let checked = within(prefix, "pass_percent", given, &(0..=100), "pass-percent");
            settings.pass_percent = fields.take(checked).unwrap_or_default();
        }
        if let Some(given) = self.attempts_allowed {
            let checked = given.map(|given| within(prefix, "attempts_allowed", given, &(1..=MOST_ATTEMPTS), "attempts-allowed"));
            settings.attempts_allowed = checked.and_then(|checked| fields.take(checked));
        }
        if let Some(given) = self.time_limit_s {
            let checked = given.map(|given| within(prefix, "time_limit_s", given, &TIME_LIMIT_S, "time-limit"));
            settings.time_limit_s = checked.and_then(|checked| fields.take(checked));
        }
        settings.shuffle_questions = self.shuffle_questions.unwrap_or(settings.shuffle_questions);
        settings.shuffle_options = self.shuffle_options.unwrap_or(settings.shuffle_options);
        fields.check()?;
        Ok(settings)
    }
}

fn within(prefix: &str, field: &str, given: i64, bounds: &std::ops::RangeInclusive<i32>, code: &str) -> Result<i32, FieldError> {
    i32::try_from(given).ok().filter(|number| bounds.contains(number)).ok_or_else(|| {
        let detail = format!("Give a whole number from {} to {}.", bounds.start(), bounds.end());
        FieldError::new(format!("{prefix}{field}"), code, detail)
    })
}

impl Settings {
    /// The names of the rules that differ, for the log.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let all = [
            ("pass_percent", self.pass_percent != other.pass_percent),
            ("attempts_allowed", self.attempts_allowed != other.attempts_allowed),
            ("time_limit_s", self.time_limit_s != other.time_limit_s),
            ("shuffle_questions", self.shuffle_questions != other.shuffle_questions),
            ("shuffle_options", self.shuffle_options != other.shuffle_options),
        ];
        all.iter().filter(|(_, differs)| *differs).map(|(name, _)| (*name).to_owned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(json: &str) -> SettingsChange {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn what_is_absent_stays_and_null_takes_a_limit_away() {
        let limited = change(r#"{"attempts_allowed": 3, "time_limit_s": 600}"#).apply(&Settings::default()).unwrap();
        assert_eq!((limited.attempts_allowed, limited.time_limit_s, limited.pass_percent), (Some(3), Some(600), 80));
        let open = change(r#"{"attempts_allowed": null}"#).apply(&limited).unwrap();
        assert_eq!((open.attempts_allowed, open.time_limit_s), (None, Some(600)));
        assert_eq!(open.differences(&limited), ["attempts_allowed"]);
    }

    #[test]
    fn every_number_out_of_bounds_is_named_at_once() {
        let wrong = change(r#"{"pass_percent": 101, "attempts_allowed": 0, "time_limit_s": 29}"#);
        let error = wrong.apply_as(&Settings::default(), "settings.").unwrap_err();
        let named: Vec<_> = error.fields().iter().map(|field| field.field.as_str()).collect();
        assert_eq!(named, ["settings.pass_percent", "settings.attempts_allowed", "settings.time_limit_s"]);
    }
}
