//! What the caller's workspace has seen of each promise: read from its own rows when somebody looks, never kept beside them.

use entity::agreement;

use super::model::{Answer, Evidence};
use super::policy::ReadEvidence;
use crate::agreements::{assurance, dpa, promises};
use crate::kernel::audit;
use crate::kernel::authz::{Authorized, Role, Visitor};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::people::{settings, users};
use crate::rights::exports;
use crate::vendors::changes::{self, Standing};
use crate::vendors::lists;
use crate::vendors::reviews::Watched;
use crate::vendors::subprocessors::{self, Core};

/// What can be asked of a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Query {
    Agreement,
    Parties,
    Controller,
    Instructions,
    Notice,
    Questionnaires,
    List,
    Objections,
    Transfers,
    Reviews,
    Roles,
    Log,
    Passwords,
    Export,
    Meeting,
    Core,
}

/// The names under which the register of promises asks (`evidence = "…"` in promises.toml).
const QUERIES: [(&str, Query); 16] = [
    ("agreement", Query::Agreement),
    ("parties", Query::Parties),
    ("controller", Query::Controller),
    ("instructions", Query::Instructions),
    ("notice", Query::Notice),
    ("questionnaires", Query::Questionnaires),
    ("list", Query::List),
    ("objections", Query::Objections),
    ("transfers", Query::Transfers),
    ("reviews", Query::Reviews),
    ("roles", Query::Roles),
    ("log", Query::Log),
    ("passwords", Query::Passwords),
    ("export", Query::Export),
    ("meeting", Query::Meeting),
    ("core", Query::Core),
];

impl Query {
    fn named(name: &str) -> Option<Self> {
        QUERIES.iter().find(|(known, _)| *known == name).map(|(_, query)| *query)
    }

    async fn answer(self, tx: &TenantTx, in_force: Option<&agreement::Model>) -> Result<Answer, Error> {
        match self {
            Self::Agreement | Self::Parties | Self::Controller => Ok(self.of(in_force)),
            Self::Instructions => instructions(tx).await,
            Self::Notice => notice(tx).await,
            Self::Questionnaires => questionnaires(tx).await,
            Self::List => list(tx).await,
            Self::Objections => objections(tx).await,
            Self::Transfers => transfers(tx).await,
            Self::Reviews => reviews(tx).await,
            Self::Roles => roles(tx).await,
            Self::Log => log(tx).await,
            Self::Passwords => passwords(tx).await,
            Self::Export => export(tx).await,
            Self::Meeting => meeting(tx).await,
            Self::Core => core(tx).await,
        }
    }

    /// That there is an agreement in force, and whom it names.
    fn of(self, in_force: Option<&agreement::Model>) -> Answer {
        let Some(row) = in_force else { return Answer::of("evidence-agreement-none") };
        let (number, name) = (row.number.clone(), row.legal_name.clone());
        match self {
            Self::Parties => Answer::of("evidence-parties").text("number", number).text("name", name),
            Self::Controller => Answer::of("evidence-controller").text("number", number).text("name", name),
            _ => Answer::of("evidence-agreement").at("since", row.in_force_at.unwrap_or(row.requested_at)).text("number", number),
        }
    }
}

/// The evidence of the caller's workspace, by promise: queries of one moment, and one beside them for the agreement, which
/// lies with the operator.
///
/// # Errors
/// When the database fails, or the register names a query that is none.
pub async fn evidence(caller: &Authorized<ReadEvidence>, visitor: &Visitor) -> Result<Vec<Evidence>, Error> {
    let in_force = dpa::in_force(caller, visitor).await?;
    let tx = caller.read().await?;
    let mut evidence = Vec::new();
    for promise in &promises::register()?.promises {
        let Some(name) = &promise.evidence else { continue };
        let query = Query::named(name).ok_or_else(|| anyhow::anyhow!("promises.toml: there is no evidence “{name}”"))?;
        evidence.push(query.answer(&tx, in_force.as_ref()).await?.of_promise(&promise.id));
    }
    Ok(evidence)
}

async fn notice(tx: &TenantTx) -> Result<Answer, Error> {
    let Some(last) = changes::last_reached(tx).await? else { return Ok(Answer::of("evidence-notice-none")) };
    let key = match last.standing {
        Standing::Active => "evidence-notice-started",
        Standing::Noticed => "evidence-notice-open",
        Standing::Objected => "evidence-notice-objected",
        Standing::LeftOut => "evidence-notice-left-out",
        Standing::Withdrawn => "evidence-notice-withdrawn",
    };
    let notice = Answer::of(key).at("at", last.noticed_at).count("n", last.days);
    Ok(notice.count("reached", last.reached).count("contacts", last.contacts))
}

async fn list(tx: &TenantTx) -> Result<Answer, Error> {
    if !subprocessors::is_declared(tx).await? {
        return Ok(Answer::of("evidence-list-undeclared"));
    }
    let (used, all) = lists::counted(tx).await?;
    Ok(Answer::of("evidence-list").count("n", all).count("used", used))
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

async fn transfers(tx: &TenantTx) -> Result<Answer, Error> {
    let Some(used) = used(tx).await? else { return Ok(Answer::of("evidence-list-undeclared")) };
    let outside: Vec<Watched> = used.into_iter().filter(|vendor| !vendor.within_eea).collect();
    let missing = outside.iter().filter(|vendor| vendor.is_missing || vendor.is_expired).count();
    let next = outside.iter().filter_map(|vendor| vendor.assessment_expires_at).min();
    Ok(match (missing, next) {
        (0, None) => Answer::of("evidence-transfers-none"),
        (0, Some(next)) => Answer::of("evidence-transfers-until").count("n", outside.len()).at("next", next),
        (missing, _) => Answer::of("evidence-transfers").count("n", outside.len()).count("missing", missing),
    })
}

async fn reviews(tx: &TenantTx) -> Result<Answer, Error> {
    let Some(used) = used(tx).await? else { return Ok(Answer::of("evidence-list-undeclared")) };
    let in_time = used.iter().filter(|vendor| !vendor.is_overdue).count();
    Ok(match used.iter().map(|vendor| vendor.review_due).min() {
        None => Answer::of("evidence-reviews-none"),
        Some(next) => Answer::of("evidence-reviews").count("n", used.len()).count("in_time", in_time).at("next", next),
    })
}

/// Where the vendors are that every customer uses, as they are used here: what this workspace holds back is as it was.
async fn core(tx: &TenantTx) -> Result<Answer, Error> {
    if !subprocessors::is_declared(tx).await? {
        return Ok(Answer::of("evidence-list-undeclared"));
    }
    let entries = lists::entries(tx).await?;
    let core = Core::of(entries.iter().filter(|entry| entry.why_not.is_none()).map(|entry| &entry.vendor.facts));
    let names: Vec<&str> = core.outside.iter().map(|one| one.legal_name.as_str()).collect();
    Ok(match names.as_slice() {
        [] if core.is_in_frankfurt => Answer::of("evidence-core").count("n", core.vendors),
        [] => Answer::of("evidence-core-no-host"),
        outside => Answer::of("evidence-core-outside").count("n", outside.len()).text("names", outside.join(", ")),
    })
}

async fn questionnaires(tx: &TenantTx) -> Result<Answer, Error> {
    Ok(match assurance::answered(tx).await? {
        Some((count, last)) => Answer::of("evidence-questionnaires").count("n", count).at("last", last),
        None => Answer::of("evidence-questionnaires-none"),
    })
}

async fn meeting(tx: &TenantTx) -> Result<Answer, Error> {
    Ok(match assurance::last_held(tx).await? {
        Some((last, open)) => Answer::of("evidence-meeting").count("n", open).at("last", last),
        None => Answer::of("evidence-meeting-none"),
    })
}

async fn objections(tx: &TenantTx) -> Result<Answer, Error> {
    let (filed, ended) = changes::objections_filed(tx).await?;
    Ok(Answer::of("evidence-objections").count("n", filed).count("ended", ended))
}

async fn instructions(tx: &TenantTx) -> Result<Answer, Error> {
    let (count, last) = settings::given(tx).await?;
    Ok(match last {
        Some(last) => Answer::of("evidence-instructions").count("n", count).at("last", last),
        None => Answer::of("evidence-instructions-none"),
    })
}

async fn roles(tx: &TenantTx) -> Result<Answer, Error> {
    let roles = users::roles(tx).await?;
    let managers: i64 = [Role::Owner, Role::Admin].iter().filter_map(|role| roles.get(role)).sum();
    let accounts: i64 = roles.values().sum();
    Ok(Answer::of("evidence-roles").count("n", accounts).count("managers", managers))
}

async fn log(tx: &TenantTx) -> Result<Answer, Error> {
    Ok(match audit::latest_checkpoint(tx).await? {
        Some(checkpoint) => Answer::of("evidence-log").count("n", checkpoint.size).at("last", checkpoint.made_at),
        None => Answer::of("evidence-log-none"),
    })
}

async fn passwords(tx: &TenantTx) -> Result<Answer, Error> {
    let (kept, renewed) = users::passwords(tx).await?;
    let key = if kept == renewed { "evidence-passwords" } else { "evidence-passwords-older" };
    Ok(Answer::of(key).count("n", kept).count("renewed", renewed))
}

async fn export(tx: &TenantTx) -> Result<Answer, Error> {
    Ok(match exports::last(tx).await? {
        Some((last, rows)) => Answer::of("evidence-export").count("n", rows).at("last", last),
        None => Answer::of("evidence-export-none"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_query_is_asked_by_a_promise_and_every_promise_asks_one_that_is_there() {
        let asked: Vec<&str> =
            promises::register().unwrap().promises.iter().filter_map(|promise| promise.evidence.as_deref()).collect();
        for name in &asked {
            assert!(Query::named(name).is_some(), "promises.toml asks “{name}”, and nothing answers");
        }
        for (name, _) in QUERIES {
            assert!(asked.contains(&name), "no promise asks “{name}”");
        }
        let mut names = QUERIES.map(|(name, _)| name);
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
    }
}
