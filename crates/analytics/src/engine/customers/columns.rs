//! The columns of customers: the id, one for each field of the catalogue under its code, and the fields that a team added.
//! What nobody knows is null; yes or no and sets are always known.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use datafusion::arrow::array::{
    ArrayRef, AsArray, BooleanArray, FixedSizeBinaryArray, FixedSizeBinaryBuilder, Float64Array, Int32Array,
    Int64Array, ListBuilder, MapBuilder, RecordBatch, StringArray, StringBuilder,
};
use datafusion::arrow::datatypes::{DataType, Field, Fields, Schema, SchemaRef};
use filters::{CATALOGUE, Facts};
use uuid::Uuid;

use super::super::columns::ID_BYTES;
use super::super::error::EngineError;

pub(super) const ID: &str = "id";
/// Keys and texts of added fields.
pub(super) const CUSTOM: &str = "custom";

/// The columns of every file of customers.
pub fn customer_schema() -> SchemaRef {
    static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
        let fields = CATALOGUE.iter().map(|entry| Field::new(entry.code, kind(entry.field), true));
        let id = Field::new(ID, DataType::FixedSizeBinary(ID_BYTES), false);
        let custom = Field::new(CUSTOM, pairs(), true);
        Arc::new(Schema::new([id].into_iter().chain(fields).chain([custom]).collect::<Vec<_>>()))
    });
    Arc::clone(&SCHEMA)
}

/// The names and kinds of all columns, to be compared with those of a file.
pub(super) fn names() -> Vec<String> {
    customer_schema().fields().iter().map(|field| format!("{}: {}", field.name(), field.data_type())).collect()
}

fn kind(field: filters::Field) -> DataType {
    let id = DataType::FixedSizeBinary(ID_BYTES);
    let many = |one: DataType| DataType::List(Arc::new(Field::new_list_field(one, true)));
    match field {
        filters::Field::Text(_) | filters::Field::Word(_) => DataType::Utf8,
        filters::Field::Set(_) => many(DataType::Utf8),
        filters::Field::Number(_) => DataType::Float64,
        filters::Field::Moment(_) => DataType::Int64,
        filters::Field::Day(_) => DataType::Int32,
        filters::Field::Flag(_) | filters::Field::Answer(_) => DataType::Boolean,
        filters::Field::Reference(_) => id,
        filters::Field::Line(_) | filters::Field::List | filters::Field::Segment => many(id),
    }
}

/// As the builder of maps has it.
fn pairs() -> DataType {
    let (key, value) = (Field::new("keys", DataType::Utf8, false), Field::new("values", DataType::Utf8, true));
    let pair = DataType::Struct(Fields::from(vec![key, value]));
    DataType::Map(Arc::new(Field::new("entries", pair, false)), false)
}

/// Records as columns.
pub(super) fn batch(rows: &[(Uuid, Facts)]) -> Result<RecordBatch, EngineError> {
    let mut columns: Vec<ArrayRef> = vec![Arc::new(one_id(rows.iter().map(|(id, _)| Some(*id)))?)];
    for entry in CATALOGUE {
        columns.push(column(entry.field, rows)?);
    }
    columns.push(custom(rows)?);
    Ok(RecordBatch::try_new(customer_schema(), columns)?)
}

fn column(field: filters::Field, rows: &[(Uuid, Facts)]) -> Result<ArrayRef, EngineError> {
    let facts = || rows.iter().map(|(_, facts)| facts);
    Ok(match field {
        filters::Field::Text(field) => {
            Arc::new(facts().map(|one| one.texts.get(&field).map(String::as_str)).collect::<StringArray>())
        }
        filters::Field::Word(field) => {
            Arc::new(facts().map(|one| one.words.get(&field).map(String::as_str)).collect::<StringArray>())
        }
        filters::Field::Set(field) => {
            let mut texts = ListBuilder::new(StringBuilder::new());
            for one in facts() {
                texts.append_value(one.sets.get(&field).into_iter().flatten().map(Some));
            }
            Arc::new(texts.finish())
        }
        // there is one zero
        filters::Field::Number(field) => {
            Arc::new(facts().map(|one| one.numbers.get(&field).map(|number| number + 0.0)).collect::<Float64Array>())
        }
        filters::Field::Moment(field) => {
            Arc::new(facts().map(|one| one.moments.get(&field).copied()).collect::<Int64Array>())
        }
        filters::Field::Day(field) => {
            Arc::new(facts().map(|one| one.days.get(&field).copied()).collect::<Int32Array>())
        }
        filters::Field::Flag(field) => {
            Arc::new(facts().map(|one| Some(one.flags.contains(&field))).collect::<BooleanArray>())
        }
        filters::Field::Answer(field) => {
            Arc::new(facts().map(|one| one.answers.get(&field).copied()).collect::<BooleanArray>())
        }
        filters::Field::Reference(field) => Arc::new(one_id(facts().map(|one| one.references.get(&field).copied()))?),
        filters::Field::Line(field) => many_ids(facts().map(|one| one.lines.get(&field)))?,
        filters::Field::List => many_ids(facts().map(|one| Some(&one.lists)))?,
        filters::Field::Segment => many_ids(facts().map(|one| Some(&one.segments)))?,
    })
}

fn one_id(ids: impl Iterator<Item = Option<Uuid>>) -> Result<FixedSizeBinaryArray, EngineError> {
    let mut column = FixedSizeBinaryBuilder::new(ID_BYTES);
    for id in ids {
        match id {
            Some(id) => column.append_value(id.as_bytes())?,
            None => column.append_null(),
        }
    }
    Ok(column.finish())
}

fn many_ids<'a>(rows: impl Iterator<Item = Option<&'a BTreeSet<Uuid>>>) -> Result<ArrayRef, EngineError> {
    let mut column = ListBuilder::new(FixedSizeBinaryBuilder::new(ID_BYTES));
    for ids in rows {
        for id in ids.into_iter().flatten() {
            column.values().append_value(id.as_bytes())?;
        }
        column.append(true);
    }
    Ok(Arc::new(column.finish()))
}

fn custom(rows: &[(Uuid, Facts)]) -> Result<ArrayRef, EngineError> {
    let mut column = MapBuilder::new(None, StringBuilder::new(), StringBuilder::new());
    for (_, facts) in rows {
        for (key, text) in &facts.custom {
            column.keys().append_value(key);
            column.values().append_value(text);
        }
        column.append(true)?;
    }
    Ok(Arc::new(column.finish()))
}

/// The ids of a batch that has no other column.
pub(super) fn ids(batch: &RecordBatch) -> Result<Vec<Uuid>, EngineError> {
    let column = batch.column(0).as_fixed_size_binary();
    Ok((0..batch.num_rows()).map(|row| Uuid::from_slice(column.value(row)).unwrap_or_default()).collect())
}
