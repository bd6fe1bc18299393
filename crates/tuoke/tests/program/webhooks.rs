//! Deliveries of webhooks through a server that is killed.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::mpsc,
    time::Duration,
};

use serde_json::Value;

use crate::fixture::{Server, folder};

/// What another system was sent, and the connection on which the answer is awaited.
struct Sent {
    id: String,
    subject: String,
    connection: TcpStream,
}

impl Sent {
    fn accept(mut self) {
        let _ = self.connection.write_all(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
    }
}

/// Another system: takes what it is sent and leaves the answer to the test.
fn receiver() -> (SocketAddr, mpsc::Receiver<Sent>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (sender, received) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut reader = BufReader::new(stream);
            let (mut line, mut length, mut id) = (String::new(), 0, String::new());
            while reader.read_line(&mut line).is_ok_and(|read| read > 2) {
                match line.trim().split_once(": ") {
                    Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                        length = value.parse().unwrap()
                    }
                    Some((name, value)) if name.eq_ignore_ascii_case("webhook-id") => id = value.to_owned(),
                    _ => {}
                }
                line.clear();
            }
            let mut body = vec![0; length];
            if reader.read_exact(&mut body).is_ok() {
                let event: Value = serde_json::from_slice(&body).unwrap();
                let subject = event["data"]["subject"]["id"].as_str().unwrap().to_owned();
                let _ = sender.send(Sent { id, subject, connection: reader.into_inner() });
            }
        }
    });
    (address, received)
}

#[test]
fn killed_amid_deliveries_a_server_tells_the_rest_in_order_and_a_double_under_its_id() {
    const JSON: &str = "Content-Type: application/json\r\n";
    let data = folder(1);
    let (address, received) = receiver();
    let next = || received.recv_timeout(Duration::from_secs(60)).expect("what was not told yet");
    let server = Server::start(data.path());
    let hook = serde_json::json!({ "name": "x", "url": format!("http://{address}/"), "events": ["party_created"] });
    server.json("POST", "/api/v1/webhooks", JSON, &hook.to_string());
    let made: Vec<String> = (0..30)
        .map(|i| {
            let party = serde_json::json!({ "kind": "person", "name": format!("客户{i}"), "allow_duplicate": true });
            let party = server.json("POST", "/api/v1/parties", JSON, &party.to_string());
            party["id"].as_str().unwrap().to_owned()
        })
        .collect();
    let mut told = Vec::new();
    for _ in 0..3 {
        let sent = next();
        told.push(sent.subject.clone());
        sent.accept();
    }
    // it has arrived, and whoever sent it is killed before the answer
    let unanswered = next();
    drop(server);
    let _again = Server::start(data.path());
    let double = next();
    assert_eq!((&double.id, &double.subject), (&unanswered.id, &unanswered.subject), "known by its id");
    told.push(double.subject.clone());
    double.accept();
    while told.len() < made.len() {
        let sent = next();
        told.push(sent.subject.clone());
        sent.accept();
    }
    assert_eq!(told, made, "each once, in order");
}
