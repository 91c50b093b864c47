//! Mixing questions and options, from a source of randomness that is a parameter.

use crate::kernel::error::Error;
use crate::kernel::ids::Random;

/// Puts a list into an order of which each is as likely as the other (Fisher and Yates).
///
/// # Errors
/// When there is no randomness.
pub fn shuffle<T>(list: &mut [T], random: &dyn Random) -> Result<(), Error> {
    for last in (1..list.len()).rev() {
        let other = below(last as u64 + 1, random)?;
        list.swap(last, usize::try_from(other).unwrap_or(last));
    }
    Ok(())
}

/// A number below `end`: the upper half of a product with 64 random bits. For lists of a few hundred its bias is below 2⁻⁵⁵.
fn below(end: u64, random: &dyn Random) -> Result<u64, Error> {
    let mut bytes = [0_u8; 8];
    random.fill(&mut bytes)?;
    let product = u128::from(u64::from_be_bytes(bytes)) * u128::from(end);
    Ok(u64::try_from(product >> 64).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::kernel::ids::SystemSource;

    #[test]
    fn every_order_turns_up_and_nothing_is_lost() {
        let random = SystemSource::default();
        let mut seen = HashSet::new();
        for _ in 0..600 {
            let mut list = [1, 2, 3];
            shuffle(&mut list, &random).unwrap();
            seen.insert(list);
        }
        assert_eq!(seen.len(), 6, "in 600 tries one of six orders is missing about once in 10⁴⁶ runs");
    }

    #[test]
    fn short_lists_stay() {
        let random = SystemSource::default();
        let (mut none, mut one) = ([0_u8; 0], [7]);
        shuffle(&mut none, &random).unwrap();
        shuffle(&mut one, &random).unwrap();
        assert_eq!(one, [7]);
    }
}
