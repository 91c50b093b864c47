//! Every address, and what each request passes through on its way.

use std::sync::OnceLock;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::http::header::ContentType;
use actix_web::middleware::{Compress, Next, from_fn};
use actix_web::web::Bytes;
use actix_web::{App, HttpResponse, Route, web};
use utoipa::OpenApi as _;
use utoipa::openapi::OpenApi;
use utoipa_actix_web::AppExt as _;
use utoipa_actix_web::service_config::ServiceConfig;
use utoipa_swagger_ui::{Config, SwaggerUi};

use super::{errors, health, navigation, openapi};
use crate::kernel::authz::SignedIn;
use crate::kernel::{Kernel, captcha, html, web as web_kernel};
use crate::{agreements, learning, people, rights, vendors};

/// The JSON routes of every capability.
fn api(config: &mut ServiceConfig) {
    captcha::api(config);
    people::tenants::api(config);
    people::groups::api(config);
    people::users::api(config);
    people::sessions::api(config);
    people::invitations::api(config);
    people::settings::api(config);
    people::console::api(config);
    vendors::subprocessors::api(config);
    vendors::contacts::api(config);
    vendors::reviews::api(config);
    vendors::changes::api(config);
    vendors::lists::api(config);
    vendors::feeds::api(config);
    learning::modules::api(config);
    learning::quizzes::api(config);
    learning::assignments::api(config);
    learning::attempts::api(config);
    learning::progress::api(config);
    learning::certificates::api(config);
    rights::log::api(config);
    rights::exports::api(config);
    agreements::measures::api(config);
    agreements::templates::api(config);
    agreements::dpa::api(config);
    agreements::verification::api(config);
    agreements::promises::api(config);
    agreements::controller::api(config);
    agreements::trust::api(config);
    agreements::assurance::api(config);
}

/// The pages of every capability.
fn pages(config: &mut web::ServiceConfig) {
    html::assets(config);
    html::language(config);
    people::groups::pages(config);
    people::users::pages(config);
    people::invitations::pages(config);
    people::sessions::pages(config);
    people::settings::pages(config);
    people::console::pages(config);
    vendors::contacts::pages(config);
    vendors::reviews::pages(config);
    vendors::changes::pages(config);
    vendors::lists::pages(config);
    vendors::feeds::pages(config);
    learning::modules::pages(config);
    learning::quizzes::pages(config);
    learning::assignments::pages(config);
    learning::attempts::pages(config);
    learning::progress::pages(config);
    learning::certificates::pages(config);
    rights::log::pages(config);
    rights::exports::pages(config);
    agreements::measures::pages(config);
    agreements::templates::pages(config);
    agreements::dpa::pages(config);
    agreements::verification::pages(config);
    agreements::controller::pages(config);
    agreements::assurance::pages(config);
    agreements::trust::pages(config);
}

/// What the routes need besides the kernel.
#[derive(Clone)]
pub struct Application {
    /// What the product is made of.
    pub kernel: web::Data<Kernel>,
    /// Set when the server stops.
    pub draining: web::Data<health::Draining>,
    /// The processor in every agreement.
    pub processor: web::Data<agreements::dpa::Processor>,
    /// The proxies in front.
    pub proxies: web::Data<web_kernel::Proxies>,
    /// What the mail service signs with when a mail has come back.
    pub bounces: web::Data<vendors::changes::BounceSecret>,
}

impl Application {
    /// Ready to be served.
    #[must_use]
    pub fn new(kernel: Kernel, processor: agreements::dpa::Processor) -> Self {
        Self {
            kernel: web::Data::new(kernel),
            draining: web::Data::default(),
            processor: web::Data::new(processor),
            proxies: web::Data::default(),
            bounces: web::Data::default(),
        }
    }

    /// The same, believing what is signed with this secret.
    #[must_use]
    pub fn hearing_bounces(self, secret: vendors::changes::BounceSecret) -> Self {
        Self { bounces: web::Data::new(secret), ..self }
    }

    /// The same behind these proxies.
    #[must_use]
    pub fn behind(self, proxies: web_kernel::Proxies) -> Self {
        Self { proxies: web::Data::new(proxies), ..self }
    }
}

/// The application: data, every address, and the way each request takes.
///
/// The order of the wrappers is the way out: an answer is saved under its Idempotency-Key, an error is dressed, headers
/// are set, and the whole is measured. On the way in, whoever sends the request is looked up last.
pub fn application(
    parts: Application,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = actix_web::Error,
        InitError = (),
    >,
> {
    let (app, document) = App::new().into_utoipa_app().openapi(openapi::Document::openapi()).configure(api).split_for_parts();
    app.app_data(parts.kernel)
        .app_data(parts.draining)
        .app_data(parts.processor)
        .app_data(parts.proxies)
        .app_data(parts.bounces)
        .app_data(web::Data::new(html::Navigation(navigation::of)))
        .configure(health::routes)
        .configure(pages)
        .service(web::redirect("/api/docs", "/api/docs/"))
        .route("/api/openapi.json", written(document))
        .service(SwaggerUi::new("/api/docs/{_:.*}").config(Config::from("/api/openapi.json")))
        .wrap(from_fn(introduce))
        .wrap(from_fn(web_kernel::idempotent))
        .wrap(from_fn(web_kernel::forms_once))
        .wrap(from_fn(web_kernel::same_origin))
        .wrap(from_fn(html::forget_shown_flash))
        .wrap(from_fn(errors::dress))
        .wrap(from_fn(web_kernel::form_keys))
        .wrap(from_fn(web_kernel::context))
        .wrap(from_fn(web_kernel::headers))
        .wrap(from_fn(health::measure))
        .wrap(Compress::default())
}

/// Looks up who sends the request before a handler takes it apart. A handler reads all that it needs at the same time, and
/// its caller first: so whoever may not come in is told that, whatever else is wrong with what they sent.
async fn introduce(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    // Nobody, and a database that does not answer, is the handler's to judge: it may not ask at all.
    let _ = SignedIn::find(request.request()).await;
    next.call(request).await
}

/// Answers with the document as a text that is written once: every thread builds the document with its routes, and would
/// keep some megabytes of it.
fn written(document: OpenApi) -> Route {
    static TEXT: OnceLock<Bytes> = OnceLock::new();
    let text = TEXT.get_or_init(|| Bytes::from(document.to_json().unwrap_or_default()));
    web::get().to(|| std::future::ready(HttpResponse::Ok().content_type(ContentType::json()).body(text.clone())))
}

/// The OpenAPI document as it is served.
#[must_use]
pub fn document() -> OpenApi {
    App::new().into_utoipa_app().openapi(openapi::Document::openapi()).configure(api).split_for_parts().1
}
