//! What kinds of classes a customer has, of which each may change from one run to the next.

use crate::coded::coded;

coded! {
    /// A kind of class computed from orders.
    pub enum ClassKind in "class_kind" {
        Abc = "abc", "ABC 分类", "ABC";
        Existing = "existing", "EI–EIV 分类", "EI to EIV";
        Face = "face", "大客户脸谱（建议）", "face, as proposed";
        Rhythm = "rhythm", "采购节奏", "rhythm of buying";
    }
}

coded! {
    /// How the rhythm of a customer stands.
    pub enum RhythmState in "rhythm_state" {
        Usual = "usual", "节奏正常", "as usual";
        Silent = "silent", "沉默时间异常", "unusually silent";
    }
}
