//! What is typed into search, filters, sorts and cursors under broken input: an answer or a refusal, never a fault.

use app::AppError;
use fuzzing::fuzz;
use serde_json::json;

use crate::team::{Team, read};

fn answered_or_refused<T>(result: Result<T, AppError>) {
    match result {
        Ok(_) | Err(AppError::Invalid(_) | AppError::NotFound(_)) => {}
        Err(error) => panic!("{error:?}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_query_language() {
    let team = Team::sqlite().await;
    for name in ["张三", "李四", "王五"] {
        team.party(&team.chen, json!({ "name": name, "phones": ["13800138000"] })).await;
    }
    let first = team.app.parties(&team.chen, read(json!({ "limit": 1, "sort": "-score" }))).await.unwrap();
    let cursor = first.next.unwrap();
    let seeds: [&[u8]; 9] = [
        "张三".as_bytes(),
        b"zs 8000",
        b"-score",
        b"next_contact_at",
        b"A,b",
        b"due,overdue",
        b"prospect",
        b"\" OR 1=1 --",
        cursor.as_bytes(),
    ];
    let runtime = tokio::runtime::Handle::current();
    let work = || {
        fuzz("query_language", &seeds, |bytes| {
            let typed = String::from_utf8_lossy(bytes);
            runtime.block_on(async {
                answered_or_refused(team.app.search(&team.chen, &typed, None).await);
                for field in ["q", "sort", "cursor", "grade", "cadence", "status", "tag", "city", "market"] {
                    let mut asked = json!({ "sort": "-score" });
                    asked[field] = json!(typed);
                    let Ok(asked) = serde_json::from_value(asked) else { continue };
                    answered_or_refused(team.app.parties(&team.chen, asked).await);
                }
            });
        });
    };
    tokio::task::block_in_place(work);
}
