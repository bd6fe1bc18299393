//! The demo team, filled through the same drafts and rules as everything else.

use std::collections::BTreeSet;

use app::deals::{DiagnosisAsked, ForecastAsked, RatesAsked};
use demo_data::Size;
use method::{
    Coded,
    deals::{
        opening::{grid::Opening, team::TeamRule},
        portfolio::{PortfolioOf, PortfolioRule},
        value::ValueClass,
    },
};
use serde_json::json;
use test_support::on_both_databases;

use crate::team::{Fresh, code, read};

const SMALL: Size = Size { people: 150, organisations: 40 };

on_both_databases! {
    async fn the_demo_is_sound_and_a_sellers_day_is_rich(fresh: Fresh) {
        let counts = fresh.app.fill_demo_sized(SMALL).await.unwrap();
        assert!(counts.parties >= SMALL.people + SMALL.organisations);
        let findings = fresh.app.check().await.unwrap();
        assert!(findings.iter().all(|finding| finding.fine), "{findings:?}");
        for (_, email) in app::demo::SIGN_IN {
            fresh.app.sign_in(email, app::demo::PASSWORD.to_owned()).await.unwrap();
        }
        let chen = fresh.app.actor_by_email("chen@demo.tuoke").await.unwrap();
        let today = fresh.app.worklist(&chen, None).await.unwrap();
        assert!(today.lines.len() >= 8, "{} lines", today.lines.len());
        let actions: std::collections::HashSet<String> =
            today.lines.iter().map(|line| line.action.to_string()).collect();
        assert!(actions.len() >= 3, "{actions:?}");
        assert!(today.lines.iter().all(|line| !line.reasons.is_empty()));
        assert!(today.lines.iter().any(|line| line.party.golden));
        let graded = fresh.app.parties(&chen, read(json!({ "grade": "a,b,c,d" }))).await.unwrap();
        assert!(!graded.items.is_empty());
    }

    async fn current_values_are_those_the_rules_give(fresh: Fresh) {
        fresh.app.fill_demo_sized(SMALL).await.unwrap();
        let before = store::parties::after_position(fresh.db.store(), 0, 10_000).await.unwrap();
        fresh.app.work(true, std::future::ready(())).await.unwrap();
        let after = store::parties::after_position(fresh.db.store(), 0, 10_000).await.unwrap();
        for (before, after) in before.iter().zip(&after) {
            // holders are warned at the first look that the pool's job takes
            let after = store::entities::party::Model { pool_warned_at: None, ..after.clone() };
            assert_eq!(before, &after, "a look over all records finds nothing to change");
        }
        assert_eq!(before.len(), after.len());
    }

    /// OPP-2, OPP-3, OPP-6: whoever looks at the demo sees each of them.
    async fn the_demos_deals_show_every_class_cell_and_reading(fresh: Fresh) {
        fresh.app.fill_demo_sized(SMALL).await.unwrap();
        let lin = fresh.app.actor_by_email("lin@demo.tuoke").await.unwrap();
        let (mut books, mut teams) = (BTreeSet::new(), BTreeSet::new());
        let (mut classes, mut cells) = (BTreeSet::new(), BTreeSet::new());
        for seller in ["gu", "ye", "deng", "pan"] {
            let seller = fresh.app.actor_by_email(&format!("{seller}@demo.tuoke")).await.unwrap();
            let own = fresh.app.deal_diagnosis(&seller, DiagnosisAsked::default()).await.unwrap();
            assert_eq!((own.of, own.open), (PortfolioOf::Rep, 6));
            books.extend(own.portfolio.readings.iter().map(|reading| reading.rule));
            classes.extend(own.portfolio.classes.iter().filter(|share| share.deals > 0).map(|share| share.class));
            let asked = DiagnosisAsked { team: seller.team, ..DiagnosisAsked::default() };
            let unit = fresh.app.deal_diagnosis(&lin, asked).await.unwrap();
            teams.extend(unit.cells.readings.iter().map(|reading| reading.rule));
            cells.extend(unit.cells.cells.iter().filter(|count| count.deals > 0).map(|count| count.cell));
        }
        assert_eq!(books.len(), PortfolioRule::ALL.len(), "{books:?}");
        assert_eq!(teams.len(), TeamRule::ALL.len(), "{teams:?}");
        assert_eq!((classes.len(), cells.len()), (ValueClass::ALL.len(), Opening::ALL.len()), "{classes:?} {cells:?}");
        let rates = fresh.app.deal_win_rates(&lin, RatesAsked::default()).await.unwrap();
        assert!(rates.company.value().is_some() && rates.closed > 30);
        let forecast = fresh.app.deal_forecast(&lin, ForecastAsked::default()).await.unwrap();
        assert!(forecast.forecast.value().is_some());
        assert!(forecast.past.quarters.iter().filter(|quarter| quarter.forecast.value().is_some()).count() >= 3);
        let accuracy = fresh.app.deal_accuracy(&lin, None, None).await.unwrap();
        assert!(accuracy.model.brier.value().is_some(), "{} scored", accuracy.scored);
        let gu = fresh.app.actor_by_email("gu@demo.tuoke").await.unwrap();
        assert!(!fresh.app.worklist(&gu, None).await.unwrap().deals.is_empty());
    }

    async fn only_an_empty_database_is_filled(fresh: Fresh) {
        fresh.app.fill_demo_sized(Size { people: 20, organisations: 5 }).await.unwrap();
        assert_eq!(code(fresh.app.fill_demo_sized(SMALL).await), "not_empty");
    }
}
