//! Why a deal stands where it does (OPP-3): causes to be answered yes, no or unknown, cell by cell, with what to ask.

use super::grid::Opening;
use crate::answer_sheet::AnswerSheet;
use crate::coded::{Coded, coded};

coded! {
    /// A cause, or in cell C a break to look for.
    pub enum OpeningCause in "opening_cause" {
        OurMistake = "a1", "我方以前出过大差错", "we made a serious mistake before";
        WeakEntry = "a2", "对手从我们薄弱、却管着这一单的人或部门进来了", "the rival came in through a person or department with power over this deal where we are weak";
        PowerChanged = "a3", "客户内部换了当权的人", "power changed hands inside";
        NotFound = "a9", "另有原因，还没查明", "something else, not found yet";
        RivalTestedFirst = "b1", "对手的产品先被考察或测试了", "the rival's product was inspected or tested first";
        PersonInclines = "b2", "经办的负责人倾向对手", "the person in charge inclines to the rival";
        NobodyAboveMinds = "b3", "上层还没有人表态", "nobody above has an opinion yet";
        FirstPurchase = "b4", "客户第一次买，求稳", "it is a first purchase and the customer is cautious";
        RivalSuits = "b5", "照现在写的需求，对手的价格或产品更合适", "as the need is stated, the rival's price or product suits it better";
        BoardSet = "c1", "对手早就把局布好了", "the rival has set the board";
        LearnedLate = "c2", "我们知道得太晚", "we learned of it late";
        NoWayIn = "c3", "没有门路进去", "we have no way in";
        RivalMistake = "c4", "突破口：对手出了差错", "a break: the rival made a mistake";
        NewNeed = "c5", "突破口：出现只有我们能满足的新需求", "a break: a new need that only we can meet";
        NeglectedPerson = "c6", "突破口：有影响力的人受了对手冷落", "a break: an influential person whom the rival neglected";
        RivalNewNeed = "d1", "对手挖出了新的需求", "the rival found a new need";
        RivalHighSupport = "d2", "对手在高层有了新的支持者", "the rival found new support high up";
        ServiceDoubts = "d3", "我们过去的服务留下了疑虑", "our past service left doubts";
        WantsNovelty = "d4", "客户想换点新的试试", "the customer wants to try something new";
        SeveralSuppliers = "d5", "制度要求不止一家供应商", "a rule asks for more than one supplier";
        FriendsLeft = "d6", "支持我们的人走了或换岗了", "the people who stood by us left or were moved";
        CalledTogether = "e1", "几家同时接到通知", "all suppliers were called at once";
        NoPreference = "e2", "内部还没有人有偏向", "nobody inside has a preference yet";
        CriteriaOpen = "e3", "采购标准还没定", "the criteria are still open";
        RivalsService = "f1", "对手的服务让客户有疑虑", "the rival's service left doubts";
        LessDependent = "f2", "客户不想再依赖一家", "the customer wants to depend less on one supplier";
        NovelFromUs = "f3", "客户想试试新的", "the customer wants something new";
        OurNewSupport = "f4", "我们有了新的支持者", "we found new support";
        RivalHoldsBack = "f5", "对手没有拿出最好的条件", "the rival did not give its best terms";
        GoodWork = "g1", "客户工作做得扎实", "our work with the customer has been good";
        PeopleFavourUs = "g2", "关键人物偏向我们", "the people there favour us";
        SetUpWithUs = "g3", "项目是我们帮着立起来的", "we helped to set up the project";
        StrongerName = "h1", "我们的名气更大", "our name is the stronger";
        BetterRelations = "h2", "关系略好一点", "our relations are slightly better";
        OneSupporter = "h3", "只有一位支持者", "we have one supporter only";
        RivalFailed = "i1", "对手出了大差错", "the rival made a serious mistake";
        CameFirst = "i2", "我们在人上有了突破，抢了先", "we broke through on people and came first";
    }
}

coded! {
    /// What to ask about a cause.
    pub enum CauseProbe in "cause_probe" {
        WhatFailed = "what_failed", "是哪次交货、质量、服务或承诺出了问题？", "Which delivery, quality, service or promise failed?";
        WhoSpeaksOfIt = "who_speaks_of_it", "客户内部谁还在提这件事？", "Who inside still speaks of it?";
        SettledToThem = "settled_to_them", "在他们看来，这件事了结了吗？", "In their eyes, is it settled?";
        WhoSetsCriteria = "who_sets_criteria", "现在标准由谁定？从什么时候起？", "Who sets the criteria now, and since when?";
        WhomNeverMet = "whom_never_met", "那边有谁我们从没见过？", "Whom there have we never met?";
        WhoLeft = "who_left", "谁走了？", "Who left?";
        WhoCame = "who_came", "谁来了？", "Who came?";
        WhoLostInfluence = "who_lost_influence", "谁说话不管用了？", "Whose word counts for less now?";
        AnybodyNew = "anybody_new", "有没有新面孔出现？", "Has anybody new appeared?";
        OnlyOneKnown = "only_one_known", "我们是不是只认识一个人？", "Is one person all we know?";
        OutsideDeadline = "outside_deadline", "有没有外部期限可以借力？", "Is there a deadline from outside that helps?";
    }
}

/// The causes of a deal as answered.
pub type OpeningCauses = AnswerSheet<OpeningCause>;

impl OpeningCause {
    /// The cell the cause belongs to: the letter its code begins with.
    pub fn cell(self) -> Option<Opening> {
        self.code().get(..1).and_then(Opening::from_code)
    }

    /// The causes of a cell, in the order in which to ask.
    pub fn of(cell: Opening) -> Vec<Self> {
        Self::ALL.iter().copied().filter(|cause| cause.cell() == Some(cell)).collect()
    }

    /// Whether it is a break to look for rather than a cause.
    pub const fn is_break(self) -> bool {
        matches!(self, Self::RivalMistake | Self::NewNeed | Self::NeglectedPerson)
    }

    /// What to ask to find out.
    pub const fn probes(self) -> &'static [CauseProbe] {
        match self {
            Self::OurMistake => &[CauseProbe::WhatFailed, CauseProbe::WhoSpeaksOfIt, CauseProbe::SettledToThem],
            Self::WeakEntry => &[CauseProbe::WhoSetsCriteria, CauseProbe::WhomNeverMet],
            Self::PowerChanged | Self::FriendsLeft => {
                &[CauseProbe::WhoLeft, CauseProbe::WhoCame, CauseProbe::WhoLostInfluence]
            }
            Self::GoodWork | Self::PeopleFavourUs | Self::SetUpWithUs => {
                &[CauseProbe::AnybodyNew, CauseProbe::OnlyOneKnown]
            }
            Self::CalledTogether => &[CauseProbe::OutsideDeadline],
            _ => &[],
        }
    }
}
