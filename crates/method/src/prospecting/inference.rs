//! Answers that a record already holds (PRO-2): drawn from facts with caution, marked as derived, and never put in
//! place of an answer that a person or an import gave.

use serde::{Deserialize, Serialize};

use crate::answer::Answer;
use crate::answer_sheet::Given;
use crate::coded::coded;
use crate::prospecting::man::Authority;
use crate::prospecting::markets::Market;
use crate::prospecting::screening::{Criterion, Screening};
use crate::verdict::{Observed, Reason, Source};

coded! {
    /// The fact that an answer was drawn from.
    pub enum InferredFrom in "inferred_from" {
        Introducer = "introducer", "有介绍人且有电话", "an introducer and a phone number";
        WarmMarket = "warm_market", "缘故或转介绍来源且有电话", "a warm or referred name with a phone number";
        Position = "position", "职务", "the position held";
        StatedNeed = "stated_need", "记录了需求", "a need on record";
        Income = "income", "年收入达到设定值", "yearly income at or over the setting";
        Turnover = "turnover", "年营业额达到设定值", "yearly turnover at or over the setting";
        Holdings = "holdings", "持有同类产品", "like products held";
    }
}

/// Amounts from which money is taken as present, in minor units a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InferenceSettings {
    /// A person's yearly income. Default 100,000.00.
    pub income_from_minor: i64,
    /// An organisation's yearly turnover. Default 5,000,000.00.
    pub turnover_from_minor: i64,
}

impl Default for InferenceSettings {
    fn default() -> Self {
        Self { income_from_minor: 10_000_000, turnover_from_minor: 500_000_000 }
    }
}

/// What is on record about a party, as far as it says something about the criteria.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordFacts {
    /// Where the name came from.
    pub market: Option<Market>,
    /// Whether a phone number is on file.
    pub has_phone: bool,
    /// Whether somebody introduced them.
    pub has_introducer: bool,
    /// Title or position, in either language.
    pub position: Option<String>,
    /// A need in somebody's words.
    pub need: Option<String>,
    /// Yearly income of a person in minor units.
    pub income_minor: Option<i64>,
    /// Yearly turnover of an organisation in minor units.
    pub turnover_minor: Option<i64>,
    /// Like products held.
    pub holdings: Option<String>,
}

/// One answer drawn from the record, with the reason.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Inferred {
    /// The criterion answered.
    pub criterion: Criterion,
    /// The answer; only ever a yes, since a missing fact proves nothing.
    pub answer: Answer,
    /// What it was drawn from.
    pub reason: Reason,
}

/// Draws the answers that the record supports, at most one for each criterion.
pub fn infer(facts: &RecordFacts, settings: &InferenceSettings) -> Vec<Inferred> {
    let yes = |criterion, from: InferredFrom, seen: Observed| Inferred {
        criterion,
        answer: Answer::Yes,
        reason: Reason::of(from, seen, Source::Derived),
    };
    let mut found = Vec::new();
    match (facts.income_minor, facts.turnover_minor) {
        (Some(income), _) if income >= settings.income_from_minor => {
            found.push(yes(Criterion::AbleToPay, InferredFrom::Income, amount(income)));
        }
        (_, Some(turnover)) if turnover >= settings.turnover_from_minor => {
            found.push(yes(Criterion::AbleToPay, InferredFrom::Turnover, amount(turnover)));
        }
        _ => {}
    }
    if let Some(need) = written(facts.need.as_deref()) {
        found.push(yes(Criterion::HasNeed, InferredFrom::StatedNeed, Observed::Text(need.to_owned())));
    }
    if let Some(position) = written(facts.position.as_deref())
        && authority_of(position).letter() == Answer::Yes
    {
        found.push(yes(Criterion::Decides, InferredFrom::Position, Observed::Text(position.to_owned())));
    }
    if facts.has_phone {
        if facts.has_introducer {
            found.push(yes(Criterion::EasyToApproach, InferredFrom::Introducer, Observed::Answer(Answer::Yes)));
        } else if let Some(market) = facts.market.filter(|market| market.opens_the_door()) {
            found.push(yes(Criterion::EasyToApproach, InferredFrom::WarmMarket, Observed::word(market)));
        }
    }
    if let Some(holdings) = written(facts.holdings.as_deref()) {
        found.push(yes(Criterion::Aware, InferredFrom::Holdings, Observed::Text(holdings.to_owned())));
    }
    found
}

/// The screening with the gaps filled from the record. A yes or no that somebody gave stays as it is.
pub fn complete(screening: &Screening, facts: &RecordFacts, settings: &InferenceSettings) -> Screening {
    let mut filled = screening.clone();
    for inferred in infer(facts, settings) {
        if !filled.answer(inferred.criterion).is_known() {
            filled.set(inferred.criterion, Given::new(inferred.answer, Source::Derived));
        }
    }
    filled
}

/// Whole currency units are what people read; minor units would look a hundred times too large.
fn amount(minor: i64) -> Observed {
    Observed::Number(minor as f64 / 100.0)
}

fn written(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty() && !NOTHING_WORDS.contains(text))
}

/// Words that fill a cell without saying anything.
const NOTHING_WORDS: &[&str] =
    &["无", "没有", "暂无", "未知", "不详", "-", "—", "/", "none", "None", "no", "n/a", "N/A"];

/// Titles that look like power but are not, or no longer.
const WITHOUT_SAY_ZH: &[&str] =
    &["助理", "秘书", "司机", "客户经理", "大堂经理", "实习", "见习", "退休", "离职", "前任", "原任"];
const WITHOUT_SAY_EN: &[&str] = &["assistant", "secretary", "former", "ex", "retired", "intern", "trainee"];
/// Deputies and the offices of the great advise the person who signs.
const DEPUTY_ZH: &[&str] = &["副", "办公室"];
const DEPUTY_EN: &[&str] = &["vice", "deputy", "vp", "svp", "evp"];
const DECIDES_ZH: &[&str] = &[
    "董事长",
    "总经理",
    "总裁",
    "老板",
    "法人",
    "法定代表人",
    "创始人",
    "厂长",
    "店主",
    "业主",
    "合伙人",
    "首席执行官",
];
const DECIDES_EN: &[&str] =
    &["owner", "ceo", "founder", "cofounder", "chairman", "chairwoman", "president", "proprietor", "principal"];
const RECOMMENDS_ZH: &[&str] =
    &["总监", "经理", "主管", "采购", "主任", "科长", "处长", "部长", "院长", "校长", "首席", "负责人"];
const RECOMMENDS_EN: &[&str] =
    &["director", "manager", "head", "purchasing", "procurement", "buyer", "supervisor", "cto", "cfo", "coo", "cio"];

/// What a position says about authority (PRO-4). A title that says nothing is unknown, never none.
pub fn authority_of(position: &str) -> Authority {
    let lower = position.to_lowercase();
    // co-founder and co founder are one title, not a founder with a prefix
    let joined = match lower.contains("founder") {
        true => lower.replace("co-founder", "cofounder").replace("co founder", "cofounder"),
        false => lower.clone(),
    };
    let words: Vec<&str> = joined.split(|c: char| !c.is_alphanumeric()).collect();
    let has = |chinese: &[&str], english: &[&str]| {
        chinese.iter().any(|part| lower.contains(part)) || english.iter().any(|word| words.contains(word))
    };
    if has(WITHOUT_SAY_ZH, WITHOUT_SAY_EN) {
        return Authority::Unknown;
    }
    let managing_director = lower.contains("managing director") || lower.contains("general manager");
    let decides = has(DECIDES_ZH, DECIDES_EN) || managing_director;
    if decides && !has(DEPUTY_ZH, DEPUTY_EN) {
        Authority::Decides
    } else if decides || has(RECOMMENDS_ZH, RECOMMENDS_EN) || has(&["副总"], &["vp", "svp", "evp"]) {
        Authority::Recommends
    } else {
        Authority::Unknown
    }
}
