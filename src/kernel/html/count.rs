//! Numbers as templates have them.

/// A number that a text can count or show, owned or borrowed as templates have it.
pub trait Count {
    /// The number; the largest there is, when it does not fit.
    fn count(&self) -> i64;
}

macro_rules! counts {
    ($($number:ty),*) => {$(
        impl Count for $number {
            fn count(&self) -> i64 {
                i64::try_from(*self).unwrap_or(i64::MAX)
            }
        }
    )*};
}

counts!(i64, i32, i16, u64, u32, u16, u8, usize);

impl<N: Count + ?Sized> Count for &N {
    fn count(&self) -> i64 {
        (**self).count()
    }
}
