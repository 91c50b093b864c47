//! The same through the pages of the operator's console: files chosen or pasted, complaints in the person's language.

use crate::agreement_templates::{API, own_text, staff};
use crate::answer::Call;
use crate::world::World;

/// A form with files, as a browser sends it.
pub fn with_files(path: &str, parts: &[(&str, Option<&str>, &[u8])]) -> Call {
    let mut body = Vec::new();
    for (name, file, bytes) in parts {
        let file =
            file.map(|file| format!("; filename=\"{file}\"\r\nContent-Type: application/octet-stream")).unwrap_or_default();
        body.extend(format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").as_bytes());
        body.extend_from_slice(bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--cut--\r\n");
    let call = Call::post(path).body("multipart/form-data; boundary=cut", body);
    call.header("accept", "text/html").header("sec-fetch-site", "same-origin")
}

#[actix_web::test]
async fn a_text_is_uploaded_and_approved_on_the_pages() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    let own = own_text("1.1.0");
    let text = |field: &str| own[field].as_str().unwrap().to_owned();
    let zip = [b"PK\x03\x04\x14\0\0\0".as_slice(), &[0xFF; 60]].concat();
    let form = "/operator/templates";
    let (config, en, de) = (text("template_toml"), text("en_md"), text("de_md"));
    let broken = [
        ("template_toml_file", Some("template.toml"), config.as_bytes()),
        ("en_md_file", Some("en.md"), zip.as_slice()),
        ("de_md", None, de.as_bytes()),
        ("note", None, b"Kept"),
    ];
    let told = lena.sends(with_files(form, &broken)).await.has_status(422).text();
    assert!(told.contains("en.md, line 1") && told.contains("not text in UTF-8") && told.contains("Kept"), "{told}");
    assert!(told.contains("Alle mit Zugang haben einen Eid geleistet."), "what was typed stays");
    let bad = en.replacen("+ ", "{{table:salaries}}\n+ ", 1);
    let broken = [("template_toml", None, config.as_bytes()), ("en_md", None, bad.as_bytes()), ("de_md", None, de.as_bytes())];
    let told = lena.sends(with_files(form, &broken)).await.has_status(422).text();
    assert!(told.contains("There is no table") && told.contains("salaries"), "{told}");
    lena.sends(with_files(form, &[("colour", None, b"red")])).await.has_status(422);

    // A file counts more than what stands below it, and lines may end as on another system.
    let windows = de.replace('\n', "\r\n");
    let good = [
        ("template_toml_file", Some("template.toml"), config.as_bytes()),
        ("template_toml", None, b"nonsense".as_slice()),
        ("en_md_file", Some(""), b"".as_slice()),
        ("en_md", None, en.as_bytes()),
        ("de_md", None, windows.as_bytes()),
        ("note", None, "Für Silvo".as_bytes()),
    ];
    let sent = lena.sends(with_files(form, &good)).await.has_status(303);
    let page = sent.header("location").to_owned();
    let shown = lena.opens(&page).await.is_ok().text();
    assert!(shown.contains("Für Silvo") && !shown.contains("/approval"), "whoever brought it has no button to approve it");
    lena.submits(format!("{page}/approval"), &[("revision", "1")]).await.has_status(409);
    let shown = silvo.opens(&page).await.is_ok().text();
    assert!(shown.contains("name=\"revision\" value=\"1\"") && !shown.contains("/publication"), "{shown}");
    silvo.submits(format!("{page}/approval"), &[("revision", "1")]).await.leads_to(&page);
    lena.opens(format!("{page}/draft")).await.has_status(409);
    assert!(lena.opens(format!("{page}/preview?language=de")).await.is_ok().text().contains("MUSTER, kein Vertrag"));
    lena.submits(format!("{page}/publication"), &[]).await.leads_to(&page);
    lena.submits(format!("{page}/withdrawal"), &[]).await.has_status(409);
    let id = page.rsplit('/').next().unwrap();
    let stored = lena.get(format!("{API}/{id}/files")).await.is_ok();
    assert_eq!((stored.string("template_toml"), stored.string("de_md")), (config, de));
    assert!(lena.opens(format!("/operator/templates/new?from={id}")).await.is_ok().text().contains("has taken an oath"));
    world.runs_its_jobs().await;
}
