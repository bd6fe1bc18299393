//! Addresses, lightly: enough to compare two of them and to know the province.
//!
//! Chinese addresses run from wide to narrow (省 市 区 street number), Western ones from narrow to wide. Nothing is
//! looked up: a district is what the endings 区, 县, 旗 and 市 mark.

use super::places::{leading_city, leading_province};
use super::width::{is_han, tidy};

/// An address taken apart as far as it tells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Address {
    /// As written, with widths and blanks folded.
    pub text: String,
    /// Short name (广东).
    pub province: Option<&'static str>,
    /// Short name of the prefecture-level city (深圳); for a municipality the same as the province.
    pub city: Option<&'static str>,
    /// With its ending (南山区).
    pub district: Option<String>,
    /// House number (`18`, `2/98`), when the address starts with one or marks it with 号.
    pub number: Option<String>,
    /// Everything that is left.
    pub street: String,
    pub postcode: Option<String>,
}

const MUNICIPALITIES: [&str; 4] = ["北京", "天津", "上海", "重庆"];

/// Takes an address apart. An empty cell gives an empty address.
pub fn parse_address(cell: &str) -> Address {
    let text = tidy(cell);
    if text.chars().any(is_han) { chinese(text) } else { western(text) }
}

fn chinese(text: String) -> Address {
    let mut address = Address::default();
    let mut rest: String = text.chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
    for label in ["中国", "中华人民共和国"] {
        if let Some(behind) = rest.strip_prefix(label) {
            rest = behind.to_owned();
        }
    }
    let (postcode, behind) = leading_postcode(&rest);
    address.postcode = postcode.map(str::to_owned);
    let mut rest = behind;
    if let Some((province, behind)) = leading_province(rest) {
        address.province = Some(province);
        rest = behind;
        if MUNICIPALITIES.contains(&province) {
            address.city = Some(province);
            // 上海市上海市浦东新区 and 北京市市辖区 are how exports write municipalities
            rest = rest.strip_prefix("市辖区").unwrap_or(rest);
            if let Some((again, behind)) = leading_province(rest)
                && again == province
            {
                rest = behind;
            }
        }
    }
    if address.city.is_none()
        && let Some((city, behind)) = leading_city(rest)
    {
        address.city = Some(city);
        rest = behind_prefecture(behind);
    }
    if let Some((district, behind)) = leading_district(rest) {
        address.district = Some(district.to_owned());
        rest = behind;
    }
    address.number = chinese_number(rest);
    address.street = rest.to_owned();
    address.text = text;
    address
}

/// What follows 白族自治州 and the like: the ending of the prefecture's full name.
fn behind_prefecture(text: &str) -> &str {
    const ENDING: &str = "自治州";
    match text.find(ENDING) {
        // the longest name between has eight characters of three bytes
        Some(at) if at <= 24 && !text[..at].contains(['市', '县', '区']) => &text[at + ENDING.len()..],
        _ => text,
    }
}

fn leading_postcode(text: &str) -> (Option<&str>, &str) {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 6 { (Some(&text[..6]), &text[6..]) } else { (None, text) }
}

/// Two to seven characters that end in 区, 县, 旗 or 市.
fn leading_district(text: &str) -> Option<(&str, &str)> {
    for (count, (at, c)) in text.char_indices().enumerate().take(8) {
        // 路, 街 and digits begin the street: no district was written
        if c.is_ascii_digit() || matches!(c, '路' | '街' | '道' | '号') {
            return None;
        }
        if count >= 1 && matches!(c, '区' | '县' | '旗' | '市') {
            let end = at + c.len_utf8();
            // 小区, 园区 and 社区 are places within a street
            if ["小区", "园区", "社区", "厂区", "校区"].iter().any(|word| text[..end].ends_with(word)) {
                return None;
            }
            return Some(text.split_at(end));
        }
    }
    None
}

/// The digits before the first 号.
fn chinese_number(text: &str) -> Option<String> {
    let before = &text[..text.find('号')?];
    let start = before
        .rfind(|c: char| !c.is_ascii_digit() && c != '-')
        .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    let number = &before[start..];
    (!number.is_empty()).then(|| number.to_owned())
}

fn western(text: String) -> Address {
    let mut words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let mut address = Address::default();
    let is_number = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && word.len() <= 8
            && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '/' || c == '-')
    };
    if words.len() > 1 && is_number(words[0]) {
        address.number = Some(words.remove(0).to_lowercase());
    }
    let is_postcode = |word: &str| (4..=6).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    if words.len() > 1
        && let Some(at) = words.iter().rposition(|word| is_postcode(word))
    {
        address.postcode = Some(words.remove(at).to_owned());
    }
    address.street = words.join(" ");
    address.text = text;
    address
}
