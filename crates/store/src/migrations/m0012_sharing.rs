//! Who reaches a record besides its owner: deputies for a time, and single records that were shared.

use sea_orm_migration::prelude::*;

use super::schema::table;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("deputy")
            .ids(["id", "user_id", "deputy_id"])
            .longs(["starts_at", "ends_at"])
            .texts(["note"])
            .ids_or_null(["made_by", "ended_by"])
            .longs(["made_at"])
            .key(["id"])
            .index(["deputy_id", "ends_at"])
            .index(["user_id", "ends_at"])
            .index(["ends_at"])
            .create(manager)
            .await?;
        table("party_share")
            .ids(["id", "party_id", "holder_id"])
            .ids_or_null(["user_id", "team_id"])
            .texts(["level", "reason"])
            .ids_or_null(["shared_by"])
            .longs(["shared_at", "ends_at"])
            .ids_or_null(["ended_by"])
            .key(["id"])
            .index(["party_id"])
            .index(["user_id", "ends_at"])
            .index(["team_id", "ends_at"])
            .index(["ends_at"])
            .create(manager)
            .await
    }
}
