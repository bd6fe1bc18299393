//! Phone cells as real lists hold them.

use proptest::prelude::*;
use rstest::rstest;
use text::normalise::{Phone, PhoneError, PhoneKind, Region, parse_phone, parse_phones};

#[rstest]
#[case::plain("13800138000")]
#[case::grouped("138 0013 8000")]
#[case::dashed("138-0013-8000")]
#[case::full_width("１３８００１３８０００")]
#[case::country_code("+86 138 0013 8000")]
#[case::country_code_full_width("＋８６－１３８００１３８０００")]
#[case::country_code_without_plus("8613800138000")]
#[case::dialled_from_abroad("0086-138-0013-8000")]
#[case::bracketed_country_code("(+86)13800138000")]
#[case::long_distance_zero("013800138000")]
#[case::text_mark_of_a_spreadsheet("'13800138000")]
#[case::decimal_of_a_spreadsheet("13800138000.0")]
#[case::label("手机：13800138000")]
#[case::label_without_colon("Tel 13800138000")]
#[case::remark("13800138000（微信同号）")]
#[case::zero_width_mark("\u{200b}13800138000\u{feff}")]
fn a_chinese_mobile_reads_the_same_however_it_is_typed(#[case] cell: &str) {
    let phone = parse_phone(cell, Region::CHINA).unwrap();
    assert_eq!(phone, Phone { e164: "+8613800138000".into(), kind: PhoneKind::Mobile, extension: None });
}

#[rstest]
#[case("010-62770334", "+861062770334", None)]
#[case("(0755)8888 8888", "+8675588888888", None)]
#[case("０２１－５８８８８８８８", "+862158888888", None)]
#[case("+86 21 5888 8888", "+862158888888", None)]
#[case("86-755-88888888", "+8675588888888", None)]
#[case("0571-87654321-801", "+8657187654321", Some("801"))]
#[case("0571-87654321转801", "+8657187654321", Some("801"))]
#[case("0571-87654321 分机 801", "+8657187654321", Some("801"))]
#[case("0571 87654321 ext. 801", "+8657187654321", Some("801"))]
#[case("0571-87654321x801", "+8657187654321", Some("801"))]
#[case("(010)62770334*801", "+861062770334", Some("801"))]
#[case::area_code_that_lost_its_zero("75588888888", "+8675588888888", None)]
#[case::seven_digits("0451-8765432", "+864518765432", None)]
fn a_chinese_landline_keeps_area_code_and_extension(
    #[case] cell: &str,
    #[case] e164: &str,
    #[case] extension: Option<&str>,
) {
    let phone = parse_phone(cell, Region::CHINA).unwrap();
    assert_eq!((phone.e164.as_str(), phone.kind), (e164, PhoneKind::Landline));
    assert_eq!(phone.extension.as_deref(), extension);
}

#[rstest]
#[case("400-820-8820", "+864008208820", PhoneKind::Other)]
#[case("+852 9123 4567", "+85291234567", PhoneKind::Mobile)]
#[case("00852 9123 4567", "+85291234567", PhoneKind::Mobile)]
#[case("+49 30 901820", "+4930901820", PhoneKind::Landline)]
fn service_lines_and_numbers_abroad_are_read(#[case] cell: &str, #[case] e164: &str, #[case] kind: PhoneKind) {
    let phone = parse_phone(cell, Region::CHINA).unwrap();
    assert_eq!((phone.e164.as_str(), phone.kind), (e164, kind));
}

#[test]
fn another_region_reads_its_own_national_numbers() {
    let australia: Region = "au".parse().unwrap();
    assert_eq!(parse_phone("0412 345 678", australia).unwrap().e164, "+61412345678");
    assert_eq!(parse_phone("+8613800138000", australia).unwrap().kind, PhoneKind::Mobile);
    assert_eq!("Utopia".parse::<Region>(), Err(PhoneError::UnknownRegion));
}

#[rstest]
#[case("", PhoneError::Empty)]
#[case("无", PhoneError::NoDigits)]
#[case("1380013800", PhoneError::TooShort { digits: 10 })]
#[case("138001380001", PhoneError::TooLong { digits: 12 })]
#[case("62770334", PhoneError::MissingAreaCode)]
#[case("138****8000", PhoneError::Masked)]
#[case("1.38E+10", PhoneError::ScientificNotation)]
#[case("138转接0013中8000", PhoneError::UnexpectedText)]
#[case("0000000000", PhoneError::NotInUse)]
#[case("1.013600380", PhoneError::NotInUse)]
#[case("12", PhoneError::TooShort { digits: 2 })]
fn a_refusal_names_what_is_wrong(#[case] cell: &str, #[case] error: PhoneError) {
    assert_eq!(parse_phone(cell, Region::CHINA), Err(error));
}

#[rstest]
#[case("13800138000/13900139000")]
#[case("13800138000、13900139000")]
#[case("13800138000；13900139000")]
#[case("13800138000,13900139000")]
#[case("13800138000 13900139000")]
#[case("138 0013 8000 139 0013 9000")]
#[case("13800138000\n13900139000")]
#[case("1380013800013900139000")]
#[case("13800138000 / 13900139000 / +8613800138000")]
fn several_numbers_in_one_cell_are_told_apart(#[case] cell: &str) {
    let found = parse_phones(cell, Region::CHINA);
    let numbers: Vec<&str> = found.phones.iter().map(|phone| phone.e164.as_str()).collect();
    assert_eq!(numbers, ["+8613800138000", "+8613900139000"]);
    assert!(found.refused.is_empty(), "{:?}", found.refused);
}

#[test]
fn a_second_landline_takes_the_area_code_of_the_first() {
    let found = parse_phones("010-62770334/62770335", Region::CHINA);
    let numbers: Vec<&str> = found.phones.iter().map(|phone| phone.e164.as_str()).collect();
    assert_eq!(numbers, ["+861062770334", "+861062770335"]);
}

#[test]
fn the_good_number_of_a_cell_survives_its_bad_neighbour() {
    let found = parse_phones("13800138000 / 12345", Region::CHINA);
    assert_eq!(found.phones.len(), 1);
    assert_eq!(found.refused.len(), 1);
    assert_eq!(found.refused[0].text, "12345");
}

#[test]
fn an_empty_cell_holds_nothing_and_a_word_is_refused() {
    assert_eq!(parse_phones("  　", Region::CHINA).phones, []);
    assert!(parse_phones("", Region::CHINA).refused.is_empty());
    assert_eq!(parse_phones("不详", Region::CHINA).refused[0].error, PhoneError::NoDigits);
}

proptest! {
    #[test]
    fn no_cell_makes_the_reader_fail(cell in any::<String>()) {
        for phone in parse_phones(&cell, Region::CHINA).phones {
            prop_assert!(phone.e164.starts_with('+'));
            prop_assert!(phone.e164[1..].bytes().all(|b| b.is_ascii_digit()));
            prop_assert!(phone.e164.len() <= 17);
        }
    }

    #[test]
    fn cells_made_of_what_phones_are_made_of_never_fail(cell in "[0-9０-９+＋() （）\\-—/、;,转extE.*#\\n86]{0,40}") {
        parse_phones(&cell, Region::CHINA);
    }

    #[test]
    fn reading_a_number_again_changes_nothing(national in "1[3-9][0-9]{9}|0(10|2[0-57-9])[2-9][0-9]{7}") {
        let phone = parse_phone(&national, Region::CHINA).unwrap();
        prop_assert_eq!(parse_phone(&phone.e164, Region::CHINA).unwrap(), phone);
    }
}
