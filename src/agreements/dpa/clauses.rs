//! Where a page of the text says who carries out a clause (M-1): below its last item.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use super::render::Printed;
use crate::agreements::templates::{ClauseLine, ClauseMap};

/// What a page says of the clauses, each at its place among the blocks of the text.
pub struct Placed {
    /// How many are carried out by whom; empty where the version does not say it.
    pub summary: String,
    /// What a declaration is; empty where there is none.
    pub declarations: String,
    after: BTreeMap<usize, ClauseLine>,
}

impl Placed {
    /// Each line where its clause ends.
    #[must_use]
    pub fn of(blocks: &[Printed], map: ClauseMap) -> Self {
        let mut lines: BTreeMap<String, ClauseLine> = map.lines.into_iter().map(|line| (line.number.clone(), line)).collect();
        let mut after = BTreeMap::new();
        for (at, block) in blocks.iter().enumerate() {
            if let Printed::Clause(number, _) = block
                && let Some(line) = lines.remove(number)
            {
                let items = blocks.iter().skip(at + 1).take_while(|block| matches!(block, Printed::Item(..)));
                after.insert(at + items.count(), line);
            }
        }
        Self { summary: map.summary, declarations: map.declarations, after }
    }

    /// What is said below a block.
    pub fn after(&self, place: impl Borrow<usize>) -> Option<&ClauseLine> {
        self.after.get(place.borrow())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stands_below_the_last_item_of_its_clause() {
        let clause = |number: &str| Printed::Clause(number.to_owned(), String::new());
        let item = || Printed::Item("(a)".to_owned(), String::new());
        let blocks = [clause("1.1"), clause("1.2"), item(), item(), Printed::Paragraph(String::new()), clause("1.3")];
        let line = |number: &str| ClauseLine {
            number: number.to_owned(),
            words: String::new(),
            promises: Vec::new(),
            proved: String::new(),
            own: Vec::new(),
        };
        let placed = Placed::of(&blocks, ClauseMap { lines: vec![line("1.2"), line("1.1")], ..ClauseMap::default() });
        let found: Vec<_> = (0..6).map(|place| placed.after(place).map(|line| line.number.as_str())).collect();
        assert_eq!(found, [Some("1.1"), None, None, Some("1.2"), None, None]);
    }
}
