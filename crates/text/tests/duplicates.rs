//! Which records count as the same (PRO-11, 11-defaults 8.16).

use proptest::prelude::*;
use rstest::rstest;
use text::matching::{Features, Field, KeyKind, PairSettings, RecordFields, blocking_keys, find_pairs, likeness};
use text::normalise::PartialDate;

const DUPLICATE: f64 = 0.92;
const REVIEW: f64 = 0.80;

fn score(a: &RecordFields<'_>, b: &RecordFields<'_>) -> f64 {
    likeness(&Features::new(a), &Features::new(b)).score
}

fn person<'a>(name: &'a str, phones: &'a [&'a str]) -> RecordFields<'a> {
    RecordFields { name, phones, ..RecordFields::default() }
}

const MOBILE: &[&str] = &["+8613800138000"];
const OTHER_MOBILE: &[&str] = &["+8613911112222"];
const LANDLINE: &[&str] = &["+862158888888"];

#[rstest]
#[case::equal("张三", "张三")]
#[case::title("张三", "张三先生")]
#[case::homophone("张建伟", "张健伟")]
#[case::family_name_only("张三", "张总")]
#[case::pinyin("张三", "Zhang San")]
#[case::pinyin_family_last("张三丰", "Sanfeng Zhang")]
#[case::no_name("张三", "")]
#[case::latin_slip("Michael Johnson", "Micheal Jonson")]
#[case::latin_exchanged("Mary Clark", "Clark Mary")]
#[case::latin_case("Mary Clark", "MARY CLARK")]
fn one_mobile_and_fitting_names_are_a_duplicate(#[case] one: &str, #[case] other: &str) {
    let score = score(&person(one, MOBILE), &person(other, MOBILE));
    assert!(score >= DUPLICATE, "{score}");
}

#[rstest]
#[case("张三", "李四")]
#[case("张三", "Li Si")]
#[case::brothers("张小明", "张小红")]
#[case("Mary Clark", "Peter Novak")]
fn one_mobile_and_other_names_are_for_a_person_to_review(#[case] one: &str, #[case] other: &str) {
    let score = score(&person(one, MOBILE), &person(other, MOBILE));
    assert!((REVIEW..DUPLICATE).contains(&score), "{score}");
}

#[test]
fn a_family_sharing_phone_email_and_address_is_never_merged_unseen() {
    let member = |given| RecordFields {
        family: "Clark",
        given,
        phones: MOBILE,
        emails: &["clark.family@example.com"],
        street_number: "12",
        street: "Tullaroop Street",
        suburb: "St James",
        postcode: "4011",
        ..RecordFields::default()
    };
    let score = score(&member("Mary"), &member("Peter"));
    assert!((REVIEW..DUPLICATE).contains(&score), "{score}");
}

#[test]
fn a_switchboard_does_not_make_colleagues_one() {
    assert!(score(&person("张三", LANDLINE), &person("李四", LANDLINE)) < REVIEW);
    let maybe = score(&person("张三", LANDLINE), &person("张总", LANDLINE));
    assert!((REVIEW..DUPLICATE).contains(&maybe), "{maybe}");
    assert!(score(&person("张三", LANDLINE), &person("张三", LANDLINE)) >= DUPLICATE);
}

#[test]
fn a_department_mailbox_is_not_personal() {
    let with = |name, email| RecordFields { name, emails: email, ..RecordFields::default() };
    assert!(score(&with("张三", &["zhangsan@example.com"]), &with("张三", &["ZhangSan@example.com"])) >= DUPLICATE);
    assert!(score(&with("张三", &["info@example.com"]), &with("李四", &["info@example.com"])) < REVIEW);
}

#[test]
fn a_common_name_alone_is_nothing() {
    assert!(score(&person("张伟", &[]), &person("张伟", &[])) < REVIEW);
    assert!(score(&person("张伟", MOBILE), &person("张伟", OTHER_MOBILE)) < REVIEW);
    let in_one_city = RecordFields { name: "王秀英", suburb: "上海", ..RecordFields::default() };
    assert!(score(&in_one_city, &in_one_city) < REVIEW);
}

#[test]
fn a_chinese_name_and_its_postcode_are_worth_a_look_and_no_more() {
    let at = RecordFields {
        name: "王秀英",
        suburb: "上海",
        postcode: "200120",
        province: "上海",
        ..RecordFields::default()
    };
    let score = score(&at, &at);
    assert!((REVIEW..DUPLICATE).contains(&score), "{score}");
    let found = find_pairs([at, at].iter().map(Features::new).enumerate(), &PairSettings::default());
    assert_eq!(found.pairs.len(), 1);
}

#[test]
fn name_and_birth_date_are_worth_a_merge_and_father_and_son_are_not() {
    let born = |year| RecordFields {
        name: "张建国",
        phones: MOBILE,
        birth_date: Some(PartialDate { year, month: Some(5), day: Some(12) }),
        ..RecordFields::default()
    };
    assert!(score(&born(1960), &born(1960)) >= DUPLICATE);
    let score = score(&born(1960), &born(1988));
    assert!((REVIEW..DUPLICATE).contains(&score), "{score}");
}

#[test]
fn a_proven_identity_number_decides() {
    let with =
        |name, identity_number, phones| RecordFields { name, identity_number, phones, ..RecordFields::default() };
    let (one, old_form) = ("11010519491231002X", "110105491231002");
    let another = "440308199901010012";
    assert!(score(&with("张三", one, MOBILE), &with("张三", old_form, OTHER_MOBILE)) >= DUPLICATE);
    let other_name = score(&with("张三", one, &[]), &with("李四", one, &[]));
    assert!((REVIEW..DUPLICATE).contains(&other_name), "{other_name}");
    assert!(text::normalise::parse_identity(another, text::normalise::IdentityScheme::ChineseResident).is_ok());
    assert!(score(&with("张三", one, MOBILE), &with("张三", another, MOBILE)) < REVIEW);
}

#[test]
fn a_number_of_an_unknown_scheme_is_evidence_even_with_a_slip() {
    let with = |identity_number, family| RecordFields {
        given: "darcy",
        family,
        identity_number,
        suburb: "cooks hill",
        ..RecordFields::default()
    };
    assert!(score(&with("6145184", "morrison"), &with("6146184", "morison")) >= DUPLICATE);
    assert!(score(&with("6145184", "morrison"), &with("9982754", "morrison")) < REVIEW);
}

#[test]
fn company_and_contact_make_a_duplicate() {
    let company = |organisation, contact| RecordFields { organisation, contact, ..RecordFields::default() };
    let (one, variant) = ("上海元器件分销有限公司", "元器件分销（上海）有限责任公司");
    assert!(score(&company(one, "张三"), &company(variant, "张三")) >= DUPLICATE);
    let name_only = score(&company(one, ""), &company(variant, ""));
    assert!((REVIEW..DUPLICATE).contains(&name_only), "{name_only}");
    assert!(score(&company(one, "张三"), &company("北京元器件分销有限公司", "张三")) < REVIEW);
}

#[test]
fn two_companies_on_one_number_are_not_one_company() {
    let company = |organisation, phones| RecordFields { organisation, phones, ..RecordFields::default() };
    let score = score(&company("上海元器件分销有限公司", LANDLINE), &company("宏图物流有限公司", LANDLINE));
    assert!(score < REVIEW, "{score}");
}

#[test]
fn a_company_and_its_contact_are_two_records() {
    let company =
        RecordFields {
            organisation: "华东机械有限公司", contact: "张三", phones: MOBILE, ..RecordFields::default()
        };
    let contact = RecordFields { organisation: "华东机械有限公司", ..person("张三", MOBILE) };
    let score = score(&company, &contact);
    assert!((REVIEW..DUPLICATE).contains(&score), "{score}");
}

#[test]
fn colleagues_of_one_name_are_merged_only_when_no_phone_disagrees() {
    let worker =
        |phones| RecordFields {
            name: "张伟", organisation: "华东机械有限公司", phones, ..RecordFields::default()
        };
    assert!(score(&worker(MOBILE), &worker(&[])) >= DUPLICATE);
    let score = score(&worker(MOBILE), &worker(OTHER_MOBILE));
    assert!((REVIEW..DUPLICATE).contains(&score), "{score}");
}

#[test]
fn reasons_name_the_fields_and_leave_out_what_is_missing() {
    let one = RecordFields { organisation: "华东机械有限公司", ..person("张三", MOBILE) };
    let likeness = likeness(&Features::new(&one), &Features::new(&person("张三", MOBILE)));
    let fields: Vec<Field> = likeness.reasons.iter().map(|reason| reason.field).collect();
    assert_eq!(fields, [Field::Phone, Field::GivenName, Field::FamilyName]);
    assert!(likeness.reasons.iter().all(|reason| reason.similarity == 1.0 && reason.weight > 0.0));
}

#[test]
fn a_record_with_slips_still_shares_a_key_with_its_original() {
    let original = RecordFields {
        given: "kayla",
        family: "harrington",
        street_number: "12",
        street: "maltby circuit",
        suburb: "coolaroo",
        postcode: "3465",
        birth_date: Some(PartialDate { year: 1915, month: Some(6), day: Some(12) }),
        ..RecordFields::default()
    };
    let wrong_birth = RecordFields { birth_date: None, family: "harringtn", ..original };
    let exchanged = RecordFields { given: "harrington", family: "kayla", suburb: "", postcode: "", ..original };
    let wrong_name = RecordFields { given: "", family: "smith", birth_date: None, ..original };
    let keys = blocking_keys(&Features::new(&original));
    for slip in [wrong_birth, exchanged, wrong_name] {
        let shared = blocking_keys(&Features::new(&slip)).into_iter().filter(|key| keys.contains(key)).count();
        assert!(shared > 0, "{slip:?}");
    }
}

#[test]
fn keys_keep_their_numbers() {
    // stored keys must stay comparable: a change of this number needs a rebuild of every stored index
    let keys = blocking_keys(&Features::new(&RecordFields { phones: MOBILE, ..RecordFields::default() }));
    let phone = keys.iter().find(|key| key.kind() == KeyKind::Phone).unwrap();
    assert_eq!(phone.number(), 0x0189_ec44_3fd4_e582);
}

#[test]
fn all_pairs_of_a_set_are_found_once_and_in_order() {
    let records = [
        person("张三", MOBILE),
        person("李四", OTHER_MOBILE),
        person("张三先生", MOBILE),
        person("王五", &[]),
        person("张三", MOBILE),
    ];
    let found = find_pairs(records.iter().map(Features::new).enumerate(), &PairSettings::default());
    let pairs: Vec<(usize, usize)> = found.pairs.iter().map(|pair| (pair.first, pair.second)).collect();
    assert_eq!(pairs, [(0, 2), (0, 4), (2, 4)]);
    assert_eq!(found.compared, 3);
    assert!(found.oversized.is_empty());
}

#[test]
fn a_group_too_large_is_split_and_reported() {
    // a switchboard of 400, two of whom are one
    let names: Vec<String> = (0..400_u32)
        .map(|at| {
            let character = |n: u32| char::from_u32(0x4E00 + n).unwrap();
            format!("王{}{}", character(at * 13 % 5000), character(at * 7 % 3000))
        })
        .collect();
    let mut records: Vec<RecordFields<'_>> = names.iter().map(|name| person(name, LANDLINE)).collect();
    records.push(person(&names[7], LANDLINE));
    let settings = PairSettings { largest_group: 50, ..PairSettings::default() };
    let found = find_pairs(records.iter().map(Features::new).enumerate(), &settings);
    assert!(found.pairs.iter().any(|pair| (pair.first, pair.second) == (7, 400)));
    let block = found.oversized.iter().find(|block| block.kind == KeyKind::Phone).unwrap();
    assert_eq!(block.records, 401);
    assert!(block.pairs_left_out > 0 && block.pairs_left_out < 401 * 400 / 2);
    assert!(found.compared < 401 * 400 / 2);
}

#[test]
fn threads_do_not_change_what_is_found() {
    let names: Vec<String> =
        (0..300_u32).map(|at| format!("陈{}", char::from_u32(0x5000 + at % 150).unwrap())).collect();
    let features: Vec<Features> = names.iter().map(|name| Features::new(&person(name, MOBILE))).collect();
    let search = |threads: usize| {
        let settings = PairSettings { threads: threads.try_into().unwrap(), ..PairSettings::default() };
        find_pairs(features.iter().cloned().enumerate(), &settings)
    };
    assert_eq!(search(1), search(3));
}

#[test]
fn a_set_without_records_has_no_pairs() {
    let found = find_pairs(std::iter::empty::<(u8, Features)>(), &PairSettings::default());
    assert!(found.pairs.is_empty());
}

fn any_record() -> impl Strategy<Value = Features> {
    let texts = (
        "(张|李|欧阳)?[三四明伟]{0,2}|[a-z]{0,6} [a-z]{0,6}|\\PC{0,6}",
        "(上海|北京)?[元器件华东]{0,4}(有限公司)?",
        "(\\+8613[0-9]{2})?",
        "[a-c]{0,2}(@x.cn)?",
        "[0-9]{0,8}",
        "([0-9]{1,2} )?[a-z]{0,5} street|[世纪大道]{0,4}[0-9]号|\\PC{0,6}",
    );
    let birth = proptest::option::of((1900_i16..2020, 1_i8..13, 1_i8..29));
    (texts, birth).prop_map(|((name, organisation, phone, email, identity, address), birth)| {
        Features::new(&RecordFields {
            name: &name,
            organisation: &organisation,
            phones: &[&phone],
            emails: &[&email],
            identity_number: &identity,
            address: &address,
            birth_date: birth.map(|(year, month, day)| PartialDate { year, month: Some(month), day: Some(day) }),
            ..RecordFields::default()
        })
    })
}

proptest! {
    #[test]
    fn likeness_is_symmetric_and_between_0_and_1(a in any_record(), b in any_record()) {
        let one = likeness(&a, &b);
        prop_assert!((0.0..=1.0).contains(&one.score));
        prop_assert!(one.reasons.iter().all(|reason| (0.0..=1.0).contains(&reason.similarity)));
        prop_assert_eq!(one, likeness(&b, &a));
    }

    #[test]
    fn no_text_makes_features_fail(text in any::<String>()) {
        let list = [text.as_str()];
        let features = Features::new(&RecordFields {
            name: &text, family: &text, given: &text, organisation: &text, contact: &text, phones: &list,
            emails: &list, identity_number: &text, birth_date: None, street_number: &text, street: &text,
            street_more: &text, suburb: &text, postcode: &text, province: &text, address: &text,
        });
        blocking_keys(&features);
        prop_assert!(likeness(&features, &features).score <= 1.0);
    }

    #[test]
    fn pairs_found_are_the_pairs_that_likeness_and_keys_give(records in proptest::collection::vec(any_record(), 0..30)) {
        let found = find_pairs(records.iter().cloned().enumerate(), &PairSettings::default());
        let mut expected = Vec::new();
        for second in 0..records.len() {
            for first in 0..second {
                let keys = blocking_keys(&records[first]);
                let meet = blocking_keys(&records[second]).iter().any(|key| keys.contains(key));
                if meet && likeness(&records[first], &records[second]).score >= 0.80 {
                    expected.push((first, second));
                }
            }
        }
        expected.sort_unstable();
        let pairs: Vec<(usize, usize)> = found.pairs.iter().map(|pair| (pair.first, pair.second)).collect();
        prop_assert_eq!(pairs, expected);
    }
}
