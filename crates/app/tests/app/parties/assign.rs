//! Records given to people, many at once.

use app::activities::TimelineData;
use serde_json::json;
use test_support::on_both_databases;
use uuid::Uuid;

use crate::team::{DAY, Team, code, read, wrong_fields};

on_both_databases! {
    async fn records_change_owner_and_team_and_say_so_in_their_history(team: Team) {
        let ids = [team.prospect("张三").await, team.prospect("李四").await];
        let asked = read(json!({ "ids": ids, "filter": null, "owner_id": team.li.user }));
        let done = team.app.assign(&team.lin, asked).await.unwrap();
        assert_eq!((done.assigned, done.refused.len()), (2, 0));
        assert_eq!(team.summary(ids[0]).await.owner.unwrap().name, "li");
        assert_eq!(code(team.app.party(&team.chen, ids[0]).await), "not_found");
        let timeline = team.app.timeline(&team.li, ids[0], None).await.unwrap();
        let change = timeline.items.iter().find_map(|event| match &event.data {
            TimelineData::Change { kind, before, after, .. } if kind == "assignment" => {
                Some((before.clone(), after.clone()))
            }
            _ => None,
        });
        assert_eq!(change.unwrap(), (Some("chen".to_owned()), Some("li".to_owned())));
    }

    async fn each_record_asked_for_is_assigned_or_refused(team: Team) {
        let own = team.prospect("张三").await;
        let of_south = team.party(&team.zhao, json!({ "name": "南" })).await.summary.id;
        let nobody = Uuid::nil();
        let asked = read(json!({ "ids": [own, of_south, nobody], "filter": null, "owner_id": team.li.user }));
        let done = team.app.assign(&team.lin, asked).await.unwrap();
        assert_eq!(done.assigned, 1);
        let refused: Vec<(Uuid, &str)> =
            done.refused.iter().map(|refusal| (refusal.id, refusal.code.as_str())).collect();
        assert_eq!(refused, [(of_south, "not_found"), (nobody, "not_found")]);
        assert_eq!(team.summary(of_south).await.owner.unwrap().name, "zhao");
    }

    async fn all_that_match_a_filter_are_assigned(team: Team) {
        for name in ["张三", "张四", "李五"] {
            team.prospect(name).await;
        }
        let asked = read(json!({ "filter": { "q": "张" }, "owner_id": team.li.user }));
        assert_eq!(team.app.assign(&team.lin, asked).await.unwrap().assigned, 2);
        let filter = read(json!({ "owner": team.li.user }));
        assert_eq!(team.app.parties(&team.lin, filter).await.unwrap().items.len(), 2);
    }

    async fn the_pool_is_filled_and_emptied_by_managers(team: Team) {
        let party = team.prospect("张三").await;
        let to = |owner: Option<Uuid>| read(json!({ "ids": [party], "filter": null, "owner_id": owner }));
        assert_eq!(team.app.assign(&team.lin, to(None)).await.unwrap().assigned, 1);
        assert_eq!(team.summary(party).await.owner, None);
        assert!(team.app.party(&team.zhao, party).await.is_ok(), "everybody sees the pool");
        let by_south = team.app.assign(&team.wang, to(Some(team.zhao.user))).await.unwrap();
        assert_eq!(by_south.refused[0].code, "forbidden", "the pool of a team is given out by its manager");
        assert_eq!(team.app.assign(&team.lin, to(Some(team.chen.user))).await.unwrap().assigned, 1);
    }

    async fn nobody_assigns_beyond_the_own_teams(team: Team) {
        let party = team.prospect("张三").await;
        let to = |owner: Uuid| read(json!({ "ids": [party], "filter": null, "owner_id": owner }));
        assert_eq!(code(team.app.assign(&team.chen, to(team.li.user)).await), "forbidden");
        assert_eq!(code(team.app.assign(&team.lin, to(team.zhao.user)).await), "forbidden");
        assert_eq!(wrong_fields(team.app.assign(&team.lin, to(Uuid::nil())).await), ["/owner_id unknown"]);
        team.app.edit_user(&team.admin, team.li.user, read(json!({ "active": false }))).await.unwrap();
        assert_eq!(wrong_fields(team.app.assign(&team.lin, to(team.li.user)).await), ["/owner_id unknown"]);
        let nothing = read(json!({ "filter": null, "owner_id": null }));
        assert_eq!(wrong_fields(team.app.assign(&team.lin, nothing).await), ["/ids required"]);
        assert_eq!(team.summary(party).await.owner.unwrap().name, "chen");
    }

    async fn the_first_contact_is_due_from_the_day_of_the_assignment(team: Team) {
        let party = team.prospect("张三").await;
        assert_eq!(team.summary(party).await.next_contact_at, Some(team.now()));
        team.clock.forward(40 * DAY);
        let asked = read(json!({ "ids": [party], "filter": null, "owner_id": team.li.user }));
        team.app.assign(&team.lin, asked).await.unwrap();
        assert_eq!(team.summary(party).await.next_contact_at, Some(team.now()));
    }

    async fn an_assignment_is_one_record_in_the_audit(team: Team) {
        let ids = [team.prospect("张三").await, team.prospect("李四").await];
        let asked = read(json!({ "ids": ids, "filter": null, "owner_id": team.li.user }));
        team.app.assign(&team.lin, asked).await.unwrap();
        let audit = team.app.audit_records(&team.admin, Some(&team.li.user.to_string()), None).await.unwrap();
        assert_eq!(audit.items.len(), 1);
        assert_eq!((audit.items[0].action.as_str(), &audit.items[0].detail["count"]), ("parties_assigned", &json!(2)));
    }
}
