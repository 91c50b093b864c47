//! The world of one test: its own database, a stopped clock, kept mails, the application in process, and people in it.
//!
//! Dropping the world fails the test when a due job is left in the outbox.

use std::path::PathBuf;
use std::rc::Rc;
use std::sync::{Arc, Mutex, OnceLock};

use actix_http::Request;
use actix_web::body::{BoxBody, MessageBody as _};
use actix_web::dev::{Service as _, ServiceResponse};
use actix_web::introspection::{IntrospectionNode, IntrospectionTree, ResourceType};
use actix_web::test::TestRequest;
use actix_web::web::Bytes;
use chrono::{DateTime, Duration, Utc};
use futures_util::future::LocalBoxFuture;
use serde_json::Value;
use tempfile::TempDir;
use tutela::agreements::dpa::Processor;
use tutela::app::{Application, application};
use tutela::kernel::authz::{Policy, Realm, Role};
use tutela::kernel::clock::{Clock as _, StoppedClock};
use tutela::kernel::db::{Db, Store};
use tutela::kernel::files::Files;
use tutela::kernel::i18n::Locale;
use tutela::kernel::ids::{Random, SystemSource};
use tutela::kernel::keys::Keys;
use tutela::kernel::limits::Limits;
use tutela::kernel::mail::Mailer;
use tutela::kernel::outbox::{self, Handlers};
use tutela::kernel::passwords::{Cost, Passwords};
use tutela::kernel::pdf::{NewSeal, Seal, check_structure};
use tutela::kernel::tenancy::TenantId;
use tutela::kernel::{Kernel, Parts, audit};
use tutela::people::sessions;
use tutela::people::tenants::{self, NewTenant};
use tutela::people::users::{self, Draft, NewUser};
use tutela::vendors::changes::BounceSecret;

use crate::actors::{Caller, Person, Workspace};
use crate::answer::{Answer, Call};
use crate::database::Database;
use crate::logged;
use crate::mailbox::Mail;

mod operator;

/// Everybody's password.
pub const PASSWORD: &str = "mill anchor violet teapot";
/// The address under which the product is reached.
pub const BASE_URL: &str = "http://tutela.example";

/// What the mail service signs with.
pub const BOUNCE_SECRET: &str = "whsec_bWlsbCBhbmNob3IgdmlvbGV0IHRlYXBvdCBsYW50ZXJu";

/// A Monday morning, in the past of whoever judges the documents of these tests outside.
pub fn monday() -> DateTime<Utc> {
    "2026-03-02T08:00:00Z".parse().unwrap()
}

type Serve = Box<dyn Fn(Request) -> LocalBoxFuture<'static, ServiceResponse<BoxBody>>>;

/// Where the actors act: shared by all of them.
pub struct Stage {
    pub kernel: Kernel,
    serve: Serve,
}

impl Stage {
    /// Sends a request and reads the whole answer.
    pub async fn send(&self, call: Call, address: &str) -> Answer {
        let to = format!("{} {}", call.method, call.path);
        let mut request = TestRequest::default().method(call.method).uri(&call.path);
        request = request.peer_addr(format!("{address}:4711").parse().unwrap());
        for (name, value) in call.headers {
            request = request.insert_header((name, value));
        }
        if let Some(body) = call.body {
            request = request.insert_header(("content-length", body.len().to_string())).set_payload(body);
        }
        let response = (self.serve)(request.to_request()).await;
        let (status, headers) = (response.status(), response.headers().clone());
        let body = actix_web::body::to_bytes(response.into_body()).await;
        let bytes: Bytes = body.unwrap_or_else(|error| panic!("{to}: the body broke off: {error}"));
        let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Answer { to, status, headers, bytes, json }
    }
}

impl Stage {
    /// Every route that runs, as method and pattern. A route that takes any method counts as GET.
    pub async fn routes(&self) -> Vec<(String, String)> {
        let response = (self.serve)(TestRequest::default().uri("/healthz").to_request()).await;
        let tree = response.request().app_data::<actix_web::web::Data<IntrospectionTree>>().expect("the router describes itself");
        let mut routes = Vec::new();
        list(&tree.root, &mut routes);
        routes.sort();
        routes.dedup();
        routes
    }
}

fn list(node: &IntrospectionNode, routes: &mut Vec<(String, String)>) {
    if matches!(node.kind, ResourceType::Resource) {
        let named = node.methods.iter().map(ToString::to_string);
        let methods: Vec<String> = if node.methods.is_empty() { vec!["GET".to_owned()] } else { named.collect() };
        routes.extend(methods.into_iter().map(|method| (method, node.full_path.clone())));
    }
    node.children.iter().for_each(|child| list(child, routes));
}

/// The world of one test.
pub struct World {
    pub stage: Rc<Stage>,
    pub clock: Arc<StoppedClock>,
    pub database: Database,
    handlers: Handlers,
    folder: TempDir,
    realm: tokio::sync::OnceCell<TenantId>,
    hash: tokio::sync::OnceCell<String>,
    addresses: std::cell::Cell<u8>,
}

impl World {
    pub async fn new() -> Self {
        Self::with(monday(), seal()).await
    }

    /// At another time, under another seal.
    pub async fn with(now: DateTime<Utc>, seal: Seal) -> Self {
        logged::listen();
        let folder = tempfile::tempdir().unwrap();
        let database = Database::fresh(folder.path()).await;
        let clock = Arc::new(StoppedClock::at(now));
        let kernel = kernel(&database, &folder, Arc::clone(&clock), seal).await;
        let serve = serve(&kernel).await;
        Self {
            stage: Rc::new(Stage { kernel, serve }),
            clock,
            database,
            handlers: tutela::app::handlers(processor()),
            folder,
            realm: tokio::sync::OnceCell::new(),
            hash: tokio::sync::OnceCell::new(),
            addresses: std::cell::Cell::new(1),
        }
    }

    pub fn kernel(&self) -> &Kernel {
        &self.stage.kernel
    }

    /// Where the world keeps its keys, files and mails.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// A second server over the same database, files and keys.
    pub async fn another_server(&self) -> Kernel {
        kernel(&self.database, &self.folder, self.clock.clone(), seal()).await
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Lets time pass; sessions that were remembered for a second are forgotten.
    pub fn waits(&self, time: Duration) {
        self.clock.advance(time);
        self.kernel().forget_sessions();
    }

    /// A customer with an owner, an admin, an instructor and a learner.
    pub async fn tenant(&self, name: &str) -> Workspace {
        let slug = name.to_lowercase().replace(' ', "-");
        let id = self.opens(&slug, name, Realm::Tenant).await;
        Workspace {
            owner: self.joins(id, &slug, &format!("Olga {name}"), Role::Owner).await,
            admin: self.joins(id, &slug, &format!("Adam {name}"), Role::Admin).await,
            instructor: self.joins(id, &slug, &format!("Ines {name}"), Role::Instructor).await,
            learner: self.joins(id, &slug, &format!("Lea {name}"), Role::Learner).await,
            id,
            slug,
            name: name.to_owned(),
        }
    }

    /// Somebody who is not signed in, each from an address of their own.
    pub fn visitor(&self) -> Caller {
        let next = self.addresses.get();
        self.addresses.set(next.wrapping_add(1));
        Caller::visitor(Rc::clone(&self.stage), format!("192.0.2.{next}"))
    }

    /// Adds a person who can sign in and has a token.
    pub async fn joins(&self, tenant: TenantId, slug: &str, name: &str, role: Role) -> Person {
        let kernel = self.kernel();
        let hash = self.hash.get_or_init(|| async { kernel.passwords.hash(PASSWORD.to_owned()).await.unwrap() }).await;
        let email = format!("{}@{slug}.example", name.to_lowercase().replace(' ', "."));
        let request =
            NewUser { email: email.clone(), name: name.to_owned(), role: role.as_str().to_owned(), ..NewUser::default() };
        let draft = Draft::read(request, role.realm()).unwrap();
        let tx = kernel.as_system(tenant).await.unwrap();
        let user = users::add_as_system(&tx, &draft, Some(hash.clone())).await.unwrap();
        let token = sessions::issue_as_system(&tx, user.id, "stories").await.unwrap();
        tx.commit_noted().await.unwrap();
        let caller = Caller::with_token(Rc::clone(&self.stage), token);
        Person { caller, id: user.id, name: name.to_owned(), email, role, slug: slug.to_owned(), tenant }
    }

    async fn opens(&self, slug: &str, name: &str, kind: Realm) -> TenantId {
        let new = NewTenant {
            slug: slug.to_owned(),
            name: name.to_owned(),
            kind,
            locale: Locale::En,
            zone: "Europe/Ljubljana".to_owned(),
            accent: None,
        };
        tenants::create(self.kernel(), new).await.unwrap()
    }

    /// Does every job that is due and numbers the log; a job that fails, fails the test.
    pub async fn runs_its_jobs(&self) {
        self.tries_its_jobs().await;
        let failed =
            self.database.texts("SELECT kind || ': ' || failure FROM job WHERE failure IS NOT NULL AND state <> 'done'").await;
        assert!(failed.is_empty(), "jobs failed: {failed:#?}");
    }

    /// Looks after what comes to its end by itself, as a worker does each minute, and does what follows from it.
    pub async fn makes_its_rounds(&self) {
        tutela::app::rounds(self.kernel()).await;
        self.runs_its_jobs().await;
    }

    /// Tries every job that is due, whatever comes of it.
    pub async fn tries_its_jobs(&self) {
        while outbox::run_due(self.kernel(), &self.handlers).await.unwrap() > 0 {}
        assert_eq!(audit::sweep(self.kernel(), std::time::Duration::ZERO).await.unwrap(), 0, "logs could not be numbered");
    }

    /// The mails to an address, oldest first.
    pub fn mailbox(&self, address: &str) -> Vec<Mail> {
        self.mails().into_iter().filter(|mail| mail.to == address).collect()
    }

    /// Every mail that left.
    pub fn mails(&self) -> Vec<Mail> {
        let Ok(folder) = std::fs::read_dir(self.folder.path().join("mail")) else { return Vec::new() };
        let mut files: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
        files.retain(|file| file.extension().is_some_and(|ending| ending == "eml"));
        files.sort();
        files.iter().map(|file| Mail::read(&std::fs::read(file).unwrap())).collect()
    }

    /// Another server over the same database, with its own memory of sessions.
    pub async fn second_server(&self) -> Rc<Stage> {
        let kernel = kernel(&self.database, &self.folder, Arc::clone(&self.clock), seal()).await;
        let serve = serve(&kernel).await;
        Rc::new(Stage { kernel, serve })
    }

    /// Another server over the same database, in which some parts are others.
    pub async fn server_with(&self, change: impl FnOnce(&mut Parts)) -> Rc<Stage> {
        let mut parts = parts(&self.database, &self.folder, Arc::clone(&self.clock), seal()).await;
        change(&mut parts);
        let kernel = Kernel::new(parts);
        let serve = serve(&kernel).await;
        Rc::new(Stage { kernel, serve })
    }

    /// Judges the structure of a PDF, and leaves it for the judges outside, if they want one.
    pub fn shows_the_judges(&self, name: &str, pdf: &[u8]) {
        self.shows_the_judges_with(name, pdf, &[]);
    }

    /// The same, with more roots for them to trust.
    pub fn shows_the_judges_with(&self, name: &str, pdf: &[u8], roots: &[String]) {
        // What another program saved is not ours to structure.
        if !name.ends_with("-theirs.pdf") {
            assert_eq!(check_structure(pdf), Vec::<String>::new(), "{name}");
        }
        static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
        let Some(folder) = std::env::var_os("TUTELA_PDF_OUT").map(PathBuf::from) else { return };
        let _one = ONE_AT_A_TIME.lock().unwrap();
        let trust = folder.join("trust.pem");
        // Other binaries seal with seals of their own: the judges trust every root in the file.
        let mut known = std::fs::read_to_string(&trust).unwrap_or_default();
        for root in [self.kernel().seal.root_pem()].iter().chain(roots) {
            if !known.contains(root) {
                known.push_str(root);
            }
        }
        std::fs::write(&trust, known).unwrap();
        std::fs::write(folder.join(name), pdf).unwrap();
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let (database, now) = (&self.database, self.clock.now());
        let left = std::thread::scope(|scope| {
            let work = || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                runtime.block_on(async {
                    let left = database.jobs_left(now).await;
                    database.drop_it().await;
                    left
                })
            };
            scope.spawn(work).join().unwrap_or_default()
        });
        if !std::thread::panicking() {
            assert!(left.is_empty(), "the test left jobs in the outbox: {left:#?}");
        }
    }
}

async fn kernel(database: &Database, folder: &TempDir, clock: Arc<StoppedClock>, seal: Seal) -> Kernel {
    Kernel::new(parts(database, folder, clock, seal).await)
}

async fn parts(database: &Database, folder: &TempDir, clock: Arc<StoppedClock>, seal: Seal) -> Parts {
    let random: Arc<dyn Random> = Arc::new(SystemSource::default());
    let keys = Keys::load(&folder.path().join("operator.key"), Arc::clone(&random)).unwrap();
    let pepper = keys.hmac("pepper", b"");
    let limits = match std::env::var("TUTELA_TEST_REDIS_URL") {
        Ok(url) if database.store() == Store::Postgres => {
            Limits::redis(redis::Client::open(url).unwrap(), clock.clone(), keys.clone()).unwrap()
        }
        _ => Limits::in_process(clock.clone(), keys.clone()),
    };
    Parts {
        db: Db::connect(database.url(), 4).await.unwrap(),
        files: Files::local(&folder.path().join("files"), Arc::clone(&random)).unwrap(),
        mailer: Mailer::folder(
            &folder.path().join("mail"),
            "Tutela <no-reply@tutela.example>",
            clock.clone(),
            Arc::clone(&random),
        )
        .unwrap(),
        limits,
        passwords: Passwords::new(Cost::TEST, pepper, Arc::clone(&random)).unwrap(),
        policy: Policy::load(tutela::app::grants()).await.unwrap(),
        sessions: Arc::new(sessions::Source::new(tutela::kernel::SESSION_BELIEVED)),
        seal,
        base_url: BASE_URL.to_owned(),
        captcha_difficulty: 50,
        clock,
        random,
        keys,
    }
}

/// One seal for all worlds: making a key takes longer than many a test, and the judges outside trust one root.
pub fn seal() -> Seal {
    static MADE: OnceLock<NewSeal> = OnceLock::new();
    let made = MADE.get_or_init(|| Seal::generate("Tutela Operations d.o.o.", "SI", monday()).unwrap());
    Seal::load(&made.pkcs8, made.certificates.clone()).unwrap()
}

/// The operator as it stands in every agreement of the tests.
pub fn processor() -> Processor {
    let facts = [
        ("legal_name", "Tutela Operations d.o.o."),
        ("register_no", "8123456000"),
        ("address", "Slovenska cesta 1, 1000 Ljubljana"),
        ("country", "SI"),
        ("contact_email", "contact@tutela.example"),
        ("privacy_email", "privacy@tutela.example"),
        ("security_email", "security@tutela.example"),
        ("signatory_name", "Lena Kovač"),
        ("signatory_title", "Managing director"),
        ("governing_law_country", "SI"),
        ("governing_law_place", "Ljubljana"),
    ];
    Processor::from_settings(&facts.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

async fn serve(kernel: &Kernel) -> Serve {
    let parts = Application::new(kernel.clone(), processor()).hearing_bounces(BounceSecret::parse(BOUNCE_SECRET).unwrap());
    let app = actix_web::test::init_service(application(parts)).await;
    let app = Rc::new(app);
    Box::new(move |request| {
        let app = Rc::clone(&app);
        Box::pin(async move {
            let response =
                app.call(request).await.unwrap_or_else(|error| panic!("a request ended outside every middleware: {error}"));
            response.map_body(|_, body| body.boxed())
        })
    })
}
