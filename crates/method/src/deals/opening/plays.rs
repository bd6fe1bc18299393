//! What to do in a cell (OPP-3): plays, each naming the causes it answers, with a caution where a public tender sets limits.

use serde::{Deserialize, Serialize};

use super::causes::{OpeningCause, OpeningCauses};
use super::grid::Opening;
use crate::answer::Answer;
use crate::coded::coded;
use crate::time::Timestamp;
use crate::verdict::{Observed, Reason, RuleVersion, Source, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "opening_plays";
/// Its version.
pub const VERSION: u32 = 1;

coded! {
    /// One play.
    pub enum Play in "play" {
        TalkToInsider = "talk_to_insider", "两天内找内线谈一次，弄清原委", "talk to the insider within 48 hours and find out";
        SettleTrouble = "settle_trouble", "马上了结旧账：定下日期，请一位领导出面", "settle the old trouble now, with a date and a senior person";
        ShowRepair = "show_repair", "让客户内部看见补救", "make the repair visible inside";
        AskToSlow = "ask_to_slow", "请内线把采购放慢：他未必敢公开说话，肯拖一拖就是帮大忙", "ask an insider to slow the purchase: he may not dare to speak up, and slowing it helps greatly";
        WeighOnSupporter = "weigh_on_supporter", "借更高层的关系，去影响支持对手的人", "use our relations higher up to weigh on the rival's supporter";
        AnswerPointByPoint = "answer_point_by_point", "对着对手的方案逐条回应", "answer the rival's offer point by point";
        LaterTender = "later_tender", "争取推迟招标", "ask for a later tender date";
        WinNewLeader = "win_new_leader", "弄清新领导本人要什么，建立这条关系", "find what the new leader personally wants, and open that relation";
        SitOutDrySpell = "sit_out_dry_spell", "一时够不着：调低预期，准备过一段淡季，老朋友别断", "if they cannot be reached: lower the account's forecast, plan for a dry spell, and keep the friends";
        AskWhy = "ask_why", "先问内线为什么不偏向我们，再动手", "ask insiders why they do not lean to us before doing anything else";
        MeetNewNeed = "meet_new_need", "自己去看这个需求：满足它，或说明它没有看上去那么大", "look into that need ourselves: meet it, or show that it is smaller than it looks";
        OpenSameLevel = "open_same_level", "打通同一层级：请高层去拜访", "open the same level: a senior visit";
        OwnUpAndRepair = "own_up_and_repair", "先主动说出不足，补上，再给保证", "name the shortcoming first, repair it, and give a guarantee";
        OfferNovelty = "offer_novelty", "拿出我们自己的新产品，或先让一部分试用", "offer our own new product, or a trial of a part";
        BeLargerPart = "be_larger_part", "接受分单，争取大头，尽早谈定份额", "accept the split, be the larger part, and agree on the parts early";
        GrowPeople = "grow_people", "培养新的支持者，请留下的朋友引荐", "grow new people, and ask the remaining friend to introduce us";
        SpeedUp = "speed_up", "加快进度：招标、开标、定标一气呵成，不留变数", "speed up: have tender, opening and award done before anything changes";
        HelpProposal = "help_proposal", "协助客户把立项材料写好", "help the customer write the proposal";
        KeepInHouse = "keep_in_house", "批下来之前不声张", "keep it in the house until it is approved";
        PrepareAward = "prepare_award", "一切备齐，让批准到定标的时间最短", "prepare everything, so that the time from approval to award is short";
        RestateNeed = "restate_need", "换个角度重新描述需求，让我们的长处派上用场", "restate the need so that our strength counts";
        NewCriteria = "new_criteria", "提出新的衡量标准", "set new criteria";
        FindAmbition = "find_ambition", "找到能借我们的长处成事的人，从他做起", "find whose ambition our strength serves, and start there";
        LessenRisk = "lessen_risk", "给第一次选择减风险：试用，加上老客户作证", "lessen the risk of a first choice: a trial, and references";
        GoToday = "go_today", "今天就上门，不只是寄资料", "go there today instead of sending paper";
        GiveCriteria = "give_criteria", "给经办人一份好用的选择标准", "give the person in charge criteria to choose by";
        WinDecider = "win_decider", "弄清谁拍板，先争取他", "find who decides, and win that person first";
        UseDeadline = "use_deadline", "记下外部期限，借它推动", "note any deadline from outside, and use it";
        DigNeeds = "dig_needs", "继续深挖需求，把差距拉大", "dig for further needs and widen the lead";
        AddPeople = "add_people", "在内部多发展几个人，别只靠一位", "add people inside; never rest on one supporter";
        WinCommittee = "win_committee", "弄清决策班子里有谁，早早争取", "learn who sits on the deciding body, and win members early";
        SlowWhileLooking = "slow_while_looking", "拖住进度，同时找突破口", "slow the purchase down while looking for a break";
        LookForBreak = "look_for_break", "按三条找突破口：对手的差错、只有我们能满足的新需求、被冷落的人", "look for a break: a mistake of the rival, a new need only we meet, a person it neglected";
        UseRivalsMistake = "use_rivals_mistake", "弄清客户为何对对手有保留，用事实把这一点讲透", "find why they hold back from the rival, and press just that, with facts";
        MeetOnlyWe = "meet_only_we", "围绕这个新需求重塑采购、重立标准", "reshape the purchase round the new need, and its criteria with it";
        WinNeglected = "win_neglected", "先争取这位被冷落的人", "win the neglected person first";
        AskWhyRivalDoubted = "ask_why_rival_doubted", "弄清他们为什么对对手有保留", "find out why they hold back from the rival";
        PressFacts = "press_facts", "只用事实，向关键人物讲清对手这一处短板", "press exactly that with the key people, by facts only";
        BeCoreSupplier = "be_core_supplier", "争做这条产品线的核心供应商", "ask to be the core supplier of this line";
        OfferNew = "offer_new", "拿出客户没用过的新东西", "offer what the customer has not had yet";
        GrowSupport = "grow_support", "请新的支持者引见同级和上级", "have the new supporter introduce us beside and above";
        ListWeakPoints = "list_weak_points", "列全对手的弱点，逐条说明会带来什么后果", "list all weak points of the rival, and show what each leads to";
        WidenCircle = "widen_circle", "扩大支持我们的圈子", "widen the circle of those for us";
        SpeedBeforeNoticed = "speed_before_noticed", "趁对手还没察觉，加快采购", "speed the purchase up before the rival notices";
        SecureAbove = "secure_above", "防对手向上施压、要求推迟：稳住支持者的上级", "expect pressure from above and a call for delay: secure the level above our supporter";
    }
}

coded! {
    /// What of a tender a play touches.
    pub enum TenderTouch in "tender_touch" {
        Proposal = "proposal", "涉及立项材料或评审标准：公开招标中先核对采购法规和客户的规定", "touches the proposal or the criteria: in a public tender check the law and the buyer's rules first";
        Date = "date", "涉及招标时间：公开招标中先核对采购法规和客户的规定", "touches the tender's dates: in a public tender check the law and the buyer's rules first";
        Secrecy = "secrecy", "涉及信息公开：公开招标中先核对采购法规和客户的规定", "touches what must be public: in a public tender check the law and the buyer's rules first";
    }
}

/// A play of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlayRule {
    /// The cell.
    pub cell: Opening,
    /// The play.
    pub play: Play,
    /// The causes it answers; none where it is offered at once.
    pub answers: &'static [OpeningCause],
    /// What of a tender it touches.
    pub touches: Option<TenderTouch>,
}

const fn play(cell: Opening, play: Play, answers: &'static [OpeningCause]) -> PlayRule {
    PlayRule { cell, play, answers, touches: None }
}

impl PlayRule {
    const fn touching(self, what: TenderTouch) -> Self {
        Self { touches: Some(what), ..self }
    }
}

/// The plays of all cells, in the order in which to show them.
pub const PLAYS: &[PlayRule] = {
    use OpeningCause as Cause;
    use TenderTouch::{Date, Proposal, Secrecy};
    &[
        play(Opening::A, Play::TalkToInsider, &[]),
        play(Opening::A, Play::SettleTrouble, &[Cause::OurMistake]),
        play(Opening::A, Play::ShowRepair, &[Cause::OurMistake]),
        play(Opening::A, Play::AskToSlow, &[Cause::OurMistake]).touching(Date),
        play(Opening::A, Play::WeighOnSupporter, &[Cause::WeakEntry]),
        play(Opening::A, Play::AnswerPointByPoint, &[Cause::WeakEntry]),
        play(Opening::A, Play::LaterTender, &[Cause::WeakEntry]).touching(Date),
        play(Opening::A, Play::WinNewLeader, &[Cause::PowerChanged]),
        play(Opening::A, Play::SitOutDrySpell, &[Cause::PowerChanged]),
        play(Opening::B, Play::RestateNeed, &[Cause::RivalTestedFirst, Cause::RivalSuits]),
        play(Opening::B, Play::NewCriteria, &[Cause::RivalSuits]).touching(Proposal),
        play(Opening::B, Play::FindAmbition, &[Cause::PersonInclines, Cause::NobodyAboveMinds]),
        play(Opening::B, Play::LessenRisk, &[Cause::FirstPurchase]),
        play(Opening::C, Play::LookForBreak, &[]),
        play(Opening::C, Play::SlowWhileLooking, &[Cause::BoardSet, Cause::LearnedLate]).touching(Date),
        play(Opening::C, Play::WinNeglected, &[Cause::NoWayIn, Cause::NeglectedPerson]),
        play(Opening::C, Play::UseRivalsMistake, &[Cause::RivalMistake]),
        play(Opening::C, Play::MeetOnlyWe, &[Cause::NewNeed]).touching(Proposal),
        play(Opening::D, Play::AskWhy, &[]),
        play(Opening::D, Play::MeetNewNeed, &[Cause::RivalNewNeed]),
        play(Opening::D, Play::OpenSameLevel, &[Cause::RivalHighSupport]),
        play(Opening::D, Play::OwnUpAndRepair, &[Cause::ServiceDoubts]),
        play(Opening::D, Play::OfferNovelty, &[Cause::WantsNovelty]),
        play(Opening::D, Play::BeLargerPart, &[Cause::SeveralSuppliers]),
        play(Opening::D, Play::GrowPeople, &[Cause::FriendsLeft]),
        play(Opening::E, Play::GoToday, &[Cause::CalledTogether]),
        play(Opening::E, Play::WinDecider, &[Cause::NoPreference]),
        play(Opening::E, Play::GiveCriteria, &[Cause::CriteriaOpen]).touching(Proposal),
        play(Opening::E, Play::UseDeadline, &[]),
        play(Opening::F, Play::AskWhyRivalDoubted, &[]),
        play(Opening::F, Play::PressFacts, &[Cause::RivalsService, Cause::RivalHoldsBack]),
        play(Opening::F, Play::BeCoreSupplier, &[Cause::LessDependent]),
        play(Opening::F, Play::OfferNew, &[Cause::NovelFromUs]),
        play(Opening::F, Play::GrowSupport, &[Cause::OurNewSupport]),
        play(Opening::G, Play::SpeedUp, &[Cause::GoodWork, Cause::PeopleFavourUs, Cause::SetUpWithUs]).touching(Date),
        play(Opening::G, Play::HelpProposal, &[Cause::SetUpWithUs, Cause::PeopleFavourUs]).touching(Proposal),
        play(Opening::G, Play::KeepInHouse, &[Cause::PeopleFavourUs, Cause::SetUpWithUs]).touching(Secrecy),
        play(Opening::G, Play::PrepareAward, &[]),
        play(Opening::H, Play::DigNeeds, &[Cause::StrongerName, Cause::BetterRelations]),
        play(Opening::H, Play::AddPeople, &[Cause::BetterRelations, Cause::OneSupporter]),
        play(Opening::H, Play::WinCommittee, &[]),
        play(Opening::I, Play::ListWeakPoints, &[Cause::RivalFailed]),
        play(Opening::I, Play::WidenCircle, &[Cause::CameFirst]),
        play(Opening::I, Play::SpeedBeforeNoticed, &[Cause::CameFirst]).touching(Date),
        play(Opening::I, Play::SecureAbove, &[]),
    ]
};

impl Play {
    /// Within how many hours it should be done, where that matters.
    pub const fn within_hours(self) -> Option<u32> {
        match self {
            Self::TalkToInsider => Some(48),
            Self::GoToday => Some(24),
            _ => None,
        }
    }
}

/// The plays of a cell, in order.
pub fn plays_of(cell: Opening) -> impl Iterator<Item = &'static PlayRule> {
    PLAYS.iter().filter(move |rule| rule.cell == cell)
}

/// A play as offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfferedPlay {
    /// The play.
    pub play: Play,
    /// The causes found that it answers; none where it suits whatever the cause is.
    pub answers: Vec<OpeningCause>,
    /// What of a tender it touches; shown unless the deal is known to be no public tender.
    pub caution: Option<TenderTouch>,
    /// Whether a manager must confirm it first.
    pub needs_confirmation: bool,
}

/// What to do and what to ask in a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpeningAdvice {
    /// The cell.
    pub cell: Opening,
    /// The plays that suit what was found.
    pub offered: Vec<OfferedPlay>,
    /// Plays that would suit if a cause not yet answered turned out to be true.
    pub waiting: Vec<OfferedPlay>,
    /// The causes nobody has answered yet, in the order in which to ask.
    pub ask: Vec<OpeningCause>,
}

/// Advises in a cell (OPP-3) by the causes answered, with the cautions of a public tender.
pub fn advise(
    cell: Opening,
    causes: &OpeningCauses,
    public_tender: Answer,
    as_of: Timestamp,
) -> Verdict<OpeningAdvice> {
    let offered_for = |rule: &PlayRule, answer: Answer| OfferedPlay {
        play: rule.play,
        answers: rule.answers.iter().copied().filter(|cause| causes.answer(*cause) == answer).collect(),
        caution: rule.touches.filter(|_| public_tender != Answer::No),
        needs_confirmation: rule.touches.is_some() && public_tender == Answer::Yes,
    };
    let (mut offered, mut waiting) = (Vec::new(), Vec::new());
    for rule in plays_of(cell) {
        let found = |wanted: Answer| rule.answers.iter().any(|cause| causes.answer(*cause) == wanted);
        if rule.answers.is_empty() || found(Answer::Yes) {
            offered.push(offered_for(rule, Answer::Yes));
        } else if found(Answer::Unknown) {
            waiting.push(offered_for(rule, Answer::Unknown));
        }
    }
    let all = OpeningCause::of(cell);
    let ask = all.iter().copied().filter(|cause| causes.answer(*cause) == Answer::Unknown).collect();
    let reason = |cause: &OpeningCause| {
        let given = causes.given(*cause).filter(|given| given.answer.is_known())?;
        Some(Reason::of(*cause, Observed::Answer(given.answer), given.source))
    };
    let mut reasons = vec![Reason::of(super::deal::OpeningFactor::Cell, Observed::word(cell), Source::Derived)];
    reasons.extend(all.iter().filter_map(reason));
    Verdict::new(OpeningAdvice { cell, offered, waiting, ask }, reasons, RuleVersion::new(RULE, VERSION), as_of)
}

/// What a rival will try, seen from its own cell: the plays of the mirror, to be guarded against.
pub fn expect_of_rival(ours: Opening) -> Vec<Play> {
    plays_of(ours.mirror()).map(|rule| rule.play).collect()
}
