//! The audit as administrators read it: by person, action, record and period, and as a file.

use app::{audit::AuditAsked, parties::ExportFormat};
use serde_json::json;
use test_support::on_both_databases;

use crate::team::{DAY, TO_CONTACT, Team, code};

async fn actions(team: &Team, asked: AuditAsked) -> Vec<String> {
    let page = team.app.audit_page(&team.admin, &asked, None).await.unwrap();
    page.items.into_iter().map(|record| record.action).collect()
}

on_both_databases! {
    async fn the_audit_is_narrowed_by_person_action_record_and_period(team: Team) {
        let first = team.prospect("张三").await;
        team.clock.forward(DAY);
        let second = team.party(&team.li, json!({ "name": "李四", "phones": ["13900139000"] })).await;
        team.app.reveal_contact(&team.li, second.summary.id, second.contacts[0].id, TO_CONTACT).await.unwrap();
        let by = |actor| AuditAsked { actor: Some(actor), ..AuditAsked::default() };
        assert_eq!(actions(&team, by(team.li.user)).await, ["contact_revealed", "party_created"]);
        assert_eq!(actions(&team, by(team.chen.user)).await, ["party_created"]);
        let revealed = AuditAsked { action: Some("contact_revealed".to_owned()), ..AuditAsked::default() };
        assert_eq!(actions(&team, revealed).await.len(), 1);
        let about = AuditAsked { subject: Some(first.to_string()), ..AuditAsked::default() };
        assert_eq!(actions(&team, about).await, ["party_created"]);
        let today = AuditAsked { from: Some(team.now()), ..AuditAsked::default() };
        assert_eq!(actions(&team, today).await.len(), 2);
        let before = AuditAsked { to: Some(team.now()), ..AuditAsked::default() };
        assert_eq!(actions(&team, before).await, ["party_created"]);
    }

    async fn the_audit_as_a_file_has_what_matches_and_is_audited_itself(team: Team) {
        team.prospect("张三").await;
        let asked = AuditAsked { actor: Some(team.chen.user), ..AuditAsked::default() };
        let path = team.app.export_audit(&team.admin, &asked, ExportFormat::Csv).await.unwrap();
        let text = std::fs::read_to_string(path).unwrap();
        assert_eq!(text.lines().count(), 2, "{text}");
        assert!(text.contains("chen") && text.contains("party_created") && !text.contains("张三"), "{text}");
        let exported = AuditAsked { action: Some("audit_exported".to_owned()), ..AuditAsked::default() };
        assert_eq!(actions(&team, exported).await.len(), 1);
        for actor in [&team.chen, &team.lin, &team.ana] {
            let refused = team.app.export_audit(actor, &AuditAsked::default(), ExportFormat::Csv).await;
            assert_eq!(code(refused), "forbidden");
        }
    }
}
