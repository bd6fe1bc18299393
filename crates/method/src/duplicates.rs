//! When two records are the same person or organisation, and what an import does with a double (PRO-11).

use serde::{Deserialize, Serialize};

use crate::coded::coded;

coded! {
    /// How alike two records are.
    pub enum Likeness in "likeness" {
        Same = "same", "重复", "the same";
        Review = "review", "待人工核对", "to be reviewed";
        New = "new", "新客户", "new";
    }
}

coded! {
    /// What an import does with a row that is already on file. Chosen by the person before the import starts.
    #[derive(Default)]
    pub enum OnDuplicate in "on_duplicate" {
        #[default]
        Skip = "skip", "跳过，保留原有资料", "skip and keep what is on file";
        Fill = "fill", "只补充空白项", "fill in blanks only";
        Overwrite = "overwrite", "用导入内容覆盖", "overwrite with the import";
        Create = "create", "仍然新建", "create anyway";
        Review = "review", "转人工核对合并", "send to merge review";
    }
}

coded! {
    /// The one state in which an import row ends. The four counts add up to the rows read.
    pub enum RowState in "row_state" {
        Created = "created", "已新建", "created";
        Updated = "updated", "已更新", "updated";
        Duplicate = "duplicate", "重复", "duplicate";
        Rejected = "rejected", "已拒绝", "rejected";
    }
}

/// Thresholds of similarity, each between 0 and 1; `review <= same`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DuplicateSettings {
    /// At and above: the same record.
    pub same: f64,
    /// At and above, but below `same`: a person looks.
    pub review: f64,
}

impl Default for DuplicateSettings {
    fn default() -> Self {
        Self { same: 0.92, review: 0.80 }
    }
}

/// The reading of a similarity between 0 and 1. A value on the border belongs to the upper class.
pub fn likeness(similarity: f64, settings: &DuplicateSettings) -> Likeness {
    if similarity >= settings.same {
        Likeness::Same
    } else if similarity >= settings.review {
        Likeness::Review
    } else {
        Likeness::New
    }
}

/// The state in which a row ends that was recognised with this likeness, under the person's choice.
///
/// A row to be reviewed is held as a duplicate whatever the choice, except when doubles are wanted: overwriting a
/// record on a mere resemblance would lose facts.
pub const fn row_state(likeness: Likeness, choice: OnDuplicate) -> RowState {
    match (likeness, choice) {
        (Likeness::New, _) | (_, OnDuplicate::Create) => RowState::Created,
        (Likeness::Same, OnDuplicate::Fill | OnDuplicate::Overwrite) => RowState::Updated,
        (Likeness::Same | Likeness::Review, _) => RowState::Duplicate,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(1.0, Likeness::Same)]
    #[case(0.92, Likeness::Same)]
    #[case(0.9199, Likeness::Review)]
    #[case(0.80, Likeness::Review)]
    #[case(0.7999, Likeness::New)]
    #[case(0.0, Likeness::New)]
    fn a_border_value_belongs_to_the_upper_class(#[case] similarity: f64, #[case] expected: Likeness) {
        assert_eq!(likeness(similarity, &DuplicateSettings::default()), expected);
    }

    #[rstest]
    #[case(Likeness::New, OnDuplicate::Skip, RowState::Created)]
    #[case(Likeness::Same, OnDuplicate::Skip, RowState::Duplicate)]
    #[case(Likeness::Same, OnDuplicate::Fill, RowState::Updated)]
    #[case(Likeness::Same, OnDuplicate::Overwrite, RowState::Updated)]
    #[case(Likeness::Same, OnDuplicate::Create, RowState::Created)]
    #[case(Likeness::Same, OnDuplicate::Review, RowState::Duplicate)]
    #[case(Likeness::Review, OnDuplicate::Overwrite, RowState::Duplicate)]
    #[case(Likeness::Review, OnDuplicate::Create, RowState::Created)]
    fn each_choice_ends_in_one_state(
        #[case] likeness: Likeness,
        #[case] choice: OnDuplicate,
        #[case] expected: RowState,
    ) {
        assert_eq!(row_state(likeness, choice), expected);
    }
}
