//! Readers of cells and makers of search words under broken input: they answer or refuse, and what they answer is in form.

use fuzzing::fuzz;
use text::{
    normalise::{
        DateReading, IdentityScheme, Region, organisation_key, parse_address, parse_date, parse_email, parse_emails,
        parse_identity, parse_money, parse_organisation, parse_person, parse_phone, parse_phones,
    },
    tokens::{OwnName, SearchFields, document_tokens, own_name_term, query_terms},
};

#[test]
fn phones() {
    let seeds: [&[u8]; 8] = [
        b"13800138000",
        b"+86 138-0013-8000",
        "０５７１－８８８８６６６６ 转 801".as_bytes(),
        b"(010) 6234 5678/13900139000",
        b"1.38001E+10",
        b"008613600136000",
        b"138****8000",
        b"+44 20 7946 0958",
    ];
    fuzz("phones", &seeds, |bytes| {
        let typed = String::from_utf8_lossy(bytes);
        if let Ok(phone) = parse_phone(&typed, Region::CHINA) {
            let digits = phone.e164.strip_prefix('+').expect("E.164 begins with a plus");
            assert!(digits.bytes().all(|byte| byte.is_ascii_digit()) && digits.len() <= 15, "{}", phone.e164);
            // a number without its trunk 0 is read more kindly than one that is said to be whole
            if let Ok(again) = parse_phone(&phone.e164, Region::CHINA) {
                assert_eq!(again.e164, phone.e164);
            }
        }
        let _ = parse_phones(&typed, Region::CHINA);
    });
}

#[test]
fn names() {
    let seeds: [&[u8]; 7] = [
        "张三经理".as_bytes(),
        "欧阳　修（采购部）".as_bytes(),
        b"Dr. Zhang, San",
        "上海元器件分销（集团）有限公司".as_bytes(),
        b"ACME Trading Co., Ltd.",
        "王先生/李女士".as_bytes(),
        "Ｚｈａｎｇ　Ｓａｎ".as_bytes(),
    ];
    fuzz("names", &seeds, |bytes| {
        let typed = String::from_utf8_lossy(bytes);
        if let Some(person) = parse_person(&typed) {
            assert!(!person.full.trim().is_empty());
        }
        let _ = parse_organisation(&typed);
        let key = organisation_key(&typed);
        assert_eq!(organisation_key(&key), key, "the key of a key is the key: {typed:?}");
    });
}

#[test]
fn other_cells() {
    let seeds: [&[u8]; 8] = [
        b"zhang@example.com; li@example.cn",
        b"1990-03-07",
        "一九九〇年三月七日".as_bytes(),
        b"07/03/90",
        b"11010519491231002X",
        "年薪 30-50 万元".as_bytes(),
        b"$1,200,000.50",
        "浙江省杭州市西湖区文三路 1 号 310012".as_bytes(),
    ];
    fuzz("other_cells", &seeds, |bytes| {
        let typed = String::from_utf8_lossy(bytes);
        let _ = parse_emails(&typed);
        if let Ok(email) = parse_email(&typed) {
            assert_eq!(parse_email(&email).as_deref(), Ok(email.as_str()));
        }
        let _ = parse_date(&typed, &DateReading::default());
        let _ = parse_identity(&typed, IdentityScheme::ChineseResident);
        let _ = parse_money(&typed);
        let _ = parse_address(&typed);
    });
}

#[test]
fn search_words() {
    let seeds: [&[u8]; 6] =
        ["分销".as_bytes(), b"zhangsan", b"8000", b"a@b.cn", "张三 OR NOT \"x\"*".as_bytes(), b"') | !x & (:*"];
    fuzz("search_words", &seeds, |bytes| {
        let typed = String::from_utf8_lossy(bytes);
        let one = [typed.as_ref()];
        let tokens = document_tokens(&SearchFields {
            own_name: Some(OwnName::Person(&typed)),
            person_names: &one,
            organisation_names: &one,
            phones: &one,
            emails: &one,
            external_ids: &one,
            other: &one,
        });
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || byte == b' ';
        assert!(tokens.bytes().all(plain), "{tokens:?}");
        assert!(own_name_term(&typed).is_none_or(|term| term.text.bytes().all(plain)));
        let _ = query_terms(&typed).is_empty();
    });
}
