//! The people of an organisation: their roles, and who influences whom (PRO-6).

use serde_json::{Value, json};
use test_support::on_both_databases;
use uuid::Uuid;

use crate::team::{Team, code, read, wrong_fields};

async fn firm(team: &Team) -> Uuid {
    team.party(&team.chen, json!({ "kind": "organisation", "name": "杭州海川机械有限公司" })).await.summary.id
}

async fn add(team: &Team, firm: Uuid, person: Value) -> Result<app::parties::PartyRecord, app::AppError> {
    team.app.add_person(&team.chen, firm, read(person)).await
}

on_both_databases! {
    async fn a_new_person_is_a_contact_of_the_organisation_and_no_prospect(team: Team) {
        let firm = firm(&team).await;
        let before = team.summary(firm).await.completeness;
        let person = json!({ "name": "王芳 采购经理", "phone": "13900139000", "roles": ["economic_buyer", "gatekeeper"], "party_id": null, "position": null });
        let record = add(&team, firm, person).await.unwrap();
        let link = &record.people[0];
        assert_eq!((link.name.as_str(), link.roles.len()), ("王芳", 2));
        assert!(record.summary.completeness > before, "the contact person fills a place of the card");
        let person = team.app.party(&team.chen, link.party_id).await.unwrap();
        assert_eq!((person.summary.status.as_str(), person.summary.position.as_deref()), ("contact", Some("采购经理")));
        assert_eq!(person.organisations[0].party_id, firm);
        assert_eq!(person.summary.owner.unwrap().name, "chen");
        let names: Vec<String> = team
            .app
            .parties(&team.chen, read(json!({})))
            .await
            .unwrap()
            .items
            .into_iter()
            .map(|party| party.name)
            .collect();
        assert_eq!(names, ["杭州海川机械有限公司"]);
        assert!(team.faults().await.is_empty());
    }

    async fn an_organisation_is_found_by_the_names_of_its_people(team: Team) {
        let firm = firm(&team).await;
        let record = add(&team, firm, json!({ "name": "欧阳修", "party_id": null, "phone": null, "position": null }))
            .await
            .unwrap();
        let found = async || {
            let items = team.app.search(&team.chen, "oyx", None).await.unwrap().items;
            items.into_iter().any(|party| party.id == firm)
        };
        assert!(found().await);
        team.app.remove_person(&team.chen, firm, record.people[0].id).await.unwrap();
        assert!(!found().await);
        assert!(team.app.party(&team.chen, record.people[0].party_id).await.is_ok(), "the person's own record stays");
    }

    async fn roles_position_and_influence_are_changed(team: Team) {
        let firm = firm(&team).await;
        let boss = add(&team, firm, json!({ "name": "赵总", "party_id": null, "phone": null, "position": "总经理" }))
            .await
            .unwrap()
            .people[0]
            .clone();
        let record = add(&team, firm, json!({ "name": "钱进", "party_id": null, "phone": null, "position": null }))
            .await
            .unwrap();
        let buyer = record.people.iter().find(|link| link.id != boss.id).unwrap();
        let edit = read(json!({ "roles": ["coach"], "influences": [boss.party_id], "position": "采购" }));
        let record = team.app.edit_person(&team.chen, firm, buyer.id, edit).await.unwrap();
        let buyer = record.people.iter().find(|link| link.id == buyer.id).unwrap();
        assert_eq!((buyer.influences.as_slice(), buyer.position.as_deref()), (&[boss.party_id][..], Some("采购")));
        let circular = read(json!({ "influences": [buyer.party_id], "roles": null, "position": null }));
        assert_eq!(
            wrong_fields(team.app.edit_person(&team.chen, firm, buyer.id, circular).await),
            ["/influences circular"]
        );
    }

    async fn a_person_on_file_is_linked_once(team: Team) {
        let firm = firm(&team).await;
        let person = team.prospect("张三").await;
        let asked = json!({ "party_id": person, "name": null, "phone": null, "position": null });
        add(&team, firm, asked.clone()).await.unwrap();
        assert_eq!(wrong_fields(add(&team, firm, asked).await), ["/party_id taken"]);
        let itself = json!({ "party_id": firm, "name": null, "phone": null, "position": null });
        assert_eq!(wrong_fields(add(&team, firm, itself).await), ["/party_id not_a_person"]);
        assert_eq!(
            wrong_fields(
                add(&team, firm, json!({ "party_id": null, "name": null, "phone": null, "position": null })).await
            ),
            ["/name required"]
        );
    }

    async fn only_organisations_have_people(team: Team) {
        let person = team.prospect("张三").await;
        let asked = json!({ "name": "李四", "party_id": null, "phone": null, "position": null });
        assert_eq!(code(add(&team, person, asked).await), "invalid");
    }

    async fn a_refused_person_leaves_no_record(team: Team) {
        let firm = firm(&team).await;
        let wrong = json!({ "name": "李四", "phone": "12", "party_id": null, "position": null });
        assert_eq!(code(add(&team, firm, wrong).await), "invalid");
        assert!(team.app.search(&team.chen, "李四", None).await.unwrap().items.is_empty());
    }
}
