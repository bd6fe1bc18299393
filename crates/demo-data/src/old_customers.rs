//! Customers from the years before the demo's lists: they order again and again, and some of them have left.

use crate::names;
use crate::portfolio::{Portfolio, blank};
use crate::records::{Activity, Facts, Kind, Lost, Party, Phone};
use crate::sources::Holds;
use crate::staff;
use crate::{companies, people};

/// Why customers leave, one after the other, each in the words of a seller.
const LOSSES: &[(&str, &str)] = &[
    ("rivals_offer", "同行报价低一成，签了年度框架"),
    ("salesperson_changed", "换了业务员之后联系就断了"),
    ("dissatisfied", "两次交付延误，客户不愿再谈"),
    ("buyer_changed", "采购负责人调走，新负责人带来了自己的供应商"),
    ("incentives_changed", "取消返利之后不再下单"),
    ("unknown", ""),
    ("moved_away", "搬到外省，运费划不来"),
    ("enlarged", "我们涨价之后改找本地供货"),
    ("renewed_unsuited", "新版产品和他们的老设备不匹配"),
    ("ceased", "公司停业清算"),
    ("merged", "被集团收购，统一采购"),
    ("renewed_failed", "新产品返修率高，停止采购"),
    ("address_lost", "地址电话都变了，联系不上"),
    ("sudden_event", "负责人病重，业务停了"),
];

impl Portfolio {
    /// Gives every seller customers who were won before the lists of the demo began.
    pub(crate) fn customers_of_old(&mut self) {
        let mut losses = 0;
        for seller in staff::sellers() {
            let count = staff::customers_of_old(seller);
            let lost = if staff::loses_many(seller) { 5 } else { 1 };
            for number in 0..count {
                let loss = (number < lost).then(|| {
                    losses += 1;
                    LOSSES[(losses - 1) % LOSSES.len()]
                });
                self.customer_of_old(seller, loss);
            }
        }
    }

    fn customer_of_old(&mut self, seller: usize, loss: Option<(&'static str, &'static str)>) {
        let kind = if staff::sells_to_organisations(seller) { Kind::Organisation } else { Kind::Person };
        let mut party = self.named(seller, kind);
        let found = self.chance.between((1_250, 1_850));
        party.found_at = self.calendar.worked(found, &mut self.chance);
        let rhythm = self.chance.between((150, 330));
        // who left has not ordered for a while, who stayed is not far from the next order
        let last = if loss.is_some() { self.chance.between((60, 330)) } else { self.chance.between((5, 60)) };
        let mut days = found - self.chance.between((20, 60));
        while days > last {
            let order = self.order(seller, days);
            party.activities.push(order);
            days -= rhythm + self.chance.between((-20, 20));
        }
        let first = self.order(seller, last);
        party.activities.push(first);
        party.activities.sort_by_key(|activity| activity.at);
        party.won_at = party.activities.first().map(|order| order.at);
        party.status = "customer";
        party.tags.push("老客户");
        if let Some((reason, note)) = loss {
            party.status = "prospect";
            let after_last = self.chance.between((5, 40)).min(last - 1);
            party.lost = Some(Lost {
                reason,
                note,
                amount_minor: self.chance.happens(0.7).then(|| self.chance.between((30, 900)) * 100_000),
                at: self
                    .calendar
                    .worked(last - after_last, &mut self.chance)
                    .max(party.activities.last().map_or(party.found_at, |order| order.at)),
            });
        }
        self.parties.push(party);
    }

    /// A visit on which an order was placed.
    fn order(&mut self, seller: usize, days: i64) -> Activity {
        Activity {
            kind: "visit",
            direction: "out",
            outcome: "met",
            note: "当面下单，按老规矩结算。",
            two_way: true,
            objection: None,
            duration_seconds: None,
            new_fact: false,
            trial: false,
            bought: true,
            at: self.calendar.worked(days, &mut self.chance),
            by: seller,
        }
    }

    fn named(&mut self, seller: usize, kind: Kind) -> Party {
        let city = staff::city_of(seller);
        let holds = match kind {
            Kind::Person => Holds::People,
            Kind::Organisation => Holds::Organisations,
        };
        let chance = &mut self.chance;
        let list = self.sources.draw(seller, holds, chance);
        let (market, method) = (self.sources.lists[list].market, self.sources.lists[list].method);
        let (name, phone, facts) = match kind {
            Kind::Person => {
                let name = names::person(chance);
                let facts = people::facts(&name, 0.8, &self.calendar, chance);
                (name.full, Phone { number: self.directory.mobile(chance), label: "mobile" }, facts)
            }
            Kind::Organisation => {
                let trade = chance.pick(companies::TRADES);
                let facts = Facts::from([("industry", trade.industry.to_owned())]);
                let name = self.register.company(&city, &trade, chance);
                (name, Phone { number: self.directory.fixed_line(&city, chance), label: "work" }, facts)
            }
        };
        Party { phones: vec![phone], facts, ..blank(kind, name, seller, list, market, method) }
    }
}
