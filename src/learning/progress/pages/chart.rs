//! The bars of the overview, as numbers for an SVG drawing.

use crate::kernel::html::Shell;
use crate::learning::progress::overview::Week;

/// A chart of a fixed size.
pub struct Chart {
    /// Width of the drawing.
    pub width: i64,
    /// Height of the drawing.
    pub height: i64,
    /// Where the bars stand.
    pub floor: i64,
    /// Where the scale ends.
    pub top: i64,
    /// Half of the scale.
    pub middle: i64,
    /// The end of the scale.
    pub most: usize,
    /// The bars.
    pub bars: Vec<Bar>,
}

/// One week.
pub struct Bar {
    /// Its left edge.
    pub x: i64,
    /// Its middle.
    pub centre: i64,
    /// Its upper edge.
    pub y: i64,
    /// Its height.
    pub height: i64,
    /// Its width.
    pub width: i64,
    /// What it counts.
    pub finished: usize,
    /// Its Monday in words; empty where there is no room.
    pub day: String,
    /// Whether it is this week.
    pub is_now: bool,
}

/// The left edge of the bars: the scale stands before it.
const LEFT: i64 = 34;
/// The upper edge of the scale.
const TOP: i64 = 14;
/// Room below the floor for the days.
const BELOW: i64 = 26;

/// The chart of some weeks. Every second day is named when there are many.
pub fn chart(shell: &Shell, weeks: &[Week], width: i64, height: i64) -> Chart {
    let most = scale(weeks.iter().map(|week| week.finished).max().unwrap_or_default());
    let floor = height - BELOW;
    let count = i64::try_from(weeks.len()).unwrap_or(1).max(1);
    let step = (width - LEFT) / count;
    let wide = step * 16 / 25;
    let last = weeks.len().saturating_sub(1);
    let bar = |(at, week): (usize, &Week)| {
        let x = LEFT + i64::try_from(at).unwrap_or_default() * step + (step - wide) / 2;
        let units = i64::try_from(week.finished * usize::try_from(floor - TOP).unwrap_or_default() / most.max(1));
        let height = units.unwrap_or_default();
        let is_named = weeks.len() <= 6 || at % 2 == last % 2;
        let day = if is_named { shell.texts.day(shell.day_here(week.from)) } else { String::new() };
        Bar { x, centre: x + wide / 2, y: floor - height, height, width: wide, finished: week.finished, day, is_now: at == last }
    };
    let bars = weeks.iter().enumerate().map(bar).collect();
    Chart { width, height, floor, top: TOP, middle: (floor + TOP) / 2, most, bars }
}

/// The end of a scale that holds a number and has a whole half: 2, 4, 10, 20, 40, 100 and so on.
fn scale(most: usize) -> usize {
    let mut step = 1;
    loop {
        for end in [2, 4, 10] {
            if most <= end * step {
                return end * step;
            }
        }
        step *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::i18n::Locale;
    use chrono::DateTime;

    #[test]
    fn a_scale_holds_its_number_and_has_a_whole_half() {
        assert_eq!([0, 2, 3, 5, 11, 21, 87, 100, 101].map(scale), [2, 2, 4, 10, 20, 40, 100, 100, 200]);
    }

    #[test]
    fn bars_stand_on_the_floor_and_stay_inside() {
        let week = |finished| Week { from: DateTime::UNIX_EPOCH, finished };
        let weeks: Vec<Week> = (0..11).map(week).collect();
        let chart = chart(&Shell::public(Locale::En, "/"), &weeks, 720, 210);
        for bar in &chart.bars {
            assert_eq!(bar.y + bar.height, chart.floor);
            assert!(bar.y >= TOP && bar.x >= LEFT && bar.x + bar.width <= 720);
        }
        assert_eq!((chart.bars[10].y, chart.most), (TOP, 10));
        assert!(chart.bars[10].is_now && !chart.bars[10].day.is_empty() && chart.bars[9].day.is_empty());
    }
}
