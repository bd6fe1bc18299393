//! How fast cells are read, tokens made and a whole set searched for duplicates.
//!
//! ```text
//! cargo run --release -p text --example speed -- [records, default 1000000] [threads, default 2]
//! ```
//!
//! Records are made up from a fixed seed: Chinese names with their real skew (the most frequent name has one in some
//! thousands), one mobile each, an employer and a city for most. One in twenty is a double with slips.

use std::error::Error;
use std::hint::black_box;
use std::num::NonZeroUsize;
use std::time::Instant;

use text::matching::{Features, PairSettings, RecordFields, find_pairs};
use text::normalise::{Region, parse_organisation, parse_person, parse_phones};
use text::tokens::{OwnName, SearchFields, document_tokens};

const SURNAMES: &str =
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈";
const GIVEN: &str =
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰文建国志红春梅海燕小龙晓东子轩雨涵浩宇欣怡佳俊";
const CITIES: [&str; 10] = ["上海", "北京", "广州", "深圳", "杭州", "成都", "武汉", "南京", "苏州", "重庆"];
const WORDS: &str = "华东方新海天中科恒信远达盛世联创金鼎瑞丰宏图泰和兴业德嘉万通顺康宁安博雅星辰";
const TRADES: [&str; 8] = ["电子科技", "元器件分销", "商贸", "保险代理", "信息技术", "食品", "机械制造", "物流"];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let count: usize = arguments.next().map_or(Ok(1_000_000), |text| text.parse())?;
    let threads: NonZeroUsize = arguments.next().map_or_else(|| "2".parse(), |text| text.parse())?;
    let people = people(count);

    measure("phones read", &people, |person| {
        black_box(parse_phones(&person.typed_phone, Region::CHINA));
    });
    measure("people's names read", &people, |person| {
        black_box(parse_person(&person.name));
    });
    measure("company names read", &people, |person| {
        black_box(parse_organisation(&person.company));
    });
    measure("people's tokens", &people, |person| {
        black_box(document_tokens(&SearchFields { person_names: &[&person.name], ..SearchFields::default() }));
    });
    measure("company tokens", &people, |person| {
        black_box(document_tokens(&SearchFields { organisation_names: &[&person.company], ..SearchFields::default() }));
    });
    measure("tokens of whole records", &people, |person| {
        black_box(document_tokens(&SearchFields {
            own_name: Some(OwnName::Person(&person.name)),
            organisation_names: &[&person.company],
            phones: &[&person.phone],
            ..SearchFields::default()
        }));
    });

    let start = Instant::now();
    let features: Vec<Features> = people.iter().map(Person::features).collect();
    println!("{:<26}{:>8.2} s", "features made", start.elapsed().as_secs_f64());
    let originals: Vec<usize> = people.iter().map(|person| person.original).collect();
    drop(people);
    let start = Instant::now();
    let settings = PairSettings { threads, ..PairSettings::default() };
    let found = find_pairs(features.into_iter().enumerate(), &settings);
    println!("{:<26}{:>8.2} s on {threads} threads", "pairs found", start.elapsed().as_secs_f64());
    let sure = || found.pairs.iter().filter(|pair| pair.likeness.score >= 0.92);
    let duplicates = sure().count();
    let right = sure().filter(|pair| originals[pair.first] == originals[pair.second]).count();
    println!(
        "compared {}  duplicates {duplicates} ({right} right)  to review {}  groups split {}",
        found.compared,
        found.pairs.len() - duplicates,
        found.oversized.len()
    );
    Ok(())
}

fn measure(what: &str, people: &[Person], work: impl Fn(&Person)) {
    let start = Instant::now();
    people.iter().for_each(work);
    let rate = people.len() as f64 / start.elapsed().as_secs_f64();
    println!("{what:<26}{rate:>12.0} a second");
}

struct Person {
    name: String,
    company: String,
    city: &'static str,
    phone: String,
    typed_phone: String,
    /// The record this one doubles, or its own place.
    original: usize,
}

impl Person {
    fn features(&self) -> Features {
        Features::new(&RecordFields {
            name: &self.name,
            organisation: &self.company,
            phones: &[&self.phone],
            suburb: self.city,
            ..RecordFields::default()
        })
    }
}

fn people(count: usize) -> Vec<Person> {
    let mut chance = Chance(0x5EED);
    let (surnames, given): (Vec<char>, Vec<char>) = (SURNAMES.chars().collect(), GIVEN.chars().collect());
    let words: Vec<char> = WORDS.chars().collect();
    let mut people: Vec<Person> = Vec::with_capacity(count);
    for at in 0..count {
        if at > 20 && chance.below(20) == 0 {
            let twin = &people[chance.below(at)];
            let mut name = twin.name.clone();
            if chance.below(3) == 0 {
                name.push_str("先生");
            }
            let (company, city, phone, original) = (twin.company.clone(), twin.city, twin.phone.clone(), twin.original);
            people.push(Person { name, company, city, typed_phone: typed(&phone, &mut chance), phone, original });
            continue;
        }
        // the square root of chance favours the front of the list
        let mut name = String::from(*chance.skewed(&surnames));
        for _ in 0..=usize::from(chance.below(5) > 0) {
            name.push(*chance.skewed(&given));
        }
        let city = CITIES[chance.below(CITIES.len())];
        let mut company = String::from(city);
        for _ in 0..2 + chance.below(2) {
            company.push(words[chance.below(words.len())]);
        }
        company.push_str(TRADES[chance.below(TRADES.len())]);
        company.push_str("有限公司");
        let phone = format!("+861{}{:08}", 30 + chance.below(70), chance.below(100_000_000));
        people.push(Person { name, company, city, typed_phone: typed(&phone, &mut chance), phone, original: at });
    }
    people
}

fn typed(phone: &str, chance: &mut Chance) -> String {
    let national = &phone[3..];
    match chance.below(4) {
        0 => format!("+86 {national}"),
        1 => format!("{}-{}-{}", &national[..3], &national[3..7], &national[7..]),
        2 => national.chars().filter_map(|c| char::from_u32(c as u32 + 0xFEE0)).collect(),
        _ => national.to_owned(),
    }
}

/// A small generator (splitmix64), so that every run measures the same records.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % bound as u64) as usize
    }

    fn skewed<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let (one, other) = (self.below(list.len()), self.below(list.len()));
        &list[one.min(other)]
    }
}
