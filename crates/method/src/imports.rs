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
