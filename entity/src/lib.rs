//! Tables of Tutela, one file each: columns, ids and the privacy annotation. No logic.
#![expect(missing_docs, reason = "a column says what it is by its name; what it holds stands in PRIVACY")]

pub mod privacy;
pub mod tenancy;

pub mod agreement;
pub mod agreement_attachment;
pub mod agreement_template;
pub mod answer;
pub mod api_token;
pub mod assignment;
pub mod assignment_group;
pub mod attempt;
pub mod attempt_slot;
pub mod audit_checkpoint;
pub mod audit_event;
pub mod audit_leaf;
pub mod certificate;
pub mod change_news;
pub mod change_notice;
pub mod change_review;
pub mod countersignature;
pub mod document;
pub mod enrolment;
pub mod export;
pub mod filed_objection;
pub mod group_member;
pub mod held_agreement;
pub mod idempotency_key;
pub mod instruction;
pub mod invitation;
pub mod job;
pub mod library_answer;
pub mod list_request;
pub mod list_subscriber;
pub mod measure;
pub mod measure_alarm;
pub mod measure_check;
pub mod module;
pub mod module_progress;
pub mod notice_contact;
pub mod notice_delivery;
pub mod notice_term;
pub mod objection;
pub mod publication;
pub mod question;
pub mod question_version;
pub mod questionnaire;
pub mod questionnaire_item;
pub mod quiz;
pub mod quiz_slot;
pub mod review_action;
pub mod review_meeting;
pub mod review_minutes;
pub mod review_reminder;
pub mod session;
pub mod stored_file;
pub mod subprocessor;
pub mod subprocessor_alarm;
pub mod subprocessor_change;
pub mod subprocessor_list;
pub mod subprocessor_review;
pub mod tenant;
pub mod unit;
pub mod unit_progress;
pub mod user_account;
pub mod user_group;
pub mod webhook_delivery;
pub mod webhook_endpoint;
pub mod written_instruction;

/// Work that is done once per tenant table: exports, erasure and the privacy snapshot walk the catalogue with it.
pub trait Visit {
    /// What one table gives.
    type Output;
    /// Called once per tenant table, parents before children.
    fn table<E: tenancy::TenantOwned>(&mut self) -> Self::Output
    where
        E::Model: serde::Serialize + Send + Sync;
}

/// Walks every tenant table, parents before children.
pub fn each_tenant_table<V: Visit>(visit: &mut V) -> Vec<V::Output> {
    vec![
        visit.table::<user_account::Entity>(),
        visit.table::<session::Entity>(),
        visit.table::<api_token::Entity>(),
        visit.table::<invitation::Entity>(),
        visit.table::<user_group::Entity>(),
        visit.table::<group_member::Entity>(),
        visit.table::<instruction::Entity>(),
        visit.table::<written_instruction::Entity>(),
        visit.table::<notice_contact::Entity>(),
        visit.table::<notice_term::Entity>(),
        visit.table::<filed_objection::Entity>(),
        visit.table::<subprocessor_review::Entity>(),
        visit.table::<subprocessor_alarm::Entity>(),
        visit.table::<subprocessor_change::Entity>(),
        visit.table::<change_review::Entity>(),
        visit.table::<change_notice::Entity>(),
        visit.table::<notice_delivery::Entity>(),
        visit.table::<objection::Entity>(),
        visit.table::<change_news::Entity>(),
        visit.table::<list_subscriber::Entity>(),
        visit.table::<list_request::Entity>(),
        visit.table::<webhook_endpoint::Entity>(),
        visit.table::<webhook_delivery::Entity>(),
        visit.table::<module::Entity>(),
        visit.table::<unit::Entity>(),
        visit.table::<publication::Entity>(),
        visit.table::<quiz::Entity>(),
        visit.table::<question::Entity>(),
        visit.table::<question_version::Entity>(),
        visit.table::<quiz_slot::Entity>(),
        visit.table::<assignment::Entity>(),
        visit.table::<assignment_group::Entity>(),
        visit.table::<enrolment::Entity>(),
        visit.table::<attempt::Entity>(),
        visit.table::<attempt_slot::Entity>(),
        visit.table::<answer::Entity>(),
        visit.table::<unit_progress::Entity>(),
        visit.table::<module_progress::Entity>(),
        visit.table::<certificate::Entity>(),
        visit.table::<export::Entity>(),
        visit.table::<agreement_template::Entity>(),
        visit.table::<measure::Entity>(),
        visit.table::<measure_check::Entity>(),
        visit.table::<measure_alarm::Entity>(),
        visit.table::<agreement::Entity>(),
        visit.table::<countersignature::Entity>(),
        visit.table::<agreement_attachment::Entity>(),
        visit.table::<held_agreement::Entity>(),
        visit.table::<library_answer::Entity>(),
        visit.table::<questionnaire::Entity>(),
        visit.table::<questionnaire_item::Entity>(),
        visit.table::<review_meeting::Entity>(),
        visit.table::<review_action::Entity>(),
        visit.table::<review_minutes::Entity>(),
        visit.table::<review_reminder::Entity>(),
        visit.table::<stored_file::Entity>(),
        visit.table::<job::Entity>(),
        visit.table::<idempotency_key::Entity>(),
        visit.table::<audit_event::Entity>(),
        visit.table::<audit_leaf::Entity>(),
        visit.table::<audit_checkpoint::Entity>(),
    ]
}
