//! Classes computed from orders (CLA-1, CLA-2, CLA-5, CLA-7): runs, the classes of the last ones, and what changed.

use sea_orm_migration::prelude::*;

use super::schema::table;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("class_run")
            .ids(["id"])
            .ints(["as_of_day", "settings_version"])
            .texts(["kind", "state", "stage"])
            .flags(["current", "keeps_rows"])
            .ids_or_null(["asked_by"])
            .longs(["asked_at"])
            .longs_or_null(["started_at", "ended_at"])
            .longs(["orders", "left_out", "customers", "done", "total", "changes"])
            .texts_or_null(["currency", "error"])
            .key(["id"])
            .index(["state", "as_of_day"])
            .create(manager)
            .await?;
        table("class_figure")
            .ids(["run_id", "scope_id"])
            .texts(["value"])
            .key(["run_id", "scope_id"])
            .create(manager)
            .await?;
        table("customer_class")
            .ids(["run_id", "line_id", "party_id"])
            .ints(["as_of_day"])
            .texts(["abc", "existing", "told_existing", "face"])
            .longs(["sales_minor", "sales_rank", "contribution_minor"])
            .doubles(["sales_share", "sales_cumulative", "contribution_share", "contribution_cumulative"])
            .texts(["contribution_measure"])
            .flags(["contribution_high", "contribution_estimated"])
            .doubles_or_null(["stability", "regularity", "evenness", "order_size", "decline"])
            .ints(["periods", "periods_with_orders", "counted_orders", "full_months", "full_quarters"])
            .flags(["face_tie"])
            .texts_or_null(["face_reasons"])
            .ints(["rfm_r", "rfm_f", "rfm_m", "purchases", "first_day", "last_day"])
            .doubles_or_null(["usual_gap"])
            .texts(["gap_base"])
            .flags(["rhythm_alert"])
            .doubles(["silence_rank"])
            .ints_or_null(["alert_from_days"])
            .doubles_or_null(["as_long", "followed"])
            .longs(["as_long_n", "followed_n"])
            .doubles_or_null(["alive", "expected_purchases"])
            .longs_or_null(["lifetime_minor"])
            .longs(["lifetime_sort"])
            .key(["run_id", "line_id", "party_id"])
            .index(["run_id", "line_id", "contribution_minor"])
            .index(["run_id", "line_id", "silence_rank"])
            .index(["run_id", "line_id", "lifetime_sort"])
            .index(["run_id", "line_id", "existing", "contribution_minor"])
            .index(["party_id"])
            .create(manager)
            .await?;
        table("class_change")
            .ids(["id", "party_id", "line_id", "run_id"])
            .texts(["kind"])
            .texts_or_null(["was"])
            .texts(["becomes", "figures"])
            .ints(["as_of_day"])
            .flags(["told"])
            .longs(["at"])
            .longs_or_null(["seen_at"])
            .ids_or_null(["seen_by"])
            .key(["id"])
            .index(["party_id", "as_of_day"])
            .index(["run_id"])
            .index(["at"])
            .create(manager)
            .await
    }
}
