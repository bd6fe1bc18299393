//! Search tokens made here rather than by the database, since no database splits Chinese and both must find the same.
//!
//! A record becomes a text of ASCII words ([`document_tokens`]), each of which SQLite's FTS5 and PostgreSQL's `simple`
//! configuration take as exactly one token. A search becomes a [`Query`] over the same words ([`query_terms`]); the store
//! renders it in its dialect. Every word, on both sides, is `[a-z0-9]+` and starts with a letter that tells its kind, so
//! that nothing typed into a search box can become syntax:
//!
//! | first letter | stands for |
//! |---|---|
//! | `c` | one Chinese character or a pair of neighbours, as hexadecimal code points |
//! | `l` | Latin letters and digits: words, pinyin (from each syllable on), initials |
//! | `n` | how the record's own name begins: in Latin letters, pinyin or initials |
//! | `m` | the same, its first letter or its first two |
//! | `p` | the digits of a phone number from its start |
//! | `t` | the digits of a phone number backwards, so that a tail of it is a prefix |
//! | `e` | an e-mail address without its punctuation |

mod document;
mod encoding;
mod query;
pub mod readings;

pub use document::{OwnName, SearchFields, document_tokens};
pub use query::{AnyOf, Query, Reach, Term, own_name_term, query_terms};
