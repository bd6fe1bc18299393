//! The language of filters on both databases: for any filter the rows that a database finds are those for which the
//! evaluator, which is the definition, says yes.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    time::Duration,
};

use filters::{
    AnswerField, Body, Context, DayField, Facts, Filter, FlagField, LineField, MomentField, Names, NumberField,
    ReferenceField, SetField, TextField, WordField, day_number, evaluate, print, resolve,
    testing::{IDS, KEYS, NUMBERS, TEXTS, any_filter},
};
use jiff::civil::date;
use method::{Answer, Timestamp, Zone};
use proptest::{
    option,
    prelude::*,
    sample::{select, subsequence},
    strategy::ValueTree,
    test_runner::TestRunner,
};
use store::{
    entities::{address, class_run, customer_class, line_status, list_member, party, party_tag, segment_member},
    parties::{NEVER, NOT_GRADED, PartyFilter, Sort, SortKey},
};
use test_support::{TestDatabase, on_both_databases};
use uuid::Uuid;

use crate::sample::{self, DAY, party_with, write};

/// Records of a population, and filters asked of it.
const RECORDS: usize = 40;
const FILTERS: usize = 400;

/// The run whose classes count, and one before it.
const CURRENT: Uuid = Uuid::from_u128(8);
const BEFORE: Uuid = Uuid::from_u128(7);

/// A record with what other tables say of it.
#[derive(Clone, Debug)]
struct Record {
    row: party::Model,
    tags: Vec<String>,
    provinces: Vec<String>,
    lists: Vec<Uuid>,
    segments: Vec<Uuid>,
    /// what the current run found of all lines together
    class: Option<customer_class::Model>,
    standings: Vec<line_status::Model>,
}

fn zone() -> Zone {
    Zone::default()
}

/// Noon of 3 March in Shanghai.
fn now() -> i64 {
    zone().moment(date(2026, 3, 3).at(12, 0, 0, 0)).as_millis()
}

fn text() -> impl Strategy<Value = String> {
    select(&TEXTS[..]).prop_map(str::to_owned)
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    subsequence(TEXTS.map(str::to_owned).to_vec(), 0..3)
}

fn ids() -> impl Strategy<Value = Vec<Uuid>> {
    subsequence(IDS.map(Uuid::from_u128).to_vec(), 0..3)
}

fn id() -> impl Strategy<Value = Option<Uuid>> {
    option::of(select(&IDS[..]).prop_map(Uuid::from_u128))
}

/// Around the midnights of some days.
fn moment() -> impl Strategy<Value = i64> {
    let midnight = zone().moment(date(2026, 3, 3).at(0, 0, 0, 0)).as_millis();
    (-4..5_i64, select(vec![-1_i64, 0, 1, 12 * 3_600_000])).prop_map(move |(day, more)| midnight + day * DAY + more)
}

fn word(field: WordField) -> impl Strategy<Value = String> {
    select(field.words().into_iter().map(|(code, ..)| code.to_owned()).collect::<Vec<_>>())
}

/// Days before and after 3 March.
fn day() -> impl Strategy<Value = i32> {
    (-4..5_i32).prop_map(|more| day_number(date(2026, 3, 3)) + more)
}

fn minor() -> impl Strategy<Value = i64> {
    select(&NUMBERS[..]).prop_map(|number| (number * 100.0) as i64)
}

/// What a run found of a customer, that of the party being filled in later.
fn class() -> impl Strategy<Value = customer_class::Model> {
    let words = (word(WordField::Class), word(WordField::Abc), option::of(word(WordField::Face)));
    let found = (minor(), minor(), option::of(minor()), 0..3_i32, any::<bool>());
    (words, found).prop_map(|((existing, abc, face), (sales, contribution, lifetime, purchases, alert))| {
        let mut row = sample::customer_class(CURRENT, Uuid::nil());
        row.existing = existing;
        row.abc = abc;
        row.face = face.unwrap_or_default();
        row.sales_minor = sales;
        row.contribution_minor = contribution;
        row.lifetime_minor = lifetime;
        row.lifetime_sort = lifetime.unwrap_or(-1);
        row.purchases = purchases;
        row.rhythm_alert = alert;
        row
    })
}

fn standings() -> impl Strategy<Value = Vec<line_status::Model>> {
    let one = || option::of((any::<bool>(), day(), 0..3_i32));
    [one(), one(), one()].prop_map(|each| {
        let standing = |(line, one): (u128, Option<(bool, i32, i32)>)| {
            let (buys, last_day, before) = one?;
            Some(line_status::Model {
                party_id: Uuid::nil(),
                line_id: Uuid::from_u128(line),
                status: if buys { "customer" } else { "prospect" }.to_owned(),
                first_day: last_day - before,
                last_day,
                orders: 1,
                still_buying_until_day: None,
            })
        };
        IDS.into_iter().zip(each).filter_map(standing).collect()
    })
}

fn json(values: &BTreeMap<String, String>) -> String {
    serde_json::to_string(values).expect("JSON")
}

fn record() -> impl Strategy<Value = Record> {
    let words = (
        word(WordField::Kind),
        word(WordField::Status),
        option::of(word(WordField::Grade)),
        word(WordField::Intent),
        word(WordField::Colour),
        word(WordField::Disposition),
        option::of(word(WordField::Market)),
        option::of(word(WordField::Method)),
        word(WordField::Step),
        option::of(word(WordField::Authority)),
        option::of(word(WordField::RelationGroup)),
        option::of(word(WordField::ProspectClass)),
    );
    let known = (
        text(),
        option::of(text()),
        option::of(text()),
        option::of(text()),
        option::of(text()),
        proptest::collection::btree_map(select(&KEYS[..]).prop_map(str::to_owned), text(), 0..3),
        select(vec!["MAN", "mAn", "m?N", "???", "Ma?", "?an"]),
        any::<bool>(),
        any::<bool>(),
        option::of(word(WordField::Face)),
    );
    let numbers =
        (select(vec![-1.0, 0.0, 0.5, 59.5, 60.0, 100.0]), select(vec![0, 1, 60, 100]), 0..3_i32, 0..3_i32, 0..3_i32);
    let moments = (
        (moment(), moment(), option::of(moment()), option::of(moment()), option::of(moment()), option::of(moment())),
        (option::of(moment()), option::of(moment()), option::of(moment()), option::of(moment()), option::of(moment())),
        (option::of(moment()), option::of(moment()), option::of(moment()), option::of(moment())),
    );
    let others = (id(), id(), id(), texts(), texts(), ids(), ids());
    let bought = (option::of(class()), standings());
    (words, known, numbers, moments, others, bought).prop_map(|(words, known, numbers, moments, others, bought)| {
        let (tags, provinces, lists, segments) = (others.3, others.4, others.5, others.6);
        let row = party_with(&known.0, |row| {
            let (a, b, c) = moments;
            row.kind = words.0;
            row.status = words.1;
            row.grade = words.2.unwrap_or_else(|| NOT_GRADED.to_owned());
            row.intent = words.3;
            row.colour = words.4;
            row.disposition = words.5;
            row.market = words.6;
            row.method = words.7;
            row.step = words.8;
            row.authority = words.9;
            row.relation_group = words.10;
            row.prospect_class = words.11;
            row.face = known.9;
            row.city = known.1;
            row.employer = known.2;
            row.position = known.3;
            row.facts = json(&known.4.into_iter().map(|industry| ("industry".to_owned(), industry)).collect());
            row.custom = json(&known.5);
            row.man = known.6.to_owned();
            row.golden = known.7;
            row.primary_phone = known.8.then(|| "+8613800138000".to_owned());
            row.score = numbers.0;
            row.completeness = numbers.1;
            row.contact_count = numbers.2;
            row.two_way_count = numbers.3;
            row.unanswered = numbers.4;
            row.created_at = a.0;
            row.updated_at = a.1;
            row.assigned_at = a.2;
            row.last_two_way_at = a.3.unwrap_or(0);
            row.last_contact_at = a.4;
            row.last_met_at = a.5;
            row.due_at = b.0.unwrap_or(NEVER);
            row.overdue_at = b.0.map_or(NEVER, |due| due + DAY);
            row.dormant_at = b.0.map_or(NEVER, |due| due + 2 * DAY);
            row.won_at = b.1;
            row.lost_at = b.2;
            row.buying_until = b.3;
            row.returns_at = b.4;
            row.do_not_contact_since = c.0;
            row.in_hand_until = c.1;
            row.owner_id = others.0;
            row.team_id = others.1;
            row.created_by = others.2;
        });
        let (id, mut class, mut standings) = (row.id, bought.0, bought.1);
        class.iter_mut().for_each(|class| class.party_id = id);
        standings.iter_mut().for_each(|standing| standing.party_id = id);
        Record { row, tags, provinces, lists, segments, class, standings }
    })
}

/// What the language knows of a record, said without the database.
fn facts(record: &Record) -> Facts {
    let row = &record.row;
    let class = record.class.as_ref();
    let mut facts = Facts::default();
    let custom: BTreeMap<String, String> = serde_json::from_str(&row.custom).expect("JSON");
    let industry: BTreeMap<String, String> = serde_json::from_str(&row.facts).expect("JSON");
    facts.custom = custom;
    facts.lists = record.lists.iter().copied().collect();
    facts.segments = record.segments.iter().copied().collect();
    facts.sets = BTreeMap::from([
        (SetField::Tag, record.tags.iter().cloned().collect::<BTreeSet<_>>()),
        (SetField::Province, record.provinces.iter().cloned().collect()),
    ]);
    let texts = [
        (TextField::Name, Some(row.name.clone())),
        (TextField::City, row.city.clone()),
        (TextField::Employer, row.employer.clone()),
        (TextField::Position, row.position.clone()),
        (TextField::Industry, industry.get("industry").cloned()),
    ];
    facts.texts = texts.into_iter().filter_map(|(field, text)| Some((field, text?))).collect();
    let cadence = if row.last_two_way_at == 0 {
        "untouched"
    } else if row.dormant_at <= now() {
        "dormant"
    } else if row.overdue_at <= now() {
        "overdue"
    } else if row.due_at <= now() {
        "due"
    } else {
        "fine"
    };
    let words = [
        (WordField::Kind, Some(row.kind.clone())),
        (WordField::Status, Some(row.status.clone())),
        (WordField::Grade, Some(row.grade.clone()).filter(|grade| grade != NOT_GRADED)),
        (WordField::Intent, Some(row.intent.clone())),
        (WordField::Colour, Some(row.colour.clone())),
        (WordField::Cadence, Some(cadence.to_owned())),
        (WordField::Disposition, Some(row.disposition.clone())),
        (WordField::Market, row.market.clone()),
        (WordField::Method, row.method.clone()),
        (WordField::Step, Some(row.step.clone())),
        (WordField::Authority, row.authority.clone()),
        (WordField::RelationGroup, row.relation_group.clone()),
        (WordField::ProspectClass, row.prospect_class.clone()),
        (WordField::Face, row.face.clone()),
        (WordField::Class, class.map(|class| class.existing.clone())),
        (WordField::Abc, class.map(|class| class.abc.clone())),
        (WordField::FaceByFigures, class.map(|class| class.face.clone()).filter(|face| !face.is_empty())),
    ];
    facts.words = words.into_iter().filter_map(|(field, word)| Some((field, word?))).collect();
    let numbers = [
        (NumberField::Score, (row.score >= 0.0).then_some(row.score)),
        (NumberField::Completeness, Some(f64::from(row.completeness))),
        (NumberField::Contacts, Some(f64::from(row.contact_count))),
        (NumberField::TwoWay, Some(f64::from(row.two_way_count))),
        (NumberField::Unanswered, Some(f64::from(row.unanswered))),
        (NumberField::Sales, class.map(|class| class.sales_minor as f64 / 100.0)),
        (NumberField::Contribution, class.map(|class| class.contribution_minor as f64 / 100.0)),
        (NumberField::LifetimeValue, class.and_then(|class| Some(class.lifetime_minor? as f64 / 100.0))),
        (NumberField::Purchases, class.map(|class| f64::from(class.purchases))),
    ];
    facts.numbers = numbers.into_iter().filter_map(|(field, number)| Some((field, number?))).collect();
    let moments = [
        (MomentField::Created, Some(row.created_at)),
        (MomentField::Updated, Some(row.updated_at)),
        (MomentField::Assigned, row.assigned_at),
        (MomentField::LastContact, (row.last_two_way_at > 0).then_some(row.last_two_way_at)),
        (MomentField::LastAttempt, row.last_contact_at),
        (MomentField::LastMet, row.last_met_at),
        (MomentField::NextContact, (row.due_at < NEVER).then_some(row.due_at)),
        (MomentField::DormantAt, (row.dormant_at < NEVER).then_some(row.dormant_at)),
        (MomentField::Won, row.won_at),
        (MomentField::Lost, row.lost_at),
        (MomentField::BuyingUntil, row.buying_until),
        (MomentField::Returns, row.returns_at),
    ];
    facts.moments = moments.into_iter().filter_map(|(field, moment)| Some((field, moment?))).collect();
    let days = [
        (DayField::FirstOrder, record.standings.iter().map(|standing| standing.first_day).min()),
        (DayField::LastOrder, record.standings.iter().map(|standing| standing.last_day).max()),
    ];
    facts.days = days.into_iter().filter_map(|(field, day)| Some((field, day?))).collect();
    let lines = |status: &str| {
        record.standings.iter().filter(|standing| standing.status == status).map(|standing| standing.line_id).collect()
    };
    facts.lines = BTreeMap::from([(LineField::Buys, lines("customer")), (LineField::Lost, lines("prospect"))]);
    let key = class.is_some_and(|class| class.abc == "a" || class.existing == "ei" || !class.face.is_empty());
    let flags = [
        (FlagField::KeyCustomer, key || row.face.is_some()),
        (FlagField::Golden, row.golden),
        (FlagField::HasPhone, row.primary_phone.is_some()),
        (FlagField::DoNotContact, row.do_not_contact_since.is_some()),
        (FlagField::InHand, row.in_hand_until.is_some_and(|until| until > now())),
        (FlagField::Dormant, cadence == "dormant"),
    ];
    facts.flags = flags.into_iter().filter_map(|(field, yes)| yes.then_some(field)).collect();
    let letters = [AnswerField::Money, AnswerField::Authority, AnswerField::Need];
    let known = letters.into_iter().zip(row.man.chars()).filter(|(_, letter)| *letter != '?');
    facts.answers = known.map(|(field, letter)| (field, letter.is_uppercase())).collect();
    facts.answers.extend(class.map(|class| (AnswerField::Silent, class.rhythm_alert)));
    let references = [
        (ReferenceField::Owner, row.owner_id),
        (ReferenceField::Team, row.team_id),
        (ReferenceField::CreatedBy, row.created_by),
    ];
    facts.references = references.into_iter().filter_map(|(field, id)| Some((field, id?))).collect();
    facts
}

fn class_run(id: Uuid, current: bool) -> class_run::Model {
    class_run::Model {
        id,
        as_of_day: day_number(date(2026, 3, 3)),
        settings_version: 1,
        kind: "scheduled".to_owned(),
        state: "finished".to_owned(),
        stage: "done".to_owned(),
        current,
        keeps_rows: true,
        asked_by: None,
        asked_at: now(),
        started_at: None,
        ended_at: None,
        orders: 0,
        left_out: 0,
        customers: 0,
        done: 0,
        total: 0,
        changes: 0,
        currency: Some("CNY".to_owned()),
        error: None,
    }
}

fn context() -> Context {
    let [one, two, _] = IDS.map(Uuid::from_u128);
    let live = filters::parse("grade in (a, b) or city = 杭州市", &Names::default()).expect("a filter");
    Context {
        me: Some(one),
        now: Timestamp::from_millis(now()),
        zone: zone(),
        below: HashMap::from([(one, vec![two])]),
        // the third there is none of
        segments: HashMap::from([(one, Body::Live(live)), (two, Body::Static)]),
    }
}

async fn populate(db: &TestDatabase, records: &[Record]) {
    write(db.store(), async |tx| {
        store::parties::insert(tx, records.iter().map(|record| record.row.clone()).collect()).await.unwrap();
        let tags = records.iter().flat_map(|record| {
            record.tags.iter().map(|tag| party_tag::Model { party_id: record.row.id, tag: tag.clone() })
        });
        store::parties::insert_tags(tx, tags.collect()).await.unwrap();
        let addresses = records.iter().flat_map(|record| {
            record.provinces.iter().map(|province| address::Model {
                id: sample::id(),
                party_id: record.row.id,
                kind: "home".to_owned(),
                text: String::new(),
                province: Some(province.clone()),
                city: None,
                district: None,
                postcode: None,
                street_number: None,
                street: None,
            })
        });
        store::parties::insert_addresses(tx, addresses.collect()).await.unwrap();
        let lists = records.iter().flat_map(|record| {
            let on = |list: &Uuid| list_member::Model { list_id: *list, party_id: record.row.id, added_at: 0 };
            record.lists.iter().map(on)
        });
        store::lists::insert_members(tx, lists.collect()).await.unwrap();
        let segments = records.iter().flat_map(|record| {
            let within = |id: &Uuid| segment_member::Model { segment_id: *id, party_id: record.row.id, added_at: 0 };
            record.segments.iter().map(within)
        });
        store::segments::insert_members(tx, segments.collect()).await.unwrap();
        for (run, current) in [(BEFORE, false), (CURRENT, true)] {
            store::classes::insert(tx, class_run(run, current)).await.unwrap();
        }
        let mut classes: Vec<customer_class::Model> =
            records.iter().filter_map(|record| record.class.clone()).collect();
        // of another run, and of a line: nobody's business here
        for record in records {
            for (run, line) in [(BEFORE, Uuid::nil()), (CURRENT, Uuid::from_u128(1))] {
                let other = sample::customer_class(run, line);
                classes.push(customer_class::Model { party_id: record.row.id, rhythm_alert: true, ..other });
            }
        }
        store::classes::keep_classes(tx, classes).await.unwrap();
        let standings = records.iter().flat_map(|record| record.standings.clone()).collect();
        let ids: Vec<Uuid> = records.iter().map(|record| record.row.id).collect();
        store::standings::keep_statuses(tx, &ids, standings).await.unwrap();
    })
    .await;
}

async fn found(db: &TestDatabase, filter: &Filter) -> BTreeSet<Uuid> {
    let clause = resolve(filter, &context()).expect("a small filter");
    let mut asked = PartyFilter { now: now(), ..PartyFilter::default() };
    asked.narrow(clause);
    let sort = Sort { key: SortKey::Created, descending: false };
    let rows = store::parties::page(db.store(), &asked, sort, None, 1_000).await;
    let rows = rows.unwrap_or_else(|error| panic!("{}: {error:?}", print(filter)));
    let counted = store::parties::count(db.store(), &asked).await.expect("a count");
    assert_eq!(counted.count, rows.len() as u64, "{}", print(filter));
    rows.into_iter().map(|row| row.id).collect()
}

on_both_databases! {
    async fn any_filter_finds_whom_the_definition_says(db: TestDatabase) {
        let mut runner = TestRunner::deterministic();
        let some = proptest::collection::vec(record(), RECORDS).new_tree(&mut runner).expect("records").current();
        populate(&db, &some).await;
        let mut known: Vec<(Uuid, Facts)> = some.iter().map(|record| (record.row.id, facts(record))).collect();
        // what is read for the engine is what is known; in two pages
        known.sort_by_key(|(id, _)| *id);
        let mut read = store::parties::facts_after(db.store(), None, 30, now()).await.expect("facts");
        let after = read.last().map(|(id, _)| *id);
        read.extend(store::parties::facts_after(db.store(), after, 30, now()).await.expect("facts"));
        for (read, known) in read.iter().zip(&known) {
            assert_eq!(read, known);
        }
        assert_eq!(read.len(), RECORDS);
        let mut met = 0;
        for _ in 0..FILTERS {
            let filter = any_filter().new_tree(&mut runner).expect("a filter").current();
            let expected: BTreeSet<Uuid> = known
                .iter()
                .filter(|(_, facts)| evaluate(&filter, facts, &context()) == Answer::Yes)
                .map(|(id, _)| *id)
                .collect();
            met += usize::from(!expected.is_empty() && expected.len() < RECORDS);
            assert_eq!(found(&db, &filter).await, expected, "{}", print(&filter));
        }
        assert!(met > FILTERS / 4, "many filters tell records apart: {met}");
    }
}

on_both_databases! {
    async fn a_filter_that_takes_too_long_is_ended_and_the_connection_goes_on(db: TestDatabase) {
        let rows: Vec<party::Model> = (0..4_000).map(|place| sample::party(&format!("客户{place}"))).collect();
        sample::add_parties(db.store(), rows).await;
        let filter = |text: &str| {
            let filter = filters::parse(text, &Names::default()).expect("a filter");
            let mut asked = PartyFilter { now: now(), ..PartyFilter::default() };
            asked.narrow(resolve(&filter, &context()).expect("a small filter"));
            asked
        };
        let dear = filter(&vec!["custom.car contains x"; 100].join(" or "));
        let sort = Sort { key: SortKey::Created, descending: false };
        // one connection after the other, so that each has ended a statement
        db.store().set_limit(Duration::from_millis(1));
        for _ in 0..4 {
            let counted = store::parties::count_within_limit(db.store(), &dear).await;
            assert!(counted.is_err_and(|error| error.is_out_of_time() && !error.is_unreachable()));
            let listed = store::parties::page_within_limit(db.store(), &dear, sort, None, 50).await;
            assert!(listed.is_err_and(|error| error.is_out_of_time()));
        }
        db.store().set_limit(Duration::from_secs(60));
        for _ in 0..4 {
            let counted = store::parties::count_within_limit(db.store(), &filter("name begins 客户1")).await;
            assert_eq!(counted.expect("a count").count, 1_111);
        }
        let counted = store::parties::count_within_limit(db.store(), &dear).await;
        assert_eq!(counted.expect("in time").count, 0);
    }
}
