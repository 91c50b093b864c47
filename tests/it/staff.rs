//! The operator's staff who change the register of sub-processors: one writes, another reviews.

use serde_json::{Value, json};
use tutela::kernel::authz::Role;

use crate::actors::Person;
use crate::world::World;

const CHANGES: &str = "/api/v1/operator/subprocessor-changes";

/// Who writes, and who reviews.
pub struct Staff {
    pub author: Person,
    pub reviewer: Person,
}

impl World {
    /// Two people who change the register.
    pub async fn staff(&self) -> Staff {
        Staff { author: self.operator("Lena", Role::Legal).await, reviewer: self.operator("Matej", Role::Security).await }
    }
}

/// A vendor that delivers mails.
pub fn mailer(name: &str) -> Value {
    json!({
        "legal_name": name, "address": "Rue Haute 1, 1000 Bruxelles", "country": "BE", "contact_email": "privacy@mailer.example",
        "category": "email_delivery", "purpose": { "en": "Delivers mails.", "de": "Stellt E-Mails zu." },
        "data_categories": ["identification"], "location": "Brussels, Belgium", "transfer_mechanism": "none_within_eea",
        "applies": "always",
    })
}

impl Staff {
    /// Drafts that a vendor joins.
    pub async fn drafts(&self, name: &str) -> String {
        let draft = json!({ "kind": "add", "subprocessor": mailer(name), "reason": "Mails leave from Brussels." });
        self.author.post(CHANGES, draft).await.is_created().id()
    }

    /// Drafts it, has it reviewed and tells every customer.
    pub async fn announces(&self, world: &World, name: &str) -> String {
        let change = self.drafts(name).await;
        let approval = json!({ "decision": "approved", "revision": 1 });
        self.reviewer.post(format!("{CHANGES}/{change}/review"), approval).await.is_ok();
        self.author.posts(format!("{CHANGES}/{change}/notice")).await.is_accepted();
        world.tries_its_jobs().await;
        change
    }

    /// Starts it.
    pub async fn starts(&self, world: &World, change: &str) {
        self.author.posts(format!("{CHANGES}/{change}/activation")).await.is_ok();
        world.tries_its_jobs().await;
    }

    /// Withdraws it.
    pub async fn withdraws(&self, world: &World, change: &str) {
        self.author.post(format!("{CHANGES}/{change}/withdrawal"), json!({ "reason": "Another one is better." })).await.is_ok();
        world.tries_its_jobs().await;
    }
}
