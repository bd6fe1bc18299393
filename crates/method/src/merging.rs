//! Two records that are one (PRO-11): which of them is kept, whose value of each field is proposed, and what survives
//! whatever is chosen.

use serde::Serialize;

use crate::{
    Coded, Timestamp,
    coded::coded,
    contact_policy::{Channel, Consent},
};

coded! {
    /// One of the two records of a merge.
    pub enum MergeSide in "merge_side" {
        Kept = "kept", "保留的档案", "the record that is kept";
        Merged = "merged", "并入的档案", "the record that is merged into it";
    }
}

coded! {
    /// Why a value, or a record, is proposed.
    pub enum MergeReason in "merge_reason" {
        Alike = "alike", "两边一致", "both say the same";
        OnlyOne = "only_one", "只有这边有", "only this side has it";
        Fuller = "fuller", "内容更完整", "says more";
        Newer = "newer", "更新得更晚", "was written later";
        Kept = "kept", "分不出先后，以保留的档案为准", "no telling which is better: the kept record's stands";
        Customer = "customer", "已是客户", "is a customer already";
        Held = "held", "有人负责", "somebody looks after it";
        Contacts = "contacts", "联系更多", "has been talked to more often";
        Card = "card", "资料更完整", "has the fuller card";
        Older = "older", "建档更早", "was on file first";
    }
}

/// A value of a field on one side.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// Blank: not known.
    pub text: Option<&'a str>,
    /// When it was written: its last change, or when the record was made.
    pub written_at: Timestamp,
}

/// Whose value is proposed, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Proposal {
    pub side: MergeSide,
    pub because: MergeReason,
}

impl Proposal {
    const fn of(side: MergeSide, because: MergeReason) -> Self {
        Self { side, because }
    }
}

/// Proposes whose value of a field is kept (PRO-11): the only one; of two texts of which one holds the other, the
/// longer; else the one written later; else the kept record's.
pub fn propose(kept: Candidate<'_>, merged: Candidate<'_>) -> Proposal {
    use MergeSide as S;
    let known = |candidate: Candidate<'_>| candidate.text.map(folded).filter(|text| !text.is_empty());
    match (known(kept), known(merged)) {
        (None, Some(_)) => Proposal::of(S::Merged, MergeReason::OnlyOne),
        (Some(_), None) => Proposal::of(S::Kept, MergeReason::OnlyOne),
        (None, None) => Proposal::of(S::Kept, MergeReason::Alike),
        (Some(a), Some(b)) if a == b => Proposal::of(S::Kept, MergeReason::Alike),
        (Some(a), Some(b)) if b.contains(&a) => Proposal::of(S::Merged, MergeReason::Fuller),
        (Some(a), Some(b)) if a.contains(&b) => Proposal::of(S::Kept, MergeReason::Fuller),
        _ if merged.written_at > kept.written_at => Proposal::of(S::Merged, MergeReason::Newer),
        _ if kept.written_at > merged.written_at => Proposal::of(S::Kept, MergeReason::Newer),
        _ => Proposal::of(S::Kept, MergeReason::Kept),
    }
}

/// A text without its blanks and in lower case, so that a gap does not count as more.
fn folded(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// What a record weighs when one of two is to be kept.
#[derive(Debug, Clone, Copy)]
pub struct Weight {
    pub customer: bool,
    pub held: bool,
    pub two_way_contacts: u32,
    /// Percentage of the card that is filled.
    pub completeness: u32,
    pub on_file_since: Timestamp,
}

/// Which of two records is proposed to be kept, `Kept` being the first (PRO-11): the customer; then the one somebody
/// looks after; then the one talked to more; then the fuller card; then the older.
pub fn keeper(first: &Weight, second: &Weight) -> Proposal {
    let steps = [
        (first.customer.cmp(&second.customer), MergeReason::Customer),
        (first.held.cmp(&second.held), MergeReason::Held),
        (first.two_way_contacts.cmp(&second.two_way_contacts), MergeReason::Contacts),
        (first.completeness.cmp(&second.completeness), MergeReason::Card),
        (second.on_file_since.cmp(&first.on_file_since), MergeReason::Older),
    ];
    let decisive = steps.into_iter().find(|(order, _)| order.is_ne());
    match decisive {
        Some((order, because)) if order.is_lt() => Proposal::of(MergeSide::Merged, because),
        Some((_, because)) => Proposal::of(MergeSide::Kept, because),
        None => Proposal::of(MergeSide::Kept, MergeReason::Kept),
    }
}

/// Channels whose consent was withdrawn on one side, and would be in force again if the two ledgers were only laid
/// together: a withdrawal survives a merge (PRO-11, EDM-3).
pub fn withdrawals_to_renew(kept: &[Consent], merged: &[Consent]) -> Vec<Channel> {
    let both: Vec<Consent> = kept.iter().chain(merged).copied().collect();
    let withdrawn = |ledger, channel| last_words(ledger, channel).any(|consent| !consent.given);
    let given = |ledger, channel| last_words(ledger, channel).any(|consent| consent.given);
    let lost = |channel: Channel| (withdrawn(kept, channel) || withdrawn(merged, channel)) && given(&both, channel);
    Channel::ALL.iter().copied().filter(|channel| lost(*channel)).collect()
}

/// The last word about a channel; several where they were said at one moment.
fn last_words(ledger: &[Consent], channel: Channel) -> impl Iterator<Item = &Consent> {
    let about = move |consent: &&Consent| consent.channel.is_none_or(|about| about == channel);
    let last = ledger.iter().filter(about).map(|consent| consent.at).max();
    ledger.iter().filter(about).filter(move |consent| Some(consent.at) == last)
}
