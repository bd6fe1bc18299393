//! What programs rely on: versions of what several people edit, so that nobody overwrites what they have not seen;
//! tokens that open less than their user may, and no more often than they should; other systems that are told of events.

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
        table("token_budget").ids(["token_id"]).longs(["minute"]).ints(["taken"]).key(["token_id"]).create(manager).await?;
        webhooks(manager).await
    }
}

async fn webhooks(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    table("webhook")
        .ids(["id"])
        .texts(["name", "url", "events", "state", "secret"])
        .texts_or_null(["previous_secret"])
        .longs_or_null(["previous_until", "failing_since", "told_at"])
        .ids_or_null(["created_by"])
        .longs(["created_at"])
        .ints(["version"])
        .key(["id"])
        .create(manager)
        .await?;
    table("webhook_event").ids(["id"]).texts(["kind", "body"]).longs(["at"]).key(["id"]).index(["at"]).create(manager).await?;
    table("webhook_delivery")
        .ids(["id", "webhook_id", "event_id"])
        .texts(["state"])
        .ints(["attempts"])
        .longs(["next_at", "created_at"])
        .longs_or_null(["leased_until", "tried_at"])
        .ints_or_null(["status"])
        .texts_or_null(["answer", "error"])
        .key(["id"])
        .index(["state", "next_at"])
        .index(["webhook_id", "created_at"])
        .create(manager)
        .await
}
