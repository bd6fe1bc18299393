//! What the contact policy and the public pool must know: the consent ledger, alerts, the person's zone, the clock of
//! the pool (EDM-3, PRO-10).

use sea_orm_migration::prelude::*;

use super::schema::{add_columns, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("consent")
            .ids(["id", "party_id"])
            .texts_or_null(["channel"])
            .flags(["given"])
            .texts(["source", "note"])
            .longs(["at", "created_at"])
            .ids_or_null(["by", "activity_id"])
            .longs_or_null(["retracted_at"])
            .key(["id"])
            .index(["party_id", "at"])
            .create(manager)
            .await?;
        table("alert")
            .ids(["id"])
            .texts(["kind", "detail"])
            .ids_or_null(["user_id", "party_id", "seen_by"])
            .longs(["at"])
            .longs_or_null(["seen_at"])
            .key(["id"])
            .index(["at"])
            .create(manager)
            .await?;
        table("territory").ids(["user_id"]).texts(["place"]).key(["user_id", "place"]).create(manager).await?;
        add_columns(
            manager,
            "party",
            [
                ColumnDef::new("time_zone").text().null().take(),
                ColumnDef::new("progress_at").big_integer().null().take(),
                ColumnDef::new("appointment_at").big_integer().null().take(),
                ColumnDef::new("returns_at").big_integer().null().take(),
                ColumnDef::new("pool_warned_at").big_integer().null().take(),
            ],
        )
        .await?;
        add_columns(manager, "activity", [ColumnDef::new("permission").text().null().take()]).await?;
        let indexes = [
            "CREATE INDEX party_returns_at ON party (returns_at) WHERE returns_at IS NOT NULL",
            "CREATE INDEX party_change_moves ON party_change (at) WHERE kind = 'assignment'",
            "CREATE INDEX audit_record_actor ON audit_record (actor_id, at)",
        ];
        for sql in indexes {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }
}
