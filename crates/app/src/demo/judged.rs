//! What the people of the demo team judge: ratings and causes as evidence with the records, decisions through the use cases.

use demo_data::{DemoTeam, records::Kind};
use method::{
    Answer, Coded,
    classes::{
        expected::Indicator,
        faces::Face,
        future::{FutureCondition, StandingQuestion},
        latent::LatentSource,
        potential::LowIntentCause,
        settlement::SettlementSheet,
    },
    prospecting::card::PartyKind,
};
use uuid::Uuid;

use super::Ids;
use crate::{
    App, AppError,
    judged::{AnswerFuture, CreateFuture, FaceAct, FillSettlement, JudgeFace},
    parties::portrait::topic,
};

/// Ratings of one in so many of those who showed no sign of intent.
const RATED_ANYWAY: usize = 11;

/// Answers as topic, value and note, for the record at a place.
pub(super) fn answers(party: &demo_data::records::Party, place: usize) -> Vec<(String, String, &'static str)> {
    let mut found = Vec::new();
    if party.status != "prospect" {
        if place.is_multiple_of(5) {
            found.push((format!("{}dissatisfied", topic::UNSTEADY_CAUSE), "yes".to_owned(), "两次交货晚了"));
        }
        return found;
    }
    if party.signs.is_empty() && !place.is_multiple_of(RATED_ANYWAY) {
        return found;
    }
    let base = [8_usize, 4, 7, 3][place % 4];
    let kind = PartyKind::from_code(party.kind.code()).unwrap_or(PartyKind::Person);
    for (step, indicator) in Indicator::of(kind).iter().enumerate() {
        // the last one is left open now and then
        if step + 1 == Indicator::of(kind).len() && place.is_multiple_of(3) {
            continue;
        }
        let score = base + (place + step) % 3 - 1;
        found.push((indicator.dotted().to_owned(), score.to_string(), ""));
    }
    if base > 5 && place.is_multiple_of(3) {
        let cause = LowIntentCause::ALL[place % LowIntentCause::ALL.len()];
        found.push((cause.dotted().to_owned(), "yes".to_owned(), ""));
    }
    if party.kind == Kind::Organisation && place.is_multiple_of(9) {
        let source = LatentSource::ALL[place % LatentSource::ALL.len()];
        found.push((topic::LATENT_SOURCE.to_owned(), source.code().to_owned(), ""));
    }
    found
}

impl App {
    /// Faces and a settlement that wait, and lines on the lists of the standing questions.
    pub(super) async fn judge_some(&self, demo: &DemoTeam, ids: &Ids) -> Result<(), AppError> {
        let customers = demo.parties.iter().enumerate().filter(|(_, party)| {
            party.status == "customer" && party.kind == Kind::Organisation && party.lost.is_none()
        });
        let customers: Vec<(Uuid, Uuid)> =
            customers.map(|(place, party)| (ids.parties[place], ids.users[party.owner])).take(5).collect();
        let face = |act: FaceAct, face: Face, aim: &str, note: &str| JudgeFace {
            act,
            face: Some(face),
            aim: Some(aim.to_owned()),
            note: note.to_owned(),
        };
        let judged = [
            face(FaceAct::Confirm, Face::Red, "", ""),
            face(FaceAct::Confirm, Face::Black, "三年内成为行业协会的指定供应商", ""),
            face(FaceAct::Propose, Face::White, "", "每月走量第一，毛利率不到 5%"),
        ];
        for ((party, owner), face) in customers.iter().zip(judged) {
            if let Some(actor) = self.actor(*owner).await? {
                self.judge_face(&actor, *party, face).await?;
            }
        }
        if let Some((party, owner)) = customers.get(3)
            && let Some(actor) = self.actor(*owner).await?
        {
            let sheet = SettlementSheet {
                margin_minor: Some(860_000),
                showcase_minor: Some(0),
                rival_kept_out_minor: Some(150_000),
                supply_minor: Some(620_000),
                seller_hours: Some(48.0),
                hour_minor: Some(9_000),
                marketing_minor: Some(120_000),
            };
            let filled = FillSettlement { sheet, currency: "CNY".to_owned(), note: String::new() };
            self.fill_settlement(&actor, *party, filled).await?;
        }
        let Some(actor) = customers.first().map(|(_, owner)| *owner) else { return Ok(()) };
        let Some(actor) = self.actor(actor).await? else { return Ok(()) };
        let lines = [
            (StandingQuestion::NewNames, "行业协会的会员通讯录", Answer::Unknown),
            (StandingQuestion::Untouched, "临港新片区的装配厂", Answer::Yes),
            (StandingQuestion::NewChannels, "工程设计院推荐", Answer::Yes),
            (StandingQuestion::NewProducts, "用得上耐高温型号的窑炉厂", Answer::Unknown),
        ];
        for (question, name, need) in lines {
            let create = CreateFuture { question, name: name.to_owned(), note: String::new() };
            let made = self.create_future_customer(&actor, create).await?.id;
            if need.is_known() {
                let topic = FutureCondition::Need.dotted();
                self.answer_future(
                    &actor,
                    made,
                    AnswerFuture { topic: topic.to_owned(), answer: need, note: String::new() },
                )
                .await?;
            }
        }
        Ok(())
    }
}
