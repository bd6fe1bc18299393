//! Merging: nothing is lost, what must survive does, and one of two wins.

use app::AppError;
use serde_json::json;
use test_support::on_both_databases;
use uuid::Uuid;

use super::{merge, merge_as, two, undo, version};
use crate::team::{DAY, Team, code, read};

async fn activity_ids(team: &Team, party: Uuid) -> Vec<Uuid> {
    store::merges::belongings(team.db.store(), "activity", party).await.unwrap()
}

on_both_databases! {
    async fn everything_that_belongs_to_the_merged_record_changes_hands(team: Team) {
        let (kept, merged) = two(&team).await;
        let ours = team.log(&team.chen, kept, json!({ "outcome": "not_reached" })).await.activity_id;
        team.clock.forward(DAY);
        let theirs = team.log(&team.chen, merged, json!({ "outcome": "spoke", "kind": "call" })).await.activity_id;
        let task = json!({ "title": "寄资料", "due_at": team.now().plus_days(3.0) });
        team.app.create_task(&team.chen, merged, read(task)).await.unwrap();
        team.answer(merged, "screening.has_need", "yes").await;
        let done = merge(&team, kept, merged).await;
        let record = done.party;
        assert_eq!(record.facts["employer"], "上海华信电子有限公司");
        assert_eq!(record.facts["need"], "养老");
        assert_eq!(record.contacts.iter().filter(|c| c.kind == "phone").count(), 2, "the same number once");
        assert_eq!(record.contacts.iter().filter(|c| c.kind == "email").count(), 1);
        assert_eq!(record.addresses.len(), 1);
        let mut tags = record.summary.tags.clone();
        tags.sort();
        assert_eq!(tags, ["展会", "老客户"]);
        let mut activities = activity_ids(&team, kept).await;
        activities.sort();
        assert_eq!(activities, [ours, theirs]);
        let row = team.row(kept).await;
        assert_eq!((row.contact_count, row.two_way_count, row.unanswered), (2, 1, 0));
        assert_eq!(store::timeline::open_tasks(team.db.store(), &[kept]).await.unwrap().len(), 1);
        assert!(team.faults().await.is_empty(), "{:?}", team.faults().await);
    }

    async fn the_merged_record_is_nowhere_and_leads_to_the_kept_one(team: Team) {
        let (kept, merged) = two(&team).await;
        merge(&team, kept, merged).await;
        let all = team.app.parties(&team.chen, read(json!({}))).await.unwrap();
        assert_eq!(all.items.iter().map(|party| party.id).collect::<Vec<_>>(), [kept]);
        assert_eq!(team.app.search(&team.chen, "张三", None).await.unwrap().items.len(), 1);
        assert_eq!(team.app.search(&team.chen, "9000", None).await.unwrap().items[0].id, kept);
        match team.app.party(&team.chen, merged).await {
            Err(AppError::MergedAway { into }) => assert_eq!(into, kept),
            other => panic!("{other:?}"),
        }
        assert_eq!(code(team.app.party(&team.zhao, merged).await), "not_found", "not for those who may not see it");
        let asked = json!({ "version": 1, "name": "李四" });
        assert_eq!(code(team.app.edit_party(&team.chen, merged, read(asked)).await), "merged_away");
    }

    async fn a_merge_is_on_the_timeline_and_in_the_audit(team: Team) {
        let (kept, merged) = two(&team).await;
        let done = merge(&team, kept, merged).await;
        let timeline = serde_json::to_value(team.app.timeline(&team.chen, kept, None).await.unwrap().items).unwrap();
        let entries = timeline.as_array().unwrap();
        let entry = entries.iter().find(|event| event["data"]["kind"] == "merge").unwrap();
        assert_eq!(entry["data"]["before"], "张三");
        assert_eq!(entry["data"]["after"], done.id.to_string());
        assert!(team.audited(&kept.to_string()).await.contains(&"party_merged".to_owned()));
        assert!(team.audited(&merged.to_string()).await.contains(&"party_merged_away".to_owned()));
        let merges = team.app.merges_of(&team.chen, kept).await.unwrap();
        assert_eq!((merges.len(), merges[0].merged_id, merges[0].can_undo), (1, merged, true));
    }

    async fn values_are_those_that_were_chosen(team: Team) {
        let (kept, merged) = two(&team).await;
        let choices = json!({ "employer": "kept", "need": "kept" });
        let done = merge_as(&team, &team.chen, kept, merged, choices).await.unwrap();
        assert_eq!(done.party.facts["employer"], "华信电子");
        assert!(!done.party.facts.contains_key("need"));
        let unknown = merge_as(&team, &team.chen, kept, kept, json!({})).await;
        assert_eq!(code(unknown), "invalid");
    }

    async fn a_wish_not_to_be_contacted_survives_whichever_record_is_kept(team: Team) {
        for wish_on_kept in [true, false] {
            let (kept, merged) = two(&team).await;
            let wishing = if wish_on_kept { kept } else { merged };
            team.log(&team.chen, wishing, json!({ "outcome": "do_not_call" })).await;
            let done = merge(&team, kept, merged).await;
            assert!(done.party.do_not_contact);
        }
    }

    async fn a_withdrawn_consent_survives_a_later_consent_of_the_other_record(team: Team) {
        let (kept, merged) = two(&team).await;
        let withdrawn = json!({ "channel": "sms", "given": false, "source": "spoken", "at": team.now().plus_days(-9.0) });
        team.app.record_consent(&team.chen, merged, read(withdrawn)).await.unwrap();
        let given = json!({ "channel": "sms", "given": true, "source": "form", "at": team.now().plus_days(-1.0) });
        team.app.record_consent(&team.chen, kept, read(given)).await.unwrap();
        merge(&team, kept, merged).await;
        let ledger = team.app.consents(&team.chen, kept).await.unwrap();
        assert_eq!((ledger[0].given, ledger[0].source.as_str()), (false, "merged"));
        assert_eq!(ledger.len(), 3, "what was said stays written");
    }

    async fn a_number_refused_on_one_record_is_refused_on_the_other(team: Team) {
        let (kept, merged) = two(&team).await;
        let phone = team.app.party(&team.chen, merged).await.unwrap().contacts[0].id;
        team.app.edit_contact(&team.chen, merged, phone, read(json!({ "do_not_contact": true }))).await.unwrap();
        let done = merge(&team, kept, merged).await;
        let shared = done.party.contacts.iter().find(|c| c.masked == "138****8000").unwrap();
        assert!(shared.do_not_contact);
    }

    async fn a_person_and_an_organisation_cannot_be_one(team: Team) {
        let (kept, _) = two(&team).await;
        let firm = team.party(&team.chen, json!({ "kind": "organisation", "name": "华信电子" })).await.summary.id;
        assert_eq!(code(merge_as(&team, &team.chen, kept, firm, json!({})).await), "different_kinds");
    }

    async fn merging_takes_the_right_to_change_both(team: Team) {
        let (kept, _) = two(&team).await;
        let lis = team.party(&team.li, json!({ "name": "张三" })).await.summary.id;
        let pooled = team.party(&team.lin, json!({ "name": "张三" })).await.summary.id;
        team.app.assign(&team.lin, read(json!({ "ids": [pooled], "owner_id": null }))).await.unwrap();
        assert_eq!(code(merge_as(&team, &team.chen, kept, lis, json!({})).await), "not_found");
        let around_claiming = merge_as(&team, &team.chen, kept, pooled, json!({})).await;
        assert_eq!(code(around_claiming), "forbidden", "a merge is no way round the claim");
        assert_eq!(code(merge_as(&team, &team.ana, kept, lis, json!({})).await), "forbidden");
        let done = merge_as(&team, &team.lin, kept, lis, json!({})).await.unwrap();
        assert_eq!(done.party.summary.owner.unwrap().name, "chen");
    }

    async fn a_record_that_somebody_holds_stays_with_somebody(team: Team) {
        let (held, _) = two(&team).await;
        let pooled = team.party(&team.lin, json!({ "name": "张三" })).await.summary.id;
        team.app.assign(&team.lin, read(json!({ "ids": [pooled], "owner_id": null }))).await.unwrap();
        let dropped = merge_as(&team, &team.lin, pooled, held, json!({ "owner": "kept" })).await;
        assert_eq!(code(dropped), "invalid");
        let done = merge_as(&team, &team.lin, pooled, held, json!({})).await.unwrap();
        assert_eq!(done.party.summary.owner.unwrap().name, "chen");
    }

    async fn of_two_who_merge_one_pair_at_once_one_wins_and_the_other_is_told(team: Team) {
        let (kept, merged) = two(&team).await;
        let (first, second) = tokio::join!(
            merge_as(&team, &team.chen, kept, merged, json!({})),
            merge_as(&team, &team.lin, merged, kept, json!({}))
        );
        let ((Ok(_), Err(told)) | (Err(told), Ok(_))) = (first, second) else { panic!("exactly one of them wins") };
        assert!(["merged_away", "changed_meanwhile"].contains(&told.code()), "{told:?}");
        assert!(team.faults().await.is_empty());
    }

    async fn a_record_changed_since_it_was_read_is_not_merged(team: Team) {
        let (kept, merged) = two(&team).await;
        let asked = json!({ "keep": kept, "merge": merged, "keep_version": version(&team, kept).await, "merge_version": 0 });
        assert_eq!(code(team.app.merge_parties(&team.chen, read(asked)).await), "changed_meanwhile");
    }

    async fn links_and_introductions_follow_the_person(team: Team) {
        let (kept, merged) = two(&team).await;
        let firm = team.party(&team.chen, json!({ "kind": "organisation", "name": "华信电子" })).await.summary.id;
        let colleague = team.party(&team.chen, json!({ "name": "王五" })).await.summary.id;
        let introduced = json!({ "name": "赵六", "introducer_id": merged });
        let introduced = team.party(&team.chen, introduced).await.summary.id;
        for body in [
            json!({ "party_id": kept, "roles": ["user"] }),
            json!({ "party_id": merged, "roles": ["decider"], "position": "总监" }),
            json!({ "party_id": colleague, "roles": ["gatekeeper"], "influences": [merged] }),
        ] {
            team.app.add_person(&team.chen, firm, read(body)).await.unwrap();
        }
        let done = merge(&team, kept, merged).await;
        let people = team.app.party(&team.chen, firm).await.unwrap().people;
        assert_eq!(people.len(), 2, "one link of the two");
        let link = people.iter().find(|link| link.party_id == kept).unwrap();
        assert_eq!((link.roles.len(), link.position.as_deref()), (2, Some("总监")));
        assert_eq!(people.iter().find(|link| link.party_id == colleague).unwrap().influences, [kept]);
        assert_eq!(team.row(introduced).await.introducer_id, Some(kept));
        undo(&team, &team.chen, done.id).await.unwrap();
        assert_eq!(team.app.party(&team.chen, firm).await.unwrap().people.len(), 3);
        assert_eq!(team.row(introduced).await.introducer_id, Some(merged));
    }
}
