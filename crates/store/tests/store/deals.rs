//! Deals: pages, the board, what is appended, and that nothing is left of them when a person is erased.

use store::{
    StoreError,
    deals::{self, DealCursor, DealFilter, DealOrder, DealSort, NO_DAY},
    entities::{deal, deal_assessment, deal_change, deal_decision, deal_forecast, deal_person, deal_rival},
    parties::Reach,
};
use test_support::{TestDatabase, on_both_databases};
use uuid::Uuid;

use crate::sample::{DAY, NOW, id, insert_party, party, stored, write};

fn deal(party: Uuid, stage: &str) -> deal::Model {
    deal::Model {
        id: id(),
        party_id: party,
        line_id: store::products::GENERAL_LINE,
        owner_id: None,
        team_id: None,
        created_by: None,
        name: "二期设备".to_owned(),
        stage: stage.to_owned(),
        source: String::new(),
        note: String::new(),
        currency: "CNY".to_owned(),
        amount_kind: "known".to_owned(),
        next_step: "上门演示".to_owned(),
        buying_stage: None,
        amount_basis: None,
        value_class: None,
        cell: None,
        decision: None,
        stage_since: NOW,
        likely_minor: 1_000,
        created_at: NOW,
        updated_at: NOW,
        low_minor: None,
        high_minor: None,
        next_step_at: Some(NOW + DAY),
        probability_at: None,
        assessed_at: None,
        ended_at: None,
        expected_day: NO_DAY,
        version: 1,
        probability: None,
        probability_by: None,
        ended_by: None,
        value_firm: false,
        cell_firm: false,
        short_score: None,
        long_score: None,
        effort_left_days: None,
        outcome: None,
        buyer_reason: None,
        buyer_words: None,
        seller_reason: None,
        seller_words: None,
        number_key: None,
        import_id: None,
        import_row: None,
    }
}

fn change(deal: Uuid, kind: &str, after: Option<&str>, at: i64) -> deal_change::Model {
    deal_change::Model {
        id: id(),
        deal_id: deal,
        by: None,
        kind: kind.to_owned(),
        before: None,
        after: after.map(str::to_owned),
        at,
    }
}

fn assessment(deal: Uuid, found: &str, at: i64) -> deal_assessment::Model {
    deal_assessment::Model {
        id: id(),
        deal_id: deal,
        by: None,
        kind: "opening".to_owned(),
        sheet: "{}".to_owned(),
        verdict: "{}".to_owned(),
        note: String::new(),
        found: Some(found.to_owned()),
        territory: None,
        standing: None,
        firm: true,
        at,
    }
}

fn person(deal: Uuid, party: Option<Uuid>) -> deal_person::Model {
    deal_person::Model {
        id: id(),
        deal_id: deal,
        party_id: party,
        rival_id: None,
        by: None,
        name: "何科长".to_owned(),
        role: String::new(),
        power: "decider".to_owned(),
        contact_level: "met".to_owned(),
        note: String::new(),
        leaning: None,
        on_committee: false,
        created_at: NOW,
        updated_at: NOW,
        left_at: None,
        version: 1,
    }
}

fn rival(deal: Uuid) -> deal_rival::Model {
    deal_rival::Model {
        id: id(),
        deal_id: deal,
        by: None,
        name: "华光".to_owned(),
        strengths: String::new(),
        offer: String::new(),
        note: String::new(),
        standing: None,
        cell: None,
        takes_part: true,
        created_at: NOW,
        updated_at: NOW,
        version: 1,
    }
}

async fn insert(db: &TestDatabase, rows: Vec<deal::Model>) {
    write(db.store(), async |tx| {
        for row in rows {
            deals::insert(tx, row).await.unwrap();
        }
    })
    .await;
}

const RISING: DealOrder = DealOrder { by: DealSort::Amount, descending: false };

on_both_databases! {
    async fn the_pages_of_a_list_show_every_deal_once_in_either_direction(db: TestDatabase) {
        let of = insert_party(&db, party("医院")).await;
        let amounts = [300, 100, 200, 200, 100];
        insert(&db, amounts.iter().map(|minor| deal::Model { likely_minor: *minor, ..deal(of, "need") }).collect()).await;
        for (descending, expected) in [(false, [100, 100, 200, 200, 300]), (true, [300, 200, 200, 100, 100])] {
            let order = DealOrder { descending, ..RISING };
            let (mut seen, mut after) = (Vec::new(), None);
            loop {
                let filter = DealFilter { open: Some(true), ..DealFilter::default() };
                let page = deals::page(db.store(), &Reach::All, &filter, order, after, 2).await.unwrap();
                let Some(last) = page.last() else { break };
                after = Some(DealCursor { at: order.by.of(last), id: last.id });
                seen.extend(page.iter().map(|row| (row.likely_minor, row.id)));
            }
            assert_eq!(seen.iter().map(|(minor, _)| *minor).collect::<Vec<_>>(), expected);
            let mut ids: Vec<Uuid> = seen.into_iter().map(|(_, id)| id).collect();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), amounts.len());
        }
    }

    async fn the_board_counts_and_adds_up_open_deals_by_stage_and_currency(db: TestDatabase) {
        let of = insert_party(&db, party("医院")).await;
        let ended = deal::Model { ended_at: Some(NOW), outcome: Some("won".to_owned()), ..deal(of, "need") };
        let unknown = deal::Model { amount_kind: "unknown".to_owned(), likely_minor: 0, ..deal(of, "need") };
        let dollars = deal::Model { currency: "USD".to_owned(), ..deal(of, "need") };
        let rows = vec![deal(of, "need"), deal(of, "need"), unknown, dollars, ended, deal(of, "offer")];
        insert(&db, rows).await;
        let sums = deals::board(db.store(), &Reach::All, &DealFilter::default()).await.unwrap();
        let found: Vec<_> = sums
            .iter()
            .map(|sum| (sum.stage.as_str(), sum.currency.as_str(), sum.deals, sum.likely_minor, sum.unknown))
            .collect();
        assert_eq!(found, [("need", "CNY", 3, 2_000, 1), ("need", "USD", 1, 1_000, 0), ("offer", "CNY", 1, 1_000, 0)]);
    }

    async fn a_list_holds_what_is_within_reach(db: TestDatabase) {
        let of = insert_party(&db, party("医院")).await;
        let (me, other, team) = (id(), id(), id());
        let owned = |owner, team| deal::Model { owner_id: Some(owner), team_id: team, ..deal(of, "need") };
        insert(&db, vec![owned(me, None), owned(other, Some(team)), owned(other, None), deal(of, "need")]).await;
        let seen = async |reach: Reach| {
            deals::page(db.store(), &reach, &DealFilter::default(), RISING, None, 10).await.unwrap().len()
        };
        assert_eq!(seen(Reach::All).await, 4);
        assert_eq!(seen(Reach::Own(me)).await, 2, "the own one and the one without an owner");
        assert_eq!(seen(Reach::Teams { user: me, teams: vec![team] }).await, 3);
        let lent = Reach::Own(me).with_lent(vec![other], Vec::new());
        assert_eq!(seen(lent).await, 4);
    }

    async fn the_calendar_leaves_out_deals_without_a_day(db: TestDatabase) {
        let of = insert_party(&db, party("医院")).await;
        let on = |day| deal::Model { expected_day: day, ..deal(of, "need") };
        insert(&db, vec![on(20_510), on(20_512), on(20_600), deal(of, "need")]).await;
        let filter = DealFilter::default();
        let rows = deals::between_days(db.store(), &Reach::All, &filter, (20_500, 20_520), 10).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.expected_day).collect::<Vec<_>>(), [20_510, 20_512]);
        let all = deals::open(db.store(), &Reach::All, &filter, 10).await.unwrap();
        assert_eq!(all.last().unwrap().expected_day, NO_DAY);
    }

    async fn of_two_who_write_a_deal_the_second_is_told(db: TestDatabase) {
        let of = insert_party(&db, party("医院")).await;
        let row = deal(of, "need");
        insert(&db, vec![row.clone()]).await;
        let changed = write(db.store(), async |tx| deals::update(tx, row.clone()).await.unwrap()).await;
        assert_eq!(changed.version, 2);
        let tx = db.store().begin().await.unwrap();
        assert!(matches!(deals::update(&tx, row).await, Err(StoreError::Changed)));
        tx.rollback().await.unwrap();
    }

    /// OPP-6: what was known at the time stays readable.
    async fn assessments_and_changes_are_appended_and_read_in_their_order(db: TestDatabase) {
        let of = insert_party(&db, party("医院")).await;
        let row = deal(of, "need");
        insert(&db, vec![row.clone()]).await;
        write(db.store(), async |tx| {
            for (found, at) in [("g", NOW + 2), ("d", NOW + 1)] {
                deals::append_assessment(tx, assessment(row.id, found, at)).await.unwrap();
            }
            let changes = vec![
                change(row.id, "amount", Some("500"), NOW + 5),
                change(row.id, "amount", Some("300"), NOW),
                change(row.id, "stage", Some("need"), NOW),
            ];
            deals::append_changes(tx, changes).await.unwrap();
        })
        .await;
        let found = deals::found_of(db.store(), &[row.id]).await.unwrap();
        assert_eq!(found.iter().filter_map(|one| one.found.as_deref()).collect::<Vec<_>>(), ["d", "g"]);
        let changes = deals::changes_of(db.store(), &[row.id]).await.unwrap();
        assert_eq!(changes.last().unwrap().after.as_deref(), Some("500"));
        let first = deals::first_amounts(db.store(), "CNY", NOW, "amount").await.unwrap();
        assert_eq!(first.iter().map(|one| (one.deal, one.minor)).collect::<Vec<_>>(), [(row.id, 300)]);
        assert!(deals::first_amounts(db.store(), "USD", NOW, "amount").await.unwrap().is_empty());
    }

    async fn what_is_said_of_a_period_later_keeps_what_it_does_not_name(db: TestDatabase) {
        let team = id();
        let said = |target: Option<i64>, forecast: Option<i64>, at: i64| deal_forecast::Model {
            id: id(),
            team_id: Some(team),
            user_id: None,
            by: None,
            period: "2026-q1".to_owned(),
            currency: "CNY".to_owned(),
            target_minor: target,
            forecast_minor: forecast,
            at,
        };
        for row in [said(Some(900), None, NOW), said(None, Some(700), NOW + 1), said(None, Some(650), NOW + 2)] {
            write(db.store(), async |tx| deals::append_forecast(tx, row.clone()).await.unwrap()).await;
        }
        let held = deals::last_forecasts(db.store(), "2026-q1", "CNY").await.unwrap();
        assert_eq!(held.iter().map(|row| (row.target_minor, row.forecast_minor)).collect::<Vec<_>>(), [(Some(900), Some(650))]);
        assert_eq!(deals::forecasts_of(db.store(), "2026-q1", "CNY").await.unwrap().len(), 3);
        assert!(deals::last_forecasts(db.store(), "2026-q2", "CNY").await.unwrap().is_empty());
    }

    async fn erasing_a_person_takes_their_deals_and_their_parts_in_others(db: TestDatabase) {
        let (gone, stays) = (insert_party(&db, party("张三")).await, insert_party(&db, party("医院")).await);
        let (own, others) = (deal(gone, "need"), deal(stays, "need"));
        insert(&db, vec![own.clone(), others.clone()]).await;
        write(db.store(), async |tx| {
            deals::insert_person(tx, person(own.id, None)).await.unwrap();
            deals::insert_person(tx, person(others.id, Some(gone))).await.unwrap();
            deals::insert_person(tx, person(others.id, None)).await.unwrap();
            deals::insert_rival(tx, rival(own.id)).await.unwrap();
            deals::append_assessment(tx, assessment(own.id, "g", NOW)).await.unwrap();
            deals::append_changes(tx, vec![change(own.id, "stage", Some("need"), NOW)]).await.unwrap();
            let decision = deal_decision::Model {
                id: id(),
                deal_id: own.id,
                by: None,
                decision: "pursue".to_owned(),
                reason: "值得".to_owned(),
                proposed: "null".to_owned(),
                at: NOW,
            };
            deals::append_decision(tx, decision).await.unwrap();
        })
        .await;
        let row = stored(&db, gone).await;
        assert_eq!(store::erasure::holdings(db.store(), gone, &[]).await.unwrap().notes, 2);
        write(db.store(), async |tx| store::erasure::erase(tx, &row, &[]).await.unwrap()).await;
        assert!(deals::find(db.store(), own.id).await.unwrap().is_none());
        let both = [own.id, others.id];
        assert_eq!(deals::people_of(db.store(), &both).await.unwrap().len(), 1, "a name that is nobody's record");
        assert!(deals::rivals_of(db.store(), &both).await.unwrap().is_empty());
        assert!(deals::assessments_of(db.store(), &both, None).await.unwrap().is_empty());
        assert!(deals::changes_of(db.store(), &both).await.unwrap().is_empty());
        assert!(deals::decisions_of(db.store(), &both).await.unwrap().is_empty());
        let findings = store::check::run(db.store()).await.unwrap();
        let of_deals = findings.iter().filter(|finding| finding.name.contains("deal"));
        assert!(of_deals.clone().count() > 3 && of_deals.clone().all(|finding| finding.fine));
    }
}
