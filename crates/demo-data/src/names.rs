//! Names of people: Chinese ones by how common the surname is, and some English ones.

use crate::chance::Chance;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PersonName {
    pub(crate) full: String,
    /// Latin letters for addresses.
    pub(crate) latin: String,
    pub(crate) female: bool,
    pub(crate) english: bool,
}

/// Surname, its pinyin, and its weight (roughly its share in ten thousand people).
const SURNAMES: &[(&str, &str, u32)] = &[
    ("王", "wang", 725),
    ("李", "li", 719),
    ("张", "zhang", 683),
    ("刘", "liu", 538),
    ("陈", "chen", 453),
    ("杨", "yang", 308),
    ("黄", "huang", 232),
    ("赵", "zhao", 229),
    ("吴", "wu", 205),
    ("周", "zhou", 202),
    ("徐", "xu", 166),
    ("孙", "sun", 154),
    ("马", "ma", 153),
    ("朱", "zhu", 150),
    ("胡", "hu", 144),
    ("郭", "guo", 138),
    ("何", "he", 136),
    ("高", "gao", 132),
    ("林", "lin", 132),
    ("郑", "zheng", 95),
    ("谢", "xie", 90),
    ("罗", "luo", 86),
    ("梁", "liang", 85),
    ("宋", "song", 81),
    ("唐", "tang", 76),
    ("许", "xu", 75),
    ("韩", "han", 68),
    ("邓", "deng", 65),
    ("冯", "feng", 64),
    ("曹", "cao", 61),
    ("彭", "peng", 60),
    ("曾", "zeng", 58),
    ("肖", "xiao", 57),
    ("田", "tian", 55),
    ("董", "dong", 53),
    ("潘", "pan", 50),
    ("袁", "yuan", 49),
    ("蔡", "cai", 48),
    ("蒋", "jiang", 48),
    ("余", "yu", 47),
    ("于", "yu", 46),
    ("杜", "du", 45),
    ("叶", "ye", 44),
    ("程", "cheng", 44),
    ("魏", "wei", 43),
    ("苏", "su", 43),
    ("吕", "lü", 42),
    ("丁", "ding", 42),
    ("任", "ren", 41),
    ("卢", "lu", 40),
    ("姚", "yao", 40),
    ("沈", "shen", 40),
    ("钟", "zhong", 39),
    ("姜", "jiang", 38),
    ("崔", "cui", 38),
    ("谭", "tan", 38),
    ("陆", "lu", 37),
    ("范", "fan", 36),
    ("汪", "wang", 36),
    ("廖", "liao", 36),
    ("石", "shi", 33),
    ("金", "jin", 33),
    ("贾", "jia", 32),
    ("夏", "xia", 31),
    ("傅", "fu", 30),
    ("方", "fang", 30),
    ("邹", "zou", 29),
    ("熊", "xiong", 28),
    ("白", "bai", 28),
    ("孟", "meng", 27),
    ("秦", "qin", 27),
    ("邱", "qiu", 26),
    ("侯", "hou", 26),
    ("江", "jiang", 25),
    ("尹", "yin", 25),
    ("薛", "xue", 24),
    ("顾", "gu", 20),
    ("单", "shan", 4),
    ("欧阳", "ouyang", 9),
    ("上官", "shangguan", 2),
    ("司马", "sima", 2),
    ("诸葛", "zhuge", 2),
];

const MALE: &[&str] = &[
    "伟", "磊", "军", "勇", "杰", "涛", "超", "斌", "浩", "鹏", "建国", "志强", "志远", "文博", "子轩", "浩然", "俊杰",
    "宇航", "建华", "国栋", "海涛", "明辉", "晓峰", "立新", "振华", "家豪", "德胜", "永康", "天佑", "嘉伟", "思远",
    "承志", "景行", "泽宇", "书航", "一鸣", "向阳", "少华", "东升", "学文", "兆丰", "启明", "瑞林", "成刚", "卫东",
    "新民", "光耀", "庆丰", "世杰", "宏图", "炳坤", "维国", "正阳", "永强", "忠义", "锦程", "春生", "逸飞", "铭泽",
    "睿哲",
];
const FEMALE: &[&str] = &[
    "芳", "娜", "敏", "静", "丽", "艳", "娟", "霞", "玲", "燕", "秀英", "桂兰", "丽娟", "晓燕", "雪梅", "雅琴", "美玲",
    "梦琪", "诗涵", "欣怡", "佳慧", "婉清", "思琪", "语嫣", "静怡", "慧敏", "淑华", "春梅", "玉兰", "小红", "文静",
    "海燕", "雨桐", "若曦", "可欣", "梓萱", "紫萱", "心怡", "婷婷", "莉莉", "晓雯", "明霞", "金凤", "惠芳", "月华",
    "素珍", "爱华", "丹丹", "冬梅", "书瑶", "宛如", "青禾", "知夏", "清妍", "乐瑶", "锦绣", "映雪", "兰芝", "巧云",
    "凯琳",
];
const ENGLISH_MALE: &[&str] =
    &["Oliver", "James", "Daniel", "Marcus", "Peter", "Samuel", "Thomas", "Victor", "Adrian", "Henry", "Lewis", "Noah"];
const ENGLISH_FEMALE: &[&str] =
    &["Emma", "Sophie", "Grace", "Hannah", "Laura", "Nina", "Olivia", "Rachel", "Clara", "Megan", "Alice", "Ruth"];
const ENGLISH_SURNAMES: &[(&str, &str)] = &[
    ("Clark", "clark"),
    ("Bennett", "bennett"),
    ("Foster", "foster"),
    ("Hughes", "hughes"),
    ("Morgan", "morgan"),
    ("Parker", "parker"),
    ("Reid", "reid"),
    ("Turner", "turner"),
    ("Walsh", "walsh"),
    ("Young", "young"),
    ("Carter", "carter"),
    ("Doyle", "doyle"),
    ("Ellis", "ellis"),
    ("Grant", "grant"),
    ("Novak", "novak"),
];

/// One person in twenty has an English name.
const ENGLISH_SHARE: f64 = 0.05;

pub(crate) fn person(chance: &mut Chance) -> PersonName {
    let female = chance.happens(0.48);
    if chance.happens(ENGLISH_SHARE) {
        let given = chance.pick(if female { ENGLISH_FEMALE } else { ENGLISH_MALE });
        let (surname, latin) = chance.pick(ENGLISH_SURNAMES);
        return PersonName {
            full: format!("{given} {surname}"),
            latin: format!("{}.{latin}", given.to_lowercase()),
            female,
            english: true,
        };
    }
    let (surname, latin, _) = chance.weighted(SURNAMES, |(_, _, weight)| *weight);
    let given = chance.pick(if female { FEMALE } else { MALE });
    PersonName { full: format!("{surname}{given}"), latin: latin.replace('ü', "v"), female, english: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_surnames_come_often_and_english_names_seldom() {
        let mut chance = Chance::seeded(7);
        let drawn: Vec<PersonName> = (0..4_000).map(|_| person(&mut chance)).collect();
        let wang = drawn.iter().filter(|name| name.full.starts_with('王')).count();
        let english = drawn.iter().filter(|name| name.english).count();
        assert!((250..650).contains(&wang), "{wang} of 4000 are called 王");
        assert!((120..280).contains(&english), "{english} of 4000 have English names");
    }

    #[test]
    fn addresses_can_be_made_from_every_name() {
        let mut chance = Chance::seeded(8);
        for _ in 0..2_000 {
            let latin = person(&mut chance).latin;
            assert!(latin.chars().all(|letter| letter.is_ascii_lowercase() || letter == '.'), "{latin}");
        }
    }
}
