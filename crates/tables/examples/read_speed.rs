//! Measures reading: `cargo run --release -p tables --example read_speed [ROWS]` writes a list of 12 columns in three forms
//! and prints for each how fast its rows come out and the most memory that was in use; `read FILE` measures a file at hand.

use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use tables::write::{TableKind, TableWriter};
use tables::{Entry, detect, open};

const COLUMNS: [&str; 12] =
    ["编号", "姓名", "性别", "手机", "电话", "邮箱", "单位", "职务", "地址", "出生日期", "收入", "备注"];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => measure(1_000_000),
        ["read", path] => read_list(Path::new(path)),
        [rows] => measure(rows.parse()?),
        _ => Err("usage: read_speed [ROWS] | read_speed read FILE".into()),
    }
}

/// Each form is read in a process of its own, so that writing it does not count in the memory that reading takes.
fn measure(rows: u64) -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let csv = folder.path().join("list.csv");
    let gb18030 = folder.path().join("list-gb18030.csv");
    let xlsx = folder.path().join("list.xlsx");
    write_list(&csv, TableKind::Csv, rows)?;
    let text = std::fs::read_to_string(&csv)?;
    std::fs::write(&gb18030, encoding_rs::GB18030.encode(text.trim_start_matches('\u{FEFF}')).0)?;
    write_list(&xlsx, TableKind::Xlsx, rows)?;
    for path in [csv, gb18030, xlsx] {
        Command::new(std::env::current_exe()?).arg("read").arg(path).status()?;
    }
    Ok(())
}

fn write_list(path: &Path, kind: TableKind, rows: u64) -> Result<(), Box<dyn Error>> {
    let mut writer = TableWriter::create(path, kind, "名单", &COLUMNS)?;
    for row in 1..=rows {
        writer.write_row(&[
            format!("C{row:07}"),
            ["张伟", "王芳", "李秀英", "欧阳静"][row as usize % 4].to_owned(),
            ["男", "女"][row as usize % 2].to_owned(),
            format!("138{row:08}"),
            format!("021-{row:08}"),
            format!("user{row}@example.com"),
            "上海元器件分销有限公司".to_owned(),
            "采购经理".to_owned(),
            format!("上海市浦东新区张江路{row}号"),
            "1985-06-15".to_owned(),
            (row % 50 * 10_000).to_string(),
            if row % 10 == 0 { "对价格敏感,下月再谈" } else { "" }.to_owned(),
        ])?;
    }
    writer.finish()?;
    Ok(())
}

fn read_list(path: &Path) -> Result<(), Box<dyn Error>> {
    let begun = Instant::now();
    let format = detect(path)?.format;
    let detected = begun.elapsed();
    let (mut rows, mut others) = (0_u64, 0_u64);
    for entry in open(path, &format)? {
        match entry? {
            Entry::Row(_) => rows += 1,
            Entry::Problem(_) | Entry::Skipped(_) => others += 1,
        }
    }
    let seconds = (begun.elapsed() - detected).as_secs_f64();
    println!(
        "{}: {rows} rows, {others} others, {} MB; detected in {} ms, read in {seconds:.2} s, {:.0} rows/s",
        path.display(),
        std::fs::metadata(path)?.len() >> 20,
        detected.as_millis(),
        rows as f64 / seconds,
    );
    // Linux tells the most memory that a process ever held.
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
        println!("  {peak}");
    }
    Ok(())
}
