//! Organisation names, so that spellings of one company compare equal.
//!
//! 上海元器件分销有限公司, 上海市元器件分销有限责任公司 and 元器件分销（上海）有限公司 share one matching key: the region
//! moved to the front, the legal form and the word 集团 left out. A branch (分公司) stays a different organisation.

use super::places::{is_place, leading_city, leading_province};
use super::width::{fold_latin, is_han, tidy};

/// A name taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationName {
    /// The name as written, with widths and blanks folded.
    pub display: String,
    /// The distinguishing words: without region, legal form and 集团; lower case.
    pub core: String,
    /// Short name of the city, or else the province, that the name carries.
    pub region: Option<&'static str>,
    /// The legal form in its common spelling (`有限公司`, `ltd`).
    pub legal_form: Option<&'static str>,
    /// Equal for spellings of one organisation: region and core without blanks.
    pub key: String,
}

/// Chinese legal forms with the spelling they count as; longer ones first.
const CHINESE_FORMS: [(&str, &str); 17] = [
    ("股份有限责任公司", "股份有限公司"),
    ("集团股份有限公司", "股份有限公司"),
    ("集团有限责任公司", "有限公司"),
    ("集团有限公司", "有限公司"),
    ("股份有限公司", "股份有限公司"),
    ("有限责任公司", "有限公司"),
    ("特殊普通合伙", "合伙企业"),
    ("集团总公司", "公司"),
    ("有限公司", "有限公司"),
    ("股份公司", "股份有限公司"),
    ("集团公司", "公司"),
    ("合伙企业", "合伙企业"),
    ("有限合伙", "合伙企业"),
    ("普通合伙", "合伙企业"),
    ("总公司", "公司"),
    ("集团", "公司"),
    ("公司", "公司"),
];

/// Latin legal forms, word by word, with the form they count as.
const LATIN_FORMS: [(&str, &str); 33] = [
    ("co", "co"),
    ("company", "co"),
    ("ltd", "ltd"),
    ("limited", "ltd"),
    ("coltd", "ltd"),
    ("inc", "inc"),
    ("incorporated", "inc"),
    ("corp", "inc"),
    ("corporation", "inc"),
    ("llc", "llc"),
    ("llp", "llp"),
    ("lp", "lp"),
    ("plc", "plc"),
    ("gmbh", "gmbh"),
    ("mbh", "gmbh"),
    ("ag", "ag"),
    ("kg", "kg"),
    ("ohg", "ohg"),
    ("ug", "ug"),
    ("sa", "sa"),
    ("sas", "sas"),
    ("sarl", "sarl"),
    ("srl", "srl"),
    ("spa", "spa"),
    ("bv", "bv"),
    ("nv", "nv"),
    ("oy", "oy"),
    ("ab", "ab"),
    ("as", "as"),
    ("pty", "ltd"),
    ("pte", "ltd"),
    ("kk", "kk"),
    ("group", "group"),
];

/// What a branch is called at the end of its name: text behind a legal form is kept when it ends so.
const BRANCHES: [&str; 10] =
    ["分公司", "支公司", "营业部", "分行", "支行", "办事处", "分店", "门店", "代表处", "营业厅"];

/// Takes a name apart. `None` when the cell holds no letter.
pub fn parse_organisation(cell: &str) -> Option<OrganisationName> {
    let display = tidy(cell);
    if !display.chars().any(char::is_alphanumeric) {
        return None;
    }
    let parts = if display.chars().any(is_han) { chinese(&display) } else { latin(&display) };
    let (mut core, region, legal_form) = parts;
    if core.is_empty() {
        core = letters(&display);
    }
    let mut key = String::with_capacity(core.len() + 6);
    key.push_str(region.unwrap_or_default());
    key.extend(fold_latin(&core).chars().filter(|c| *c != ' '));
    Some(OrganisationName { display, core, region, legal_form, key })
}

/// The matching key alone; empty when the cell holds no letter.
pub fn organisation_key(cell: &str) -> String {
    parse_organisation(cell).map(|name| name.key).unwrap_or_default()
}

type Parts = (String, Option<&'static str>, Option<&'static str>);

fn chinese(display: &str) -> Parts {
    let mut region = None;
    let mut text = String::with_capacity(display.len());
    // brackets: a place tells the region, 集团 and 筹 say nothing, Latin letters repeat the name, the rest belongs to it
    let mut rest = display;
    while let Some(open) = rest.find(['(', '[']) {
        let Some(length) = rest[open..].find([')', ']']) else { break };
        let inner = rest[open + 1..open + length].trim();
        text.push_str(&rest[..open]);
        if is_place(inner) {
            region = region.or_else(|| take_region(inner).map(|(place, _)| place));
        } else if inner.chars().any(is_han) && !matches!(inner, "集团" | "筹" | "中国") {
            text.push_str(inner);
        }
        rest = &rest[open + length + 1..];
    }
    text.push_str(rest);
    let text = letters(&text);

    let (text, legal_form) = strip_chinese_form(&text);
    let (mut core, leading) = match take_region(&text) {
        // a name that is little more than its region keeps it
        Some((place, behind)) if behind.chars().count() >= 2 => (behind.to_owned(), Some(place)),
        _ => (text.clone(), None),
    };
    region = leading.or(region);
    if core.chars().count() < 2 {
        core = text;
    }
    (core, region, legal_form)
}

/// Region at the start of a text (province, city, or both) and what follows; the narrower place is the region.
fn take_region(text: &str) -> Option<(&'static str, &str)> {
    match leading_province(text) {
        Some((province, behind)) => match leading_city(behind) {
            Some((city, further)) if further.chars().count() >= 2 || further.is_empty() => Some((city, further)),
            _ => Some((province, behind)),
        },
        None => leading_city(text),
    }
}

fn strip_chinese_form(text: &str) -> (String, Option<&'static str>) {
    // a branch first: 某某有限公司上海分公司 keeps 上海分公司
    if BRANCHES.iter().any(|branch| text.ends_with(branch)) {
        for (form, canonical) in CHINESE_FORMS.iter().take(15) {
            if let Some(at) = text.find(form)
                && at > 0
                && at + form.len() < text.len()
            {
                return (format!("{}{}", &text[..at], &text[at + form.len()..]), Some(canonical));
            }
        }
        return (text.to_owned(), None);
    }
    let mut core = text;
    let mut legal_form = None;
    // repeated, since 集团 may stand before another form
    while let Some((form, canonical)) = CHINESE_FORMS.iter().find(|(form, _)| core.ends_with(form)) {
        let shorter = &core[..core.len() - form.len()];
        if shorter.is_empty() {
            break;
        }
        legal_form = legal_form.or(Some(*canonical));
        core = shorter;
    }
    (core.to_owned(), legal_form)
}

fn latin(display: &str) -> Parts {
    let spelled = fold_latin(display).replace('&', " and ").replace(['.', '\''], "");
    let mut words: Vec<&str> = spelled.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    let mut legal_form = None;
    while words.len() > 1 {
        let last = words[words.len() - 1];
        let Some((_, canonical)) = LATIN_FORMS.iter().find(|(form, _)| *form == last) else {
            // `GmbH & Co. KG` leaves an "and" behind
            if legal_form.is_some() && last == "and" {
                words.pop();
                continue;
            }
            break;
        };
        legal_form = legal_form.or(Some(*canonical));
        words.pop();
    }
    (words.join(" "), None, legal_form)
}

/// Letters and digits only, lower case, without blanks.
fn letters(text: &str) -> String {
    let mut folded = fold_latin(text);
    folded.retain(char::is_alphanumeric);
    folded
}
