//! Proof of work against floods of forms that need no account (M-8.6): the protocol of ALTCHA, our own on both sides, without
//! a third party and without a puzzle for people.
//!
//! The server names a salt and the SHA-256 of salt and a number that it keeps to itself; the visitor's device tries numbers
//! until it finds it. The challenge is signed, lives for ten minutes and is good for one form. Who asks often, and everybody
//! while the whole site is asked often, gets harder ones.

use std::time::Duration;

use actix_web::{get, web};
use chrono::{DateTime, TimeDelta, Utc};
use ring::digest;
use serde::{Deserialize, Serialize};
use utoipa_actix_web::service_config::ServiceConfig;

use super::Kernel;
use super::authz::Visitor;
use super::error::{Error, Problem};
use super::ids::fingerprint;
use super::limits::Rule;
use super::web::NoQuery;

/// The only algorithm: what every browser and every library has.
const ALGORITHM: &str = "SHA-256";
/// A challenge is good for so long: reading and filling in a form takes less, and who waits longer gets another.
const VALID: TimeDelta = TimeDelta::minutes(10);
/// The largest number of a challenge, unless set otherwise. A phone of some years tries 100,000 a second in plain
/// JavaScript: half a second at most, a quarter on average. A flood of a thousand forms costs minutes of a core.
pub const DIFFICULTY: u32 = 50_000;
/// Each step makes a challenge so many times harder.
const HARDER: u32 = 4;

/// Challenges of the usual difficulty for one network address: an office shares one.
const EASY_PER_ADDRESS: Rule = Rule::new("captcha-easy-address", 20, Duration::from_secs(600));
/// Beyond those, so many that are four times as hard; after them sixteen times.
const HARD_PER_ADDRESS: Rule = Rule::new("captcha-hard-address", 40, Duration::from_secs(600));
/// Challenges of the usual difficulty for everybody together: more than a busy day asks for.
const EASY_FOR_ALL: Rule = Rule::new("captcha-easy-site", 300, Duration::from_secs(60));
/// A solution is good once. Longer than it lives, so that it does not come back meanwhile.
const ONCE: Rule = Rule::new("captcha-once", 1, Duration::from_secs(1200));

/// The route.
pub fn api(config: &mut ServiceConfig) {
    config.service(captcha);
}

/// What a visitor's device has to solve.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Challenge {
    /// `SHA-256`.
    pub algorithm: String,
    /// SHA-256 of salt and number, in hexadecimal.
    pub challenge: String,
    /// The number is at most this.
    pub maxnumber: u32,
    /// What stands before the number; holds until when it is good.
    pub salt: String,
    /// Ours.
    pub signature: String,
}

/// A solved challenge, as it is sent: JSON in base64.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Solution {
    algorithm: String,
    challenge: String,
    number: u32,
    salt: String,
    signature: String,
}

#[utoipa::path(tag = "agreements", responses((status = 200, body = Challenge), (status = 503, body = Problem)), security(()))]
#[get("/api/v1/public/captcha")]
async fn captcha(visitor: Visitor, _: NoQuery) -> Result<web::Json<Challenge>, Error> {
    let kernel = visitor.kernel();
    let easy = kernel.limits.reserve(&EASY_PER_ADDRESS, &visitor.address()).await.is_ok();
    let hard = easy || kernel.limits.reserve(&HARD_PER_ADDRESS, &visitor.address()).await.is_ok();
    let calm = kernel.limits.reserve(&EASY_FOR_ALL, "").await.is_ok();
    let steps = u32::from(!easy) + u32::from(!hard) + u32::from(!calm);
    let most = kernel.captcha_difficulty.saturating_mul(HARDER.pow(steps));
    Ok(web::Json(challenge(kernel, most)?))
}

fn challenge(kernel: &Kernel, most: u32) -> Result<Challenge, Error> {
    let mut random = [0_u8; 16];
    kernel.random.fill(&mut random)?;
    let (salt, number) = random.split_at(12);
    // The last sign keeps the digits of the number from being read as part of the time.
    let expires = (kernel.clock.now() + VALID).timestamp();
    let salt = format!("{}?expires={expires}&", data_encoding::HEXLOWER.encode(salt));
    let number = number.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte)) % most.saturating_add(1);
    let challenge = hashed(&salt, number);
    let signature = signed(kernel, &challenge);
    Ok(Challenge { algorithm: ALGORITHM.to_owned(), challenge, maxnumber: most, salt, signature })
}

fn hashed(salt: &str, number: u32) -> String {
    data_encoding::HEXLOWER.encode(digest::digest(&digest::SHA256, format!("{salt}{number}").as_bytes()).as_ref())
}

fn signed(kernel: &Kernel, challenge: &str) -> String {
    data_encoding::HEXLOWER.encode(&kernel.keys.hmac("captcha", challenge.as_bytes()))
}

/// Takes a solution, once.
///
/// # Errors
/// `Refused` with `captcha-needed`, `captcha-wrong`, `captcha-expired` or `captcha-used`.
pub async fn take(kernel: &Kernel, payload: &str) -> Result<(), Error> {
    let solution = check(payload, kernel.clock.now(), |challenge| signed(kernel, challenge))?;
    let used = |_| Error::refused("captcha-used", "This proof of work was used already. Fetch another challenge and solve it.");
    kernel.limits.reserve(&ONCE, &solution).await.map_err(used)
}

/// Checks a solution; says its challenge.
fn check(payload: &str, now: DateTime<Utc>, signed: impl Fn(&str) -> String) -> Result<String, Error> {
    if payload.is_empty() {
        let detail = "Solve the challenge of GET /api/v1/public/captcha (the protocol of ALTCHA) and send it as `captcha`.";
        return Err(Error::refused("captcha-needed", detail));
    }
    let wrong = || Error::refused("captcha-wrong", "This proof of work is not right. Fetch another challenge and solve it.");
    let json = data_encoding::BASE64.decode(payload.as_bytes()).map_err(|_| wrong())?;
    let solution: Solution = serde_json::from_slice(&json).map_err(|_| wrong())?;
    // Fingerprints are compared: how long it takes says nothing of the signature.
    let is_ours = fingerprint(&signed(&solution.challenge)) == fingerprint(&solution.signature);
    if solution.algorithm != ALGORITHM || !is_ours || hashed(&solution.salt, solution.number) != solution.challenge {
        return Err(wrong());
    }
    let expires = solution.salt.split_once("?expires=").and_then(|(_, rest)| rest.strip_suffix('&')?.parse::<i64>().ok());
    if expires.ok_or_else(wrong)? < now.timestamp() {
        return Err(Error::refused("captcha-expired", "This proof of work is too old. Fetch another challenge and solve it."));
    }
    Ok(solution.challenge)
}

/// Solves a challenge, as a visitor's device does: what is sent as `captcha`. For programs that use the product.
#[must_use]
pub fn solve(challenge: &Challenge) -> Option<String> {
    let number = (0..=challenge.maxnumber).find(|number| hashed(&challenge.salt, *number) == challenge.challenge)?;
    let Challenge { algorithm, challenge, salt, signature, .. } = challenge.clone();
    let json = serde_json::to_vec(&Solution { algorithm, challenge, number, salt, signature }).ok()?;
    Some(data_encoding::BASE64.encode(&json))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(salt: &str) -> Challenge {
        let challenge = hashed(salt, 7);
        let signature = format!("signed {challenge}");
        Challenge { algorithm: ALGORITHM.to_owned(), challenge, maxnumber: 20, salt: salt.to_owned(), signature }
    }

    fn checked(challenge: &Challenge, at: i64) -> Result<String, &'static str> {
        let payload = solve(challenge).ok_or("unsolved")?;
        let now = DateTime::from_timestamp(at, 0).unwrap();
        check(&payload, now, |challenge| format!("signed {challenge}")).map_err(|error| error.code())
    }

    #[test]
    fn a_solution_is_what_we_asked_for_and_in_time() {
        let good = made("abc?expires=1000&");
        assert_eq!(checked(&good, 1000), Ok(good.challenge.clone()));
        assert_eq!(checked(&good, 1001), Err("captcha-expired"));
        assert_eq!(checked(&Challenge { signature: "signed else".into(), ..good.clone() }, 0), Err("captcha-wrong"));
        assert_eq!(checked(&made("abc"), 0), Err("captcha-wrong"), "a challenge without an end is none of ours");
        // The digits of the number do not become part of the time.
        let shifted = Challenge { salt: "abc?expires=1000&7".into(), ..good.clone() };
        let payload = Solution {
            algorithm: ALGORITHM.into(),
            number: 0,
            salt: shifted.salt,
            challenge: good.challenge.clone(),
            signature: good.signature.clone(),
        };
        let payload = data_encoding::BASE64.encode(&serde_json::to_vec(&payload).unwrap());
        let wrong = check(&payload, DateTime::UNIX_EPOCH, |challenge| format!("signed {challenge}"));
        assert_eq!(wrong.unwrap_err().code(), "captcha-wrong");
        for odd in ["", "x", "e30=", "bnVsbA=="] {
            assert!(check(odd, DateTime::UNIX_EPOCH, |_| String::new()).is_err(), "{odd}");
        }
    }
}
