//! Talks after a purchase (PRO-9): every buyer is asked about difficulties and suggestions at set times after delivery.

use serde::{Deserialize, Serialize};

use crate::coded::coded;
use crate::prospecting::results::{ResultSettings, share};
use crate::time::Timestamp;
use crate::verdict::Measured;

coded! {
    /// Where a talk after a purchase stands.
    pub enum TalkState in "talk_state" {
        Ahead = "ahead", "未到时间", "ahead";
        Due = "due", "该回访了", "due";
        OnTime = "on_time", "按时完成", "held on time";
        Late = "late", "逾期完成", "held late";
        Missed = "missed", "已错过", "missed";
    }
}

/// When the talks are due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AfterPurchaseSettings {
    /// Days after delivery of each talk, in order.
    pub talk_days: Vec<u32>,
    /// Days after the due day within which a talk is still on time.
    pub on_time_days: u32,
}

impl Default for AfterPurchaseSettings {
    fn default() -> Self {
        Self { talk_days: vec![7, 30], on_time_days: 3 }
    }
}

/// One talk after a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AfterPurchaseTalk {
    /// When it is due.
    pub due: Timestamp,
    /// When it took place.
    pub held: Option<Timestamp>,
    /// Where it stands.
    pub state: TalkState,
}

/// The talks of one delivery. Each two-way contact after the delivery serves the earliest talk still open that is
/// not more than the grace period ahead; a chat on the day of delivery does not replace the talk of day 30.
pub fn talks(
    delivered: Timestamp,
    contacts: &[Timestamp],
    settings: &AfterPurchaseSettings,
    as_of: Timestamp,
) -> Vec<AfterPurchaseTalk> {
    let grace = f64::from(settings.on_time_days);
    let mut later: Vec<Timestamp> =
        contacts.iter().copied().filter(|contact| *contact > delivered && *contact <= as_of).collect();
    later.sort_unstable();
    let mut unused = later.into_iter().peekable();
    let dues: Vec<Timestamp> = settings.talk_days.iter().map(|days| delivered.plus_days(f64::from(*days))).collect();
    let mut found = Vec::with_capacity(dues.len());
    for (index, due) in dues.iter().copied().enumerate() {
        // what lies too early for this talk served an earlier one or none
        while unused.next_if(|contact| *contact < due.plus_days(-grace)).is_some() {}
        let window_ends = dues.get(index + 1).map(|next| next.plus_days(-grace));
        let held = unused.next_if(|contact| window_ends.is_none_or(|end| *contact < end));
        let on_time_until = due.plus_days(grace);
        let state = match held {
            Some(held) if held <= on_time_until => TalkState::OnTime,
            Some(_) => TalkState::Late,
            None if window_ends.is_some_and(|end| end <= as_of) => TalkState::Missed,
            None if due <= as_of => TalkState::Due,
            None => TalkState::Ahead,
        };
        found.push(AfterPurchaseTalk { due, held, state });
    }
    found
}

/// The share of talks held on time among those whose time has come.
pub fn on_time_share<'a>(
    talks: impl IntoIterator<Item = &'a AfterPurchaseTalk>,
    settings: &ResultSettings,
) -> Measured {
    let (mut on_time, mut counted) = (0, 0);
    for talk in talks {
        on_time += u64::from(talk.state == TalkState::OnTime);
        counted += u64::from(talk.state != TalkState::Ahead);
    }
    share(on_time, counted, settings.min_cases)
}
