//! Segments: who sees and changes them, what they take, copies, and what is made of them (CLA-8).

use std::time::Duration;

use app::parties::ListParties;
use serde_json::{Value, json};
use store::entities::party;
use test_support::on_both_databases;
use uuid::Uuid;

use crate::team::{Team, code, read, wrong_fields};

async fn segment(team: &Team, asked: Value) -> Uuid {
    team.app.create_segment(&team.chen, read(asked)).await.expect("a segment").id
}

async fn names(team: &Team, actor: &app::Actor, asked: Value) -> Vec<String> {
    let asked: ListParties = read(asked);
    let page = team.app.parties(actor, asked).await.expect("a page");
    let mut names: Vec<String> = page.items.into_iter().map(|party| party.name).collect();
    names.sort();
    names
}

async fn filled(team: &Team) -> [Uuid; 3] {
    let mut ids = Vec::new();
    for (name, employer, tags) in [("a", "杭州市", vec!["老客户"]), ("b", "杭州市", vec![]), ("c", "上海市", vec![])]
    {
        let facts = json!({ "employer": employer });
        ids.push(team.party(&team.chen, json!({ "name": name, "facts": facts, "tags": tags })).await.summary.id);
    }
    let elsewhere = json!({ "name": "z", "facts": { "employer": "杭州市" } });
    team.party(&team.zhao, elsewhere).await;
    ids.try_into().expect("three")
}

on_both_databases! {
    async fn a_list_takes_a_filter_beside_its_parameters_within_reach(team: Team) {
        filled(&team).await;
        let filter = |text: &str| json!({ "filter": text, "sort": "name" });
        assert_eq!(names(&team, &team.chen, filter("工作单位 = 杭州市")).await, ["a", "b"]);
        assert_eq!(names(&team, &team.chen, filter("employer = 杭州市 and not tag = 老客户")).await, ["b"]);
        assert_eq!(names(&team, &team.admin, filter("employer = 杭州市 and owner = me")).await, Vec::<String>::new());
        assert_eq!(names(&team, &team.admin, filter("owner = zhao or team = 北区 and employer = 上海市")).await, ["c", "z"]);
        assert_eq!(names(&team, &team.chen, json!({ "filter": "created = today and employer = 上海市", "kind": "person" })).await, ["c"]);
        let wrong = team.app.parties(&team.chen, read(json!({ "filter": "citty = x" }))).await;
        assert_eq!(wrong_fields(wrong), ["/filter unknown_field"]);
    }

    async fn a_filter_that_speaks_of_the_status_takes_the_place_of_what_a_list_has(team: Team) {
        let [a, ..] = filled(&team).await;
        let stopped = json!({ "to": "stopped", "reason": "不需要" });
        team.app.set_disposition(&team.chen, a, read(stopped)).await.unwrap();
        assert_eq!(names(&team, &team.chen, json!({ "filter": "employer = 杭州市" })).await, ["b"]);
        assert_eq!(names(&team, &team.chen, json!({ "filter": "disposition in (stopped, open) and employer = 杭州市" })).await, ["a", "b"]);
    }

    async fn whatever_is_made_of_a_segment_ends_in_time(team: Team) {
        let [a, ..] = filled(&team).await;
        let car = json!({ "key": "car", "label_zh": "车", "label_en": "car", "kind": "text" });
        team.app.create_custom_field(&team.admin, read(car)).await.unwrap();
        let dear = vec!["custom.car contains x"; 99].join(" or ");
        let id = segment(&team, json!({ "name": "贵", "filter": format!("employer = 杭州市 or {dear}") })).await;
        let one = team.row(a).await;
        let another = |place| party::Model { id: store::new_id(0), name: format!("n{place}"), ..one.clone() };
        let many = (0..4_000).map(another).collect();
        let tx = team.db.store().begin().await.unwrap();
        store::parties::insert(&tx, many).await.unwrap();
        tx.commit().await.unwrap();
        team.db.store().set_limit(Duration::from_millis(1));
        let named = || read(json!({ "name": "贵 副本" }));
        assert_eq!(code(team.app.copy_segment(&team.chen, id, named()).await), "filter_too_costly");
        assert_eq!(code(team.app.list_of_segment(&team.chen, id, named()).await), "filter_too_costly");
        assert_eq!(code(team.app.worklist_of(&team.chen, None, Some(id)).await), "filter_too_costly");
        team.db.store().set_limit(Duration::from_secs(60));
        assert_eq!(team.app.segments(&team.chen).await.unwrap().len(), 1, "nothing of it was kept");
        team.app.copy_segment(&team.chen, id, named()).await.unwrap();
        team.app.worklist_of(&team.chen, None, Some(id)).await.unwrap();
    }

    async fn a_segment_follows_its_filter_and_a_copy_does_not(team: Team) {
        let [_, b, _] = filled(&team).await;
        let live = segment(&team, json!({ "name": "杭州", "filter": "工作单位 = 杭州市" })).await;
        let copy = team.app.copy_segment(&team.chen, live, read(json!({ "name": "杭州 三月" }))).await.unwrap();
        assert_eq!(team.app.count_segment(&team.chen, live).await.unwrap().count, 2);
        let version = team.row(b).await.version;
        let moved = json!({ "facts": { "employer": "上海市" }, "version": version });
        team.app.edit_party(&team.chen, b, read(moved)).await.unwrap();
        assert_eq!(names(&team, &team.chen, json!({ "segment": live })).await, ["a"]);
        assert_eq!(names(&team, &team.chen, json!({ "segment": copy.id })).await, ["a", "b"]);
        let both = json!({ "filter": "segment = \"杭州 三月\" and not segment = \"杭州\"" });
        assert_eq!(names(&team, &team.chen, both).await, ["b"]);
        let list = team.app.list_of_segment(&team.chen, copy.id, read(json!({ "name": "名单" }))).await.unwrap();
        assert_eq!(list.counts.total, 2);
        assert_eq!(names(&team, &team.chen, json!({ "filter": "list = \"名单\"" })).await, ["a", "b"]);
    }

    async fn segments_are_made_of_others_but_never_of_themselves(team: Team) {
        filled(&team).await;
        let one = segment(&team, json!({ "name": "一", "filter": "employer = 杭州市" })).await;
        let two = segment(&team, json!({ "name": "二", "filter": "segment = 一 and tag = 老客户" })).await;
        assert_eq!(names(&team, &team.chen, json!({ "segment": two })).await, ["a"]);
        let circle = team.app.edit_segment(&team.chen, one, read(json!({ "filter": "segment = 二" }))).await;
        assert_eq!(wrong_fields(circle), ["/filter cycle"]);
        let uses = team.app.segment_uses(&team.chen, one).await.unwrap();
        assert_eq!(uses.iter().map(|used| used.id).collect::<Vec<_>>(), [two]);
        assert_eq!(code(team.app.delete_segment(&team.chen, one, None).await), "segment_in_use");
        team.app.delete_segment(&team.chen, two, Some(1)).await.unwrap();
        team.app.delete_segment(&team.chen, one, None).await.unwrap();
        let audited = [team.audited(&one.to_string()).await, team.audited(&two.to_string()).await].concat();
        assert_eq!(audited.len(), 4, "{audited:?}");
    }

    async fn others_see_what_is_shared_and_change_nothing(team: Team) {
        filled(&team).await;
        let own = segment(&team, json!({ "name": "私", "filter": "grade = A" })).await;
        let north = json!({ "name": "北", "filter": "employer = 杭州市", "shared": true, "team_id": team.north });
        let north = segment(&team, north).await;
        let all = segment(&team, json!({ "name": "众", "filter": "owner = me", "shared": true })).await;
        let seen = async |actor| {
            let segments = team.app.segments(actor).await.unwrap();
            segments.into_iter().map(|segment| segment.id).collect::<std::collections::BTreeSet<_>>()
        };
        assert_eq!(seen(&team.li).await, [north, all].into());
        assert_eq!(seen(&team.zhao).await, [all].into());
        assert_eq!(seen(&team.admin).await, [own, north, all].into());
        assert_eq!(code(team.app.segment(&team.zhao, own).await), "not_found");
        let asked = json!({ "filter": format!("segment = {own}") });
        assert_eq!(wrong_fields(team.app.parties(&team.zhao, read(asked)).await), ["/filter unknown_name"]);
        assert_eq!(code(team.app.edit_segment(&team.li, all, read(json!({ "name": "x" }))).await), "not_found");
        // whoever asks is "me"
        assert_eq!(names(&team, &team.zhao, json!({ "segment": all })).await, ["z"]);
    }

    async fn a_change_that_read_an_older_version_is_refused(team: Team) {
        let id = segment(&team, json!({ "name": "一", "filter": "grade = A" })).await;
        let edit = |name: &str, version: i32| read(json!({ "name": name, "version": version }));
        assert_eq!(team.app.edit_segment(&team.chen, id, edit("二", 1)).await.unwrap().version, 2);
        assert_eq!(code(team.app.edit_segment(&team.chen, id, edit("三", 1)).await), "changed_meanwhile");
    }

    async fn a_check_says_what_is_wrong_or_what_it_means(team: Team) {
        filled(&team).await;
        let check = async |text: &str| {
            team.app.check_filter(&team.chen, &read(json!({ "filter": text, "count": true }))).await.unwrap()
        };
        let wrong = check("工作单位 = 杭州市 且 等级 = E").await.problem.expect("a problem");
        assert_eq!((wrong.code.as_str(), wrong.at), ("wrong_value", 18));
        let fine = check("负责人 = chen 且 工作单位 = 杭州市").await;
        assert_eq!(fine.canonical.unwrap(), format!("owner = {} and employer = 杭州市", team.chen.user));
        assert_eq!(fine.en.unwrap(), "owner = \"chen\" and employer = 杭州市");
        assert_eq!(fine.count.unwrap().count, 2);
    }

    async fn a_merged_record_leaves_its_place_to_the_one_that_is_kept(team: Team) {
        let [a, b, _] = filled(&team).await;
        let live = segment(&team, json!({ "name": "一", "filter": "tag = 老客户" })).await;
        let copy = team.app.copy_segment(&team.chen, live, read(json!({ "name": "二" }))).await.unwrap().id;
        let versions = [team.row(b).await.version, team.row(a).await.version];
        let asked = json!({ "keep": b, "merge": a, "keep_version": versions[0], "merge_version": versions[1] });
        team.app.merge_parties(&team.admin, read(asked)).await.unwrap();
        assert_eq!(names(&team, &team.chen, json!({ "segment": copy })).await, ["b"]);
    }

    async fn the_worklist_takes_a_segment(team: Team) {
        let [a, ..] = filled(&team).await;
        let live = segment(&team, json!({ "name": "一", "filter": "tag = 老客户" })).await;
        let due = team.app.worklist_of(&team.chen, None, None).await.unwrap();
        let within = team.app.worklist_of(&team.chen, None, Some(live)).await.unwrap();
        assert!(due.lines.len() > within.lines.len());
        assert_eq!(within.lines.iter().map(|line| line.party.id).collect::<Vec<_>>(), [a]);
    }
}
