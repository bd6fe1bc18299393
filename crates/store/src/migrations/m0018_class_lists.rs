//! Lists of customers by class go on at the customer where many are equal, and the silent are found apart.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let statements = [
            "DROP INDEX customer_class_run_id_line_id_contribution_minor",
            "DROP INDEX customer_class_run_id_line_id_silence_rank",
            "DROP INDEX customer_class_run_id_line_id_lifetime_sort",
            "DROP INDEX customer_class_run_id_line_id_existing_contribution_minor",
            "CREATE INDEX customer_class_contribution ON customer_class (run_id, line_id, contribution_minor, party_id)",
            "CREATE INDEX customer_class_risk ON customer_class (run_id, line_id, silence_rank, party_id)",
            "CREATE INDEX customer_class_value ON customer_class (run_id, line_id, lifetime_sort, party_id)",
            "CREATE INDEX customer_class_existing \
             ON customer_class (run_id, line_id, existing, contribution_minor, party_id)",
            "CREATE INDEX customer_class_silent ON customer_class (run_id, line_id, silence_rank, party_id) \
             WHERE rhythm_alert",
        ];
        for sql in statements {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }
}
