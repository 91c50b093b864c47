//! Instructions in words: the same in the log of a workspace and in the annex of its agreement.

use serde_json::Value;

use super::model::{Instruction, Subject};
use crate::kernel::i18n::Texts;

/// What an instruction is about.
#[must_use]
pub fn subject_words(texts: Texts, subject: &str) -> String {
    match Subject::parse(subject) {
        Some(Subject::Ai) => texts.t("instruction-subject-ai"),
        Some(Subject::Sso) => texts.t("instruction-subject-sso"),
        Some(Subject::Retention) => texts.t("instruction-subject-retention"),
        Some(Subject::Subprocessors) => texts.t("instruction-subject-subprocessors"),
        None => subject.to_owned(),
    }
}

/// What shall hold.
#[must_use]
pub fn value_words(texts: Texts, subject: &str, value: &Value) -> String {
    let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
    match Subject::parse(subject) {
        Some(Subject::Ai | Subject::Sso) => match value.get("enabled").and_then(Value::as_bool) {
            Some(true) => texts.t("instruction-value-on"),
            _ => texts.t("instruction-value-off"),
        },
        Some(Subject::Retention) => {
            texts.ta("instruction-value-retention", &[("category", text("category")), ("period", text("period"))])
        }
        Some(Subject::Subprocessors) => {
            let key = match text("decision") {
                "acknowledged" => "instruction-value-acknowledged",
                "objected" => "instruction-value-objected",
                _ => "instruction-value-withdrawn",
            };
            texts.ta(key, &[("vendor", text("vendor"))])
        }
        None => value.to_string(),
    }
}

/// An instruction in one line.
pub fn said(texts: Texts, given: &Instruction) -> String {
    let value = value_words(texts, &given.subject, &given.value);
    texts.ta("instruction-line", &[("subject", &subject_words(texts, &given.subject)), ("value", &value)])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::kernel::i18n::Locale;

    #[test]
    fn an_instruction_is_said_in_both_languages() {
        let (en, de) = (Texts::new(Locale::En), Texts::new(Locale::De));
        assert_eq!(value_words(en, "ai", &json!({ "enabled": true })), "on");
        assert_eq!(value_words(de, "sso", &json!({ "enabled": false })), "ausgeschaltet");
        let objected = json!({ "change": "7", "vendor": "Mailer SA", "decision": "objected" });
        assert!(value_words(en, "subprocessors", &objected).contains("Mailer SA"));
        assert_eq!(subject_words(en, "later"), "later", "what a newer version wrote is shown as it is");
        for subject in Subject::ALL {
            assert!(!subject_words(de, subject.as_str()).contains('⟪'));
        }
    }
}
