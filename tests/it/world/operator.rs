//! The operator of the world: its realm, its staff, and whom it engages.

use tutela::kernel::authz::{Realm, Role};
use tutela::kernel::tenancy::TenantId;
use tutela::vendors::subprocessors::declare;

use super::World;
use crate::actors::Person;

impl World {
    /// A member of the operator's staff.
    pub async fn operator(&self, name: &str, role: Role) -> Person {
        let realm = self.realm().await;
        self.joins(realm, "operator", name, role).await
    }

    /// The operator's own realm, which has declared that it engages nobody.
    pub async fn realm(&self) -> TenantId {
        let declared = async || {
            let realm = self.opens_operator().await;
            let tx = self.kernel().platform_as_system(realm).await.unwrap();
            declare(&tx, Vec::new()).await.unwrap();
            tx.commit_noted().await.unwrap();
            realm
        };
        *self.realm.get_or_init(declared).await
    }

    /// The same before it has said whom it engages: called first of all.
    pub async fn silent_realm(&self) -> TenantId {
        *self.realm.get_or_init(|| self.opens_operator()).await
    }

    async fn opens_operator(&self) -> TenantId {
        self.opens("operator", "Tutela Operations", Realm::Operator).await
    }
}
