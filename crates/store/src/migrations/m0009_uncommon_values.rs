//! Indexes of what few records have: where nearly all of a million have the usual value, a list of the others must not
//! read them all. A row with the usual value costs nothing here.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const INDEXES: [&str; 7] = [
    "CREATE INDEX party_uncommon_kind ON party (kind, id) WHERE kind <> 'person'",
    "CREATE INDEX party_uncommon_status ON party (status, id) WHERE status <> 'prospect'",
    "CREATE INDEX party_uncommon_disposition ON party (disposition, id) WHERE disposition <> 'open'",
    "CREATE INDEX party_uncommon_grade ON party (grade, id) WHERE grade <> 'n'",
    "CREATE INDEX party_uncommon_intent ON party (intent, id) WHERE intent <> 'none'",
    "CREATE INDEX party_golden ON party (id) WHERE golden",
    // a city has many records: what a list of them also asks for is counted without reading each
    "CREATE INDEX party_city ON party (city, status, disposition, owner_id, id) WHERE city IS NOT NULL",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for sql in INDEXES {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }
}
