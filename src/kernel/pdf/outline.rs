//! Bookmarks: the headings once more, nested, for the side panel of a reader.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::text::text_string;

/// A heading and where it stands.
pub(super) struct Bookmark {
    pub(super) level: u8,
    pub(super) title: String,
    pub(super) page: usize,
    /// Points from the foot of the page.
    pub(super) y: f32,
}

/// Adds the bookmarks; returns the outline for the catalog, if there is any heading.
pub(super) fn add(document: &mut Document, bookmarks: &[Bookmark], pages: &[ObjectId], left: f32) -> Option<ObjectId> {
    if bookmarks.is_empty() {
        return None;
    }
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = bookmarks.iter().map(|_| document.new_object_id()).collect();
    let parents = parents(bookmarks);
    for (index, bookmark) in bookmarks.iter().enumerate() {
        let page = pages.get(bookmark.page).or(pages.last())?;
        let top = (bookmark.y + 4.0).round();
        let destination: Vec<Object> = vec![(*page).into(), "XYZ".into(), left.round().into(), top.into(), Object::Null];
        let parent = parents[index].map_or(root, |parent| ids[parent]);
        let mut entry = dictionary! { "Title" => text_string(&bookmark.title), "Parent" => parent, "Dest" => destination };
        let siblings: Vec<usize> = (0..bookmarks.len()).filter(|&other| parents[other] == parents[index]).collect();
        let place = siblings.iter().position(|&other| other == index)?;
        if let Some(previous) = place.checked_sub(1) {
            entry.set("Prev", ids[siblings[previous]]);
        }
        if let Some(&next) = siblings.get(place + 1) {
            entry.set("Next", ids[next]);
        }
        children(&mut entry, &parents, &ids, Some(index));
        document.set_object(ids[index], entry);
    }
    let mut outline = dictionary! { "Type" => "Outlines" };
    children(&mut outline, &parents, &ids, None);
    document.set_object(root, outline);
    Some(root)
}

/// The heading each heading stands under.
fn parents(bookmarks: &[Bookmark]) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let mut parents = Vec::new();
    for (index, bookmark) in bookmarks.iter().enumerate() {
        while open.last().is_some_and(|&last| bookmarks[last].level >= bookmark.level) {
            open.pop();
        }
        parents.push(open.last().copied());
        open.push(index);
    }
    parents
}

/// First, last and number of the entries below; the title's own entries are shown, deeper ones folded.
fn children(entry: &mut Dictionary, parents: &[Option<usize>], ids: &[ObjectId], of: Option<usize>) {
    let below: Vec<usize> = (0..parents.len()).filter(|&index| parents[index] == of).collect();
    let (Some(&first), Some(&last)) = (below.first(), below.last()) else {
        return;
    };
    entry.set("First", ids[first]);
    entry.set("Last", ids[last]);
    let count = i64::try_from(below.len()).unwrap_or(i64::MAX);
    let shown = of.is_none_or(|of| parents[of].is_none());
    let visible = match of {
        None => {
            count + below.iter().map(|&top| parents.iter().filter(|parent| **parent == Some(top)).count() as i64).sum::<i64>()
        }
        Some(_) => count,
    };
    entry.set("Count", if shown { visible } else { -count });
}
