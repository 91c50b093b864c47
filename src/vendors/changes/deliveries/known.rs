//! Who was told of a notice, by address: whoever was a contact and has an account since, or the other way round, is the same
//! reader under another name, and nobody is told twice.

use std::collections::HashMap;

use entity::notice_delivery;
use uuid::Uuid;

use super::letter::addresses_by_id;
use super::store::Addressee;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;

/// The deliveries of a notice, with the addresses that they went to.
pub struct Known<'a> {
    rows: &'a [notice_delivery::Model],
    addresses: HashMap<Uuid, String>,
}

impl<'a> Known<'a> {
    /// The deliveries of a notice beside those who are to be told.
    pub async fn of(tx: &TenantTx, rows: &'a [notice_delivery::Model], wanted: &[Addressee]) -> Result<Self, Error> {
        let all: Vec<Addressee> = rows.iter().filter_map(Addressee::of).chain(wanted.iter().copied()).collect();
        Ok(Self { rows, addresses: addresses_by_id(tx, &all).await? })
    }

    /// Whether the notice is to go to somebody for the first time: under no name did it go to their address.
    pub fn is_new(&self, to: Addressee) -> bool {
        self.rows.iter().all(|row| Addressee::of(row) != Some(to)) && !self.stands_before(to, i32::MAX)
    }

    /// Whether a delivery is pursued: its addressee is wanted, or somebody is who has its address and no mail of their own.
    pub fn is_pursued(&self, row: &notice_delivery::Model, wanted: &[Addressee]) -> bool {
        let Some(to) = Addressee::of(row) else { return false };
        match wanted.contains(&to) {
            true => !self.stands_before(to, row.place),
            false => stands(row) && wanted.iter().any(|other| self.is_same(*other, to)),
        }
    }

    /// Whether a delivery before this place went to the same address under another name.
    fn stands_before(&self, to: Addressee, place: i32) -> bool {
        let earlier = self.rows.iter().filter(|row| row.place < place && stands(row));
        earlier.filter_map(Addressee::of).any(|other| other != to && self.is_same(other, to))
    }

    fn is_same(&self, one: Addressee, other: Addressee) -> bool {
        let address = |to: Addressee| self.addresses.get(&to.id());
        address(one).is_some() && address(one) == address(other)
    }
}

/// Whether a mail has gone, or goes: what came back has surely not arrived, and is nobody's.
fn stands(row: &notice_delivery::Model) -> bool {
    row.state != "bounced"
}
