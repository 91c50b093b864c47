//! A certificate on paper: one page on its side, in the tenant's colour, with a code that anybody can check.

use chrono_tz::Tz;
use entity::certificate;

use crate::kernel::i18n::{Locale, Texts};
use crate::kernel::pdf::{Align, Colour, Description, Sheet, SignatureField, Tone, finish, printable};

/// The field that our seal signs.
pub const FIELD: &str = "Issuer";

/// A name or a title is printed up to so many characters: more does not fit on the page.
const MOST_NAME: usize = 200;
/// The border of a tenant without a colour of its own.
const USUAL_COLOUR: &str = "#0b5563";

/// What the page looks like, and who stands behind it.
pub struct Design {
    /// The workspace that issues.
    pub issuer: String,
    /// Its colour, `#rrggbb`.
    pub accent: Option<String>,
    /// Its language.
    pub locale: Locale,
    /// Its time zone: the day on paper is the day there.
    pub zone: Tz,
    /// Who seals.
    pub signer: String,
    /// Where it can be checked.
    pub address: String,
    /// What our seal calls it.
    pub identifier: String,
}

/// What kind of document it is.
pub fn title(locale: Locale) -> String {
    Texts::new(locale).t("certificate-title")
}

/// Draws a certificate; equal input gives equal bytes.
///
/// # Errors
/// In words, when it cannot be drawn.
pub fn draw(row: &certificate::Model, design: &Design) -> Result<Vec<u8>, String> {
    let texts = Texts::new(design.locale);
    let holder = printable(&row.holder_name, MOST_NAME);
    let module = printable(&row.module_title, MOST_NAME);
    let issuer = printable(&design.issuer, MOST_NAME);
    let colour = Colour::hex(design.accent.as_deref().unwrap_or(USUAL_COLOUR)).map_err(|error| error.to_string())?;
    let shown = design.address.split_once("://").map_or(design.address.as_str(), |(_, rest)| rest);
    let on = texts.ta(
        "certificate-on",
        &[("date", &texts.date(row.issued_at.with_timezone(&design.zone))), ("version", &row.module_version.to_string())],
    );

    let mut sheet = Sheet::landscape("", "").bordered(colour).vertically_centred();
    sheet.display(&issuer, 13.0, Tone::Quiet, Align::Centre).space(16.0);
    sheet
        .display_heading(1, &texts.t("certificate-title"), size_for(28.0, &texts.t("certificate-title"), 40), Align::Centre)
        .space(12.0);
    sheet.display(&texts.t("certificate-certifies"), 12.0, Tone::Quiet, Align::Centre).space(4.0);
    sheet.display(&holder, size_for(32.0, &holder, 30), Tone::Strong, Align::Centre).space(6.0);
    sheet.display(&texts.t("certificate-passed"), 12.0, Tone::Quiet, Align::Centre).space(4.0);
    sheet.display(&module, size_for(18.0, &module, 60), Tone::Plain, Align::Centre).space(6.0);
    sheet.display(&on, 12.0, Tone::Plain, Align::Centre).space(12.0);
    sheet.qr(&design.address, &texts.t("certificate-qr"), 92.0, Align::Centre);
    sheet.display(&texts.t("certificate-check"), 9.0, Tone::Quiet, Align::Centre);
    sheet.display(shown, 9.0, Tone::Plain, Align::Centre);

    let about = Description {
        title: format!("{}: {module}", texts.t("certificate-title")),
        author: issuer,
        subject: holder,
        language: design.locale.code().to_owned(),
        identifier: design.identifier.clone(),
        created_at: row.issued_at,
    };
    let field = SignatureField { name: FIELD, label: &texts.t("certificate-field") };
    finish(sheet, &about, &[], &[field]).map_err(|error| error.to_string())
}

/// Long texts are set smaller, so that the page stays one page.
fn size_for(usual: f32, text: &str, fits: u16) -> f32 {
    let length = u16::try_from(text.chars().count()).unwrap_or(u16::MAX).max(1);
    if length <= fits { usual } else { (usual * f32::from(fits) / f32::from(length)).max(usual * 0.5) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::pdf::check_structure;

    fn row(holder: &str, module: &str) -> certificate::Model {
        certificate::Model {
            tenant_id: uuid::Uuid::nil(),
            id: "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b".parse().unwrap(),
            user_id: uuid::Uuid::nil(),
            module_id: uuid::Uuid::nil(),
            period: 1,
            code: "ABCDEFGHIJKLMNOPQRSTUVWXYZ".into(),
            holder_name: holder.into(),
            module_title: module.into(),
            module_version: 3,
            issued_at: "2026-11-21T10:00:00Z".parse().unwrap(),
            expires_at: None,
            revoked_at: None,
            file_id: None,
        }
    }

    fn design(locale: Locale) -> Design {
        let address = "https://learn.example.com/verify/ABCDEFGHIJKLMNOPQRSTUVWXYZ".into();
        Design {
            issuer: "Acme Academy".into(),
            accent: None,
            locale,
            zone: Tz::UTC,
            signer: "Operator".into(),
            address,
            identifier: "urn:x".into(),
        }
    }

    fn pages(pdf: &[u8]) -> usize {
        lopdf::Document::load_mem(pdf).unwrap().get_pages().len()
    }

    #[test]
    fn a_certificate_is_one_page_whatever_the_names() {
        let long = "Nguyễn ".repeat(28);
        for locale in Locale::ALL {
            for (holder, module) in
                [("Žofia Kováčová", "Data protection"), (long.as_str(), long.as_str()), ("名前 \u{1F600}", "مرحبا")]
            {
                let pdf = draw(&row(holder.trim(), module.trim()), &design(locale)).unwrap();
                assert_eq!(pages(&pdf), 1, "{locale} {holder}");
                assert_eq!(check_structure(&pdf), Vec::<String>::new());
                assert_eq!(pdf, draw(&row(holder.trim(), module.trim()), &design(locale)).unwrap(), "equal input, equal bytes");
            }
            if let Some(folder) = std::env::var_os("TUTELA_PDF_OUT").map(std::path::PathBuf::from) {
                std::fs::write(
                    folder.join(format!("certificate-{locale}.pdf")),
                    draw(&row("Žofia Kováčová", "Data protection for people who work with customers"), &design(locale)).unwrap(),
                )
                .unwrap();
                std::fs::write(
                    folder.join(format!("certificate-long-{locale}.pdf")),
                    draw(&row(long.trim(), long.trim()), &design(locale)).unwrap(),
                )
                .unwrap();
            }
        }
    }
}
