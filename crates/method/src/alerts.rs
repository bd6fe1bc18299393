//! What an administrator is told of.

use crate::coded::coded;

coded! {
    /// Kinds of alerts.
    pub enum AlertKind in "alert" {
        ManyReveals = "many_reveals", "查看号码数量异常", "unusually many numbers seen";
        AgainstWish = "against_wish", "违背客户意愿的联系", "a contact against the person's wish";
    }
}
