//! A disk without room: what is refused is refused clearly, what was acknowledged stays, and work goes on when there is
//! room again.
//!
//! The lack of room is a limit on the size of files, which needs no rights and can be lifted while the server runs.

use std::process::Command;

use crate::fixture::{EMAIL, SERVE, Server, check, create, created, done, folder, tuoke};

/// Bytes that a file may grow to: enough for the empty database, soon reached by what is written to its log.
const LIMIT: u64 = 3_000_000;

/// The same command under the limit. The signal that comes with a refused write is turned off, as with a full disk.
fn limited(command: &Command) -> Command {
    let mut limited = Command::new("bash");
    limited.args(["-c", "trap '' XFSZ; exec prlimit \"$0\" \"$@\"", &format!("--fsize={LIMIT}:unlimited")]);
    limited.arg(command.get_program()).args(command.get_args());
    for (name, _) in command.get_envs() {
        limited.env_remove(name);
    }
    limited
}

#[test]
fn a_full_disk_is_told_loses_nothing_and_is_recovered_from() {
    let data = folder(0);
    let token = done(data.path(), &["admin", "token", "--email", EMAIL]).trim().to_owned();
    let server = Server::started(limited(&tuoke(data.path(), SERVE)).env("TUOKE_LOG", "off"), token);
    let mut acknowledged = Vec::new();
    let refused = (0..10_000).find_map(|number| {
        let (status, body) = create(&server, number);
        if status.contains(" 201") {
            acknowledged.push(number);
            return None;
        }
        Some((status, body))
    });
    let (status, body) = refused.expect("a limit that is reached");
    assert!(status.contains(" 507") && body.contains(r#""code":"storage_full""#), "{status}: {body}");
    assert!(acknowledged.len() > 3, "{acknowledged:?}");
    // it is told each time, and reading goes on meanwhile
    assert!(create(&server, 10_001).0.contains(" 507"));
    assert_eq!(created(&server), acknowledged);

    let process = server.process().to_string();
    let lifted = Command::new("prlimit").args(["--pid", &process, "--fsize=unlimited"]).status().unwrap();
    assert!(lifted.success());
    for number in 20_000..20_020 {
        let (status, body) = create(&server, number);
        assert!(status.contains(" 201"), "{status}: {body}");
        acknowledged.push(number);
    }
    assert_eq!(created(&server), acknowledged);
    drop(server);
    // what was acknowledged is there for the next start as well, and nothing half written
    assert!(check(data.path()).iter().all(|finding| finding["fine"] == true));
    assert_eq!(created(&Server::start(data.path())), acknowledged);
}
