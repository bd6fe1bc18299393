//! What the supply of prospects is counted from (PRO-8, PRO-9, CLA-6): colours, who is in hand, who still buys, losses.

use sea_orm_migration::prelude::*;

use super::schema::{add_columns, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("loss")
            .ids(["id", "party_id"])
            .texts(["kind", "reason", "note"])
            .longs(["at", "created_at"])
            .longs_or_null(["amount_minor", "retracted_at"])
            .texts_or_null(["currency"])
            .ids_or_null(["by", "owner_id", "activity_id"])
            .key(["id"])
            .index(["party_id", "at"])
            .index(["at"])
            .create(manager)
            .await?;
        table("supply_figure")
            .ids(["scope_id"])
            .longs(["counted_at"])
            .texts(["value"])
            .key(["scope_id"])
            .create(manager)
            .await?;
        let moment = |name: &'static str| ColumnDef::new(name).big_integer().null().take();
        add_columns(
            manager,
            "party",
            [
                ColumnDef::new("colour").text().not_null().default("green").take(),
                ColumnDef::new("man").text().not_null().default("???").take(),
                moment("in_hand_until"),
                moment("screened_at"),
                ColumnDef::new("screened_by").uuid().null().take(),
                moment("last_met_at"),
                moment("buying_until"),
                moment("lost_at"),
                moment("reopen_at"),
            ],
        )
        .await?;
        add_columns(manager, "alert", [ColumnDef::new("team_id").uuid().null().take()]).await?;
        let statements = [
            // when a record was first graded was not kept; it was made no later. The rest is asked of the rules anew at
            // the next start.
            "UPDATE party SET screened_at = created_at, screened_by = owner_id \
             WHERE grade <> 'n' AND owner_id IS NOT NULL AND status <> 'contact'",
            "UPDATE party SET colour = 'none' WHERE disposition <> 'open'",
            // each holds every column that its question asks for, of those rows only that can be the answer, in the order in
            // which they are counted
            "CREATE INDEX party_in_hand ON party (owner_id, kind, grade, man, colour, in_hand_until) \
             WHERE in_hand_until IS NOT NULL",
            "CREATE INDEX party_buying ON party (owner_id, buying_until) WHERE buying_until IS NOT NULL",
            "CREATE INDEX party_screened ON party (screened_at, screened_by) WHERE screened_at IS NOT NULL",
            "CREATE INDEX party_won ON party (won_at, owner_id, screened_at, screened_by) WHERE won_at IS NOT NULL",
            "CREATE INDEX party_dormant ON party (dormant_at, owner_id, status, disposition) WHERE last_two_way_at > 0",
            "CREATE INDEX party_dormant_of ON party (owner_id, status, disposition, dormant_at, last_two_way_at) \
             WHERE last_two_way_at > 0",
            "CREATE INDEX party_reopen ON party (reopen_at) WHERE reopen_at IS NOT NULL",
            "CREATE INDEX activity_orders ON activity (party_id, at) WHERE bought",
        ];
        for sql in statements {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }
}
