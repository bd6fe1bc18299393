//! A short way to write tables, the same for both databases.

use sea_orm_migration::{
    prelude::*,
    sea_query::{ColumnDef, Index, Table},
};

/// A table being described.
pub(super) struct NewTable {
    name: &'static str,
    columns: Vec<ColumnDef>,
    key: Vec<&'static str>,
    indexes: Vec<NewIndex>,
}

struct NewIndex {
    columns: Vec<&'static str>,
    holds: Holds,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Rows,
    UniqueRows,
    KnownValues,
}

pub(super) fn table(name: &'static str) -> NewTable {
    NewTable { name, columns: Vec::new(), key: Vec::new(), indexes: Vec::new() }
}

macro_rules! columns {
    ($($(#[$doc:meta])* $required:ident, $optional:ident => $kind:ident;)+) => {
        $(
            pub(super) fn $required<const N: usize>(mut self, names: [&'static str; N]) -> Self {
                self.columns.extend(names.map(|name| ColumnDef::new(name).$kind().not_null().take()));
                self
            }

            pub(super) fn $optional<const N: usize>(mut self, names: [&'static str; N]) -> Self {
                self.columns.extend(names.map(|name| ColumnDef::new(name).$kind().null().take()));
                self
            }
        )+
    };
}

impl NewTable {
    columns! {
        ids, ids_or_null => uuid;
        texts, texts_or_null => text;
        /// moments (UTC milliseconds), money in minor units, counts that may be large
        longs, longs_or_null => big_integer;
        ints, ints_or_null => integer;
        doubles, doubles_or_null => double;
    }

    pub(super) fn flags<const N: usize>(mut self, names: [&'static str; N]) -> Self {
        self.columns.extend(names.map(|name| ColumnDef::new(name).boolean().not_null().take()));
        self
    }

    pub(super) fn key<const N: usize>(mut self, names: [&'static str; N]) -> Self {
        self.key = names.to_vec();
        self
    }

    pub(super) fn index<const N: usize>(mut self, names: [&'static str; N]) -> Self {
        self.indexes.push(NewIndex { columns: names.to_vec(), holds: Holds::Rows });
        self
    }

    pub(super) fn unique<const N: usize>(mut self, names: [&'static str; N]) -> Self {
        self.indexes.push(NewIndex { columns: names.to_vec(), holds: Holds::UniqueRows });
        self
    }

    /// An index of a column that most rows leave empty: those cost nothing.
    pub(super) fn index_where_known(mut self, name: &'static str) -> Self {
        self.indexes.push(NewIndex { columns: vec![name], holds: Holds::KnownValues });
        self
    }

    pub(super) async fn create(self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        let mut statement = Table::create();
        statement.table(self.name);
        for column in self.columns {
            statement.col(column);
        }
        let mut key = Index::create();
        for column in &self.key {
            key.col(*column);
        }
        statement.primary_key(&mut key);
        manager.create_table(statement).await?;
        for NewIndex { columns, holds } in self.indexes {
            let mut index = Index::create();
            index.name(format!("{}_{}", self.name, columns.join("_"))).table(self.name);
            for column in columns {
                index.col(column);
                if holds == Holds::KnownValues {
                    index.and_where(Expr::col(column).is_not_null());
                }
            }
            if holds == Holds::UniqueRows {
                index.unique();
            }
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

/// Adds columns to a table, one statement each: SQLite takes no more at a time.
pub(super) async fn add_columns<const N: usize>(
    manager: &SchemaManager<'_>,
    name: &'static str,
    columns: [ColumnDef; N],
) -> Result<(), DbErr> {
    for column in columns {
        manager.alter_table(Table::alter().table(name).add_column(column).take()).await?;
    }
    Ok(())
}
