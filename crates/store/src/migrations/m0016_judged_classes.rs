//! What people judge about customers and prospects (CLA-3, CLA-4, CLA-5, PRO-13): classes of prospects, faces, settlements,
//! future customers.

use sea_orm_migration::prelude::*;

use super::schema::{add_columns, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let text = |name: &'static str| ColumnDef::new(name).text().null().take();
        let number = |name: &'static str| ColumnDef::new(name).double().null().take();
        add_columns(
            manager,
            "party",
            [
                text("prospect_class"),
                number("expected_score"),
                number("intent_score"),
                text("latent_stage"),
                ColumnDef::new("latent_since").big_integer().null().take(),
                text("face"),
            ],
        )
        .await?;
        table("judgement")
            .ids(["id", "party_id"])
            .texts(["kind", "state", "value", "note"])
            .ids_or_null(["by"])
            .longs(["at"])
            .longs_or_null(["replaced_at"])
            .key(["id"])
            .index(["party_id", "kind", "at"])
            .create(manager)
            .await?;
        table("future_customer")
            .ids(["id"])
            .ids_or_null(["party_id", "owner_id", "team_id", "created_by"])
            .texts(["question", "name", "note"])
            .ints(["version"])
            .longs(["created_at", "updated_at"])
            .longs_or_null(["prospect_at", "closed_at"])
            .key(["id"])
            .index(["question", "closed_at", "updated_at"])
            .index(["party_id"])
            .create(manager)
            .await?;
        table("future_answer")
            .ids(["id", "future_id"])
            .texts(["topic", "answer", "note"])
            .ids_or_null(["by"])
            .longs(["at"])
            .key(["id"])
            .index(["future_id", "at"])
            .create(manager)
            .await?;
        let statements = [
            // few prospects have a class, and few customers a face: each index holds those only
            "CREATE INDEX party_prospect_class ON party (prospect_class, owner_id) WHERE prospect_class IS NOT NULL",
            "CREATE INDEX party_latent ON party (latent_stage, latent_since) WHERE latent_stage IS NOT NULL",
            // what waits for somebody's decision
            "CREATE INDEX judgement_current ON judgement (kind, state, at) WHERE replaced_at IS NULL",
        ];
        for sql in statements {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }
}
