//! What an administrator or a manager is told of.

use crate::coded::coded;

coded! {
    /// Kinds of alerts.
    pub enum AlertKind in "alert" {
        ManyReveals = "many_reveals", "查看号码数量异常", "unusually many numbers seen";
        WebhookGivenUp = "webhook_given_up", "推送多次失败，已放弃", "a webhook delivery was given up";
        WebhookDisabled = "webhook_disabled", "推送长期失败，已停用", "a webhook failed for days and was switched off";
        FolderImport = "folder_import", "文件夹自动导入出错", "a watched folder could not be imported";
        JobFailed = "job_failed", "后台任务失败", "a job that was given up";
        AgainstWish = "against_wish", "违背客户意愿的联系", "a contact against the person's wish";
        KeyCustomerLost = "key_customer_lost", "重点客户流失", "an important customer was lost";
        KeyCustomerAtRisk = "key_customer_at_risk", "重点客户有流失危险", "an important customer is about to be lost";
        SupplyShort = "supply_short", "客源不足", "supply of prospects falls short";
    }
}
