//! What the questions of an attempt show never changes after its start, so this process remembers it: checking an answer
//! then costs no query.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use uuid::Uuid;

use super::store;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::tenancy::TenantId;
use crate::learning::quizzes::Shown;

/// Bytes of questions remembered at most.
const MEMORY: u64 = 24 * 1024 * 1024;
/// Questions that nobody answered for this long are forgotten.
const IDLE: Duration = Duration::from_secs(900);

type Questions = Arc<[(i32, Shown)]>;

fn memory() -> &'static moka::sync::Cache<(TenantId, Uuid), Questions> {
    static MEMORY_OF_QUESTIONS: OnceLock<moka::sync::Cache<(TenantId, Uuid), Questions>> = OnceLock::new();
    MEMORY_OF_QUESTIONS.get_or_init(|| {
        moka::sync::Cache::builder().max_capacity(MEMORY).weigher(|_, questions| weight(questions)).time_to_idle(IDLE).build()
    })
}

fn weight(questions: &Questions) -> u32 {
    let of = |shown: &Shown| shown.options.iter().map(|option| option.text_html.len() + 64).sum::<usize>();
    let bytes: usize = questions.iter().map(|(_, shown)| shown.stem_html.len() + of(shown) + 96).sum();
    u32::try_from(bytes + 128).unwrap_or(u32::MAX)
}

/// What the questions of an attempt show. The caller has made sure that the attempt is the person's own.
///
/// # Errors
/// When the database fails.
pub async fn questions(tx: &TenantTx, attempt_id: Uuid) -> Result<Questions, Error> {
    let key = (tx.tenant(), attempt_id);
    if let Some(known) = memory().get(&key) {
        return Ok(known);
    }
    let rows = store::slots_without_keys(tx, attempt_id).await?;
    let questions: Questions = rows.into_iter().map(|(slot, _, shown)| (slot, shown)).collect();
    memory().insert(key, Arc::clone(&questions));
    Ok(questions)
}

/// Remembers what an attempt that is about to start shows. When the start fails, nobody ever asks for it.
pub fn remember(tenant: TenantId, attempt_id: Uuid, questions: Vec<(i32, Shown)>) {
    memory().insert((tenant, attempt_id), questions.into());
}
