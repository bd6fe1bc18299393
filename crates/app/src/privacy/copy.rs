//! The person's own copy: everything on file about them, as JSON for machines and as a page to read in both languages.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use method::{Coded, Timestamp, labels::Label, privacy::RequestKind};
use store::entities::party;
use uuid::Uuid;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::readable::page;
use crate::{Actor, App, AppError, Right, parties::facts};

/// A table of the copy: the same rows become JSON objects and lines of the page.
pub(super) struct Section {
    pub key: &'static str,
    pub zh: &'static str,
    pub en: &'static str,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<String>>,
}

#[derive(Clone, Copy)]
pub(super) struct Column {
    pub key: &'static str,
    pub zh: &'static str,
    pub en: &'static str,
    /// the set that its codes belong to
    pub words: Option<&'static str>,
}

pub(super) const fn column(key: &'static str, zh: &'static str, en: &'static str) -> Column {
    Column { key, zh, en, words: None }
}

pub(super) const fn words(key: &'static str, zh: &'static str, en: &'static str, set: &'static str) -> Column {
    Column { key, zh, en, words: Some(set) }
}

pub(super) const AT: Column = column("at", "时间", "when");
pub(super) const NOTE: Column = column("note", "内容", "words");
/// Nobody has more; a bound for the queries.
pub(super) const MOST: u64 = 100_000;

impl App {
    /// Writes the copy of an open or answered request to a file of its own and answers its path; the caller sends and
    /// deletes it. Numbers are in full, since they go to the person whose they are; that it was made is audited.
    pub async fn person_copy(&self, actor: &Actor, id: Uuid) -> Result<PathBuf, AppError> {
        actor.require(Right::HandleRequests)?;
        let request = store::privacy::request(&self.store, id).await?.ok_or(AppError::NotFound("request"))?;
        if request.kind != RequestKind::Export.code() || request.state == store::privacy::state::REFUSED {
            return Err(AppError::conflict("request_no_copy", "no copy was asked for, or it was refused"));
        }
        let row = store::parties::find(&self.store, request.party_id).await?.ok_or(AppError::NotFound("party"))?;
        let sections = self.sections(&row).await?;
        let labels = method::labels::all_labels();
        let folder = self.config.data_dir.join("exports");
        std::fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{}.zip", self.new_id()));
        write(&path, &sections, &labels, self.now())?;
        let tx = self.store.begin().await?;
        self.audit_request(&tx, actor, "person_copied", &request).await?;
        tx.commit().await?;
        Ok(path)
    }

    async fn sections(&self, row: &party::Model) -> Result<Vec<Section>, AppError> {
        let mut sections = vec![person(row), self.card(row).await?];
        sections.extend(self.reach_of(row).await?);
        sections.extend(self.places_of(row).await?);
        sections.extend(self.happenings(row).await?);
        sections.extend(self.bought(row).await?);
        sections.extend(self.classed(row).await?);
        sections.extend(self.handling(row).await?);
        sections.push(self.judged_of(row).await?);
        sections.push(self.deals_about(row).await?);
        Ok(sections)
    }

    /// Deals with them, and the parts they have in deals with others (OPP-1).
    async fn deals_about(&self, row: &party::Model) -> Result<Section, AppError> {
        let own = store::deals::of_party(&self.store, row.id).await?;
        let parts = store::deals::parts_of(&self.store, row.id).await?;
        let ids: Vec<Uuid> = parts.iter().map(|part| part.deal_id).collect();
        let theirs = store::deals::find_many(&self.store, &ids).await?;
        let name =
            |id: Uuid| theirs.iter().find(|deal| deal.id == id).map(|deal| deal.name.clone()).unwrap_or_default();
        let own = own.into_iter().map(|deal| {
            let outcome = deal.outcome.unwrap_or_default();
            let said = deal.buyer_words.unwrap_or_default();
            vec![at(deal.created_at), deal.name, deal.stage, outcome, said, deal.note]
        });
        let parts = parts.into_iter().map(|part| {
            let leaning = part.leaning.unwrap_or_default();
            vec![at(part.created_at), name(part.deal_id), part.power, leaning, part.role, part.note]
        });
        Ok(Section {
            key: "deals",
            zh: "商机",
            en: "Deals",
            columns: vec![
                AT,
                column("name", "商机", "deal"),
                column("stage", "阶段或权力", "stage or power"),
                column("outcome", "结果或倾向", "outcome or leaning"),
                column("words", "买方的话或职务", "what the buyer said, or the role"),
                NOTE,
            ],
            rows: own.chain(parts).collect(),
        })
    }

    /// What somebody judged about them (CLA-2, CLA-3, CLA-5), and what was noted before they were on file (CLA-4).
    async fn judged_of(&self, row: &party::Model) -> Result<Section, AppError> {
        let judged = store::judged::all_of(&self.store, row.id).await?;
        let judged = judged.into_iter().map(|j| vec![at(j.at), j.kind, j.state, j.value, j.note]);
        let future = store::judged::future_customers_of(&self.store, row.id).await?;
        let future = future
            .into_iter()
            .map(|f| vec![at(f.created_at), "future_customer".to_owned(), f.question, f.name, f.note]);
        Ok(Section {
            key: "judgements",
            zh: "人的判断",
            en: "Judgements",
            columns: vec![
                AT,
                column("kind", "判断", "judgement"),
                column("state", "状态", "state"),
                column("value", "结果", "value"),
                NOTE,
            ],
            rows: judged.chain(future).collect(),
        })
    }

    async fn card(&self, row: &party::Model) -> Result<Section, AppError> {
        let custom = store::settings::custom_fields(&self.store).await?;
        let label = |key: &str| custom.iter().find(|field| field.key == key).map(|field| field.label_zh.clone());
        let facts = facts::read(row).into_iter().map(|(key, value)| vec![key, value]);
        let own = facts::custom(row).into_iter().map(|(key, value)| vec![label(&key).unwrap_or(key), value]);
        let columns = vec![words("fact", "项目", "fact", "card"), column("value", "内容", "value")];
        Ok(Section { key: "card", zh: "准客户卡", en: "Prospect card", columns, rows: facts.chain(own).collect() })
    }

    async fn reach_of(&self, row: &party::Model) -> Result<[Section; 3], AppError> {
        let points = store::parties::contacts(&self.store, &[row.id]).await?;
        let addresses = store::parties::addresses(&self.store, &[row.id]).await?;
        let tags = store::parties::tags(&self.store, &[row.id]).await?;
        Ok([
            Section {
                key: "contact_points",
                zh: "联系方式",
                en: "Numbers and accounts",
                columns: vec![
                    column("kind", "类别", "kind"),
                    column("value", "号码", "value"),
                    column("valid", "有效", "valid"),
                    column("do_not_contact", "不联系", "not to be used"),
                ],
                rows: points
                    .into_iter()
                    .map(|p| vec![p.kind, p.value, yes_or_no(p.valid), yes_or_no(p.do_not_contact)])
                    .collect(),
            },
            Section {
                key: "addresses",
                zh: "地址",
                en: "Addresses",
                columns: vec![column("kind", "类别", "kind"), column("text", "地址", "address")],
                rows: addresses.into_iter().map(|a| vec![a.kind, a.text]).collect(),
            },
            Section {
                key: "tags",
                zh: "标签",
                en: "Tags",
                columns: vec![column("tag", "标签", "tag")],
                rows: tags.into_iter().map(|t| vec![t.tag]).collect(),
            },
        ])
    }

    async fn places_of(&self, row: &party::Model) -> Result<[Section; 3], AppError> {
        let links = store::parties::organisations_of(&self.store, row.id).await?;
        let ids: Vec<Uuid> = links.iter().map(|link| link.organisation_id).collect();
        let organisations = store::parties::find_many(&self.store, &ids).await?;
        let name = |id: Uuid| organisations.iter().find(|o| o.id == id).map(|o| o.name.clone()).unwrap_or_default();
        let on = store::lists::lists_of(&self.store, row.id).await?;
        let lists = store::lists::all(&self.store).await?;
        let rows_of_files = store::imports::rows_of_party(&self.store, row.id).await?;
        Ok([
            Section {
                key: "organisations",
                zh: "所属单位",
                en: "Organisations",
                columns: vec![column("name", "单位", "name"), column("position", "职务", "position")],
                rows: links
                    .into_iter()
                    .map(|link| vec![name(link.organisation_id), link.position.unwrap_or_default()])
                    .collect(),
            },
            Section {
                key: "lists",
                zh: "所在名单",
                en: "Lists",
                columns: vec![column("name", "名单", "name")],
                rows: lists.into_iter().filter(|list| on.contains(&list.id)).map(|list| vec![list.name]).collect(),
            },
            Section {
                key: "imported_rows",
                zh: "导入文件里的原始行",
                en: "Rows of imported files",
                columns: vec![
                    column("row", "行", "row"),
                    column("state", "结果", "result"),
                    column("cells", "内容", "cells"),
                ],
                rows: rows_of_files
                    .into_iter()
                    .map(|r| vec![r.row.to_string(), r.state, r.cells.unwrap_or_default()])
                    .collect(),
            },
        ])
    }

    async fn happenings(&self, row: &party::Model) -> Result<[Section; 3], AppError> {
        let activities = store::timeline::activities_before(&self.store, row.id, i64::MAX, MOST).await?;
        let tasks = store::timeline::tasks_before(&self.store, row.id, i64::MAX, MOST).await?;
        let answers = store::timeline::evidence_before(&self.store, row.id, i64::MAX, MOST).await?;
        Ok([
            Section {
                key: "contacts",
                zh: "往来记录",
                en: "Contacts",
                columns: vec![
                    AT,
                    words("kind", "方式", "how", "contact_channel"),
                    column("direction", "方向", "direction"),
                    column("outcome", "结果", "outcome"),
                    NOTE,
                    column("objection", "异议", "objection"),
                ],
                rows: activities
                    .into_iter()
                    .map(|a| {
                        let (outcome, objection) = (a.outcome.unwrap_or_default(), a.objection.unwrap_or_default());
                        vec![at(a.at), a.kind, a.direction, outcome, a.note, objection]
                    })
                    .collect(),
            },
            Section {
                key: "tasks",
                zh: "任务",
                en: "Tasks",
                columns: vec![
                    AT,
                    column("due", "到期", "due"),
                    words("kind", "类别", "kind", "task"),
                    column("title", "内容", "title"),
                    column("state", "状态", "state"),
                ],
                rows: tasks
                    .into_iter()
                    .map(|t| vec![at(t.created_at), at(t.due_at), t.kind, t.title, t.state])
                    .collect(),
            },
            Section {
                key: "answers",
                zh: "回答与迹象",
                en: "Answers and signs",
                columns: vec![
                    AT,
                    column("topic", "问题", "topic"),
                    column("value", "回答", "answer"),
                    NOTE,
                    words("source", "来源", "source", "source"),
                ],
                rows: answers.into_iter().map(|e| vec![at(e.at), e.topic, e.value, e.note, e.source]).collect(),
            },
        ])
    }

    /// How we handled the data: verdicts, changes, consents, who looked at a number.
    async fn handling(&self, row: &party::Model) -> Result<[Section; 4], AppError> {
        let verdicts = store::timeline::assessments_before(&self.store, row.id, i64::MAX, MOST).await?;
        let changes = store::timeline::changes_before(&self.store, row.id, i64::MAX, MOST).await?;
        let consents = store::timeline::consents_of(&self.store, &[row.id]).await?;
        let audited = store::audit::newest(&self.store, Some(&row.id.to_string()), None, MOST).await?;
        let shown = audited.into_iter().filter(|record| record.action == "contact_revealed");
        let facts = changes.into_iter().filter(|change| change.kind != "assignment");
        Ok([
            Section {
                key: "consents",
                zh: "同意与撤回",
                en: "Consents",
                columns: vec![
                    AT,
                    words("channel", "渠道", "channel", "contact_channel"),
                    column("given", "同意", "given"),
                    words("source", "依据", "known from", "consent_source"),
                    NOTE,
                ],
                rows: consents
                    .into_iter()
                    .map(|c| vec![at(c.at), c.channel.unwrap_or_default(), yes_or_no(c.given), c.source, c.note])
                    .collect(),
            },
            Section {
                key: "verdicts",
                zh: "评定",
                en: "Verdicts",
                columns: vec![
                    AT,
                    column("kind", "评定", "verdict"),
                    column("value", "结果", "value"),
                    column("rule", "规则", "rule"),
                ],
                rows: verdicts
                    .into_iter()
                    .map(|a| vec![at(a.as_of), a.kind, a.value, format!("{} {}", a.rule, a.rule_version)])
                    .collect(),
            },
            Section {
                key: "changes",
                zh: "资料的变更",
                en: "Changes",
                columns: vec![
                    AT,
                    words("field", "项目", "fact", "card"),
                    column("before", "原来", "before"),
                    column("after", "改为", "after"),
                ],
                rows: facts
                    .map(|c| vec![at(c.at), c.field, c.before.unwrap_or_default(), c.after.unwrap_or_default()])
                    .collect(),
            },
            Section {
                key: "numbers_shown",
                zh: "号码被查看",
                en: "Numbers shown",
                columns: vec![AT, words("reason", "原因", "reason", "reveal_reason")],
                rows: shown.map(|record| vec![at(record.at), reason_of(&record.detail)]).collect(),
            },
        ])
    }
}

fn person(row: &party::Model) -> Section {
    let known = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut rows = vec![
        vec!["name".to_owned(), row.name.clone()],
        vec!["identity_number".to_owned(), known(&row.identity_number)],
        vec!["employer".to_owned(), known(&row.employer)],
        vec!["position".to_owned(), known(&row.position)],
        vec!["city".to_owned(), known(&row.city)],
        vec!["market".to_owned(), known(&row.market)],
        vec!["method".to_owned(), known(&row.method)],
        vec!["introducer".to_owned(), known(&row.introducer_name)],
        vec!["external_id".to_owned(), known(&row.external_id)],
        vec!["on_file_since".to_owned(), at(row.created_at)],
    ];
    rows.retain(|row| !row[1].is_empty());
    let columns = vec![words("field", "项目", "field", "card"), column("value", "内容", "value")];
    Section { key: "person", zh: "本人", en: "Person", columns, rows }
}

pub(super) fn at(moment: i64) -> String {
    Timestamp::from(moment).to_string()
}

pub(super) fn yes_or_no(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}

fn reason_of(detail: &str) -> String {
    let detail: serde_json::Value = serde_json::from_str(detail).unwrap_or_default();
    detail["reason"].as_str().unwrap_or_default().to_owned()
}

fn write(path: &Path, sections: &[Section], labels: &[Label], now: Timestamp) -> Result<(), AppError> {
    use method::coded::Language;
    let unwritable = |error: zip::result::ZipError| AppError::Internal(error.to_string());
    let mut archive = ZipWriter::new(std::fs::File::create_new(path)?);
    let parts = [
        ("data.json", json(sections, now)?),
        ("个人信息.html", page(sections, labels, Language::Zh, now)),
        ("personal-data.html", page(sections, labels, Language::En, now)),
    ];
    for (name, content) in parts {
        archive.start_file(name, SimpleFileOptions::default()).map_err(unwritable)?;
        archive.write_all(content.as_bytes())?;
    }
    archive.finish().map_err(unwritable)?.sync_all()?;
    Ok(())
}

/// Every section as a list of objects.
fn json(sections: &[Section], now: Timestamp) -> Result<String, AppError> {
    let object = |section: &Section, row: &[String]| {
        let fields =
            section.columns.iter().zip(row).map(|(column, value)| (column.key.to_owned(), value.clone().into()));
        serde_json::Value::Object(fields.collect())
    };
    let mut whole = serde_json::Map::new();
    whole.insert("as_of".to_owned(), now.to_string().into());
    for section in sections {
        let rows: Vec<_> = section.rows.iter().map(|row| object(section, row)).collect();
        whole.insert(section.key.to_owned(), rows.into());
    }
    Ok(serde_json::to_string_pretty(&whole)?)
}
