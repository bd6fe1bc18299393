//! Names of people: the title split off, family and given name told apart.
//!
//! In a working list 张总, 张三先生 and 张三（经理） stand beside 张三. The title is worth keeping (it says how to address
//! somebody, and often the role) but must not make a second person.

use super::surnames::{compound_surname, is_pinyin_surname};
use super::width::{is_han, tidy};

/// A name taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PersonName {
    /// The name without title and remarks; blanks inside a Chinese name are gone.
    pub full: String,
    /// Empty when it cannot be told.
    pub family: String,
    /// Empty when only the family name is known, as in 张总.
    pub given: String,
    /// Titles in the order written, joined by blanks.
    pub title: Option<String>,
    /// What stood in brackets or in another script beside the name.
    pub remark: Option<String>,
}

/// Titles behind a Chinese name; longer ones first where one contains another.
const TITLES: [&str; 67] = [
    "董事会主席",
    "副总经理",
    "总经理助理",
    "总经理",
    "副董事长",
    "董事长",
    "副总裁",
    "总裁",
    "总工程师",
    "工程师",
    "技术总监",
    "销售总监",
    "财务总监",
    "总监",
    "部门经理",
    "销售经理",
    "客户经理",
    "项目经理",
    "采购经理",
    "副经理",
    "经理",
    "副主任",
    "主任",
    "副院长",
    "院长",
    "副校长",
    "校长",
    "副局长",
    "局长",
    "副处长",
    "处长",
    "副科长",
    "科长",
    "副部长",
    "部长",
    "副厂长",
    "厂长",
    "店长",
    "站长",
    "队长",
    "行长",
    "会长",
    "秘书长",
    "主席",
    "书记",
    "教授",
    "博士",
    "医生",
    "大夫",
    "护士",
    "律师",
    "会计",
    "老师",
    "师傅",
    "老板",
    "主管",
    "专员",
    "助理",
    "秘书",
    "同志",
    "先生",
    "女士",
    "小姐",
    "太太",
    "夫人",
    "阿姨",
    "副总",
];

/// Titles of one character: they count only behind a bare surname (王工), since they also end given names (王建工).
const SHORT_TITLES: [&str; 12] = ["总", "董", "工", "哥", "姐", "局", "处", "科", "院", "校", "叔", "姨"];

const LATIN_TITLES: [&str; 14] =
    ["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "madam", "mme", "herr", "frau", "rev"];

/// Jobs that stand in brackets behind a name: 赵总（CEO）.
const LATIN_JOBS: [&str; 8] = ["CEO", "CFO", "COO", "CTO", "CMO", "CIO", "VP", "HR"];

const LATIN_ENDINGS: [&str; 8] = ["jr", "sr", "ii", "iii", "phd", "md", "esq", "mba"];

/// Takes a name apart. `None` when the cell holds no letter.
pub fn parse_person(cell: &str) -> Option<PersonName> {
    let text = tidy(cell);
    if !text.chars().any(char::is_alphabetic) {
        return None;
    }
    let (outside, mut remarks) = split_brackets(&text);
    let (body, remarks_are_titles) = if outside.chars().any(char::is_alphabetic) {
        (outside, true)
    } else {
        remarks.clear();
        (text.replace(['(', ')', '[', ']'], " ").trim().to_owned(), false)
    };
    let mut name = if body.chars().any(is_han) { chinese(&body, &mut remarks) } else { latin(&body) };
    if remarks_are_titles {
        remarks.retain(|remark| {
            let is_title = TITLES.contains(&remark.as_str()) || LATIN_JOBS.contains(&remark.as_str());
            if is_title {
                add_title(&mut name, remark);
            }
            !is_title
        });
    }
    name.remark = (!remarks.is_empty()).then(|| remarks.join(" "));
    Some(name)
}

/// Text outside brackets, and what each bracket held.
fn split_brackets(text: &str) -> (String, Vec<String>) {
    let mut outside = String::with_capacity(text.len());
    let mut remarks = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find(['(', '[']) {
        let Some(length) = rest[open..].find([')', ']']) else { break };
        outside.push_str(&rest[..open]);
        outside.push(' ');
        let inner = rest[open + 1..open + length].trim();
        if !inner.is_empty() {
            remarks.push(inner.to_owned());
        }
        rest = &rest[open + length + 1..];
    }
    outside.push_str(rest);
    (tidy(&outside), remarks)
}

fn chinese(body: &str, remarks: &mut Vec<String>) -> PersonName {
    // of several people in one cell the first is the name, the others are a remark
    let separators = ['/', '、', ';', ',', '&', '|'];
    let named = body.split(separators).position(|part| part.chars().any(is_han)).unwrap_or_default();
    let mut others_named =
        body.split(separators).map(str::trim).enumerate().filter(|(at, part)| *at != named && !part.is_empty());
    remarks.extend(others_named.by_ref().map(|(_, part)| part.to_owned()));
    let body = body.split(separators).nth(named).unwrap_or(body);
    // a Latin name beside the Chinese one is a remark: 张三 Tom
    let mut full: String = body.chars().filter(|c| is_han(*c) || matches!(c, '·' | '•' | '・')).collect();
    let mut others = String::new();
    for c in body.chars() {
        others.push(if c.is_alphanumeric() && !is_han(c) { c } else { ' ' });
    }
    let others = tidy(&others);
    if !others.is_empty() {
        remarks.push(others);
    }
    let mut titles: Vec<&str> = Vec::new();
    loop {
        let longer = TITLES.iter().find(|title| full.len() > title.len() && full.ends_with(**title));
        let found = longer
            .or_else(|| SHORT_TITLES.iter().find(|title| full.strip_suffix(**title).is_some_and(is_bare_surname)));
        let Some(title) = found else { break };
        full.truncate(full.len() - title.len());
        titles.insert(0, title);
    }
    let (family, given) = split_chinese(&full);
    let (family, given) = (family.to_owned(), given.to_owned());
    PersonName { full, family, given, title: (!titles.is_empty()).then(|| titles.join(" ")), remark: None }
}

fn is_bare_surname(text: &str) -> bool {
    let count = text.chars().count();
    count == 1 || (count == 2 && compound_surname(text).is_some())
}

/// Family and given name of a Chinese name; of 老王 and 小李 only the family name is known. Transliterated names (with a middle dot) and names of five characters and
/// more have no Chinese surname: all of it is the given name.
pub(crate) fn split_chinese(full: &str) -> (&str, &str) {
    if full.contains(['·', '•', '・']) || full.chars().count() > 4 {
        return ("", full);
    }
    if compound_surname(full).is_some() {
        return full.split_at(6);
    }
    match full.char_indices().nth(1) {
        Some((second, _)) if full.chars().count() == 2 && full.starts_with(['老', '小']) => (&full[second..], ""),
        Some((second, _)) => full.split_at(second),
        None => (full, ""),
    }
}

fn latin(body: &str) -> PersonName {
    let mut name = PersonName::default();
    let (before_comma, behind_comma) = body.split_once(',').unwrap_or((body, ""));
    let mut words = Vec::new();
    let mut family_words = 0;
    for (part, text) in [before_comma, behind_comma].into_iter().enumerate() {
        for word in text.split_whitespace() {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let lower = bare.to_lowercase().replace('.', "");
            if LATIN_TITLES.contains(&lower.as_str()) || LATIN_ENDINGS.contains(&lower.as_str()) {
                add_title(&mut name, bare);
            } else if !bare.is_empty() {
                words.push(bare);
                family_words += usize::from(part == 0);
            }
        }
    }
    if words.is_empty() {
        name.full = body.to_owned();
        name.family = body.to_owned();
        name.title = None;
        return name;
    }
    let comma = behind_comma.split_whitespace().next().is_some() && family_words < words.len();
    let split = if comma {
        // `Smith, John`
        words.rotate_left(family_words);
        words.len() - family_words
    } else if words.len() > 1 && family_stands_first(&words) {
        words.rotate_left(1);
        words.len() - 1
    } else {
        words.len() - 1
    };
    name.given = words[..split].join(" ");
    name.family = words[split..].join(" ");
    name.full = tidy(&format!("{} {}", name.given, name.family));
    name
}

/// `ZHANG San`, and `Zhang San` where only the first word is a Chinese surname.
fn family_stands_first(words: &[&str]) -> bool {
    let all_capitals = |word: &str| word.chars().count() > 1 && !word.chars().any(char::is_lowercase);
    let (first, last) = (words[0], words[words.len() - 1]);
    if all_capitals(first) && !all_capitals(last) {
        return true;
    }
    words.len() == 2 && is_pinyin_surname(first) && !is_pinyin_surname(last) && is_pinyin_like(last)
}

/// Whether a word could be a Chinese given name in Latin letters: it ends as pinyin syllables end.
fn is_pinyin_like(word: &str) -> bool {
    let word = word.to_lowercase();
    word.is_ascii() && (word.ends_with(['a', 'e', 'i', 'o', 'u', 'n']) || word.ends_with("ng")) && word.len() <= 12
}

fn add_title(name: &mut PersonName, title: &str) {
    match &mut name.title {
        Some(known) => {
            known.push(' ');
            known.push_str(title);
        }
        None => name.title = Some(title.to_owned()),
    }
}
