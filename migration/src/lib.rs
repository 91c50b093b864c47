//! Schema steps of Tutela, one per file. Imports sea-orm-migration only: old steps must not change when entities do.

pub use sea_orm_migration::prelude::*;

mod m20261121_000001_tenants_and_registers;
mod m20261121_000002_people;
mod m20261121_000003_learning;
mod m20261121_000004_exports;
mod m20261121_000005_agreements;
mod m20261121_000006_kernel;
mod m20261121_000007_session_device;
mod m20261121_000008_subprocessor_changes;
mod m20261121_000010_agreement_life;
mod m20261121_000011_notices_that_arrive;
mod m20261121_000012_agreement_templates;
mod m20261121_000013_assurance;
mod m20261121_000014_feeds;
mod m20261121_000015_agreed_notices;
mod m20261121_000016_agreement_holders;
mod m20261121_000017_data_protection_officers;
mod m20261121_000019_minutes_that_stay;
mod m20261122_000020_agreements_let_go;
mod m20261122_000022_what_an_emergency_rests_on;
mod m20261122_000023_written_instructions;
mod m20261122_000024_terms_that_end;
mod m20261122_000025_what_is_named_and_what_was_lost;
mod m20261122_000026_measures_of_the_operator;
mod m20261122_000028_what_was_said_before_an_end;
mod m20261122_000029_agreements_that_were_taken;
mod m20261122_000030_who_drafted_an_answer;
mod m20261122_000032_facts_are_frozen_with_the_agreement;
mod tables;

/// Every step in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261121_000001_tenants_and_registers::Migration),
            Box::new(m20261121_000002_people::Migration),
            Box::new(m20261121_000003_learning::Migration),
            Box::new(m20261121_000004_exports::Migration),
            Box::new(m20261121_000005_agreements::Migration),
            Box::new(m20261121_000006_kernel::Migration),
            Box::new(m20261121_000007_session_device::Migration),
            Box::new(m20261121_000008_subprocessor_changes::Migration),
            Box::new(m20261121_000010_agreement_life::Migration),
            Box::new(m20261121_000011_notices_that_arrive::Migration),
            Box::new(m20261121_000012_agreement_templates::Migration),
            Box::new(m20261121_000013_assurance::Migration),
            Box::new(m20261121_000014_feeds::Migration),
            Box::new(m20261121_000015_agreed_notices::Migration),
            Box::new(m20261121_000016_agreement_holders::Migration),
            Box::new(m20261121_000017_data_protection_officers::Migration),
            Box::new(m20261121_000019_minutes_that_stay::Migration),
            Box::new(m20261122_000020_agreements_let_go::Migration),
            Box::new(m20261122_000022_what_an_emergency_rests_on::Migration),
            Box::new(m20261122_000023_written_instructions::Migration),
            Box::new(m20261122_000024_terms_that_end::Migration),
            Box::new(m20261122_000025_what_is_named_and_what_was_lost::Migration),
            Box::new(m20261122_000026_measures_of_the_operator::Migration),
            Box::new(m20261122_000028_what_was_said_before_an_end::Migration),
            Box::new(m20261122_000029_agreements_that_were_taken::Migration),
            Box::new(m20261122_000030_who_drafted_an_answer::Migration),
            Box::new(m20261122_000032_facts_are_frozen_with_the_agreement::Migration),
        ]
    }
}
