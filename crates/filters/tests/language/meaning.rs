//! What filters mean for one record.

use std::collections::{BTreeSet, HashMap};

use filters::{
    Body, Context, DayField, Facts, LineField, MomentField, Names, SetField, TextField, WordField, day_number,
    evaluate, parse,
};
use jiff::civil::date;
use method::{Answer, Timestamp, Zone};
use rstest::rstest;
use uuid::Uuid;

fn context() -> Context {
    let live = |text: &str| Body::Live(parse(text, &Names::default()).unwrap());
    Context {
        me: Some(Uuid::from_u128(9)),
        // 02:00 on 2 March in Shanghai, still 1 March in London
        now: "2026-03-01T18:00:00Z".parse::<Timestamp>().unwrap(),
        zone: Zone::default(),
        below: HashMap::new(),
        segments: HashMap::from([
            (Uuid::from_u128(5), live("city = 杭州市")),
            (Uuid::from_u128(6), live("employer = x")),
        ]),
    }
}

fn facts() -> Facts {
    let mut facts = Facts::default();
    facts.texts.insert(TextField::City, "杭州市".to_owned());
    facts.texts.insert(TextField::Name, "Acme 公司".to_owned());
    facts.sets.insert(SetField::Tag, BTreeSet::from(["VIP".to_owned()]));
    // half past midnight on 2 March in Shanghai
    facts.moments.insert(MomentField::LastContact, "2026-03-01T16:30:00Z".parse::<Timestamp>().unwrap().as_millis());
    facts.words.insert(WordField::Class, "ei".to_owned());
    facts.days.insert(DayField::LastOrder, day_number(date(2026, 3, 1)));
    facts.lines.insert(LineField::Buys, BTreeSet::from([Uuid::from_u128(4)]));
    facts
}

#[rstest]
#[case("city = 杭州市", Answer::Yes)]
#[case("city != 杭州市", Answer::No)]
#[case("employer = x", Answer::Unknown)]
#[case("not employer = x", Answer::Unknown)]
#[case("employer is unknown", Answer::Yes)]
#[case("employer = x or city = 杭州市", Answer::Yes)]
#[case("employer = x and city = 杭州市", Answer::Unknown)]
#[case("employer = x and city = 上海市", Answer::No)]
#[case("tag = vip", Answer::No)]
#[case("tag contains vi", Answer::Yes)]
#[case("not tag = 禁用", Answer::Yes)]
#[case("province is unknown", Answer::Yes)]
#[case("not province = 浙江", Answer::Yes)]
#[case("name begins acme", Answer::Yes)]
#[case("last_contact = today", Answer::Yes)]
#[case("last_contact < today", Answer::No)]
#[case("last_contact >= 2026-03-02", Answer::Yes)]
#[case("last_contact between -3d and -1d", Answer::No)]
#[case("golden = no", Answer::Yes)]
#[case("class = EI", Answer::Yes)]
#[case("class in (EII, EIII)", Answer::No)]
#[case("abc != a", Answer::Unknown)]
#[case("silent = no", Answer::Unknown)]
#[case("sales < 100 or class = ei", Answer::Yes)]
// a day of the calendar, from whatever zone one asks: today is the second
#[case("last_order = -1d", Answer::Yes)]
#[case("last_order between 2026-02-28 and 2026-03-01", Answer::Yes)]
#[case("first_order = -1d", Answer::Unknown)]
#[case("buys_line = 00000000-0000-0000-0000-000000000004", Answer::Yes)]
#[case("not lost_line = 00000000-0000-0000-0000-000000000004", Answer::Yes)]
#[case("lost_line is unknown", Answer::Yes)]
#[case("has_need = no", Answer::Unknown)]
#[case("segment = 00000000-0000-0000-0000-000000000005", Answer::Yes)]
// the filter is unknown, so the record is not in it
#[case("segment = 00000000-0000-0000-0000-000000000006", Answer::No)]
#[case("not segment = 00000000-0000-0000-0000-000000000006", Answer::Yes)]
fn unknown_is_neither_true_nor_false(#[case] text: &str, #[case] expected: Answer) {
    assert_eq!(evaluate(&parse(text, &Names::default()).unwrap(), &facts(), &context()), expected);
}
