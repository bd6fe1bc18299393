//! The provinces of China and their larger cities, by the short names people use.
//!
//! Enough to find the region inside a company name or at the start of an address; not a gazetteer.

/// Provinces, autonomous regions, municipalities and special regions: short name, then the ending of the full name.
pub const PROVINCES: [(&str, &str); 34] = [
    ("北京", "市"),
    ("天津", "市"),
    ("上海", "市"),
    ("重庆", "市"),
    ("河北", "省"),
    ("山西", "省"),
    ("辽宁", "省"),
    ("吉林", "省"),
    ("黑龙江", "省"),
    ("江苏", "省"),
    ("浙江", "省"),
    ("安徽", "省"),
    ("福建", "省"),
    ("江西", "省"),
    ("山东", "省"),
    ("河南", "省"),
    ("湖北", "省"),
    ("湖南", "省"),
    ("广东", "省"),
    ("海南", "省"),
    ("四川", "省"),
    ("贵州", "省"),
    ("云南", "省"),
    ("陕西", "省"),
    ("甘肃", "省"),
    ("青海", "省"),
    ("台湾", "省"),
    ("内蒙古", "自治区"),
    ("广西", "壮族自治区"),
    ("西藏", "自治区"),
    ("宁夏", "回族自治区"),
    ("新疆", "维吾尔自治区"),
    ("香港", "特别行政区"),
    ("澳门", "特别行政区"),
];

/// Prefecture-level cities by short name, province by province; a blank between two.
const CITIES: &str = "\
石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 \
太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁 \
呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 \
沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛 \
长春 四平 辽源 通化 白山 松原 白城 延边 \
哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 大兴安岭 \
南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 昆山 江阴 张家港 常熟 \
杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 义乌 慈溪 \
合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城 \
福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 晋江 \
南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶 \
济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 \
郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 济源 \
武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 \
长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西 \
广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮 \
南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左 \
海口 三亚 三沙 儋州 \
成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 阿坝 甘孜 凉山 \
贵阳 六盘水 遵义 安顺 毕节 铜仁 黔西南 黔东南 黔南 \
昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 楚雄 红河 文山 西双版纳 大理 德宏 怒江 迪庆 \
拉萨 日喀则 昌都 林芝 山南 那曲 阿里 \
西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛 \
兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 临夏 甘南 \
西宁 海东 海北 黄南 果洛 玉树 海西 \
银川 石嘴山 吴忠 固原 中卫 \
乌鲁木齐 克拉玛依 吐鲁番 哈密 昌吉 博尔塔拉 巴音郭楞 阿克苏 克孜勒苏 喀什 和田 伊犁 塔城 阿勒泰 石河子 \
台北 高雄 台中 台南 新竹";

/// Ordinary words that are also names of cities: inside a company name they are taken for places only when an ending
/// such as 市 follows.
const AMBIGUOUS: [&str; 12] =
    ["朝阳", "白银", "金昌", "大同", "三明", "黄山", "泰安", "吉安", "平凉", "长治", "海西", "阿里"];

/// Splits the province from the start of a text: its short name, and what follows the full or short form.
pub fn leading_province(text: &str) -> Option<(&'static str, &str)> {
    let (short, ending) = PROVINCES.iter().find(|(short, _)| text.starts_with(short))?;
    let behind = &text[short.len()..];
    let behind = behind
        .strip_prefix(ending)
        .or_else(|| behind.strip_prefix("自治区"))
        .or_else(|| behind.strip_prefix('省'))
        .or_else(|| behind.strip_prefix('市'))
        .unwrap_or(behind);
    Some((short, behind))
}

/// Splits a prefecture-level city from the start of a text: its short name, and what follows it with or without 市.
/// City names that are also ordinary words count only with their ending.
pub fn leading_city(text: &str) -> Option<(&'static str, &str)> {
    if !text.chars().next().is_some_and(super::width::is_han) {
        return None;
    }
    let short = longest_city(text)?;
    let behind = &text[short.len()..];
    match behind.strip_prefix('市').or_else(|| behind.strip_prefix("地区")) {
        Some(behind) => Some((short, behind)),
        None if AMBIGUOUS.contains(&short) => None,
        None => Some((short, behind)),
    }
}

/// Whether the text is nothing but a place: `上海`, `广东省`, `深圳市`, `广东深圳`.
pub fn is_place(text: &str) -> bool {
    let behind_province = leading_province(text).map_or(text, |(_, behind)| behind);
    if behind_province.is_empty() {
        return !text.is_empty();
    }
    leading_city(behind_province).is_some_and(|(_, behind)| behind.is_empty())
        || longest_city(behind_province).is_some_and(|city| city == behind_province)
}

/// The longest city name a text starts with (七台河 before a shorter one), by a table sorted once.
fn longest_city(text: &str) -> Option<&'static str> {
    static SORTED: std::sync::LazyLock<Vec<&'static str>> = std::sync::LazyLock::new(|| {
        let mut cities: Vec<&str> = CITIES.split_whitespace().collect();
        cities.sort_unstable();
        cities.dedup();
        cities
    });
    // a name has two to five characters of three bytes each
    [15, 12, 9, 6].into_iter().find_map(|length| {
        let head = text.get(..length)?;
        SORTED.binary_search(&head).ok().map(|at| SORTED[at])
    })
}
