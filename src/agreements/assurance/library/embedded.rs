//! The library as it stands in the program.

use std::sync::LazyLock;

use super::model::Library;

/// The library as it is embedded.
///
/// # Errors
/// What is wrong with it; the tests insist on nothing.
pub fn library() -> Result<&'static Library, anyhow::Error> {
    static LIBRARY: LazyLock<Result<Library, String>> = LazyLock::new(|| {
        toml::from_str(include_str!("../../../../templates/legal/questionnaire.toml")).map_err(|error| error.to_string())
    });
    LIBRARY.as_ref().map_err(|error| anyhow::anyhow!("questionnaire.toml: {error}"))
}
