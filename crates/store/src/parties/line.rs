//! What a list shows of a party: half of its columns, and no more are read.

use sea_orm::DerivePartialModel;
use uuid::Uuid;

use crate::entities::party;

macro_rules! line {
    ($($field:ident : $ty:ty),+ $(,)?) => {
        /// A party as a line of a list; every column as in [`party::Model`].
        #[derive(Clone, Debug, DerivePartialModel)]
        #[sea_orm(entity = "party::Entity")]
        pub struct Line {
            $(pub $field: $ty,)+
        }

        impl From<party::Model> for Line {
            fn from(row: party::Model) -> Self {
                Self { $($field: row.$field,)+ }
            }
        }
    };
}

line! {
    id: Uuid,
    kind: String,
    status: String,
    name: String,
    name_key: String,
    owner_id: Option<Uuid>,
    list_id: Option<Uuid>,
    market: Option<String>,
    method: Option<String>,
    primary_phone: Option<String>,
    employer: Option<String>,
    position: Option<String>,
    city: Option<String>,
    disposition: String,
    grade: String,
    score: f64,
    intent: String,
    golden: bool,
    completeness: i32,
    step: String,
    last_contact_at: Option<i64>,
    last_two_way_at: i64,
    due_at: i64,
    overdue_at: i64,
    dormant_at: i64,
    created_at: i64,
    updated_at: i64,
    returns_at: Option<i64>,
    pool_warned_at: Option<i64>,
    colour: String,
    prospect_class: Option<String>,
    face: Option<String>,
}
