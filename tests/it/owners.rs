//! Whose each table is: read by the check of the architecture.

/// Whose each table is.
pub const TABLES: &[(&str, &[&str])] = &[
    ("kernel", &["audit_checkpoint", "audit_event", "audit_leaf", "document", "idempotency_key", "job", "stored_file", "tenant"]),
    ("people/groups", &["group_member", "user_group"]),
    ("people/sessions", &["api_token", "session"]),
    ("people/invitations", &["invitation"]),
    ("people/users", &["user_account"]),
    ("people/settings", &["instruction", "written_instruction"]),
    ("vendors/subprocessors", &["subprocessor", "subprocessor_list"]),
    ("vendors/reviews", &["subprocessor_alarm", "subprocessor_review"]),
    ("vendors/contacts", &["notice_contact", "notice_term"]),
    (
        "vendors/changes",
        &["change_notice", "change_review", "filed_objection", "notice_delivery", "objection", "subprocessor_change"],
    ),
    ("vendors/feeds", &["change_news", "list_request", "list_subscriber", "webhook_delivery", "webhook_endpoint"]),
    ("learning/modules", &["module", "publication", "unit"]),
    ("learning/quizzes", &["question", "question_version", "quiz", "quiz_slot"]),
    ("learning/assignments", &["assignment", "assignment_group", "enrolment"]),
    ("learning/records", &["module_progress", "unit_progress"]),
    ("learning/attempts", &["answer", "attempt", "attempt_slot"]),
    ("learning/certificates", &["certificate"]),
    ("rights/exports", &["export"]),
    ("agreements/measures", &["measure", "measure_alarm", "measure_check"]),
    ("agreements/templates", &["agreement_template"]),
    ("agreements/dpa", &["agreement", "agreement_attachment", "countersignature", "held_agreement"]),
    (
        "agreements/assurance",
        &[
            "library_answer",
            "questionnaire",
            "questionnaire_item",
            "review_action",
            "review_meeting",
            "review_minutes",
            "review_reminder",
        ],
    ),
];

/// Whoever reads a table that is another's, with the reason.
pub const READ_ELSEWHERE: &[(&str, &str, &str)] = &[
    ("people/tenants", "tenant", "is the front door of the register that the kernel keeps"),
    ("app/commands.rs", "tenant", "verifies the logs of all tenants"),
    ("notifications/store.rs", "tenant", "stands below people: whose mail it is and what the operator is called"),
    ("notifications/store.rs", "user_account", "stands below people: a person is somebody with an address"),
    ("kernel/tidy.rs", "session", "deletes what is long over, of all tenants"),
    ("kernel/tidy.rs", "api_token", "deletes what is long over, of all tenants"),
    ("kernel/tidy.rs", "invitation", "deletes what is long over, of all tenants"),
    ("kernel/tidy.rs", "list_request", "deletes what is long over, of all tenants"),
    ("kernel/tidy.rs", "list_subscriber", "deletes what nobody confirmed, of all tenants"),
    ("kernel/tidy.rs", "webhook_delivery", "deletes what is long over, of all tenants"),
    ("people/groups", "user_account", "stands below users: a roster is read by name, page by page, in one query"),
    ("people/sessions", "user_account", "stands below users: each request finds session and person in one query"),
    ("people/invitations", "user_account", "stands below users: an invitation opens the account that it is for"),
    ("rights/log", "audit_event", "is the front door of the log that the kernel keeps"),
    ("rights/log", "audit_leaf", "is the front door of the log that the kernel keeps"),
    ("agreements/templates", "agreement", "stands below dpa: counts the agreements made from each version in one query"),
    ("learning/progress", "enrolment", "counts over everybody's enrolments and progress in one query"),
    ("learning/progress", "module_progress", "counts over everybody's enrolments and progress in one query"),
];
