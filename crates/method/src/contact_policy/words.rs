//! The words of the policy: what is asked, by which channel, by whom, and what the answer rests on.

use crate::coded::coded;

coded! {
    /// A way to reach somebody.
    pub enum Channel in "contact_channel" {
        Call = "call", "电话", "call";
        Sms = "sms", "短信", "text message";
        Wechat = "wechat", "微信", "WeChat";
        Email = "email", "邮件", "e-mail";
        Letter = "letter", "信函", "letter";
        Visit = "visit", "拜访", "visit";
    }
}

coded! {
    /// What somebody wants to do.
    pub enum Deed in "deed" {
        Contact = "contact", "联系", "contact";
        Sell = "sell", "推销", "sell";
        SeeNumber = "see_number", "查看号码去联系", "see the number to contact";
        CheckNumber = "check_number", "查看号码作核对", "see the number to check it";
    }
}

coded! {
    /// Whose record it is, seen from the one who asks.
    pub enum Holding in "holding" {
        Own = "own", "本人的客户", "own record";
        Manages = "manages", "所辖团队的客户", "record of a team managed";
        Covers = "covers", "代班同事的客户", "record of a colleague one stands in for";
        Shared = "shared", "同事共享、可一起跟进的客户", "record shared to be worked together";
        Pool = "pool", "公海客户", "record of the pool";
        Others = "others", "他人的客户", "somebody else's record";
    }
}

coded! {
    /// Why something may not be done.
    pub enum PolicyRule in "contact_policy" {
        RightToSee = "right_to_see", "查看号码的权限", "right to see numbers";
        Holder = "holder", "客户归属", "whose record it is";
        DoNotContact = "do_not_contact", "客户要求不再联系", "asked not to be contacted";
        PointRefused = "point_refused", "该联系方式要求勿扰", "asked not to be reached in this way";
        ConsentWithdrawn = "consent_withdrawn", "客户不同意该渠道联系", "consent for this channel withdrawn";
        ConsentMissing = "consent_missing", "尚未取得营销同意", "no consent to be sold to by this channel";
        CoolingOff = "cooling_off", "拒绝后的冷静期", "cooling off after a refusal";
        AllowedHours = "allowed_hours", "允许致电的时段", "hours in which calls are allowed";
        AttemptsPerDay = "attempts_per_day", "当天致电次数上限", "limit of attempts in a day";
        AttemptSpacing = "attempt_spacing", "两次致电的间隔", "time between two attempts";
        AttemptsInPeriod = "attempts_in_period", "近30天致电次数上限", "limit of attempts in 30 days";
    }
}

coded! {
    /// What would turn a no into a yes.
    pub enum Remedy in "remedy" {
        AskRight = "ask_right", "请管理员授予查看号码的权限", "ask an administrator for the right to see numbers";
        Claim = "claim", "先从公海领取这位客户", "claim the record from the pool first";
        AskHolder = "ask_holder", "请归属人或其主管转交", "ask the holder or their manager to hand it over";
        TheyAsk = "they_ask", "客户本人提出恢复联系，并登记来源", "the person asks to be contacted again, and it is recorded";
        AnotherWay = "another_way", "换一种联系方式", "use another way to reach them";
        RecordConsent = "record_consent", "取得客户同意并登记", "obtain the person's consent and record it";
        TakeUpAgain = "take_up_again", "等冷静期结束，或写明原因重新跟进", "wait until the cooling-off ends, or take the record up again with a reason";
        Wait = "wait", "等到允许的时间", "wait until the time named";
    }
}

coded! {
    /// How a consent came to be known.
    pub enum ConsentSource in "consent_source" {
        Spoken = "spoken", "口头表示", "said so";
        Written = "written", "书面签署", "signed";
        Form = "form", "网上表单", "form on the web";
        Confirmed = "confirmed", "邮件确认（双重确认）", "confirmed by mail (double opt-in)";
        Unsubscribed = "unsubscribed", "退订", "unsubscribed";
        Imported = "imported", "随名单导入", "came with a list";
        Merged = "merged", "合并档案时沿用", "carried over when records were merged";
    }
}

coded! {
    /// Why a number was shown in full.
    pub enum RevealReason in "reveal_reason" {
        ToContact = "to_contact", "联系客户", "to contact them";
        ToCheck = "to_check", "核对、更正资料", "to check or correct it";
        TheyAsked = "they_asked", "客户本人要求", "the person asked for it";
        Complaint = "complaint", "处理投诉", "to handle a complaint";
    }
}

impl Channel {
    /// Whether it breaks into somebody's day, so that hours and attempts are limited.
    pub const fn disturbs(self) -> bool {
        matches!(self, Self::Call | Self::Sms | Self::Wechat | Self::Visit)
    }
}

impl RevealReason {
    /// What seeing the number for this reason is.
    pub const fn deed(self) -> Deed {
        match self {
            Self::ToContact => Deed::SeeNumber,
            Self::ToCheck | Self::TheyAsked | Self::Complaint => Deed::CheckNumber,
        }
    }
}

impl PolicyRule {
    /// What would lift the rule for somebody who stands so to the record.
    pub const fn remedy(self, holding: Holding) -> Remedy {
        match self {
            Self::RightToSee => Remedy::AskRight,
            Self::Holder => match holding {
                Holding::Pool => Remedy::Claim,
                _ => Remedy::AskHolder,
            },
            Self::DoNotContact => Remedy::TheyAsk,
            Self::PointRefused => Remedy::AnotherWay,
            Self::ConsentWithdrawn | Self::ConsentMissing => Remedy::RecordConsent,
            Self::CoolingOff => Remedy::TakeUpAgain,
            Self::AllowedHours | Self::AttemptsPerDay | Self::AttemptSpacing | Self::AttemptsInPeriod => Remedy::Wait,
        }
    }
}
