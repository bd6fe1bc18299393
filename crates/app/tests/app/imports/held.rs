//! Rows held since they may be somebody on file: a person decides.

use app::imports::ImportView;
use serde_json::json;
use test_support::on_both_databases;
use uuid::Uuid;

use super::{counted, run, upload};
use crate::team::{Team, code, read};

/// A record, and an import whose only row waits beside it.
async fn held(team: &Team) -> (Uuid, ImportView) {
    let party = team.prospect("张三").await;
    let import = upload(team, "list.csv", "姓名,手机,需求\n张三,13800138000,养老\n").await.unwrap();
    let done = run(team, &import, json!({ "on_duplicate": "review" })).await;
    assert_eq!(counted(done.counts), [1, 0, 0, 1, 0]);
    (party, import)
}

async fn decide(team: &Team, actor: &app::Actor, import: &ImportView, decision: &str) -> Result<(), app::AppError> {
    team.app.decide_row(actor, import.id, 2, read(json!({ "decision": decision }))).await
}

on_both_databases! {
    async fn a_held_row_is_shown_beside_the_record_masked(team: Team) {
        let (party, import) = held(&team).await;
        let waiting = team.app.held_rows(&team.chen).await.unwrap();
        assert_eq!(waiting.len(), 1);
        assert_eq!((waiting[0].import_id, waiting[0].row, waiting[0].party.id), (import.id, 2, party));
        assert_eq!(waiting[0].draft.phones, ["138****8000"]);
        assert!(waiting[0].reasons[0].params["score"].parse::<f64>().unwrap() >= 0.8);
        assert!(!waiting[0].reasons[0].params["fields"].is_empty());
        assert!(team.app.held_rows(&team.wang).await.unwrap().is_empty());
    }

    async fn the_same_fills_the_record_and_moves_the_counts(team: Team) {
        let (party, import) = held(&team).await;
        decide(&team, &team.chen, &import, "same").await.unwrap();
        assert_eq!(team.app.party(&team.chen, party).await.unwrap().facts["need"], "养老");
        let after = team.app.import(&team.chen, import.id).await.unwrap();
        assert_eq!((counted(after.counts), after.counts.review), ([1, 0, 1, 0, 0], 0));
        assert_eq!(team.app.parties(&team.chen, read(json!({}))).await.unwrap().items.len(), 1);
        assert!(team.app.held_rows(&team.chen).await.unwrap().is_empty());
        assert_eq!(code(decide(&team, &team.chen, &import, "same").await), "not_found");
        assert!(team.faults().await.is_empty());
    }

    async fn somebody_else_becomes_a_record_of_its_own(team: Team) {
        let (party, import) = held(&team).await;
        decide(&team, &team.lin, &import, "different").await.unwrap();
        let after = team.app.import(&team.chen, import.id).await.unwrap();
        assert_eq!((counted(after.counts), after.counts.review), ([1, 1, 0, 0, 0], 0));
        let all = team.app.parties(&team.chen, read(json!({}))).await.unwrap().items;
        assert_eq!(all.len(), 2);
        let new = all.iter().find(|other| other.id != party).unwrap();
        assert_eq!(new.owner.as_ref().unwrap().name, "chen", "the names are the importer's, whoever decides");
        assert_eq!(team.app.search(&team.chen, "8000", None).await.unwrap().items.len(), 2);
        assert!(team.faults().await.is_empty());
    }

    async fn who_may_not_change_the_record_may_not_decide(team: Team) {
        let (_, import) = held(&team).await;
        assert_eq!(code(decide(&team, &team.li, &import, "same").await), "not_found");
        assert_eq!(code(decide(&team, &team.ana, &import, "same").await), "forbidden");
        assert_eq!(team.app.import(&team.chen, import.id).await.unwrap().counts.review, 1);
    }

    async fn of_two_who_decide_at_once_one_is_refused(team: Team) {
        let (_, import) = held(&team).await;
        let (one, two) = tokio::join!(
            decide(&team, &team.chen, &import, "different"),
            decide(&team, &team.lin, &import, "different")
        );
        assert_eq!(one.is_ok() as u8 + two.is_ok() as u8, 1, "{one:?} {two:?}");
        let after = team.app.import(&team.chen, import.id).await.unwrap();
        assert_eq!((counted(after.counts), after.counts.review), ([1, 1, 0, 0, 0], 0));
        assert!(team.faults().await.is_empty());
    }
}
