//! Deputies and shared records: what they open, what they leave alone, and that they end by themselves.

use app::{
    Actor, App, AppError,
    parties::{ListParties, PartyFilterInput},
    sharing::{DeputyState, DeputyView, ShareView},
};
use method::{Timestamp, contact_policy::Holding};
use serde_json::{Value, json};
use test_support::on_both_databases;
use uuid::Uuid;

use crate::team::{DAY, HOUR, TO_CONTACT, Team, code, read, wrong_fields};

/// Whoever acts is read anew with each request.
async fn anew(team: &Team, actor: &Actor) -> Actor {
    team.app.actor(actor.user).await.unwrap().expect("an active user")
}

fn after(team: &Team, milliseconds: i64) -> Timestamp {
    Timestamp::from_millis(team.now().as_millis() + milliseconds)
}

async fn name(team: &Team, actor: &Actor, away: &Actor, deputy: &Actor, days: i64) -> Result<DeputyView, AppError> {
    let until = after(team, days * DAY);
    let asked = json!({ "user_id": away.user, "deputy_id": deputy.user, "until": until, "note": "年假" });
    team.app.name_deputy(actor, read(asked)).await
}

async fn share(team: &Team, actor: &Actor, party: Uuid, asked: Value) -> Result<Vec<ShareView>, AppError> {
    Ok(team.app.share_party(actor, party, read(asked)).await?.shares)
}

fn with(user: &Actor, level: &str) -> Value {
    json!({ "user_id": user.user, "level": level, "reason": "一起跟进" })
}

async fn listed(app: &App, actor: &Actor, filter: PartyFilterInput) -> Vec<String> {
    let asked = ListParties { filter, ..ListParties::default() };
    let page = app.parties(actor, asked).await.unwrap();
    let mut names: Vec<String> = page.items.into_iter().map(|party| party.name).collect();
    names.sort();
    names
}

async fn all(app: &App, actor: &Actor) -> Vec<String> {
    listed(app, actor, PartyFilterInput::default()).await
}

async fn shared(app: &App, actor: &Actor) -> Vec<String> {
    listed(app, actor, PartyFilterInput { shared: Some(true), ..PartyFilterInput::default() }).await
}

on_both_databases! {
    async fn a_deputy_works_the_absent_colleagues_records_until_the_end_and_not_a_moment_longer(team: Team) {
        let party = team.prospect("张三").await;
        assert_eq!(code(team.app.party(&team.zhao, party).await), "not_found");
        let named = name(&team, &team.chen, &team.chen, &team.zhao, 7).await.unwrap();
        assert_eq!((named.state, named.note.as_str(), named.can_end), (DeputyState::Running, "年假", true));

        let zhao = anew(&team, &team.zhao).await;
        let record = team.app.party(&zhao, party).await.unwrap();
        assert!(record.can.edit && record.can.log && record.can.reveal);
        assert!(!record.can.dispose && !record.can.assign);
        assert_eq!(record.summary.owner.unwrap().id, team.chen.user, "it stays chen's");
        assert_eq!(team.app.permissions(&zhao, party).await.unwrap().holding, Holding::Covers);
        assert_eq!(all(&team.app, &zhao).await, ["张三"]);
        assert_eq!(team.app.search(&zhao, "张三", None).await.unwrap().items.len(), 1);
        team.log(&zhao, party, json!({ "outcome": "spoke", "note": "在休假，由我跟进" })).await;
        let task = read(json!({ "title": "寄资料", "due_at": team.now() }));
        let task = team.app.create_task(&zhao, party, task).await.unwrap().id;
        let contact = team.app.party(&zhao, party).await.unwrap().contacts[0].id;
        assert_eq!(team.app.reveal_contact(&zhao, party, contact, TO_CONTACT).await.unwrap().value, "+8613800138000");
        let tasks = store::timeline::open_tasks(team.db.store(), &[party]).await.unwrap();
        assert!(tasks.iter().all(|task| task.owner_id == Some(team.chen.user)), "promises are the owner's to keep");
        assert!(tasks.iter().any(|open| open.id == task));

        // one millisecond before the end, and at it
        team.clock.forward(7 * DAY - 1);
        assert!(team.app.party(&anew(&team, &team.zhao).await, party).await.is_ok());
        team.clock.forward(1);
        let zhao = anew(&team, &team.zhao).await;
        assert_eq!(code(team.app.party(&zhao, party).await), "not_found");
        assert_eq!(code(team.app.create_task(&zhao, party, read(json!({ "title": "x", "due_at": team.now() }))).await), "not_found");
        assert!(all(&team.app, &zhao).await.is_empty());
        assert_eq!(team.app.deputies(&team.chen).await.unwrap()[0].state, DeputyState::Over);
    }

    async fn what_a_deputy_does_is_theirs_and_the_audit_says_for_whom(team: Team) {
        let party = team.prospect("张三").await;
        name(&team, &team.lin, &team.chen, &team.li, 7).await.unwrap();
        let li = anew(&team, &team.li).await;
        team.log(&li, party, json!({ "outcome": "spoke" })).await;
        let audit = team.app.audit_records(&team.admin, Some(&party.to_string()), None).await.unwrap().items;
        let logged = audit.iter().find(|record| record.actor.as_ref().is_some_and(|actor| actor.id == li.user)).unwrap();
        assert_eq!(logged.on_behalf_of.as_ref().unwrap().id, team.chen.user);
        let own = audit.iter().find(|record| record.action == "party_created").unwrap();
        assert!(own.on_behalf_of.is_none());
        // a manager who stands in acts by a right of their own
        name(&team, &team.chen, &team.chen, &team.lin, 7).await.unwrap();
        let lin = anew(&team, &team.lin).await;
        team.log(&lin, party, json!({ "outcome": "spoke" })).await;
        let audit = team.app.audit_records(&team.admin, Some(&party.to_string()), None).await.unwrap().items;
        assert!(audit[0].actor.as_ref().unwrap().id == lin.user && audit[0].on_behalf_of.is_none());
        let named = team.audited(&team.chen.user.to_string()).await;
        assert_eq!(named, ["deputy_named", "deputy_named"]);
    }

    async fn a_deputy_disposes_of_nothing(team: Team) {
        let party = team.prospect("张三").await;
        let other = team.prospect("张三丰").await;
        name(&team, &team.chen, &team.chen, &team.wang, 7).await.unwrap();
        let wang = anew(&team, &team.wang).await;
        assert_eq!(code(team.app.release(&wang, party, read(json!({}))).await), "forbidden");
        let to_pool = read(json!({ "to": "given_up", "reason": "不做了", "given_up_to": "pool" }));
        assert_eq!(code(team.app.set_disposition(&wang, party, to_pool).await), "forbidden");
        let assigned = team.app.assign(&wang, read(json!({ "ids": [party], "owner_id": wang.user }))).await.unwrap();
        assert_eq!((assigned.assigned, assigned.refused.len()), (0, 1));
        let versions = (team.row(party).await.version, team.row(other).await.version);
        let merge = json!({ "keep": party, "merge": other, "keep_version": versions.0, "merge_version": versions.1 });
        assert_eq!(code(team.app.merge_parties(&wang, read(merge)).await), "forbidden");
        assert_eq!(code(share(&team, &wang, party, with(&team.zhao, "read")).await), "forbidden");
        assert_eq!(team.row(party).await.owner_id, Some(team.chen.user));
        let standing = team.app.pool_standing(&wang).await.unwrap();
        assert_eq!(standing.people.held, 0, "what is lent is not held");
        // the wish to give a record up may be the outcome of a contact, so it may be said
        let stopped = read(json!({ "to": "stopped", "reason": "客户要求" }));
        assert!(team.app.set_disposition(&wang, party, stopped).await.is_ok());
    }

    async fn a_deputys_deputy_sees_nothing_of_the_first(team: Team) {
        let (chens, lis) = (team.prospect("陈的").await, team.party(&team.li, json!({ "name": "李的" })).await.summary.id);
        let to_li = team.party(&team.wang, json!({ "name": "王的" })).await.summary.id;
        share(&team, &team.wang, to_li, with(&team.li, "work")).await.unwrap();
        name(&team, &team.chen, &team.chen, &team.li, 7).await.unwrap();
        name(&team, &team.li, &team.li, &team.zhao, 7).await.unwrap();
        let zhao = anew(&team, &team.zhao).await;
        assert!(team.app.party(&zhao, lis).await.is_ok());
        assert_eq!(code(team.app.party(&zhao, chens).await), "not_found");
        assert_eq!(code(team.app.party(&zhao, to_li).await), "not_found", "what is shared with li is li's to see");
        assert_eq!(all(&team.app, &zhao).await, ["李的"]);
    }

    async fn today_has_the_colleagues_contacts_apart_and_says_whose_they_are(team: Team) {
        let own = team.party(&team.li, json!({ "name": "李的" })).await.summary.id;
        let party = team.prospect("张三").await;
        let shared = team.party(&team.zhao, json!({ "name": "赵的" })).await.summary.id;
        let today = team.app.worklist(&anew(&team, &team.li).await, None).await.unwrap();
        assert!(today.covered.is_empty() && today.shared.is_empty());
        name(&team, &team.chen, &team.chen, &team.li, 7).await.unwrap();
        share(&team, &team.zhao, shared, with(&team.li, "work")).await.unwrap();
        let li = anew(&team, &team.li).await;
        let today = team.app.worklist(&li, None).await.unwrap();
        assert_eq!(today.lines.iter().map(|line| line.party.id).collect::<Vec<_>>(), [own]);
        let [covered] = today.covered.as_slice() else { panic!("one colleague") };
        assert_eq!((covered.user.id, covered.until), (team.chen.user, after(&team, 7 * DAY)));
        assert_eq!(covered.lines.iter().map(|line| line.party.id).collect::<Vec<_>>(), [party]);
        assert_eq!(covered.lines[0].party.owner.as_ref().unwrap().name, "chen");
        assert_eq!(today.shared.iter().map(|line| line.party.id).collect::<Vec<_>>(), [shared]);
        // chen's own day may be opened too, and has no section of li's
        let of_chen = team.app.worklist(&li, Some(team.chen.user)).await.unwrap();
        assert_eq!((of_chen.lines.len(), of_chen.covered.len()), (1, 0));
    }

    async fn only_whoever_is_away_or_answers_for_them_names_a_deputy(team: Team) {
        for actor in [&team.chen, &team.lin, &team.admin] {
            let named = name(&team, actor, &team.chen, &team.li, 7).await.unwrap();
            team.app.end_deputy(actor, named.id).await.unwrap();
        }
        for actor in [&team.li, &team.wang, &team.ana] {
            assert_eq!(code(name(&team, actor, &team.chen, &team.li, 7).await), "forbidden", "{}", actor.name);
        }
        let named = name(&team, &team.chen, &team.chen, &team.li, 7).await.unwrap();
        assert_eq!(code(team.app.end_deputy(&team.li, named.id).await), "forbidden");
        assert_eq!(code(team.app.end_deputy(&team.wang, named.id).await), "not_found");
        assert_eq!(team.app.deputies(&team.wang).await.unwrap().len(), 0);
        assert!(!team.app.deputies(&team.li).await.unwrap()[0].can_end);
        team.app.end_deputy(&team.lin, named.id).await.unwrap();
        assert_eq!(code(team.app.end_deputy(&team.lin, named.id).await), "deputy_over");
        assert_eq!(team.app.deputies(&team.chen).await.unwrap()[0].ended_by.as_ref().unwrap().id, team.lin.user);
    }

    async fn a_period_and_a_deputy_have_to_make_sense(team: Team) {
        let (app, chen) = (&team.app, &team.chen);
        let named = async |change: Value| {
            let mut asked = json!({ "deputy_id": team.li.user, "until": after(&team, DAY) });
            asked.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            app.name_deputy(chen, read(asked)).await
        };
        assert_eq!(wrong_fields(named(json!({ "until": team.now() })).await), ["/until before_the_start"]);
        assert_eq!(wrong_fields(named(json!({ "from": after(&team, 2 * DAY) })).await), ["/until before_the_start"]);
        assert_eq!(wrong_fields(named(json!({ "until": after(&team, 400 * DAY) })).await), ["/until too_long"]);
        assert_eq!(wrong_fields(named(json!({ "deputy_id": chen.user })).await), ["/deputy_id oneself"]);
        assert_eq!(wrong_fields(named(json!({ "deputy_id": team.ana.user })).await), ["/deputy_id cannot_work"]);
        assert_eq!(wrong_fields(named(json!({ "deputy_id": Uuid::nil() })).await), ["/deputy_id unknown"]);
        let off = read(json!({ "active": false }));
        app.edit_user(&team.admin, team.zhao.user, off).await.unwrap();
        assert_eq!(wrong_fields(named(json!({ "deputy_id": team.zhao.user })).await), ["/deputy_id unknown"]);
        named(json!({})).await.unwrap();
        assert_eq!(code(named(json!({ "from": after(&team, HOUR) })).await), "deputy_already");
        // a later period is another one, and opens nothing before it begins
        let later = named(json!({ "from": after(&team, DAY), "until": after(&team, 2 * DAY) })).await.unwrap();
        assert_eq!(later.state, DeputyState::Planned);
        let party = team.prospect("张三").await;
        team.app.end_deputy(chen, app.deputies(chen).await.unwrap()[1].id).await.unwrap();
        assert_eq!(code(app.party(&anew(&team, &team.wang).await, party).await), "not_found");
    }

    async fn a_planned_deputy_sees_from_the_first_moment_on(team: Team) {
        let party = team.prospect("张三").await;
        let asked = json!({ "deputy_id": team.zhao.user, "from": after(&team, DAY), "until": after(&team, 2 * DAY) });
        team.app.name_deputy(&team.chen, read(asked)).await.unwrap();
        assert_eq!(code(team.app.party(&anew(&team, &team.zhao).await, party).await), "not_found");
        team.clock.forward(DAY);
        assert!(team.app.party(&anew(&team, &team.zhao).await, party).await.is_ok());
    }

    async fn whoever_leaves_stands_in_for_nobody_and_nobody_for_them(team: Team) {
        let from_chen = name(&team, &team.chen, &team.chen, &team.li, 7).await.unwrap();
        let for_zhao = name(&team, &team.zhao, &team.zhao, &team.chen, 7).await.unwrap();
        let others = name(&team, &team.zhao, &team.zhao, &team.li, 7).await.unwrap();
        team.app.edit_user(&team.admin, team.chen.user, read(json!({ "active": false }))).await.unwrap();
        let deputies = team.app.deputies(&team.admin).await.unwrap();
        let state = |id: Uuid| deputies.iter().find(|one| one.id == id).unwrap().state;
        assert_eq!((state(from_chen.id), state(for_zhao.id)), (DeputyState::Over, DeputyState::Over));
        assert_eq!(state(others.id), DeputyState::Running);
        assert!(team.audited(&team.chen.user.to_string()).await.contains(&"deputy_ended".to_owned()));
        // coming back does not bring it back
        team.app.edit_user(&team.admin, team.chen.user, read(json!({ "active": true }))).await.unwrap();
        assert!(anew(&team, &team.chen).await.lent.away().is_empty());
    }

    async fn a_shared_record_is_read_or_worked_as_it_was_shared(team: Team) {
        let (read_only, worked) = (team.prospect("只读").await, team.prospect("共同跟进").await);
        team.prospect("别的").await;
        share(&team, &team.chen, read_only, with(&team.zhao, "read")).await.unwrap();
        share(&team, &team.lin, worked, with(&team.zhao, "work")).await.unwrap();
        let zhao = anew(&team, &team.zhao).await;
        assert_eq!(shared(&team.app, &zhao).await, ["共同跟进", "只读"]);
        assert_eq!(all(&team.app, &zhao).await, ["共同跟进", "只读"]);
        assert!(shared(&team.app, &anew(&team, &team.li).await).await.is_empty());
        let can = team.app.party(&zhao, read_only).await.unwrap().can;
        assert!(!can.edit && !can.log && !can.reveal && !can.dispose);
        let can = team.app.party(&zhao, worked).await.unwrap().can;
        assert!(can.edit && can.log && can.reveal && !can.dispose);
        let holding = async |party| team.app.permissions(&zhao, party).await.unwrap().holding;
        assert_eq!((holding(read_only).await, holding(worked).await), (Holding::Others, Holding::Shared));
        let task = |title: &str| read(json!({ "title": title, "due_at": team.now() }));
        assert_eq!(code(team.app.create_task(&zhao, read_only, task("x")).await), "forbidden");
        assert!(team.app.create_task(&zhao, worked, task("x")).await.is_ok());
        let contact = team.app.party(&zhao, read_only).await.unwrap().contacts[0].id;
        assert_eq!(code(team.app.reveal_contact(&zhao, read_only, contact, TO_CONTACT).await), "contact_policy");
        assert_eq!(code(share(&team, &zhao, worked, with(&team.wang, "read")).await), "forbidden");
        let reaching = team.app.who_reaches(&zhao, worked).await.unwrap();
        assert_eq!(reaching.shares[0].reason, "一起跟进");
        assert_eq!(reaching.shares[0].shared_by.as_ref().unwrap().id, team.lin.user);
        assert!(!reaching.can_share);
    }

    async fn a_share_ends_at_its_end_or_when_it_is_taken_back(team: Team) {
        let party = team.prospect("张三").await;
        let until = after(&team, DAY);
        share(&team, &team.chen, party, json!({ "user_id": team.zhao.user, "level": "read", "reason": "x", "until": until }))
            .await
            .unwrap();
        let open = async || team.app.party(&anew(&team, &team.zhao).await, party).await.is_ok();
        assert!(open().await);
        team.clock.forward(DAY - 1);
        assert!(open().await);
        team.clock.forward(1);
        assert!(!open().await);
        assert!(team.app.who_reaches(&team.chen, party).await.unwrap().shares.is_empty());
        let shares = share(&team, &team.chen, party, with(&team.zhao, "work")).await.unwrap();
        assert!(open().await);
        assert_eq!(code(share(&team, &team.chen, party, with(&team.zhao, "read")).await), "shared_already");
        assert_eq!(code(team.app.end_share(&anew(&team, &team.zhao).await, party, shares[0].id).await), "forbidden");
        team.app.end_share(&team.lin, party, shares[0].id).await.unwrap();
        assert!(!open().await);
        assert_eq!(code(team.app.end_share(&team.lin, party, shares[0].id).await), "not_found");
        let audited = team.audited(&party.to_string()).await;
        assert_eq!(audited[..3], ["share_ended", "party_shared", "party_shared"]);
    }

    async fn a_record_shared_with_a_team_is_shared_with_all_below_it(team: Team) {
        let party = team.prospect("张三").await;
        let to_team = |id: Uuid| json!({ "team_id": id, "level": "work", "reason": "会战" });
        let opens = async |actor: &Actor| team.app.party(&anew(&team, actor).await, party).await.is_ok();
        let south = share(&team, &team.chen, party, to_team(team.south)).await.unwrap();
        assert_eq!(south[0].team.as_ref().unwrap().name, "南区");
        assert!(opens(&team.zhao).await && opens(&team.wang).await && !opens(&team.li).await);
        team.app.end_share(&team.chen, party, south[0].id).await.unwrap();
        assert!(!opens(&team.zhao).await);
        share(&team, &team.chen, party, to_team(team.root)).await.unwrap();
        assert!(opens(&team.zhao).await && opens(&team.li).await);
        // who joins another team goes with it
        let moved = read(json!({ "team_id": team.south }));
        team.app.edit_user(&team.admin, team.li.user, moved).await.unwrap();
        assert!(opens(&team.li).await);
    }

    async fn with_another_owner_a_record_is_shared_no_more(team: Team) {
        let party = team.prospect("张三").await;
        share(&team, &team.chen, party, with(&team.zhao, "work")).await.unwrap();
        let opens = async || team.app.party(&anew(&team, &team.zhao).await, party).await.is_ok();
        assert!(opens().await);
        team.app.assign(&team.lin, read(json!({ "ids": [party], "owner_id": team.li.user }))).await.unwrap();
        assert!(!opens().await);
        assert!(team.app.who_reaches(&team.li, party).await.unwrap().shares.is_empty());
        // in the pool everybody reads it, and nobody works it before claiming it
        team.app.release(&team.li, party, read(json!({}))).await.unwrap();
        let zhao = anew(&team, &team.zhao).await;
        assert_eq!(team.app.permissions(&zhao, party).await.unwrap().holding, Holding::Pool);
        assert!(!team.app.party(&zhao, party).await.unwrap().can.edit);
        assert_eq!(code(share(&team, &team.lin, party, with(&team.zhao, "read")).await), "in_the_pool");
    }

    async fn a_share_has_to_name_somebody_and_say_why(team: Team) {
        let party = team.prospect("张三").await;
        let refused = async |asked: Value| wrong_fields(share(&team, &team.chen, party, asked).await);
        let level = "read";
        assert_eq!(refused(json!({ "level": level, "reason": "x" })).await, ["/user_id required"]);
        let both = json!({ "user_id": team.li.user, "team_id": team.north, "level": level, "reason": "x" });
        assert_eq!(refused(both).await, ["/user_id required"]);
        assert_eq!(refused(json!({ "team_id": Uuid::nil(), "level": level, "reason": " " })).await, ["/team_id unknown", "/reason required"]);
        assert_eq!(refused(with(&team.chen, level)).await, ["/user_id the_holder"]);
        assert_eq!(refused(with(&team.ana, "work")).await, ["/user_id cannot_work"]);
        let past = json!({ "user_id": team.li.user, "level": level, "reason": "x", "until": team.now() });
        assert_eq!(refused(past).await, ["/until in_the_past"]);
        for actor in [&team.li, &team.ana] {
            assert_eq!(code(share(&team, actor, party, with(&team.zhao, level)).await), if actor.name == "li" { "not_found" } else { "forbidden" });
        }
        assert!(share(&team, &team.admin, party, with(&team.zhao, level)).await.is_ok());
    }

    async fn files_leave_out_what_is_lent(team: Team) {
        team.prospect("张三").await;
        name(&team, &team.chen, &team.chen, &team.zhao, 7).await.unwrap();
        let zhao = anew(&team, &team.zhao).await;
        let asked = ListParties::default();
        let path = team.app.export_parties(&zhao, &asked, Some("name"), app::parties::ExportFormat::Csv).await.unwrap();
        assert!(!std::fs::read_to_string(path).unwrap().contains("张三"));
    }

    async fn colleagues_are_named_to_those_who_work(team: Team) {
        let colleagues = team.app.colleagues(&team.chen).await.unwrap();
        let names: Vec<&str> = colleagues.people.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["admin", "lin", "chen", "li", "wang", "zhao"]);
        assert_eq!(colleagues.teams.len(), 3);
        assert_eq!(code(team.app.colleagues(&team.ana).await), "forbidden");
    }
}
