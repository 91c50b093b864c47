//! The AI models that a vendor uses, by name: a vendor that runs models names each, and no other vendor names any.

use super::model::AI;
use crate::kernel::error::Fields;
use crate::kernel::line;

/// At most so many models of one vendor: more is a catalogue, and nobody reads it in an annex.
const MOST_MODELS: usize = 20;
/// The longest name, in characters: a line of the annex.
const MOST_NAME: usize = 100;

/// The names that fit the category, each once and in their order; what is wrong is added to the fields.
pub fn check(field: &str, category: Option<&str>, named: &[String], fields: &mut Fields) -> Vec<String> {
    let Some(category) = category else { return Vec::new() };
    if category == AI && !(1..=MOST_MODELS).contains(&named.len()) {
        fields.add(field, "models", format!("Name 1 to {MOST_MODELS} AI models that the vendor uses."));
    }
    if category != AI && !named.is_empty() {
        fields.add(field, "models-not-here", "Only a vendor of AI models names models.");
    }
    let mut models: Vec<String> = Vec::new();
    for name in named {
        match line::read(field, name, MOST_NAME) {
            Ok(name) if models.contains(&name) => {}
            Ok(name) => models.push(name),
            Err(error) => {
                fields.add(error.field, error.code, error.detail);
                break;
            }
        }
    }
    models
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(category: &str, named: &[&str]) -> Result<Vec<String>, Vec<String>> {
        let mut fields = Fields::new();
        let named: Vec<String> = named.iter().map(|&name| name.to_owned()).collect();
        let models = check("subprocessor.models", Some(category), &named, &mut fields);
        match fields.check() {
            Ok(()) => Ok(models),
            Err(error) => Err(error.fields().iter().map(|wrong| wrong.code.to_string()).collect()),
        }
    }

    #[test]
    fn a_vendor_of_ai_names_its_models_and_no_other_does() {
        assert_eq!(checked("ai", &[" Parrot 2", "Parrot 2", "Parrot 3 "]).unwrap(), ["Parrot 2", "Parrot 3"]);
        assert_eq!(checked("ai", &[]), Err(vec!["models".into()]));
        assert_eq!(checked("ai", &["x"; MOST_MODELS]).unwrap(), ["x"]);
        assert_eq!(checked("ai", &["x"; MOST_MODELS + 1]), Err(vec!["models".into()]));
        assert_eq!(checked("hosting", &[]).unwrap(), Vec::<String>::new());
        assert_eq!(checked("hosting", &["Parrot 2"]), Err(vec!["models-not-here".into()]));
        assert!(checked("ai", &["x".repeat(MOST_NAME).as_str()]).is_ok());
        for wrong in [" ".to_owned(), "x".repeat(MOST_NAME + 1)] {
            assert_eq!(checked("ai", &["Parrot 2", &wrong]).unwrap_err().len(), 1, "{wrong}");
        }
    }
}
