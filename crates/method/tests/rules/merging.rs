//! Which of two records is kept, whose values are proposed, and what survives every choice (PRO-11).

use method::{
    Timestamp,
    contact_policy::{Channel, Consent},
    merging::{Candidate, MergeReason as R, MergeSide as S, Weight, keeper, propose, withdrawals_to_renew},
};
use proptest::prelude::*;
use rstest::rstest;

use crate::monday;

fn value(text: Option<&str>, days: f64) -> Candidate<'_> {
    Candidate { text, written_at: monday().plus_days(days) }
}

#[rstest]
#[case(None, None, S::Kept, R::Alike)]
#[case(Some("采购经理"), Some("采购 经理"), S::Kept, R::Alike)]
#[case(Some("采购经理"), None, S::Kept, R::OnlyOne)]
#[case(Some("  "), Some("采购经理"), S::Merged, R::OnlyOne)]
#[case(Some("上海华信"), Some("上海华信电子有限公司"), S::Merged, R::Fuller)]
#[case(Some("上海华信电子有限公司"), Some("华信"), S::Kept, R::Fuller)]
#[case(Some("经理"), Some("主任"), S::Merged, R::Newer)]
fn the_only_then_the_fuller_then_the_newer_value_is_proposed(
    #[case] kept: Option<&str>,
    #[case] merged: Option<&str>,
    #[case] side: S,
    #[case] because: R,
) {
    let proposal = propose(value(kept, -10.0), value(merged, -1.0));
    assert_eq!((proposal.side, proposal.because), (side, because));
}

#[test]
fn where_nothing_tells_them_apart_the_kept_record_stands() {
    let proposal = propose(value(Some("经理"), 0.0), value(Some("主任"), 0.0));
    assert_eq!((proposal.side, proposal.because), (S::Kept, R::Kept));
}

fn weight() -> Weight {
    Weight { customer: false, held: true, two_way_contacts: 2, completeness: 40, on_file_since: monday() }
}

#[rstest]
#[case(Weight { customer: true, held: false, two_way_contacts: 0, ..weight() }, R::Customer)]
#[case(Weight { two_way_contacts: 3, completeness: 1, ..weight() }, R::Contacts)]
#[case(Weight { completeness: 41, ..weight() }, R::Card)]
#[case(Weight { on_file_since: monday().plus_days(-1.0), ..weight() }, R::Older)]
fn the_weightier_record_is_kept_whichever_stands_first(#[case] heavier: Weight, #[case] because: R) {
    let first = keeper(&heavier, &weight());
    let second = keeper(&weight(), &heavier);
    assert_eq!((first.side, first.because), (S::Kept, because));
    assert_eq!((second.side, second.because), (S::Merged, because));
}

fn consent(channel: Option<Channel>, given: bool, days: f64) -> Consent {
    Consent { channel, given, at: monday().plus_days(days) }
}

#[test]
fn a_withdrawal_that_a_later_consent_of_the_other_record_would_cover_is_renewed() {
    let withdrew = [consent(Some(Channel::Sms), false, -9.0)];
    let agreed = [consent(None, true, -1.0)];
    assert_eq!(withdrawals_to_renew(&agreed, &withdrew), [Channel::Sms]);
    assert_eq!(withdrawals_to_renew(&withdrew, &agreed), [Channel::Sms]);
}

#[test]
fn what_was_withdrawn_and_given_again_on_one_record_stays_given() {
    let back = [consent(Some(Channel::Sms), false, -9.0), consent(Some(Channel::Sms), true, -5.0)];
    assert!(withdrawals_to_renew(&back, &[]).is_empty());
}

fn ledger() -> impl Strategy<Value = Vec<Consent>> {
    let channel = proptest::option::of(proptest::sample::select(vec![Channel::Call, Channel::Sms, Channel::Email]));
    let entry = (channel, any::<bool>(), 0_i64..6).prop_map(|(channel, given, at)| Consent {
        channel,
        given,
        at: Timestamp::from_millis(at),
    });
    proptest::collection::vec(entry, 0..6)
}

fn in_force(ledger: &[Consent], channel: Channel) -> Option<bool> {
    let about = ledger.iter().filter(|entry| entry.channel.is_none_or(|about| about == channel));
    about.max_by_key(|entry| entry.at).map(|entry| entry.given)
}

proptest! {
    /// With the renewals added as the last words, no channel that either record had withdrawn is given.
    #[test]
    fn no_withdrawal_is_lost(kept in ledger(), merged in ledger()) {
        let mut both: Vec<Consent> = kept.iter().chain(&merged).copied().collect();
        for channel in withdrawals_to_renew(&kept, &merged) {
            both.push(Consent { channel: Some(channel), given: false, at: Timestamp::from_millis(100) });
        }
        for channel in [Channel::Call, Channel::Sms, Channel::Email, Channel::Visit] {
            if in_force(&kept, channel) == Some(false) || in_force(&merged, channel) == Some(false) {
                prop_assert_eq!(in_force(&both, channel), Some(false));
            }
        }
    }

    /// Swapping the sides swaps the proposal, unless nothing speaks for either.
    #[test]
    fn a_proposal_does_not_depend_on_the_side(a in "[a-c]{0,3}", b in "[a-c]{0,3}", x in 0_i64..3, y in 0_i64..3) {
        let one = Candidate { text: Some(&a), written_at: Timestamp::from_millis(x) };
        let other = Candidate { text: Some(&b), written_at: Timestamp::from_millis(y) };
        let (there, back) = (propose(one, other), propose(other, one));
        prop_assert_eq!(there.because, back.because);
        if !matches!(there.because, R::Alike | R::Kept) {
            prop_assert_ne!(there.side, back.side);
        }
    }
}
