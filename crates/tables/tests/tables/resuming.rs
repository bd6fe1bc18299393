//! A run that stopped goes on behind the last row it stored; progress tells how far reading has come.

use rstest::rstest;
use tables::open;
use tables::write::{TableKind, TableWriter};

use crate::{ListFile, summary};

const LIST: &str = "姓名,备注\n\n张三,\"两\n行\"\n李四,\"没有结束\n王五,x\n合计,2\n赵六,y\n";

#[rstest]
fn reading_from_a_row_gives_what_remains(#[values(0, 2, 3, 4, 5, 6, 7, 8, 9, 100)] number: u64) {
    let file = ListFile::new(LIST);
    let format = file.detect().format;
    let remaining: Vec<_> = file.read().into_iter().filter(|entry| entry.number() >= number).collect();
    let mut rows = open(&file.path, &format).unwrap();
    rows.skip_to(number).unwrap();
    let resumed: Vec<_> = rows.map(Result::unwrap).collect();
    assert_eq!(summary(&resumed), summary(&remaining));
}

#[rstest]
fn reading_a_sheet_from_a_row_gives_what_remains(#[values(0, 2, 3, 4, 100)] number: u64) {
    let file = ListFile::empty("list.xlsx");
    let mut writer = TableWriter::create(&file.path, TableKind::Xlsx, "名单", &["姓名", "备注"]).unwrap();
    writer.write_row(&["张三", "x"]).unwrap();
    writer.write_row(&["", ""]).unwrap();
    writer.write_row(&["李四", "y"]).unwrap();
    writer.finish().unwrap();
    let all = file.read();
    assert_eq!(summary(&all), ["2: 张三|x", "3- blank", "4: 李四|y"]);
    let remaining: Vec<_> = all.into_iter().filter(|entry| entry.number() >= number).collect();
    let mut rows = open(&file.path, &file.detect().format).unwrap();
    rows.skip_to(number).unwrap();
    assert_eq!(rows.map(Result::unwrap).collect::<Vec<_>>(), remaining);
}

#[test]
fn progress_ends_at_the_whole_file() {
    let file = ListFile::new(LIST);
    let mut rows = open(&file.path, &file.detect().format).unwrap();
    assert!(rows.by_ref().all(|entry| entry.is_ok()));
    let progress = rows.progress();
    assert_eq!(Some(progress.done), progress.total);
    assert_eq!(progress.done, LIST.len() as u64);
}
