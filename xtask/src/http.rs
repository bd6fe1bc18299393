//! Just enough HTTP/1.1 to ask the server on this machine: one connection, kept open, answers with a known length.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, bail};

const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Debug)]
pub struct Client {
    stream: BufReader<TcpStream>,
    address: SocketAddr,
    /// Sent as a bearer token with every request.
    token: Option<String>,
}

impl Client {
    pub fn connect(address: SocketAddr, token: Option<String>) -> Result<Self> {
        let stream = TcpStream::connect_timeout(&address, PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::new(stream), address, token })
    }

    /// The body of a page that answers with success.
    pub fn get(&mut self, path: &str) -> Result<Vec<u8>> {
        self.ask("GET", path, None)
    }

    /// What a success answers to a body of JSON.
    pub fn post(&mut self, path: &str, body: &str) -> Result<Vec<u8>> {
        self.ask("POST", path, Some(body))
    }

    fn ask(&mut self, method: &str, path: &str, body: Option<&str>) -> Result<Vec<u8>> {
        let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nAccept: application/json\r\n", self.address);
        if let Some(token) = &self.token {
            request.push_str(&format!("Authorization: Bearer {token}\r\n"));
        }
        if let Some(body) = body {
            request.push_str(&format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len()));
        }
        request.push_str("\r\n");
        request.push_str(body.unwrap_or_default());
        self.stream.get_mut().write_all(request.as_bytes())?;
        let (status, length) = self.head()?;
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        if !(200..300).contains(&status) {
            bail!("{path} answered {status}: {}", String::from_utf8_lossy(&body));
        }
        Ok(body)
    }

    /// Status and length of the body.
    fn head(&mut self) -> Result<(u16, usize)> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok()).context("no status in the answer")?;
        let mut length = 0;
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            let Some((name, value)) = line.split_once(':') else { break };
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse()?;
            } else if name.eq_ignore_ascii_case("transfer-encoding") {
                bail!("the answer has no known length");
            }
        }
        Ok((status, length))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    #[test]
    fn two_requests_share_one_connection() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("its address");
        let server = std::thread::spawn(move || {
            let (stream, _) = listener.accept().expect("a connection");
            let mut reader = BufReader::new(stream);
            let mut heads = Vec::new();
            for answer in
                ["HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none", "HTTP/1.1 404 X\r\ncontent-length: 0\r\n\r\n"]
            {
                let mut head = String::new();
                while !head.ends_with("\r\n\r\n") {
                    reader.read_line(&mut head).expect("a request");
                }
                heads.push(head);
                reader.get_mut().write_all(answer.as_bytes()).expect("an answer");
            }
            heads
        });
        let mut client = Client::connect(address, Some("secret".to_owned())).expect("a connection");
        assert_eq!(client.get("/first").expect("an answer"), b"one");
        assert!(client.get("/second").expect_err("not found").to_string().contains("404"));
        let heads = server.join().expect("the server");
        assert!(heads[0].starts_with("GET /first HTTP/1.1\r\n"));
        assert!(heads[1].contains("Authorization: Bearer secret\r\n"));
    }
}
