//! The one policy for contact: every path to a number and every contact that goes out asks it.

use method::contact_policy::{Channel, Deed, Permission, PolicyRule, Remedy, RevealReason};
use serde_json::json;
use test_support::on_both_databases;
use uuid::Uuid;

use crate::team::{DAY, HOUR, TO_CONTACT, Team, code, read, wrong_fields};
use app::{Actor, contact_policy::Reveal};

async fn answer(team: &Team, actor: &Actor, party: Uuid, deed: Deed, channel: Channel) -> Permission {
    let permissions = team.app.permissions(actor, party).await.unwrap();
    permissions.items.iter().find(|item| item.deed == deed && item.channel == channel).unwrap().answer.value
}

async fn number_of(team: &Team, party: Uuid) -> Uuid {
    team.app.party(&team.admin, party).await.unwrap().contacts[0].id
}

async fn consent(
    team: &Team,
    party: Uuid,
    channel: Option<&str>,
    given: bool,
    note: &str,
) -> Result<(), app::AppError> {
    let asked = json!({ "channel": channel, "given": given, "source": "spoken", "note": note });
    team.app.record_consent(&team.chen, party, read(asked)).await.map(drop)
}

on_both_databases! {
    async fn withdrawing_every_channel_is_the_wish_not_to_be_contacted(team: Team) {
        let party = team.prospect("张三").await;
        let phone = number_of(&team, party).await;
        consent(&team, party, None, false, "").await.unwrap();
        assert!(team.app.party(&team.chen, party).await.unwrap().do_not_contact);
        for channel in [Channel::Call, Channel::Letter, Channel::Email] {
            let refused = Permission::No { because: PolicyRule::DoNotContact, remedy: Remedy::TheyAsk };
            assert_eq!(answer(&team, &team.chen, party, Deed::Contact, channel).await, refused);
        }
        assert_eq!(code(team.app.reveal_contact(&team.chen, party, phone, TO_CONTACT).await), "contact_policy");
        let to_check = Reveal { reason: RevealReason::ToCheck };
        assert!(team.app.reveal_contact(&team.chen, party, phone, to_check).await.is_ok());

        assert_eq!(wrong_fields(consent(&team, party, None, true, " ").await), ["/note required"]);
        team.clock.forward(DAY);
        consent(&team, party, None, true, "他打来电话，同意再联系").await.unwrap();
        assert!(!team.app.party(&team.chen, party).await.unwrap().do_not_contact);
        assert!(answer(&team, &team.chen, party, Deed::Contact, Channel::Call).await.is_allowed());
        let ledger = team.app.consents(&team.chen, party).await.unwrap();
        assert_eq!(ledger.iter().map(|entry| entry.given).collect::<Vec<_>>(), [true, false], "nothing is overwritten");
    }

    async fn a_channel_withdrawn_leaves_the_others_open(team: Team) {
        let party = team.prospect("张三").await;
        consent(&team, party, Some("call"), false, "").await.unwrap();
        let refused = Permission::No { because: PolicyRule::ConsentWithdrawn, remedy: Remedy::RecordConsent };
        assert_eq!(answer(&team, &team.chen, party, Deed::Contact, Channel::Call).await, refused);
        assert!(answer(&team, &team.chen, party, Deed::Contact, Channel::Wechat).await.is_allowed());
        assert!(!team.app.party(&team.chen, party).await.unwrap().do_not_contact);
    }

    async fn selling_by_mail_needs_a_consent_on_record(team: Team) {
        let party = team.prospect("张三").await;
        let refused = Permission::No { because: PolicyRule::ConsentMissing, remedy: Remedy::RecordConsent };
        assert_eq!(answer(&team, &team.chen, party, Deed::Sell, Channel::Email).await, refused);
        consent(&team, party, Some("email"), true, "展会填表").await.unwrap();
        assert!(answer(&team, &team.chen, party, Deed::Sell, Channel::Email).await.is_allowed());
    }

    async fn a_wish_heard_in_a_call_stands_in_the_ledger_until_it_is_taken_back(team: Team) {
        let party = team.prospect("张三").await;
        let logged = team.log(&team.chen, party, json!({ "outcome": "do_not_call" })).await;
        assert_eq!(team.app.consents(&team.chen, party).await.unwrap().len(), 1);
        team.app.undo_activity(&team.chen, party, logged.activity_id).await.unwrap();
        assert!(team.app.consents(&team.chen, party).await.unwrap().is_empty());
        assert!(answer(&team, &team.chen, party, Deed::Contact, Channel::Call).await.is_allowed());
    }

    async fn a_contact_that_went_out_keeps_what_the_policy_said_to_it(team: Team) {
        let party = team.prospect("张三").await;
        let kept = async || {
            let activities = store::timeline::activities_before(team.db.store(), party, i64::MAX, 1).await.unwrap();
            activities[0].permission.clone()
        };
        team.log(&team.chen, party, json!({ "outcome": "spoke" })).await;
        assert_eq!(kept().await.as_deref(), Some("allowed"));
        team.clock.forward(12 * HOUR);
        let at_night = team.log(&team.chen, party, json!({ "outcome": "spoke" })).await;
        assert!(!at_night.permission.unwrap().value.is_allowed(), "what happened is logged, and so is the hour");
        assert_eq!(kept().await.as_deref(), Some("allowed_hours"));
        team.log(&team.chen, party, json!({ "direction": "in", "outcome": "spoke" })).await;
        assert_eq!(kept().await, None, "who calls us is not asked");
        assert!(team.app.alerts(&team.admin).await.unwrap().is_empty());
    }

    async fn a_contact_against_the_wish_is_told_to_the_administrator(team: Team) {
        let party = team.prospect("张三").await;
        consent(&team, party, Some("wechat"), false, "").await.unwrap();
        team.log(&team.chen, party, json!({ "kind": "wechat", "outcome": "not_reached" })).await;
        let alerts = team.app.alerts(&team.admin).await.unwrap();
        assert_eq!(alerts.len(), 1);
        assert_eq!((alerts[0].kind.as_str(), alerts[0].party.as_ref().unwrap().id), ("against_wish", party));
        assert_eq!(alerts[0].user.as_ref().unwrap().name, "chen");
        let seen = team.app.see_alert(&team.admin, alerts[0].id).await.unwrap();
        assert_eq!(seen.seen_by.unwrap().name, "admin");
        assert!(team.app.alerts(&team.lin).await.unwrap().is_empty(), "a manager sees what is about the teams only");
        assert_eq!(code(team.app.see_alert(&team.lin, alerts[0].id).await), "not_found");
        assert_eq!(code(team.app.alerts(&team.chen).await), "forbidden");
        assert_eq!(code(team.app.see_alert(&team.chen, alerts[0].id).await), "forbidden");
    }

    async fn attempts_count_over_colleagues_and_channels(team: Team) {
        let party = team.prospect("张三").await;
        team.log(&team.chen, party, json!({ "kind": "sms", "outcome": "not_reached" })).await;
        team.clock.forward(4 * HOUR);
        team.log(&team.lin, party, json!({ "kind": "call", "outcome": "not_reached" })).await;
        team.clock.forward(3 * HOUR);
        match answer(&team, &team.chen, party, Deed::Contact, Channel::Wechat).await {
            Permission::NotNow { because, .. } => assert_eq!(because, PolicyRule::AttemptsPerDay),
            other => panic!("two attempts were made today: {other:?}"),
        }
    }

    async fn what_nobody_holds_is_claimed_before_its_number_is_seen(team: Team) {
        let party = team.prospect("张三").await;
        let phone = number_of(&team, party).await;
        team.app.assign(&team.admin, read(json!({ "ids": [party], "owner_id": null }))).await.unwrap();
        let refused = Permission::No { because: PolicyRule::Holder, remedy: Remedy::Claim };
        assert_eq!(answer(&team, &team.chen, party, Deed::Contact, Channel::Call).await, refused);
        for reason in [RevealReason::ToContact, RevealReason::ToCheck] {
            assert_eq!(code(team.app.reveal_contact(&team.chen, party, phone, Reveal { reason }).await), "contact_policy");
        }
        assert!(team.app.reveal_contact(&team.admin, party, phone, TO_CONTACT).await.is_ok());
    }

    async fn the_hours_are_those_of_the_persons_own_zone(team: Team) {
        let party = team.prospect("张三").await;
        let version = team.app.party(&team.chen, party).await.unwrap().version;
        let edit = |zone: &str| read(json!({ "version": version, "time_zone": zone }));
        assert_eq!(wrong_fields(team.app.edit_party(&team.chen, party, edit("Mars/Olympus")).await), ["/time_zone unknown"]);
        team.app.edit_party(&team.chen, party, edit("Europe/Berlin")).await.unwrap();
        match answer(&team, &team.chen, party, Deed::Contact, Channel::Call).await {
            Permission::NotNow { because, .. } => assert_eq!(because, PolicyRule::AllowedHours),
            other => panic!("it is three at night in Berlin: {other:?}"),
        }
    }

    async fn unusually_many_numbers_seen_are_told_once_a_day(team: Team) {
        let party = team.prospect("张三").await;
        let phone = number_of(&team, party).await;
        for _ in 0..151 {
            team.app.reveal_contact(&team.chen, party, phone, TO_CONTACT).await.unwrap();
        }
        let alerts = team.app.alerts(&team.admin).await.unwrap();
        assert_eq!(alerts.iter().map(|alert| alert.kind.as_str()).collect::<Vec<_>>(), ["many_reveals"]);
        assert_eq!(alerts[0].detail["today"], 150);
        let audit = team.app.audit_records(&team.admin, Some(&party.to_string()), None).await.unwrap();
        assert_eq!(audit.items[0].detail["reason"], "to_contact", "why it was shown is in the audit");
    }
}
