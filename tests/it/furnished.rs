//! A workspace with a row of every kind, and its word in every text of them.

use std::collections::HashMap;

use chrono::Duration;
use serde_json::json;
use tutela::kernel::authz::Role;

use crate::actors::Workspace;
use crate::database::fresh_id;
use crate::lesson::Lesson;
use crate::world::World;

/// A workspace that has everything, with the ids by which its rows are addressed; its word stands in every text.
pub struct Furnished {
    pub workspace: Workspace,
    /// By kind.
    pub ids: HashMap<&'static str, String>,
}

impl World {
    /// Furnishes a workspace whose every text holds the word.
    pub async fn furnished(&self, word: &'static str) -> Furnished {
        let workspace = self.tenant(word).await;
        let Workspace { owner, admin, instructor, learner, .. } = &workspace;
        let group = admin.makes_a_group(&format!("{word} crew"), &[learner]).await;
        admin.lets_lead(&group, instructor).await;
        let invited = json!({ "email": format!("new@{word}.example"), "name": format!("{word} newcomer") });
        let newcomer = admin.post("/api/v1/users", invited).await.is_created().id();
        owner.put("/api/v1/settings/ai", json!({ "enabled": true })).await.is_ok();

        let lesson = admin.publishes_a_module(&format!("{word} module"), json!({ "pass_percent": 50 })).await;
        mark(&workspace, word, &lesson).await;
        let limited = admin.publishes_a_module(&format!("{word} exam"), json!({ "time_limit_s": 3600 })).await;
        let body = json!({ "module_id": limited.module, "group_ids": [group], "due_at": self.now() + Duration::days(9) });
        let assignment = admin.post("/api/v1/assignments", body).await.is_created().id();
        admin.assigns(&lesson, &[learner, instructor]).await;

        let passed = learner.passes(&lesson).await;
        let running = learner.starts(&limited).await.is_created();
        learner.answers(&running, true).await;
        owner.posts("/api/v1/exports").await.is_accepted();
        self.runs_its_jobs().await;

        let browser = learner.signs_in().await;
        let session = browser.get("/api/v1/sessions").await.is_ok().items()[0]["id"].as_str().unwrap().to_owned();
        let token = browser.post("/api/v1/tokens", json!({ "name": format!("{word} token") })).await.is_created().id();
        let certificates = learner.get("/api/v1/me/certificates").await.is_ok();
        let export = owner.get("/api/v1/exports").await.is_ok().each("id")[0].clone();
        let mail = self.mailbox(&format!("new@{word}.example").to_lowercase()).pop().expect("an invitation");
        let ids = HashMap::from([
            ("tenant", workspace.id.get().to_string()),
            ("user", learner.id.to_string()),
            ("newcomer", newcomer),
            ("group", group),
            ("module", lesson.module),
            ("unit", lesson.page),
            ("quiz", lesson.quiz),
            ("question", lesson.questions[0].clone()),
            ("assignment", assignment),
            ("attempt", running.id()),
            ("finished", passed.string("attempt_id")),
            ("certificate", certificates.each("id")[0].clone()),
            ("code", certificates.each("code")[0].clone()),
            ("export", export),
            ("session", session),
            ("token", token),
            ("link", mail.link().rsplit('/').next().unwrap().to_owned()),
            ("slot", "1".to_owned()),
        ]);
        Furnished { workspace, ids }
    }

    /// Tells everybody of a change of sub-processors, to which the workspace objects in words that hold the word.
    pub async fn announces_to(&self, furnished: &mut Furnished, word: &str) {
        const CHANGES: &str = "/api/v1/operator/subprocessor-changes";
        let number = fresh_id();
        let author = self.operator(&format!("Nora {number}"), Role::Legal).await;
        let reviewer = self.operator(&format!("Silvo {number}"), Role::Security).await;
        let vendor = json!({
            "legal_name": "Mailer SA", "address": "Rue Haute 1, 1000 Bruxelles", "country": "BE",
            "contact_email": "privacy@mailer.example", "category": "email_delivery", "purpose": "Delivers mails.",
            "data_categories": ["identification"], "location": "Brussels", "transfer_mechanism": "none_within_eea",
            "applies": "always",
        });
        let draft = json!({ "kind": "add", "subprocessor": vendor, "reason": "Mails leave from Brussels." });
        let change = author.post(CHANGES, draft).await.is_created().id();
        reviewer.post(format!("{CHANGES}/{change}/review"), json!({ "decision": "approved" })).await.is_ok();
        author.posts(format!("{CHANGES}/{change}/notice")).await.is_accepted();
        self.runs_its_jobs().await;
        let objections = format!("/api/v1/subprocessor-changes/{change}/objections");
        let grounds = json!({ "grounds": format!("{word} does not know this vendor.") });
        let objection = furnished.workspace.admin.post(objections, grounds).await.is_created().id();
        furnished.ids.extend([("change", change), ("objection", objection)]);
    }
}

/// Writes the word into the texts of pages and questions, and publishes them.
async fn mark(workspace: &Workspace, word: &str, lesson: &Lesson) {
    let admin = &workspace.admin;
    let unit = format!("/api/v1/modules/{}/units/{}", lesson.module, lesson.page);
    admin.patch(&unit, json!({ "title": format!("{word} page"), "body_md": format!("{word} **text**") })).await.is_ok();
    let summary = json!({ "summary": format!("{word} summary") });
    admin.patch(format!("/api/v1/modules/{}", lesson.module), summary).await.is_ok();
    for question in &lesson.questions {
        let words = json!({ "stem_md": format!("{word} stem"), "feedback_md": format!("{word} feedback") });
        admin.patch(format!("/api/v1/questions/{question}"), words).await.is_ok();
    }
    admin.posts(format!("/api/v1/modules/{}/publication", lesson.module)).await.is_created();
}
