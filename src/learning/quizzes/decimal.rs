//! Decimal numbers kept exactly: what a person writes as 0.1 is one tenth, not the nearest binary fraction.

use std::fmt;
use std::str::FromStr;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Places kept after the point.
const PLACES: i32 = 20;
/// Digits allowed before the point; with the places they fill an `i128`.
const WHOLE_DIGITS: i32 = 18;

/// A decimal number with up to 18 digits before and 20 after the point; nothing is ever rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(i128);

/// Why a text is no decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotDecimal {
    /// It is not written as one.
    #[error("write a number such as 72 or 0.5")]
    Form,
    /// It has too many digits.
    #[error("write at most 18 digits before and 20 after the point")]
    Size,
}

impl Decimal {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Whether it is below zero.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Whether it is nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Whether the two are at most `tolerance` apart.
    #[must_use]
    pub fn is_within(self, tolerance: Self, other: Self) -> bool {
        !tolerance.is_negative() && self.0.abs_diff(other.0) <= tolerance.0.unsigned_abs()
    }
}

impl FromStr for Decimal {
    type Err = NotDecimal;

    /// Reads `72`, `-0.5`, `0,5` (a comma is a decimal comma, never a separator of thousands) and `1e-3`.
    fn from_str(text: &str) -> Result<Self, NotDecimal> {
        let text = text.trim();
        let (negative, text) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent_of(exponent)?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}");
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NotDecimal::Form);
        }
        let places = i32::try_from(fraction.len()).map_err(|_| NotDecimal::Size)?;
        let value = scaled(&digits, exponent - places)?;
        Ok(Self(if negative { -value } else { value }))
    }
}

fn exponent_of(text: &str) -> Result<i32, NotDecimal> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NotDecimal::Form);
    }
    let exponent: i32 = text.parse().map_err(|_| NotDecimal::Size)?;
    if exponent.abs() > 1000 { Err(NotDecimal::Size) } else { Ok(exponent) }
}

/// `digits` × 10^`power`, in units of the last place kept.
fn scaled(digits: &str, power: i32) -> Result<i128, NotDecimal> {
    let significant = digits.trim_start_matches('0');
    let kept = significant.trim_end_matches('0');
    if kept.is_empty() {
        return Ok(0);
    }
    let count = |part: &str| i32::try_from(part.len()).map_err(|_| NotDecimal::Size);
    let shift = power + count(significant)? - count(kept)? + PLACES;
    if shift < 0 || count(kept)? + shift > PLACES + WHOLE_DIGITS {
        return Err(NotDecimal::Size);
    }
    let value: i128 = kept.parse().map_err(|_| NotDecimal::Size)?;
    let factor = 10i128.checked_pow(shift.unsigned_abs()).ok_or(NotDecimal::Size)?;
    value.checked_mul(factor).ok_or(NotDecimal::Size)
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = 10u128.pow(PLACES.unsigned_abs());
        let size = self.0.unsigned_abs();
        if self.0 < 0 {
            f.write_str("-")?;
        }
        write!(f, "{}", size / unit)?;
        let fraction = format!("{:020}", size % unit);
        let fraction = fraction.trim_end_matches('0');
        if fraction.is_empty() { Ok(()) } else { write!(f, ".{fraction}") }
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

/// Reads a number, or a text with a number in it.
struct Reader;

impl Visitor<'_> for Reader {
    type Value = Decimal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a decimal number")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Decimal, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Decimal, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Decimal, E> {
        self.visit_str(&number.to_string())
    }

    /// The shortest decimal that means this binary number: what the sender wrote, up to 15 digits.
    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Decimal, E> {
        self.visit_str(&number.to_string())
    }
}

impl utoipa::PartialSchema for Decimal {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        let text = utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .description(Some("A decimal number, kept exactly; a JSON number is read as well."))
            .examples(["0.5"])
            .build();
        text.into()
    }
}

impl utoipa::ToSchema for Decimal {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn the_ways_to_write_a_number_mean_the_same() {
        for same in ["0.5", "0,5", ".5", "+0.50", "5e-1", "50E-2", " 0.5 ", "00.5"] {
            assert_eq!(decimal(same), decimal("0.5"), "{same}");
        }
        assert_eq!(decimal("\u{2212}3"), decimal("-3"));
        assert_eq!(decimal("-0"), Decimal::ZERO);
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for wrong in ["", " ", "-", ".", "e3", "1e", "1.2.3", "1,234.5", "0x10", "NaN", "inf", "1 000", "٣"] {
            assert_eq!(wrong.parse::<Decimal>(), Err(NotDecimal::Form), "{wrong}");
        }
        for long in ["1e18", "1e400", "0.000000000000000000001", "1234567890123456789", "1e99999999999"] {
            assert_eq!(long.parse::<Decimal>(), Err(NotDecimal::Size), "{long}");
        }
        assert!("999999999999999999.99999999999999999999".parse::<Decimal>().is_ok());
    }

    #[test]
    fn tenths_add_up() {
        assert!(decimal("0.3").is_within(decimal("0.1"), decimal("0.2")));
        assert!(!decimal("0.3").is_within(decimal("0.1"), decimal("0.19999999999999999999")));
        let (most, least) = (decimal("999999999999999999"), decimal("-999999999999999999"));
        assert!(!most.is_within(most, least), "the farthest two numbers do not overflow");
    }

    #[test]
    fn json_numbers_and_texts_are_read() {
        let read: Vec<Decimal> = serde_json::from_str(r#"[72, -1, 0.1, 1e-7, "0,5"]"#).unwrap();
        let shown: Vec<String> = read.iter().map(ToString::to_string).collect();
        assert_eq!(shown, ["72", "-1", "0.1", "0.0000001", "0.5"]);
        assert_eq!(serde_json::to_string(&read[2]).unwrap(), "\"0.1\"");
    }

    proptest! {
        #[test]
        fn writing_and_reading_again_changes_nothing(units in -(10i128.pow(38) - 1)..10i128.pow(38)) {
            prop_assert_eq!(Decimal(units).to_string().parse::<Decimal>(), Ok(Decimal(units)));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,60}") {
            let _ = text.parse::<Decimal>();
        }
    }
}
