//! Segments: kept filters over all parties, and static copies of those who met one (CLA-8).

use sea_orm_migration::prelude::*;

use super::schema::table;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("segment")
            .ids(["id"])
            .texts(["name", "note", "kind", "filter"])
            .ids(["owner_id"])
            .ids_or_null(["team_id", "copied_from"])
            .flags(["shared"])
            .longs(["created_at", "updated_at"])
            .ints(["version"])
            .key(["id"])
            .index(["owner_id"])
            .create(manager)
            .await?;
        table("segment_member")
            .ids(["segment_id", "party_id"])
            .longs(["added_at"])
            .key(["segment_id", "party_id"])
            .index(["party_id"])
            .create(manager)
            .await
    }
}
