//! The frame of a page as an argument of its handler: who is signed in, in which language, with which sidebar.

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::future::LocalBoxFuture;

use super::flash::Flash;
use super::language;
use super::shell::{NavGroup, Shell, ShellPerson, ShellWorkspace};
use crate::kernel::authz::{Realm, SignedIn};
use crate::kernel::error::Error;
use crate::kernel::i18n::{Locale, Texts};

/// The sidebar of a person at an address. `app` knows every capability, so it makes the list and puts it into the
/// application's data; without one there is no sidebar.
#[derive(Clone, Copy)]
pub struct Navigation(pub fn(&SignedIn, &str) -> Vec<NavGroup>);

impl FromRequest for Shell {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { frame(&request).await })
    }
}

async fn frame(request: &HttpRequest) -> Result<Shell, Error> {
    let path = request.path();
    let Some(caller) = SignedIn::find(request).await? else {
        let chosen = language::chosen(request);
        let public = Shell::public(chosen.unwrap_or_else(|| wanted(request)), path);
        let flash = Flash::of(request, public.texts);
        return Ok(Shell { query: request.query_string().to_owned(), chosen, flash, ..public });
    };
    let session = caller.session();
    let texts = Texts::new(session.locale);
    let navigation = request.app_data::<web::Data<Navigation>>();
    Ok(Shell {
        texts,
        path: path.to_owned(),
        query: request.query_string().to_owned(),
        chosen: language::chosen(request),
        person: Some(ShellPerson::new(session.name.as_str(), format!("role-{}", session.role.as_str()))),
        workspace: Some(ShellWorkspace {
            name: session.workspace.name.clone(),
            slug: session.workspace.slug.clone(),
            accent: session.workspace.accent.clone(),
        }),
        nav: navigation.map(|navigation| (navigation.0)(&caller, path)).unwrap_or_default(),
        flash: Flash::of(request, texts),
        operator: session.realm == Realm::Operator,
        zone: session.workspace.zone,
    })
}

/// The language that the browser asks for.
fn wanted(request: &HttpRequest) -> Locale {
    let header = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Locale::negotiate(header.unwrap_or_default())
}
