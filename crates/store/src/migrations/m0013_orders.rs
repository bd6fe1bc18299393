//! Orders with their lines, the product lines they belong to, and what follows from them for customers (CLA-6, CLA-9).

use sea_orm_migration::prelude::*;

use super::schema::{add_columns, table};
use crate::products::GENERAL_LINE;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("product_line")
            .ids(["id"])
            .texts(["code", "name", "rhythm"])
            .flags(["contract"])
            .longs_or_null(["ordinary_order_minor"])
            .texts_or_null(["currency"])
            .longs(["created_at", "updated_at"])
            .longs_or_null(["archived_at"])
            .ints(["version"])
            .key(["id"])
            .unique(["code"])
            .create(manager)
            .await?;
        table("product")
            .ids(["id", "line_id"])
            .texts(["sku", "name"])
            .texts_or_null(["unit"])
            .longs(["created_at", "updated_at"])
            .longs_or_null(["archived_at"])
            .ints(["version"])
            .key(["id"])
            .unique(["sku"])
            .index(["line_id"])
            .create(manager)
            .await?;
        table("customer_order")
            .ids(["id", "party_id"])
            .texts_or_null(["number", "number_key"])
            .texts(["source", "kind"])
            .longs(["ordered_at"])
            .ints(["day"])
            .texts(["currency"])
            .longs(["amount_minor"])
            .longs_or_null(["margin_minor"])
            .ints_or_null(["contract_until_day"])
            .texts(["note"])
            .ids_or_null(["returned_id", "owner_id", "import_id", "created_by"])
            .longs(["created_at"])
            .longs_or_null(["voided_at"])
            .ids_or_null(["voided_by"])
            .texts_or_null(["void_reason"])
            .key(["id"])
            .unique(["source", "number_key"])
            .index(["party_id", "day"])
            .index(["day", "id"])
            .index_where_known("import_id")
            .index_where_known("returned_id")
            .create(manager)
            .await?;
        table("order_line")
            .ids(["order_id"])
            .ints(["position"])
            .ids(["line_id"])
            .ids_or_null(["product_id"])
            .longs(["quantity_milli", "amount_minor"])
            .longs_or_null(["margin_minor", "import_row"])
            .key(["order_id", "position"])
            .create(manager)
            .await?;
        table("rival_share")
            .ids(["id", "party_id", "line_id"])
            .texts(["rival", "currency", "source", "note"])
            .longs(["amount_minor"])
            .ints(["from_day", "to_day"])
            .ids_or_null(["by"])
            .longs(["at"])
            .longs_or_null(["retracted_at"])
            .key(["id"])
            .index(["party_id"])
            .create(manager)
            .await?;
        table("line_status")
            .ids(["party_id", "line_id"])
            .texts(["status"])
            .ints(["first_day", "last_day", "orders"])
            .ints_or_null(["still_buying_until_day"])
            .key(["party_id", "line_id"])
            .index(["line_id", "status"])
            .index(["status", "still_buying_until_day"])
            .create(manager)
            .await?;
        table("line_conversion")
            .ids(["id", "party_id", "line_id"])
            .texts(["kind"])
            .ints(["day"])
            .texts_or_null(["cause", "note"])
            .ids_or_null(["by"])
            .longs_or_null(["answered_at"])
            .longs(["at"])
            .longs_or_null(["retracted_at"])
            .key(["id"])
            .index(["party_id"])
            .index(["day"])
            .create(manager)
            .await?;
        // none: names, as every run before there were orders
        add_columns(manager, "import_run", [ColumnDef::new("subject").text().null().take()]).await?;
        let by_number = Index::create()
            .name("party_external_id")
            .table("party")
            .col("external_id")
            .and_where(Expr::col("external_id").is_not_null())
            .to_owned();
        manager.create_index(by_number).await?;
        let general = Query::insert()
            .into_table("product_line")
            .columns(["id", "code", "name", "rhythm", "contract", "created_at", "updated_at", "version"])
            .values_panic([
                GENERAL_LINE.into(),
                "general".into(),
                "".into(),
                "month".into(),
                false.into(),
                0_i64.into(),
                0_i64.into(),
                1.into(),
            ])
            .to_owned();
        manager.execute(general).await
    }
}
