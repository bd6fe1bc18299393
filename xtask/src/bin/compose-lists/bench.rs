//! A long clean list for the bench: every row another person, as a telesales unit buys them. Some rows name a colleague
//! who holds the name already; the others belong to nobody yet.

use std::path::Path;

use anyhow::{Context, Result};

use crate::chance::Chance;

const SURNAMES: &[&str] = &[
    "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭", "何", "高", "林",
    "郑", "谢", "罗", "梁", "宋", "唐", "许", "韩", "邓", "冯", "曹",
];
const GIVEN: &[char] = &[
    '伟', '芳', '娜', '敏', '静', '磊', '军', '洋', '勇', '艳', '杰', '娟', '涛', '明', '超', '霞', '平', '刚', '桂',
    '英', '华', '文', '玉', '建', '国', '红', '海', '燕', '宇', '浩', '雪', '梅', '志', '强', '思', '远', '佳', '慧',
    '子', '轩',
];
const CITIES: &[&str] = &["上海市", "杭州市", "广州市", "深圳市", "南京市", "成都市", "武汉市", "西安市"];
const POSITIONS: &[&str] = &["教师", "医生", "工程师", "会计", "店主", "部门经理", "总经理", "采购经理"];
const PREFIXES: &[&str] = &["130", "131", "135", "136", "137", "138", "139", "150", "158", "159", "186", "188"];

/// Colleagues named in the list, `rep00@example.com` and on, and how many names each of them holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Holders {
    pub(crate) number: usize,
    pub(crate) holdings: usize,
}

impl Holders {
    /// Spread over the list, so that nobody's names stand together in the tables.
    fn of_row(self, row: usize, rows: usize) -> String {
        let held = (self.number * self.holdings).min(rows);
        let every = rows / held.max(1);
        if held == 0 || !row.is_multiple_of(every) || row / every >= held {
            return String::new();
        }
        format!("rep{:02}@example.com", row / every % self.number)
    }
}

pub(crate) fn write(path: &Path, rows: usize, holders: Holders, chance: &mut Chance) -> Result<()> {
    let mut writer = csv::Writer::from_path(path).with_context(|| path.display().to_string())?;
    writer.write_record([
        "编号",
        "姓名",
        "手机号码",
        "电子邮箱",
        "城市",
        "地址",
        "工作单位",
        "职务",
        "年收入",
        "需求",
        "负责人邮箱",
    ])?;
    for row in 0..rows {
        let name = format!("{}{}{}", chance.pick(SURNAMES), chance.pick(GIVEN), chance.pick(GIVEN));
        let city = chance.pick(CITIES);
        writer.write_record([
            format!("B{row:07}"),
            name,
            // counted upwards, so that no two rows share a number
            format!("{}{:08}", PREFIXES[row % PREFIXES.len()], row * 7 + 10_000_000),
            format!("p{row}@example.com"),
            city.to_owned(),
            format!("{city}第{}路{}号{}室", chance.between(1, 400), chance.between(1, 999), chance.between(101, 3_206)),
            format!("第{}商贸有限公司", chance.between(1, 20_000)),
            chance.pick(POSITIONS).to_owned(),
            format!("{}万元", chance.between(6, 80)),
            if chance.happens(0.3) { "想了解家庭保障".to_owned() } else { String::new() },
            holders.of_row(row, rows),
        ])?;
    }
    writer.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_colleague_holds_as_many_names_as_asked_for() {
        let holders = Holders { number: 3, holdings: 20 };
        for rows in [60, 100, 1_000] {
            let named: Vec<String> = (0..rows).map(|row| holders.of_row(row, rows)).collect();
            for holder in ["rep00@example.com", "rep01@example.com", "rep02@example.com"] {
                assert_eq!(named.iter().filter(|name| *name == holder).count(), 20, "{rows} rows");
            }
        }
        assert!((0..10).all(|row| Holders { number: 0, holdings: 5 }.of_row(row, 10).is_empty()));
    }
}
