//! Puts the team together: gives every seller their people and organisations, and each of these a course.

use method::Timestamp;

use crate::Size;
use crate::calendar::Calendar;
use crate::chance::Chance;
use crate::companies::{self, Register};
use crate::courses::{COURSES, Course, End, Next};
use crate::deals;
use crate::names::{self, PersonName};
use crate::orders;
use crate::organisations::{self, SEATS};
use crate::people;
use crate::reach::Directory;
use crate::records::{ContactPerson, DemoTeam, Facts, Kind, Party, Phone};
use crate::sources::{self, Holds, Sources};
use crate::staff::{self, CHEN, TEAMS, USERS};
use crate::story::Teller;

/// Chen's day is the one that the demo shows, so he has every kind of situation in hand.
const CHENS_PEOPLE: usize = 240;
const CHENS_ORGANISATIONS: usize = 50;
/// One name in so many stands on a colleague's list as well, as it happens in every team.
const NAMES_PER_DOUBLE: usize = 150;
/// So many of Chen's people and organisations he has on file twice himself: from a fair and from a list.
const OWN_DOUBLES: usize = 6;
/// One of so many of his is such a one.
const NAMES_PER_OWN_DOUBLE: usize = 37;

#[derive(Debug)]
pub(crate) struct Portfolio {
    pub(crate) chance: Chance,
    pub(crate) calendar: Calendar,
    pub(crate) directory: Directory,
    pub(crate) register: Register,
    pub(crate) sources: Sources,
    pub(crate) parties: Vec<Party>,
    links: Vec<ContactPerson>,
    seed: u64,
    now: Timestamp,
}

impl Portfolio {
    pub(crate) fn begun(seed: u64, now: Timestamp) -> Self {
        let calendar = Calendar::around(now);
        Self {
            chance: Chance::seeded(seed),
            calendar,
            directory: Directory::default(),
            register: Register::default(),
            sources: Sources::gathered(&calendar),
            parties: Vec::new(),
            links: Vec::new(),
            seed,
            now,
        }
    }

    pub(crate) fn filled(mut self, size: Size) -> DemoTeam {
        self.known_names();
        for (seller, count) in shares(size.people, CHENS_PEOPLE, false) {
            for _ in 0..count {
                let name = names::person(&mut self.chance);
                let course = self.course();
                self.person(seller, name, course);
            }
        }
        for (seller, count) in shares(size.organisations, CHENS_ORGANISATIONS, true) {
            for _ in 0..count {
                let course = self.course();
                self.organisation(seller, None, course);
            }
        }
        self.doubles();
        self.customers_of_old();
        self.own_doubles();
        let costs = sources::costs(&self.calendar, &mut self.chance);
        orders::of_parties(&mut self.parties, self.seed, self.now);
        let deals = deals::of_parties(&self.parties, self.seed, self.now);
        DemoTeam {
            teams: TEAMS.to_vec(),
            users: USERS.to_vec(),
            lists: self.sources.lists,
            parties: self.parties,
            links: self.links,
            costs,
            product_lines: orders::LINES.to_vec(),
            products: orders::PRODUCTS.to_vec(),
            deals,
            growth: staff::GROWTH,
        }
    }

    /// The two names that the tour of the product looks for.
    fn known_names(&mut self) {
        let zhang = PersonName { full: "张三".into(), latin: "zhangsan".into(), female: false, english: false };
        self.person(CHEN, zhang, course_where(|course| course.end == End::Golden));
        let promised = course_where(|course| course.next == Next::Promise((0, 0)));
        self.organisation(CHEN, Some("上海元器件分销有限公司"), promised);
    }

    fn course(&mut self) -> &'static Course {
        self.chance.weighted(COURSES, |course| course.share)
    }

    fn person(&mut self, seller: usize, name: PersonName, course: &'static Course) {
        let chance = &mut self.chance;
        let list = self.sources.draw(seller, Holds::People, chance);
        let city = staff::city_of(seller);
        let (market, method) = (self.sources.lists[list].market, self.sources.lists[list].method);
        let warm = market == "warm";
        let mut phones = vec![Phone { number: self.directory.mobile(chance), label: "mobile" }];
        if chance.happens(0.08) {
            phones.push(Phone { number: self.directory.fixed_line(&city, chance), label: "home" });
        }
        let mut party = Party {
            phones,
            emails: chance
                .known(course.facts * 0.6, ())
                .map(|()| self.directory.mail(&name.latin, chance))
                .into_iter()
                .collect(),
            wechat: chance
                .known(course.facts, ())
                .map(|()| format!("wx_{}{}", name.latin, chance.between((10, 9_999)))),
            addresses: chance.known(course.facts, ()).map(|()| city.home(chance)).into_iter().collect(),
            facts: people::facts(&name, course.facts, &self.calendar, chance),
            relation_group: warm.then(|| people::relation_group(chance)),
            ..blank(Kind::Person, name.full, seller, list, market, method)
        };
        if warm {
            party.facts.insert("nearness", people::nearness(&mut self.chance).to_owned());
        }
        if market == "referral" {
            party.introducer = self.introducer(seller);
        }
        let teller = Teller { calendar: &self.calendar, english: name.english };
        teller.tell(&mut party, course, &mut self.chance);
        self.parties.push(party);
    }

    fn organisation(&mut self, seller: usize, name: Option<&str>, course: &'static Course) {
        let chance = &mut self.chance;
        let list = self.sources.draw(seller, Holds::Organisations, chance);
        let city = staff::city_of(seller);
        let trade = if name.is_some() { companies::TRADES[0] } else { chance.pick(companies::TRADES) };
        let name = name.map_or_else(|| self.register.company(&city, &trade, chance), str::to_owned);
        let (market, method) = (self.sources.lists[list].market, self.sources.lists[list].method);
        let number = self.parties.len();
        let english = name.is_ascii();
        let mut party = Party {
            phones: vec![Phone { number: self.directory.fixed_line(&city, chance), label: "work" }],
            emails: chance
                .known(course.facts, ())
                .map(|()| format!("sales@c{number:04}.example.com"))
                .into_iter()
                .collect(),
            addresses: vec![city.work("registered", chance)],
            facts: organisations::facts(&trade, number, course.facts, &self.calendar, chance),
            ..blank(Kind::Organisation, name, seller, list, market, method)
        };
        if chance.happens(0.2) {
            party.tags.push("展会重点");
        }
        let teller = Teller { calendar: &self.calendar, english };
        teller.tell(&mut party, course, &mut self.chance);
        self.parties.push(party);
        self.contact_persons(number);
    }

    /// The people met so far: more of them the longer the acquaintance.
    fn contact_persons(&mut self, organisation: usize) {
        let firm = self.parties[organisation].clone();
        let met = 1 + firm.activities.len() / 3 + usize::from(self.chance.happens(0.3));
        let first = self.parties.len();
        let city = staff::city_of(firm.owner);
        for (offset, seat) in SEATS.iter().take(met).enumerate() {
            let chance = &mut self.chance;
            let name = names::person(chance);
            let facts = Facts::from([
                ("gender", if name.female { "女" } else { "男" }.to_owned()),
                ("employer", firm.name.clone()),
                ("position", seat.position.to_owned()),
            ]);
            let person = Party {
                status: "contact",
                found_at: firm.found_at,
                phones: vec![Phone { number: self.directory.mobile(chance), label: "mobile" }],
                emails: chance.known(0.5, ()).map(|()| self.directory.mail(&name.latin, chance)).into_iter().collect(),
                addresses: chance.known(0.2, ()).map(|()| city.work("work", chance)).into_iter().collect(),
                facts,
                authority: seat.authority,
                ..blank(Kind::Person, name.full, firm.owner, firm.list, firm.market, firm.method)
            };
            self.parties.push(person);
            self.links.push(ContactPerson {
                organisation,
                person: first + offset,
                position: seat.position,
                roles: seat.roles.to_vec(),
                // whoever was met later ranks higher; a colleague is heard by the one met before
                influences: (offset > 0).then(|| first + offset - 1).into_iter().collect(),
            });
        }
    }

    /// Somebody whom this seller knows already, a customer rather than anybody else.
    fn introducer(&mut self, seller: usize) -> Option<usize> {
        let known = |customers: bool| -> Vec<usize> {
            let parties = self.parties.iter().enumerate();
            let own = parties.filter(|(_, party)| party.owner == seller && party.kind == Kind::Person);
            own.filter(|(_, party)| !customers || party.status == "customer").map(|(index, _)| index).collect()
        };
        let customers = known(true);
        let known = if customers.is_empty() { known(false) } else { customers };
        (!known.is_empty()).then(|| self.chance.pick(&known))
    }

    /// Puts some names on a colleague's list as well, under the same number.
    fn doubles(&mut self) {
        let sellers: Vec<usize> = staff::sellers().collect();
        let originals: Vec<usize> = (0..self.parties.len()).step_by(NAMES_PER_DOUBLE).skip(1).collect();
        for original in originals {
            let original = self.parties[original].clone();
            let colleague = self.chance.pick(&sellers);
            if original.status != "prospect" || colleague == original.owner {
                continue;
            }
            let holds = match original.kind {
                Kind::Person => Holds::People,
                Kind::Organisation => Holds::Organisations,
            };
            let list = self.sources.draw(colleague, holds, &mut self.chance);
            let (market, method) = (self.sources.lists[list].market, self.sources.lists[list].method);
            self.parties.push(Party {
                found_at: self.calendar.worked(self.chance.between((1, 60)), &mut self.chance),
                phones: original.phones,
                facts: Facts::new(),
                ..blank(original.kind, original.name, colleague, list, market, method)
            });
        }
    }

    /// Records that one seller made twice: the second knows some things better and others not at all.
    fn own_doubles(&mut self) {
        let own = (0..self.parties.len())
            .filter(|place| self.parties[*place].owner == CHEN && self.parties[*place].status == "prospect");
        let originals: Vec<usize> = own.step_by(NAMES_PER_OWN_DOUBLE).skip(1).take(OWN_DOUBLES).collect();
        for (turn, original) in originals.into_iter().enumerate() {
            let original = self.parties[original].clone();
            let known = original.facts.into_iter().enumerate().filter(|(i, _)| (i + turn) % 2 == 0);
            self.parties.push(Party {
                found_at: original.found_at,
                phones: original.phones.into_iter().take(1).collect(),
                emails: if turn % 2 == 0 { original.emails } else { Vec::new() },
                addresses: if turn % 3 == 0 { original.addresses } else { Vec::new() },
                facts: known.map(|(_, fact)| fact).collect(),
                tags: vec!["展会名片"],
                ..blank(original.kind, original.name, CHEN, original.list, original.market, original.method)
            });
        }
    }
}

/// How many names each seller gets: Chen his own number, the others their parts of the rest. Sellers to organisations get
/// organisations, the others people.
fn shares(all: usize, chens: usize, organisations: bool) -> Vec<(usize, usize)> {
    let chens = chens.min(all);
    let others: Vec<usize> = staff::sellers()
        .filter(|seller| *seller != CHEN && staff::sells_to_organisations(*seller) == organisations)
        .collect();
    let mut shares = vec![(CHEN, chens)];
    let weight = |seller: usize| if organisations { staff::weight_among_organisations(seller) } else { 1 };
    let (rest, total) = (all - chens, others.iter().map(|seller| weight(*seller)).sum::<usize>());
    // what rounding leaves over goes to the first
    let parts: Vec<usize> = others.iter().map(|seller| rest * weight(*seller) / total).collect();
    let over = rest - parts.iter().sum::<usize>();
    let given = others.iter().zip(parts).enumerate();
    shares.extend(given.map(|(index, (seller, part))| (*seller, part + if index == 0 { over } else { 0 })));
    shares
}

/// The course of that kind; the first one where the table has none.
fn course_where(wanted: impl Fn(&Course) -> bool) -> &'static Course {
    COURSES.iter().find(|course| wanted(course)).unwrap_or(&COURSES[0])
}

pub(crate) fn blank(
    kind: Kind,
    name: String,
    owner: usize,
    list: usize,
    market: &'static str,
    method: &'static str,
) -> Party {
    Party {
        kind,
        name,
        status: "prospect",
        owner,
        list,
        market,
        method,
        relation_group: None,
        introducer: None,
        found_at: Timestamp::default(),
        won_at: None,
        phones: Vec::new(),
        emails: Vec::new(),
        wechat: None,
        addresses: Vec::new(),
        facts: Facts::default(),
        tags: Vec::new(),
        authority: None,
        screening: Vec::new(),
        golden: Vec::new(),
        activities: Vec::new(),
        signs: Vec::new(),
        tasks: Vec::new(),
        decision: None,
        orders: Vec::new(),
        lost: None,
        do_not_contact_since: None,
    }
}
