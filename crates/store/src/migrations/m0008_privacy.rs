//! Jobs that are tried again, and how far they are; requests of persons about their data, what was erased, numbers that are
//! not to be contacted again.

use sea_orm_migration::prelude::*;

use super::schema::{add_columns, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add_columns(
            manager,
            "job",
            [
                ColumnDef::new("not_before").big_integer().null().take(),
                ColumnDef::new("started_at").big_integer().null().take(),
                ColumnDef::new("error_code").text().null().take(),
                ColumnDef::new("done").big_integer().null().take(),
                ColumnDef::new("total").big_integer().null().take(),
            ],
        )
        .await?;
        table("person_request")
            .ids(["id", "party_id"])
            .texts(["kind", "state", "identity_check", "note"])
            .flags(["dispute"])
            .longs(["received_at", "due_at", "created_at"])
            .ids_or_null(["created_by", "closed_by"])
            .longs_or_null(["closed_at"])
            .texts_or_null(["answer"])
            .key(["id"])
            .index(["party_id"])
            .index(["state", "due_at"])
            .create(manager)
            .await?;
        table("erasure")
            .ids(["party_id"])
            .ids_or_null(["request_id", "by"])
            .longs(["at"])
            .longs_or_null(["kept_until"])
            .texts(["certificate"])
            .texts_or_null(["kept"])
            .key(["party_id"])
            .create(manager)
            .await?;
        table("suppressed_contact").texts(["hash"]).longs(["since"]).key(["hash"]).create(manager).await
    }
}
