//! The company, its regions and sales units, and the people who work there.

use crate::places::{City, GUANGZHOU, HANGZHOU, SHANGHAI, SHENZHEN};
use crate::records::{Team, User};

pub(crate) const COMPANY: usize = 0;
const HANGZHOU_UNIT: usize = 4;
const GUANGZHOU_UNIT: usize = 5;
const SHENZHEN_UNIT: usize = 6;

pub(crate) const TEAMS: &[Team] = &[
    Team { name: "拓客示范公司", parent: None },
    Team { name: "华东大区", parent: Some(COMPANY) },
    Team { name: "华南大区", parent: Some(COMPANY) },
    Team { name: "上海营销部", parent: Some(1) },
    Team { name: "杭州营销部", parent: Some(1) },
    Team { name: "广州营销部", parent: Some(2) },
    Team { name: "深圳营销部", parent: Some(2) },
];

const SALES: &[&str] = &["sales"];
const KEY_ACCOUNT: &[&str] = &["key_account"];
const MANAGER: &[&str] = &["manager"];

const fn user(
    name: &'static str,
    email: &'static str,
    roles: &'static [&'static str],
    team: usize,
    locale: &'static str,
) -> User {
    User { name, email, roles, team, locale }
}

pub(crate) const USERS: &[User] = &[
    user("管理员", "admin@demo.tuoke", &["administrator"], COMPANY, "zh"),
    user("林静怡", "lin@demo.tuoke", MANAGER, COMPANY, "zh"),
    user("周建华", "zhou@demo.tuoke", MANAGER, 1, "zh"),
    user("黄丽娟", "huang@demo.tuoke", MANAGER, 2, "zh"),
    user("陈志远", "chen@demo.tuoke", SALES, 3, "zh"),
    user("徐晓雯", "xu@demo.tuoke", SALES, 3, "zh"),
    user("顾承志", "gu@demo.tuoke", KEY_ACCOUNT, 3, "zh"),
    user("沈佳慧", "shen@demo.tuoke", SALES, 4, "zh"),
    user("何俊杰", "he@demo.tuoke", SALES, 4, "zh"),
    user("叶青禾", "ye@demo.tuoke", KEY_ACCOUNT, 4, "zh"),
    user("梁家豪", "liang@demo.tuoke", SALES, 5, "zh"),
    user("罗美玲", "luo@demo.tuoke", SALES, 5, "zh"),
    user("邓永康", "deng@demo.tuoke", KEY_ACCOUNT, 5, "zh"),
    user("Emma Clark", "emma@demo.tuoke", SALES, 6, "en"),
    user("曾明辉", "zeng@demo.tuoke", SALES, 6, "zh"),
    user("潘雨桐", "pan@demo.tuoke", KEY_ACCOUNT, 6, "zh"),
    user("方文博", "fang@demo.tuoke", &["analyst"], COMPANY, "zh"),
];

/// The representative whose day the demo shows.
pub(crate) const CHEN: usize = 4;

/// Whoever sells, by position.
pub(crate) fn sellers() -> impl Iterator<Item = usize> {
    USERS
        .iter()
        .enumerate()
        .filter(|(_, user)| user.roles == SALES || user.roles == KEY_ACCOUNT)
        .map(|(index, _)| index)
}

/// Whether a seller looks after organisations rather than people.
pub(crate) fn sells_to_organisations(seller: usize) -> bool {
    USERS[seller].roles == KEY_ACCOUNT
}

/// How many organisations a key-account seller gets beside the others: two units have enough in hand, one just so, one
/// too few.
pub(crate) fn weight_among_organisations(seller: usize) -> usize {
    match USERS[seller].team {
        HANGZHOU_UNIT => 15,
        SHENZHEN_UNIT => 7,
        _ => 40,
    }
}

/// Customers from before the time of the demo's lists; one seller lives on them and wins hardly anybody new.
pub(crate) fn customers_of_old(seller: usize) -> usize {
    if sells_to_organisations(seller) && USERS[seller].team == SHENZHEN_UNIT { 36 } else { 8 }
}

/// The plan of the year: so much that one unit has found too few names for it.
pub(crate) const GROWTH: (f64, &str) = (0.9, "年度经营计划：每人每周净增 0.9 个客户");

/// Whether the seller's old customers leave more often than others do.
pub(crate) fn loses_many(seller: usize) -> bool {
    USERS[seller].team == GUANGZHOU_UNIT
}

/// The city a seller works in.
pub(crate) fn city_of(seller: usize) -> City {
    match USERS[seller].team {
        HANGZHOU_UNIT => HANGZHOU,
        GUANGZHOU_UNIT => GUANGZHOU,
        SHENZHEN_UNIT => SHENZHEN,
        _ => SHANGHAI,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parents_stand_before_their_children() {
        for (index, team) in TEAMS.iter().enumerate() {
            assert!(team.parent.is_none_or(|parent| parent < index), "{}", team.name);
        }
    }

    #[test]
    fn chen_sells_in_shanghai() {
        assert_eq!(USERS[CHEN].email, "chen@demo.tuoke");
        assert_eq!(city_of(CHEN).name, "上海市");
        assert!(sellers().any(|seller| seller == CHEN));
    }
}
