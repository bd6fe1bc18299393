//! E-mail, identity number, date, money, organisation, person and address cells.

use jiff::civil::date;
use proptest::prelude::*;
use rstest::rstest;
use text::normalise::*;

#[rstest]
#[case("Zhang.San@Example.COM", "zhang.san@example.com")]
#[case(" ｚｈａｎｇ＠example.com ", "zhang@example.com")]
#[case("mailto:zhang@example.com", "zhang@example.com")]
#[case("Zhang San <zhang@example.com>", "zhang@example.com")]
#[case("邮箱：zhang@example.com。", "zhang@example.com")]
fn an_email_address_is_cleaned_and_lower_cased(#[case] cell: &str, #[case] address: &str) {
    assert_eq!(parse_email(cell).as_deref(), Ok(address));
}

#[rstest]
#[case("", EmailError::Empty)]
#[case("zhang.example.com", EmailError::NoAt)]
#[case("zhang@@example.com", EmailError::SeveralAts)]
#[case("zhang..san@example.com", EmailError::LocalPart)]
#[case("@example.com", EmailError::LocalPart)]
#[case("zhang@example", EmailError::Domain)]
#[case("zhang@-example.com", EmailError::Domain)]
#[case("zhang san@example.com", EmailError::LocalPart)]
fn a_wrong_email_address_is_named(#[case] cell: &str, #[case] error: EmailError) {
    assert_eq!(parse_email(cell), Err(error));
}

#[test]
fn several_email_addresses_in_one_cell_are_told_apart() {
    assert_eq!(parse_emails("a@x.cn; B@x.cn、a@x.cn").unwrap(), ["a@x.cn", "b@x.cn"]);
}

#[test]
fn a_chinese_identity_number_tells_birth_date_and_gender() {
    let identity = parse_identity("11010519491231002x", IdentityScheme::ChineseResident).unwrap();
    assert_eq!(identity.number, "11010519491231002X");
    assert_eq!(identity.birth_date, Some(date(1949, 12, 31)));
    assert_eq!(identity.gender, Some(Gender::Female));
}

#[test]
fn the_old_form_of_a_number_equals_the_new_one() {
    let old = parse_identity("110105491231002", IdentityScheme::ChineseResident).unwrap();
    let new = parse_identity("１１０１０５１９４９１２３１００２Ｘ", IdentityScheme::ChineseResident).unwrap();
    assert_eq!(old, new);
}

#[rstest]
#[case("110105194912310021", IdentityError::Checksum)]
#[case("110105194913310021", IdentityError::BirthDate)]
#[case("990105194912310021", IdentityError::Province)]
#[case("1101051949", IdentityError::Length { found: 10 })]
#[case("11010519491231A02X", IdentityError::Character)]
#[case("1101051949****002X", IdentityError::Masked)]
#[case("1.10105E+17", IdentityError::ScientificNotation)]
#[case("", IdentityError::Empty)]
fn a_wrong_identity_number_is_named(#[case] cell: &str, #[case] error: IdentityError) {
    assert_eq!(parse_identity(cell, IdentityScheme::ChineseResident), Err(error));
}

#[test]
fn another_scheme_is_kept_as_it_is_when_the_caller_says_so() {
    assert_eq!(parse_identity(" 698-8048 ", IdentityScheme::Opaque).unwrap().number, "6988048");
}

#[rstest]
#[case("2024-01-02")]
#[case("2024/1/2")]
#[case("2024.1.2")]
#[case("20240102")]
#[case("2024年1月2日")]
#[case("２０２４年０１月０２号")]
#[case("2024-01-02 13:45:00")]
#[case("2024-01-02T13:45:00Z")]
#[case("2 Jan 2024")]
#[case("January 2nd, 2024")]
fn a_date_reads_the_same_however_it_is_typed(#[case] cell: &str) {
    let read = parse_date(cell, &DateReading::default()).unwrap();
    assert_eq!(read.full(), Some(date(2024, 1, 2)));
}

#[rstest]
#[case("1990-05", Some(5))]
#[case("1990年5月", Some(5))]
#[case("199005", Some(5))]
#[case("05/1990", Some(5))]
#[case("1990年", None)]
#[case("1990", None)]
fn a_part_of_a_date_stays_a_part(#[case] cell: &str, #[case] month: Option<i8>) {
    let read = parse_date(cell, &DateReading::default()).unwrap();
    assert_eq!(read, PartialDate { year: 1990, month, day: None });
    assert_eq!(read.full(), None);
}

#[rstest]
#[case("03/04/2020", DateError::Ambiguous)]
#[case("2023-02-29", DateError::NoSuchDay)]
#[case("2023-13-01", DateError::NoSuchDay)]
#[case("90-05-12", DateError::TwoDigitYear)]
#[case("1066-10-14", DateError::YearOutOfRange)]
#[case("明天", DateError::Unreadable)]
#[case("43831", DateError::Unreadable)]
#[case("", DateError::Empty)]
fn a_wrong_date_is_named(#[case] cell: &str, #[case] error: DateError) {
    assert_eq!(parse_date(cell, &DateReading::default()), Err(error));
}

#[test]
fn day_and_month_are_told_apart_by_size_or_by_the_caller() {
    let read = |cell: &str, order| parse_date(cell, &DateReading { order, ..DateReading::default() }).unwrap().full();
    assert_eq!(read("25/12/2020", None), Some(date(2020, 12, 25)));
    assert_eq!(read("12/25/2020", None), Some(date(2020, 12, 25)));
    assert_eq!(read("03/04/2020", Some(DayOrder::DayFirst)), Some(date(2020, 4, 3)));
    assert_eq!(read("03/04/2020", Some(DayOrder::MonthFirst)), Some(date(2020, 3, 4)));
}

#[rstest]
#[case("43831", date(2020, 1, 1))]
#[case("43831.75", date(2020, 1, 1))]
#[case("1", date(1900, 1, 1))]
#[case("59", date(1900, 2, 28))]
#[case("61", date(1900, 3, 1))]
fn a_spreadsheet_serial_is_a_date_when_the_caller_says_so(#[case] cell: &str, #[case] expected: jiff::civil::Date) {
    let reading = DateReading { excel_serials: true, ..DateReading::default() };
    assert_eq!(parse_date(cell, &reading).unwrap().full(), Some(expected));
}

#[rstest]
#[case("20万", Some(20_000_000), Some(20_000_000))]
#[case("1.2万元", Some(1_200_000), Some(1_200_000))]
#[case("15k", Some(1_500_000), Some(1_500_000))]
#[case("10-20万", Some(10_000_000), Some(20_000_000))]
#[case("8千~1.5万", Some(800_000), Some(1_500_000))]
#[case("5万以上", Some(5_000_000), None)]
#[case("3000元以下", None, Some(300_000))]
#[case("¥1,200.50", Some(120_050), Some(120_050))]
fn sums_and_bands_become_minor_units(#[case] cell: &str, #[case] low: Option<i64>, #[case] high: Option<i64>) {
    let band = parse_money(cell).unwrap();
    assert_eq!((band.low, band.high), (low, high));
}

#[test]
fn a_sum_tells_its_currency_and_its_period() {
    let monthly = parse_money("月薪8000").unwrap();
    assert_eq!((monthly.low, monthly.period), (Some(800_000), Some(Period::Month)));
    let yearly = parse_money("年收入 20万 美元").unwrap();
    assert_eq!((yearly.currency, yearly.period), (Some("USD"), Some(Period::Year)));
}

#[rstest]
#[case("", MoneyError::Empty)]
#[case("面议", MoneyError::Unreadable)]
#[case("20万-10万", MoneyError::Reversed)]
#[case("99999999999999999999", MoneyError::TooLarge)]
fn a_wrong_sum_is_named(#[case] cell: &str, #[case] error: MoneyError) {
    assert_eq!(parse_money(cell), Err(error));
}

#[rstest]
#[case("上海元器件分销有限公司")]
#[case("上海市元器件分销有限责任公司")]
#[case("元器件分销（上海）有限公司")]
#[case("上海元器件分销（集团）有限公司")]
#[case(" 上海 元器件分销 有限公司 ")]
#[case("上海元器件分销")]
#[case("上海元器件分销有限公司（Shanghai Components Co., Ltd.）")]
fn spellings_of_one_company_share_a_key(#[case] cell: &str) {
    assert_eq!(organisation_key(cell), "上海元器件分销");
}

#[rstest]
#[case("Müller & Söhne GmbH", "muller and sohne")]
#[case("Muller and Sohne GmbH & Co. KG", "muller and sohne")]
#[case("Shanghai Components Co., Ltd.", "shanghai components")]
#[case("SHANGHAI COMPONENTS CO.,LTD", "shanghai components")]
#[case("The Acme Company, Inc.", "acme")]
#[case("平安保险（中国）股份有限公司", "平安保险")]
#[case("公司", "公司")]
#[case("Co", "co")]
fn the_core_leaves_out_the_legal_form(#[case] cell: &str, #[case] core: &str) {
    assert_eq!(parse_organisation(cell).unwrap().core, core);
}

#[test]
fn a_region_that_is_part_of_the_name_stays_in_the_key() {
    assert_eq!(organisation_key("北京银行股份有限公司"), "北京银行");
    assert_ne!(organisation_key("北京银行"), organisation_key("上海银行"));
}

#[test]
fn companies_of_two_cities_and_branches_stay_apart() {
    assert_ne!(organisation_key("腾飞科技（深圳）有限公司"), organisation_key("腾飞科技（北京）有限公司"));
    assert_eq!(organisation_key("广东深圳腾飞科技有限公司"), organisation_key("深圳市腾飞科技有限公司"));
    assert_ne!(organisation_key("平安保险股份有限公司"), organisation_key("平安保险股份有限公司上海分公司"));
}

#[rstest]
#[case("张三", "张", "三", None)]
#[case("张 三", "张", "三", None)]
#[case("张三先生", "张", "三", Some("先生"))]
#[case("张总", "张", "", Some("总"))]
#[case("欧阳总", "欧阳", "", Some("总"))]
#[case("王工", "王", "", Some("工"))]
#[case("王建工", "王", "建工", None)]
#[case("李老师", "李", "", Some("老师"))]
#[case("陈明副总经理", "陈", "明", Some("副总经理"))]
#[case("张三（经理）", "张", "三", Some("经理"))]
#[case("赵总（CEO）", "赵", "", Some("总 CEO"))]
#[case("马化腾董事会主席", "马", "化腾", Some("董事会主席"))]
#[case("老王", "王", "", None)]
#[case("欧阳修", "欧阳", "修", None)]
#[case("司马相如", "司马", "相如", None)]
#[case("Dr. John A. Smith", "Smith", "John A", Some("Dr"))]
#[case("Smith, John", "Smith", "John", None)]
#[case("Mr. Smith", "Smith", "", Some("Mr"))]
#[case("ZHANG San", "ZHANG", "San", None)]
#[case("Zhang Sanfeng", "Zhang", "Sanfeng", None)]
fn a_name_is_taken_apart(#[case] cell: &str, #[case] family: &str, #[case] given: &str, #[case] title: Option<&str>) {
    let name = parse_person(cell).unwrap();
    assert_eq!((name.family.as_str(), name.given.as_str(), name.title.as_deref()), (family, given, title));
}

#[test]
fn what_stands_beside_a_name_is_kept_as_a_remark() {
    let name = parse_person("张三（Tom）").unwrap();
    assert_eq!((name.full.as_str(), name.remark.as_deref()), ("张三", Some("Tom")));
    let first = parse_person("张三/李四").unwrap();
    assert_eq!((first.full.as_str(), first.remark.as_deref()), ("张三", Some("李四")));
    assert_eq!(parse_person("12345"), None);
}

#[test]
fn a_chinese_address_tells_its_places() {
    let address = parse_address("广东省深圳市南山区科技园路18号");
    assert_eq!((address.province, address.city), (Some("广东"), Some("深圳")));
    assert_eq!(address.district.as_deref(), Some("南山区"));
    assert_eq!(address.street, "科技园路18号");
    assert_eq!(address.number.as_deref(), Some("18"));
    assert_eq!(parse_address("上海市上海市浦东新区世纪大道1号").district.as_deref(), Some("浦东新区"));
    assert_eq!(parse_address("科技园小区5号楼").district, None);
    assert_eq!(parse_address("云南省大理白族自治州大理市下关镇").district.as_deref(), Some("大理市"));
}

#[test]
fn a_western_address_tells_number_and_postcode() {
    let address = parse_address("6 Tullaroop Street, St James 4011 WA");
    assert_eq!((address.number.as_deref(), address.postcode.as_deref()), (Some("6"), Some("4011")));
    assert_eq!(address.street, "Tullaroop Street St James WA");
}

proptest! {
    #[test]
    fn no_cell_makes_a_reader_fail(cell in any::<String>()) {
        let _ = parse_email(&cell);
        let _ = parse_emails(&cell);
        let _ = parse_identity(&cell, IdentityScheme::ChineseResident);
        let _ = parse_identity(&cell, IdentityScheme::Opaque);
        let _ = parse_date(&cell, &DateReading { excel_serials: true, order: None });
        let _ = parse_money(&cell);
        let _ = parse_organisation(&cell);
        let _ = parse_person(&cell);
        parse_address(&cell);
    }

    #[test]
    fn cells_of_the_words_that_readers_know_never_fail(
        cell in "([张欧阳总先生上海市有限公司集团分省区县号()（）\\[\\]·, .0-9年月日万元~-]|co|ltd|dr){0,16}",
    ) {
        let _ = parse_date(&cell, &DateReading { excel_serials: true, order: Some(DayOrder::DayFirst) });
        let _ = parse_money(&cell);
        let _ = parse_organisation(&cell);
        let _ = parse_person(&cell);
        parse_address(&cell);
    }

    #[test]
    fn folding_twice_is_folding_once(cell in any::<String>()) {
        let once = tidy(&cell);
        prop_assert_eq!(tidy(&once), once.clone());
        let latin = fold_latin(&cell);
        prop_assert_eq!(fold_latin(&latin), latin.clone());
    }

    #[test]
    fn an_email_address_read_again_stays(local in "[a-zA-Z0-9._+-]{1,12}", domain in "[A-Za-z0-9-]{1,10}\\.[a-z]{2,3}") {
        if let Ok(address) = parse_email(&format!("{local}@{domain}")) {
            prop_assert_eq!(parse_email(&address), Ok(address.clone()));
        }
    }

    #[test]
    fn every_day_reads_in_every_writing(days in 0_i32..100_000) {
        let day = date(1900, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
        let (year, month, dom) = (day.year(), day.month(), day.day());
        for cell in [
            format!("{year}-{month:02}-{dom:02}"),
            format!("{year}/{month}/{dom}"),
            format!("{year:04}{month:02}{dom:02}"),
            format!("{year}年{month}月{dom}日"),
        ] {
            prop_assert_eq!(parse_date(&cell, &DateReading::default()).unwrap().full(), Some(day));
        }
    }

    #[test]
    fn one_wrong_digit_of_an_identity_number_is_always_noticed(at in 0_usize..17, digit in 0_u8..10) {
        let mut typed = b"11010519491231002X".to_vec();
        prop_assume!(typed[at] != b'0' + digit);
        typed[at] = b'0' + digit;
        let typed = String::from_utf8(typed).unwrap();
        prop_assert!(parse_identity(&typed, IdentityScheme::ChineseResident).is_err());
    }

    #[test]
    fn the_key_of_a_key_is_itself(core in "[东方华新海科技贸易]{3,8}") {
        let key = organisation_key(&format!("{core}有限公司"));
        prop_assert_eq!(organisation_key(&key), key.clone());
    }
}
