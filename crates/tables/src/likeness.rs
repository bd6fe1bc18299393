//! What a cell looks like, judged cheaply by its form. Used to find headers, totals and the meaning of columns; whether a
//! value is right is for the importer to say.

use crate::mapping::fold;

/// Common surnames (single characters), which begin the names of about nine in ten Chinese people.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜\
崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜\
倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟\
艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘";

const COMPANY_ENDINGS: &[&str] = &[
    "公司",
    "集团",
    "厂",
    "店",
    "商行",
    "经营部",
    "工作室",
    "事务所",
    "合作社",
    "研究院",
    "研究所",
    "中心",
    "医院",
    "学校",
    "大学",
    "银行",
    "商贸",
    "酒店",
    "超市",
    "门市部",
    "分行",
    "支行",
    "委员会",
    "协会",
];
const COMPANY_WORDS: &[&str] = &[
    "ltd",
    "limited",
    "inc",
    "llc",
    "llp",
    "corp",
    "corporation",
    "co",
    "company",
    "gmbh",
    "ag",
    "sa",
    "bv",
    "plc",
    "group",
    "holdings",
    "pty",
    "kg",
    "oy",
    "ab",
    "srl",
    "spa",
];
const ADDRESS_MARKS: &[char] = &['省', '市', '区', '县', '镇', '乡', '路', '街', '道', '巷', '号', '楼', '室', '村'];
const TOTAL_LABELS: &[&str] = &["合计", "总计", "小计", "共计", "累计", "本页小计", "本页合计", "总合计"];
const LATIN_TOTAL_LABELS: &[&str] = &["total", "totals", "grandtotal", "subtotal", "sum"];
const FOOTNOTE_LABELS: &[&str] = &[
    "注",
    "备注",
    "说明",
    "附注",
    "制表",
    "制表人",
    "制表日期",
    "制单",
    "制单人",
    "审核",
    "审核人",
    "审批",
    "填表",
    "填表人",
    "填表日期",
    "打印",
    "打印人",
    "打印时间",
    "导出",
    "导出人",
    "导出时间",
    "数据来源",
    "资料来源",
    "来源",
    "统计时间",
    "截止日期",
    "note",
    "notes",
    "source",
    "preparedby",
    "checkedby",
    "printed",
    "printedon",
    "printedby",
    "exported",
    "exportedon",
    "exportedby",
    "generated",
    "generatedon",
];

/// Whether bytes are text in UTF-8 beyond chance: valid, with at least three characters outside ASCII. Text in GBK meets
/// this less than once in many thousand rows.
pub(crate) fn is_utf8_text(bytes: &[u8]) -> bool {
    const CHARS_BEYOND_CHANCE: usize = 3;
    if bytes.is_ascii() {
        return false;
    }
    std::str::from_utf8(bytes).is_ok_and(|text| {
        text.chars().filter(|c| c.len_utf8() >= 3).take(CHARS_BEYOND_CHANCE).count() == CHARS_BEYOND_CHANCE
    })
}

/// Digits of a text, full-width ones included.
fn digits(text: &str) -> String {
    text.chars().filter_map(|c| half_width(c).to_digit(10)).filter_map(|d| char::from_digit(d, 10)).collect()
}

/// The ASCII form of a full-width letter, digit or sign.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

pub fn looks_like_phone(cell: &str) -> bool {
    const SIGNS: &str = "+-()/,;、 .转";
    let form_is_right = cell.chars().all(|c| {
        let c = half_width(c);
        c.is_ascii_digit() || SIGNS.contains(c)
    });
    let digits = digits(cell);
    form_is_right
        && (looks_like_mobile(cell)
            || (7..=26).contains(&digits.len())
                && cell.contains(['-', '+', '(', '（', ' '])
                && !looks_like_date(cell)
                && !cell.contains('.')
            || (10..=12).contains(&digits.len()) && digits.starts_with('0'))
}

/// A Chinese mobile number, with or without 86 before it.
pub fn looks_like_mobile(cell: &str) -> bool {
    let digits = digits(cell);
    let number = digits.strip_prefix("0086").or_else(|| digits.strip_prefix("86")).unwrap_or(&digits);
    let letters = cell.chars().any(char::is_alphabetic);
    !letters && number.len() == 11 && number.starts_with('1') && number.as_bytes()[1] >= b'3'
}

pub fn looks_like_email(cell: &str) -> bool {
    let Some((user, host)) = cell.split_once(['@', '＠']) else { return false };
    !user.is_empty() && host.contains('.') && !host.contains('@') && !cell.contains(' ')
}

pub fn looks_like_website(cell: &str) -> bool {
    let cell = cell.to_ascii_lowercase();
    ["http://", "https://", "www."].iter().any(|start| cell.starts_with(start))
}

/// A full date: 2024-01-05, 2024/1/5, 2024.1.5, 20240105, 2024年1月5日, 05/01/2024, with or without a time.
pub fn looks_like_date(cell: &str) -> bool {
    let day = cell.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split(['-', '/', '.', '年', '月', '日']).filter(|part| !part.is_empty()).collect();
    let numbers: Option<Vec<u32>> = parts.iter().map(|part| part.parse().ok()).collect();
    let is_year = |year: u32| (1900..2100).contains(&year);
    let is_month_day = |month: u32, day: u32| (1..=12).contains(&month) && (1..=31).contains(&day);
    match numbers.as_deref() {
        Some(&[compact]) if parts[0].len() == 8 => {
            is_year(compact / 10_000) && is_month_day(compact / 100 % 100, compact % 100)
        }
        Some(&[first, second, third]) => {
            is_year(first) && is_month_day(second, third)
                || is_year(third) && (is_month_day(second, first) || is_month_day(first, second))
        }
        _ => false,
    }
}

/// An identity number of 18 places whose check character is right (GB 11643).
pub fn looks_like_identity_number(cell: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &[u8; 11] = b"10X98765432";
    let bytes = cell.as_bytes();
    if bytes.len() != 18 || !bytes[..17].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let sum: u32 = bytes.iter().zip(WEIGHTS).map(|(byte, weight)| u32::from(byte - b'0') * weight).sum();
    CHECKS[(sum % 11) as usize] == bytes[17].to_ascii_uppercase()
}

pub fn looks_like_company(cell: &str) -> bool {
    let name = cell.trim_end_matches(['）', ')']);
    COMPANY_ENDINGS.iter().any(|ending| name.ends_with(ending)) && name.chars().count() >= 4
        || cell
            .to_ascii_lowercase()
            .rsplit(|c: char| c.is_whitespace() || c == ',')
            .next()
            .map(|word| word.replace('.', ""))
            .is_some_and(|word| cell.contains(' ') && COMPANY_WORDS.contains(&word.as_str()))
}

/// Two to four Chinese characters of which the first is a common surname.
pub fn looks_like_person(cell: &str) -> bool {
    (2..=4).contains(&cell.chars().count())
        && cell.chars().all(is_chinese)
        && cell.chars().next().is_some_and(|first| SURNAMES.contains(first))
}

pub fn looks_like_address(cell: &str) -> bool {
    cell.chars().count() >= 6 && cell.chars().filter(|c| ADDRESS_MARKS.contains(c)).take(2).count() == 2
}

pub fn looks_like_gender(cell: &str) -> bool {
    matches!(cell.to_ascii_lowercase().as_str(), "男" | "女" | "m" | "f" | "male" | "female" | "先生" | "女士")
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}')
}

/// A number with or without signs of money, thousands, per cent or counting.
pub fn is_amount(cell: &str) -> bool {
    const SIGNS: &str = ",.%+- ¥￥$€£元万亿人条户家名个";
    cell.chars().any(|c| half_width(c).is_ascii_digit() || c == '-')
        && cell.chars().all(|c| half_width(c).is_ascii_digit() || SIGNS.contains(half_width(c)) || SIGNS.contains(c))
}

/// Whether a cell is a value rather than the name of a column.
pub(crate) fn is_value(cell: &str) -> bool {
    is_amount(cell)
        || looks_like_phone(cell)
        || looks_like_email(cell)
        || looks_like_date(cell)
        || looks_like_website(cell)
        || looks_like_identity_number(cell)
        || looks_like_company(cell)
}

/// 合计, 总计：25人, Grand total …
pub(crate) fn is_total_label(cell: &str) -> bool {
    // Most rows are told apart by their length alone, before anything is copied.
    if cell.len() > 60 {
        return false;
    }
    let first = cell.chars().next().unwrap_or_default();
    if !(first.is_ascii_alphabetic() || "合总小共累本".contains(first)) {
        return false;
    }
    let label = fold(cell);
    let rest =
        |label: &str| -> bool { label.chars().all(|c| c.is_ascii_digit() || "人条户家名个元".contains(c)) };
    TOTAL_LABELS.iter().any(|total| label.strip_prefix(total).is_some_and(rest))
        || LATIN_TOTAL_LABELS
            .iter()
            .any(|total| label.strip_prefix(total).is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit())))
}

/// 制表人：…, Note: …
pub(crate) fn is_footnote(cell: &str) -> bool {
    cell.split_once([':', '：']).is_some_and(|(label, _)| {
        let label = fold(label);
        FOOTNOTE_LABELS.contains(&label.as_str())
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("13800138000", true)]
    #[case("+86 138 0013 8000", true)]
    #[case("１３８００１３８０００", true)]
    #[case("0086-13800138000", true)]
    #[case("010-62345678", true)]
    #[case("(021) 5555 1234 转 801", true)]
    #[case("62345678 / 13800138000", true)]
    #[case("2024-01-05", false)]
    #[case("12500", false)]
    #[case("1,234.50", false)]
    #[case("张三", false)]
    #[case("", false)]
    fn phones_are_told_by_form(#[case] cell: &str, #[case] expected: bool) {
        assert_eq!(looks_like_phone(cell), expected);
    }

    #[rstest]
    #[case("2024年1月5日", true)]
    #[case("19900307", true)]
    #[case("05/01/2024 10:30", true)]
    #[case("1990.3.7", true)]
    #[case("13800138000", false)]
    #[case("1-2-3", false)]
    fn dates_are_told_by_form(#[case] cell: &str, #[case] expected: bool) {
        assert_eq!(looks_like_date(cell), expected);
    }

    #[rstest]
    #[case("合计", true)]
    #[case("总 计：25人", true)]
    #[case("Grand Total:", true)]
    #[case("合计划", false)]
    #[case("Totally", false)]
    #[case("小计算机店", false)]
    fn labels_of_totals_are_known(#[case] cell: &str, #[case] expected: bool) {
        assert_eq!(is_total_label(cell), expected);
    }

    #[test]
    fn an_identity_number_needs_its_check_character() {
        assert!(looks_like_identity_number("11010519491231002X"));
        assert!(!looks_like_identity_number("110105194912310021"));
    }

    #[rstest]
    #[case("上海元器件分销有限公司", true)]
    #[case("北京朗新（集团）", true)]
    #[case("Acme Trading Co., Ltd.", true)]
    #[case("张三", false)]
    #[case("Marco", false)]
    fn organisations_are_told_by_their_endings(#[case] cell: &str, #[case] expected: bool) {
        assert_eq!(looks_like_company(cell), expected);
    }
}
