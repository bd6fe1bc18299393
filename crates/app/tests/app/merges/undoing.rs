//! Undoing a merge after the world went on: what was changed since is kept, what cannot be restored is told first.

use serde_json::json;
use test_support::on_both_databases;

use super::{merge, merge_as, two, undo};
use crate::team::{DAY, MINUTE, Team, code, read};

on_both_databases! {
    async fn what_was_changed_since_stays_and_is_told_before(team: Team) {
        let (kept, merged) = two(&team).await;
        let done = merge(&team, kept, merged).await;
        let edit = json!({ "version": done.party.version, "facts": { "employer": "另一家公司", "need": "医疗" } });
        team.app.edit_party(&team.chen, kept, read(edit)).await.unwrap();
        let logged = team.log(&team.chen, kept, json!({ "outcome": "spoke" })).await.activity_id;
        let phone = team.app.party(&team.chen, kept).await.unwrap();
        let phone = phone.contacts.iter().find(|c| c.masked == "139****9000").unwrap().id;
        team.app.delete_contact(&team.chen, kept, phone).await.unwrap();
        let plan = team.app.undo_plan(&team.chen, done.id).await.unwrap();
        let changed: Vec<&str> = plan.changed.iter().map(|field| field.field.as_str()).collect();
        assert_eq!(changed, ["employer", "need"]);
        assert_eq!(plan.changed[0].before.as_deref(), Some("华信电子"));
        assert_eq!((plan.lost[0].what.as_str(), plan.lost[0].name.as_deref()), ("contact_point", Some("139****9000")));
        assert!(plan.stays.iter().any(|tally| tally.what == "activity" && tally.count == 1));
        let undone = undo(&team, &team.chen, done.id).await.unwrap();
        assert_eq!((undone.changed, undone.lost), (plan.changed, plan.lost), "told alike before and after");
        let record = team.app.party(&team.chen, kept).await.unwrap();
        assert_eq!(record.facts["employer"], "另一家公司");
        assert_eq!(undone.restored.facts["employer"], "上海华信电子有限公司");
        assert_eq!(undone.restored.contacts.len(), 2, "the shared number and the mail");
        let row = team.row(kept).await;
        assert_eq!((row.contact_count, row.two_way_count), (1, 1), "the talk since stays with the kept record");
        let ids = store::merges::belongings(team.db.store(), "activity", kept).await.unwrap();
        assert_eq!(ids, [logged]);
        assert!(team.faults().await.is_empty());
    }

    async fn a_wish_spoken_since_holds_for_both_afterwards(team: Team) {
        let (kept, merged) = two(&team).await;
        let done = merge(&team, kept, merged).await;
        team.log(&team.chen, kept, json!({ "outcome": "do_not_call" })).await;
        let undone = undo(&team, &team.chen, done.id).await.unwrap();
        assert!(undone.restored.do_not_contact);
        assert!(team.app.party(&team.chen, kept).await.unwrap().do_not_contact);
    }

    async fn a_wish_that_both_had_is_not_lost_by_undoing(team: Team) {
        let (kept, merged) = two(&team).await;
        team.log(&team.chen, merged, json!({ "outcome": "do_not_call" })).await;
        let done = merge(&team, kept, merged).await;
        team.log(&team.chen, kept, json!({ "outcome": "do_not_call" })).await;
        undo(&team, &team.chen, done.id).await.unwrap();
        assert!(team.row(kept).await.do_not_contact_since.is_some());
        assert!(team.row(merged).await.do_not_contact_since.is_some());
    }

    async fn a_chain_is_undone_from_its_end(team: Team) {
        let (a, b) = two(&team).await;
        let c = team.party(&team.chen, json!({ "name": "张三", "emails": ["c@example.com"] })).await.summary.id;
        let first = merge(&team, b, a).await;
        let second = merge(&team, c, b).await;
        match team.app.party(&team.chen, a).await {
            Err(app::AppError::MergedAway { into }) => assert_eq!(into, c, "at the end of the chain"),
            other => panic!("{other:?}"),
        }
        assert_eq!(code(team.app.undo_plan(&team.chen, first.id).await), "merged_on");
        undo(&team, &team.chen, second.id).await.unwrap();
        undo(&team, &team.chen, first.id).await.unwrap();
        for party in [a, b, c] {
            assert!(team.app.party(&team.chen, party).await.is_ok());
        }
        assert_eq!(code(team.app.undo_plan(&team.chen, first.id).await), "already_undone");
        assert!(team.faults().await.is_empty());
    }

    async fn of_two_merges_into_one_record_the_later_is_undone_first(team: Team) {
        let (a, b) = two(&team).await;
        let c = team.party(&team.chen, json!({ "name": "张三", "emails": ["c@example.com"] })).await.summary.id;
        let first = merge(&team, a, b).await;
        let second = merge(&team, a, c).await;
        assert_eq!(code(team.app.undo_plan(&team.chen, first.id).await), "later_merge");
        let merges = team.app.merges_of(&team.chen, a).await.unwrap();
        assert_eq!(merges.iter().map(|merge| merge.can_undo).collect::<Vec<_>>(), [true, false]);
        undo(&team, &team.chen, second.id).await.unwrap();
        undo(&team, &team.chen, first.id).await.unwrap();
    }

    async fn an_entry_of_before_the_merge_can_no_longer_be_taken_back(team: Team) {
        let (kept, merged) = two(&team).await;
        let entry = team.log(&team.chen, kept, json!({ "outcome": "spoke" })).await.activity_id;
        merge(&team, kept, merged).await;
        assert_eq!(code(team.app.undo_activity(&team.chen, kept, entry).await), "merged_since");
        team.clock.forward(MINUTE);
        let later = team.log(&team.chen, kept, json!({ "outcome": "spoke" })).await.activity_id;
        team.app.undo_activity(&team.chen, kept, later).await.unwrap();
    }

    async fn who_may_not_change_both_may_not_undo(team: Team) {
        let (kept, _) = two(&team).await;
        let lis = team.party(&team.li, json!({ "name": "张三" })).await.summary.id;
        let done = merge_as(&team, &team.lin, kept, lis, json!({})).await.unwrap();
        assert_eq!(code(team.app.undo_plan(&team.chen, done.id).await), "not_found");
        assert_eq!(code(undo(&team, &team.ana, done.id).await), "forbidden");
        assert!(!team.app.merges_of(&team.chen, kept).await.unwrap()[0].can_undo);
        undo(&team, &team.lin, done.id).await.unwrap();
        assert_eq!(team.summary(lis).await.owner.unwrap().name, "li");
    }

    async fn of_two_who_undo_at_once_one_is_told(team: Team) {
        let (kept, merged) = two(&team).await;
        let done = merge(&team, kept, merged).await;
        let (one, two) = tokio::join!(undo(&team, &team.chen, done.id), undo(&team, &team.lin, done.id));
        assert_eq!(one.is_ok() as u8 + two.is_ok() as u8, 1, "{one:?} {two:?}");
        assert!(team.faults().await.is_empty());
    }

    async fn a_record_whose_holder_left_comes_back_to_the_pool(team: Team) {
        let (kept, _) = two(&team).await;
        let lis = team.party(&team.li, json!({ "name": "张三" })).await.summary.id;
        let done = merge_as(&team, &team.lin, kept, lis, json!({})).await.unwrap();
        team.clock.forward(DAY);
        team.app.edit_user(&team.admin, team.li.user, read(json!({ "active": false }))).await.unwrap();
        let plan = team.app.undo_plan(&team.lin, done.id).await.unwrap();
        assert_eq!((plan.lost[0].what.as_str(), plan.lost[0].name.as_deref()), ("owner", Some("li")));
        let undone = undo(&team, &team.lin, done.id).await.unwrap();
        assert!(undone.restored.summary.owner.is_none());
    }
}
