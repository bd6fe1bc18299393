//! The text of a cell of a sheet: dates in ISO form, whole numbers without a decimal point, long numbers (phones, identity
//! numbers) with all their digits.

use calamine::{DataType, ExcelDateTime};

use super::records::clean;

/// Excel computes with 15 significant digits; what follows is noise of binary fractions.
const SIGNIFICANT_DIGITS: usize = 15;
/// Whole numbers from here on are printed as they are; a `f64` holds no fraction there.
const WHOLE_FROM: f64 = 9_007_199_254_740_992.0;

pub(crate) fn cell_text(value: &impl DataType) -> String {
    if let Some(text) = value.get_string() {
        return clean_text(text);
    }
    if let Some(number) = value.get_float() {
        return number_text(number);
    }
    if let Some(number) = value.get_int() {
        return number.to_string();
    }
    if let Some(moment) = value.get_datetime() {
        return moment_text(&moment);
    }
    if let Some(truth) = value.get_bool() {
        return if truth { "TRUE" } else { "FALSE" }.to_owned();
    }
    if let Some(iso) = value.get_datetime_iso().or_else(|| value.get_duration_iso()) {
        return clean_text(iso.strip_suffix("T00:00:00").unwrap_or(iso));
    }
    // #N/A and the like stay visible, so that the person sees what the sheet shows.
    value.get_error().map(ToString::to_string).unwrap_or_default()
}

/// Databases refuse NUL, and no text needs it.
fn clean_text(text: &str) -> String {
    if text.contains('\0') { clean(&text.replace('\0', "")) } else { clean(text) }
}

fn number_text(number: f64) -> String {
    if number.fract() == 0.0 || number.abs() >= WHOLE_FROM {
        return format!("{number:.0}");
    }
    let rounded = format!("{number:.*e}", SIGNIFICANT_DIGITS - 1).parse::<f64>().unwrap_or(number);
    rounded.to_string()
}

fn moment_text(moment: &ExcelDateTime) -> String {
    const SECONDS_PER_DAY: f64 = 86_400.0;
    let value = moment.as_f64();
    if moment.is_duration() || (0.0..1.0).contains(&value) {
        let seconds = (value * SECONDS_PER_DAY).round() as i64;
        let sign = if seconds < 0 { "-" } else { "" };
        let seconds = seconds.unsigned_abs();
        return format!("{sign}{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) { date } else { format!("{date} {hour:02}:{minute:02}:{second:02}") }
}

#[cfg(test)]
mod tests {
    use calamine::{Data, ExcelDateTimeType};
    use rstest::rstest;

    use super::*;

    fn date_time(value: f64) -> Data {
        Data::DateTime(ExcelDateTime::new(value, ExcelDateTimeType::DateTime, false))
    }

    #[rstest]
    #[case::phone(Data::Float(13_800_138_000.0), "13800138000")]
    #[case::identity_number_with_rounded_end(Data::Float(110_101_199_003_070_000.0), "110101199003070000")]
    #[case::whole(Data::Float(42.0), "42")]
    #[case::negative_zero_point(Data::Float(-1.5), "-1.5")]
    #[case::binary_noise(Data::Float(0.1 + 0.2), "0.3")]
    #[case::huge(Data::Float(1e18), "1000000000000000000")]
    #[case::int(Data::Int(7), "7")]
    #[case::text(Data::String("\u{3000}张三 ".into()), "张三")]
    #[case::date(date_time(45_296.0), "2024-01-05")]
    #[case::date_and_time(date_time(45_296.75), "2024-01-05 18:00:00")]
    #[case::time(date_time(0.5), "12:00:00")]
    #[case::iso_date(Data::DateTimeIso("2024-01-05T00:00:00".into()), "2024-01-05")]
    #[case::truth(Data::Bool(true), "TRUE")]
    #[case::error(Data::Error(calamine::CellErrorType::NA), "#N/A")]
    #[case::empty(Data::Empty, "")]
    fn a_cell_reads_as_a_person_writes_it(#[case] value: Data, #[case] expected: &str) {
        assert_eq!(cell_text(&value), expected);
    }
}
