//! Why customers and prospects are lost (PRO-8). Half of the reasons lie on our side; not knowing is an answer.

use crate::coded::coded;

coded! {
    /// On whose side a reason lies.
    pub enum LossSide in "loss_side" {
        Customer = "customer", "客户方面", "customer's side";
        Company = "company", "公司方面", "our side";
        Unknown = "unknown", "原因不明", "not known";
    }
}

coded! {
    /// Why somebody stopped buying, or never began.
    #[derive(Default)]
    pub enum LossReason in "loss" {
        Dissatisfied = "dissatisfied", "对我们不满意", "dissatisfied with us";
        RivalsOffer = "rivals_offer", "接受了竞争对手的条件", "took a rival's offer";
        AddressLost = "address_lost", "地址变更，失去联系", "address changed and lost";
        MovedAway = "moved_away", "迁出我们的服务区域", "moved out of our area";
        SuddenEvent = "sudden_event", "突发变故（去世、重病）", "a sudden event: death, illness";
        Ceased = "ceased", "破产或停业", "bankrupt or ceased trading";
        Merged = "merged", "被合并或收购", "merged or taken over";
        BuyerChanged = "buyer_changed", "对方经办人变动（升迁、调离、离职、退休）", "their buyer was promoted, moved, resigned or retired";
        RenewedFailed = "renewed_failed", "更新后的产品不成功", "our renewed product failed";
        RenewedUnsuited = "renewed_unsuited", "更新后的产品不合老客户的需要", "our renewed product does not suit old customers";
        Enlarged = "enlarged", "扩大经营或进入新区域，成本上升", "we enlarged or went to new regions, and cost rose";
        SalespersonChanged = "salesperson_changed", "我们的业务员换人", "our salesperson changed";
        IncentivesChanged = "incentives_changed", "优惠和激励政策改变", "our incentives changed";
        #[default]
        Unknown = "unknown", "尚不清楚", "not known yet";
    }
}

impl LossReason {
    /// The side on which it lies.
    pub const fn side(self) -> LossSide {
        match self {
            Self::Dissatisfied
            | Self::RivalsOffer
            | Self::AddressLost
            | Self::MovedAway
            | Self::SuddenEvent
            | Self::Ceased
            | Self::Merged
            | Self::BuyerChanged => LossSide::Customer,
            Self::RenewedFailed
            | Self::RenewedUnsuited
            | Self::Enlarged
            | Self::SalespersonChanged
            | Self::IncentivesChanged => LossSide::Company,
            Self::Unknown => LossSide::Unknown,
        }
    }
}

coded! {
    /// Who was lost.
    pub enum LossKind in "loss_kind" {
        Customer = "customer", "客户流失", "a customer lost";
        Prospect = "prospect", "准客户放弃", "a prospect given up";
    }
}
