//! Session cookies, tokens and cursors under broken input: nobody gets in by them, and the server does not stumble.

use fuzzing::fuzz;

use crate::fixture::Api;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_session_cookie_and_the_token() {
    let api = Api::sqlite().await;
    let answer = api.anonymous().post("/sessions", crate::fixture::sign_in(api.staff.sales)).await;
    let cookie = answer.cookie();
    let session = cookie.split_once('=').expect("a name and a value").1;
    let (broken, caller) = (format!("tuoke_session={}", "x".repeat(4_000)), api.anonymous());
    let seeds: [&[u8]; 5] = [
        cookie.as_bytes(),
        b"tuoke_session=",
        b"tuoke_session=\"; tuoke_session=a",
        broken.as_bytes(),
        b"Bearer tuoke_abc",
    ];
    let runtime = tokio::runtime::Handle::current();
    tokio::task::block_in_place(|| {
        fuzz("session_cookie", &seeds, |bytes| {
            for header in ["cookie", "authorization"] {
                let Some(caller) = caller.with_bytes(header, bytes) else { continue };
                let status = runtime.block_on(caller.get("/me")).status();
                // the very cookie may stand in what was made of it
                let signed_in = header == "cookie" && String::from_utf8_lossy(bytes).contains(session);
                let refused = (400..500).contains(&status);
                assert!(refused || (status == 200 && signed_in), "{header}: {status}");
            }
        });
    });
}
