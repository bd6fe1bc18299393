//! Every use case that a role opens, tried by every role.

use app::{Actor, AppError, Role, Roles, methods::AddCost, parties::ExportFormat};
use method::MethodSettings;
use serde_json::json;
use test_support::on_both_databases;
use uuid::Uuid;

use crate::team::{Team, read};

const SELLERS: [Role; 2] = [Role::Sales, Role::KeyAccount];
const ADMINISTRATOR: [Role; 1] = [Role::Administrator];

/// The roles that may, besides those of the table's other column.
fn roles(some: &[Role], more: &[Role]) -> Vec<Role> {
    some.iter().chain(more).copied().collect()
}

/// Somebody of the northern team with this one role.
fn somebody(team: &Team, role: Role) -> Actor {
    Actor { roles: Roles::new([role]), teams: vec![team.north], ..team.lin.clone() }
}

/// Whether the role opens the use case: anything but "forbidden" means that it does.
fn opened<T>(result: Result<T, AppError>) -> bool {
    !matches!(result, Err(AppError::Forbidden))
}

on_both_databases! {
    async fn lists_parties_and_imports_are_for_those_who_work_with_names(team: Team) {
        let managing = [Role::Manager, Role::Administrator];
        let working = roles(&SELLERS, &managing);
        let analysing = roles(&working, &[Role::Analyst]);
        let importing = roles(&analysing, &[Role::Marketing]);
        let seeing_lists = roles(&importing, &[Role::Credit]);
        for role in Role::ALL {
            let (app, actor) = (&team.app, somebody(&team, role));
            let file = team.file("list.csv", "姓名,手机\n张三,13800138000\n");
            let upload = read(json!({ "list_id": null, "list_name": "x", "file_name": "list.csv" }));
            let tries = [
                ("parties", opened(app.parties(&actor, read(json!({}))).await), &seeing_lists),
                ("lists", opened(app.lists(&actor).await), &seeing_lists),
                ("saved views", opened(app.saved_views(&actor, "parties").await), &seeing_lists),
                (
                    "create party",
                    opened(app.create_party(&actor, read(json!({ "kind": "x", "name": "" }))).await),
                    &working,
                ),
                ("create list", opened(app.create_list(&actor, read(json!({ "name": " " }))).await), &importing),
                ("import", opened(app.import_file(&actor, &file, upload).await), &importing),
                ("start import", opened(app.start_import(&actor, Uuid::nil()).await), &importing),
                ("import fields", opened(app.import_fields(&actor, None).await), &importing),
                ("held rows", opened(app.held_rows(&actor).await), &analysing),
                (
                    "export",
                    opened(app.export_parties(&actor, &read(json!({})), None, ExportFormat::Csv).await),
                    &working,
                ),
                ("today", opened(app.worklist(&actor, None).await), &working),
                (
                    "assign",
                    opened(app.assign(&actor, read(json!({ "filter": null, "owner_id": null }))).await),
                    &managing.to_vec(),
                ),
            ];
            for (name, may, allowed) in tries {
                assert_eq!(may, allowed.contains(&role), "{name} by {role:?}");
            }
        }
    }

    async fn methods_people_and_settings_are_for_those_who_answer_for_them(team: Team) {
        let managing = [Role::Manager, Role::Administrator];
        let seeing_methods =
            roles(&SELLERS, &[Role::Manager, Role::Administrator, Role::Analyst, Role::Marketing, Role::Trainer]);
        let editing_methods = roles(&managing, &[Role::Trainer]);
        let managing = managing.to_vec();
        let administering = ADMINISTRATOR.to_vec();
        for role in Role::ALL {
            let (app, actor) = (&team.app, somebody(&team, role));
            let cost: AddCost = read(json!({ "spent_at": team.now(), "amount_minor": 0, "currency": "CNY" }));
            let settings = json!({ "method": MethodSettings::default(), "reason": "", "version": 0 });
            let user = json!({ "name": "", "email": "", "password": "", "roles": [] });
            let tries = [
                ("methods", opened(app.methods(&actor).await), &seeing_methods),
                ("method results", opened(app.method_results(&actor, read(json!({}))).await), &seeing_methods),
                ("contact results", opened(app.contact_results(&actor, read(json!({}))).await), &seeing_methods),
                ("method cost", opened(app.add_method_cost(&actor, "x", cost).await), &editing_methods),
                ("restore method", opened(app.restore_method(&actor, "x", None).await), &editing_methods),
                ("playbook", opened(app.playbook(&actor).await), &seeing_methods),
                ("restore playbook", opened(app.restore_playbook(&actor, "x", None).await), &editing_methods),
                ("users", opened(app.users(&actor).await), &managing),
                ("teams", opened(app.teams(&actor).await), &managing),
                ("settings", opened(app.settings_view(&actor).await), &managing),
                ("history of settings", opened(app.settings_history(&actor).await), &managing),
                ("change settings", opened(app.change_settings(&actor, read(settings)).await), &administering),
                ("create user", opened(app.create_user(&actor, read(user)).await), &administering),
                ("edit user", opened(app.edit_user(&actor, Uuid::nil(), read(json!({}))).await), &administering),
                (
                    "create team",
                    opened(app.create_team(&actor, read(json!({ "name": "", "parent_id": team.root }))).await),
                    &administering,
                ),
                ("edit team", opened(app.edit_team(&actor, Uuid::nil(), read(json!({}))).await), &administering),
                (
                    "custom field",
                    opened(
                        app.create_custom_field(
                            &actor,
                            read(json!({ "key": "", "label_zh": "", "label_en": "", "kind": "text" })),
                        )
                        .await,
                    ),
                    &administering,
                ),
                ("delete custom field", opened(app.delete_custom_field(&actor, "x").await), &administering),
                ("audit", opened(app.audit_records(&actor, None, None).await), &administering),
                ("scan for doubles", opened(app.scan_duplicates(&actor).await), &administering),
            ];
            for (name, may, allowed) in tries {
                assert_eq!(may, allowed.contains(&role), "{name} by {role:?}");
            }
        }
    }

    async fn roles_add_up(team: Team) {
        let trainer = Actor { roles: Roles::new([Role::Trainer]), ..team.chen.clone() };
        let both = Actor { roles: Roles::new([Role::Trainer, Role::Sales]), ..team.chen.clone() };
        assert!(!opened(team.app.worklist(&trainer, None).await));
        assert!(opened(team.app.worklist(&both, None).await));
        assert_eq!(Roles::from_codes(&both.roles.to_codes()), both.roles);
        assert_eq!(Roles::from_codes("sales,of_a_newer_version"), Roles::new([Role::Sales]));
    }
}
