//! Ways to reach a party: masked in every list, shown in full only with a record in the audit.

use serde_json::json;
use test_support::on_both_databases;
use uuid::Uuid;

use crate::team::{TO_CONTACT, Team, code, read, wrong_fields};

async fn add(team: &Team, party: Uuid, kind: &str, value: &str) -> Result<app::parties::PartyRecord, app::AppError> {
    team.app.add_contact(&team.chen, party, read(json!({ "kind": kind, "value": value, "label": null }))).await
}

on_both_databases! {
    async fn numbers_are_masked_until_they_are_revealed(team: Team) {
        let party = team.prospect("张三").await;
        add(&team, party, "email", "Zhang.San@Example.com").await.unwrap();
        let record = add(&team, party, "wechat", "zhangsan_88").await.unwrap();
        let masked: Vec<&str> = record.contacts.iter().map(|contact| contact.masked.as_str()).collect();
        assert_eq!(masked.len(), 3);
        assert!(
            masked.contains(&"138****8000") && masked.contains(&"z***@example.com") && masked.contains(&"zh****88")
        );
        let phone = record.contacts.iter().find(|contact| contact.kind == "phone").unwrap();
        let shown = team.app.reveal_contact(&team.chen, party, phone.id, TO_CONTACT).await.unwrap();
        assert_eq!(shown.value, "+8613800138000");
        let audit = team.app.audit_records(&team.admin, Some(&party.to_string()), None).await.unwrap();
        let revealed: Vec<_> = audit.items.iter().filter(|record| record.action == "contact_revealed").collect();
        assert_eq!(revealed.len(), 1);
        assert_eq!(revealed[0].actor.as_ref().unwrap().name, "chen");
        assert!(!revealed[0].detail.to_string().contains("13800138000"), "the audit holds no number");
    }

    async fn who_does_not_work_a_record_cannot_reveal_it(team: Team) {
        let party = team.prospect("张三").await;
        let contact = team.app.party(&team.chen, party).await.unwrap().contacts[0].id;
        assert_eq!(code(team.app.reveal_contact(&team.ana, party, contact, TO_CONTACT).await), "contact_policy");
        assert_eq!(code(team.app.reveal_contact(&team.li, party, contact, TO_CONTACT).await), "not_found");
        let other = team.prospect("李四").await;
        assert_eq!(code(team.app.reveal_contact(&team.chen, other, contact, TO_CONTACT).await), "not_found");
        assert!(!team.audited(&party.to_string()).await.contains(&"contact_revealed".to_owned()));
    }

    async fn a_number_marked_wrong_gives_way_to_the_next(team: Team) {
        let party = team.prospect("张三").await;
        let first = team.app.party(&team.chen, party).await.unwrap().contacts[0].id;
        add(&team, party, "phone", "13900139000").await.unwrap();
        let record = team.app.edit_contact(&team.chen, party, first, read(json!({ "valid": false }))).await.unwrap();
        assert_eq!(record.summary.phone.as_deref(), Some("139****9000"));
        let other = record.contacts.iter().find(|contact| contact.id != first).unwrap().id;
        let record = team.app.delete_contact(&team.chen, party, other).await.unwrap();
        assert_eq!(record.summary.phone, None);
        assert!(team.app.search(&team.chen, "9000", None).await.unwrap().items.is_empty());
    }

    async fn one_of_a_kind_is_the_primary(team: Team) {
        let party = team.prospect("张三").await;
        let record = add(&team, party, "phone", "13900139000").await.unwrap();
        let second = record.contacts.iter().find(|contact| !contact.primary).unwrap().id;
        let record = team.app.edit_contact(&team.chen, party, second, read(json!({ "primary": true }))).await.unwrap();
        let primary: Vec<Uuid> =
            record.contacts.iter().filter(|contact| contact.primary).map(|contact| contact.id).collect();
        assert_eq!(primary, [second]);
        assert_eq!(record.summary.phone.as_deref(), Some("139****9000"));
    }

    async fn wrong_and_doubled_values_are_refused(team: Team) {
        let party = team.prospect("张三").await;
        assert_eq!(wrong_fields(add(&team, party, "phone", "138 0013 8000").await), ["/value taken"]);
        assert_eq!(wrong_fields(add(&team, party, "wechat", " ").await), ["/value required"]);
        assert_eq!(wrong_fields(add(&team, party, "pigeon", "x").await), ["/kind unknown"]);
        assert!(wrong_fields(add(&team, party, "email", "nobody").await)[0].starts_with("/value "));
    }

    async fn an_address_fills_the_city_and_the_card(team: Team) {
        let party = team.prospect("张三").await;
        let before = team.summary(party).await.completeness;
        let asked = read(json!({ "kind": "home", "text": "浙江省杭州市西湖区文三路 1 号" }));
        let record = team.app.add_address(&team.chen, party, asked).await.unwrap();
        assert_eq!(record.summary.city.as_deref(), Some("杭州"));
        assert!(record.summary.completeness > before);
        let record = team.app.delete_address(&team.chen, party, record.addresses[0].id).await.unwrap();
        assert!(record.addresses.is_empty());
        assert_eq!(record.summary.completeness, before);
        let nowhere = read(json!({ "kind": "home", "text": " " }));
        assert_eq!(wrong_fields(team.app.add_address(&team.chen, party, nowhere).await), ["/text required"]);
    }
}
