//! The stories of the product, told through HTTP, and the checks of the whole. One binary: linking is what costs.
//!
//! Each capability has a story, a refusal and a stranger from another tenant. Every test has a world of its own: its own
//! database (SQLite, or PostgreSQL when `TUTELA_TEST_STORE=postgres`), a clock that stands still, mails in a folder.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]
#![expect(clippy::wrong_self_convention, reason = "an answer is handed on from claim to claim")]

mod actors;
mod agreement_templates;
mod agreement_templates_kept;
mod agreement_templates_pages;
mod answer;
mod database;
mod furnished;
mod lesson;
mod logged;
mod mailbox;
mod openssl;
mod owners;
mod receiver;
mod staff;
mod world;
mod written_instructions;

mod architecture;
mod catalogue;
mod openapi;
mod policy_matrix;
mod privacy_annotations;
mod tenant_isolation;

mod assignments;
mod assurance;
mod assurance_desk;
mod assurance_reviews;
mod attempts;
mod attempts_frozen;
mod attempts_together;
mod audit_tree;
mod authority;
mod bad_input;
mod cancellation;
mod certificates;
mod changed_elsewhere;
mod changes_drafted;
mod changes_watched;
mod clauses;
mod clocks;
mod controller;
mod dpa;
mod dpa_attaching;
mod dpa_board;
mod dpa_doubts;
mod dpa_ending;
mod dpa_held;
mod dpa_life;
mod dpa_opened;
mod dpa_pages;
mod dpa_return;
mod dpa_uploads;
mod dpa_waits;
mod evidence;
mod exports;
mod feeds;
mod first_list;
mod groups;
mod idempotency;
mod killed;
mod learner_pages;
mod list_requests;
mod log;
mod mail;
mod measures;
mod measures_checked;
mod modules;
mod notices;
mod notices_agreed;
mod notices_kept;
mod objections;
mod objections_kept;
mod outbox;
mod pages;
mod people;
mod progress;
mod promises;
mod quizzes;
mod retention;
mod seal;
mod sessions;
mod settings;
mod stamps;
mod subprocessor_changes;
mod subprocessors;
mod transfers;
mod vendor_reviews;
mod verification;
mod webhooks;
mod worker;
