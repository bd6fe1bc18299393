//! Requests that may be sent again: keys with what was answered, and versions of what could still be overwritten unseen.

use sea_orm_migration::prelude::*;

use super::schema::{add_columns, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Rows that people edit and that had no version yet.
const EDITED: [&str; 5] = ["team", "task", "import_run", "import_template", "import_folder"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in EDITED {
            let version = ColumnDef::new("version").integer().not_null().default(1).take();
            add_columns(manager, name, [version]).await?;
        }
        table("idempotency_key")
            .texts(["id"])
            .ids(["claim"])
            .texts(["fingerprint"])
            .flags(["carried_out"])
            .longs(["created_at", "leased_until"])
            .ints_or_null(["status"])
            .texts_or_null(["headers", "body"])
            .key(["id"])
            .unique(["claim"])
            .index(["created_at"])
            .create(manager)
            .await
    }
}
