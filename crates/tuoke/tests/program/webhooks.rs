//! Deliveries of webhooks through a server that is killed.

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener},
    sync::mpsc,
    time::Duration,
};

use serde_json::Value;

use crate::fixture::{Server, folder};

/// Another system: takes what it is sent and hands over the subjects of the events.
fn receiver() -> (SocketAddr, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (sender, received) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut reader = BufReader::new(stream);
            let (mut line, mut length) = (String::new(), 0);
            while reader.read_line(&mut line).is_ok_and(|read| read > 2) {
                if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                    length = value.trim().parse().unwrap();
                }
                line.clear();
            }
            let mut body = vec![0; length];
            if reader.read_exact(&mut body).is_err() {
                continue;
            }
            let event: Value = serde_json::from_slice(&body).unwrap();
            let _ = sender.send(event["data"]["subject"]["id"].as_str().unwrap().to_owned());
            let _ = reader.get_mut().write_all(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
        }
    });
    (address, received)
}

#[test]
fn killed_amid_deliveries_a_server_tells_the_rest_after_its_start() {
    const JSON: &str = "Content-Type: application/json\r\n";
    let data = folder(1);
    let (address, received) = receiver();
    let server = Server::start(data.path());
    let hook = serde_json::json!({ "name": "x", "url": format!("http://{address}/"), "events": ["party_created"] });
    server.json("POST", "/api/v1/webhooks", JSON, &hook.to_string());
    let mut made = BTreeSet::new();
    for i in 0..30 {
        let party = serde_json::json!({ "kind": "person", "name": format!("客户{i}"), "allow_duplicate": true });
        let party = server.json("POST", "/api/v1/parties", JSON, &party.to_string());
        made.insert(party["id"].as_str().unwrap().to_owned());
    }
    let patience = Duration::from_secs(60);
    let mut told: BTreeSet<String> = (0..3).map(|_| received.recv_timeout(patience).unwrap()).collect();
    // killed, not asked to end
    drop(server);
    let _again = Server::start(data.path());
    while told != made {
        told.insert(received.recv_timeout(patience).expect("what was not told yet"));
    }
}
