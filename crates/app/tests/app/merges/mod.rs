//! Two records that are one (PRO-11): merged with everything that belongs to them, and taken apart again.

mod merging;
mod planning;
mod there_and_back;
mod undoing;

use app::{
    Actor, AppError,
    merges::{Merged, Undone},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::team::{Team, read};

/// Two records of chen's that are the same person: the first with a phone and an employer, the second with more.
pub async fn two(team: &Team) -> (Uuid, Uuid) {
    let first =
        json!({ "name": "张三", "phones": ["13800138000"], "facts": { "employer": "华信电子" }, "tags": ["展会"] });
    let second = json!({
        "name": "张三", "phones": ["13800138000", "13900139000"], "emails": ["zhang@example.com"],
        "facts": { "employer": "上海华信电子有限公司", "need": "养老" }, "tags": ["老客户", "展会"],
        "addresses": [{ "kind": "work", "text": "上海市浦东新区世纪大道1号" }],
    });
    let first = team.party(&team.chen, first).await.summary.id;
    team.clock.forward(1_000);
    let second = team.party(&team.chen, second).await.summary.id;
    team.clock.forward(1_000);
    (first, second)
}

pub async fn version(team: &Team, party: Uuid) -> i32 {
    team.row(party).await.version
}

pub async fn merge_as(team: &Team, actor: &Actor, keep: Uuid, merge: Uuid, choices: Value) -> Result<Merged, AppError> {
    let (keep_version, merge_version) = (version(team, keep).await, version(team, merge).await);
    let asked = json!({
        "keep": keep, "merge": merge, "keep_version": keep_version, "merge_version": merge_version, "choices": choices,
    });
    team.app.merge_parties(actor, read(asked)).await
}

pub async fn merge(team: &Team, keep: Uuid, merge: Uuid) -> Merged {
    let merged = merge_as(team, &team.chen, keep, merge, json!({})).await.expect("a merge");
    team.clock.forward(1_000);
    merged
}

pub async fn undo(team: &Team, actor: &Actor, merge: Uuid) -> Result<Undone, AppError> {
    let plan = team.app.undo_plan(actor, merge).await?;
    team.app.undo_merge(actor, merge, read(json!({ "version": plan.version }))).await
}
