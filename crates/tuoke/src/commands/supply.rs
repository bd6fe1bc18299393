//! `tuoke supply`

use std::process::ExitCode;

use app::supply::{SupplyAsked, SupplyLine};
use clap::Args;
use method::{
    Coded,
    coded::Language,
    prospecting::supply::{RenewalState, SupplyLevel},
    verdict::Measured,
};

use crate::{
    commands::{actor, language, say},
    configuration::DataArgs,
};

#[derive(Debug, Args)]
pub struct Supply {
    #[command(flatten)]
    data: DataArgs,
    /// E-mail of the person
    #[arg(long = "as", value_name = "EMAIL")]
    person: String,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

impl Supply {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let app = self.data.open_migrated(false).await?;
        let person = actor(&app, Some(&self.person)).await?;
        let supply = app.supply(&person, SupplyAsked::default()).await?;
        if self.json {
            say(serde_json::to_string(&supply)?)?;
        } else {
            let language = language();
            let whole = match language {
                Language::Zh => "合计",
                Language::En => "all",
            };
            say(line(whole, None, &supply.whole, language))?;
            for unit in &supply.units {
                say(line(&unit.team.name, Some(unit.level.value), &unit.line, language))?;
            }
            for rep in &supply.reps {
                say(line(&rep.user.name, rep.level.value, &rep.line, language))?;
            }
            for loss in &supply.losses {
                let reason = loss.reason.text().in_language(language);
                say(format_args!("{:>4} {:>4}  {reason}", loss.customers, loss.prospects))?;
            }
        }
        app.close().await?;
        Ok(ExitCode::SUCCESS)
    }
}

/// One line: in hand, customers, weekly loss and need, newly screened, the renewal.
fn line(name: &str, level: Option<SupplyLevel>, line: &SupplyLine, language: Language) -> String {
    let supply = &line.supply.value;
    let need = match supply.weekly_need {
        Measured::Estimate { value, low, high, .. } => format!("{value:.1} ({low:.1}–{high:.1})"),
        Measured::TooFew { n, needed } => format!("– ({n}/{needed})"),
    };
    let newly = supply.newly_screened.first().copied().unwrap_or_default();
    let level = level.map(|level| level.text().in_language(language)).unwrap_or_default();
    let renewal = &supply.renewal;
    let renewed = match renewal.state {
        RenewalState::Met | RenewalState::Below => format!("{}/{:.1}", renewal.first_orders, renewal.target),
        other => other.text().in_language(language).to_owned(),
    };
    let short = match (supply.short, language) {
        (true, Language::Zh) => "客源不足",
        (true, Language::En) => "short",
        (false, _) => "",
    };
    let (organisations, people) = (line.in_hand.organisations, line.in_hand.people);
    let (customers, loss) = (line.customers, supply.loss_per_week);
    match language {
        Language::Zh => format!(
            "{name}  在手组织 {organisations}、个人 {people} {level}  现实客户 {customers}  每周流失 {loss:.2}  \
             每周需新增 {need}  近四周每周新筛选 {newly:.1} {short}  三年更新 {renewed}"
        ),
        Language::En => format!(
            "{name}  in hand: organisations {organisations}, people {people} {level}  customers {customers}  \
             lost a week {loss:.2}  needed a week {need}  newly screened a week {newly:.1} {short}  renewed {renewed}"
        ),
    }
}
