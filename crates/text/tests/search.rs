//! What a search finds. The index is played by its contract: a document is a set of words, all groups must be met.

use proptest::prelude::*;
use rstest::rstest;
use text::tokens::{OwnName, Query, SearchFields, document_tokens, own_name_term, query_terms};

fn finds(query: &Query, document: &str) -> bool {
    !query.is_empty() && query.groups.iter().all(|group| group.0.iter().any(|term| term.is_in(document)))
}

fn person(name: &str) -> String {
    document_tokens(&SearchFields { person_names: &[name], ..SearchFields::default() })
}

fn company(name: &str) -> String {
    document_tokens(&SearchFields { organisation_names: &[name], ..SearchFields::default() })
}

#[rstest]
#[case("分销")]
#[case("分")]
#[case("司")]
#[case("上海 分销")]
#[case("元器件分销有限公司")]
#[case("shyqj")]
#[case("fx")]
#[case("shanghai")]
#[case("shanghaiyuanqijianfenxiao")]
#[case("fenxiaoyouxian")]
#[case("Yuan Qi Jian")]
#[case("ＳＨＹＱＪ")]
fn a_company_is_found_by_any_of_its_characters_and_by_pinyin(#[case] typed: &str) {
    assert!(finds(&query_terms(typed), &company("上海元器件分销有限公司")));
}

#[rstest]
#[case("分店")]
#[case("海上")]
#[case("元件")]
#[case("beijing")]
#[case("上海 北京")]
#[case("yqjsh")]
fn a_company_is_not_found_by_what_it_lacks(#[case] typed: &str) {
    assert!(!finds(&query_terms(typed), &company("上海元器件分销有限公司")));
}

#[rstest]
#[case("第8", true)]
#[case("第81", true)]
#[case("第812", true)]
#[case("第812商", true)]
#[case("812商贸", true)]
#[case("海第812", true)]
#[case("shanghai第812商", true)]
#[case("第81商", false)]
#[case("海812", false)]
#[case("第商", false)]
fn a_number_within_a_name_is_whole_once_characters_follow(#[case] typed: &str, #[case] found: bool) {
    assert_eq!(finds(&query_terms(typed), &company("上海第812商贸有限公司")), found);
}

#[rstest]
#[case("张三", "zs")]
#[case("张三", "z")]
#[case("张三", "张san")]
#[case("张三", "zhang三")]
#[case("张三", "zhangs")]
#[case("张三", "zhang san")]
#[case("张三", "ZhangSan")]
#[case("张三", "三")]
#[case("张 三", "张三")]
#[case("曾国藩", "zengguofan")]
#[case("曾国藩", "zgf")]
#[case("单雄信", "shanxiongxin")]
#[case("单雄信", "danxiongxin")]
#[case("解缙", "xiejin")]
#[case("仇英", "qiuying")]
#[case("查良镛", "zhaliangyong")]
#[case("任达华", "rendahua")]
#[case("朴树", "piaoshu")]
#[case("区小明", "ouxiaoming")]
#[case("尉迟恭", "yuchigong")]
#[case("长孙无忌", "zhangsunwuji")]
#[case("万俟卨", "moqi")]
#[case("欧阳修", "oyx")]
#[case("吕布", "lvbu")]
#[case("吕布", "lubu")]
#[case("吕布", "lübu")]
#[case("吕布", "LYU BU")]
#[case("王小明", "xiaoming")]
#[case("王小明", "xm")]
#[case("José Núñez", "jose nunez")]
#[case("José Núñez", "josenun")]
#[case("John O'Brien", "o'brien")]
#[case("John O'Brien", "obrien")]
#[case("山田はなこ", "はな")]
fn a_person_is_found(#[case] name: &str, #[case] typed: &str) {
    assert!(finds(&query_terms(typed), &person(name)), "{typed} in {}", person(name));
}

#[rstest]
#[case("重庆长安汽车", "chongqing")]
#[case("重庆长安汽车", "cqcaqc")]
#[case("长沙银行", "changshayinhang")]
#[case("中国银行", "yinhang")]
#[case("3M中国", "3m")]
fn places_and_banks_are_read_as_people_say_them(#[case] name: &str, #[case] typed: &str) {
    assert!(finds(&query_terms(typed), &company(name)));
}

#[rstest]
#[case("5678")]
#[case("678")]
#[case("13812345678")]
#[case("138 1234 5678")]
#[case("138-1234-5678")]
#[case("１３８１２３４５６７８")]
#[case("+86 138 1234 5678")]
#[case("008613812345678")]
#[case("8613812345678")]
#[case("1381234")]
#[case("138****5678")]
fn a_phone_is_found_by_its_tail_its_beginning_and_as_a_whole(#[case] typed: &str) {
    let document = document_tokens(&SearchFields { phones: &["+8613812345678"], ..SearchFields::default() });
    assert!(finds(&query_terms(typed), &document));
}

#[test]
fn a_phone_is_not_found_by_digits_from_its_middle_or_by_two() {
    let document = document_tokens(&SearchFields { phones: &["+8613812345678"], ..SearchFields::default() });
    assert!(!finds(&query_terms("3456"), &document));
    assert!(!finds(&query_terms("78"), &document));
}

#[test]
fn a_landline_is_found_as_it_is_dialled_at_home() {
    let document = document_tokens(&SearchFields { phones: &["+8675588886666"], ..SearchFields::default() });
    for typed in ["0755-88886666", "88886666", "0755", "8888 6666", "+86 755 88886666"] {
        assert!(finds(&query_terms(typed), &document), "{typed}");
    }
}

#[rstest]
#[case("zhang.san@acme-corp.com")]
#[case("zhang.san@ac")]
#[case("zhangsan")]
#[case("acme")]
#[case("acme-corp.com")]
#[case("@acme")]
fn an_email_address_is_found_by_its_parts(#[case] typed: &str) {
    let document = document_tokens(&SearchFields { emails: &["zhang.san@acme-corp.com"], ..SearchFields::default() });
    assert!(finds(&query_terms(typed), &document));
}

#[rstest]
#[case("KH-2024-0017")]
#[case("kh2024")]
#[case("0017")]
fn an_external_id_is_found(#[case] typed: &str) {
    let document = document_tokens(&SearchFields { external_ids: &["KH-2024-0017"], ..SearchFields::default() });
    assert!(finds(&query_terms(typed), &document));
}

#[test]
fn terms_meet_across_the_fields_of_a_record() {
    let document = document_tokens(&SearchFields {
        person_names: &["张三"],
        organisation_names: &["上海元器件分销有限公司"],
        phones: &["+8613812345678"],
        other: &["浦东新区世纪大道"],
        ..SearchFields::default()
    });
    assert!(finds(&query_terms("zs 分销 5678 世纪"), &document));
    assert!(!finds(&query_terms("zs 分销 9999"), &document));
}

#[rstest]
#[case("")]
#[case("   　")]
#[case("\"' OR 1=1 -- *()^:&|!<>")]
fn marks_are_not_searched_for(#[case] typed: &str) {
    let terms: Vec<String> =
        query_terms(typed).groups.iter().flat_map(|group| &group.0).map(|term| term.text.clone()).collect();
    assert!(terms.iter().all(|term| term == "lor" || term == "l1"), "{terms:?}");
}

fn is_safe(word: &str) -> bool {
    word.len() >= 2
        && word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

proptest! {
    #[test]
    fn every_word_and_term_is_plain_letters_and_digits(text in any::<String>()) {
        let fields = [text.as_str()];
        let document = document_tokens(&SearchFields {
            own_name: Some(OwnName::Person(&text)),
            person_names: &fields,
            organisation_names: &fields,
            phones: &fields,
            emails: &fields,
            external_ids: &fields,
            other: &fields,
        });
        prop_assert!(document.is_empty() || document.split(' ').all(is_safe), "{}", document);
        for group in query_terms(&text).groups {
            prop_assert!(!group.0.is_empty());
            prop_assert!(group.0.iter().all(|term| is_safe(&term.text)), "{:?}", group);
        }
        prop_assert!(own_name_term(&text).is_none_or(|term| is_safe(&term.text)));
    }

    #[test]
    fn any_part_of_a_chinese_name_finds_its_document(
        name in "[\u{4e00}-\u{9fa5}]{2,12}",
        from in 0_usize..12,
        length in 1_usize..12,
    ) {
        let part: String = name.chars().skip(from).take(length).collect();
        prop_assume!(!part.is_empty());
        prop_assert!(finds(&query_terms(&part), &company(&name)));
        prop_assert!(finds(&query_terms(&part), &person(&name)));
    }

    #[test]
    fn any_tail_of_a_phone_finds_its_document(phone in "1[3-9][0-9]{9}", length in 3_usize..=11) {
        let e164 = format!("+86{phone}");
        let document = document_tokens(&SearchFields { phones: &[&e164], ..SearchFields::default() });
        prop_assert!(finds(&query_terms(&phone[phone.len() - length..]), &document));
    }

    #[test]
    fn any_beginning_of_a_latin_word_finds_its_document(name in "[A-Z][a-z]{1,9} [A-Z][a-z]{1,40}", length in 1_usize..40) {
        let family = name.split(' ').next_back().unwrap();
        let part: String = family.chars().take(length).collect();
        prop_assert!(finds(&query_terms(&part), &person(&name)));
    }
}

fn own_name_begins(own_name: OwnName<'_>, typed: &str) -> bool {
    let document = document_tokens(&SearchFields {
        own_name: Some(own_name),
        organisation_names: &["中山商贸有限公司"],
        ..SearchFields::default()
    });
    own_name_term(typed).is_some_and(|term| term.is_in(&document))
}

#[rstest]
#[case(OwnName::Person("张三"), "zs")]
#[case(OwnName::Person("张三"), "z")]
#[case(OwnName::Person("张三"), "zh")]
#[case(OwnName::Person("张三"), "zha")]
#[case(OwnName::Person("张三"), "Zhang San")]
#[case(OwnName::Person("Al"), "al")]
#[case(OwnName::Person("曾国藩"), "zeng")]
#[case(OwnName::Person("John Smith"), "john s")]
#[case(OwnName::Person("John Smith"), "JS")]
#[case(OwnName::Organisation("中山市商会"), "zsssh")]
#[case(OwnName::Organisation("Acme 上海"), "acme")]
fn a_record_is_known_by_how_its_own_name_begins(#[case] name: OwnName<'_>, #[case] typed: &str) {
    assert!(own_name_begins(name, typed));
}

#[rstest]
#[case("zs", "of the employer only")]
#[case("si", "in the middle")]
#[case("四", "not letters")]
#[case("", "nothing")]
#[case("- .", "no letter")]
fn the_own_name_does_not_begin_with_what_stands_elsewhere(#[case] typed: &str, #[case] why: &str) {
    assert!(!own_name_begins(OwnName::Person("李四"), typed), "{why}");
}

#[test]
fn the_own_name_is_found_like_every_other_name() {
    let own = document_tokens(&SearchFields { own_name: Some(OwnName::Person("张三")), ..SearchFields::default() });
    for typed in ["张", "三", "zhangs", "san"] {
        assert!(finds(&query_terms(typed), &own), "{typed}");
    }
}
