//! Deals with key accounts (OPP): the deals, who has a part in them, and what was found out, decided and forecast.

use sea_orm_migration::prelude::*;

use super::schema::{add_columns, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        deals(manager).await?;
        around_a_deal(manager).await?;
        found_and_decided(manager).await?;
        // whether an import makes customers who are not on file: of deals, what is done with those on file is another choice
        add_columns(manager, "import_run", [ColumnDef::new("make_customers").boolean().null().take()]).await?;
        let statements = [
            // what win rates learn stands in the index alone: the sheets beside it are long
            "CREATE INDEX deal_assessment_found ON deal_assessment (deal_id, kind, at, id, found, territory, standing, firm)",
            // the board, the calendar and whose deals they are: closed deals are most of the rows and none of these
            "CREATE INDEX deal_board ON deal (stage, expected_day, id) WHERE ended_at IS NULL",
            "CREATE INDEX deal_calendar ON deal (expected_day, id) WHERE ended_at IS NULL",
            "CREATE INDEX deal_owner ON deal (owner_id, stage) WHERE ended_at IS NULL",
        ];
        for sql in statements {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }
}

async fn deals(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    table("deal")
        .ids(["id", "party_id", "line_id"])
        .ids_or_null(["owner_id", "team_id", "created_by"])
        .texts(["name", "stage", "source", "note", "currency", "amount_kind", "next_step"])
        .texts_or_null(["buying_stage", "amount_basis", "value_class", "cell", "decision"])
        .longs(["stage_since", "likely_minor", "created_at", "updated_at"])
        .longs_or_null(["low_minor", "high_minor", "next_step_at", "probability_at", "assessed_at", "ended_at"])
        .ints(["expected_day", "version"])
        .ints_or_null(["probability"])
        .ids_or_null(["probability_by", "ended_by"])
        .flags(["value_firm", "cell_firm"])
        .doubles_or_null(["short_score", "long_score", "effort_left_days"])
        .texts_or_null(["outcome", "buyer_reason", "buyer_words", "seller_reason", "seller_words"])
        .texts_or_null(["number_key"])
        .ids_or_null(["import_id"])
        .longs_or_null(["import_row"])
        .key(["id"])
        .index(["party_id"])
        .index_where_known("ended_at")
        .index_where_known("number_key")
        .index_where_known("import_id")
        .create(manager)
        .await?;
    table("deal_tender")
        .ids(["deal_id"])
        .texts(["public", "place", "note"])
        .longs_or_null(["opens_at", "decision_at"])
        .key(["deal_id"])
        .create(manager)
        .await
}

async fn around_a_deal(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    table("deal_person")
        .ids(["id", "deal_id"])
        .ids_or_null(["party_id", "rival_id", "by"])
        .texts(["name", "role", "power", "contact_level", "note"])
        .texts_or_null(["leaning"])
        .flags(["on_committee"])
        .longs(["created_at", "updated_at"])
        .longs_or_null(["left_at"])
        .ints(["version"])
        .key(["id"])
        .index(["deal_id"])
        .index(["party_id"])
        .create(manager)
        .await?;
    table("deal_rival")
        .ids(["id", "deal_id"])
        .ids_or_null(["by"])
        .texts(["name", "strengths", "offer", "note"])
        .texts_or_null(["standing", "cell"])
        .flags(["takes_part"])
        .longs(["created_at", "updated_at"])
        .ints(["version"])
        .key(["id"])
        .index(["deal_id"])
        .create(manager)
        .await?;
    table("deal_concern")
        .ids(["id", "deal_id"])
        .ids_or_null(["by", "settled_by"])
        .texts(["buying_stage", "words"])
        .longs(["at"])
        .longs_or_null(["settled_at"])
        .key(["id"])
        .index(["deal_id"])
        .create(manager)
        .await?;
    table("deal_change")
        .ids(["id", "deal_id"])
        .ids_or_null(["by"])
        .texts(["kind"])
        .texts_or_null(["before", "after"])
        .longs(["at"])
        .key(["id"])
        .index(["deal_id", "at"])
        .index(["kind", "at"])
        .create(manager)
        .await
}

async fn found_and_decided(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    table("deal_assessment")
        .ids(["id", "deal_id"])
        .ids_or_null(["by"])
        .texts(["kind", "sheet", "verdict", "note"])
        .texts_or_null(["found", "territory", "standing"])
        .flags(["firm"])
        .longs(["at"])
        .key(["id"])
        .create(manager)
        .await?;
    table("deal_play")
        .ids(["id", "deal_id"])
        .ids_or_null(["task_id", "owner_id", "confirmed_by", "by", "closed_by"])
        .texts(["play", "state", "note"])
        .texts_or_null(["cell"])
        .longs(["due_at", "at"])
        .longs_or_null(["closed_at"])
        .ints(["version"])
        .key(["id"])
        .index(["deal_id"])
        .create(manager)
        .await?;
    table("deal_decision")
        .ids(["id", "deal_id"])
        .ids_or_null(["by"])
        .texts(["decision", "reason", "proposed"])
        .longs(["at"])
        .key(["id"])
        .index(["deal_id", "at"])
        .create(manager)
        .await?;
    table("deal_forecast")
        .ids(["id"])
        .ids_or_null(["team_id", "user_id", "by"])
        .texts(["period", "currency"])
        .longs_or_null(["target_minor", "forecast_minor"])
        .longs(["at"])
        .key(["id"])
        .index(["period", "at"])
        .create(manager)
        .await
}
