//! Tells the course of one acquaintance: contacts, answers, signs of intent, tasks, and how it ended.

use method::Timestamp;

use crate::calendar::Calendar;
use crate::chance::Chance;
use crate::courses::{Course, End, Next};
use crate::records::{Activity, Answered, Decision, Kind, Party, SignOfIntent, Task};
use crate::words;

const CRITERIA: &[&str] =
    &["able_to_pay", "has_need", "decides", "easy_to_approach", "eligible", "aware", "responsible"];
const GOLDEN_QUESTIONS: &[&str] =
    &["urgent_need", "favourable_cost_benefit", "positive_attitude", "large_orders", "centre_of_influence"];
const AUTHORITIES: &[&str] = &["decides", "decides", "recommends", "vetoes"];

#[derive(Debug)]
pub(crate) struct Teller<'a> {
    pub(crate) calendar: &'a Calendar,
    pub(crate) english: bool,
}

impl Teller<'_> {
    /// Writes the course into a party that has a name and an owner.
    pub(crate) fn tell(&self, party: &mut Party, course: &Course, chance: &mut Chance) {
        let last = chance.between(course.last);
        let contacts = chance.between(course.contacts);
        // a few days between two contacts at least, the first one some days after the name was found
        let found = chance.between(course.found).max(last + contacts * 4);
        party.found_at = self.calendar.worked(found, chance);
        self.contacts(party, course, found, last, contacts, chance);
        self.answers(party, course, found.min(last + 10), chance);
        self.signs(party, course, chance);
        if let Some(task) = self.task(party, course.next, chance) {
            party.tasks.push(task);
        }
        self.end(party, course.end, chance);
    }

    fn contacts(&self, party: &mut Party, course: &Course, found: i64, last: i64, count: i64, chance: &mut Chance) {
        for number in 0..count {
            let is_last = number + 1 == count;
            // spread evenly between the finding and the last contact
            let days = last + (found - last) * (count - 1 - number) / count;
            let outcome = chance.pick(if is_last { course.ends_with } else { course.outcomes });
            let activity = self.activity(party, outcome, days, chance);
            party.activities.push(activity);
        }
        party.activities.sort_by_key(|activity| activity.at);
    }

    fn activity(&self, party: &Party, outcome: &'static str, days: i64, chance: &mut Chance) -> Activity {
        let (kind, direction) = match outcome {
            "met" => ("visit", "out"),
            "replied" => (chance.pick(&["wechat", "wechat", "email"]), "in"),
            _ => ("call", "out"),
        };
        let two_way = !matches!(outcome, "not_reached" | "wrong_number");
        let duration = match (kind, two_way) {
            ("call", true) => Some(chance.between((60, 1_500))),
            ("visit", _) => Some(chance.between((1_200, 5_400))),
            _ => None,
        };
        let refused = matches!(outcome, "not_interested" | "disqualified" | "do_not_call");
        Activity {
            kind,
            direction,
            outcome,
            note: words::note(outcome, party.kind, self.english, chance),
            two_way,
            objection: (refused || (two_way && chance.happens(0.15))).then(|| words::objection(chance)),
            duration_seconds: duration.and_then(|seconds| i32::try_from(seconds).ok()),
            new_fact: two_way && !refused && chance.happens(0.45),
            trial: false,
            bought: false,
            at: self.calendar.worked(days, chance),
            by: party.owner,
        }
    }

    fn answers(&self, party: &mut Party, course: &Course, days: i64, chance: &mut Chance) {
        let at = party.activities.last().map_or_else(|| self.calendar.worked(days, chance), |activity| activity.at);
        let mut ask = |questions: &[&'static str], known: f64, yes: f64| -> Vec<Answered> {
            questions
                .iter()
                .filter_map(|question| {
                    let yes = chance.happens(yes);
                    let note = words::evidence(yes, chance);
                    chance.known(known, Answered { question, yes, note, at })
                })
                .collect()
        };
        party.screening = ask(CRITERIA, course.known, course.yes);
        party.golden = ask(GOLDEN_QUESTIONS, course.known * 0.7, course.yes * 0.8);
        if course.end == End::Golden {
            party.golden = ask(GOLDEN_QUESTIONS, 1.0, 1.0);
        }
        if party.authority.is_none() {
            let decides = party.screening.iter().find(|answer| answer.question == "decides").map(|answer| answer.yes);
            party.authority = decides.map(|yes| if yes { chance.pick(AUTHORITIES) } else { "none" });
        }
    }

    fn signs(&self, party: &mut Party, course: &Course, chance: &mut Chance) {
        let spoken: Vec<usize> = (0..party.activities.len()).filter(|index| party.activities[*index].two_way).collect();
        let Some(&newest) = spoken.last() else { return };
        for (kind, share) in course.signs {
            if chance.happens(*share) {
                // most of what counts was heard in the newest talks
                let activity = if chance.happens(0.7) { newest } else { chance.pick(&spoken) };
                party.signs.push(SignOfIntent { kind, at: party.activities[activity].at, activity: Some(activity) });
                party.activities[activity].trial |= *kind == "trial";
            }
        }
        party.signs.sort_by_key(|sign| sign.at);
    }

    fn task(&self, party: &Party, next: Next, chance: &mut Chance) -> Option<Task> {
        let (kind, title, days) = match next {
            Next::Nothing => return None,
            Next::Promise(days) => ("promise", words::promise(party.kind, chance), days),
            Next::CallBack(days) => ("call_back", "按约定时间回电", days),
            Next::Meeting(days) => ("meeting", "见面做需求分析", days),
            Next::FindContact => ("find_contact", "核实正确的联系方式", (0, 3)),
            Next::DecideVisit => ("decide_visit", "决定是否继续拜访", (0, 5)),
        };
        let created_at = party.activities.last().map_or(party.found_at, |activity| activity.at);
        let due_at = self.calendar.at_hour(chance.between(days), chance.between((9, 18)));
        Some(Task {
            kind,
            title,
            // what was agreed after the talk cannot have been due before it
            due_at: due_at.max(created_at.plus_hours(1)),
            done: false,
            created_at,
            activity: party.activities.len().checked_sub(1),
        })
    }

    fn end(&self, party: &mut Party, end: End, chance: &mut Chance) {
        let Some(at) = party.activities.last().map(|activity| activity.at) else { return };
        match end {
            End::Open => {}
            End::Golden => party.tags.push("重点跟进"),
            End::Won => self.win(party, chance),
            End::Cultivated => {
                party.decision = Some(decision("do_not_give_up", "条件暂时不具备，保持联系", "unknown", at))
            }
            End::GivenUp => {
                let (reason, cause) = words::reason_to_give_up(chance);
                party.decision = Some(decision("give_up", reason, cause, at));
            }
            End::AskedToStop => party.do_not_contact_since = Some(at),
        }
    }

    /// The order came with one of the later contacts; the promised talk after the purchase was kept.
    fn win(&self, party: &mut Party, chance: &mut Chance) {
        let count = party.activities.len();
        let deciding = count - 1 - usize::from(count > 2 && chance.happens(0.6));
        let won_at = party.activities[deciding].at;
        party.won_at = Some(won_at);
        party.activities[deciding].bought = true;
        party.status = "customer";
        party.tags.push(match party.kind {
            Kind::Person => "已投保",
            Kind::Organisation => "已成交",
        });
        party.tasks.push(Task {
            kind: "promise",
            title: "成交后一周回访，问有没有困难和建议",
            due_at: won_at.plus_days(7.0),
            done: won_at.plus_days(9.0) < party.activities[count - 1].at || chance.happens(0.85),
            created_at: won_at,
            activity: Some(deciding),
        });
    }
}

fn decision(decision: &'static str, reason: &'static str, cause: &'static str, at: Timestamp) -> Decision {
    Decision { decision, reason, cause, at }
}
