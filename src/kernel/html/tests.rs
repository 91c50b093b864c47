//! The layouts and macros render, errors are pages in both languages, and the files are served.

use actix_web::http::{StatusCode, header};
use actix_web::{App, test};
use askama::Template;

use super::super::error::{Error, FieldError};
use super::super::i18n::{Locale, Texts};
use super::*;

/// Every macro once, in the frame with the sidebar.
#[derive(Template)]
#[template(
    ext = "html",
    source = r##"{% extends "pages/layout/app.html" %}
{% import "pages/layout/macros.html" as ui %}
{% block title %}Parts{% endblock %}
{% block main %}
{{ ui::crumbs([("/people", shell.t("nav-people"))]) }}{{ shell.ta("error-wait", [("wait", "5 s")]) }}{{ shell.ta("error-wait", [("wait", email.as_str())]) }}{{ shell.tn("count-people", count) }}{{ shell.number(count) }}{{ shell.percent(7) }}{{ shell.date(at) }}{{ shell.iso(at) }}
{% call ui::page_head("Parts", "All of them.") %}<a class="button primary" href="/x">{{ ui::icon("plus") }}New</a>{% endcall %}
{{ ui::head("Title") }}
{{ ui::badge(tone, "Kept") }}{{ ui::badge("warn", "Due", "clock") }}{{ ui::state("bad", "Late") }}
{% call ui::notice("info", "Read <only>") %}<p>body</p>{% endcall %}{{ ui::note("ok", "Sealed", "Sent.") }}
{% call ui::empty("chain", "Nothing", "Here it will be.") %}<a class="button" href="/x">Add</a>{% endcall %}
<form class="form" method="post" action="/x">{{ ui::summary(errors) }}
{{ ui::input("email", "Email", email, errors, kind = "email", hint = "Work", auto = "email") }}
{{ ui::input("nick", "Nick", "", errors, required = false, more = "maxlength=\"20\"") }}
{{ ui::area("text", "Text", email, errors) }}
{% call ui::field("when", "When", errors, "UTC") %}<input type="date" id="f-when" name="when"{{ ui::described("when", errors, "UTC") }}>{% endcall %}
{{ ui::choose("role", "Role", roles, "admin", errors) }}
{{ ui::tick("agree", "I agree", true, "It ends.") }}{{ ui::tick("tell", "Tell me", switch) }}
{{ ui::one_of("colour", "Colour", [("r", "Red"), ("g", "Green")], "g", errors) }}
{{ ui::drop("file", "CSV", errors, accept = ".csv") }}{{ ui::saved() }}
</form>
{{ ui::timer("2026-11-20T10:42:00Z", "ends 10:42") }}{{ ui::progress("p", "3 of 7 units", 3, 7) }}
{{ ui::pager("1 to 20", next = "/x?after=1") }}{{ ui::confirm("del", "Delete?", "It goes.", "/x/delete", "Delete") }}
<code id="hash">ab</code>{{ ui::copy("hash", "Copy") }}{{ ui::hash(digits) }}
{% endblock %}"##
)]
struct Parts {
    shell: Shell,
    errors: FormErrors,
    email: String,
    tone: Tone,
    switch: bool,
    count: usize,
    at: chrono::DateTime<chrono::Utc>,
    roles: Vec<(String, String)>,
    digits: Vec<String>,
}

fn shell(locale: Locale) -> Shell {
    Shell {
        person: Some(ShellPerson::new("Ines Maria Varga", "role-admin")),
        workspace: Some(ShellWorkspace { name: "Acme <Academy>".into(), slug: "acme".into(), accent: Some("7a2e8a".into()) }),
        nav: vec![NavGroup {
            key: "nav-label",
            items: vec![NavItem { href: "/people", icon: "people", key: "nav-people", current: true }],
        }],
        ..Shell::public(locale, "/people/7")
    }
}

fn parts() -> Parts {
    let fields = [FieldError::new("email", "email", "in English"), FieldError::new("role", "no-such-code", "As sent.")];
    Parts {
        shell: shell(Locale::De),
        errors: FormErrors::new(Texts::new(Locale::De), &fields),
        email: "a\"b@example".into(),
        tone: Tone::Ok,
        switch: false,
        count: 1_234,
        at: chrono::DateTime::UNIX_EPOCH,
        roles: vec![("admin".into(), "Admin".into()), ("learner".into(), "Learner".into())],
        digits: groups(&"0f".repeat(32)),
    }
}

#[test]
async fn every_part_renders() {
    let page = parts().render().unwrap_or_default();
    for part in [
        "<html lang=\"de\">",
        "<title>Parts · Acme &#60;Academy&#62;</title>",
        "href=\"/tenant.css?accent=7a2e8a\"",
        ">IV</span>",
        "aria-current=\"page\"",
        "2 Angaben brauchen",
        "href=\"#f-email\">Bitte eine E-Mail-Adresse",
        "value=\"a&#34;b@example\" autocomplete=\"email\" aria-invalid=\"true\" aria-describedby=\"h-email e-email\" required",
        "As sent.",
        "<option value=\"admin\" selected>",
        "maxlength=\"20\"",
        "(freiwillig)",
        "Read &#60;only&#62;",
        "aria-describedby=\"h-when\"",
        "value=\"g\" checked",
        "name=\"agree\" value=\"true\" checked",
        "1.234 Personen",
        "1. Jan. 1970",
        "1970-01-01T00:00:00Z",
        "data-minutes=\"noch {n} min\"",
    ] {
        assert!(page.contains(part), "{part} is not in\n{page}");
    }
    assert!(!page.contains('⟪'), "a text is missing");
    assert!(!page.contains("name=\"tell\" value=\"true\" checked"));
}

#[test]
async fn nothing_is_inline() {
    let page = parts().render().unwrap_or_default();
    assert!(!page.contains("style="), "an inline style");
    assert!(!page.contains(" onclick") && !page.contains("<style"));
    assert!(page.split("<script").skip(1).all(|rest| rest.starts_with(" src=")), "an inline script");
}

#[test]
async fn every_icon_that_templates_name_exists() {
    let sprite = include_str!("../../../templates/pages/layout/icons.html");
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/templates/pages");
    for entry in walkdir::WalkDir::new(root).into_iter().filter_map(Result::ok) {
        let source = std::fs::read_to_string(entry.path()).unwrap_or_default();
        let used = source.split("href=\"#i-").skip(1).chain(source.split("ui::icon(\"").skip(1));
        for name in used.filter_map(|rest| rest.split('"').next()).filter(|name| !name.contains('{')) {
            assert!(sprite.contains(&format!("id=\"i-{name}\"")), "{} names the icon {name}", entry.path().display());
        }
    }
}

#[test]
async fn errors_are_pages_that_say_what_to_do() {
    let errors = [
        Error::Malformed("x".into()),
        Error::Forbidden,
        Error::NotFound,
        Error::refused("no-such-rule", "Start later."),
        Error::TooLarge { limit: 1_000_000 },
        Error::invalid("email", "email", "x"),
        Error::TooMany { retry_after_s: 30 },
        Error::from(anyhow::anyhow!("secret cause")),
        Error::Unavailable { retry_after_s: 5 },
    ];
    for locale in Locale::ALL {
        for (error, shell) in errors.iter().flat_map(|error| [(error, shell(locale)), (error, Shell::public(locale, "/x"))]) {
            let response = error_page(&shell, error).unwrap_or_else(|_| HttpResponse::Ok().finish());
            assert_eq!(response.status(), actix_web::ResponseError::status_code(error));
            let body = actix_web::body::to_bytes(response.into_body()).await.unwrap_or_default();
            let page = String::from_utf8_lossy(&body);
            assert!(page.contains("<h1>") && !page.contains('⟪') && !page.contains("secret cause"), "{page}");
        }
    }
}

#[actix_web::test]
async fn files_are_served_for_ever_under_their_hashed_name() {
    let app = test::init_service(App::new().configure(assets)).await;
    let css = test::TestRequest::get().uri(&asset_address("app.css")).send_request(&app).await;
    assert_eq!(css.status(), StatusCode::OK);
    assert_eq!(css.headers().get(header::CACHE_CONTROL).map(|v| v.as_bytes()), Some(&b"public, max-age=31536000, immutable"[..]));
    let stale = test::TestRequest::get().uri("/assets/app.css").send_request(&app).await;
    assert_eq!(stale.status(), StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn a_colour_is_six_digits_and_nothing_else() {
    let app = test::init_service(App::new().configure(assets)).await;
    let good = test::TestRequest::get().uri("/tenant.css?accent=7a2e8A").send_request(&app).await;
    assert_eq!(test::read_body(good).await, ":root{--accent:#7a2e8A}");
    for bad in ["", "?accent=", "?accent=fff", "?accent=7a2e8g", "?accent=red}*{", "?accent=%237a2e8a", "?accent=7a2e8a0"] {
        let answer = test::TestRequest::get().uri(&format!("/tenant.css{bad}")).send_request(&app).await;
        assert!(answer.status().is_client_error(), "{bad}");
    }
}

#[actix_web::test]
async fn a_flash_is_a_key_and_is_shown_once() {
    let response = see_other_with("/people", Tone::Ok, "flash-saved");
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let cookie = response.cookies().next().map(|cookie| cookie.to_string()).unwrap_or_default();
    assert!(cookie.starts_with("tutela_flash=ok.flash-saved;") && cookie.contains("HttpOnly"), "{cookie}");

    let texts = Texts::new(Locale::En);
    let flash = |value: &str| {
        let request = test::TestRequest::get().insert_header((header::COOKIE, format!("tutela_flash={value}"))).to_http_request();
        Flash::of(&request, texts)
    };
    assert_eq!(flash("ok.flash-saved").map(|flash| flash.text), Some("Saved.".into()));
    for hostile in ["ok.<script>", "ok.error-500-title", "loud.flash-saved", "ok.flash-no-such", "ok", ""] {
        assert!(flash(hostile).is_none(), "{hostile}");
    }
}

#[test]
async fn an_address_inside_an_address_is_escaped() {
    assert_eq!(encode("/people?x=1&y=ä"), "/people%3Fx%3D1%26y%3D%C3%A4");
}

#[test]
async fn after_signing_in_one_stays_on_this_site() {
    assert_eq!(local_address("/people?x=1", "/"), "/people?x=1");
    for elsewhere in ["//evil.example", "https://evil.example", "/\\evil.example", "/\tx", "", "people"] {
        assert_eq!(local_address(elsewhere, "/"), "/");
    }
}

#[test]
async fn a_form_with_words_of_its_own_says_them_first() {
    let fields = [FieldError::new("title", "required", "Fill this in."), FieldError::new("reason", "too-long", "Less.")];
    let texts = Texts::new(Locale::En);
    let own = FormErrors::said(texts, "sign", &fields);
    assert_eq!(own.of("title"), Some("Give the role of the person who signs."));
    assert_eq!(own.of("reason"), Some("Make this shorter."), "what it has no words for is said as everywhere");
    assert_eq!(FormErrors::new(texts, &fields).of("title"), Some("Fill this in."));
}

#[test]
async fn a_moment_names_its_zone() {
    let at: chrono::DateTime<chrono::Utc> = "2026-12-21T21:06:00Z".parse().unwrap();
    let here = |zone: chrono_tz::Tz| Shell { zone, ..shell(Locale::En) }.moment_here(at);
    assert_eq!(here(chrono_tz::Europe::Vienna), "21 Dec 2026, 22:06\u{a0}CET");
    assert_eq!(here(chrono_tz::UTC), "21 Dec 2026, 21:06\u{a0}UTC");
    assert_eq!(here(chrono_tz::America::Sao_Paulo), "21 Dec 2026, 18:06\u{a0}UTC-03", "a zone without letters");
}
