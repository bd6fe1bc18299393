//! The tables as Rust types, one module per aggregate.
//!
//! Times are UTC milliseconds (`i64`), ids UUIDv7, enumerations their stable code as text, and structured values JSON
//! kept as text, so that both databases hold the same bytes.

/// Declares one table: the row as `Model`, and what SeaORM needs beside it.
macro_rules! table {
    ($(#[$doc:meta])* $module:ident = $table:literal { $($(#[$attr:meta])* $field:ident : $ty:ty),+ $(,)? }) => {
        $(#[$doc])*
        pub mod $module {
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                $($(#[$attr])* pub $field: $ty,)+
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}

            impl crate::rows::Row for Model {
                fn into_values(self, values: &mut Vec<Value>) {
                    $(values.push(self.$field.into());)+
                }
            }
        }
    };
}

mod classes;
mod deals;
mod duplicates;
mod imports;
mod judged;
mod orders;
mod parties;
mod people;
mod privacy;
mod record;
mod segments;
mod sharing;
mod sign_in;
mod system;
mod webhooks;

pub use classes::{class_change, class_figure, class_run, customer_class};
pub use deals::{
    deal, deal_assessment, deal_change, deal_concern, deal_decision, deal_forecast, deal_person, deal_play, deal_rival,
    deal_tender,
};
pub use duplicates::{duplicate_pair, duplicate_scan, party_merge};
pub use imports::{import_folder, import_folder_file, import_row, import_run, import_template, job};
pub use judged::{future_answer, future_customer, judgement};
pub use orders::{customer_order, line_conversion, line_status, order_line, product, product_line, rival_share};
pub use parties::{address, contact_point, lead_list, list_member, party, party_link, party_tag};
pub use people::{api_token, session, team, territory, token_budget, user_account};
pub use privacy::{erasure, person_request, suppressed_contact};
pub use record::{activity, assessment, consent, evidence, loss, party_change, task};
pub use segments::{segment, segment_member};
pub use sharing::{deputy, party_share};
pub use sign_in::{attempt, external_identity, known_device, password_link, recovery_code, second_factor};
pub use system::{
    alert, audit_record, catalogue_entry, custom_field, idempotency_key, method_cost, saved_view, setting,
    supply_figure,
};
pub use webhooks::{webhook, webhook_delivery, webhook_event};
