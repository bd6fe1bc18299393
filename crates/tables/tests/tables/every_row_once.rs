//! Whatever the bytes: no panic, and every line after the header is accounted for exactly once.

use proptest::prelude::*;
use tables::{Entry, Format, HeaderRows, Layout, LineBreak, ShortRows, TextEncoding, TextLayout, detect, open};

use crate::ListFile;

fn plain_format(encoding: TextEncoding, width: usize, short_rows: ShortRows) -> Format {
    Format {
        layout: Layout::Text(TextLayout { encoding, delimiter: ',', quote: Some('"'), line_break: LineBreak::Lf }),
        header: Some(HeaderRows { first: 1, last: 1 }),
        columns: (1..=width).map(|number| format!("#{number}")).collect(),
        short_rows,
    }
}

/// Lines that an entry stands for: more than one only where a quoted cell spans lines.
fn lines_of(entry: &Entry) -> u64 {
    match entry {
        Entry::Row(row) => 1 + row.cells.iter().map(|cell| cell.matches('\n').count() as u64).sum::<u64>(),
        Entry::Problem(_) | Entry::Skipped(_) => 1,
    }
}

fn numbers_rise(entries: &[Entry]) -> bool {
    entries.windows(2).all(|pair| pair[0].number() < pair[1].number())
}

/// Pieces that broken CSV is made of.
fn csv_like() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        Just(","),
        Just("\""),
        Just("\"\""),
        Just("\n"),
        Just("\r\n"),
        Just(" "),
        Just("a"),
        Just("张三"),
        Just("合计"),
        Just("1"),
        Just("\t"),
        Just("'="),
        Just("13800138000"),
        Just("注："),
    ];
    prop::collection::vec(pieces, 0..120).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_detected_or_refused_and_read_to_their_end(
        bytes in prop::collection::vec(any::<u8>(), 0..600),
    ) {
        let file = ListFile::new(&bytes);
        if let Ok(detection) = detect(&file.path) {
            let entries: Vec<_> = open(&file.path, &detection.format).unwrap().collect::<Result<_, _>>().unwrap();
            prop_assert!(numbers_rise(&entries));
        }
    }

    #[test]
    fn csv_like_text_is_detected_and_read_without_losing_a_row(text in csv_like()) {
        let file = ListFile::new(&text);
        if let Ok(detection) = detect(&file.path) {
            let format = detection.format;
            let entries: Vec<_> = open(&file.path, &format).unwrap().collect::<Result<_, _>>().unwrap();
            prop_assert!(numbers_rise(&entries));
            for entry in &entries {
                prop_assert!(entry.number() >= format.first_data_row());
                if let Entry::Row(row) = entry {
                    prop_assert_eq!(row.cells.len(), format.columns.len());
                }
            }
        }
    }

    /// One line of this text is one row unless it is quoted, so lines can be counted without parsing.
    #[test]
    fn unquoted_lines_come_out_one_for_one(
        lines in prop::collection::vec("[a-z,合计 ;\t]{0,12}", 1..40),
        pad in any::<bool>(),
    ) {
        let text = format!("h1,h2,h3\n{}\n", lines.join("\n"));
        let file = ListFile::new(&text);
        let short_rows = if pad { ShortRows::Pad } else { ShortRows::Refuse };
        let entries = file.entries(&plain_format(TextEncoding::UTF_8, 3, short_rows));
        let numbers: Vec<u64> = entries.iter().map(Entry::number).collect();
        prop_assert_eq!(numbers, (2..2 + lines.len() as u64).collect::<Vec<_>>());
    }

    /// With well-formed quotes, what was written is what is read.
    #[test]
    fn well_formed_rows_are_read_as_written(
        rows in prop::collection::vec(prop::collection::vec("[a-z\",\n张=+']{0,6}", 3), 1..30),
    ) {
        let rows: Vec<Vec<String>> = rows
            .into_iter()
            .map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect())
            .collect();
        let file = ListFile::empty("written.csv");
        let mut writer =
            tables::write::TableWriter::create(&file.path, tables::write::TableKind::Csv, "", &["h1", "h2", "h3"]).unwrap();
        for row in &rows {
            writer.write_row(row).unwrap();
        }
        writer.finish().unwrap();
        let entries = file.entries(&plain_format(TextEncoding::UTF_8, 3, ShortRows::Refuse));
        prop_assert_eq!(entries.len(), rows.len());
        for (entry, row) in entries.iter().zip(&rows) {
            match entry {
                Entry::Row(read) => prop_assert_eq!(&read.cells, row),
                Entry::Skipped(_) => prop_assert!(row.iter().all(String::is_empty)),
                Entry::Problem(problem) => prop_assert!(false, "{:?} from {:?}", problem, row),
            }
        }
        let lines: u64 = entries.iter().map(lines_of).sum();
        let last = entries.last().map_or(1, |entry| entry.number() + lines_of(entry) - 1);
        prop_assert_eq!(lines + 1, last);
    }

    #[test]
    fn any_bytes_read_in_any_encoding_end_in_one_state_each(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        encoding in prop::sample::select(vec!["utf-8", "gb18030", "utf-16le", "utf-16be", "big5", "shift_jis", "euc-kr"]),
    ) {
        let file = ListFile::new([b"h\n".as_slice(), &bytes].concat());
        let format = plain_format(TextEncoding::from_name(encoding).unwrap(), 2, ShortRows::Pad);
        // Archives and pages are refused by `open`; everything else is read.
        if let Ok(rows) = open(&file.path, &format) {
            let entries: Vec<_> = rows.collect::<Result<_, _>>().unwrap();
            prop_assert!(numbers_rise(&entries));
        }
    }
}
