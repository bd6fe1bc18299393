//! Doubles (PRO-11): pairs that wait for a decision, scans that find them, merges that can be undone.

use sea_orm_migration::prelude::*;

use super::schema::table;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("duplicate_pair")
            .ids(["id", "left_id", "right_id"])
            .doubles(["score"])
            .texts(["reasons", "state"])
            .longs(["found_at"])
            .ids_or_null(["scan_id", "decided_by"])
            .longs_or_null(["decided_at"])
            .key(["id"])
            .unique(["left_id", "right_id"])
            .index(["right_id"])
            .index(["state", "score", "id"])
            .create(manager)
            .await?;
        table("duplicate_scan")
            .ids(["id"])
            .texts(["state", "stage"])
            .longs(["records", "done", "compared", "left_out", "found", "added"])
            .ids_or_null(["asked_by"])
            .texts_or_null(["error"])
            .longs(["created_at"])
            .longs_or_null(["started_at", "finished_at"])
            .key(["id"])
            .index(["created_at"])
            .create(manager)
            .await?;
        table("party_merge")
            .ids(["id", "kept_id", "merged_id"])
            .texts(["merged_name", "record"])
            .longs(["at"])
            .ids_or_null(["by", "undone_by"])
            .longs_or_null(["undone_at"])
            .key(["id"])
            .index(["kept_id"])
            .index(["merged_id"])
            .create(manager)
            .await?;
        let indexes = [
            // one record is merged away once at a time
            "CREATE UNIQUE INDEX party_merge_in_force ON party_merge (merged_id) WHERE undone_at IS NULL",
            // what a merge looks up to hand it over
            "CREATE INDEX party_introducer_id ON party (introducer_id) WHERE introducer_id IS NOT NULL",
            "CREATE INDEX import_row_party_id ON import_row (party_id) WHERE party_id IS NOT NULL",
            "CREATE INDEX alert_party_id ON alert (party_id) WHERE party_id IS NOT NULL",
        ];
        for sql in indexes {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }
}
