//! The manager is told at once of an important customer who stopped buying (CLA-6).

use std::collections::BTreeMap;

use method::{
    Answer, Coded,
    alerts::AlertKind,
    classes::{
        abc::AbcClass,
        conversions::{AlarmFacts, alarms},
        existing::ExistingClass,
    },
};
use store::{
    Tx,
    entities::{alert, line_conversion},
};
use uuid::Uuid;

use crate::{App, AppError};

impl App {
    /// Raises an alert for each customer of class A or EI among those who have just left a line, by the classes of the last
    /// run. `backward` are conversions of not long ago.
    pub(super) async fn alarm_of_conversions(
        &self,
        tx: &Tx,
        backward: &[line_conversion::Model],
    ) -> Result<(), AppError> {
        let mut lines: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
        for row in backward {
            lines.entry(row.party_id).or_default().push(row.line_id);
        }
        if lines.is_empty() {
            return Ok(());
        }
        let parties: Vec<Uuid> = lines.keys().copied().collect();
        let classes = store::orders::classes_before(tx, &parties).await?;
        if classes.is_empty() {
            return Ok(());
        }
        let names = self.line_names(tx, &[]).await?;
        let teams: BTreeMap<Uuid, Option<Uuid>> =
            store::parties::find_many(tx, &parties).await?.into_iter().map(|row| (row.id, row.team_id)).collect();
        for (party, abc, existing) in classes {
            let facts = AlarmFacts {
                backward: true,
                abc: AbcClass::from_code(&abc),
                existing: ExistingClass::from_code(&existing),
                face: None,
                need_lost: Answer::Unknown,
                turns_to_rival: Answer::Unknown,
            };
            let found = alarms(&facts, self.now()).value;
            if found.is_empty() {
                continue;
            }
            let because: Vec<&str> = found.iter().map(|alarm| alarm.code()).collect();
            let left: Vec<String> =
                lines.get(&party).into_iter().flatten().map(|line| names.line(*line).code).collect();
            let row = alert::Model {
                id: self.new_id(),
                kind: AlertKind::KeyCustomerLost.code().to_owned(),
                detail: serde_json::json!({ "because": because, "lines": left }).to_string(),
                user_id: None,
                party_id: Some(party),
                seen_by: None,
                at: self.now_ms(),
                seen_at: None,
                team_id: teams.get(&party).copied().flatten(),
            };
            store::audit::raise(tx, row).await?;
        }
        Ok(())
    }
}
