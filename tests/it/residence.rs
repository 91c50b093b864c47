//! The core of the service is in the European Union while the register of sub-processors says so, and what is not so is said (M-7.1).

use chrono::Duration;
use serde_json::{Value, json};
use tutela::agreements::templates::enter_shipped;

use crate::subprocessor_changes::{CHANGES, Staff, mailer};
use crate::subprocessors::register;
use crate::world::World;

const OUTSIDE: &str = "outside the European Union: Support desk (Switzerland)";
const WARNING: &str = "With this, promise M-7.1 no longer holds";

/// The promise, as everybody reads it.
async fn promise(world: &World) -> Value {
    let all = world.visitor().get("/api/v1/public/promises").await.is_ok();
    all.items().iter().find(|promise| promise["id"] == "M-7.1").expect("the promise").clone()
}

/// The vendor in use whose name begins so.
async fn vendor(staff: &Staff, name: &str) -> Value {
    let all = staff.lena.get("/api/v1/operator/subprocessors").await.is_ok();
    let found = all.items().iter().find(|one| one["legal_name"].as_str().unwrap().starts_with(name));
    found.expect("the vendor is in use")["id"].clone()
}

/// Takes the one vendor of the demo out of use that every customer uses and that is not in the Union.
async fn comes_home(world: &World, staff: &Staff) {
    let desk = vendor(staff, "Rückruf").await;
    let removal = json!({ "kind": "remove", "subprocessor_id": desk, "reason": "Our own people answer." });
    let change = staff.announces(world, removal).await;
    world.waits(Duration::days(31));
    staff.activates(&change).await.is_ok();
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn a_vendor_that_all_use_outside_the_union_stands_in_the_way_of_the_promise() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    enter_shipped(world.kernel()).await.unwrap();
    let nobody = promise(&world).await;
    assert!(nobody["hindrance"].as_str().unwrap().contains("runs servers in Frankfurt"), "{nobody}");
    register(&world).await;

    let hindered = promise(&world).await;
    let why = hindered["hindrance"].as_str().unwrap();
    assert!(hindered["kept"] == false && why.starts_with("1 sub-processor") && why.contains(OUTSIDE), "{hindered}");
    let shown = world.visitor().opens("/trust?show=planned").await.is_ok().text();
    let article = shown.split("id=\"M-7.1\"").nth(1).and_then(|rest| rest.split("</article>").next()).expect("not yet kept");
    assert!(article.contains("Not yet kept") && article.contains(OUTSIDE), "{article}");
    let text = world.visitor().opens("/dpa/text").await.is_ok().text();
    assert!(text.contains(OUTSIDE), "the clause on places says it, too: {text}");
    for page in [shown.as_str(), text.as_str(), why] {
        assert!(!page.contains("Rückruf"), "names are not for everybody");
    }
    let library = acme.owner.get("/api/v1/questionnaire-library?language=en").await.is_ok();
    let resting = |given: &&Value| given["not_kept"].as_array().unwrap().contains(&json!("M-7.1")) && given["answer"].is_string();
    let answers: Vec<Value> = library.items_of("items").iter().filter(resting).cloned().collect();
    assert!(
        !answers.is_empty() && answers.iter().all(|given| given["answer"].as_str().unwrap().contains(OUTSIDE)),
        "{answers:?}"
    );
    let seen = async || {
        let all = acme.owner.get("/api/v1/evidence").await.is_ok();
        all.items().iter().find(|one| one["promise"] == "M-7.1").expect("evidence").clone()
    };
    let evidence = seen().await;
    assert_eq!(evidence["key"], "evidence-core-outside");
    assert_eq!(evidence["figures"], json!({ "n": 1, "names": "Rückruf Desk AG (demo)" }), "a customer reads the name");

    comes_home(&world, &staff).await;
    assert_eq!(promise(&world).await["hindrance"], Value::Null, "from the start of the change on");
    let evidence = seen().await;
    assert_eq!((&evidence["key"], &evidence["figures"]["n"]), (&json!("evidence-core"), &json!(5)));
    assert!(!world.visitor().opens("/trust").await.is_ok().text().contains(OUTSIDE));
}

#[actix_web::test]
async fn whoever_reviews_is_warned_before_the_core_leaves_the_union() {
    let world = World::new().await;
    let staff = Staff::of(&world).await;
    register(&world).await;
    let going = |name: &str, country: &str, location: &str, ground: &str, applies: &str| {
        let mut vendor = mailer();
        let fields = [("legal_name", name), ("country", country), ("location", location), ("transfer_mechanism", ground)];
        for (field, value) in fields.into_iter().chain([("applies", applies)]) {
            vendor[field] = json!(value);
        }
        json!({ "kind": "add", "subprocessor": vendor, "reason": "Mails leave faster." })
    };
    let swiss = |name: &str, applies: &str| going(name, "CH", "Bern, Switzerland", "adequacy", applies);
    let page = async |change: &str| staff.matej.opens(format!("/operator/changes/{change}")).await.is_ok().text();
    let before = staff.drafts(swiss("Early Mail AG", "always")).await;
    assert!(!page(&before).await.contains(WARNING), "what does not hold today is not lost");

    comes_home(&world, &staff).await;
    let lost = staff.drafts(swiss("Alpine Mail AG", "always")).await;
    assert!(page(&lost).await.contains(WARNING));
    staff.approves(&lost).await.is_ok();
    assert!(page(&lost).await.contains(WARNING), "also whoever tells the customers");
    let norwegian = going("Fjord Mail AS", "NO", "Oslo, Norway", "none_within_eea", "always");
    let norwegian = staff.drafts(norwegian).await;
    assert!(page(&norwegian).await.contains(WARNING), "Norway needs no ground and is not in the Union");
    let host = vendor(&staff, "Nordwolke").await;
    let gone = staff.drafts(json!({ "kind": "remove", "subprocessor_id": host, "reason": "We move." })).await;
    assert!(page(&gone).await.contains(WARNING), "nobody runs servers in Frankfurt any more");
    for harmless in
        [swiss("Quiet Mail AG", "sso_enabled"), going("Home Mail GmbH", "AT", "Wien, Austria", "none_within_eea", "always")]
    {
        let harmless = staff.drafts(harmless).await;
        assert!(!page(&harmless).await.contains(WARNING));
    }
    // Nobody is kept from it.
    staff.lena.posts(format!("{CHANGES}/{lost}/notice")).await.is_accepted();
    world.runs_its_jobs().await;
}
