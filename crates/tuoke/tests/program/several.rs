//! Two servers on one PostgreSQL and one folder: what one of them begins the other knows.

use std::io::{BufReader, Write};

use serde_json::json;

use crate::{
    fixture::{EMAIL, FORM, PASSWORD, Server, form, wait_for, whole},
    postgres::Postgres,
    restarts::{another, served},
};

/// A request of a browser with its session; answers the head and the body.
fn browse(server: &Server, method: &str, path: &str, cookie: &str, body: &str) -> (String, String) {
    let headers = format!(
        "x-tuoke-csrf: 1\r\nCookie: {cookie}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n{body}",
        body.len()
    );
    let mut stream = std::net::TcpStream::connect(server.address).unwrap();
    write!(stream, "{method} {path} HTTP/1.1\r\nHost: x\r\n{headers}").unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut BufReader::new(stream), &mut text).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    (head.to_owned(), body.to_owned())
}

#[test]
fn a_session_begun_at_one_server_holds_at_the_other_and_ends_at_both() {
    let Some(postgres) = Postgres::start() else { return };
    let (folder, first) = served(&postgres);
    let second = another(&folder, &postgres);
    let asked = json!({ "email": EMAIL, "password": PASSWORD }).to_string();
    let (head, body) = browse(&first, "POST", "/api/v1/sessions", "", &asked);
    assert!(head.contains(" 201"), "{head} {body}");
    let set = head.lines().filter_map(|line| line.strip_prefix("set-cookie: ")?.split(';').next());
    let cookie = &set.collect::<Vec<_>>().join("; ");
    let me = |server: &Server| browse(server, "GET", "/api/v1/me", cookie, "").0;
    assert!(me(&second).contains(" 200"), "{}", me(&second));
    let ended = browse(&second, "DELETE", "/api/v1/sessions/current", cookie, "").0;
    assert!(ended.contains(" 204"), "{ended}");
    assert!(me(&first).contains(" 401") && me(&second).contains(" 401"));
}

#[test]
fn imports_begun_at_both_servers_are_each_done_once_and_watched_from_the_other() {
    const NAMES: usize = 3_000;
    let Some(postgres) = Postgres::start() else { return };
    let (folder, first) = served(&postgres);
    let second = another(&folder, &postgres);
    let begin = |server: &Server, prefix: usize| {
        let rows: String = (0..NAMES).map(|i| format!("客户{prefix}{i},13{prefix}{i:08}\n")).collect();
        let path = format!("/api/v1/imports?list_name={prefix}");
        let run = server.json("POST", &path, FORM, &form(&format!("姓名,手机\n{rows}")));
        let run = run["id"].as_str().unwrap().to_owned();
        server.json("POST", &format!("/api/v1/imports/{run}/start"), "", "");
        run
    };
    let runs = [begin(&first, 5), begin(&second, 7)];
    // each is watched at the server that did not begin it
    for (server, run) in [&second, &first].into_iter().zip(&runs) {
        let mut watched = server.ask("GET", &format!("/api/v1/imports/{run}/events"), "");
        let last = wait_for(&mut watched, |report| report["state"] == "finished");
        assert_eq!((&last["counts"]["read"], &last["counts"]["created"]), (&NAMES.into(), &NAMES.into()));
    }
    let total = &first.json("GET", "/api/v1/parties?limit=1", "", "")["total"];
    assert_eq!(total["count"], 2 * NAMES);
    let metrics = std::net::TcpStream::connect(second.metrics).map(BufReader::new).unwrap();
    let mut asked = metrics;
    write!(asked.get_mut(), "GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    let counted = whole(asked).1;
    assert!(counted.contains(r#"tuoke_jobs{kind="import",state="done"} 2"#), "{counted}");
}
