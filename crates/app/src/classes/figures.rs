//! The overview as the page asks for it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use method::Coded;
use method::classes::existing::ExistingClass;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{ClassFigures, ClassFlow, ClassRunView};
use crate::{Actor, App, AppError, Right, supply::COMPANY};

#[derive(Clone, Debug, Default, Deserialize, ToSchema, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct ClassesAsked {
    /// a team with all below it; where absent, as far as the actor reaches
    pub team: Option<Uuid>,
    /// a run
    pub run: Option<Uuid>,
    /// a day; where both are absent, the current run
    #[param(value_type = Option<String>, format = Date)]
    #[schema(value_type = Option<String>, format = Date)]
    pub as_of: Option<Date>,
    /// with a day: what a scheduled run knew then, not what is recorded now
    pub known_then: bool,
}

/// Whose customers the figures are about.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ScopeView {
    /// `company`, `team` or `person`
    pub kind: String,
    /// absent for the company
    pub name: Option<String>,
}

/// The classes of all customers within reach at once.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ClassOverview {
    pub scope: ScopeView,
    /// the run that is shown; absent where there is none yet
    pub run: Option<ClassRunView>,
    /// absent where there is no run, or nobody in scope was a customer then
    pub figures: Option<ClassFigures>,
    /// names of the customers that the figures mention and the actor sees, by id
    pub names: BTreeMap<Uuid, String>,
    /// a run that has not ended
    pub running: Option<ClassRunView>,
}

#[derive(Clone, Debug, Deserialize, ToSchema, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FlowAsked {
    /// the earlier run
    pub from: Uuid,
    /// the later run; where absent, the current one
    pub to: Option<Uuid>,
}

/// Customers who moved between two runs.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FlowView {
    pub from: ClassRunView,
    pub to: ClassRunView,
    pub flow: Vec<ClassFlow>,
}

impl App {
    /// Classes, concentration, quadrants, faces, retention and the models behind lifetime values.
    pub async fn class_overview(&self, actor: &Actor, asked: ClassesAsked) -> Result<ClassOverview, AppError> {
        actor.require(Right::SeeLists)?;
        let (scope, scope_id) = self.class_scope(actor, asked.team).await?;
        let run = self.run_asked(asked.run, asked.as_of, asked.known_then).await?;
        let mut figures: Option<ClassFigures> = None;
        if let Some(run) = &run {
            let kept = store::classes::figure(&self.store, run.id, scope_id).await?;
            figures = kept.map(|row| serde_json::from_str(&row.value)).transpose()?;
            if let Some(found) = figures.as_mut().filter(|_| scope_id != COMPANY) {
                // the alert and the models are tested and fitted with everybody's orders
                let company = store::classes::figure(&self.store, run.id, COMPANY).await?;
                let company: Option<ClassFigures> = company.map(|row| serde_json::from_str(&row.value)).transpose()?;
                (found.back_test, found.lifetime) =
                    company.map_or((None, None), |company| (company.back_test, company.lifetime));
            }
        }
        let mut names = BTreeMap::new();
        if let Some(found) = &figures {
            let points = found.points.iter().map(|point| point.party);
            let ids: Vec<Uuid> = points.chain(found.dependences.iter().map(|one| one.party)).collect();
            let rows = store::parties::find_many(&self.store, &ids).await?;
            names.extend(rows.into_iter().filter(|row| actor.sees(row)).map(|row| (row.id, row.name)));
        }
        let running = store::classes::unfinished(&self.store).await?.into_iter().next();
        Ok(ClassOverview {
            scope,
            run: match run {
                Some(run) => Some(self.run_view(run).await?),
                None => None,
            },
            figures,
            names,
            running: match running {
                Some(run) => Some(self.run_view(run).await?),
                None => None,
            },
        })
    }

    /// Whose figures an actor sees: the company's, the own teams', the own.
    async fn class_scope(&self, actor: &Actor, team: Option<Uuid>) -> Result<(ScopeView, Uuid), AppError> {
        use store::parties::Reach;
        let reach = actor.own_reach();
        let own = || ScopeView { kind: "person".to_owned(), name: Some(actor.name.clone()) };
        let wanted = match (&reach, team) {
            (Reach::All, None) => return Ok((ScopeView { kind: "company".to_owned(), name: None }, COMPANY)),
            (Reach::All, Some(team)) => team,
            (Reach::Teams { teams, .. }, Some(team)) if teams.contains(&team) => team,
            (Reach::Teams { teams, .. }, None) => match actor.team.filter(|team| teams.contains(team)) {
                Some(team) => team,
                None => return Ok((own(), actor.user)),
            },
            (Reach::Own(_) | Reach::Lent { .. }, None) => return Ok((own(), actor.user)),
            (_, Some(_)) => return Err(AppError::NotFound("team")),
        };
        let teams = store::people::teams(&self.store).await?;
        let found = teams.into_iter().find(|one| one.id == wanted).ok_or(AppError::NotFound("team"))?;
        Ok((ScopeView { kind: "team".to_owned(), name: Some(found.name) }, wanted))
    }

    /// Who moved between two runs whose customers are kept, within reach.
    pub async fn class_flow(&self, actor: &Actor, asked: FlowAsked) -> Result<FlowView, AppError> {
        actor.require(Right::SeeLists)?;
        let from = self.run_asked(Some(asked.from), None, false).await?.ok_or(AppError::NotFound("class_run"))?;
        let to = self.run_asked(asked.to, None, false).await?.ok_or(AppError::NotFound("class_run"))?;
        if !from.keeps_rows || !to.keeps_rows {
            return Err(AppError::conflict("class_run_thinned", "the customers of that run are not kept any more"));
        }
        let moves = store::classes::moves(&self.store, from.id, to.id, &actor.reach()).await?;
        let class = |code: &str| ExistingClass::from_code(code).unwrap_or(ExistingClass::New);
        let flow = moves.into_iter().map(|one| ClassFlow {
            was: class(&one.was),
            becomes: class(&one.becomes),
            customers: one.customers.unsigned_abs(),
        });
        let mut flow: Vec<ClassFlow> = flow.collect();
        flow.sort_unstable();
        Ok(FlowView { from: self.run_view(from).await?, to: self.run_view(to).await?, flow })
    }
}
