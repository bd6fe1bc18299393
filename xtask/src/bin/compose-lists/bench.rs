//! A long clean list for the bench: every row another person, as a telesales unit buys them.

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

pub(crate) fn write(path: &Path, rows: usize, chance: &mut Chance) -> Result<()> {
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
        ])?;
    }
    writer.flush()?;
    Ok(())
}
