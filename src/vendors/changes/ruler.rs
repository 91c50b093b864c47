//! The picture of a running notice: a line from the day it was sent to the day on which the change may start, with today on it.

/// How far the line stays away from both edges of the picture.
const EDGE: i64 = 12;

/// A line of days.
pub struct Ruler {
    /// How wide the picture is.
    pub width: i64,
    /// Where the line begins.
    pub start: i64,
    /// Where it ends.
    pub end: i64,
    /// Where today is.
    pub today: i64,
    /// To which side the text of today grows, so that it stays in the picture.
    pub anchor: &'static str,
    /// The days that are marked.
    pub ticks: Vec<Tick>,
}

/// A day on the line.
pub struct Tick {
    /// Where it is.
    pub x: i64,
    /// Its number.
    pub day: i64,
    /// To which side the number grows.
    pub anchor: &'static str,
}

impl Ruler {
    /// The line for a screen with room: six stretches.
    #[must_use]
    pub fn wide(over: i64, days: i64) -> Self {
        Self::new(760, 6, over, days)
    }

    /// The line for a telephone: three stretches.
    #[must_use]
    pub fn narrow(over: i64, days: i64) -> Self {
        Self::new(300, 3, over, days)
    }

    fn new(width: i64, stretches: i64, over: i64, days: i64) -> Self {
        let days = days.max(1);
        let over = over.clamp(0, days);
        let (start, end) = (EDGE, width - EDGE);
        let at = |day: i64| start + (end - start) * day / days;
        let anchor = |day: i64| match day {
            0 => "start",
            day if day == days => "end",
            _ => "middle",
        };
        let step = (days + stretches - 1) / stretches;
        // A number that would run into the last one is left out.
        let between = (0..stretches).map(|stretch| stretch * step).filter(|day| days - day > step / 2);
        let ticks = between.chain([days]).map(|day| Tick { x: at(day), day, anchor: anchor(day) }).collect();
        let today = at(over);
        let side = match today {
            x if x < width / 4 => "start",
            x if x > width - width / 4 => "end",
            _ => "middle",
        };
        Self { width, start, end, today, anchor: side, ticks }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(ruler: &Ruler) -> Vec<i64> {
        ruler.ticks.iter().map(|tick| tick.day).collect()
    }

    #[test]
    fn today_moves_from_the_first_day_to_the_last() {
        let at = |over| Ruler::wide(over, 30).today;
        assert_eq!((at(0), at(15), at(30), at(99)), (12, 380, 748, 748));
        assert_eq!(
            (Ruler::wide(0, 30).anchor, Ruler::wide(15, 30).anchor, Ruler::wide(30, 30).anchor),
            ("start", "middle", "end")
        );
    }

    #[test]
    fn the_marks_are_whole_days_and_end_with_the_last() {
        assert_eq!(days(&Ruler::wide(1, 30)), [0, 5, 10, 15, 20, 25, 30]);
        assert_eq!(days(&Ruler::narrow(1, 30)), [0, 10, 20, 30]);
        assert_eq!(days(&Ruler::wide(1, 366)), [0, 61, 122, 183, 244, 305, 366]);
        for length in 1..=366 {
            let ruler = Ruler::wide(0, length);
            assert_eq!(ruler.ticks.last().map(|tick| (tick.day, tick.x, tick.anchor)), Some((length, ruler.end, "end")));
            assert!(ruler.ticks.windows(2).all(|pair| pair[0].x < pair[1].x), "{length}");
        }
    }
}
