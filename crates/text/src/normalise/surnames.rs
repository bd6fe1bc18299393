//! Chinese surnames: the compound ones, and those read differently as a surname than as a word.

/// Surnames of two characters, with their readings.
const COMPOUND: [(&str, [&str; 2]); 52] = [
    ("欧阳", ["ou", "yang"]),
    ("太史", ["tai", "shi"]),
    ("端木", ["duan", "mu"]),
    ("上官", ["shang", "guan"]),
    ("司马", ["si", "ma"]),
    ("东方", ["dong", "fang"]),
    ("独孤", ["du", "gu"]),
    ("南宫", ["nan", "gong"]),
    ("万俟", ["mo", "qi"]),
    ("闻人", ["wen", "ren"]),
    ("夏侯", ["xia", "hou"]),
    ("诸葛", ["zhu", "ge"]),
    ("尉迟", ["yu", "chi"]),
    ("公羊", ["gong", "yang"]),
    ("赫连", ["he", "lian"]),
    ("澹台", ["tan", "tai"]),
    ("皇甫", ["huang", "fu"]),
    ("宗政", ["zong", "zheng"]),
    ("濮阳", ["pu", "yang"]),
    ("公冶", ["gong", "ye"]),
    ("太叔", ["tai", "shu"]),
    ("申屠", ["shen", "tu"]),
    ("公孙", ["gong", "sun"]),
    ("慕容", ["mu", "rong"]),
    ("仲孙", ["zhong", "sun"]),
    ("钟离", ["zhong", "li"]),
    ("长孙", ["zhang", "sun"]),
    ("宇文", ["yu", "wen"]),
    ("司徒", ["si", "tu"]),
    ("鲜于", ["xian", "yu"]),
    ("司空", ["si", "kong"]),
    ("闾丘", ["lv", "qiu"]),
    ("子车", ["zi", "ju"]),
    ("亓官", ["qi", "guan"]),
    ("司寇", ["si", "kou"]),
    ("巫马", ["wu", "ma"]),
    ("公西", ["gong", "xi"]),
    ("颛孙", ["zhuan", "sun"]),
    ("壤驷", ["rang", "si"]),
    ("公良", ["gong", "liang"]),
    ("漆雕", ["qi", "diao"]),
    ("乐正", ["yue", "zheng"]),
    ("宰父", ["zai", "fu"]),
    ("谷梁", ["gu", "liang"]),
    ("拓跋", ["tuo", "ba"]),
    ("夹谷", ["jia", "gu"]),
    ("轩辕", ["xuan", "yuan"]),
    ("令狐", ["ling", "hu"]),
    ("段干", ["duan", "gan"]),
    ("百里", ["bai", "li"]),
    ("呼延", ["hu", "yan"]),
    ("东郭", ["dong", "guo"]),
];

/// Surnames of one character whose reading differs from the usual reading of the character.
const SPECIAL: [(char, &str); 44] = [
    ('曾', "zeng"),
    ('单', "shan"),
    ('解', "xie"),
    ('仇', "qiu"),
    ('查', "zha"),
    ('任', "ren"),
    ('区', "ou"),
    ('朴', "piao"),
    ('盖', "ge"),
    ('翟', "zhai"),
    ('覃', "qin"),
    ('员', "yun"),
    ('乐', "yue"),
    ('缪', "miao"),
    ('种', "chong"),
    ('折', "she"),
    ('尉', "wei"),
    ('华', "hua"),
    ('宁', "ning"),
    ('冼', "xian"),
    ('秘', "bi"),
    ('祭', "zhai"),
    ('黑', "he"),
    ('盛', "sheng"),
    ('召', "shao"),
    ('繁', "po"),
    ('薄', "bo"),
    ('柏', "bai"),
    ('纪', "ji"),
    ('俞', "yu"),
    ('隗', "wei"),
    ('洗', "xian"),
    ('晟', "cheng"),
    ('郇', "xun"),
    ('车', "che"),
    ('长', "zhang"),
    ('重', "chong"),
    ('沈', "shen"),
    ('谌', "chen"),
    ('那', "na"),
    ('哈', "ha"),
    ('燕', "yan"),
    ('过', "guo"),
    ('令', "ling"),
];

/// The readings of a compound surname at the start of a name.
pub fn compound_surname(name: &str) -> Option<(&'static str, [&'static str; 2])> {
    let head = name.get(..6)?;
    COMPOUND.iter().find(|(surname, _)| *surname == head).copied()
}

/// The reading of a one-character surname where it differs from, or is one of several, readings of the character.
pub fn special_reading(surname: char) -> Option<&'static str> {
    SPECIAL.iter().find(|(c, _)| *c == surname).map(|(_, reading)| *reading)
}

/// Latin spellings of frequent Chinese surnames, to tell `Zhang Wei` (family name first) from `Wei Zhang`.
pub fn is_pinyin_surname(word: &str) -> bool {
    const FREQUENT: &str = " wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo \
        zheng liang xie song tang deng feng han cao zeng peng xiao cai pan tian dong yuan yu ye du su wei jiang lv lu \
        ding shen ren yao cui zhong tan fan jin shi liao jia fu bai zou meng xiong qin qiu hou yin xue yan lei long \
        duan hao kong shao mao chang wan gu lai wu kang qian tao ";
    FREQUENT.split_whitespace().any(|surname| surname.eq_ignore_ascii_case(word))
}
