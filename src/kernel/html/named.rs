//! The list of what is wrong stands above the form, where the labels of its fields are not written yet: once the page is whole,
//! each of its lines names its field.

/// What the list leaves open for the label of a field.
const OPEN: &str = "<span data-field=\"";
const CLOSE: &str = "\"></span>";

/// Puts the label of its field before each line of the list that would not say by itself which one it means.
#[must_use]
pub fn named(page: String) -> String {
    if !page.contains(OPEN) {
        return page;
    }
    let mut whole = String::with_capacity(page.len());
    let mut rest = page.as_str();
    while let Some((before, after)) = rest.split_once(OPEN) {
        whole.push_str(before);
        let (field, after) = after.split_once(CLOSE).unwrap_or_default();
        if let Some(label) = label(&page, field) {
            whole.push_str(label);
            whole.push_str(": ");
        }
        rest = after;
    }
    whole.push_str(rest);
    whole
}

/// The words of the label: beside a control, over a group, or inside a choice.
fn label<'a>(page: &'a str, field: &str) -> Option<&'a str> {
    let beside = page.split_once(&format!("<label for=\"f-{field}\">")).map(|(_, after)| after);
    let inside = || {
        let (_, after) = page.split_once(&format!(" id=\"f-{field}\""))?.1.split_once('>')?;
        after.strip_prefix("<legend>").or_else(|| after.strip_prefix("<span>"))
    };
    let words = beside.or_else(inside)?.split('<').next()?.trim();
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_names_its_field() {
        let form = "<label for=\"f-reason\">Why it ends <i>optional</i></label><textarea id=\"f-reason\"></textarea>\
                    <fieldset class=\"tight\" id=\"f-way\"><legend>How</legend></fieldset>\
                    <label class=\"choice\"><input type=\"checkbox\" id=\"f-sure\" name=\"sure\"><span>I am sure</span></label>\
                    <input id=\"f-bare\">";
        let list = |fields: &[&str]| -> String {
            fields.iter().map(|field| format!("<li><span data-field=\"{field}\"></span>Fill this in.</li>")).collect()
        };
        let page = named(format!("{}{form}", list(&["reason", "way", "sure", "bare", "gone"])));
        assert_eq!(
            page,
            format!(
                "<li>Why it ends: Fill this in.</li><li>How: Fill this in.</li><li>I am sure: Fill this in.</li>\
                 <li>Fill this in.</li><li>Fill this in.</li>{form}"
            )
        );
    }

    #[test]
    fn a_page_without_a_list_is_what_it_was() {
        let page = "<h1>Fine</h1><td data-label=\"State\">ok</td>".to_owned();
        assert_eq!(named(page.clone()), page);
    }
}
