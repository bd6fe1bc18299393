//! Where people live and work: districts of the four cities that the demo team sells in.

use crate::chance::Chance;
use crate::records::Address;

#[derive(Debug, Clone, Copy)]
pub(crate) struct City {
    pub(crate) name: &'static str,
    /// As it begins a company's name.
    pub(crate) short: &'static str,
    pub(crate) province: &'static str,
    /// Dialling code without the leading zero.
    pub(crate) dialling_code: &'static str,
    pub(crate) districts: &'static [(&'static str, &'static str)],
}

pub(crate) const SHANGHAI: City = City {
    name: "上海市",
    short: "上海",
    province: "上海市",
    dialling_code: "21",
    districts: &[
        ("黄浦区", "200001"),
        ("徐汇区", "200030"),
        ("静安区", "200040"),
        ("浦东新区", "200120"),
        ("闵行区", "201100"),
        ("嘉定区", "201800"),
        ("宝山区", "201900"),
        ("松江区", "201600"),
    ],
};
pub(crate) const HANGZHOU: City = City {
    name: "杭州市",
    short: "杭州",
    province: "浙江省",
    dialling_code: "571",
    districts: &[
        ("上城区", "310002"),
        ("西湖区", "310012"),
        ("滨江区", "310051"),
        ("余杭区", "311100"),
        ("萧山区", "311200"),
    ],
};
pub(crate) const GUANGZHOU: City = City {
    name: "广州市",
    short: "广州",
    province: "广东省",
    dialling_code: "20",
    districts: &[
        ("越秀区", "510030"),
        ("天河区", "510620"),
        ("海珠区", "510220"),
        ("番禺区", "511400"),
        ("白云区", "510080"),
    ],
};
pub(crate) const SHENZHEN: City = City {
    name: "深圳市",
    short: "深圳",
    province: "广东省",
    dialling_code: "755",
    districts: &[
        ("福田区", "518000"),
        ("南山区", "518052"),
        ("宝安区", "518101"),
        ("龙岗区", "518116"),
        ("罗湖区", "518001"),
    ],
};

const STREETS: &[&str] = &[
    "春晖路",
    "文昌路",
    "长宁路",
    "建设路",
    "人民路",
    "和平路",
    "学府路",
    "望江路",
    "锦绣路",
    "云台路",
    "桂花街",
    "青年路",
    "解放路",
    "滨河路",
    "创业路",
    "科苑路",
    "丰收路",
    "明珠路",
    "新华路",
    "梅园路",
];
const ESTATES: &[&str] = &[
    "阳光花园",
    "书香苑",
    "翠湖名邸",
    "金桂小区",
    "悦城家园",
    "绿洲新村",
    "江畔雅居",
    "和风里",
    "景泰公寓",
    "东方新苑",
];
const BUILDINGS: &[&str] =
    &["创新大厦", "国贸中心", "科技园", "产业园A座", "电子市场", "商务广场", "物流园", "联合大厦", "总部基地", "智谷"];

impl City {
    pub(crate) fn home(&self, chance: &mut Chance) -> Address {
        let place = format!(
            "{}{}号{}{}幢{}室",
            chance.pick(STREETS),
            chance.between((1, 990)),
            chance.pick(ESTATES),
            chance.between((1, 28)),
            chance.between((1, 18)) * 100 + chance.between((1, 4))
        );
        self.address("home", &place, chance)
    }

    pub(crate) fn work(&self, kind: &'static str, chance: &mut Chance) -> Address {
        let place = format!(
            "{}{}号{}{}楼",
            chance.pick(STREETS),
            chance.between((1, 1_990)),
            chance.pick(BUILDINGS),
            chance.between((1, 26))
        );
        self.address(kind, &place, chance)
    }

    fn address(&self, kind: &'static str, place: &str, chance: &mut Chance) -> Address {
        let (district, postcode) = chance.pick(self.districts);
        let province = if self.province == self.name { "" } else { self.province };
        Address {
            kind,
            text: format!("{province}{}{district}{place}", self.name),
            province: self.province,
            city: self.name,
            district,
            postcode,
        }
    }
}
