//! Brings the notices of a change up to date, workspace by workspace: tells whom it was not told, looks after what is open,
//! and lets it end where its end has come. Everything is decided inside the workspace, under the lock of its notice, so that
//! any number of workers may do it at once, after any of them died.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use entity::change_notice;
use uuid::Uuid;

use super::at_once::in_each;
use super::deliveries;
use super::events::Event;
use super::model::{self, State};
use super::news::{self, Step};
use super::objections;
use super::store::{self, NewNotice, Told};
use super::view::Content;
use crate::kernel::Kernel;
use crate::kernel::db::{Survey, TenantTx};
use crate::kernel::error::Error;
use crate::kernel::outbox::Work;
use crate::kernel::tenancy::TenantId;
use crate::notifications::{self, Mail};
use crate::people::settings;
use crate::people::tenants::{self, Tenant};
use crate::vendors::contacts;

/// So many workspaces are told in one transaction: a file has one writer, and most of its time went into commits. Requests wait
/// for it some ten milliseconds.
const TOLD_TOGETHER: usize = 10;
/// So many notices of a change are looked after in a round: those of all customers were told within seconds, and would be due at
/// once a day later.
const LOOKED_AFTER_IN_A_ROUND: usize = 200;
/// For so long whoever was a customer before is left to the job that was promised with the notice; then a round tells them, too.
const LEFT_TO_ITS_JOB: Duration = Duration::minutes(2);
/// Customers told in a second, at the least: so long the first mails wait, and none of them takes from the time of telling.
const TOLD_IN_A_SECOND: usize = 500;
/// An open notice is looked after this often: whoever joined is told within a day.
const LOOK_EVERY: Duration = Duration::hours(24);

/// Looks after every change that is under way. A change with which it fails does not hold up the others.
///
/// # Errors
/// When the database does not say which changes there are, or the last failure.
pub async fn look_after(kernel: &Kernel) -> Result<(), Error> {
    let register = kernel.register().await?;
    let realm = tenants::operator_realm(&register).await?;
    drop(register);
    let Some(realm) = realm else { return Ok(()) };
    let open = store::under_way(&kernel.read_as_system(realm.id).await?).await?;
    let mut failure = None;
    for change in open {
        failure = bring_up_to_date(kernel, realm.id, change, None).await.err().or(failure);
    }
    failure.map_or(Ok(()), Err)
}

/// A change as it stands, for the work in each workspace.
struct Standing {
    change: Uuid,
    state: State,
    noticed_at: DateTime<Utc>,
    activated_at: Option<DateTime<Utc>>,
    emergency: bool,
    /// Who ended it, or wrote it as long as nobody has.
    ended_by: Uuid,
    content: Option<Content>,
    /// The days that agreements promise, by tenant.
    agreed_days: HashMap<Uuid, u16>,
    now: DateTime<Utc>,
    /// When the first mails may leave: all customers are told by then.
    mails_from: DateTime<Utc>,
}

/// What is to be done in a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Due {
    Tell,
    Tend,
    End,
}

/// Brings every workspace up to date with a change; a job renews its lease meanwhile.
///
/// # Errors
/// When a workspace cannot be written to; the others are all the same.
pub async fn bring_up_to_date(kernel: &Kernel, realm: TenantId, change: Uuid, work: Option<&Work>) -> Result<(), Error> {
    let tx = kernel.read_as_system(realm).await?;
    let row = store::by_id(&tx, change).await?;
    let (customers, now) = (tenants::customers(&tx).await?, tx.now());
    drop(tx);
    let (Some(noticed_at), Some(state)) = (row.noticed_at, State::parse(&row.state)) else { return Ok(()) };
    let content = row.content.map(serde_json::from_value).transpose()?;
    let (activated_at, emergency) = (row.activated_at, row.emergency);
    let ended_by = row.withdrawn_by.unwrap_or(row.drafted_by);
    let survey = kernel.survey_as_system().await?;
    let (told, agreed_days) = (by_tenant(&survey, change).await?, contacts::agreed_days(&survey).await?);
    drop(survey);
    let untold = customers.len().saturating_sub(told.len());
    let mails_from = now + Duration::seconds((untold / TOLD_IN_A_SECOND).try_into().unwrap_or_default());
    let standing =
        Standing { change, state, noticed_at, activated_at, emergency, ended_by, content, agreed_days, now, mails_from };
    let standing = Arc::new(standing);
    let parts = standing.parts(&customers, &told, work.is_some());
    let written: Vec<TenantId> = parts.iter().filter_map(Part::told).flatten().map(|customer| customer.id).collect();
    let act = |part| {
        let (standing, kernel) = (Arc::clone(&standing), kernel.clone());
        async move { standing.act(&kernel, part).await }
    };
    let ended = in_each(work, parts, act).await;
    kernel.touch_later(written);
    ended?;
    if state == State::Noticed {
        return Ok(());
    }
    // Told by a worker that did not see the end, somebody may have it before them still.
    let is_settled = !standing.is_open_somewhere(kernel, &customers).await?;
    if is_settled == row.settled_at.is_some() {
        return Ok(());
    }
    let tx = kernel.as_system(realm).await?;
    store::set_settled(&tx, change, is_settled).await?;
    tx.commit_noted().await
}

/// What one task does in its transaction.
enum Part {
    Tell(Vec<Tenant>),
    Tend(Tenant),
    End(Tenant),
}

impl Part {
    fn told(&self) -> Option<&Vec<Tenant>> {
        match self {
            Self::Tell(customers) => Some(customers),
            Self::Tend(_) | Self::End(_) => None,
        }
    }
}

async fn by_tenant(survey: &Survey, change: Uuid) -> Result<HashMap<Uuid, Told>, Error> {
    let told = store::told(survey, change).await?;
    Ok(told.into_iter().map(|row| (row.tenant_id, row)).collect())
}

impl Standing {
    /// Whether a workspace must be told: a change that is in force stands in the register for whoever comes after it.
    fn is_owed(&self, customer: &Tenant) -> bool {
        match self.state {
            State::Noticed => true,
            State::Active => self.activated_at.is_some_and(|at| customer.created_at <= at),
            _ => false,
        }
    }

    /// Whether the change has not come to its end in a workspace. An emergency that is in force there has not, as long as one may
    /// object to it.
    fn is_open(&self, customer: &Tenant, told: Option<&Told>) -> bool {
        told.map_or(self.is_owed(customer), |row| row.runs(self.emergency, self.now) && !(row.left_out && self.leaves_out()))
    }

    async fn is_open_somewhere(&self, kernel: &Kernel, customers: &[Tenant]) -> Result<bool, Error> {
        let told = by_tenant(&kernel.survey_as_system().await?, self.change).await?;
        Ok(customers.iter().any(|customer| self.is_open(customer, told.get(&customer.id.get()))))
    }

    /// Whether a workspace that the change leaves out is at its end with it. One that will not be leaves nobody out.
    fn leaves_out(&self) -> bool {
        self.state != State::Withdrawn
    }

    fn is_at_end(&self, notice: &change_notice::Model) -> bool {
        !store::runs(notice, self.now) || (notice.left_out && self.leaves_out())
    }

    fn due(&self, customer: &Tenant, told: Option<&Told>) -> Option<Due> {
        if !self.is_open(customer, told) {
            return None;
        }
        let Some(row) = told else { return self.content.is_some().then_some(Due::Tell) };
        let may_end = match self.state {
            State::Withdrawn => true,
            State::Active => row.activated_at.is_none() && model::holds_for(self.emergency, &row.clock(customer.zone), self.now),
            _ => false,
        };
        let is_stale = row.looked_after_at.is_none_or(|at| self.now - at >= LOOK_EVERY);
        if may_end { Some(Due::End) } else { is_stale.then_some(Due::Tend) }
    }

    /// What is to be done, in parts. Two that tell at the same time go through the customers in one order, so that neither holds
    /// what the other waits for.
    fn parts(&self, customers: &[Tenant], told: &HashMap<Uuid, Told>, has_job: bool) -> Vec<Part> {
        let is_fresh = !has_job && self.now - self.noticed_at < LEFT_TO_ITS_JOB;
        let is_left = |customer: &Tenant| is_fresh && customer.created_at < self.noticed_at;
        let (mut untold, mut parts, mut stale) = (Vec::new(), Vec::new(), Vec::new());
        for customer in customers.iter().cloned() {
            match self.due(&customer, told.get(&customer.id.get())) {
                Some(Due::Tell) if !is_left(&customer) => untold.push(customer),
                Some(Due::Tend) => stale.push(customer),
                Some(Due::End) => parts.push(Part::End(customer)),
                Some(Due::Tell) | None => {}
            }
        }
        // Each round begins elsewhere: those with whom it fails are no reason never to come to the others.
        let begin = usize::try_from(self.now.timestamp()).unwrap_or_default() % stale.len().max(1);
        stale.rotate_left(begin);
        parts.extend(stale.into_iter().take(LOOKED_AFTER_IN_A_ROUND).map(Part::Tend));
        untold.sort_unstable_by_key(|customer| customer.id.get());
        parts.extend(untold.chunks(TOLD_TOGETHER).map(|some| Part::Tell(some.to_vec())));
        parts
    }

    async fn act(&self, kernel: &Kernel, part: Part) -> Result<(), Error> {
        match part {
            Part::Tell(customers) => self.tell_all(kernel, &customers).await,
            Part::Tend(customer) => self.tend(kernel, &customer).await,
            Part::End(customer) => self.end(kernel, &customer).await,
        }
    }

    /// Tells some together; where that fails, each alone, so that one does not hold up the others.
    async fn tell_all(&self, kernel: &Kernel, customers: &[Tenant]) -> Result<(), Error> {
        let together = self.tell_together(kernel, customers).await;
        if together.is_ok() || customers.len() < 2 {
            return together;
        }
        let mut failure = None;
        for customer in customers {
            failure = self.tell_together(kernel, std::slice::from_ref(customer)).await.err().or(failure);
        }
        failure.map_or(Ok(()), Err)
    }

    /// Told again, nobody hears it twice. What brings it to the disk is the renewal of the lease after the last part, which waits
    /// for it, and so does the transaction that marks a mail before it leaves.
    async fn tell_together(&self, kernel: &Kernel, customers: &[Tenant]) -> Result<(), Error> {
        let Some((first, others)) = customers.split_first() else { return Ok(()) };
        let mut tx = kernel.redoable_as_system(first.id).await?;
        self.tell(&tx, first).await?;
        for customer in others {
            tx = tx.hand_over(customer.id).await?;
            self.tell(&tx, customer).await?;
        }
        tx.commit_noted().await
    }

    /// Enters the notice, once, and promises the mails to its contacts.
    async fn tell(&self, tx: &TenantTx, customer: &Tenant) -> Result<(), Error> {
        let Some(content) = &self.content else { return Ok(()) };
        let is_awaited = self.is_awaited(tx, customer).await?;
        // An agreement that promises more days than the change gives has them (M-5.6): what is told says so.
        let agreed = self.agreed_days.get(&customer.id.get()).copied().unwrap_or_default();
        let content = &Content { notice_days: content.notice_days.max(agreed), ..content.clone() };
        let new = NewNotice { change: self.change, content, zone: customer.zone, is_awaited };
        let Some(notice) = store::insert_notice(tx, new).await? else { return Ok(()) };
        deliveries::begin(tx, notice, self.mails_from).await?;
        tx.enqueue_at(news::Told { change_id: self.change, step: Step::Noticed }, self.mails_from).await?;
        tx.note(Event::NoticeScheduled { change_id: self.change }).await
    }

    /// The start waits for whoever was a customer when it was announced and uses the vendor. For the others the change is in
    /// force when their own days have run.
    async fn is_awaited(&self, tx: &TenantTx, customer: &Tenant) -> Result<bool, Error> {
        let was_there = customer.created_at <= self.noticed_at;
        match &self.content {
            // Of a vendor that everybody uses no workspace is asked for its switch.
            Some(content) if was_there => {
                Ok(content.is_used(false) || (content.is_used(true) && settings::ai_is_enabled(tx).await?))
            }
            _ => Ok(was_there),
        }
    }

    async fn tend(&self, kernel: &Kernel, customer: &Tenant) -> Result<(), Error> {
        let tx = kernel.as_system(customer.id).await?;
        let notice = store::hold_notice(&tx, self.change).await?;
        if !self.is_at_end(&notice) {
            let notice = self.lengthened(&tx, customer, notice).await?;
            let is_awaited = self.is_awaited(&tx, customer).await?;
            store::set_looked_after(&tx, &notice, customer.zone, is_awaited).await?;
            if deliveries::tend(&tx, &notice).await? > 0 {
                tx.note(Event::NoticeScheduled { change_id: self.change }).await?;
            }
        }
        tx.commit_noted().await
    }

    /// The notice with the days of the agreement in force, where they are more than it was told with: an agreement may have come
    /// into force since. Fewer days take nothing back.
    async fn lengthened(
        &self,
        tx: &TenantTx,
        customer: &Tenant,
        notice: change_notice::Model,
    ) -> Result<change_notice::Model, Error> {
        let agreed = self.agreed_days.get(&customer.id.get()).copied().unwrap_or_default();
        if agreed <= store::days(notice.notice_days) {
            return Ok(notice);
        }
        let effective_at = store::lengthen(tx, &notice, agreed, customer.zone).await?;
        let (change_id, notice_days) = (self.change, agreed.into());
        tx.note(Event::NoticeExtended { change_id, notice_days, effective_at }).await?;
        store::by_own_id(tx, notice.id).await
    }

    /// Lets the change be in force in a workspace, or says there that it will not be. What was seen from outside is looked at
    /// again under the lock: an objection, or a mail that came back, may have been faster.
    async fn end(&self, kernel: &Kernel, customer: &Tenant) -> Result<(), Error> {
        let tx = kernel.as_system(customer.id).await?;
        let notice = store::hold_notice(&tx, self.change).await?;
        if self.is_at_end(&notice) || notice.activated_at.is_some() {
            return Ok(());
        }
        if self.state == State::Active {
            let notice = self.lengthened(&tx, customer, notice).await?;
            let time = tx.reads_clocks().await?;
            if !model::holds_for(self.emergency, &store::clock(&notice, customer.zone), time.earlier) {
                return tx.commit_noted().await;
            }
            // Not a refusal: the next round tries again.
            if time.skew.is_some() {
                return Err(Error::Unavailable { retry_after_s: 60 });
            }
            store::settle(&tx, notice.id, true).await?;
            tx.enqueue(news::Told { change_id: self.change, step: Step::Started }).await?;
            return tx.commit(Event::Started { change_id: self.change, change_kind: notice.kind }).await;
        }
        store::settle(&tx, notice.id, false).await?;
        objections::end_with_the_change(&tx, &notice, self.ended_by).await?;
        tx.enqueue(news::Told { change_id: self.change, step: Step::Withdrawn }).await?;
        let content: Content = serde_json::from_value(notice.content.clone())?;
        for (to, link) in deliveries::told_by_mail(&tx, &notice).await? {
            let mail = Mail::new(to, "notice-withdrawn").with("vendor", content.vendor()).link(link);
            notifications::mail(&tx, mail).await?;
        }
        tx.commit(Event::Withdrawn { change_id: self.change }).await
    }
}
