//! `tutela subprocessors declare`: the operator says whom it engages, once, before the first agreement (M-6.1).

use std::path::PathBuf;

use anyhow::Context as _;

use super::commands::{block_on, told};
use super::{Settings, assemble};
use crate::agreements::dpa;
use crate::kernel::Kernel;
use crate::kernel::error::Error;
use crate::people::tenants;
use crate::vendors::subprocessors::{self, Version};

/// `tutela subprocessors declare`: of a file the vendors in it, without one that nobody is engaged.
///
/// # Errors
/// Everything that is wrong with the file, or why nothing can be declared any more.
pub fn declare_subprocessors(settings: Settings, file: Option<PathBuf>) -> anyhow::Result<()> {
    block_on(&settings.clone(), async {
        let read =
            |file: PathBuf| std::fs::read_to_string(&file).with_context(|| format!("The list {} cannot be read", file.display()));
        let source = file.map(read).transpose()?;
        let kernel = assemble(&settings).await?;
        let first = declare_first_list(&kernel, source.as_deref()).await.map_err(in_words)?;
        match first.vendors.len() {
            0 => println!("Declared: no sub-processor is engaged."),
            count => println!("Declared: {count} sub-processors are engaged."),
        }
        println!("Agreements call this list {}. It changes in the operator's console from now on.", first.snapshot_id);
        println!(
            "Agreements that waited for it are made now; what stopped for another reason stands at {}/operator/dpa-requests?state=failed.",
            settings.base_url
        );
        Ok(())
    })
}

/// Declares the first list from its text; without one, that nobody is engaged. Agreements that waited for it are made now.
///
/// # Errors
/// `Invalid` with every wrong field, by the vendor's name; `Refused` with `list-declared`.
pub async fn declare_first_list(kernel: &Kernel, source: Option<&str>) -> Result<Version, Error> {
    let vendors = source.map(|source| subprocessors::read_first_list(source, kernel.clock.now())).transpose()?;
    let realm = tenants::operator_realm(&kernel.register().await?).await?;
    let nobody = || anyhow::anyhow!("There is nobody in whose log it could stand. Run `tutela operator create` first.");
    let tx = kernel.platform_as_system(realm.ok_or_else(nobody)?.id).await?;
    let first = subprocessors::declare(&tx, vendors.unwrap_or_default()).await?;
    dpa::go_on_with_list(tx.realm()).await?;
    tx.commit_noted().await?;
    Ok(first)
}

fn in_words(error: Error) -> anyhow::Error {
    match error {
        Error::Invalid(fields) => {
            let lines: Vec<String> = fields.iter().map(|error| format!("{}: {}", error.field, error.detail)).collect();
            anyhow::anyhow!("Nothing was declared.\n{}", lines.join("\n"))
        }
        other => told(other),
    }
}
