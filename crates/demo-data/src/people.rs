//! What is known about a person on the prospect card: a life that hangs together, from which only a part is known.

use crate::calendar::Calendar;
use crate::chance::Chance;
use crate::names::PersonName;
use crate::records::Facts;

/// An occupation: where such people work, what they earn a year in ten thousand yuan, how common it is.
struct Occupation {
    position: &'static str,
    employers: &'static [&'static str],
    income: (i64, i64),
    weight: u32,
    education: &'static [&'static str],
}

const SCHOOLED: &[&str] = &["本科", "本科", "硕士"];
const TRAINED: &[&str] = &["大专", "大专", "本科"];
const PRACTICAL: &[&str] = &["高中", "大专"];

const fn occupation(
    position: &'static str,
    employers: &'static [&'static str],
    income: (i64, i64),
    weight: u32,
    education: &'static [&'static str],
) -> Occupation {
    Occupation { position, employers, income, weight, education }
}

const OCCUPATIONS: &[Occupation] = &[
    occupation("教师", &["向阳小学", "春晖中学", "青禾幼儿园"], (9, 18), 10, SCHOOLED),
    occupation("护士", &["仁和医院", "康乐诊所"], (8, 15), 6, TRAINED),
    occupation("医生", &["仁和医院", "康乐诊所"], (18, 45), 5, &["硕士", "博士", "本科"]),
    occupation("工程师", &["明远软件公司", "启航自动化公司", "新锐汽车电子公司"], (18, 42), 12, SCHOOLED),
    occupation("会计", &["恒信会计师事务所", "光明食品厂", "远航物流公司"], (9, 20), 8, TRAINED),
    occupation("销售经理", &["嘉华装饰公司", "百川建材公司", "明远软件公司"], (15, 40), 9, TRAINED),
    occupation("店主", &["自营便利店", "自营花店", "自营小饭馆", "自营服装店"], (10, 50), 9, PRACTICAL),
    occupation("科员", &["区税务局", "街道办事处", "区人社局"], (12, 22), 6, SCHOOLED),
    occupation("部门主管", &["新城物业公司", "远航物流公司", "光明食品厂"], (20, 42), 8, TRAINED),
    occupation("总经理", &["百川建材公司", "嘉华装饰公司", "东方设计院"], (40, 150), 4, SCHOOLED),
    occupation("司机", &["远航物流公司", "城北出租车公司"], (7, 12), 5, PRACTICAL),
    occupation("设计师", &["东方设计院", "嘉华装饰公司"], (12, 30), 6, SCHOOLED),
    occupation("人事经理", &["明远软件公司", "新城物业公司"], (15, 30), 5, SCHOOLED),
    occupation("技术员", &["城北汽修厂", "光明食品厂", "启航自动化公司"], (8, 16), 7, PRACTICAL),
];

/// What goes with an age: family, plans and needs up to that many years.
struct Age {
    up_to: i64,
    family: &'static [&'static str],
    plans: &'static [&'static str],
    needs: &'static [&'static str],
}

const AGES: [Age; 3] = [
    Age {
        up_to: 32,
        family: &["单身，父母在老家", "新婚，还没有孩子", "已婚，孩子刚满周岁", "单身，与父母同住"],
        plans: &["三年内买房", "准备考研", "打算明年结婚", "想攒钱自己开店"],
        needs: &["想补住院医疗", "想给父母买意外险", "刚有房贷，担心收入中断", "第一次买重疾险，想了解"],
    },
    Age {
        up_to: 48,
        family: &[
            "已婚，一个女儿上小学",
            "已婚，儿子刚上初中，老人同住",
            "已婚，两个孩子，一人工作",
            "离异，带一个孩子",
        ],
        plans: &["换大一点的房子", "准备送孩子出国读书", "想提前还清房贷", "打算自己开公司"],
        needs: &["想给孩子存教育金", "担心收入中断后的房贷", "夫妻两人都要加保", "单位团险不够用"],
    },
    Age {
        up_to: i64::MAX,
        family: &["孩子在外地读大学", "孩子已工作，夫妻两人同住", "刚添了孙女", "子女在国外"],
        plans: &["五年后退休", "退休后回老家住", "想到处走走看看", "帮孩子付首付"],
        needs: &["希望退休后每月有固定收入", "想了解防癌医疗", "保单到期，要续", "想把存款做稳妥安排"],
    },
];

const INTERESTS: &[&str] = &["跑步", "钓鱼", "摄影", "羽毛球", "旅行", "收藏邮票", "种花", "看展览", "做饭", "骑行"];
const TEMPERAMENT: &[&str] =
    &["爽快，讲效率", "谨慎，喜欢看数据", "热情，爱聊天", "话不多，但说话算数", "有主见，不喜欢被催"];
const HOLDINGS: &[&str] =
    &["单位团险", "一份重疾险，保额三十万", "社保之外没有保单", "百万医疗一份", "车险在别家", "一份定期寿险"];

/// The facts, each known with a probability of about `share`.
pub(crate) fn facts(name: &PersonName, share: f64, calendar: &Calendar, chance: &mut Chance) -> Facts {
    let years = chance.between((24, 62));
    let birth_date =
        format!("{}-{:02}-{:02}", calendar.year() - years, chance.between((1, 12)), chance.between((1, 28)));
    let job = chance.weighted(OCCUPATIONS, |occupation| occupation.weight);
    let income = chance.between(job.income);
    let highest = income * chance.between((11, 20)) / 10 + 1;
    let age = AGES.iter().find(|age| years <= age.up_to).unwrap_or(&AGES[1]);
    // employer and position are asked first, so they are known more often than the rest
    let often = share * 0.8 + 0.25;
    let life = [
        ("position", often, job.position.to_owned()),
        ("employer", often, chance.pick(job.employers).to_owned()),
        ("education", share, chance.pick(job.education).to_owned()),
        ("income", share, format!("{income}万元/年")),
        ("highest_income", share * 0.6, format!("{highest}万元/年")),
        ("birth_date", share, birth_date),
        ("family", share, chance.pick(age.family).to_owned()),
        ("need", share * 0.9, chance.pick(age.needs).to_owned()),
        ("plans", share * 0.8, chance.pick(age.plans).to_owned()),
        ("holdings", share * 0.8, chance.pick(HOLDINGS).to_owned()),
        ("interests", share * 0.7, chance.pick(INTERESTS).to_owned()),
        ("temperament", share * 0.6, chance.pick(TEMPERAMENT).to_owned()),
    ];
    let mut facts = Facts::from([("gender", if name.female { "女" } else { "男" }.to_owned())]);
    facts.extend(life.into_iter().filter(|(_, share, _)| chance.happens(*share)).map(|(key, _, fact)| (key, fact)));
    facts
}

const RELATION_GROUPS: &[(&str, u32)] = &[
    ("family", 8),
    ("relatives", 16),
    ("friends", 26),
    ("townsfolk", 9),
    ("former_colleagues", 16),
    ("classmates", 17),
    ("neighbours", 8),
];

pub(crate) fn relation_group(chance: &mut Chance) -> &'static str {
    chance.weighted(RELATION_GROUPS, |(_, weight)| *weight).0
}

/// How near a warm prospect works or lives.
pub(crate) fn nearness(chance: &mut Chance) -> &'static str {
    chance.pick(&["same_place", "same_town", "same_town", "same_province", "farther"])
}
