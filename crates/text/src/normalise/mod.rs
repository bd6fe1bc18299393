//! One cell of a list, read into the form the whole product agrees on (PRO-11).
//!
//! Every reader takes the cell as it was typed: full-width, padded, with labels and stray marks. It returns either the
//! agreed form or an error that names what is wrong. An error has a stable `code()`, which screens translate.

pub mod address;
pub mod amount;
pub mod date;
pub mod email;
pub mod identity_number;
pub mod money;
pub mod organisation;
pub mod person;
pub mod phone;
pub mod places;
pub mod surnames;
pub mod width;

pub use address::{Address, parse_address};
pub use amount::{Amount, parse_amount};
pub use date::{DateError, DateReading, DayOrder, PartialDate, parse_date};
pub use email::{EmailError, parse_email, parse_emails};
pub use identity_number::{Gender, IdentityError, IdentityNumber, IdentityScheme, parse_identity};
pub use money::{MoneyBand, MoneyError, Period, parse_money};
pub use organisation::{OrganisationName, organisation_key, parse_organisation};
pub use person::{PersonName, parse_person};
pub use phone::{Phone, PhoneError, PhoneKind, Phones, RefusedPhone, Region, parse_phone, parse_phones};
pub use width::{fold_latin, fold_width, is_han, tidy};
