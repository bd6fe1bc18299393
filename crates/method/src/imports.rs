//! What may be taken back of an import, and what stays because somebody has built on it (PRO-11).

use std::collections::BTreeSet;

use crate::coded::coded;

coded! {
    /// Why something that an import brought in stays when the import is undone.
    pub enum KeptBecause in "kept_because" {
        ContactLogged = "contact_logged", "导入后有过联系记录", "contacts were logged since";
        Changed = "changed_since", "导入后有人改动过", "somebody has changed it since";
        Reassigned = "reassigned", "导入后换过负责人", "it has changed hands since";
        Merged = "merged_since", "已并入另一份档案", "it was merged into another record";
        Linked = "linked_since", "已与其他档案建立关联", "another record refers to it";
        Imported = "imported_since", "后来的导入用到了这份档案", "a later import found or changed it";
        Returned = "returned_since", "导入后已有退货记录", "something of it was returned since";
        Ordered = "ordered_since", "还有其他订单或退货", "other orders or returns are on it";
        NotYours = "not_yours_now", "这份档案现在不归您负责", "the record is not yours now";
    }
}

coded! {
    /// Why a row of a file of deals was not taken, beside what is wrong with any row (OPP-1).
    pub enum DealRowFault in "deal_row" {
        NameMissing = "deal_name_missing", "没有商机名称、产品线，也没有编号", "it has no name, product line or number";
        StageUnknown = "stage_unknown", "没有这个阶段；请在文件中改成下列阶段之一，或先到设置里添加", "there is no such stage: write one of these in the file, or add it in the settings first";
        BuyingStageUnknown = "buying_stage_unknown", "没有这个采购阶段", "there is no such buying stage";
        OutcomeUnknown = "outcome_unknown", "看不出是赢单、输单还是在谈", "it does not say whether the deal is won, lost or open";
        OutcomeMissing = "outcome_missing", "有结束日期，却没写输赢", "it has a day of its end and does not say how it ended";
        EndDayMissing = "end_day_missing", "已结束的商机没写结束日期", "the deal has ended and its day is missing";
        EndedBeforeOpened = "ended_before_opened", "结束日期早于创建日期", "it ended before it was opened";
        AmountNegative = "amount_negative", "金额是负数", "the amount is negative";
        OnFile = "deal_on_file", "这个商机已经有了", "the deal is on file";
        Ended = "deal_ended", "这个商机已结束，没有改动", "the deal on file has ended and was left as it is";
        NotYours = "deal_not_yours", "这个商机不归您负责，没有改动", "the deal on file is not yours and was left as it is";
        OfAnother = "deal_of_another", "这个编号已用在另一位客户的商机上", "a deal with another customer has this number";
    }
}

/// What has happened to a record since the import that made it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Since {
    /// contacts and notes that nobody took back
    pub contacts: bool,
    /// facts, contact points, answers, tags: whatever the audit or the history of the card shows
    pub changes: bool,
    pub handed_over: bool,
    pub merged: bool,
    pub linked: bool,
    /// another import has found it on file
    pub imported: bool,
    /// orders or returns that did not come with the import
    pub ordered: bool,
}

/// Why a record that the import made stays (PRO-11); empty: nobody has touched it, and it goes.
pub fn why_it_stays(since: &Since) -> BTreeSet<KeptBecause> {
    if since.merged {
        // what else there was has moved to the other record
        return BTreeSet::from([KeptBecause::Merged]);
    }
    let signs = [
        (since.contacts, KeptBecause::ContactLogged),
        (since.changes, KeptBecause::Changed),
        (since.handed_over, KeptBecause::Reassigned),
        (since.linked, KeptBecause::Linked),
        (since.imported, KeptBecause::Imported),
        (since.ordered, KeptBecause::Ordered),
    ];
    signs.into_iter().filter(|(holds, _)| *holds).map(|(_, why)| why).collect()
}

/// Whether a value that the import filled in or overwrote goes back to what it was (PRO-11): only while it is still what
/// the import wrote, and nobody has written it since.
pub fn goes_back(written: Option<&str>, current: Option<&str>, written_since: bool) -> bool {
    !written_since && written == current
}
