//! Changing how a file is read and what its columns mean, before the start.

use method::{Coded, duplicates::OnDuplicate, prospecting::markets::Market};
use serde::{Deserialize, Serialize};
use tables::{ImportField, Mapping, TextEncoding, detect::HeaderHint, mapping::Assignment};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{ImportView, MappedColumn, state, subject::subject_of, upload::analyse};
use crate::{Actor, App, AppError, FieldError, Right, error::check_version_if_named, parties::checked_code};

/// What the person knows better than the detection.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FormatHints {
    /// an encoding label such as `gb18030` or `utf-8`
    pub encoding: Option<String>,
    pub delimiter: Option<String>,
    pub sheet: Option<String>,
    /// the row that holds the header, from 1; 0: there is none
    pub header_row: Option<u64>,
}

#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MapColumn {
    /// name of the column
    pub column: String,
    /// code of a field, `custom:KEY`, or absent to leave the column out
    pub field: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditImport {
    pub format: Option<FormatHints>,
    pub mapping: Option<Vec<MapColumn>>,
    /// `skip`, `fill`, `overwrite`, `create` or `review`; of orders `create` makes the customers who are not on file, and
    /// all others leave their rows out; of deals `skip`, `fill` and `overwrite` say what is done with those on file
    pub on_duplicate: Option<String>,
    /// of deals: whether customers who are not on file are made; without it their rows are left out
    pub make_customers: Option<bool>,
    /// whose the names become; the actor's where never set
    pub owner_id: Option<Uuid>,
    pub market: Option<String>,
    pub method: Option<String>,
    /// the version that was read; a newer one in between refuses the change. `If-Match` says the same
    pub version: Option<i32>,
}

/// The mapping a run is to be read with.
pub(super) fn mapping_of(columns: &[MappedColumn]) -> Result<Mapping, AppError> {
    let mut assignments = Vec::new();
    for column in columns {
        if let Some(code) = &column.field {
            let field: ImportField = code.parse().map_err(|error: tables::mapping::UnknownField| {
                AppError::invalid("/mapping", "mapping_unknown_field", error.to_string())
            })?;
            assignments.push(Assignment { column: column.name.clone(), field });
        }
    }
    Ok(Mapping::new(assignments))
}

pub(super) fn hints_of(asked: FormatHints) -> Result<tables::Hints, AppError> {
    let encoding = asked
        .encoding
        .map(|name| TextEncoding::from_name(&name))
        .transpose()
        .map_err(|_| AppError::invalid("/format/encoding", "unknown", "there is no such encoding"))?;
    let delimiter = match asked.delimiter.as_deref() {
        None | Some("") => None,
        Some("\\t" | "tab") => Some('\t'),
        Some(text) => text.chars().next(),
    };
    let header = asked.header_row.map(|row| if row == 0 { HeaderHint::Absent } else { HeaderHint::Row(row) });
    Ok(tables::Hints { encoding, delimiter, sheet: asked.sheet, header, short_rows: None })
}

impl App {
    pub async fn edit_import(&self, actor: &Actor, id: Uuid, edit: EditImport) -> Result<ImportView, AppError> {
        actor.require(Right::Import)?;
        let mut row = self.run_seen(&self.store, actor, id).await?;
        if row.state != state::ANALYSED {
            return Err(AppError::conflict("import_started", "the import has started; its plan stands"));
        }
        check_version_if_named(edit.version, row.version)?;
        if let Some(hints) = edit.format {
            let analysis = analyse(&self.import_path(id), hints_of(hints)?, subject_of(&row)).await?;
            row.format = analysis.format;
            row.notes = analysis.notes;
            row.mapping = serde_json::to_string(&analysis.mapping)?;
        }
        if let Some(changes) = edit.mapping {
            let mut columns: Vec<MappedColumn> = serde_json::from_str(&row.mapping)?;
            apply_mapping(&mut columns, changes)?;
            row.mapping = serde_json::to_string(&columns)?;
        }
        let mut errors = Vec::new();
        if let Some(choice) = edit.on_duplicate {
            match OnDuplicate::from_code(&choice) {
                Some(choice) => row.on_duplicate = choice.code().to_owned(),
                None => errors.push(FieldError::new(
                    "/on_duplicate",
                    "unknown",
                    "use skip, fill, overwrite, create or review",
                )),
            }
        }
        if edit.make_customers.is_some() {
            row.make_customers = edit.make_customers;
        }
        if edit.market.is_some() {
            row.market = checked_code::<Market>(edit.market.as_deref(), "/market", &mut errors);
        }
        if edit.method.is_some() {
            row.method = self.checked_method(edit.method.as_deref(), "/method", &mut errors);
        }
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        if let Some(owner) = edit.owner_id {
            let user = store::people::user(&self.store, owner).await?.filter(|user| user.active);
            let user = user.ok_or_else(|| AppError::invalid("/owner_id", "unknown", "there is no such active user"))?;
            if owner != actor.user && !(actor.may(Right::Assign) && actor.may_edit(Some(owner), user.team_id)) {
                return Err(AppError::Forbidden);
            }
            row.owner_id = Some(owner);
            row.team_id = user.team_id;
        }
        let tx = self.store.begin().await?;
        let row = store::imports::update_plan(&tx, row).await?;
        self.audit(&tx, actor, "import_planned", ("import", &id.to_string()), serde_json::json!({})).await?;
        tx.commit().await?;
        self.import_view(actor, row).await
    }
}

/// Gives columns their fields; a field that a party has once leaves the column that had it before.
pub(super) fn apply_mapping(columns: &mut [MappedColumn], changes: Vec<MapColumn>) -> Result<(), AppError> {
    for change in changes {
        let field = change.field.filter(|code| !code.is_empty() && code != "ignore");
        let parsed = field
            .as_deref()
            .map(str::parse::<ImportField>)
            .transpose()
            .map_err(|error| AppError::invalid("/mapping", "mapping_unknown_field", error.to_string()))?;
        // the command line names columns by heading or by number
        let numbered =
            change.column.strip_prefix('#').and_then(|n| n.parse::<usize>().ok()).and_then(|n| n.checked_sub(1));
        let position = columns.iter().position(|c| c.name == change.column).or(numbered.filter(|n| *n < columns.len()));
        let Some(position) = position else {
            let known: Vec<&str> = columns.iter().map(|c| c.name.as_str()).collect();
            let detail = format!("the file has no column `{}`; its columns are {}", change.column, known.join(", "));
            return Err(AppError::invalid("/mapping", "mapping_no_such_column", detail));
        };
        if parsed.as_ref().is_some_and(|field| !field.is_repeatable()) {
            for column in columns.iter_mut().filter(|column| column.field == field) {
                column.field = None;
            }
        }
        columns[position].field = field;
        columns[position].confidence = 100;
        columns[position].why = "chosen".to_owned();
    }
    Ok(())
}
