//! A clock that is set back: nothing gets stuck until it has caught up, nothing comes out of order, nothing is lost.

use std::collections::HashSet;

use app::people::StoredSession;
use serde_json::json;
use test_support::on_both_databases;

use crate::{
    imports::upload,
    team::{DAY, HOUR, MINUTE, Team, read},
};

on_both_databases! {
    async fn what_is_done_after_the_clock_went_back_stands_last_in_the_audit(team: Team) {
        let party = team.prospect("张三").await;
        team.log(&team.chen, party, json!({ "kind": "note", "note": "before" })).await;
        team.clock.forward(-HOUR);
        team.log(&team.chen, party, json!({ "kind": "note", "note": "after" })).await;
        let audit = team.app.audit_records(&team.admin, Some(&party.to_string()), None).await.unwrap();
        assert_eq!(audit.items[0].at, team.now(), "the moment is the clock's, the place that of the order");
        let ids: HashSet<_> = audit.items.iter().map(|record| record.id).collect();
        assert_eq!(ids.len(), audit.items.len());
        assert_eq!(team.faults().await, Vec::<String>::new());
    }

    async fn a_session_and_a_token_go_on_and_end_at_their_moment(team: Team) {
        let session = StoredSession {
            user: Some(team.chen.user),
            data: "{}".to_owned(),
            agent: "Firefox".to_owned(),
            address: None,
        };
        team.app.save_session("secret", session).await.unwrap();
        let asked = json!({ "name": "script", "expires_at": team.now().plus_days(1.0) });
        let token = team.app.create_token(&team.chen, read(asked)).await.unwrap().token;
        assert!(team.app.program_by_token(&token).await.unwrap().is_some());
        team.clock.forward(-2 * DAY);
        assert!(team.app.load_session("secret").await.unwrap().is_some());
        assert!(team.app.program_by_token(&token).await.unwrap().is_some());
        assert_eq!(team.app.tokens(&team.chen).await.unwrap()[0].used_at, Some(team.now()), "its use is noted again");
        assert_eq!(team.app.delete_expired_sessions().await.unwrap(), 0);
        team.clock.forward(3 * DAY);
        assert!(team.app.program_by_token(&token).await.unwrap().is_none());
        team.clock.forward(13 * DAY);
        assert!(team.app.load_session("secret").await.unwrap().is_none());
    }

    async fn a_job_whose_worker_died_before_the_clock_went_back_is_taken_up(team: Team) {
        let import = upload(&team, "a.csv", "姓名,手机\n李四,13900139000\n").await.unwrap();
        team.app.start_import(&team.chen, import.id).await.unwrap();
        // a worker takes the job and is not heard of again
        let tx = team.db.store().begin().await.unwrap();
        let now = team.now().as_millis();
        store::jobs::take(&tx, now, now + MINUTE).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        assert!(!team.app.work_one().await.unwrap(), "its lease holds");
        team.clock.forward(-HOUR);
        assert!(team.app.work_one().await.unwrap(), "no lease reaches an hour ahead");
        assert_eq!(team.app.import(&team.chen, import.id).await.unwrap().state, "finished");
    }
}
