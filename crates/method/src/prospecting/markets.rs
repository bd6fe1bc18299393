//! The markets a name can come from and the relation groups of the warm market (PRO-1).

use crate::coded::coded;

coded! {
    /// Where a prospect stood in relation to us before the first talk.
    pub enum Market in "market" {
        Warm = "warm", "缘故市场", "warm market";
        Referral = "referral", "转介绍市场", "referral";
        Cold = "cold", "陌生市场", "cold market";
        EventIndustry = "event_industry", "展会与行业市场", "events and industry";
        Existing = "existing", "既有客户资源", "existing relations";
        Online = "online", "线上市场", "online";
        Group = "group", "职团市场", "group market";
        HighEnd = "high_end", "其他高端市场", "other high-end market";
    }
}

impl Market {
    /// Whether somebody the prospect trusts stands behind the contact: such people are easy to approach.
    pub const fn opens_the_door(self) -> bool {
        matches!(self, Self::Warm | Self::Referral)
    }
}

coded! {
    /// The circle in which a seller knows a warm prospect.
    pub enum RelationGroup in "relation_group" {
        Family = "family", "家人", "family";
        Relatives = "relatives", "亲戚", "relatives";
        Friends = "friends", "朋友", "friends";
        Townsfolk = "townsfolk", "同乡", "townsfolk";
        FormerColleagues = "former_colleagues", "老同事", "former colleagues";
        Classmates = "classmates", "同学", "classmates";
        Neighbours = "neighbours", "新老邻居", "neighbours, old and new";
        Other = "other", "其他", "other";
    }
}
