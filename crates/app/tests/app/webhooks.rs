//! Telling other systems: in the transaction of the change, signed, again until it arrives, and only so often.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use app::webhooks::{Courier, DeliveryState, DeliveryView, Parcel, Reachable, Reply, Undelivered, WebhookState};
use async_trait::async_trait;
use serde_json::{Value, json};
use test_support::on_both_databases;
use uuid::Uuid;

use crate::team::{Team, code, read, wrong_fields};

/// Answers as it is told to, and remembers what it carried.
#[derive(Debug, Default)]
struct Recorder {
    answers: Mutex<VecDeque<Result<u16, Undelivered>>>,
    carried: Mutex<Vec<Parcel>>,
    reachable: Reachable,
}

#[async_trait]
impl Courier for Recorder {
    fn reachable(&self) -> &Reachable {
        &self.reachable
    }

    async fn carry(&self, parcel: Parcel) -> Result<Reply, Undelivered> {
        self.carried.lock().unwrap().push(parcel);
        let answer = self.answers.lock().unwrap().pop_front().unwrap_or(Ok(204));
        answer.map(|status| Reply { status, body: "thanks".to_owned() })
    }
}

impl Recorder {
    fn will_answer(&self, answers: impl IntoIterator<Item = Result<u16, Undelivered>>) {
        self.answers.lock().unwrap().extend(answers);
    }

    fn carried(&self) -> Vec<Parcel> {
        std::mem::take(&mut self.carried.lock().unwrap())
    }
}

fn header<'a>(parcel: &'a Parcel, name: &str) -> &'a str {
    &parcel.headers.iter().find(|(known, _)| *known == name).expect("a header").1
}

async fn subscribed(team: &Team, events: &[&str]) -> (Uuid, Arc<Recorder>) {
    let recorder = Arc::new(Recorder::default());
    team.app.carry_with(recorder.clone());
    let asked = json!({ "name": "仓库", "url": "https://hooks.example.com/tuoke", "events": events });
    let made = team.app.create_webhook(&team.admin, read(asked)).await.unwrap();
    (made.webhook.id, recorder)
}

async fn sent(team: &Team, hook: Uuid) -> Vec<DeliveryView> {
    team.app.deliveries(&team.admin, hook, read(json!({}))).await.unwrap().items
}

async fn deliver(team: &Team) -> usize {
    team.app.deliver_due().await.unwrap()
}

on_both_databases! {
    async fn what_happens_is_told_once_with_ids_and_codes_only(team: Team) {
        let (hook, recorder) = subscribed(&team, &["party_created"]).await;
        let party = team.party(&team.chen, json!({ "name": "张三", "phones": ["13812345678"] })).await.summary.id;
        assert_eq!((deliver(&team).await, deliver(&team).await), (1, 0));
        let parcel = recorder.carried().pop().unwrap();
        let body: Value = serde_json::from_str(&parcel.body).unwrap();
        assert_eq!((&body["type"], &body["data"]["subject"]["id"]), (&json!("party_created"), &json!(party)));
        assert!(!parcel.body.contains("张三") && !parcel.body.contains("5678"), "{}", parcel.body);
        assert!(header(&parcel, "webhook-signature").starts_with("v1,"));
        let listed = &sent(&team, hook).await[0];
        assert_eq!((listed.state, listed.status, listed.attempts), (DeliveryState::Delivered, Some(204), 1));
        assert_eq!(header(&parcel, "webhook-id"), listed.event_id.to_string());
    }

    async fn a_change_that_is_not_committed_is_not_told(team: Team) {
        let (_, recorder) = subscribed(&team, &["party_changed"]).await;
        let party = team.prospect("张三").await;
        let late = team.app.edit_party(&team.chen, party, read(json!({ "version": 99, "name": "李四" }))).await;
        assert_eq!(code(late), "changed_meanwhile");
        assert_eq!((deliver(&team).await, recorder.carried().len()), (0, 0));
    }

    async fn what_does_not_arrive_is_tried_eight_times_within_a_day_then_given_up_with_an_alert(team: Team) {
        let (hook, recorder) = subscribed(&team, &["party_created"]).await;
        recorder.will_answer([Err(Undelivered::Timeout), Ok(500), Ok(302), Ok(404)]);
        recorder.will_answer([Err(Undelivered::Unreachable); 4]);
        team.prospect("张三").await;
        let began = team.app.now().as_millis();
        let mut tried = 0;
        for _ in 0..200 {
            tried += deliver(&team).await;
            team.clock.forward(10 * 60_000);
        }
        assert_eq!(tried, 8);
        let listed = sent(&team, hook).await.remove(0);
        assert_eq!((listed.state, listed.error.as_deref()), (DeliveryState::Dead, Some("unreachable")));
        assert!(listed.tried_at.unwrap().as_millis() - began <= 30 * 3_600_000);
        let ids: Vec<String> = recorder.carried().iter().map(|parcel| header(parcel, "webhook-id").to_owned()).collect();
        assert!(ids.windows(2).all(|pair| pair[0] == pair[1]), "each attempt has the one id");
        let alerts = team.app.alerts(&team.admin).await.unwrap();
        assert_eq!(alerts.iter().filter(|alert| alert.kind == "webhook_given_up").count(), 1);
        // sent again by hand, it arrives
        team.app.replay_delivery(&team.admin, hook, listed.id).await.unwrap();
        deliver(&team).await;
        assert_eq!(sent(&team, hook).await[0].state, DeliveryState::Delivered);
    }

    async fn a_period_is_sent_again(team: Team) {
        let (hook, recorder) = subscribed(&team, &["party_created"]).await;
        for name in ["甲", "乙", "丙"] {
            team.prospect(name).await;
            team.clock.forward(60_000);
        }
        while deliver(&team).await > 0 {}
        assert_eq!(recorder.carried().len(), 3);
        let all = sent(&team, hook).await;
        let period = json!({ "from": all[1].at, "to": all[0].at, "delivered_too": true });
        assert_eq!(team.app.replay(&team.admin, hook, read(period)).await.unwrap().count, 1);
        deliver(&team).await;
        assert_eq!(header(&recorder.carried()[0], "webhook-id"), all[1].event_id.to_string());
    }

    async fn whoever_fails_for_days_is_switched_off_and_loses_nothing(team: Team) {
        let (hook, recorder) = subscribed(&team, &["party_created"]).await;
        recorder.will_answer(vec![Ok(500); 400]);
        for day in 0..4 {
            team.prospect(&format!("客户{day}")).await;
            for _ in 0..24 {
                deliver(&team).await;
                team.clock.forward(3_600_000);
            }
        }
        let view = team.app.webhook(&team.admin, hook).await.unwrap();
        assert_eq!(view.state, WebhookState::Disabled);
        recorder.answers.lock().unwrap().clear();
        team.prospect("晚来的").await;
        assert_eq!(deliver(&team).await, 0, "nothing goes to whoever is switched off");
        let on = read(json!({ "state": "active", "version": view.version }));
        team.app.edit_webhook(&team.admin, hook, on).await.unwrap();
        recorder.carried();
        while deliver(&team).await > 0 {}
        assert!(!recorder.carried().is_empty(), "what happened meanwhile was kept");
    }

    async fn for_a_day_both_secrets_sign(team: Team) {
        let (hook, recorder) = subscribed(&team, &["party_created"]).await;
        team.app.rotate_secret(&team.admin, hook).await.unwrap();
        let signatures = async |team: &Team| {
            team.app.ping_webhook(&team.admin, hook).await.unwrap();
            deliver(team).await;
            header(&recorder.carried()[0], "webhook-signature").split(' ').count()
        };
        assert_eq!(signatures(&team).await, 2);
        team.clock.forward(25 * 3_600_000);
        assert_eq!(signatures(&team).await, 1);
    }

    async fn a_delivery_that_a_killed_process_had_is_sent_by_the_next(team: Team) {
        let (_, recorder) = subscribed(&team, &["party_created"]).await;
        team.prospect("张三").await;
        // taken under a lease, and never heard of again
        let now = team.app.now().as_millis();
        let tx = team.db.store().begin().await.unwrap();
        let taken = store::webhooks::take_due(&tx, now, now + 60_000, 8).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(taken.len(), 1);
        assert_eq!(deliver(&team).await, 0, "somebody has it");
        team.clock.forward(61_000);
        assert_eq!((deliver(&team).await, recorder.carried().len()), (1, 1));
    }

    async fn classes_wins_and_imports_are_told_of(team: Team) {
        let (hook, _) = subscribed(&team, &["class_changed", "contact_logged", "party_assigned"]).await;
        let party = team.prospect("张三").await;
        for criterion in ["able_to_pay", "easy_to_approach", "decides"] {
            team.answer(party, &format!("screening.{criterion}"), "yes").await;
        }
        let given = json!({ "ids": [party], "owner_id": team.li.user });
        team.app.assign(&team.lin, read(given)).await.unwrap();
        let kinds: Vec<String> = sent(&team, hook).await.into_iter().map(|one| one.event).collect();
        for kind in ["class_changed", "party_assigned"] {
            assert!(kinds.iter().any(|known| known == kind), "{kind} in {kinds:?}");
        }
    }

    async fn only_administrators_look_after_webhooks_and_addresses_inside_are_refused(team: Team) {
        let asked = |url: &str| read(json!({ "name": "x", "url": url, "events": ["party_created"] }));
        assert_eq!(code(team.app.create_webhook(&team.lin, asked("https://example.com")).await), "forbidden");
        for (url, fault) in [
            ("https://10.0.0.1/", "/url address_refused"),
            ("http://example.com/", "/url https_needed"),
            ("nonsense", "/url malformed"),
        ] {
            assert_eq!(wrong_fields(team.app.create_webhook(&team.admin, asked(url)).await), [fault]);
        }
    }
}
