//! What a search finds, with the tokens that the product itself makes.

use store::{
    entities::party,
    parties::Reach,
    search::{Document, SearchTerm, find, insert, replace},
};
use test_support::{TestDatabase, on_both_databases};
use text::tokens::{SearchFields, document_tokens, query_terms};

use crate::sample::{self, party_with, write};

/// A party with its document, as an import writes them.
async fn add(db: &TestDatabase, row: party::Model, phones: &[&str]) -> party::Model {
    let tokens = tokens(&row.name, &row.kind, phones);
    write(db.store(), async |tx| {
        let positions = store::parties::insert(tx, vec![row.clone()]).await.unwrap();
        insert(tx, vec![Document { position: positions[0], tokens }]).await.unwrap();
    })
    .await;
    sample::stored(db, row.id).await
}

fn tokens(name: &str, kind: &str, phones: &[&str]) -> String {
    let name = [name];
    let (persons, organisations): (&[&str], &[&str]) = if kind == "person" { (&name, &[]) } else { (&[], &name) };
    document_tokens(&SearchFields {
        person_names: persons,
        organisation_names: organisations,
        phones,
        ..Default::default()
    })
}

fn organisation(name: &str) -> party::Model {
    party_with(name, |row| row.kind = "organisation".to_owned())
}

fn groups(typed: &str) -> Vec<Vec<SearchTerm>> {
    let groups = query_terms(typed).groups.into_iter();
    let term =
        |term: text::tokens::Term| SearchTerm { prefix: term.reach == text::tokens::Reach::Prefix, token: term.text };
    groups.map(|group| group.0.into_iter().map(term).collect()).collect()
}

async fn found(db: &TestDatabase, typed: &str) -> Vec<String> {
    found_by(db, typed, Reach::All).await
}

async fn found_by(db: &TestDatabase, typed: &str, reach: Reach) -> Vec<String> {
    let rows = find(db.store(), reach, groups(typed), 10).await.unwrap();
    rows.into_iter().map(|row| row.name).collect()
}

/// Three parties that have something, but not everything, in common.
struct Shelf(TestDatabase);

impl Shelf {
    async fn sqlite() -> Self {
        Self::filled(TestDatabase::sqlite().await).await
    }

    async fn postgres() -> Option<Self> {
        Some(Self::filled(TestDatabase::postgres().await?).await)
    }

    async fn filled(db: TestDatabase) -> Self {
        add(&db, organisation("上海元器件分销有限公司"), &["+862155667788"]).await;
        add(&db, sample::party("张三"), &["+8613812345678"]).await;
        add(&db, sample::party("张思远"), &["+8613912340000"]).await;
        Self(db)
    }
}

on_both_databases! {
    async fn chinese_characters_find_the_names_that_hold_them(shelf: Shelf) {
        for typed in ["分销", "元", "上海 分销", "元器件分销有限公司", "司"] {
            assert_eq!(found(&shelf.0, typed).await, ["上海元器件分销有限公司"], "{typed}");
        }
        for typed in ["分店", "海上", "上海 北京"] {
            assert!(found(&shelf.0, typed).await.is_empty(), "{typed}");
        }
    }

    async fn initials_and_pinyin_find_people_newest_first(shelf: Shelf) {
        assert_eq!(found(&shelf.0, "zs").await, ["张思远", "张三"]);
        assert_eq!(found(&shelf.0, "zhangsan").await, ["张三"]);
        assert_eq!(found(&shelf.0, "zsy").await, ["张思远"]);
        assert_eq!(found(&shelf.0, "张").await, ["张思远", "张三"]);
        assert_eq!(found(&shelf.0, "shyqj").await, ["上海元器件分销有限公司"]);
    }

    async fn the_tail_of_a_number_finds_its_owner(shelf: Shelf) {
        assert_eq!(found(&shelf.0, "5678").await, ["张三"]);
        assert_eq!(found(&shelf.0, "13812345678").await, ["张三"]);
        assert_eq!(found(&shelf.0, "7788").await, ["上海元器件分销有限公司"]);
        assert!(found(&shelf.0, "5679").await.is_empty());
    }

    async fn every_term_must_be_met(shelf: Shelf) {
        assert_eq!(found(&shelf.0, "张 5678").await, ["张三"]);
        assert_eq!(found(&shelf.0, "zs 0000").await, ["张思远"]);
        assert!(found(&shelf.0, "张 7788").await.is_empty());
    }

    async fn signs_of_the_query_language_are_only_text(shelf: Shelf) {
        for typed in ["\"", "' OR 1=1", "*", "AND", "a:b", "NEAR(", "!|&", "(", ")", ":*", "\\", "%", "--", "NOT 张"] {
            let rows = find(shelf.0.store(), Reach::All, groups(typed), 10).await;
            assert!(rows.is_ok(), "{typed}: {rows:?}");
        }
    }

    async fn nothing_typed_finds_nothing(shelf: Shelf) {
        assert!(found(&shelf.0, " ").await.is_empty());
        assert!(found_by(&shelf.0, "", Reach::Own(sample::id())).await.is_empty());
    }

    async fn a_name_beyond_the_basic_plane_is_found(shelf: Shelf) {
        add(&shelf.0, sample::party("王𠮷"), &[]).await;
        assert_eq!(found(&shelf.0, "𠮷").await, ["王𠮷"]);
    }

    async fn a_changed_name_is_found_by_the_new_one_only(shelf: Shelf) {
        let row = add(&shelf.0, sample::party("李雷"), &[]).await;
        let changed = Document { position: row.seq, tokens: tokens("韩梅梅", "person", &[]) };
        write(shelf.0.store(), async |tx| replace(tx, vec![changed]).await.unwrap()).await;
        assert_eq!(found(&shelf.0, "hmm").await, ["李雷"], "the index has the new words, the row its name");
        assert!(found(&shelf.0, "李雷").await.is_empty());
        let findings = store::check::run(shelf.0.store()).await.unwrap();
        assert!(findings.iter().all(|finding| finding.fine), "{findings:?}");
    }

    async fn many_documents_are_replaced_at_once(db: TestDatabase) {
        sample::insert_parties(&db, (0..1_200).map(|i| sample::party(&format!("p{i}"))).collect()).await;
        let documents =
            |word: &str| (1..=1_200).map(|position| Document { position, tokens: word.to_owned() }).collect();
        let exact = |word: &str| vec![vec![SearchTerm { token: word.to_owned(), prefix: false }]];
        write(db.store(), async |tx| insert(tx, documents("before")).await.unwrap()).await;
        write(db.store(), async |tx| replace(tx, documents("after")).await.unwrap()).await;
        assert!(find(db.store(), Reach::All, exact("before"), 5_000).await.unwrap().is_empty());
        assert_eq!(find(db.store(), Reach::All, exact("after"), 5_000).await.unwrap().len(), 1_200);
    }

    async fn a_party_without_words_does_not_disturb(db: TestDatabase) {
        let row = sample::party("…");
        write(db.store(), async |tx| {
            let positions = store::parties::insert(tx, vec![row]).await.unwrap();
            insert(tx, vec![Document { position: positions[0], tokens: String::new() }]).await.unwrap();
        })
        .await;
        let findings = store::check::run(db.store()).await.unwrap();
        assert!(findings.iter().all(|finding| finding.fine), "{findings:?}");
    }

    async fn only_what_is_within_reach_is_found(shelf: Shelf) {
        let (chen, li) = (sample::id(), sample::id());
        add(&shelf.0, party_with("陈的客户", |row| row.owner_id = Some(chen)), &[]).await;
        add(&shelf.0, party_with("李的客户", |row| row.owner_id = Some(li)), &[]).await;
        assert_eq!(found_by(&shelf.0, "客户", Reach::Own(chen)).await, ["陈的客户"]);
        assert_eq!(found_by(&shelf.0, "客户", Reach::All).await, ["李的客户", "陈的客户"]);
    }

    async fn what_lies_behind_thousands_of_newer_records_is_found_too(shelf: Shelf) {
        let db = &shelf.0;
        let rows: Vec<_> = (0..3_100).map(|number| sample::party(&format!("李{number}"))).collect();
        write(db.store(), async |tx| {
            let documents = rows.iter().map(|row| tokens(&row.name, &row.kind, &[])).collect::<Vec<_>>();
            let positions = store::parties::insert(tx, rows).await.unwrap().into_iter();
            let documents = positions.zip(documents).map(|(position, tokens)| Document { position, tokens });
            insert(tx, documents.collect()).await.unwrap();
        })
        .await;
        assert_eq!(found(db, "张").await, ["张思远", "张三"], "older ones, newest first");
        let newest: Vec<String> = (3_090..3_100).rev().map(|number| format!("李{number}")).collect();
        assert_eq!(found(db, "李").await, newest);
        add(db, sample::party("张新"), &[]).await;
        assert_eq!(found(db, "张").await, ["张新", "张思远", "张三"], "new and old together");
    }
}
