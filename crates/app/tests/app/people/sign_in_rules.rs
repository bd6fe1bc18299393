//! The rules of signing in that administrators set.

use serde_json::{Value, json};
use test_support::on_both_databases;

use super::sign_in::{PASSWORD, with_password};
use crate::team::{Team, code, read, wrong_fields};

async fn change(team: &Team, version: i32, rules: Value, has_provider: bool) -> Result<i32, app::AppError> {
    let asked = read(json!({ "rules": rules, "version": version }));
    team.app.change_sign_in_rules(&team.admin, asked, has_provider).await.map(|view| view.version)
}

on_both_databases! {
    async fn a_role_may_be_told_to_have_a_second_factor(team: Team) {
        assert!(!team.app.present(team.chen.user).await.unwrap().unwrap().must_enrol);
        change(&team, 0, json!({ "second_factor_for": ["sales"] }), false).await.unwrap();
        assert!(team.app.present(team.chen.user).await.unwrap().unwrap().must_enrol);
        assert!(!team.app.present(team.lin.user).await.unwrap().unwrap().must_enrol);
        assert!(team.app.me(&team.chen).await.unwrap().must_enrol);
        assert_eq!(code(team.app.end_second_factor(&team.chen).await), "second_factor_demanded");
    }

    async fn passwords_can_be_kept_for_administrators(team: Team) {
        with_password(&team).await;
        let only_administrators = json!({ "password_for": "administrators" });
        assert_eq!(code(change(&team, 0, only_administrators.clone(), false).await), "no_provider");
        change(&team, 0, only_administrators, true).await.unwrap();
        let right = team.app.sign_in("chen@example.com", PASSWORD.to_owned()).await;
        assert_eq!(code(right), "wrong_credentials", "whether the password was right is not told");
        let link = team.app.make_password_link(&team.admin, team.admin.user).await.unwrap();
        let asked = json!({ "secret": link.path.split_once('#').unwrap().1, "new": PASSWORD });
        team.app.use_password_link(read(asked)).await.unwrap();
        team.app.sign_in("admin@example.com", PASSWORD.to_owned()).await.unwrap();
    }

    async fn of_two_editors_the_second_is_told(team: Team) {
        assert_eq!(change(&team, 0, json!({ "idle_hours": 8 }), false).await.unwrap(), 1);
        assert_eq!(code(change(&team, 0, json!({ "idle_hours": 9 }), false).await), "changed_meanwhile");
    }

    async fn times_outside_their_limits_are_named(team: Team) {
        let wrong = json!({ "idle_hours": 0, "longest_days": 91, "proof_minutes": 481 });
        let mut fields = wrong_fields(change(&team, 0, wrong, false).await);
        fields.sort();
        let expected =
            ["/rules/idle_hours out_of_range", "/rules/longest_days out_of_range", "/rules/proof_minutes out_of_range"];
        assert_eq!(fields, expected);
    }

    async fn only_administrators_see_and_change_them(team: Team) {
        assert_eq!(code(team.app.sign_in_rules_view(&team.lin).await), "forbidden");
        let asked = read(json!({ "rules": {}, "version": 0 }));
        assert_eq!(code(team.app.change_sign_in_rules(&team.lin, asked, true).await), "forbidden");
    }
}
