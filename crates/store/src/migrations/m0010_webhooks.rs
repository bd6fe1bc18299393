//! Webhooks: other systems that are told of events, the outbox of what happened, and what became of telling it.

use sea_orm_migration::prelude::*;

use super::schema::table;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("webhook")
            .ids(["id"])
            .texts(["name", "url", "events", "state", "secret"])
            .texts_or_null(["previous_secret"])
            .longs_or_null(["previous_until", "failing_since", "told_at", "leased_until"])
            .ids_or_null(["lease_id", "created_by", "acts_as"])
            .longs(["created_at"])
            .ints(["version"])
            .key(["id"])
            .create(manager)
            .await?;
        table("webhook_event")
            .ids(["id"])
            .texts(["kind", "body"])
            .longs(["at"])
            .key(["id"])
            .index(["at"])
            .create(manager)
            .await?;
        table("webhook_delivery")
            .ids(["id", "webhook_id", "event_id"])
            .texts(["state"])
            .ints(["attempts"])
            .longs(["next_at", "created_at"])
            .longs_or_null(["tried_at"])
            .ints_or_null(["took_ms", "status"])
            .texts_or_null(["answer", "error"])
            .key(["id"])
            .index(["webhook_id", "state", "id"])
            .index(["webhook_id", "id"])
            .index(["created_at"])
            .create(manager)
            .await
    }
}
