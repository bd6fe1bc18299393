//! A list of organisations: real-looking companies, some of them twice, written by different hands.

use std::collections::HashSet;

use crate::chance::Chance;
use crate::defects;
use crate::material::{Material, Place};
use crate::sheet::{Cell, Sheet};

#[derive(Debug, Clone)]
struct Organisation {
    /// City in front of the name, without its administrative ending.
    city: String,
    core: String,
    suffix: &'static str,
    contact: String,
    female: bool,
    position: &'static str,
    mobile: String,
    second: Option<String>,
    mail: Option<String>,
    place: Place,
    number: usize,
    trade: String,
    founded: (usize, usize, usize),
}

const SUFFIXES: &[&str] = &["有限公司", "有限公司", "有限公司", "有限责任公司", "股份有限公司", "集团有限公司"];
const POSITIONS: &[&str] = &["总经理", "采购经理", "销售经理", "行政主管", "厂长", "财务经理"];
/// How many organisations stand in the list a second time.
const DOUBLED_SHARE: f64 = 0.15;
/// How often the next organisation belongs to the same people: another company with their number and address.
const SIBLING_SHARE: f64 = 0.03;

pub(crate) fn sheet(material: &Material, entities: usize, chance: &mut Chance) -> Sheet {
    let mut sheet = Sheet::new(
        "organisations",
        "意向企业名录（内部资料）",
        &[("企业信息", 3), ("联系方式", 5), ("其他", 3)],
        &[
            "编号",
            "企业名称",
            "所属行业",
            "联系人",
            "职务",
            "联系电话",
            "电子邮箱",
            "通讯地址",
            "成立日期",
            "注册资本",
            "备注",
        ],
    );
    let mut names = HashSet::new();
    let mut number = 0;
    let mut sibling: Option<Organisation> = None;
    while number < entities {
        let mut organisation = Organisation::draw(material, number, chance);
        if let Some(of) = sibling.take().filter(|_| chance.happens(SIBLING_SHARE)) {
            organisation = organisation.owned_like(of);
        }
        if !names.insert(format!("{}{}", organisation.city, organisation.core)) {
            continue;
        }
        sheet.rows.push(organisation.written(&format!("org-{number}-a"), chance));
        if chance.happens(DOUBLED_SHARE) {
            let row = organisation.as_another_hand(material, chance).written(&format!("org-{number}-b"), chance);
            sheet.rows.push(row);
        }
        sibling = Some(organisation);
        number += 1;
    }
    sheet.spoil(chance);
    sheet
}

impl Organisation {
    fn draw(material: &Material, number: usize, chance: &mut Chance) -> Self {
        let place = material.place(chance);
        let above = if place.city.ends_with('市') { &place.city } else { &place.province };
        let city = above.trim_end_matches(['市', '省']).to_owned();
        let trade = material.trade(chance);
        Self {
            city,
            core: format!("{}{trade}", material.brand(chance)),
            suffix: chance.pick(SUFFIXES),
            contact: format!("{}{}", material.surname(chance), material.given_name(chance)),
            female: chance.happens(0.4),
            position: chance.pick(POSITIONS),
            mobile: material.mobile(chance),
            second: chance.happens(0.1).then(|| material.mobile(chance)),
            mail: chance.happens(0.6).then(|| format!("info{number}@example.com")),
            place,
            number: chance.between(1, 999),
            trade,
            founded: (chance.between(1985, 2024), chance.between(1, 12), chance.between(1, 28)),
        }
    }

    /// Another company of the same people.
    fn owned_like(self, other: Self) -> Self {
        let Self { contact, female, mobile, second, place, number, city, .. } = other;
        Self { contact, female, mobile, second, place, number, city, ..self }
    }

    /// The same organisation as a colleague has noted it: another form of the name, mostly the same telephone.
    fn as_another_hand(&self, material: &Material, chance: &mut Chance) -> Self {
        let mut other = self.clone();
        other.suffix = chance.pick(&["有限责任公司", "公司", "有限公司", self.suffix]);
        if chance.happens(0.3) {
            other.mobile = material.mobile(chance);
        }
        if chance.happens(0.3) {
            other.contact = format!("{}{}", material.surname(chance), material.given_name(chance));
        }
        if chance.happens(0.6) {
            other.mail = None;
        }
        if chance.happens(0.08) {
            other.core = defects::slip(&other.core, chance);
        }
        other.second = None;
        other
    }

    fn written(&self, id: &str, chance: &mut Chance) -> Vec<Cell> {
        let Self { city, core, suffix, .. } = self;
        let name = match chance.between(0, 9) {
            0 => format!("{core}（{city}）{suffix}"),
            1 => format!("{core}({city}){suffix}"),
            2 => format!("{city}市{core}{suffix}"),
            3 => format!("{city}{core}{suffix} "),
            _ => format!("{city}{core}{suffix}"),
        };
        let mut phone = defects::phone(&self.mobile, chance);
        if let Some(second) = &self.second {
            phone = defects::two_in_one(&phone, &defects::phone(second, chance), chance);
        }
        let Place { province, area, street, .. } = &self.place;
        let place = format!("{province}{area}{street}{}号", self.number);
        let cells = [
            id.to_owned(),
            name,
            self.trade.clone(),
            defects::person_name(&self.contact, self.female, chance),
            self.position.to_owned(),
            phone,
            self.mail.clone().unwrap_or_default(),
            if chance.happens(0.1) { defects::slip(&place, chance) } else { place },
            defects::date(self.founded, chance),
            format!("{}万元", chance.pick(&[50, 100, 200, 500, 1_000, 5_000])),
            String::new(),
        ];
        cells.into_iter().map(Cell::Text).collect()
    }
}
