//! What sellers wrote after a contact, what they promised, and why somebody was given up: in the words of the trade.

use crate::chance::Chance;
use crate::records::Kind;

/// Notes on one outcome for people, for organisations, and in English.
struct Notes {
    outcome: &'static str,
    people: &'static [&'static str],
    organisations: &'static [&'static str],
    english: &'static [&'static str],
}

const NOTES: &[Notes] = &[
    Notes {
        outcome: "spoke",
        people: &[
            "聊了二十分钟，主要担心孩子的教育金，让我先发一份测算。",
            "单位有团险，但不清楚住院能报多少，答应找出保单给我看。",
            "刚换了房子，月供压力大，想先看保费低的定期方案。",
            "父母身体不好，问到老人能不能投保，我答应查清楚再回复。",
            "对分红不感兴趣，只关心重疾能赔多少次。",
            "说年底奖金下来再定，目前先比较两家。",
            "她提到同事刚理赔过，对服务印象不错。",
            "先生做主，约好把方案讲给两个人一起听。",
            "以前被推销过头，有点戒备，我只问了情况没有谈产品。",
            "关心养老金缺口，想知道六十岁以后每月能领多少。",
        ],
        organisations: &[
            "采购说现在两家供货，交期都不稳，愿意让我们报一次价。",
            "技术部正在选型，要我们先提供样品和测试报告。",
            "年度框架下个月重新谈，账期是他们最在意的。",
            "了解到去年用量大约一百二十万只，今年要涨三成。",
            "对方嫌单价高两个点，但认可我们的现货。",
            "仓库反映上一家的包装经常受潮，可以从这里切入。",
            "老板亲自过问供应商整合，采购让我们准备一份能力介绍。",
            "要求备一个月的安全库存，我答应回去核算资金占用。",
            "质量部要看追溯体系，约下周来厂里审核。",
            "新项目还在打样，量不大，但主控方案可能用我们代理的线。",
        ],
        english: &[
            "Good talk. Wants a written comparison before speaking to the family.",
            "Asked how claims work from abroad; I promised an answer in writing.",
            "Compares two offers at the moment, price is not the main point.",
        ],
    },
    Notes {
        outcome: "met",
        people: &[
            "在他公司楼下见面，带了需求分析表，家庭责任缺口大约一百五十万。",
            "夫妻两个都在，把住院和重疾的区别讲清楚了，气氛很好。",
            "看了现有三张保单，缺意外和医疗，对方自己说该补上。",
            "约在咖啡馆，他先问了公司情况，再谈到给孩子存钱。",
            "上门送资料，顺便聊到老人体检，家里人都在听。",
        ],
        organisations: &[
            "见了采购经理和工程师，现场看了产线，替代料可以小批试用。",
            "拜访总经理，他要求第二货源，愿意给我们三成份额。",
            "带样品去做了上机测试，结果合格，等质量部签字。",
            "去仓库看了来料检验，记下了他们的包装要求。",
            "参加了他们的供应商大会，见到了分管采购的副总。",
        ],
        english: &["Met at the office; went through the needs sheet, the gap is clear to both of us."],
    },
    Notes {
        outcome: "meeting_set",
        people: &["给了两个时间，他选了后面一个，地点在他单位附近。", "约好见面二十分钟，只做需求分析。"],
        organisations: &["约好到厂里拜访，技术和采购都在。", "定了时间去演示方案，对方让我们带样品。"],
        english: &["Agreed on twenty minutes next week, near the office."],
    },
    Notes {
        outcome: "call_back",
        people: &["正在开会，让我晚点再打。", "在接孩子，说好另约时间细聊。", "出差在外，回来再谈。"],
        organisations: &["在月底盘点，让我们过两天再联系。", "正在审厂，约了时间再通电话。"],
        english: &["In a meeting, asked me to ring again."],
    },
    Notes {
        outcome: "not_reached",
        people: &["无人接听。", "关机，换个时段再试。", "响了很久没人接，发了条短信说明来意。"],
        organisations: &["前台说负责人不在。", "总机转接无人应答。"],
        english: &["No answer."],
    },
    Notes {
        outcome: "replied",
        people: &[
            "微信回复说资料收到了，周末看。",
            "看了我发的文章，问了一句等待期是多久。",
            "回信感谢生日祝福，说最近比较忙。",
        ],
        organisations: &["邮件回复了型号清单，请我们报价。", "微信确认收到规格书，转给工程师了。"],
        english: &["Wrote back that the comparison arrived and reads well."],
    },
    Notes {
        outcome: "not_interested",
        people: &["说家里已经买够了，不想再谈。", "觉得保险都是骗人的，语气不太好。"],
        organisations: &["现有供应商合作多年，暂时不考虑换。", "项目停了，今年没有采购计划。"],
        english: &["Content with what is in place, would rather not talk now."],
    },
    Notes {
        outcome: "wrong_number",
        people: &["接电话的不是本人，说这个号用了两年了。"],
        organisations: &["号码已经是另一家公司在用。"],
        english: &["The number belongs to somebody else."],
    },
    Notes {
        outcome: "disqualified",
        people: &["收入不稳定，家里又不同意，目前确实没有条件。"],
        organisations: &["产线已经外迁，本地不再采购。"],
        english: &["Moved away for good, no need here any more."],
    },
    Notes {
        outcome: "do_not_call",
        people: &["明确要求不要再打电话，已道歉并登记。"],
        organisations: &["行政部要求停止一切推销来电。"],
        english: &["Asked us not to call again; apologised and noted it."],
    },
];

const PROMISES_TO_PEOPLE: &[&str] = &[
    "把教育金测算表发给他",
    "查清父母能否投保并回复",
    "送保单检视报告",
    "发两份重疾方案的对比",
    "把等待期和免责条款标出来发给她",
    "确认体检费用由谁承担",
];
const PROMISES_TO_ORGANISATIONS: &[&str] = &[
    "按型号清单报价",
    "寄样品和测试报告",
    "核算一个月安全库存的资金占用",
    "发供应商能力介绍",
    "确认九十天账期能否批准",
    "安排原厂工程师技术交流",
];
/// With the reason of the list that each comes closest to.
const REASONS_TO_GIVE_UP: &[(&str, &str)] = &[
    ("没有购买能力，家人也反对", "unknown"),
    ("已与别家签了长期合同", "rivals_offer"),
    ("迁往外地，不在服务范围", "moved_away"),
    ("两次当面拒绝，嫌上次服务不好", "dissatisfied"),
];
const OBJECTIONS: &[&str] =
    &["no_money", "no_time", "no_need", "no_trust", "family_decides", "wants_to_think", "rival_better", "too_dear"];
/// What was found out about a criterion or question, on a yes and on a no.
const EVIDENCE_FOR: &[&str] = &["本人在电话里说的", "见面时当面确认", "介绍人告知", "从资料和公开信息核实"];
const EVIDENCE_AGAINST: &[&str] = &["本人明确否认", "介绍人说目前不具备", "问过两次，都没有"];

pub(crate) fn note(outcome: &str, kind: Kind, english: bool, chance: &mut Chance) -> &'static str {
    let Some(notes) = NOTES.iter().find(|notes| notes.outcome == outcome) else {
        return "";
    };
    chance.pick(match (english, kind) {
        (true, _) => notes.english,
        (false, Kind::Person) => notes.people,
        (false, Kind::Organisation) => notes.organisations,
    })
}

pub(crate) fn promise(kind: Kind, chance: &mut Chance) -> &'static str {
    chance.pick(match kind {
        Kind::Person => PROMISES_TO_PEOPLE,
        Kind::Organisation => PROMISES_TO_ORGANISATIONS,
    })
}

pub(crate) fn reason_to_give_up(chance: &mut Chance) -> (&'static str, &'static str) {
    chance.pick(REASONS_TO_GIVE_UP)
}

pub(crate) fn objection(chance: &mut Chance) -> &'static str {
    chance.pick(OBJECTIONS)
}

pub(crate) fn evidence(yes: bool, chance: &mut Chance) -> &'static str {
    chance.pick(if yes { EVIDENCE_FOR } else { EVIDENCE_AGAINST })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::courses::COURSES;

    #[test]
    fn every_outcome_of_a_course_has_words() {
        let mut chance = Chance::seeded(3);
        for outcome in COURSES.iter().flat_map(|course| course.outcomes.iter().chain(course.ends_with)) {
            for kind in [Kind::Person, Kind::Organisation] {
                assert!(!note(outcome, kind, false, &mut chance).is_empty(), "{outcome}");
                assert!(!note(outcome, kind, true, &mut chance).is_empty(), "{outcome}");
            }
        }
    }
}
