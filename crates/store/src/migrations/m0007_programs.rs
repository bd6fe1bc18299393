//! What programs rely on: versions of what several people edit, so that nobody overwrites what they have not seen;
//! tokens that open less than their user may, and no more often than they should.

use sea_orm_migration::prelude::*;

use super::schema::{add_columns, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let version = || ColumnDef::new("version").integer().not_null().default(1).take();
        add_columns(manager, "user_account", [version()]).await?;
        add_columns(manager, "saved_view", [version()]).await?;
        let limits = [
            ColumnDef::new("scopes").text().null().take(),
            ColumnDef::new("requests_per_minute").integer().null().take(),
        ];
        add_columns(manager, "api_token", limits).await?;
        table("token_budget")
            .ids(["token_id"])
            .longs(["minute"])
            .ints(["taken"])
            .key(["token_id"])
            .create(manager)
            .await
    }
}
