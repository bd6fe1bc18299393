//! Tasks: follow-ups, promises, meetings.

use serde_json::{Value, json};
use test_support::on_both_databases;
use uuid::Uuid;

use crate::team::{DAY, Team, code, read, wrong_fields};

async fn create(team: &Team, party: Uuid, asked: Value) -> app::activities::TaskView {
    team.app.create_task(&team.chen, party, read(asked)).await.unwrap()
}

on_both_databases! {
    async fn a_task_is_moved_done_and_opened_again(team: Team) {
        let party = team.prospect("张三").await;
        let task = create(&team, party, json!({ "kind": "promise", "title": " 发资料 ", "due_at": team.now() })).await;
        assert_eq!((task.title.as_str(), task.state.as_str()), ("发资料", "open"));
        let edit = async |edit: Value| team.app.edit_task(&team.chen, task.id, read(edit)).await.unwrap();
        let later = team.now().plus_days(2.0);
        assert_eq!(edit(json!({ "due_at": later, "state": null, "title": "发对比表" })).await.due_at, later);
        assert_eq!(edit(json!({ "state": "done", "due_at": null, "title": null })).await.state, "done");
        let row = store::timeline::task(team.db.store(), task.id).await.unwrap().unwrap();
        assert_eq!((row.closed_at, row.title.as_str()), (Some(team.now().as_millis()), "发对比表"));
        edit(json!({ "state": "open", "due_at": null, "title": null })).await;
        assert_eq!(store::timeline::task(team.db.store(), task.id).await.unwrap().unwrap().closed_at, None);
    }

    async fn a_promise_due_is_on_today_with_its_task(team: Team) {
        let party = team.prospect("张三").await;
        team.log(&team.chen, party, json!({ "outcome": "spoke" })).await;
        assert!(team.app.worklist(&team.chen, None).await.unwrap().lines.is_empty());
        let due = team.now().plus_days(1.0);
        let task = create(&team, party, json!({ "kind": "promise", "title": "发资料", "due_at": due })).await;
        team.clock.forward(DAY);
        let today = team.app.worklist(&team.chen, None).await.unwrap();
        assert_eq!(today.lines[0].task.as_ref().unwrap().id, task.id);
        assert_eq!(today.counts.promises, 1);
    }

    async fn tasks_that_make_no_sense_are_refused(team: Team) {
        let party = team.prospect("张三").await;
        let long = read(json!({ "title": "x".repeat(201), "due_at": team.now() }));
        assert_eq!(wrong_fields(team.app.create_task(&team.chen, party, long).await), ["/title too_long"]);
        let nobody = read(json!({ "title": "x", "due_at": team.now() }));
        assert_eq!(code(team.app.create_task(&team.chen, Uuid::nil(), nobody).await), "not_found");
        let nothing = read(json!({ "state": "done", "due_at": null, "title": null }));
        assert_eq!(code(team.app.edit_task(&team.chen, Uuid::nil(), nothing).await), "not_found");
    }
}
