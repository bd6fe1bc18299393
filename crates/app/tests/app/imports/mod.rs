//! Imports (PRO-11): every row of a file ends in exactly one state, whatever happens on the way.

mod choices;
mod deals;
mod fields;
mod folders;
mod formats;
mod held;
mod reports;
mod resuming;
mod templates;
mod undo;

use app::{
    Actor, AppError,
    imports::{ImportCounts, ImportView},
};
use serde_json::{Value, json};

use crate::team::{Team, read};

/// Keeps a file as an import of chen's, analysed and not yet started.
pub(crate) async fn upload(team: &Team, name: &str, bytes: impl AsRef<[u8]>) -> Result<ImportView, AppError> {
    upload_by(team, &team.chen, name, bytes).await
}

async fn upload_by(team: &Team, actor: &Actor, name: &str, bytes: impl AsRef<[u8]>) -> Result<ImportView, AppError> {
    let path = team.file(name, bytes);
    let asked = read(json!({ "list_id": null, "list_name": "名单", "file_name": name }));
    team.app.import_file(actor, &path, asked).await
}

/// Plans, starts and works an import to its end.
pub(crate) async fn run(team: &Team, import: &ImportView, plan: Value) -> ImportView {
    run_by(team, &team.chen, import, plan).await
}

async fn run_by(team: &Team, actor: &Actor, import: &ImportView, plan: Value) -> ImportView {
    let mut whole = json!({ "format": null, "mapping": null, "on_duplicate": null, "owner_id": null, "market": null, "method": null });
    whole.as_object_mut().unwrap().extend(plan.as_object().unwrap().clone());
    team.app.edit_import(actor, import.id, read(whole)).await.expect("a plan");
    team.app.start_import(actor, import.id).await.expect("a started import");
    while team.app.work_one().await.expect("a worked job") {}
    team.app.import(actor, import.id).await.expect("the import")
}

/// The counts of one run, in the order of the report.
fn counted(counts: ImportCounts) -> [i64; 5] {
    assert_eq!(
        counts.read,
        counts.created + counts.updated + counts.duplicate + counts.rejected,
        "every row has one state"
    );
    [counts.read, counts.created, counts.updated, counts.duplicate, counts.rejected]
}

/// Row numbers with their states and the first reason.
async fn rows(team: &Team, import: &ImportView) -> Vec<String> {
    let page = team.app.import_rows(&team.chen, import.id, None, None).await.expect("the rows");
    let line = |row: app::imports::ImportRowView| {
        let reason = row.reasons.first().map(|reason| format!(" {}", reason.code)).unwrap_or_default();
        format!("{} {}{reason}", row.row, row.state)
    };
    page.items.into_iter().map(line).collect()
}
