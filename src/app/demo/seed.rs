//! Weeks of invented people at work, in the order of their days.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use actix_web::body::MessageBody;
use actix_web::dev::{Service, ServiceResponse};
use anyhow::Context as _;
use chrono::{DateTime, Duration, NaiveTime, Utc};
use serde_json::{Value, json};

use super::PASSWORD;
use super::agreement;
use super::client::{Client, text};
use super::clock::SetClock;
use super::data::{Assignment, Demo, Module, Person, Progress, Publication, Tenant};
use super::learner::{self, Built};
use crate::agreements::dpa::Processor;
use crate::app::router::{Application, application};
use crate::app::worker;
use crate::kernel::authz::{Realm, Role};
use crate::kernel::i18n::Locale;
use crate::kernel::outbox::{self, Handlers};
use crate::kernel::tenancy::TenantId;
use crate::kernel::{Kernel, audit};
use crate::people::{sessions, tenants, users};
use crate::vendors::subprocessors;

/// How long before the day of seeding the demo's time begins.
pub const BEFORE: Duration = Duration::days(91);

/// Who was made, as `demo.json` says it.
pub struct Made {
    pub operators: Vec<Value>,
    pub tenants: Vec<Value>,
}

/// Something a person does on a day.
enum Deed<'a> {
    Publish(&'a Publication),
    Assign(&'a Assignment),
    Read(&'a Progress, usize),
    Take(&'a Progress, usize),
    SignIn(&'a Person),
}

/// Seeds everything; `clock` is the kernel's, `now` the day of seeding.
///
/// # Errors
/// When the product refuses something: then the demo's data is wrong.
pub async fn seed(kernel: &Kernel, clock: &Arc<SetClock>, now: DateTime<Utc>, demo: &Demo, mails: &Path) -> anyhow::Result<Made> {
    let processor = Processor::from_settings(&demo.operator.company);
    let client = Client(actix_web::test::init_service(application(Application::new(kernel.clone(), processor.clone()))).await);
    let hash = kernel.passwords.hash(PASSWORD.to_owned()).await.map_err(refused)?;
    let mut seeder = Seeder { kernel, clock, now, demo, mails, client, hash, handlers: worker::handlers(processor) };
    seeder.at(-90, "08:00")?;
    let (realm, operators) = seeder.operator().await?;
    seeder.subprocessors(realm).await?;
    let mut tenants = Vec::new();
    for tenant in &demo.tenants {
        tenants.push(seeder.tenant(tenant).await?);
    }
    seeder.clock.set(now);
    seeder.settle().await?;
    audit::sweep(kernel, std::time::Duration::ZERO).await.map_err(refused)?;
    Ok(Made { operators, tenants })
}

struct Seeder<'a, S> {
    kernel: &'a Kernel,
    clock: &'a SetClock,
    now: DateTime<Utc>,
    demo: &'a Demo,
    mails: &'a Path,
    client: Client<S>,
    hash: String,
    handlers: Handlers,
}

impl<S, B> Seeder<'_, S>
where
    S: Service<actix_http::Request, Response = ServiceResponse<B>, Error = actix_web::Error>,
    B: MessageBody,
{
    /// Sets the clock to a time on a day, never past the moment of seeding.
    fn at(&self, day: i64, time: &str) -> anyhow::Result<()> {
        let moment = self.moment(day, time)?;
        self.clock.set(moment.min(self.now));
        Ok(())
    }

    fn moment(&self, day: i64, time: &str) -> anyhow::Result<DateTime<Utc>> {
        let time = NaiveTime::parse_from_str(time, "%H:%M").with_context(|| format!("{time} is no time"))?;
        Ok((self.now + Duration::days(day)).date_naive().and_time(time).and_utc())
    }

    /// Does what was put into the outbox.
    async fn settle(&self) -> anyhow::Result<()> {
        while outbox::run_due(self.kernel, &self.handlers).await.map_err(refused)? > 0 {}
        Ok(())
    }

    async fn operator(&mut self) -> anyhow::Result<(TenantId, Vec<Value>)> {
        let operator = &self.demo.operator;
        let new = tenants::NewTenant {
            slug: operator.slug.clone(),
            name: operator.name.clone(),
            kind: Realm::Operator,
            locale: Locale::of(&operator.locale).unwrap_or_default(),
            zone: operator.zone.clone(),
            accent: None,
        };
        let realm = tenants::create(self.kernel, new).await.map_err(refused)?;
        let people = self.join(realm, &operator.people, &operator.slug).await?;
        Ok((realm, operator.people.iter().filter_map(|person| people.get(&person.key).cloned()).collect()))
    }

    async fn subprocessors(&self, realm: TenantId) -> anyhow::Result<()> {
        let mut vendors = self.demo.subprocessors.clone();
        for vendor in &mut vendors {
            // Whenever the demo is started, what it says of a transfer holds for another year.
            if vendor.upkeep.assessment_expires_at.is_some() {
                vendor.upkeep.assessment_expires_at = Some(self.now + Duration::days(365));
            }
        }
        let tx = self.kernel.platform_as_system(realm).await.map_err(refused)?;
        subprocessors::declare(&tx, vendors).await.map_err(refused)?;
        tx.commit_noted().await.map_err(refused)
    }

    /// Adds people with the demo's password and a token each.
    async fn join(&self, tenant: TenantId, people: &[Person], workspace: &str) -> anyhow::Result<HashMap<String, Value>> {
        let mut made = HashMap::new();
        for person in people {
            self.at(person.joined_day, "08:30")?;
            let draft = users::Draft {
                email: users::Email::parse("email", &person.email)
                    .map_err(|error| anyhow::anyhow!("{}: {}", person.email, error.detail))?,
                name: users::Name::parse("name", &person.name)
                    .map_err(|error| anyhow::anyhow!("{}: {}", person.name, error.detail))?,
                role: Role::parse(&person.role).with_context(|| format!("{} is no role", person.role))?,
                locale: Locale::of(&person.locale),
                password: None,
            };
            let tx = self.kernel.as_system(tenant).await.map_err(refused)?;
            let user = users::add_as_system(&tx, &draft, Some(self.hash.clone())).await.map_err(refused)?;
            let token = sessions::issue_as_system(&tx, user.id, "demo").await.map_err(refused)?;
            tx.commit_noted().await.map_err(refused)?;
            let card = json!({
                "id": user.id, "email": person.email, "name": person.name, "password": PASSWORD, "role": person.role,
                "workspace": workspace, "api_token": token,
            });
            made.insert(person.key.clone(), card);
        }
        Ok(made)
    }

    async fn tenant(&mut self, tenant: &Tenant) -> anyhow::Result<Value> {
        self.at(-61, "09:00")?;
        let new = tenants::NewTenant {
            slug: tenant.slug.clone(),
            name: tenant.name.clone(),
            kind: Realm::Tenant,
            locale: Locale::of(&tenant.locale).unwrap_or_default(),
            zone: tenant.zone.clone(),
            accent: tenant.accent.clone(),
        };
        let id = tenants::create(self.kernel, new).await.map_err(refused)?;
        let people = self.join(id, &tenant.people, &tenant.slug).await?;
        let mut workspace = Workspace { id, people, groups: HashMap::new(), modules: HashMap::new() };
        self.groups(tenant, &mut workspace).await?;
        self.agreement(tenant, &workspace).await?;
        for (day, time, deed) in self.deeds(tenant) {
            self.at(day, &time)?;
            self.perform(tenant, &mut workspace, deed).await?;
            self.settle().await?;
        }
        let users: Vec<&Value> = tenant.people.iter().filter_map(|person| workspace.people.get(&person.key)).collect();
        Ok(json!({ "slug": tenant.slug, "id": id.get(), "users": users }))
    }

    /// The owner asks for the agreement and signs it by the link in the mail.
    async fn agreement(&self, tenant: &Tenant, workspace: &Workspace) -> anyhow::Result<()> {
        self.at(-43, "09:00")?;
        let owner = workspace.token(&tenant.people[0].key)?;
        let id = agreement::ask(&self.client, &owner, &tenant.company).await?;
        self.settle().await?;
        self.at(-43, "09:20")?;
        let before = agreement::links(self.mails);
        agreement::sign(&self.client, &owner, &id, &tenant.company).await?;
        self.settle().await?;
        self.at(-43, "09:25")?;
        agreement::confirm(&self.client, &owner, self.mails, &before).await?;
        self.settle().await
    }

    async fn groups(&self, tenant: &Tenant, workspace: &mut Workspace) -> anyhow::Result<()> {
        self.at(-44, "10:00")?;
        let owner = workspace.token(&tenant.people[0].key)?;
        for group in &tenant.groups {
            let made = self.client.post(&owner, "/api/v1/groups", json!({ "name": group.name })).await?;
            let id = text(&made, "id")?;
            let members = group.members.iter().map(|key| (key, "member"));
            for (key, kind) in members.chain(group.leads.iter().map(|key| (key, "lead"))) {
                let path = format!("/api/v1/groups/{id}/members/{}", workspace.person(key)?);
                self.client.put(&owner, &path, json!({ "kind": kind })).await?;
            }
            workspace.groups.insert(group.key.clone(), id);
        }
        Ok(())
    }

    /// Everything that happens in the tenant, in the order of time.
    fn deeds<'t>(&self, tenant: &'t Tenant) -> Vec<(i64, String, Deed<'t>)> {
        let mut deeds = Vec::new();
        for module in &tenant.modules {
            deeds.push((module.published_day, "09:00".to_owned(), Deed::Publish(module)));
        }
        for assignment in &tenant.assignments {
            deeds.push((assignment.assigned_day, "09:30".to_owned(), Deed::Assign(assignment)));
        }
        for person in &tenant.people {
            deeds.extend(person.last_seen_day.map(|day| (day, "07:45".to_owned(), Deed::SignIn(person))));
        }
        for progress in &tenant.progress {
            let time = progress.time.clone().unwrap_or_else(|| "10:00".to_owned());
            let mut on = |day: Option<i64>, deed| deeds.extend(day.map(|day| (day, time.clone(), deed)));
            if progress.finished_day.is_some() {
                on(progress.started_day, Deed::Read(progress, 1));
                on(progress.first_try_day, Deed::Take(progress, progress.wrong_first));
                on(progress.finished_day, Deed::Take(progress, progress.wrong));
            } else if progress.units_done > 0 {
                on(progress.started_day, Deed::Read(progress, 1));
                on(progress.last_day.or(progress.started_day), Deed::Read(progress, progress.units_done));
            }
        }
        // The sort is stable: what stands first on a day and time happens first.
        deeds.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        deeds
    }

    async fn perform(&self, tenant: &Tenant, workspace: &mut Workspace, deed: Deed<'_>) -> anyhow::Result<()> {
        match deed {
            Deed::Publish(publication) => {
                let file = publication.file.as_str();
                let module = self.demo.modules.get(file).with_context(|| format!("there is no module {file}"))?;
                let built = self.build(workspace, &tenant.people[0].key, module).await?;
                workspace.modules.insert(publication.file.clone(), built);
                Ok(())
            }
            Deed::Assign(assignment) => self.assign(workspace, assignment).await,
            Deed::Read(progress, units) => {
                let module = workspace.module(&progress.module)?;
                learner::read(&self.client, &workspace.token(&progress.person)?, module, units).await
            }
            Deed::Take(progress, wrong) => {
                let module = workspace.module(&progress.module)?;
                let token = workspace.token(&progress.person)?;
                learner::read(&self.client, &token, module, usize::MAX).await?;
                learner::take(&self.client, &token, module, wrong).await
            }
            Deed::SignIn(person) => {
                let user = workspace.person(&person.key)?.parse()?;
                let tx = self.kernel.as_system(workspace.id).await.map_err(refused)?;
                sessions::sign_in_as_system(&tx, user, Realm::Tenant).await.map_err(refused)?;
                tx.commit_noted().await.map_err(refused)
            }
        }
    }

    async fn build(&self, workspace: &Workspace, author: &str, module: &Module) -> anyhow::Result<Built> {
        let token = workspace.token(author)?;
        let body = json!({ "title": module.title, "language": module.language, "summary": module.summary });
        let id = text(&self.client.post(&token, "/api/v1/modules", body).await?, "id")?;
        let mut units = Vec::new();
        for unit in &module.units {
            let body = match &unit.settings {
                Some(settings) => json!({ "kind": unit.kind, "title": unit.title, "settings": settings }),
                None => json!({ "kind": unit.kind, "title": unit.title, "body_md": unit.body_md }),
            };
            let made = self.client.post(&token, &format!("/api/v1/modules/{id}/units"), body).await?;
            let quiz = made["quiz_id"].as_str().map(str::to_owned);
            if let Some(quiz) = &quiz {
                for question in &unit.questions {
                    self.client.post(&token, &format!("/api/v1/quizzes/{quiz}/questions"), question.clone()).await?;
                }
            }
            units.push((text(&made, "id")?, quiz));
        }
        self.client.post(&token, &format!("/api/v1/modules/{id}/publication"), json!({})).await?;
        Ok(Built::new(id, units, module))
    }

    async fn assign(&self, workspace: &Workspace, assignment: &Assignment) -> anyhow::Result<()> {
        let groups: Vec<_> = assignment.groups.iter().filter_map(|key| workspace.groups.get(key)).collect();
        let body = json!({
            "module_id": workspace.module(&assignment.module)?.id,
            "user_ids": [],
            "group_ids": groups,
            "due_at": self.moment(assignment.due_day, "22:00")?,
        });
        self.client.post(&workspace.token(&assignment.by)?, "/api/v1/assignments", body).await?;
        Ok(())
    }
}

/// A tenant while it is seeded.
struct Workspace {
    id: TenantId,
    people: HashMap<String, Value>,
    groups: HashMap<String, String>,
    modules: HashMap<String, Built>,
}

impl Workspace {
    fn field(&self, key: &str, field: &str) -> anyhow::Result<String> {
        text(self.people.get(key).with_context(|| format!("there is nobody called {key}"))?, field)
    }

    fn token(&self, key: &str) -> anyhow::Result<String> {
        self.field(key, "api_token")
    }

    fn person(&self, key: &str) -> anyhow::Result<String> {
        self.field(key, "id")
    }

    fn module(&self, file: &str) -> anyhow::Result<&Built> {
        self.modules.get(file).with_context(|| format!("the module {file} is not built yet"))
    }
}

fn refused(error: crate::kernel::error::Error) -> anyhow::Error {
    match &error {
        crate::kernel::error::Error::Internal(cause) => anyhow::anyhow!("the demo could not be seeded: {cause:#}"),
        crate::kernel::error::Error::Invalid(fields) => anyhow::anyhow!("the demo could not be seeded: {fields:?}"),
        other => anyhow::anyhow!("the demo could not be seeded: {other}"),
    }
}
