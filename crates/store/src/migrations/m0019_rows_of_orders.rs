//! A row of a file that became an order or a deal names that; whose it is, the order or the deal says.

use sea_orm_migration::prelude::*;

use super::schema::add_columns;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add_columns(manager, "import_row", [ColumnDef::new("became_id").uuid().null().take()]).await
    }
}
