//! The proof that a verb asks for, and the only doors to a transaction.

use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, web};
use chrono::Duration;
use futures_util::future::LocalBoxFuture;

use super::policy::Permission;
use super::session::{Credential, Realm, Session};
use crate::kernel::Kernel;
use crate::kernel::db::{Mode, Parking, PlatformTx, Register, Survey, TenantTx};
use crate::kernel::error::Error;
use crate::kernel::limits::counted_address;
use crate::kernel::tenancy::{Actor, Origin, TenantId};
use crate::kernel::web::{bearer, cookie_name};

/// A step-up is good for 5 minutes (security design: dangerous acts ask for a fresh password).
const STEP_UP: Duration = Duration::minutes(5);

/// A signed-in person, whatever their role. Opens no transaction: verbs ask for [`Authorized`].
#[derive(Clone)]
pub struct SignedIn {
    session: Arc<Session>,
    kernel: Kernel,
    origin: Origin,
    parking: Option<Arc<Parking>>,
}

impl SignedIn {
    /// Who it is.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// What the product is made of.
    #[must_use]
    pub fn kernel(&self) -> &Kernel {
        &self.kernel
    }

    /// Turns the person into the proof of a permission.
    ///
    /// # Errors
    /// `Forbidden` when the role does not hold it.
    pub fn authorize<P: Permission>(self) -> Result<Authorized<P>, Error> {
        if !self.kernel.policy.allows::<P>(self.session.role) {
            return Err(Error::Forbidden);
        }
        Ok(Authorized { caller: self, proof: PhantomData })
    }

    /// Answers whether the role holds a permission: for showing or hiding a button, never instead of the proof.
    #[must_use]
    pub fn may<P: Permission>(&self) -> bool {
        self.kernel.policy.allows::<P>(self.session.role)
    }

    /// Refuses unless the password was given within the last 5 minutes. A token counts as confirmed: it was issued
    /// after a step-up.
    ///
    /// # Errors
    /// `ConfirmationNeeded`.
    pub fn confirmed(&self) -> Result<(), Error> {
        let fresh = self.session.confirmed_at.is_some_and(|at| self.kernel.clock.now() - at <= STEP_UP);
        if fresh || self.session.is_token { Ok(()) } else { Err(Error::ConfirmationNeeded) }
    }

    async fn open(&self, mode: Mode) -> Result<TenantTx, Error> {
        let parking = if mode == Mode::Write { self.parking.clone() } else { None };
        let session = &self.session;
        TenantTx::open(&self.kernel, mode, session.tenant, session.actor(), self.origin.clone(), parking).await
    }
}

impl FromRequest for SignedIn {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { SignedIn::find(&request).await?.ok_or(Error::Unauthenticated) })
    }
}

impl SignedIn {
    /// The person who sent the request, if somebody is signed in.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(request: &HttpRequest) -> Result<Option<Self>, Error> {
        if let Some(known) = request.extensions().get::<Self>() {
            return Ok(Some(known.clone()));
        }
        let kernel = kernel_of(request)?;
        let cookie = request.cookie(cookie_name(&kernel));
        let credential = match (bearer(request.headers()), &cookie) {
            (Some(token), _) => Credential::Bearer(token),
            (None, Some(cookie)) => Credential::Cookie(cookie.value()),
            (None, None) => return Ok(None),
        };
        let Some(session) = kernel.session(credential).await? else { return Ok(None) };
        let parking = request.extensions().get::<Arc<Parking>>().cloned();
        let found = Self { session, kernel, origin: origin_of(request), parking };
        request.extensions_mut().insert(found.clone());
        Ok(Some(found))
    }
}

/// Proof that the caller holds `P` in the tenant they are signed in to. Verbs ask for it by name, and `begin` is the
/// only door to a `TenantTx`: no permission, no verb; no permission at all, no rows.
pub struct Authorized<P: Permission> {
    caller: SignedIn,
    proof: PhantomData<P>,
}

impl<P: Permission> Clone for Authorized<P> {
    fn clone(&self) -> Self {
        Self { caller: self.caller.clone(), proof: PhantomData }
    }
}

impl<P: Permission> Deref for Authorized<P> {
    type Target = SignedIn;

    fn deref(&self) -> &SignedIn {
        &self.caller
    }
}

impl<P: Permission> Authorized<P> {
    /// Opens a transaction that may write. One per verb.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin(&self) -> Result<TenantTx, Error> {
        self.caller.open(Mode::Write).await
    }

    /// Opens a transaction that only reads: cheaper, and the database refuses writes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read(&self) -> Result<TenantTx, Error> {
        self.caller.open(Mode::Read).await
    }

    /// Opens the operator's transaction over the registers.
    ///
    /// # Errors
    /// `Forbidden` for anybody but the operator's staff.
    pub async fn begin_platform(&self) -> Result<PlatformTx, Error> {
        if self.session.realm != Realm::Operator {
            return Err(Error::Forbidden);
        }
        Ok(PlatformTx::over(self.begin().await?))
    }

    /// Looks over all tenants at once, read only.
    ///
    /// # Errors
    /// `Forbidden` for anybody but the operator's staff.
    pub async fn survey(&self) -> Result<Survey, Error> {
        if self.session.realm != Realm::Operator {
            return Err(Error::Forbidden);
        }
        Survey::open(&self.kernel).await
    }
}

impl<P: Permission> FromRequest for Authorized<P> {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { SignedIn::find(&request).await?.ok_or(Error::Unauthenticated)?.authorize() })
    }
}

/// Somebody who is not signed in, or whose sign-in does not matter: public pages and forms.
#[derive(Clone)]
pub struct Visitor {
    kernel: Kernel,
    origin: Origin,
    parking: Option<Arc<Parking>>,
}

impl Visitor {
    /// What the product is made of.
    #[must_use]
    pub fn kernel(&self) -> &Kernel {
        &self.kernel
    }

    /// Where the request came from.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// What rate limits are counted by: the address, of IPv6 the network of one subscriber.
    #[must_use]
    pub fn address(&self) -> String {
        self.origin.ip.map_or_else(|| "unknown".to_owned(), counted_address)
    }

    /// Reads the registers that everybody may see.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn register(&self) -> Result<Register, Error> {
        Register::open(&self.kernel).await
    }

    /// Opens a transaction in a tenant that a register named: the workspace of a sign-in, the holder of a document,
    /// the operator's realm for a request.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin_in(&self, tenant: TenantId) -> Result<TenantTx, Error> {
        let parking = self.parking.clone();
        TenantTx::open(&self.kernel, Mode::Write, tenant, Actor::Visitor, self.origin.clone(), parking).await
    }

    /// As [`Self::begin_in`], read only.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read_in(&self, tenant: TenantId) -> Result<TenantTx, Error> {
        TenantTx::open(&self.kernel, Mode::Read, tenant, Actor::Visitor, self.origin.clone(), None).await
    }

    /// Opens a transaction in which the visitor has just proved to be a person: sign-in and invitation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin_as(&self, tenant: TenantId, actor: Actor) -> Result<TenantTx, Error> {
        TenantTx::open(&self.kernel, Mode::Write, tenant, actor, self.origin.clone(), self.parking.clone()).await
    }
}

impl FromRequest for Visitor {
    type Error = Error;
    type Future = std::future::Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let parking = request.extensions().get::<Arc<Parking>>().cloned();
        std::future::ready(kernel_of(request).map(|kernel| Self { kernel, origin: origin_of(request), parking }))
    }
}

fn kernel_of(request: &HttpRequest) -> Result<Kernel, Error> {
    let kernel = request.app_data::<web::Data<Kernel>>().map(|data| data.get_ref().clone());
    kernel.ok_or_else(|| Error::from(anyhow::anyhow!("the kernel is not among the application's data")))
}

fn origin_of(request: &HttpRequest) -> Origin {
    request.extensions().get::<Origin>().cloned().unwrap_or_default()
}
