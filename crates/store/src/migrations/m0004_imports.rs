//! Imports that can be taken back, mappings that are kept, folders that are watched (PRO-11).

use sea_orm_migration::prelude::*;

use super::schema::{add_columns, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let long = |name: &'static str| ColumnDef::new(name).big_integer().null().take();
        let text = |name: &'static str| ColumnDef::new(name).text().null().take();
        let id = |name: &'static str| ColumnDef::new(name).uuid().null().take();
        add_columns(
            manager,
            "import_run",
            [
                long("undone_rows"),
                long("kept_rows"),
                long("undo_row"),
                id("undo_by"),
                long("undo_asked_at"),
                long("undone_at"),
                id("template_id"),
                id("folder_id"),
            ],
        )
        .await?;
        add_columns(manager, "import_row", [text("effect"), text("undone"), text("kept_reasons"), text("record")])
            .await?;
        table("import_template")
            .ids(["id"])
            .ids_or_null(["owner_id", "holder_id"])
            .texts(["name", "signature", "headings", "format", "mapping", "on_duplicate"])
            .texts_or_null(["market", "method"])
            .flags(["shared"])
            .longs(["created_at", "updated_at"])
            .key(["id"])
            .index(["signature"])
            .create(manager)
            .await?;
        table("import_folder")
            .ids(["id", "template_id", "list_id"])
            .ids_or_null(["holder_id", "created_by"])
            .texts(["path", "time_zone"])
            .texts_or_null(["daily_at", "error"])
            .ints_or_null(["every_minutes"])
            .flags(["active"])
            .longs(["next_at", "created_at"])
            .longs_or_null(["looked_at"])
            .key(["id"])
            .unique(["path"])
            .create(manager)
            .await?;
        table("import_folder_file")
            .ids(["id", "folder_id"])
            .ids_or_null(["run_id"])
            .texts(["name", "state"])
            .texts_or_null(["hash", "error"])
            .longs(["bytes", "modified_at", "seen_at"])
            .key(["id"])
            .index(["folder_id", "seen_at"])
            .index(["folder_id", "hash"])
            .create(manager)
            .await
    }
}
