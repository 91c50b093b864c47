//! What the operator sees of a workspace.

use chrono::{DateTime, Utc};
use serde::Serialize;
use uuid::Uuid;

use crate::kernel::i18n::Locale;
use crate::people::settings::AiSwitch;
use crate::people::tenants::Tenant;
use crate::people::users::Counted;

/// A tenant as the operator sees it: that it is there, what it is set to, and how many people it has.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct TenantView {
    /// The tenant.
    pub id: Uuid,
    /// The short name.
    pub slug: String,
    /// The name.
    pub name: String,
    /// The language of new people.
    pub locale: Locale,
    /// The time zone in which due dates end.
    pub zone: String,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// Open accounts.
    pub people: usize,
    /// Open accounts of learners.
    pub learners: usize,
    /// Open accounts of learners who have ever signed in.
    pub active_learners: usize,
    /// Whether the tenant has turned AI on.
    pub ai: bool,
    /// When the tenant last turned AI on or off; never when absent.
    pub ai_changed_at: Option<DateTime<Utc>>,
}

impl TenantView {
    /// The tenant with what was counted and read inside it.
    #[must_use]
    pub fn new(tenant: Tenant, counted: Counted, ai: &AiSwitch) -> Self {
        Self {
            id: tenant.id.get(),
            slug: tenant.slug,
            name: tenant.name,
            locale: tenant.locale,
            zone: tenant.zone.name().to_owned(),
            created_at: tenant.created_at,
            people: counted.people,
            learners: counted.learners,
            active_learners: counted.active_learners,
            ai: ai.enabled,
            ai_changed_at: ai.changed_at,
        }
    }
}
