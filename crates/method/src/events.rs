//! What other systems can be told of as it happens.

use crate::coded::coded;

coded! {
    /// Kinds of events.
    pub enum EventKind in "event" {
        PartyCreated = "party_created", "新建了客户档案", "a record was made";
        PartyChanged = "party_changed", "修改了客户档案", "a record was changed";
        PartyMerged = "party_merged", "合并了重复档案", "records were merged";
        MergeUndone = "merge_undone", "撤销了合并", "a merge was undone";
        PartyErased = "party_erased", "删除了个人信息", "a person's data was erased";
        PartyAssigned = "party_assigned", "客户换了负责人", "a record changed hands";
        PartyWon = "party_won", "客户成交", "a prospect became a customer";
        PartyLost = "party_lost", "客户流失", "a customer was lost";
        ClassChanged = "class_changed", "客户等级变化", "a record changed class";
        ContactLogged = "contact_logged", "登记了一次联系", "a contact was logged";
        ContactTakenBack = "contact_taken_back", "撤销了一次联系登记", "a logged contact was taken back";
        ConsentRecorded = "consent_recorded", "登记了同意或拒绝联系", "a consent or an objection was recorded";
        ImportFinished = "import_finished", "导入完成", "an import ended";
        Ping = "ping", "测试推送", "a test";
    }
}

impl EventKind {
    /// What may be subscribed to; a ping is only ever asked for.
    pub fn subscribed() -> impl Iterator<Item = Self> {
        use crate::coded::Coded;
        Self::ALL.iter().copied().filter(|kind| *kind != Self::Ping)
    }
}
