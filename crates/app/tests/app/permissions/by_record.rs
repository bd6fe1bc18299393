//! Every use case that changes a record, tried by everybody on records of every kind of ownership.

use app::{Actor, AppError, parties::ExportFormat};
use serde_json::json;
use test_support::on_both_databases;
use uuid::Uuid;

use crate::team::{TO_CONTACT, Team, read};

/// A use case that changes one record.
#[derive(Clone, Copy, Debug)]
enum Change {
    Edit,
    Answer,
    AddIntent,
    AddContact,
    EditContact,
    DeleteContact,
    Reveal,
    AddAddress,
    DeleteAddress,
    AddPerson,
    EditPerson,
    RemovePerson,
    SetDisposition,
    Log,
    CreateTask,
    EditTask,
}

const CHANGES: [Change; 16] = [
    Change::Edit,
    Change::Answer,
    Change::AddIntent,
    Change::AddContact,
    Change::EditContact,
    Change::DeleteContact,
    Change::Reveal,
    Change::AddAddress,
    Change::DeleteAddress,
    Change::AddPerson,
    Change::EditPerson,
    Change::RemovePerson,
    Change::SetDisposition,
    Change::Log,
    Change::CreateTask,
    Change::EditTask,
];

#[derive(Clone, Copy, Debug)]
enum Ownership {
    Chens,
    /// without an owner, left by chen's team
    PoolOfNorth,
    /// without an owner, never of any team
    PoolOfNobody,
}

/// A record with something of everything.
struct Record {
    id: Uuid,
    version: i32,
    contact: Uuid,
    address: Uuid,
    link: Uuid,
    task: Uuid,
}

async fn record(team: &Team, ownership: Ownership) -> Record {
    let asked = json!({
        "kind": "organisation", "name": "海川机械", "phones": ["13800138000"],
        "addresses": [{ "kind": "registered", "text": "杭州市西湖区文三路 1 号" }],
    });
    let id = team.party(&team.chen, asked).await.summary.id;
    let person = read(json!({ "name": "王芳", "party_id": null, "phone": null, "position": null }));
    team.app.add_person(&team.chen, id, person).await.unwrap();
    let task = read(json!({ "title": "发资料", "due_at": team.now() }));
    let task = team.app.create_task(&team.chen, id, task).await.unwrap().id;
    let team_id = match ownership {
        Ownership::Chens => None,
        Ownership::PoolOfNorth => Some(Some(team.north)),
        Ownership::PoolOfNobody => Some(None),
    };
    if let Some(team_id) = team_id {
        let tx = team.db.store().begin().await.unwrap();
        store::parties::assign(&tx, &[id], None, team_id, &store::parties::Returns::default(), team.now().as_millis())
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    let whole = team.app.party(&team.admin, id).await.unwrap();
    let (contact, address, link) = (whole.contacts[0].id, whole.addresses[0].id, whole.people[0].id);
    Record { id, version: whole.version, contact, address, link, task }
}

async fn attempt(team: &Team, actor: &Actor, change: Change, record: &Record) -> Result<(), AppError> {
    let (app, id) = (&team.app, record.id);
    match change {
        Change::Edit => {
            let edit = read(json!({ "version": record.version, "facts": { "need": "产线" } }));
            app.edit_party(actor, id, edit).await.map(drop)
        }
        Change::Answer => {
            let asked = read(json!({ "topic": "screening.has_need", "answer": "yes" }));
            app.answer_question(actor, id, asked).await.map(drop)
        }
        Change::AddIntent => {
            app.add_intent_evidence(actor, id, read(json!({ "kind": "trial", "at": null }))).await.map(drop)
        }
        Change::AddContact => {
            let asked = read(json!({ "kind": "email", "value": "a@example.com", "label": null }));
            app.add_contact(actor, id, asked).await.map(drop)
        }
        Change::EditContact => {
            app.edit_contact(actor, id, record.contact, read(json!({ "valid": false }))).await.map(drop)
        }
        Change::DeleteContact => app.delete_contact(actor, id, record.contact).await.map(drop),
        Change::Reveal => app.reveal_contact(actor, id, record.contact, TO_CONTACT).await.map(drop),
        Change::AddAddress => {
            app.add_address(actor, id, read(json!({ "kind": "work", "text": "滨江区江南大道" }))).await.map(drop)
        }
        Change::DeleteAddress => app.delete_address(actor, id, record.address).await.map(drop),
        Change::AddPerson => {
            let person = read(json!({ "name": "李四", "party_id": null, "phone": null, "position": null }));
            app.add_person(actor, id, person).await.map(drop)
        }
        Change::EditPerson => {
            let edit = read(json!({ "position": "采购", "roles": null, "influences": null }));
            app.edit_person(actor, id, record.link, edit).await.map(drop)
        }
        Change::RemovePerson => app.remove_person(actor, id, record.link).await.map(drop),
        Change::SetDisposition => {
            let asked = read(json!({ "to": "stopped", "reason": "无需求" }));
            app.set_disposition(actor, id, asked).await.map(drop)
        }
        Change::Log => app.log_activity(actor, id, read(json!({ "kind": "call", "outcome": "spoke" }))).await.map(drop),
        Change::CreateTask => {
            app.create_task(actor, id, read(json!({ "title": "回电", "due_at": team.now() }))).await.map(drop)
        }
        Change::EditTask => {
            let edit = read(json!({ "state": "done", "due_at": null, "title": null }));
            app.edit_task(actor, record.task, edit).await.map(drop)
        }
    }
}

/// Tries every change by everybody; those refused share one record, which must stay as it is.
async fn try_all(team: &Team, ownership: Ownership, expected: &[(&Actor, &str)]) {
    for change in CHANGES {
        let untouched = record(team, ownership).await;
        let before = team.row(untouched.id).await;
        for (actor, outcome) in expected {
            let done = if *outcome == "done" {
                attempt(team, actor, change, &record(team, ownership).await).await
            } else {
                attempt(team, actor, change, &untouched).await
            };
            let code = done.as_ref().err().map_or("done", |error| error.code());
            // where the record itself is within reach, a number is refused by the contact policy, which says why
            let outcome = match (change, *outcome) {
                (Change::Reveal, "forbidden") => "contact_policy",
                (_, outcome) => outcome,
            };
            assert_eq!(code, outcome, "{change:?} by {} on {ownership:?}", actor.name);
        }
        assert_eq!(team.row(untouched.id).await, before, "{change:?}");
        let audited = team.audited(&untouched.id.to_string()).await;
        assert!(!audited.contains(&"contact_revealed".to_owned()));
    }
}

on_both_databases! {
    async fn an_owned_record_is_changed_by_its_owner_the_manager_and_the_administrator(team: Team) {
        let expected = [
            (&team.chen, "done"),
            (&team.lin, "done"),
            (&team.admin, "done"),
            (&team.li, "not_found"),
            (&team.zhao, "not_found"),
            (&team.wang, "not_found"),
            (&team.ana, "forbidden"),
        ];
        try_all(&team, Ownership::Chens, &expected).await;
    }

    async fn the_pool_of_a_team_is_read_by_all_and_changed_by_its_manager(team: Team) {
        let expected = [
            (&team.lin, "done"),
            (&team.admin, "done"),
            (&team.chen, "forbidden"),
            (&team.zhao, "forbidden"),
            (&team.wang, "forbidden"),
            (&team.ana, "forbidden"),
        ];
        try_all(&team, Ownership::PoolOfNorth, &expected).await;
    }

    async fn what_belongs_to_no_team_is_changed_by_every_manager(team: Team) {
        let expected = [
            (&team.lin, "done"),
            (&team.wang, "done"),
            (&team.admin, "done"),
            (&team.chen, "forbidden"),
            (&team.ana, "forbidden"),
        ];
        try_all(&team, Ownership::PoolOfNobody, &expected).await;
    }

    async fn reading_follows_the_reach(team: Team) {
        let record = record(&team, Ownership::Chens).await;
        for (actor, sees) in [
            (&team.chen, true),
            (&team.lin, true),
            (&team.admin, true),
            (&team.ana, true),
            (&team.li, false),
            (&team.zhao, false),
            (&team.wang, false),
        ] {
            let app = &team.app;
            assert_eq!(app.party(actor, record.id).await.is_ok(), sees, "{}", actor.name);
            assert_eq!(app.advice(actor, record.id).await.is_ok(), sees, "{}", actor.name);
            assert_eq!(app.timeline(actor, record.id, None).await.is_ok(), sees, "{}", actor.name);
            let listed = app.parties(actor, read(json!({}))).await.unwrap().items.len();
            assert_eq!(listed == 1, sees, "{}", actor.name);
        }
    }

    async fn what_a_screen_offers_is_what_may_be_done(team: Team) {
        let record = record(&team, Ownership::Chens).await;
        let can = async |actor: &Actor| team.app.party(actor, record.id).await.unwrap().can;
        let (own, manager, analyst) = (can(&team.chen).await, can(&team.lin).await, can(&team.ana).await);
        assert!(own.edit && own.log && own.reveal && !own.assign);
        assert!(manager.edit && manager.assign);
        assert!(!analyst.edit && !analyst.log && !analyst.reveal && !analyst.assign);
        let path = team.app.export_parties(&team.lin, &read(json!({})), None, ExportFormat::Csv).await;
        assert!(path.is_ok());
    }
}
