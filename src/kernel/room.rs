//! Room for files that strangers send to be looked at: they wait in memory, and looking costs time on a core. Both are bounded for
//! the process as a whole, because memory and cores are the process's.
//!
//! Whoever comes while the memory is full is told to come back (503); whoever's file is here waits for its turn, which comes
//! soon: the memory bounds how much work can wait.

use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};

use super::error::Error;

/// Files looked at at once: as for passwords, two leave the other cores to signed-in people. Each may unfold 32 MiB beside its
/// own bytes (`kernel::pdf`), so that looking takes less than 200 MiB.
const AT_ONCE: usize = 2;
/// Memory for files being received or waiting, in [`PIECE`]s of 160 MiB: a thousand and more agreements of ours.
const PIECES: usize = 160 * 1024 * 1024 / PIECE;
/// Memory is given in pieces of this many bytes.
const PIECE: usize = 16 * 1024;
/// Seconds after which a refused file is worth sending again: what fits in is looked at in less.
const RETRY_AFTER_S: u64 = 5;

/// A file arrives in this time (the largest at 3 Mbit/s), or its memory is given to another.
const RECEIVING: Duration = Duration::from_secs(60);

/// The room of this process.
pub static ROOM: Room = Room::new(PIECES);

/// Memory for files, and places to look at them.
pub struct Room {
    pieces: Semaphore,
    places: Semaphore,
}

/// A file that is being received, with the memory that it holds; dropping it gives the memory back.
pub struct Received<'a> {
    room: &'a Room,
    most: usize,
    bytes: Vec<u8>,
    held: Vec<SemaphorePermit<'a>>,
}

impl Room {
    const fn new(pieces: usize) -> Self {
        Self { pieces: Semaphore::const_new(pieces), places: Semaphore::const_new(AT_ONCE) }
    }

    /// Begins to receive a file of at most so many bytes.
    #[must_use]
    pub const fn receive(&self, most: usize) -> Received<'_> {
        Received { room: self, most, bytes: Vec::new(), held: Vec::new() }
    }

    /// Waits for a place to look at a file; the place stays with whoever looks until the work is done.
    ///
    /// # Errors
    /// Never: places are not closed.
    pub async fn place(&self) -> Result<SemaphorePermit<'_>, Error> {
        self.places.acquire().await.map_err(|error| anyhow::Error::new(error).into())
    }
}

impl Received<'_> {
    /// Adds what arrived.
    ///
    /// # Errors
    /// `TooLarge` beyond what was said, `Unavailable` when the memory is full.
    pub fn extend(&mut self, part: &[u8]) -> Result<(), Error> {
        let length = self.bytes.len() + part.len();
        if length > self.most {
            return Err(Error::TooLarge { limit: self.most });
        }
        let wanted = length.div_ceil(PIECE).saturating_sub(self.held.iter().map(SemaphorePermit::num_permits).sum());
        if wanted > 0 {
            let wanted = u32::try_from(wanted).unwrap_or(u32::MAX);
            let permit = self.room.pieces.try_acquire_many(wanted);
            let permit = permit.map_err(|_| Error::Unavailable { retry_after_s: RETRY_AFTER_S })?;
            match self.held.first_mut() {
                Some(held) => held.merge(permit),
                None => self.held.push(permit),
            }
        }
        self.bytes.extend_from_slice(part);
        Ok(())
    }

    /// The bytes so far.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whether nothing came.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }
}

/// Receives, but not for ever.
///
/// # Errors
/// What receiving ends in, and `Malformed` when it takes too long.
pub async fn in_time<T>(receiving: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    let too_slow = |_| Error::Malformed("The file took too long to arrive. Send it again.".to_owned());
    tokio::time::timeout(RECEIVING, receiving).await.map_err(too_slow)?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_bounded_and_given_back() {
        let room = Room::new(3);
        let (mut first, mut second) = (room.receive(4 * PIECE), room.receive(4 * PIECE));
        first.extend(&[0; PIECE]).unwrap();
        first.extend(&[0; 1]).unwrap();
        first.extend(&[0; 1]).unwrap();
        second.extend(&[0; PIECE]).unwrap();
        let refused = second.extend(&[0]);
        assert!(matches!(refused, Err(Error::Unavailable { retry_after_s: RETRY_AFTER_S })), "{refused:?}");
        assert_eq!((first.bytes().len(), second.bytes().len()), (PIECE + 2, PIECE));
        drop(first);
        second.extend(&[0; PIECE]).unwrap();
        assert!(matches!(Room::new(PIECES).receive(PIECE).extend(&vec![0; PIECE + 1]), Err(Error::TooLarge { .. })));
        drop(second);
        assert_eq!(room.pieces.available_permits(), 3);
    }
}
