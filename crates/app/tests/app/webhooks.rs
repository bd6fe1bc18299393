//! Telling other systems: in the transaction of the change, signed, again until it arrives, and only so often.

use std::{
    collections::{BTreeSet, VecDeque},
    sync::{Arc, Mutex},
};

use app::{
    Actor, Role,
    webhooks::{Courier, DeliveryState, DeliveryView, NewWebhook, Parcel, Reachable, Reply, Undelivered, WebhookState},
};
use async_trait::async_trait;
use method::{Coded, events::EventKind};
use serde_json::{Value, json};
use test_support::on_both_databases;
use uuid::Uuid;

use crate::team::{HOUR, MINUTE, Team, code, read, wrong_fields};

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
    (subscription(team, &team.admin, events).await.webhook.id, recorder)
}

async fn subscription(team: &Team, actor: &Actor, events: &[&str]) -> NewWebhook {
    let asked = json!({ "name": "仓库", "url": "https://hooks.example.com/tuoke", "events": events });
    team.app.create_webhook(actor, read(asked)).await.unwrap()
}

fn ids(parcels: &[Parcel]) -> Vec<String> {
    parcels.iter().map(|parcel| header(parcel, "webhook-id").to_owned()).collect()
}

fn bodies(parcels: &[Parcel]) -> Vec<Value> {
    parcels.iter().map(|parcel| serde_json::from_str(&parcel.body).unwrap()).collect()
}

/// Kinds of the alerts that there are about webhooks.
async fn alerts(team: &Team) -> Vec<(String, Value)> {
    let all = team.app.alerts(&team.admin).await.unwrap();
    all.into_iter().filter(|alert| alert.kind.starts_with("webhook")).map(|alert| (alert.kind, alert.detail)).collect()
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
            team.clock.forward(10 * MINUTE);
        }
        assert_eq!(tried, 8);
        let listed = sent(&team, hook).await.remove(0);
        assert_eq!((listed.state, listed.error.as_deref()), (DeliveryState::Dead, Some("unreachable")));
        assert!(listed.tried_at.unwrap().as_millis() - began <= 30 * HOUR);
        let ids = ids(&recorder.carried());
        assert!(ids.windows(2).all(|pair| pair[0] == pair[1]), "each attempt has the one id");
        let alerts = alerts(&team).await;
        assert_eq!(alerts.iter().map(|(kind, _)| kind.as_str()).collect::<Vec<_>>(), ["webhook_given_up"]);
        // sent again by hand, it arrives
        team.app.replay_delivery(&team.admin, hook, listed.id).await.unwrap();
        deliver(&team).await;
        assert_eq!(sent(&team, hook).await[0].state, DeliveryState::Delivered);
    }

    async fn a_period_is_sent_again(team: Team) {
        let (hook, recorder) = subscribed(&team, &["party_created"]).await;
        for name in ["甲", "乙", "丙"] {
            team.prospect(name).await;
            team.clock.forward(MINUTE);
        }
        assert_eq!((deliver(&team).await, recorder.carried().len()), (3, 3));
        let all = sent(&team, hook).await;
        let period = json!({ "from": all[1].at, "to": all[0].at, "delivered_too": true });
        assert_eq!(team.app.replay(&team.admin, hook, read(period)).await.unwrap().count, 1);
        deliver(&team).await;
        assert_eq!(ids(&recorder.carried()), [all[1].event_id.to_string()]);
        // without an end, everything since
        let since = json!({ "from": all[1].at, "delivered_too": true });
        assert_eq!(team.app.replay(&team.admin, hook, read(since)).await.unwrap().count, 2);
        // what happens now comes behind
        team.prospect("丁").await;
        deliver(&team).await;
        let carried = ids(&recorder.carried());
        assert_eq!(carried[..2], [all[1].event_id.to_string(), all[0].event_id.to_string()]);
        assert_eq!(carried.len(), 3);
    }

    async fn nothing_overtakes_what_did_not_arrive(team: Team) {
        let (hook, recorder) = subscribed(&team, &["party_created"]).await;
        recorder.will_answer([Err(Undelivered::Timeout)]);
        for name in ["甲", "乙", "丙"] {
            team.prospect(name).await;
        }
        assert_eq!(deliver(&team).await, 1, "the others wait behind the first");
        assert_eq!(deliver(&team).await, 0, "and nothing is tried again before its time");
        team.clock.forward(MINUTE);
        assert_eq!(deliver(&team).await, 3);
        let mut inorder: Vec<String> = sent(&team, hook).await.iter().map(|one| one.event_id.to_string()).collect();
        inorder.reverse();
        let carried = ids(&recorder.carried());
        assert_eq!((&carried[0], &carried[1..]), (&inorder[0], &inorder[..]));
    }

    async fn two_servers_do_not_send_at_once(team: Team) {
        let (_, recorder) = subscribed(&team, &["party_created"]).await;
        let other = team.second_server().await;
        other.carry_with(recorder.clone());
        for i in 0..10 {
            team.prospect(&format!("客户{i}")).await;
        }
        let (one, two) = tokio::join!(team.app.deliver_due(), other.deliver_due());
        assert_eq!(one.unwrap() + two.unwrap(), 10);
        let carried = ids(&recorder.carried());
        assert_eq!(carried.len(), 10);
        assert!(carried.is_sorted(), "in their order");
    }

    async fn whoever_fails_for_days_is_switched_off_and_loses_nothing(team: Team) {
        let (hook, recorder) = subscribed(&team, &["party_created"]).await;
        recorder.will_answer(vec![Ok(500); 400]);
        for day in 0..4 {
            team.prospect(&format!("客户{day}")).await;
            for _ in 0..24 {
                deliver(&team).await;
                team.clock.forward(HOUR);
            }
        }
        let view = team.app.webhook(&team.admin, hook).await.unwrap();
        assert_eq!(view.state, WebhookState::Disabled);
        let (kind, detail) = alerts(&team).await.remove(0);
        assert_eq!((kind.as_str(), &detail["why"]), ("webhook_disabled", &json!("failing")));
        assert_eq!(team.audited(&hook.to_string()).await[0], "webhook_disabled");
        recorder.answers.lock().unwrap().clear();
        team.prospect("晚来的").await;
        assert_eq!(deliver(&team).await, 0, "nothing goes to whoever is switched off");
        let on = read(json!({ "state": "active", "version": view.version }));
        team.app.edit_webhook(&team.admin, hook, on).await.unwrap();
        recorder.carried();
        deliver(&team).await;
        let newest = sent(&team, hook).await.remove(0);
        assert_eq!(ids(&recorder.carried()).last(), Some(&newest.event_id.to_string()), "what happened meanwhile was kept");
    }

    async fn whoever_answers_gone_is_switched_off_at_once(team: Team) {
        let (hook, recorder) = subscribed(&team, &["party_created"]).await;
        recorder.will_answer([Ok(410)]);
        team.prospect("张三").await;
        deliver(&team).await;
        assert_eq!(team.app.webhook(&team.admin, hook).await.unwrap().state, WebhookState::Disabled);
        assert_eq!(alerts(&team).await[0].1["why"], "gone");
    }

    async fn it_is_told_with_the_rights_of_whoever_keeps_it(team: Team) {
        let recorder = Arc::new(Recorder::default());
        team.app.carry_with(recorder.clone());
        let roles = async |roles: &[Role]| {
            team.app.edit_user(&team.admin, team.lin.user, read(json!({ "roles": roles }))).await.unwrap();
            team.app.actor(team.lin.user).await.unwrap().unwrap()
        };
        let lin = roles(&[Role::Administrator]).await;
        let hook = subscription(&team, &lin, &["party_created"]).await.webhook;
        assert_eq!(hook.acts_as.unwrap().id, lin.user);
        roles(&[Role::Manager]).await;
        team.prospect("张三").await;
        assert_eq!((deliver(&team).await, recorder.carried().len()), (0, 0));
        let view = team.app.webhook(&team.admin, hook.id).await.unwrap();
        assert_eq!((view.state, alerts(&team).await[0].1["why"].as_str()), (WebhookState::Disabled, Some("nobody_answers")));
        // an administrator who lets it go on answers for it
        let on = read(json!({ "state": "active" }));
        let view = team.app.edit_webhook(&team.admin, hook.id, on).await.unwrap();
        assert_eq!(view.acts_as.unwrap().id, team.admin.user);
        assert_eq!(deliver(&team).await, 1, "what happened meanwhile was kept");
    }

    async fn secrets_are_sealed_and_shown_once(team: Team) {
        let made = subscription(&team, &team.admin, &["party_created"]).await;
        let rotated = team.app.rotate_secret(&team.admin, made.webhook.id).await.unwrap();
        assert!(made.secret.starts_with("whsec_") && made.secret != rotated.secret);
        let listed = serde_json::to_string(&team.app.webhooks(&team.admin).await.unwrap()).unwrap();
        assert!(!listed.contains("whsec_"));
        let known = |line: &str| line.contains("whsec_") || line.contains(&made.secret[6..]) || line.contains(&rotated.secret[6..]);
        assert!(!team.db.every_row().await.iter().any(|(_, line)| known(line)));
    }

    async fn what_cannot_be_signed_is_not_sent(team: Team) {
        let (hook, recorder) = subscribed(&team, &["party_created"]).await;
        team.prospect("张三").await;
        // a server on a copy of the data, without the key
        let elsewhere = tempfile::tempdir().unwrap();
        let other = team.second_server().await.with_secret_key(elsewhere.path().join("other.key"));
        other.carry_with(recorder.clone());
        assert_eq!(other.deliver_due().await.unwrap(), 1);
        assert!(recorder.carried().is_empty());
        assert_eq!(sent(&team, hook).await[0].error.as_deref(), Some("secret_unreadable"));
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
        team.clock.forward(25 * HOUR);
        assert_eq!(signatures(&team).await, 1);
    }

    async fn a_delivery_that_a_killed_process_had_is_sent_by_the_next(team: Team) {
        let (hook, recorder) = subscribed(&team, &["party_created"]).await;
        team.prospect("张三").await;
        // taken under a lease, and never heard of again
        let now = team.app.now().as_millis();
        let tx = team.db.store().begin().await.unwrap();
        assert!(store::webhooks::lease(&tx, hook, store::new_id(now), now, MINUTE).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(deliver(&team).await, 0, "somebody has it");
        team.clock.forward(MINUTE + 1);
        assert_eq!((deliver(&team).await, recorder.carried().len()), (1, 1));
    }

    async fn what_others_have_to_know_of_is_told(team: Team) {
        let all: Vec<&str> = EventKind::subscribed().map(Coded::code).collect();
        let (hook, recorder) = subscribed(&team, &all).await;
        let party = team.party(&team.chen, json!({ "name": "张三", "phones": ["13812345678"] })).await.summary.id;
        for criterion in ["able_to_pay", "easy_to_approach", "decides"] {
            team.answer(party, &format!("screening.{criterion}"), "yes").await;
        }
        let given = json!({ "ids": [party], "owner_id": team.li.user });
        team.app.assign(&team.lin, read(given)).await.unwrap();
        let released = json!({ "reason": "电话 13812345678 一直打不通" });
        team.app.release(&team.li, party, read(released)).await.unwrap();
        team.app.claim(&team.zhao, party).await.unwrap();
        let logged = team.log(&team.zhao, party, json!({ "outcome": "not_reached" })).await;
        team.app.undo_activity(&team.zhao, party, logged.activity_id).await.unwrap();
        let objection = json!({ "given": false, "source": "written", "note": "别再打 13812345678" });
        team.app.record_consent(&team.zhao, party, read(objection)).await.unwrap();
        deliver(&team).await;
        let told = bodies(&recorder.carried());
        let kinds: BTreeSet<&str> = told.iter().filter_map(|body| body["type"].as_str()).collect();
        for kind in [
            "party_created", "party_changed", "class_changed", "party_assigned", "consent_recorded", "contact_logged",
            "contact_taken_back",
        ] {
            assert!(kinds.contains(kind), "{kind} in {kinds:?}");
        }
        let owners: Vec<&Value> = told
            .iter()
            .filter(|body| body["type"] == "party_assigned")
            .map(|body| {
                assert_eq!(body["data"]["detail"]["parties"], json!([party]));
                &body["data"]["subject"]["id"]
            })
            .collect();
        assert_eq!(owners, [&json!(team.li.user), &Value::Null, &json!(team.zhao.user)]);
        let text = json!(told).to_string();
        assert!(!text.contains("1381234") && !text.contains("张三"), "neither numbers nor words of people: {text}");
        assert_eq!(sent(&team, hook).await.len(), told.len());
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
        let hook = team.app.create_webhook(&team.admin, asked("https://example.com")).await.unwrap().webhook.id;
        team.app.ping_webhook(&team.admin, hook).await.unwrap();
        let delivery = sent(&team, hook).await[0].id;
        assert_eq!(code(team.app.deliveries(&team.lin, hook, read(json!({}))).await), "forbidden");
        assert_eq!(code(team.app.replay_delivery(&team.lin, hook, delivery).await), "forbidden");
        let since = || read(json!({ "from": team.app.now() }));
        assert_eq!(code(team.app.replay(&team.lin, hook, since()).await), "forbidden");
        team.app.replay(&team.admin, hook, since()).await.unwrap();
        team.app.rotate_secret(&team.admin, hook).await.unwrap();
        team.app.delete_webhook(&team.admin, hook, None).await.unwrap();
        let audited = ["deleted", "secret_changed", "replayed", "pinged", "created"];
        assert_eq!(team.audited(&hook.to_string()).await, audited.map(|what| format!("webhook_{what}")));
    }
}
