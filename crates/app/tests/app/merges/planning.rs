//! What a merge will do is shown before it is done.

use method::merging::{MergeReason, MergeSide};
use serde_json::json;
use test_support::on_both_databases;

use super::two;
use crate::team::{Team, code};

on_both_databases! {
    async fn the_fuller_value_is_proposed_with_its_reason(team: Team) {
        let (first, second) = two(&team).await;
        let plan = team.app.merge_plan(&team.chen, first, second, Some(first)).await.unwrap();
        let field = |name: &str| plan.fields.iter().find(|field| field.field == name).unwrap();
        let employer = field("employer");
        assert!(employer.differs && employer.choice);
        assert_eq!((employer.proposal.side, employer.proposal.because), (MergeSide::Merged, MergeReason::Fuller));
        assert_eq!(field("need").proposal.because, MergeReason::OnlyOne);
        assert!(!field("name").differs);
        assert!(plan.can_merge);
    }

    async fn which_is_kept_is_proposed_and_can_be_turned_round(team: Team) {
        let (first, second) = two(&team).await;
        let proposed = team.app.merge_plan(&team.chen, first, second, None).await.unwrap();
        assert_eq!(proposed.kept.summary.id, second, "the fuller card");
        assert_eq!(proposed.keeper.because, MergeReason::Card);
        let turned = team.app.merge_plan(&team.chen, first, second, Some(first)).await.unwrap();
        assert_eq!((turned.kept.summary.id, turned.keeper.side), (first, MergeSide::Merged));
    }

    async fn numbers_are_masked_and_told_by_side(team: Team) {
        let (first, second) = two(&team).await;
        let plan = team.app.merge_plan(&team.chen, first, second, Some(first)).await.unwrap();
        let phones: Vec<_> = plan.contacts.iter().filter(|c| c.kind == "phone").collect();
        assert_eq!((phones[0].masked.as_str(), phones[0].on_kept, phones[0].on_merged), ("138****8000", true, true));
        assert_eq!((phones[1].masked.as_str(), phones[1].on_kept, phones[1].on_merged), ("139****9000", false, true));
        let whole = serde_json::to_string(&plan).unwrap();
        assert!(!whole.contains("13800138000") && !whole.contains("zhang@example.com"));
    }

    async fn only_who_sees_both_sees_the_plan(team: Team) {
        let (first, _) = two(&team).await;
        let other = team.party(&team.li, json!({ "name": "张三" })).await.summary.id;
        assert_eq!(code(team.app.merge_plan(&team.chen, first, other, None).await), "not_found");
        let seen = team.app.merge_plan(&team.lin, first, other, None).await.unwrap();
        assert!(seen.can_merge, "the manager answers for both");
        assert!(!team.app.merge_plan(&team.ana, first, other, None).await.unwrap().can_merge);
    }
}
