//! The hash tree over a tenant's log (RFC 9162): whoever holds a root can prove every change, deletion, insertion, swap
//! and truncation.

use ring::digest;

use super::super::error::Error;

/// A node of the tree: SHA-256.
pub type Hash = [u8; 32];

/// Hash of a leaf: 0x00 and the canonical bytes of the event.
#[must_use]
pub fn leaf_hash(bytes: &[u8]) -> Hash {
    hash(&[&[0], bytes])
}

fn node_hash(left: &Hash, right: &Hash) -> Hash {
    hash(&[&[1], left, right])
}

fn hash(parts: &[&[u8]]) -> Hash {
    let mut context = digest::Context::new(&digest::SHA256);
    parts.iter().for_each(|part| context.update(part));
    let mut out = [0; 32];
    out.copy_from_slice(context.finish().as_ref());
    out
}

/// What must be kept of a tree to go on: the roots of its full subtrees, largest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    roots: Vec<Hash>,
}

impl Frontier {
    /// Reads a stored frontier.
    ///
    /// # Errors
    /// When the bytes do not belong to a tree of this size.
    pub fn read(size: u64, bytes: &[u8]) -> Result<Self, Error> {
        let (chunks, rest) = bytes.as_chunks::<32>();
        if !rest.is_empty() || chunks.len() != size.count_ones() as usize {
            return Err(Error::from(anyhow::anyhow!("the stored frontier does not belong to a tree of {size} leaves")));
        }
        Ok(Self { size, roots: chunks.to_vec() })
    }

    /// The frontier as stored.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        self.roots.concat()
    }

    /// How many leaves the tree has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf. Full subtrees of equal size merge: as many as the size has trailing ones.
    pub fn push(&mut self, leaf: Hash) {
        let mut merged = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.roots.pop() {
                merged = node_hash(&left, &merged);
            }
        }
        self.roots.push(merged);
        self.size += 1;
    }

    /// The root of the tree; of an empty tree the hash of nothing.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut roots = self.roots.iter().rev();
        let Some(last) = roots.next() else { return hash(&[]) };
        roots.fold(*last, |right, left| node_hash(left, &right))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition of RFC 9162 §2.1.1, written as it stands there.
    fn by_definition(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => hash(&[]),
            [one] => *one,
            many => {
                let (left, right) = many.split_at(largest_power_below(many.len()));
                node_hash(&by_definition(left), &by_definition(right))
            }
        }
    }

    fn largest_power_below(n: usize) -> usize {
        let mut power = 1;
        while power * 2 < n {
            power *= 2;
        }
        power
    }

    #[test]
    fn the_frontier_gives_the_root_of_the_definition() {
        let leaves: Vec<Hash> = (0_u32..130).map(|n| leaf_hash(&n.to_be_bytes())).collect();
        let mut frontier = Frontier::default();
        for size in 0..=leaves.len() {
            assert_eq!(frontier.root(), by_definition(&leaves[..size]), "size {size}");
            let stored = Frontier::read(frontier.size(), &frontier.bytes()).unwrap();
            assert_eq!(stored, frontier);
            if let Some(leaf) = leaves.get(size) {
                frontier.push(*leaf);
            }
        }
    }

    #[test]
    fn the_empty_root_is_the_known_one() {
        let known = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(data_encoding::HEXLOWER.encode(&Frontier::default().root()), known);
    }
}
