//! How the characters of a name are read aloud, in pinyin without tones.
//!
//! Many characters have several readings. In a surname the right one is known (曾 is zeng, 单 is shan); elsewhere all
//! usual readings count, since a search should find 重庆 under chongqing without a dictionary of words. `ü` is `v` as
//! on a keyboard, and also `u` and `yu` as in passports.

use pinyin::ToPinyin;

use crate::normalise::surnames::{compound_surname, special_reading};

/// One character's readings, the likeliest first; never empty for Chinese characters in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Readings {
    list: [&'static str; 3],
    count: u8,
}

impl Readings {
    fn add(&mut self, reading: &'static str) {
        let reading = match reading {
            "lü" => "lv",
            "nü" => "nv",
            "lüe" => "lve",
            "nüe" => "nve",
            other => other,
        };
        let count = usize::from(self.count);
        if reading.bytes().all(|b| b.is_ascii_lowercase())
            && count < self.list.len()
            && !self.list[..count].contains(&reading)
        {
            self.list[count] = reading;
            self.count += 1;
        }
        // an ü typed in another way
        match reading {
            "lv" => {
                self.add("lu");
                self.add("lyu");
            }
            "nv" => self.add("nyu"),
            "lve" => self.add("lue"),
            "nve" => self.add("nue"),
            _ => {}
        }
    }

    /// The readings, the likeliest first.
    pub fn all(&self) -> &[&'static str] {
        &self.list[..usize::from(self.count)]
    }

    /// The likeliest reading; empty for a character without one.
    pub fn first(&self) -> &'static str {
        self.list[0]
    }
}

/// Readings of a word's character.
pub fn of_character(c: char) -> Readings {
    let mut readings = Readings::default();
    let others = other_readings(c);
    for reading in others {
        readings.add(reading);
    }
    if others.is_empty()
        && let Some(usual) = c.to_pinyin()
    {
        readings.add(usual.plain());
    }
    readings
}

/// Readings of a Chinese name's characters: the surname as a surname, the rest as words.
pub fn of_name(characters: &[char]) -> Vec<Readings> {
    let mut all: Vec<Readings> = characters.iter().map(|c| of_character(*c)).collect();
    let head: String = characters.iter().take(2).collect();
    if characters.len() >= 3
        && let Some((_, readings)) = compound_surname(&head)
    {
        for (at, reading) in readings.into_iter().enumerate() {
            all[at] = put_first(reading, all[at]);
        }
    } else if let Some(first) = characters.first()
        && let Some(reading) = special_reading(*first)
    {
        all[0] = put_first(reading, all[0]);
    }
    all
}

fn put_first(reading: &'static str, others: Readings) -> Readings {
    let mut readings = Readings::default();
    readings.add(reading);
    for other in others.all() {
        readings.add(other);
    }
    readings
}

/// Pinyin of a whole name by the likeliest readings, joined: 曾国藩 is `zengguofan`. Characters without a reading are
/// left out.
pub fn joined(name: &str) -> String {
    let characters: Vec<char> = name.chars().filter(|c| crate::normalise::is_han(*c)).collect();
    of_name(&characters).iter().map(Readings::first).collect()
}

/// All usual readings of a character that has several in names of people, places and companies; empty for the others.
fn other_readings(c: char) -> &'static [&'static str] {
    match c {
        '重' => &["zhong", "chong"],
        '长' => &["chang", "zhang"],
        '行' => &["xing", "hang"],
        '乐' => &["le", "yue"],
        '朝' => &["chao", "zhao"],
        '都' => &["du", "dou"],
        '厦' => &["xia", "sha"],
        '大' => &["da", "dai"],
        '卡' => &["ka", "qia"],
        '会' => &["hui", "kuai"],
        '单' => &["dan", "shan"],
        '解' => &["jie", "xie"],
        '曾' => &["zeng", "ceng"],
        '仇' => &["chou", "qiu"],
        '查' => &["cha", "zha"],
        '朴' => &["pu", "piao"],
        '区' => &["qu", "ou"],
        '盖' => &["gai", "ge"],
        '翟' => &["zhai", "di"],
        '覃' => &["qin", "tan"],
        '尉' => &["wei", "yu"],
        '贾' => &["jia", "gu"],
        '柏' => &["bai", "bo"],
        '薄' => &["bo", "bao"],
        '缪' => &["miao", "mou"],
        '种' => &["zhong", "chong"],
        '折' => &["zhe", "she"],
        '员' => &["yuan", "yun"],
        '祭' => &["ji", "zhai"],
        '角' => &["jiao", "jue"],
        '车' => &["che", "ju"],
        '盛' => &["sheng", "cheng"],
        '晟' => &["sheng", "cheng"],
        '宿' => &["su", "xiu"],
        '弹' => &["dan", "tan"],
        '调' => &["diao", "tiao"],
        '传' => &["chuan", "zhuan"],
        '藏' => &["cang", "zang"],
        '降' => &["jiang", "xiang"],
        '系' => &["xi", "ji"],
        '校' => &["xiao", "jiao"],
        '便' => &["bian", "pian"],
        '率' => &["lv", "shuai"],
        '给' => &["gei", "ji"],
        '参' => &["can", "shen"],
        '差' => &["cha", "chai"],
        '还' => &["huan", "hai"],
        '畜' => &["chu", "xu"],
        '蔚' => &["wei", "yu"],
        '六' => &["liu", "lu"],
        '蚌' => &["bang", "beng"],
        '莞' => &["guan", "wan"],
        '涡' => &["wo", "guo"],
        '莘' => &["xin", "shen"],
        '浚' => &["jun", "xun"],
        '铅' => &["qian", "yan"],
        '歙' => &["she", "xi"],
        '繁' => &["fan", "po"],
        '娜' => &["na", "nuo"],
        '茜' => &["qian", "xi"],
        '俞' => &["yu", "shu"],
        '隗' => &["wei", "kui"],
        '黑' => &["hei", "he"],
        '秘' => &["mi", "bi"],
        '召' => &["zhao", "shao"],
        '谌' => &["chen", "shen"],
        '万' => &["wan", "mo"],
        '冯' => &["feng", "ping"],
        '石' => &["shi", "dan"],
        '着' => &["zhe", "zhuo"],
        '什' => &["shi", "shen"],
        '虹' => &["hong", "jiang"],
        '红' => &["hong", "gong"],
        '芥' => &["jie", "gai"],
        '剥' => &["bo", "bao"],
        '说' => &["shuo", "shui"],
        '择' => &["ze", "zhai"],
        '炮' => &["pao", "bao"],
        '奇' => &["qi", "ji"],
        '食' => &["shi", "si"],
        '叶' => &["ye", "xie"],
        '氏' => &["shi", "zhi"],
        '洗' => &["xi", "xian"],
        '郇' => &["xun", "huan"],
        '能' => &["neng", "nai"],
        '宓' => &["mi", "fu"],
        '阿' => &["a", "e"],
        '颉' => &["jie", "xie"],
        '强' => &["qiang", "jiang"],
        '荥' => &["xing", "ying"],
        '番' => &["fan", "pan"],
        '佛' => &["fo", "fu"],
        '拓' => &["tuo", "ta"],
        '似' => &["si", "shi"],
        '尺' => &["chi", "che"],
        '桔' => &["jie", "ju"],
        '合' => &["he", "ge"],
        '度' => &["du", "duo"],
        '数' => &["shu", "shuo"],
        '和' => &["he", "huo"],
        '得' => &["de", "dei"],
        '殷' => &["yin", "yan"],
        '约' => &["yue", "yao"],
        '吁' => &["xu", "yu"],
        '呙' => &["guo", "wai"],
        '乜' => &["nie", "mie"],
        '佴' => &["nai", "er"],
        '么' => &["me", "yao"],
        '牟' => &["mou", "mu"],
        '粘' => &["nian", "zhan"],
        '屏' => &["ping", "bing"],
        '埔' => &["pu", "bu"],
        '泊' => &["bo", "po"],
        '陂' => &["bei", "pi"],
        '勒' => &["le", "lei"],
        '那' => &["na", "nuo"],
        '圈' => &["quan", "juan"],
        '卷' => &["juan", "quan"],
        '券' => &["quan", "xuan"],
        '轧' => &["zha", "ya"],
        '熟' => &["shu", "shou"],
        '色' => &["se", "shai"],
        _ => &[],
    }
}
