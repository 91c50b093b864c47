//! What the caller's workspace has seen of each promise: read from its own rows when somebody looks, never kept beside them.

use super::model::Evidence;
use super::policy::ReadEvidence;
use crate::agreements::{assurance, dpa};
use crate::kernel::audit;
use crate::kernel::authz::{Authorized, Role, Visitor};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::people::{settings, users};
use crate::rights::exports;
use crate::vendors::changes::{self, Standing};
use crate::vendors::lists;
use crate::vendors::reviews::Watched;
use crate::vendors::subprocessors;

/// The evidence of the caller's workspace, by promise: queries of one moment, and one beside them for the agreement, which
/// lies with the operator.
///
/// # Errors
/// When the database fails.
pub async fn evidence(caller: &Authorized<ReadEvidence>, visitor: &Visitor) -> Result<Vec<Evidence>, Error> {
    let [sealed, parties, controller] = agreement(caller, visitor).await?;
    let tx = caller.read().await?;
    Ok(vec![
        sealed,
        parties,
        controller,
        instructions(&tx).await?,
        notice(&tx).await?,
        questionnaires(&tx).await?,
        list(&tx).await?,
        transfers(&tx).await?,
        reviews(&tx).await?,
        objections(&tx).await?,
        roles(&tx).await?,
        log(&tx).await?,
        passwords(&tx).await?,
        export(&tx).await?,
        meeting(&tx).await?,
    ])
}

/// That there is one in force, and whom it names.
async fn agreement(caller: &Authorized<ReadEvidence>, visitor: &Visitor) -> Result<[Evidence; 3], Error> {
    Ok(match dpa::in_force(caller, visitor).await? {
        Some(row) => [
            Evidence::of("M-1.1", "evidence-agreement")
                .at("since", row.in_force_at.unwrap_or(row.requested_at))
                .text("number", row.number.clone()),
            Evidence::of("M-1.3", "evidence-parties").text("number", row.number.clone()).text("name", row.legal_name.clone()),
            Evidence::of("S-10.1", "evidence-controller").text("number", row.number).text("name", row.legal_name),
        ],
        None => ["M-1.1", "M-1.3", "S-10.1"].map(|promise| Evidence::of(promise, "evidence-agreement-none")),
    })
}

async fn notice(tx: &TenantTx) -> Result<Evidence, Error> {
    let Some(last) = changes::last_reached(tx).await? else { return Ok(Evidence::of("M-5.6", "evidence-notice-none")) };
    let key = match last.standing {
        Standing::Active => "evidence-notice-started",
        Standing::Noticed => "evidence-notice-open",
        Standing::Objected => "evidence-notice-objected",
        Standing::LeftOut => "evidence-notice-left-out",
        Standing::Withdrawn => "evidence-notice-withdrawn",
    };
    let notice = Evidence::of("M-5.6", key).at("at", last.noticed_at).count("n", last.days);
    Ok(notice.count("reached", last.reached).count("contacts", last.contacts))
}

async fn list(tx: &TenantTx) -> Result<Evidence, Error> {
    if !subprocessors::is_declared(tx).await? {
        return Ok(Evidence::of("M-6.1", "evidence-list-undeclared"));
    }
    let (used, all) = lists::counted(tx).await?;
    Ok(Evidence::of("M-6.1", "evidence-list").count("n", all).count("used", used))
}

/// The vendors that are used for the workspace, with when each is due; none before the operator has said whom it engages.
async fn used(tx: &TenantTx) -> Result<Option<Vec<Watched>>, Error> {
    if !subprocessors::is_declared(tx).await? {
        return Ok(None);
    }
    let entries = lists::entries(tx).await?;
    let used = entries.iter().filter(|entry| entry.why_not.is_none());
    Ok(Some(used.map(|entry| Watched::of(&entry.vendor, tx.now())).collect()))
}

async fn transfers(tx: &TenantTx) -> Result<Evidence, Error> {
    let Some(used) = used(tx).await? else { return Ok(Evidence::of("M-7.3", "evidence-list-undeclared")) };
    let outside: Vec<Watched> = used.into_iter().filter(|vendor| !vendor.within_eea).collect();
    let next = outside.iter().filter_map(|vendor| vendor.assessment_expires_at).min();
    Ok(match (outside.len(), next) {
        (0, _) => Evidence::of("M-7.3", "evidence-transfers-none"),
        (count, None) => Evidence::of("M-7.3", "evidence-transfers").count("n", count),
        (count, Some(next)) => Evidence::of("M-7.3", "evidence-transfers-until").count("n", count).at("next", next),
    })
}

async fn reviews(tx: &TenantTx) -> Result<Evidence, Error> {
    let Some(used) = used(tx).await? else { return Ok(Evidence::of("S-11.1", "evidence-list-undeclared")) };
    let in_time = used.iter().filter(|vendor| !vendor.is_overdue).count();
    Ok(match used.iter().map(|vendor| vendor.review_due).min() {
        None => Evidence::of("S-11.1", "evidence-reviews-none"),
        Some(next) => {
            Evidence::of("S-11.1", "evidence-reviews").count("n", used.len()).count("in_time", in_time).at("next", next)
        }
    })
}

async fn questionnaires(tx: &TenantTx) -> Result<Evidence, Error> {
    Ok(match assurance::answered(tx).await? {
        Some((count, last)) => Evidence::of("M-5.7", "evidence-questionnaires").count("n", count).at("last", last),
        None => Evidence::of("M-5.7", "evidence-questionnaires-none"),
    })
}

async fn meeting(tx: &TenantTx) -> Result<Evidence, Error> {
    Ok(match assurance::last_held(tx).await? {
        Some((last, open)) => Evidence::of("M-11.1", "evidence-meeting").count("n", open).at("last", last),
        None => Evidence::of("M-11.1", "evidence-meeting-none"),
    })
}

async fn objections(tx: &TenantTx) -> Result<Evidence, Error> {
    let (filed, ended) = changes::objections_filed(tx).await?;
    Ok(Evidence::of("M-6.2", "evidence-objections").count("n", filed).count("ended", ended))
}

async fn instructions(tx: &TenantTx) -> Result<Evidence, Error> {
    let (count, last) = settings::given(tx).await?;
    Ok(match last {
        Some(last) => Evidence::of("M-2.2", "evidence-instructions").count("n", count).at("last", last),
        None => Evidence::of("M-2.2", "evidence-instructions-none"),
    })
}

async fn roles(tx: &TenantTx) -> Result<Evidence, Error> {
    let roles = users::roles(tx).await?;
    let managers: i64 = [Role::Owner, Role::Admin].iter().filter_map(|role| roles.get(role)).sum();
    let accounts: i64 = roles.values().sum();
    Ok(Evidence::of("M-8.2", "evidence-roles").count("n", accounts).count("managers", managers))
}

async fn log(tx: &TenantTx) -> Result<Evidence, Error> {
    Ok(match audit::latest_checkpoint(tx).await? {
        Some(checkpoint) => Evidence::of("M-8.3", "evidence-log").count("n", checkpoint.size).at("last", checkpoint.made_at),
        None => Evidence::of("M-8.3", "evidence-log-none"),
    })
}

async fn passwords(tx: &TenantTx) -> Result<Evidence, Error> {
    let (kept, renewed) = users::passwords(tx).await?;
    let key = if kept == renewed { "evidence-passwords" } else { "evidence-passwords-older" };
    Ok(Evidence::of("M-8.5", key).count("n", kept).count("renewed", renewed))
}

async fn export(tx: &TenantTx) -> Result<Evidence, Error> {
    Ok(match exports::last(tx).await? {
        Some((last, rows)) => Evidence::of("M-10.1", "evidence-export").count("n", rows).at("last", last),
        None => Evidence::of("M-10.1", "evidence-export-none"),
    })
}
