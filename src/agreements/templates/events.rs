//! What happens to versions of the agreement's text.

use uuid::Uuid;

crate::events! {
    /// What happens to versions of the agreement's text.
    pub enum Event {
        /// A version was brought, or came with the product.
        Uploaded = "dpa.template.uploaded" on template(template_id) { template_id: Uuid, version: String, origin: String },
        /// A draft was written anew.
        Changed = "dpa.template.changed" on template(template_id) { template_id: Uuid, version: String, revision: i32 },
        /// A second person approved a version: its text is frozen.
        Approved = "dpa.template.approved" on template(template_id) { template_id: Uuid, version: String, sha256_config: String, sha256_en: String, sha256_de: String },
        /// Agreements are made from it from now on.
        Published = "dpa.template.published" on template(template_id) { template_id: Uuid, version: String },
        /// Another version took its place, or none did.
        Retired = "dpa.template.retired" on template(template_id) { template_id: Uuid, version: String },
        /// It was given up.
        Withdrawn = "dpa.template.withdrawn" on template(template_id) { template_id: Uuid, version: String },
    }
}
