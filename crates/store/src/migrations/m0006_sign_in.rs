//! Signing in: second factors with their recovery codes, accounts at identity providers, links that set a password,
//! browsers known to an account, attempts counted for all servers, and the address of a session.

use sea_orm_migration::prelude::*;

use super::schema::{add_columns, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("second_factor")
            .ids(["user_id"])
            .texts(["secret"])
            .longs(["created_at", "last_step"])
            .longs_or_null(["confirmed_at"])
            .key(["user_id"])
            .create(manager)
            .await?;
        table("recovery_code")
            .ids(["user_id"])
            .texts(["hash"])
            .longs(["created_at"])
            .longs_or_null(["used_at"])
            .key(["user_id", "hash"])
            .create(manager)
            .await?;
        table("external_identity")
            .texts(["issuer", "subject"])
            .ids(["user_id"])
            .longs(["linked_at", "seen_at"])
            .key(["issuer", "subject"])
            .unique(["user_id", "issuer"])
            .create(manager)
            .await?;
        table("password_link")
            .texts(["hash"])
            .ids(["user_id"])
            .ids_or_null(["made_by"])
            .longs(["created_at", "expires_at"])
            .key(["hash"])
            .index(["user_id"])
            .create(manager)
            .await?;
        table("known_device")
            .texts(["hash"])
            .ids(["user_id"])
            .longs(["created_at", "seen_at"])
            .key(["hash", "user_id"])
            .index(["user_id"])
            .create(manager)
            .await?;
        table("attempt").texts(["key"]).longs(["full_at"]).key(["key"]).index(["full_at"]).create(manager).await?;
        add_columns(manager, "session", [ColumnDef::new("address").text().null().take()]).await
    }
}
