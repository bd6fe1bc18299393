//! A list of people: some of them twice, and some different ones who share a name or a telephone at home.

use crate::chance::Chance;
use crate::defects;
use crate::material::{Material, Place};
use crate::sheet::{Cell, Sheet};

#[derive(Debug, Clone)]
struct Person {
    name: String,
    female: bool,
    born: Option<(usize, usize, usize)>,
    mobile: String,
    /// A fixed line, shared by the household.
    home: Option<String>,
    wechat: Option<String>,
    mail: Option<String>,
    place: Place,
    number: usize,
    room: usize,
    employer: Option<String>,
    position: &'static str,
    introducer: Option<String>,
}

const POSITIONS: &[&str] = &["教师", "医生", "工程师", "会计", "店主", "部门经理", "司机", "公务员", "设计师", "退休"];
const DOUBLED_SHARE: f64 = 0.15;
/// How often the next entry lives in the same household, and how often it then gave the same mobile number.
const HOUSEHOLD_SHARE: f64 = 0.03;
const SAME_MOBILE_SHARE: f64 = 0.3;

pub(crate) fn sheet(material: &Material, entities: usize, chance: &mut Chance) -> Sheet {
    let mut sheet = Sheet::new(
        "people",
        "春季客户联谊会登记表",
        &[("基本信息", 4), ("联系方式", 5), ("工作与来源", 4)],
        &[
            "编号",
            "姓名",
            "性别",
            "出生日期",
            "手机号码",
            "固定电话",
            "微信号",
            "电子邮箱",
            "家庭住址",
            "工作单位",
            "职务",
            "介绍人",
            "备注",
        ],
    );
    let mut household: Option<Person> = None;
    for number in 0..entities {
        let mut person = Person::draw(material, number, chance);
        if let Some(other) = household.filter(|_| chance.happens(HOUSEHOLD_SHARE)) {
            if chance.happens(SAME_MOBILE_SHARE) {
                person.mobile = other.mobile;
            }
            person = Person { place: other.place, number: other.number, room: other.room, home: other.home, ..person };
        }
        sheet.rows.push(person.written(&format!("per-{number}-a"), chance));
        if chance.happens(DOUBLED_SHARE) {
            let row = person.as_another_hand(material, chance).written(&format!("per-{number}-b"), chance);
            sheet.rows.push(row);
        }
        household = Some(person);
    }
    sheet.spoil(chance);
    sheet
}

impl Person {
    fn draw(material: &Material, number: usize, chance: &mut Chance) -> Self {
        let known = |share: f64, chance: &mut Chance| chance.happens(share);
        Self {
            name: format!("{}{}", material.surname(chance), material.given_name(chance)),
            female: chance.happens(0.5),
            born: Some((chance.between(1950, 2002), chance.between(1, 12), chance.between(1, 28))),
            mobile: material.mobile(chance),
            home: known(0.2, chance).then(|| format!("021-5{:07}", chance.between(0, 9_999_999))),
            wechat: known(0.3, chance).then(|| format!("wx{number:05}")),
            mail: known(0.4, chance).then(|| format!("user{number}@example.com")),
            place: material.place(chance),
            number: chance.between(1, 999),
            room: chance.between(1, 30) * 100 + chance.between(1, 6),
            employer: known(0.6, chance)
                .then(|| format!("{}{}有限公司", material.brand(chance), material.trade(chance))),
            position: chance.pick(POSITIONS),
            introducer: known(0.2, chance)
                .then(|| format!("{}{}", material.surname(chance), material.given_name(chance))),
        }
    }

    /// The same person on a colleague's note: mostly the same number, fewer facts, a slip here and there.
    fn as_another_hand(&self, material: &Material, chance: &mut Chance) -> Self {
        let mut other = self.clone();
        if chance.happens(0.2) {
            other.mobile = material.mobile(chance);
        }
        if chance.happens(0.04) {
            other.name = format!("{}{}", material.surname(chance), material.given_name(chance));
        }
        if chance.happens(0.2) {
            other.born = None;
        }
        if chance.happens(0.6) {
            other.mail = None;
        }
        if chance.happens(0.3) {
            other.employer = None;
        }
        if chance.happens(0.5) {
            other.introducer = None;
        }
        other
    }

    fn written(&self, id: &str, chance: &mut Chance) -> Vec<Cell> {
        let Place { province, city, area, street } = &self.place;
        let above = if chance.happens(0.3) { String::new() } else { format!("{province}{city}") };
        let place = format!("{above}{area}{street}{}号{}室", self.number, self.room);
        let born = match self.born {
            Some(day) if chance.happens(0.3) => Cell::Date(day),
            Some(day) => Cell::Text(defects::date(day, chance)),
            None => Cell::Text(String::new()),
        };
        let gender = match (self.female, chance.happens(0.2)) {
            (true, true) => "F",
            (true, false) => "女",
            (false, true) => "M",
            (false, false) => "男",
        };
        let text = |text: Option<&String>| Cell::Text(text.cloned().unwrap_or_default());
        vec![
            Cell::Text(id.to_owned()),
            Cell::Text(defects::person_name(&self.name, self.female, chance)),
            Cell::Text(gender.to_owned()),
            born,
            Cell::Text(defects::phone(&self.mobile, chance)),
            text(self.home.as_ref()),
            text(self.wechat.as_ref()),
            text(self.mail.as_ref()),
            Cell::Text(if chance.happens(0.1) { defects::slip(&place, chance) } else { place }),
            text(self.employer.as_ref()),
            Cell::Text(self.position.to_owned()),
            text(self.introducer.as_ref()),
            Cell::Text(String::new()),
        ]
    }
}
